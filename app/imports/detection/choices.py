"""What is fixed about a file before its table is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, cast

from pydantic import JsonValue

from app.imports.detection.answers import AnswerTable
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
        answers: What texts stand for, by column, as a person said of this file.
        remembered_answers: The same, from earlier files.
    """

    sheet: str | None = None
    header_rows: tuple[int, ...] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    remembered: Mapping[str, str] = field(default_factory=dict)
    answers: AnswerTable = field(default_factory=dict)
    remembered_answers: AnswerTable = field(default_factory=dict)

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON; what is not fixed is left out."""
        value: dict[str, JsonValue] = {
            "sheet": self.sheet,
            "header_rows": None if self.header_rows is None else list(self.header_rows),
            "columns": dict(self.columns) or None,
            "decimal_mark": self.decimal_mark,
            "date_order": self.date_order,
            "remembered": dict(self.remembered) or None,
            "answers": _table_to_json(self.answers) or None,
            "remembered_answers": _table_to_json(self.remembered_answers) or None,
        }
        return {name: fixed for name, fixed in value.items() if fixed is not None}

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
            answers=cast("AnswerTable", value.get("answers") or {}),
            remembered_answers=cast("AnswerTable", value.get("remembered_answers") or {}),
        )


def _table_to_json(answers: AnswerTable) -> dict[str, JsonValue]:
    return {column: dict(texts) for column, texts in answers.items()}
