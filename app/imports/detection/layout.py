"""What was found in a file: the sheet, the header, the columns, and how numbers are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self, cast

from pydantic import JsonValue

from app.core.i18n import Text
from app.imports.detection.answers import Answer
from app.imports.findings import text_from_json, text_to_json
from app.imports.headers import header_key

How = Literal["name", "synonym", "fuzzy", "content", "remembered", "chosen", "unmapped"]
"""Why a column was taken for what it is."""

NumberHow = Literal["chosen", "columns", "file", "none"]
DecimalMark = Literal[",", "."]
DateOrder = Literal["day_first", "month_first"]

NOTES = "notes"
IGNORED = "ignored"

ROW_NUMBER_HEADERS = frozenset(
    {"stt", "tt", "no", "seq", "sequence", "serial", "serial no", "so tt", "so thu tu", "thu tu"}
)
"""Folded headers of columns that number the rows."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was noticed about the file or the table, and needs no decision.

    Attributes:
        code: Stable name.
        text: What was noticed, in both languages.
    """

    code: str
    text: Text

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {"code": self.code, "text": text_to_json(self.text)}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(str(value["code"]), text_from_json(value["text"]))


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """A sheet of the file, as a person chooses among them."""

    name: str | None
    rows: int | None
    columns: int | None
    is_hidden: bool = False

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {
            "name": self.name,
            "rows": self.rows,
            "columns": self.columns,
            "is_hidden": self.is_hidden,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(
            cast("str | None", value["name"]),
            cast("int | None", value["rows"]),
            cast("int | None", value["columns"]),
            bool(value["is_hidden"]),
        )


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column of the table, and what it was taken for.

    Attributes:
        position: Index of the column, from 0.
        letters: Its letters as spreadsheet programs show them.
        header: Its header as written; header rows above one another are joined by " / ".
        column: Canonical name; "notes" for one that is kept as notes; "ignored" for one that only
            numbers the rows; None never stands where a cell of the column holds anything.
        confidence: How sure that is, 0 to 1.
        how: Why it was taken for that.
        alternatives: Canonical names that were not taken but may be meant, likeliest first.
        unit: Unit that the header names ("Công suất (tấn/tháng)"), as written.
        decimal_mark: Decimal mark of the written numbers of this column, where they tell it.
        date_order: Order of day and month in the written dates of this column, where they tell.
    """

    position: int
    letters: str
    header: str
    column: str | None
    confidence: float
    how: How
    alternatives: tuple[str, ...] = ()
    unit: str | None = None
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None

    @property
    def is_mapped(self) -> bool:
        """Whether the cells of the column go to a field of their own."""
        return self.column not in {None, NOTES, IGNORED} or (
            self.column == NOTES and self.how in {"name", "synonym", "chosen", "remembered"}
        )

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {
            "letters": self.letters,
            "position": self.position,
            "header": self.header,
            "column": self.column,
            "confidence": self.confidence,
            "how": self.how,
            "alternatives": list(self.alternatives),
            "unit": self.unit,
            "decimal_mark": self.decimal_mark,
            "date_order": self.date_order,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(
            position=cast("int", value["position"]),
            letters=str(value["letters"]),
            header=str(value["header"]),
            column=cast("str | None", value["column"]),
            confidence=float(cast("float", value["confidence"])),
            how=cast("How", value["how"]),
            alternatives=tuple(cast("list[str]", value["alternatives"])),
            unit=cast("str | None", value.get("unit")),
            decimal_mark=cast("DecimalMark | None", value.get("decimal_mark")),
            date_order=cast("DateOrder | None", value.get("date_order")),
        )


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the file writes numbers.

    Attributes:
        decimal_mark: The decimal mark; None where nothing in the file tells.
        how: "chosen" by a person, told by "columns" alone, by the "file", or by "none".
    """

    decimal_mark: DecimalMark | None = None
    how: NumberHow = "none"

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {"decimal_mark": self.decimal_mark, "how": self.how}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        mark = cast("DecimalMark | None", value["decimal_mark"])
        return cls(mark, cast("NumberHow", value["how"]))


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A row above the header: a title, a letterhead, a date."""

    number: int
    text: str

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {"number": self.number, "text": self.text}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(cast("int", value["number"]), str(value["text"]))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table stands in the file, and what its columns are.

    Attributes:
        sheet: Name of the sheet that is read; None for a text file.
        sheets: All sheets of the file.
        header_rows: Numbers of the header rows, from the top; empty where there is no header.
        first_row: Number of the first row that is data.
        title_rows: What stands above the header.
        columns: Every column that has a header or holds data.
        number_format: How numbers are written.
        date_order: Order of day and month in written dates; None where nothing tells, and day
            first is assumed.
        facts: What was noticed.
        format: What kind of file it is: "xlsx", "xls", "ods" or "csv".
        encoding: Encoding of a text file.
        separator: What separates the columns of a text file.
        answers: What texts in some columns stand for, as a person said.
    """

    sheet: str | None = None
    sheets: tuple[SheetSummary, ...] = ()
    header_rows: tuple[int, ...] = ()
    first_row: int = 1
    title_rows: tuple[TitleRow, ...] = ()
    columns: tuple[ColumnGuess, ...] = ()
    number_format: NumberFormat = field(default_factory=NumberFormat)
    date_order: DateOrder | None = None
    facts: tuple[Fact, ...] = ()
    format: str | None = None
    encoding: str | None = None
    separator: str | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def positions(self) -> dict[str, int]:
        """Index of each mapped column, by its canonical name; the first of several notes."""
        found: dict[str, int] = {}
        for guess in self.columns:
            if guess.is_mapped and guess.column is not None:
                found.setdefault(guess.column, guess.position)
        return found

    @property
    def ignored_positions(self) -> frozenset[int]:
        """Indexes of the columns that only number the rows."""
        return frozenset(guess.position for guess in self.columns if guess.column == IGNORED)

    @property
    def numbering(self) -> frozenset[int]:
        """Indexes of the ignored columns in which anything but a number would be told."""
        return frozenset(
            guess.position
            for guess in self.columns
            if guess.column == IGNORED and header_key(guess.header) in ROW_NUMBER_HEADERS
        )

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {
            "sheet": self.sheet,
            "sheets": [sheet.to_json() for sheet in self.sheets],
            "header_rows": list(self.header_rows),
            "first_row": self.first_row,
            "title_rows": [row.to_json() for row in self.title_rows],
            "columns": [guess.to_json() for guess in self.columns],
            "number_format": self.number_format.to_json(),
            "date_order": self.date_order,
            "facts": [fact.to_json() for fact in self.facts],
            "format": self.format,
            "encoding": self.encoding,
            "separator": self.separator,
            "answers": [answer.to_json() for answer in self.answers],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(
            sheet=cast("str | None", value["sheet"]),
            sheets=tuple(map(SheetSummary.from_json, _objects(value["sheets"]))),
            header_rows=tuple(cast("list[int]", value["header_rows"])),
            first_row=cast("int", value["first_row"]),
            title_rows=tuple(map(TitleRow.from_json, _objects(value["title_rows"]))),
            columns=tuple(map(ColumnGuess.from_json, _objects(value["columns"]))),
            number_format=NumberFormat.from_json(_object(value["number_format"])),
            date_order=cast("DateOrder | None", value["date_order"]),
            facts=tuple(map(Fact.from_json, _objects(value["facts"]))),
            format=cast("str | None", value.get("format")),
            encoding=cast("str | None", value.get("encoding")),
            separator=cast("str | None", value.get("separator")),
            answers=tuple(map(Answer.from_json, _objects(value.get("answers") or []))),
        )


def _object(value: JsonValue) -> Mapping[str, JsonValue]:
    return cast("Mapping[str, JsonValue]", value)


def _objects(value: JsonValue) -> Sequence[Mapping[str, JsonValue]]:
    return cast("Sequence[Mapping[str, JsonValue]]", value)
