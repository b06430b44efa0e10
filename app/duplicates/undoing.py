"""Taking a merge back: what still stands where it was put goes back, later changes stay."""

from collections.abc import Iterable, Mapping

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.clock import utc_now
from app.core.database import Session
from app.core.principal import Principal
from app.duplicates.audit import MergeAudit
from app.duplicates.errors import (
    IdentityTakenError,
    LaterMergeError,
    MergeNotFoundError,
    MergeUndoneError,
)
from app.duplicates.merge_repository import MergeRepository
from app.duplicates.planning import SIDES
from app.duplicates.records import Change, Left, LeftReason, MergeRecord, Move, Outcome
from app.duplicates.repository import DistinctionRepository
from app.duplicates.row_repository import RowRepository, belonging_columns
from app.models import OrganizationMerge
from app.suppliers.reading import read_profile
from app.suppliers.repository import SupplierRepository

_IDENTITY = frozenset({"tax_code", "foreign_registration_number"})


class UndoService:
    """Undoes merges in one transaction, for the centre."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._rows = RowRepository(session)
        self._merges = MergeRepository(session)
        self._distinctions = DistinctionRepository(session)
        self._suppliers = SupplierRepository(session)
        self._classification = ClassificationService(session, actor)
        self._audit = MergeAudit(self._rows, AuditTrail(session, actor))

    def undo(self, merge_id: str) -> OrganizationMerge:
        """Give everything back that nobody has changed since.

        Raises:
            MergeNotFoundError: There is no such merge.
            MergeUndoneError: It was undone already.
            LaterMergeError: A later merge builds on it.
            IdentityTakenError: Another company has the merged one's tax code or number since.
        """
        merge = self._lock(merge_id)
        record = MergeRecord.model_validate(merge.record)
        organizations = self._rows.lock_organizations([merge.survivor_id, merge.merged_id])
        self._rows.lock_profiles([*organizations])
        watched = {
            "unmerged": organizations[merge.merged_id],
            "updated": organizations[merge.survivor_id],
        }
        with self._audit.watch_organizations(watched):
            outcome = self._restore(record, merge)
        merge.undone_at, merge.undone_by = utc_now(), self._actor.key_id
        merge.outcome = outcome.model_dump(mode="json")
        self._audit.note_merge("undone", merge)
        self._rows.refresh()
        return merge

    def _lock(self, merge_id: str) -> OrganizationMerge:
        found = self._merges.get(merge_id)
        if found is None:
            raise MergeNotFoundError
        # The organizations first, as merging does: two who wait for each other wait in one order.
        self._rows.lock_organizations([found.survivor_id, found.merged_id])
        merge = self._merges.get_locked(merge_id) or found
        if merge.undone_at is not None:
            raise MergeUndoneError(undone_at=f"{merge.undone_at:%Y-%m-%dT%H:%M:%SZ}")
        later = self._merges.get_later(merge)
        if later is not None:
            raise LaterMergeError(merge_id=later.id)
        return merge

    def _restore(self, record: MergeRecord, merge: OrganizationMerge) -> Outcome:
        outcome = Outcome()
        before = self._belongings(merge.merged_id)
        returned = [self._return(move, outcome) for move in record.moves]
        self._name_followers(before, returned, merge, outcome)
        restored = [change for change in reversed(record.changes) if self._revert(change, outcome)]
        self._rows.count(returned, restored, [merge.survivor_id, merge.merged_id])
        for distinction_id in record.distinctions:
            known = self._distinctions.get(distinction_id)
            if known is not None:
                self._distinctions.delete(known)
        self._rows.refresh()
        self._restore_readings(record.readings)
        self._audit.note_moves(returned)
        self._audit.note_changes(
            change.model_copy(update={"old": change.new, "new": change.old}) for change in restored
        )
        return outcome

    def _belongings(self, organization_id: str) -> dict[tuple[str, str], set[str]]:
        """Return what belongs to an organization, by table and column."""
        return {
            (table, column): set(self._rows.find_ids(table, column, organization_id))
            for table, column in belonging_columns()
        }

    def _return(self, move: Move, outcome: Outcome) -> Move:
        """Give rows back to their former owner; return that as a move of its own."""
        owners = self._rows.find_owners(move.table, move.column, move.ids)
        going = []
        for row_id in move.ids:
            reason = self._reason_to_stay(move, row_id, owners)
            if reason is None:
                going.append(row_id)
            else:
                outcome.left.append(Left(table=move.table, id=row_id, reason=reason))
        self._rows.move(move.table, move.column, going, move.source)
        return move.model_copy(update={"source": move.target, "target": move.source, "ids": going})

    def _reason_to_stay(
        self, move: Move, row_id: str, owners: Mapping[str, str | None]
    ) -> LeftReason | None:
        if row_id not in owners:
            return "deleted_since"
        if owners[row_id] == move.source:
            return None  # it has followed what it belongs to
        if owners[row_id] != move.target:
            return "changed_since"
        if self._rows.is_bound(move.table, move.column, row_id):
            return "belongs_elsewhere"
        if self._rows.find_conflicts(move.table, row_id, move.column, move.source):
            return "in_use"
        return None

    def _name_followers(
        self,
        before: Mapping[tuple[str, str], set[str]],
        returned: Iterable[Move],
        merge: OrganizationMerge,
        outcome: Outcome,
    ) -> None:
        """Name what was added since to something that went back, and so went with it."""
        named = {(move.table, row_id) for move in returned for row_id in move.ids}
        for (table, column), now in self._belongings(merge.merged_id).items():
            came = sorted(
                row_id for row_id in now - before[table, column] if (table, row_id) not in named
            )
            self._rows.touch(table, came)
            outcome.left += [Left(table=table, id=row_id, reason="came_along") for row_id in came]

    def _revert(self, change: Change, outcome: Outcome) -> bool:
        """Give a value back; return whether that was done."""
        reason = self._reason_to_keep(change)
        if reason is None:
            self._rows.set_value(change.table, change.id, change.column, change.old)
            return True
        left = Left(table=change.table, id=change.id, column=change.column, reason=reason)
        outcome.left.append(left)
        return False

    def _reason_to_keep(self, change: Change) -> LeftReason | None:
        row = self._rows.read(change.table, change.id)
        if row is None:
            return "deleted_since"
        if row[change.column] != change.new:
            return "changed_since"
        if change.column in SIDES and self._rows.has_role(change.id, change.column):
            return "in_use"
        if self._rows.find_conflicts(change.table, change.id, change.column, change.old):
            if change.column in _IDENTITY:
                raise IdentityTakenError(value=change.old)
            return "in_use"
        return None

    def _restore_readings(self, readings: Iterable[Change]) -> None:
        """Give back what texts were read as; read anew what was changed since."""
        changed = set()
        for change in readings:
            row = self._rows.read(change.table, change.id)
            if row is not None and row[change.column] == change.new:
                self._rows.set_value(change.table, change.id, change.column, change.old)
            elif row is not None:
                changed.add(row.get("supplier_id", change.id))
        self._rows.refresh()
        for profile in filter(None, map(self._suppliers.get, sorted(changed))):
            read_profile(profile, self._classification)
        self._rows.refresh()
