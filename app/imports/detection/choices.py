"""What is fixed about a file before its table is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, cast

from pydantic import JsonValue

from app.imports.detection.layout import DateOrder, DecimalMark


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person, or the memory of an earlier import, has fixed about a file.

    Attributes:
        sheet: Sheet to read.
        header_rows: Numbers of the header rows; an empty list says that there is none.
        columns: Canonical name, "notes" or "ignored" by the letters of a column.
        decimal_mark: Decimal mark of written numbers.
        date_order: Order of day and month in written dates.
        remembered: Canonical name, "notes" or "ignored" by folded header.
    """

    sheet: str | None = None
    header_rows: tuple[int, ...] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    remembered: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON; what is not fixed is left out."""
        value: dict[str, JsonValue] = {}
        if self.sheet is not None:
            value["sheet"] = self.sheet
        if self.header_rows is not None:
            value["header_rows"] = list(self.header_rows)
        if self.columns:
            value["columns"] = dict(self.columns)
        if self.decimal_mark is not None:
            value["decimal_mark"] = self.decimal_mark
        if self.date_order is not None:
            value["date_order"] = self.date_order
        if self.remembered:
            value["remembered"] = dict(self.remembered)
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        rows = cast("list[int] | None", value.get("header_rows"))
        return cls(
            sheet=cast("str | None", value.get("sheet")),
            header_rows=None if rows is None else tuple(rows),
            columns=cast("Mapping[str, str]", value.get("columns") or {}),
            decimal_mark=cast("DecimalMark | None", value.get("decimal_mark")),
            date_order=cast("DateOrder | None", value.get("date_order")),
            remembered=cast("Mapping[str, str]", value.get("remembered") or {}),
        )
