"""Which imports and rows are asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Which imports are asked for; None does not narrow."""

    kind: str | None = None
    status: str | None = None
    source: str | None = None
    buyer_id: str | None = None


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are asked for; None does not narrow."""

    state: str | None = None
    action: str | None = None
