"""A table as it stands in a file: header and rows, before anything is made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Self

from app.core.errors import Problem
from app.core.i18n import Text
from app.core.settings import Settings
from app.spreadsheets.errors import EmptyTableError, Faults, TooManyRowsError

Cell = str | Decimal | bool | date | datetime | time | timedelta | None
"""Content of a cell: trimmed text, number, yes or no, date, time; None for an empty one."""

MAX_COLUMNS = 200
"""Columns of a table; the widest known list has 23."""

MAX_ROW = 1_048_576
"""Rows of a sheet, blank ones too (ECMA-376 leaves it open; this is Excel's limit)."""

MAX_AREA = 5_000_000
"""Rows times columns of a sheet, counted from A1 to its last cell."""

MAX_QUOTED = 80
"""Characters of a cell that a message repeats."""

_ALPHABET = 26

_TOO_LONG = Text(
    "This cell holds {length} characters; at most {limit} are read. Shorten it.",
    "Ô này có {length} ký tự; tối đa {limit} ký tự. Hãy rút ngắn.",
)
_NUL = Text(
    "This cell holds a NUL character; delete the cell and type its text again.",
    "Ô này chứa ký tự NUL; hãy xóa ô và nhập lại nội dung.",
)


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
class Row:
    """One row of a table.

    Attributes:
        number: Its number as the spreadsheet program shows it; the first row is 1.
        cells: Its cells from column A on; empty ones at the end may be left out.
    """

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file.

    Attributes:
        sheet: Name of its sheet; None for a text file.
        header: The first row that is not blank.
        rows: The rows below that are not blank.
        blank_rows: How many rows were skipped because they are blank.
    """

    sheet: str | None
    header: Row
    rows: tuple[Row, ...]
    blank_rows: int


def build_table(
    sheet: str | None, rows: Iterator[Row], limits: TableLimits, faults: Faults
) -> Table:
    """Divide rows into header and data.

    Args:
        sheet: Name of the sheet, if there is one.
        rows: All rows, blank ones too.
        limits: How much the table may hold.
        faults: What is found wrong while the rows are read.

    Raises:
        EmptyTableError: There is no header, or no row below it.
        TooManyRowsError: There are more rows than allowed.
        InvalidFileError: A cell holds what is not read; names each.
    """
    header: Row | None = None
    data: list[Row] = []
    blank_rows = 0
    for row in rows:
        if row.is_blank:
            blank_rows += 1
            continue
        check_texts(row, limits, faults)
        if header is None:
            header = row
            continue
        data.append(row)
        if len(data) > limits.max_rows:
            raise TooManyRowsError(limit=limits.max_rows)
    faults.raise_if_any()
    if header is None or not data:
        raise EmptyTableError
    return Table(sheet, header, tuple(data), blank_rows)


def check_texts(row: Row, limits: TableLimits, faults: Faults) -> None:
    """Note texts that are too long or hold NUL."""
    for position, cell in enumerate(row.cells):
        if not isinstance(cell, str):
            continue
        if len(cell) > limits.max_cell_characters:
            fault = too_long(
                row.number, position, cell, len(cell), limit=limits.max_cell_characters
            )
            faults.add(fault)
        elif "\x00" in cell:
            faults.add(cell_problem("nul_character", _NUL, row.number, position, cell))


def too_long(row: int, position: int, text: str | None, length: int, *, limit: int) -> Problem:
    """Describe a cell whose text is longer than the limit."""
    params = {"length": length, "limit": limit}
    return cell_problem("cell_too_long", _TOO_LONG, row, position, text, **params)


def cell_problem(
    code: str, text: Text, row: int, position: int, value: Cell, **params: object
) -> Problem:
    """Describe what is wrong with a cell whose column has no known name (yet).

    Args:
        code: Stable name of the fault.
        text: What is wrong, and what to do.
        row: Number of the row.
        position: Index of the column, from 0.
        value: What stands in the cell.
        params: Fields that the text names.
    """
    return Problem(
        code=code,
        text=text,
        place="file",
        row=row,
        column=column_letters(position),
        value=text_of(value)[:MAX_QUOTED],
        params=tuple(params.items()),
    )


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
