"""The parts of a profile against those of a content: which stay, change, come and go."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from app.models import Certification, SupplierProfile
from app.suppliers.parts import CAPABILITY, CERTIFICATION, SITE, Columns, PartKind, Row
from app.suppliers.schemas import ProfileContent
from app.suppliers.verification import forget_verification

_COLUMNS: Mapping[str, frozenset[str]] = {
    "sites": frozenset({"province", "address", "industrial_park", "site_name", "coordinates"}),
    "capabilities": frozenset(
        {
            "categories",
            "capabilities",
            "materials",
            "processes",
            "machines",
            "tolerance",
            "monthly_capacity",
            "moq",
            "lead_time_days",
        }
    ),
    "certifications": frozenset(
        {
            "certifications",
            "certificate_wording",
            "certificate_number",
            "certificate_issuer",
            "certificate_issued_on",
            "certificate_expires_on",
            "certificate_verified_by",
            "certificate_verified_on",
        }
    ),
}
"""Columns of a table of suppliers that speak of a kind of part."""

_WITH: Mapping[str, tuple[str, ...]] = {
    "monthly_capacity": ("monthly_capacity_unit",),
    "moq": ("moq_unit",),
    "code": ("void_since",),
}
"""Columns of the database that a field of a part brings with it."""


def replace_parts(
    profile: SupplierProfile, content: ProfileContent, columns: Collection[str]
) -> bool:
    """Let the parts of a profile be those of a content, kind by kind.

    Args:
        profile: A profile with its parts loaded.
        content: What its parts are to be.
        columns: Columns that the content speaks of; kinds without one stay as they are.

    Returns:
        Whether anything was changed.
    """
    changed = False
    for kind, is_same in _KINDS:
        parts = getattr(content, kind.collection)
        spoken = kind.collection in content.model_fields_set and parts is not None
        if not spoken or _COLUMNS[kind.collection].isdisjoint(columns):
            continue
        if _replace_kind(profile, kind, parts, is_same):
            changed = True
            if kind is CERTIFICATION and content.certifications_complete is None:
                profile.certifications_complete = True
    return changed


def _replace_kind(
    profile: SupplierProfile,
    kind: PartKind,
    parts: Sequence[BaseModel],
    is_same: Callable[[Any, Columns], bool],
) -> bool:
    stored: list[Row] = getattr(profile, kind.collection)
    given = [_given(kind, part) for part in parts]
    free = list(stored)
    kept: list[Row | None] = [None] * len(given)
    for is_match in (_says_so, is_same):
        for place, columns in enumerate(given):
            row = kept[place] or next((row for row in free if is_match(row, columns)), None)
            if row is not None and kept[place] is None:
                kept[place] = row
                free.remove(row)
    changed = bool(free)
    for row in free:
        stored.remove(row)
    for row, columns, part in zip(kept, given, parts, strict=True):
        if row is None:
            stored.append(kind.table(**kind.columns(part)))
            changed = True
        else:
            changed |= _change(row, columns)
    return changed


def _given(kind: PartKind, part: BaseModel) -> Columns:
    """Return the columns of a part that the content gives."""
    columns = kind.columns(part)
    names = [name for field in part.model_fields_set for name in (field, *_WITH.get(field, ()))]
    return {name: columns[name] for name in names}


def _change(row: Row, columns: Columns) -> bool:
    """Write into a part what differs."""
    changes = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    if isinstance(row, Certification):
        forget_verification(row, set(changes))
    return bool(changes)


def _says_so(row: Row, columns: Columns) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def _same_place(row: Any, columns: Columns) -> bool:
    place = (columns.get("province"), columns.get("legacy_province"))
    return place != (None, None) and place == (row.province, row.legacy_province)


def _same_trade(row: Any, columns: Columns) -> bool:
    category, text = columns.get("category"), columns.get("text")
    return bool((text and text == row.text) or (category and category == row.category))


def _same_standard(row: Any, columns: Columns) -> bool:
    return bool(columns["code"] == row.code)


_KINDS: tuple[tuple[PartKind, Callable[[Any, Columns], bool]], ...] = (
    (SITE, _same_place),
    (CAPABILITY, _same_trade),
    (CERTIFICATION, _same_standard),
)
"""Each kind of part, and when two say the same thing in other words."""
