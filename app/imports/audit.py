"""Imports as the audit trail keeps them."""

from collections.abc import Mapping
from typing import Any, Self

from app.core.schemas import OutputModel
from app.models import Import, ImportRow


class ImportSnapshot(OutputModel):
    """An import without its rows."""

    kind: str
    status: str
    filename: str
    sha256: str
    source: str
    buyer_id: str | None
    demand_list_id: str | None
    key: str | None
    choices: dict[str, Any]
    written: dict[str, int] | None = None

    @classmethod
    def of(cls, row: Import, written: Mapping[str, int] | None = None) -> Self:
        """Make it of an import, and of what a confirmation has written."""
        return cls.model_validate(row).model_copy(
            update={"written": None if written is None else dict(written)}
        )


class RowSnapshot(OutputModel):
    """What a person said about a row."""

    state: str
    corrections: dict[str, Any] | None
    decision: dict[str, Any] | None

    @classmethod
    def of(cls, row: ImportRow) -> Self:
        """Make it of a row."""
        return cls.model_validate(row)
