"""Reading one table from a text file whose cells are separated (.csv)."""

import csv
import io
from collections.abc import Iterator

from app.core.errors import Problem
from app.core.i18n import Text
from app.spreadsheets.errors import (
    EmptyTableError,
    Faults,
    InvalidFileError,
    NotUtf8Error,
    TooManyCellsError,
    TooManyRowsError,
)
from app.spreadsheets.tables import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_ROW,
    Row,
    Table,
    TableLimits,
    build_table,
    cell_problem,
    column_letters,
)

SEPARATORS = (",", ";", "\t")
_BLANKS = " ,;\t\r\n"

_UNLIMITED = 2**31 - 1
"""The csv module refuses long cells without saying where; the limit is checked behind it."""

_FORMULA = Text(
    "This cell holds a formula. Put its value there instead.",
    "Ô này chứa công thức. Hãy thay bằng giá trị.",
)
_QUOTES = Text(
    "The quotation marks in row {row} do not match ({reason}). Write a quotation mark inside of a"
    ' quoted cell twice (""), or upload the .xlsx file.',
    "Dấu ngoặc kép ở dòng {row} không khớp ({reason}). Trong ô có ngoặc kép, hãy viết dấu ngoặc"
    ' kép hai lần (""), hoặc tải lên tệp .xlsx.',
)

csv.field_size_limit(_UNLIMITED)


def read_delimited(content: bytes, limits: TableLimits) -> Table:
    """Read the table of a UTF-8 text, with or without byte order mark.

    The separator is the one of comma, semicolon and tab that divides the header into the most
    cells; a comma where none does.

    Args:
        content: The file.
        limits: How much it may hold.

    Raises:
        NotUtf8Error: It is in another encoding.
        EmptyTableError: There is no header, or no row below it.
        TooManyRowsError: It has more rows than allowed.
        TooManyCellsError: It has more columns than allowed.
        InvalidFileError: Quotation marks do not match, or a cell holds a formula, a NUL character
            or a text that is too long.
    """
    text = _decode(content)
    faults = Faults()
    rows = _read_rows(text, _find_separator(text), faults)
    return build_table(None, rows, limits, faults)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        raise NotUtf8Error(
            offset=len(content) - len(error.object) + error.start,
            line=before.count(b"\n") + 1,
            byte=f"0x{error.object[error.start]:02x}",
        ) from error


def _records(text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records of a text.

    Raises:
        InvalidFileError: Quotation marks do not match.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):  # noqa: B007 - also read by the handler
            yield record
    except csv.Error as error:
        params = (("row", number + 1), ("reason", str(error)))
        problem = Problem("quotes", _QUOTES, "file", row=number + 1, params=params)
        raise InvalidFileError([problem]) from error


def _find_separator(text: str) -> str:
    """Find the separator by the header.

    Raises:
        EmptyTableError: There is no line with anything on it.
        InvalidFileError: Quotation marks in the header do not match, whatever the separator.
    """
    cells: dict[str, int] = {}
    refusal: InvalidFileError | None = None
    for separator in SEPARATORS:
        try:
            records = _records(text.lstrip(_BLANKS), separator)
            cells[separator] = next((len(r) for r in records if any(map(_strip, r))), 0)
        except InvalidFileError as error:
            refusal = refusal or error
    if not cells and refusal is not None:
        raise refusal
    best = max(cells, key=lambda separator: cells[separator])
    if not cells[best]:
        raise EmptyTableError
    return best


def _strip(cell: str) -> str:
    """Take away what is blank under one separator or another."""
    return cell.strip(_BLANKS)


def _read_rows(text: str, separator: str, faults: Faults) -> Iterator[Row]:
    for number, record in enumerate(_records(text, separator), start=1):
        cells = [cell.strip() or None for cell in record]
        while cells and cells[-1] is None:
            cells.pop()
        if number > MAX_ROW:
            raise TooManyRowsError(limit=MAX_ROW)
        if len(cells) > MAX_COLUMNS:
            cell = f"{column_letters(len(cells) - 1)}{number}"
            raise TooManyCellsError(sheet="CSV", cell=cell, columns=MAX_COLUMNS, area=MAX_AREA)
        for position, value in enumerate(cells):
            if value is not None and value.startswith("="):
                faults.add(cell_problem("formula", _FORMULA, number, position, value))
        yield Row(number, tuple(cells))
