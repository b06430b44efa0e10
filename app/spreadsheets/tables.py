"""A table as it stands in a file: header and rows, before anything is made of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, Self

from app.core.settings import Settings


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """What stands in a cell in place of a value: an error of the program that wrote the file.

    Attributes:
        text: The error as spreadsheet programs show it, as "#REF!"; `TOO_LONG` and `UNREADABLE`
            are our own.
    """

    text: str

    def __str__(self) -> str:
        return self.text


TOO_LONG = ErrorValue("#TOO_LONG!")
"""Stands for a text that is longer than a cell may be."""

UNREADABLE = ErrorValue("#UNREADABLE!")
"""Stands for what cannot be a value: a text with control characters, a date that does not exist."""

Cell = str | Decimal | bool | date | datetime | time | timedelta | ErrorValue | None
"""Content of a cell: trimmed text, number, yes or no, date, time; None for an empty one."""

JsonCell = str | dict[str, str] | dict[str, bool] | None
"""A cell as JSON: a text as it is, everything else as an object that names its kind."""

FaultCode = Literal[
    "too_long",
    "control_characters",
    "damaged_characters",
    "unreadable_value",
    "formula_without_value",
    "quotation_marks",
    "too_many_columns",
]
"""What the reading of a file may find wrong with a cell.

- too_long: The text is longer than allowed; `TOO_LONG` stands in its place.
- control_characters: It holds characters that no text has; `UNREADABLE` stands in its place.
- damaged_characters: Some of its characters were lost (U+FFFD) before or while it was read.
- unreadable_value: It is no value of its type, such as day 99,999,999; `UNREADABLE` is there.
- formula_without_value: A formula whose result is not in the file; the cell is empty.
- quotation_marks: The quotation marks of this row do not match; they were read as text.
- too_many_columns: The row has cells to the right of the last column that is read.
"""

MAX_COLUMNS = 200
"""Columns of a table; the widest known list has 23."""

MAX_ROW = 1_048_576
"""Rows of a sheet, blank ones too (ECMA-376 leaves it open; this is Excel's limit)."""

MAX_QUOTED = 80
"""Characters of a cell that a message repeats."""

_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How much one file may hold.

    Attributes:
        max_bytes: Size of the file.
        max_unpacked_bytes: Size of a workbook after unpacking; also the length of all its texts.
        max_rows: Rows below the header that are not blank.
        max_cell_characters: Length of the text in one cell.
    """

    max_bytes: int
    max_unpacked_bytes: int
    max_rows: int
    max_cell_characters: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take the limits from the settings."""
        return cls(
            max_bytes=settings.max_upload_bytes,
            max_unpacked_bytes=settings.max_unpacked_bytes,
            max_rows=settings.max_import_rows,
            max_cell_characters=settings.max_cell_characters,
        )


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that could not be read as it stands.

    Attributes:
        position: Index of its column, from 0.
        code: What is wrong with it.
        beginning: First characters of what stands there, without control characters.
    """

    position: int
    code: FaultCode
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        number: Its number as the spreadsheet program shows it; the first row is 1.
        cells: Its cells from column A on; empty ones at the end may be left out.
        faults: Which of them could not be read as they stand; such a row is never good as it is.
    """

    number: int
    cells: tuple[Cell, ...]
    faults: tuple[CellFault, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything, not even what cannot be read."""
        return not self.faults and all(cell is None for cell in self.cells)


def column_letters(position: int) -> str:
    """Return the letters of a column as spreadsheet programs show them: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_of(cell: Cell) -> str:
    """Return the content of a cell as text: 1200 for a number, 2027-03-01 for a date."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return plain_number(cell)
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def plain_number(number: Decimal) -> str:
    """Return a number without exponent and without zeros at its end: 1200, 0.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def encode_cell(cell: Cell) -> JsonCell:
    """Turn a cell into JSON that `decode_cell` turns back into the same cell."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return {"b": cell}
    for kind, type_, encode in _ENCODERS:
        if isinstance(cell, type_):
            return {kind: encode(cell)}
    raise TypeError(f"no cell: {cell!r}")


def decode_cell(value: JsonCell) -> Cell:
    """Turn the JSON of a cell back into the cell.

    Raises:
        ValueError: It is no JSON of a cell.
    """
    if value is None or isinstance(value, str):
        return value
    ((kind, content),) = value.items()
    if kind == "b" and isinstance(content, bool):
        return content
    decode = _DECODERS.get(kind)
    if decode is None or not isinstance(content, str):
        raise ValueError(f"no cell: {value}")
    return decode(content)


def _decode_time(text: str) -> Cell:
    duration = _DURATION.fullmatch(text)
    if duration:
        days, seconds, microseconds = map(int, duration.groups())
        return timedelta(days, seconds, microseconds)
    return datetime.fromisoformat(text) if "T" in text else time.fromisoformat(text)


def _encode_duration(duration: timedelta) -> str:
    return f"{duration.days}d{duration.seconds}s{duration.microseconds}"


_ENCODERS: Sequence[tuple[str, type, Callable[..., str]]] = (
    ("n", Decimal, str),
    ("t", datetime, datetime.isoformat),
    ("d", date, date.isoformat),
    ("t", time, time.isoformat),
    ("t", timedelta, _encode_duration),
    ("e", ErrorValue, str),
)
_DURATION = re.compile(r"(-?\d+)d(\d+)s(\d+)")
_DECODERS: Mapping[str, Callable[[str], Cell]] = {
    "n": Decimal,
    "d": date.fromisoformat,
    "t": _decode_time,
    "e": ErrorValue,
}
