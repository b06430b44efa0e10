"""The audit records of merging and of undoing it: one for each row that was touched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from pydantic import JsonValue

from app.audit.service import AuditTrail
from app.duplicates.records import Change, Fields, MergeRecord, Move
from app.duplicates.row_repository import RowRepository
from app.models import Organization, OrganizationMerge
from app.organizations.schemas import OrganizationRead

_ENTITIES = {
    "supplier_profiles": "supplier",
    "capabilities": "capability",
}
_UNSHOWN = frozenset({"reading", "needs_review"})


def entity_of(table: str) -> str:
    """Return what the rows of a table are called in the audit trail and in answers."""
    return _ENTITIES.get(table, table.removesuffix("s"))


class MergeAudit:
    """Writes the audit trail of merges.

    Args:
        rows: The rows of the session.
        trail: The trail of the transaction.
    """

    def __init__(self, rows: RowRepository, trail: AuditTrail) -> None:
        self._rows = rows
        self._trail = trail

    @contextmanager
    def watch(
        self, survivor: Organization, merged: Organization, record: MergeRecord
    ) -> Iterator[None]:
        """Record what happens meanwhile to two organizations and to what a merge touches."""
        with self.watch_organizations({"merged": merged, "updated": survivor}):
            yield
        self.note_moves(record.moves)
        self.note_changes(record.changes)

    @contextmanager
    def watch_organizations(self, organizations: Mapping[str, Organization]) -> Iterator[None]:
        """Record what happens meanwhile to organizations, by the word for it."""
        before = {
            action: OrganizationRead.model_validate(row) for action, row in organizations.items()
        }
        yield
        for action, row in organizations.items():
            after = OrganizationRead.model_validate(row)
            self._trail.record(action, "organization", row.id, before=before[action], after=after)

    def note_moves(self, moves: Iterable[Move]) -> None:
        """Record that rows have changed hands."""
        for move in moves:
            before = Fields({move.column: move.source})
            after = Fields({move.column: move.target})
            for row_id in move.ids:
                entity = entity_of(move.table)
                self._trail.record("moved", entity, row_id, before=before, after=after)

    def note_changes(self, changes: Iterable[Change]) -> None:
        """Record changed values, those of organizations aside."""
        old: dict[tuple[str, str], dict[str, JsonValue]] = defaultdict(dict)
        new: dict[tuple[str, str], dict[str, JsonValue]] = defaultdict(dict)
        for change in changes:
            if change.table != "organizations" and change.column not in _UNSHOWN:
                old[change.table, change.id][change.column] = change.old
                new[change.table, change.id][change.column] = change.new
        for (table, row_id), values in old.items():
            after = Fields(new[table, row_id])
            self._trail.record(
                "updated", entity_of(table), row_id, before=Fields(values), after=after
            )

    def note_merge(self, action: str, merge: OrganizationMerge) -> None:
        """Record that a merge was made or undone."""
        what = Fields(
            {
                "survivor_id": merge.survivor_id,
                "merged_id": merge.merged_id,
                "reason": merge.reason,
            }
        )
        is_new = action == "created"
        self._trail.record(
            action,
            "organization_merge",
            merge.id,
            before=None if is_new else what,
            after=what if is_new else None,
        )
