"""Working out what a merge does: read only, so that it can be shown before it is done."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import JsonValue

from app.duplicates.errors import DifferentRegistrationsError, DifferentTaxCodesError
from app.duplicates.profiles import completed_fields, parts_to_move
from app.duplicates.records import Change, MergeRecord, Move, Stay
from app.duplicates.row_repository import RowRepository, belonging_columns
from app.models import Organization

FILLED = ("name_en", "website", "address")
SIDES = ("is_buyer", "is_supplier")
PARTS = ("sites", "capabilities", "certifications")

RENAMED: Mapping[tuple[str, str], tuple[str, int]] = {
    ("demand_lists", "name"): (" ({})", 300),
    ("demand_lists", "external_id"): ("-{}", 100),
}
"""Values that get a suffix where the survivor has the same, and how long they may become. Other
rows that must not exist twice stay with the merged organization."""


def check_one_company(survivor: Organization, merged: Organization) -> None:
    """Check that no register says that these are two companies.

    Raises:
        DifferentTaxCodesError: They have different tax codes.
        DifferentRegistrationsError: They have different numbers of foreign registers.
    """
    codes = survivor.tax_code, merged.tax_code
    if None not in codes and codes[0] != codes[1]:
        raise DifferentTaxCodesError(survivor=codes[0], merged=codes[1])
    numbers = survivor.foreign_registration_number, merged.foreign_registration_number
    if None not in numbers:
        left, right = f"{survivor.country} {numbers[0]}", f"{merged.country} {numbers[1]}"
        raise DifferentRegistrationsError(survivor=left, merged=right)


class MergePlanner:
    """Plans how one organization goes into another.

    Args:
        rows: The rows of the session.
        survivor: The organization that stays.
        merged: The one that goes into it; both are locked.
        profiles: Their profiles, by organization.
    """

    def __init__(
        self,
        rows: RowRepository,
        survivor: Organization,
        merged: Organization,
        profiles: Mapping[str, str],
    ) -> None:
        self._rows = rows
        self._survivor = survivor
        self._merged = merged
        self._own = profiles.get(survivor.id)
        self._other = profiles.get(merged.id)

    def plan(self) -> MergeRecord:
        """Work out everything that changes and moves."""
        record = MergeRecord(changes=list(self._organization_changes()))
        for table, column in belonging_columns():
            self._plan_rows(record, table, column)
        if self._other is not None and self._own is None:
            self._move(record, "supplier_profiles", "organization_id", [self._other])
        elif self._other is not None:
            self._plan_profiles(record)
        return record

    def _organization_changes(self) -> Iterator[Change]:
        """Give the merged one its grave, then the survivor what it lacks."""
        survivor, merged = self._survivor, self._merged
        yield _organization(merged, "merged_into_id", survivor.id)
        if merged.tax_code is not None and survivor.tax_code is None:
            yield _organization(merged, "tax_code", None)
            yield _organization(survivor, "tax_code", merged.tax_code)
        number = merged.foreign_registration_number
        if number is not None and survivor.country == merged.country:
            yield _organization(merged, "foreign_registration_number", None)
            yield _organization(survivor, "foreign_registration_number", number)
        for name in FILLED:
            if not getattr(survivor, name) and getattr(merged, name):
                yield _organization(survivor, name, getattr(merged, name))
        for name in SIDES:
            if getattr(merged, name) and not getattr(survivor, name):
                yield _organization(survivor, name, new=True)

    def _plan_rows(self, record: MergeRecord, table: str, column: str) -> None:
        moving, staying = [], []
        for row_id in self._rows.find_ids(table, column, self._merged.id):
            conflicts = self._rows.find_conflicts(table, row_id, column, self._survivor.id)
            taken = {name for names in conflicts for name in names if name != column}
            if all((table, name) in RENAMED for name in taken):
                moving.append(row_id)
                record.changes += [self._rename(table, row_id, name) for name in sorted(taken)]
            else:
                staying.append(row_id)
        self._move(record, table, column, moving)
        if staying:
            record.stays.append(Stay(table=table, ids=staying, reason="taken"))

    def _rename(self, table: str, row_id: str, column: str) -> Change:
        """Find the first suffix with which neither organization has this name."""
        suffix, most = RENAMED[table, column]
        old = (self._rows.read(table, row_id) or {})[column]
        number = 2
        while True:
            ending = suffix.format(number)
            new = old[: most - len(ending)] + ending
            owners = (self._survivor.id, self._merged.id)
            if not any(self._has(table, column, owner, new) for owner in owners):
                return Change(table=table, id=row_id, column=column, old=old, new=new)
            number += 1

    def _has(self, table: str, column: str, owner: str, value: str) -> bool:
        return self._rows.has_named(table, "buyer_id", owner, column, value)

    def _plan_profiles(self, record: MergeRecord) -> None:
        """Complete the survivor's profile from the merged one, which is kept as a record."""
        own, other = self._profile(self._own), self._profile(self._other)
        moving = {}
        listed = {}
        for table in PARTS:
            parts = [self._parts(table, profile["id"]) for profile in (own, other)]
            listed[table] = parts[0]
            moving[table], staying = parts_to_move(*parts)
            self._move(record, table, "supplier_id", moving[table], other["id"], own["id"])
            if staying:
                record.stays.append(Stay(table=table, ids=staying, reason="adds_nothing"))
        if own["external_id"] is None and other["external_id"] is not None:
            record.changes += [
                _profile(other, "external_id", None),
                _profile(own, "external_id", other["external_id"]),
            ]
        completed = completed_fields(
            own,
            other,
            has_certificates=bool(listed["certifications"]),
            certificates_move=bool(moving["certifications"]),
        )
        record.changes += [_profile(own, name, value) for name, value in completed.items()]
        if other["is_active"]:
            record.changes.append(_profile(other, "is_active", new=False))

    def _move(
        self,
        record: MergeRecord,
        table: str,
        column: str,
        ids: list[str],
        source: str | None = None,
        target: str | None = None,
    ) -> None:
        if ids:
            source, target = source or self._merged.id, target or self._survivor.id
            record.moves.append(
                Move(table=table, column=column, source=source, target=target, ids=ids)
            )

    def _profile(self, profile_id: str | None) -> dict[str, Any]:
        return self._rows.read("supplier_profiles", profile_id or "") or {}

    def _parts(self, table: str, profile_id: str) -> list[dict[str, Any]]:
        ids = self._rows.find_ids(table, "supplier_id", profile_id)
        return [row for row in (self._rows.read(table, row_id) for row_id in ids) if row]


def _organization(row: Organization, column: str, new: JsonValue) -> Change:
    old = getattr(row, column)
    return Change(table="organizations", id=row.id, column=column, old=old, new=new)


def _profile(row: Mapping[str, Any], column: str, new: JsonValue) -> Change:
    return Change(table="supplier_profiles", id=row["id"], column=column, old=row[column], new=new)
