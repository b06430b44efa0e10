"""Changing how a file is read and where its rows go."""

from collections.abc import Mapping
from typing import Any

from app.core.database import Session
from app.core.principal import Principal
from app.imports.schemas import ImportPatch
from app.imports.targets import CENTRE, set_target
from app.imports.uploading import check_key
from app.models import Import

_READING_CHOICES = ("sheet", "header_rows", "decimal_mark", "date_order")
_TARGET = frozenset({"demand_list_id", "list_name"})
_RESTORED = ("choices", "key", "source", "demand_list_id", "list_name", "demand_status")
"""What is put back when the file cannot be read as chosen."""


def apply_change(session: Session, actor: Principal, row: Import, patch: ImportPatch) -> None:
    """Write a change of how a file is read and where it goes into its import.

    Raises:
        InvalidInputError: The change makes no sense.
    """
    row.previous = {name: getattr(row, name) for name in _RESTORED}
    given = patch.model_fields_set
    choices = dict(row.choices)
    for name in _READING_CHOICES:
        if name in given:
            _choose(choices, name, getattr(patch, name))
    if "columns" in given:
        _choose(choices, "columns", _merge(choices.get("columns", {}), patch.columns))
    row.choices = choices
    if "key" in given:
        check_key(row.kind, patch.key)
        row.key = patch.key
    row.source = patch.source or row.source
    row.demand_status = patch.demand_status or row.demand_status
    if given & _TARGET:
        set_target(
            session,
            actor,
            row,
            buyer_id=row.buyer_id,
            demand_list_id=patch.demand_list_id,
            list_name=patch.list_name,
        )
        row.sender = row.buyer_id or CENTRE


def _choose(choices: dict[str, Any], name: str, value: object) -> None:
    if value is None:
        choices.pop(name, None)
    else:
        choices[name] = value


def _merge(
    before: Mapping[str, str], changes: Mapping[str, str | None] | None
) -> dict[str, str] | None:
    """Put choices of columns on top of earlier ones; None takes all of them back."""
    if changes is None:
        return None
    merged = {**before, **changes}
    return {letters: column for letters, column in merged.items() if column is not None} or None
