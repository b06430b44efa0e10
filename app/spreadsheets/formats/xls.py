"""Excel workbooks of 1997 to 2003 (.xls)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.core.errors import AppError
from app.core.i18n import Text
from app.spreadsheets.errors import DamagedFileError, PasswordProtectedError
from app.spreadsheets.facts import Fact, MergedRange
from app.spreadsheets.formats.xls_records import Record, SheetRecords, scan_records
from app.spreadsheets.grid import Loaded, SheetBuilder, TextBudget
from app.spreadsheets.numbers import exact
from app.spreadsheets.tables import MAX_COLUMNS, TableLimits

T = TypeVar("T")

RawCell = int | float | str | bool | time | date | datetime | timedelta

_PANIC_MODULE = "pyo3_runtime"
"""Where the exception lives that a panic of a Rust library becomes; it is no Exception."""

_ERRORS_UNSEEN = Fact(
    "errors_unseen",
    Text(
        "The file is built in an unusual way: cells with errors (#REF!) or formulas may have been"
        " read as empty ones or as values. Saved as .xlsx, it shows them.",
        "Tệp có cấu trúc khác thường: ô lỗi (#REF!) có thể bị đọc thành ô trống và ô công thức"
        " thành giá trị. Hãy lưu thành .xlsx để thấy rõ.",
    ),
)


def read_xls(path: Path, limits: TableLimits) -> Loaded:
    """Read all sheets of a workbook.

    Args:
        path: Where it lies.
        limits: How much it may hold.

    Raises:
        PasswordProtectedError: It is encrypted.
        DamagedFileError: It cannot be read.
        PayloadTooLargeError: It holds more than allowed.
    """
    loaded = Loaded()
    records = scan_records(path)
    if records is None:
        loaded.facts.append(_ERRORS_UNSEEN)
    book = _guard(lambda: CalamineWorkbook.from_path(str(path)))
    budget = TextBudget(limits.max_unpacked_bytes)
    for metadata in book.sheets_metadata:
        if metadata.typ == SheetTypeEnum.WorkSheet:
            known = (records or {}).get(metadata.name, SheetRecords())
            loaded.sheets.append(_read_sheet(book, metadata, known, limits, budget))
    return loaded


def _read_sheet(
    book: CalamineWorkbook,
    metadata: SheetMetadata,
    records: SheetRecords,
    limits: TableLimits,
    budget: TextBudget,
) -> tuple[SheetBuilder, AppError | None]:
    is_hidden = metadata.visible != SheetVisibleEnum.Visible
    builder = SheetBuilder(metadata.name, limits, budget, is_hidden=is_hidden)
    try:
        sheet = _guard(lambda: book.get_sheet_by_name(metadata.name))
        _read_rows(sheet, records, builder)
        for start, end in _guard(lambda: sheet.merged_cell_ranges or []):
            if start != end:
                builder.merge(MergedRange(start[0] + 1, start[1], end[0] + 1, end[1]))
    except AppError as error:
        return builder, error
    return builder, None


def _read_rows(sheet: CalamineSheet, records: SheetRecords, builder: SheetBuilder) -> None:
    """Read the rows; those that hold nothing but errors may lie beyond what the library gives."""
    number = 0
    for number, cells in enumerate(_rows(sheet), start=1):
        _read_row(number, cells, records.rows.get(number, {}), builder)
    for beyond in sorted(row for row in records.rows if row > number):
        _read_row(beyond, [], records.rows[beyond], builder)


def _rows(sheet: CalamineSheet) -> Iterator[list[RawCell]]:
    """Yield the cells of each row from column A on."""
    start = sheet.start
    if start is None:
        return
    left = min(start[1], MAX_COLUMNS)
    rows = _guard(sheet.iter_rows)
    while (row := _guard(lambda: next(rows, None))) is not None:
        yield [*[""] * left, *row]


def _read_row(
    number: int, cells: list[RawCell], records: dict[int, Record], builder: SheetBuilder
) -> None:
    if not records and not any(cell != "" for cell in cells):
        return
    builder.begin_row(number)
    for position in range(max(len(cells), *(column + 1 for column in records), 0)):
        raw = cells[position] if position < len(cells) else ""
        record = records.get(position)
        if record is not None and record.is_formula:
            builder.put_formula(position, has_value=True)
        if record is not None and record.error is not None:
            builder.put_error(position, record.error)
        else:
            _put(builder, position, raw)
    builder.end_row()


def _put(builder: SheetBuilder, position: int, raw: RawCell) -> None:
    """Make a cell of what the library gives: dates at midnight are days, numbers are exact."""
    if isinstance(raw, str):
        builder.put_text(position, raw)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        number = exact(raw)
        if number is None:
            builder.put_unreadable(position, str(raw))
        else:
            builder.put(position, number)
    elif isinstance(raw, datetime) and raw.time() == time():
        builder.put(position, raw.date())
    else:
        builder.put(position, raw)


def _guard(read: Callable[[], T]) -> T:
    """Do something with the library, and turn its errors and panics into ours.

    Raises:
        PasswordProtectedError: The file is encrypted.
        DamagedFileError: It cannot be read.
    """
    try:
        return read()
    except PasswordError as error:
        raise PasswordProtectedError from error
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise DamagedFileError(what=str(error)[:200]) from error
    except BaseException as error:
        if type(error).__module__ == _PANIC_MODULE:
            raise DamagedFileError(what=str(error)[:200]) from error
        raise
