"""Making two organizations one, so that it can be taken back."""

from dataclasses import dataclass

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.versions import VersionCheck
from app.duplicates.audit import MergeAudit
from app.duplicates.errors import DistinguishedError, MergeNotFoundError
from app.duplicates.merge_repository import MergeRepository
from app.duplicates.planning import MergePlanner, check_one_company
from app.duplicates.records import Change, MergeRecord
from app.duplicates.repository import DistinctionRepository
from app.duplicates.row_repository import RowRepository
from app.models import Organization, OrganizationDistinction, OrganizationMerge
from app.organizations.errors import OrganizationMergedError, OrganizationNotFoundError
from app.suppliers.reading import read_profile
from app.suppliers.repository import SupplierRepository

_READINGS = {"supplier_profiles": ("reading",), "capabilities": ("reading", "needs_review")}


@dataclass(frozen=True, slots=True)
class Wish:
    """Which organizations are to become one.

    Attributes:
        survivor_id: The one that stays.
        merged_id: The one that goes into it.
        reason: Why, in the words of whoever asks.
        survivor_version: Checks the version of the survivor.
        merged_version: Checks the version of the other.
    """

    survivor_id: str
    merged_id: str
    reason: str
    survivor_version: VersionCheck
    merged_version: VersionCheck


class MergeService:
    """Merges of one transaction, for the centre."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._rows = RowRepository(session)
        self._merges = MergeRepository(session)
        self._suppliers = SupplierRepository(session)
        self._distinctions = DistinctionRepository(session)
        self._classification = ClassificationService(session, actor)
        self._audit = MergeAudit(self._rows, AuditTrail(session, actor))

    def preview(self, wish: Wish) -> OrganizationMerge:
        """Work out what a merge would do, and do nothing.

        Raises:
            AppError: As `merge`.
        """
        return self._make(wish, self._prepare(wish)[-1])

    def merge(self, wish: Wish) -> OrganizationMerge:
        """Let one organization go into another, with all that hangs on it.

        Raises:
            OrganizationNotFoundError: There is no such organization.
            OrganizationMergedError: One of them went into another already.
            PreconditionFailedError: Somebody changed one of them in the meantime.
            DistinguishedError: They were found to be two companies.
            DifferentTaxCodesError: They have different tax codes.
            DifferentRegistrationsError: They have different numbers of foreign registers.
        """
        survivor, merged, profiles, record = self._prepare(wish)
        with self._audit.watch(survivor, merged, record):
            self._apply(record)
            self._rows.refresh()
            profile_id = profiles.get(survivor.id) or profiles.get(merged.id)
            if profile_id is not None:
                record.readings = self._read_anew(profile_id)
            record.distinctions = self._take_over_distinctions(wish)
            changes = [*record.changes, *record.readings]
            self._rows.count(record.moves, changes, [survivor.id, merged.id])
            self._rows.refresh()
        done = self._make(wish, record)
        self._merges.add(done)
        self._audit.note_merge("created", done)
        return done

    def get_merge(self, merge_id: str) -> OrganizationMerge:
        """Return a merge.

        Raises:
            MergeNotFoundError: There is none with this id.
        """
        found = self._merges.get(merge_id)
        if found is None:
            raise MergeNotFoundError
        return found

    def find_merges(
        self, page: PageRequest, *, organization_id: str | None = None, undone: bool | None = None
    ) -> Page[OrganizationMerge]:
        """Return merges, newest first."""
        return self._merges.find_page(page, organization_id=organization_id, undone=undone)

    def _prepare(
        self, wish: Wish
    ) -> tuple[Organization, Organization, dict[str, str], MergeRecord]:
        ids = [wish.survivor_id, wish.merged_id]
        found = self._rows.lock_organizations(ids)
        if any(row_id not in found for row_id in ids):
            raise OrganizationNotFoundError
        survivor, merged = (found[row_id] for row_id in ids)
        for row, version in ((survivor, wish.survivor_version), (merged, wish.merged_version)):
            if row.merged_into_id is not None:
                raise OrganizationMergedError(merged_into_id=row.merged_into_id)
            version.check(row.version)
        decision = self._distinctions.get_of_pair(min(ids), max(ids))
        if decision is not None:
            raise DistinguishedError(distinction_id=decision.id)
        check_one_company(survivor, merged)
        profiles = self._rows.lock_profiles(ids)
        planner = MergePlanner(self._rows, survivor, merged, profiles)
        return survivor, merged, profiles, planner.plan()

    def _make(self, wish: Wish, record: MergeRecord) -> OrganizationMerge:
        return OrganizationMerge(
            survivor_id=wish.survivor_id,
            merged_id=wish.merged_id,
            reason=wish.reason,
            record=record.model_dump(mode="json"),
            merged_by=self._actor.key_id,
        )

    def _apply(self, record: MergeRecord) -> None:
        for change in record.changes:
            self._rows.set_value(change.table, change.id, change.column, change.new)
        for move in record.moves:
            self._rows.move(move.table, move.column, move.ids, move.target)

    def _read_anew(self, profile_id: str) -> list[Change]:
        """Read the texts of a profile anew beside the ones that came; return what changed."""
        profile = self._suppliers.get(profile_id)
        if profile is None:  # pragma: no cover - it is locked
            return []
        before = self._readings(profile_id, [row.id for row in profile.capabilities])
        read_profile(profile, self._classification)
        self._suppliers.flush()
        after = self._readings(profile_id, [row.id for row in profile.capabilities])
        return [
            Change(table=table, id=row_id, column=column, old=old, new=after[table, row_id, column])
            for (table, row_id, column), old in before.items()
            if after[table, row_id, column] != old
        ]

    def _readings(
        self, profile_id: str, capability_ids: list[str]
    ) -> dict[tuple[str, str, str], str | bool]:
        found: dict[tuple[str, str, str], str | bool] = {}
        rows = [("supplier_profiles", profile_id)]
        rows += [("capabilities", row_id) for row_id in capability_ids]
        for table, row_id in rows:
            values = self._rows.read(table, row_id) or {}
            found |= {(table, row_id, column): values[column] for column in _READINGS[table]}
        return found

    def _take_over_distinctions(self, wish: Wish) -> list[str]:
        """Let the survivor be told from all companies that the merged one was told from."""
        made = []
        for known in self._rows.find_distinctions(wish.merged_id):
            other = known.second_id if known.first_id == wish.merged_id else known.first_id
            first, second = sorted((other, wish.survivor_id))
            if self._distinctions.get_of_pair(first, second) is None:
                taken = OrganizationDistinction(
                    first_id=first,
                    second_id=second,
                    note=known.note,
                    created_at=known.created_at,
                    created_by=known.created_by,
                )
                self._distinctions.add_all([taken])
                made.append(taken.id)
        return made
