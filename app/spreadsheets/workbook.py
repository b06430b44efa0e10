"""Reading one table from an Excel workbook (.xlsx)."""

import io
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from app.core.i18n import Text
from app.spreadsheets.errors import (
    DamagedFileError,
    EmptyTableError,
    Faults,
    SeveralSheetsError,
    SheetNotFoundError,
)
from app.spreadsheets.package import Package, Sheet, extract_sheet
from app.spreadsheets.sheet_scan import SheetScan, scan_sheet, scan_strings
from app.spreadsheets.tables import (
    Cell,
    Row,
    Table,
    TableLimits,
    build_table,
    cell_problem,
    column_letters,
)
from app.spreadsheets.xml_parts import PartialReader, read_part

T = TypeVar("T")

RawCell = int | float | str | bool | time | date | datetime | timedelta

_SIGNIFICANT_DIGITS = 15
"""Digits of a number that Excel keeps and shows; beyond them binary noise begins."""

_PANIC_MODULE = "pyo3_runtime"
"""Where the exception lives that a panic of a Rust library becomes; it is no Exception."""

_MERGED = Text(
    "Sheet '{sheet}': the cells {range} are merged. Unmerge them, and fill in each of them.",
    "Trang '{sheet}': các ô {range} bị gộp. Hãy bỏ gộp ô và điền đủ từng ô.",
)


def read_workbook(package: Package, limits: TableLimits, sheet: str | None) -> Table:
    """Read the one sheet that holds data, or the chosen one.

    Args:
        package: The workbook.
        limits: How much it may hold.
        sheet: Name of the sheet; None for the only one that holds data.

    Raises:
        EmptyTableError: There is no data.
        SeveralSheetsError: Several sheets hold data, and none was chosen.
        SheetNotFoundError: The chosen sheet does not exist.
        InvalidFileError: The sheet holds formulas, errors, merged cells or texts too long.
        DamagedFileError: It cannot be read, or not in full.
        AppError: It is larger than allowed.
    """
    lengths: list[int] = []
    if package.shared_strings is not None:
        lengths = scan_strings(package.shared_strings, package.parts[package.shared_strings])
    if package.styles is not None:
        read_part(package.styles, package.parts[package.styles], PartialReader())
    chosen, scan = _choose_sheet(package, lengths, limits, sheet)
    scan.faults.raise_if_any()
    grid = _guard(lambda: _open(extract_sheet(package, chosen)))
    rows = _guard(lambda: list(_read_rows(grid)))
    if sum(cell is not None for row in rows for cell in row.cells) != scan.cells:
        raise DamagedFileError(what=f"'{chosen.name[:40]}': not all cells can be read")
    table = build_table(chosen.name, iter(rows), limits, Faults())
    _refuse_merged_cells(grid, table)
    return table


def _choose_sheet(
    package: Package, lengths: list[int], limits: TableLimits, wanted: str | None
) -> tuple[Sheet, SheetScan]:
    sheets = package.sheets
    if wanted is not None:
        name = wanted.strip().casefold()
        sheets = tuple(item for item in sheets if item.name.strip().casefold() == name)
        if not sheets:
            names = ", ".join(item.name for item in package.sheets)
            raise SheetNotFoundError(sheet=wanted, sheets=names)
    found = []
    for item in sheets:
        scan = scan_sheet(item.part, package.parts[item.part], item.name, lengths, limits)
        if scan.cells or scan.faults:
            found.append((item, scan))
    if len(found) > 1:
        raise SeveralSheetsError(sheets=", ".join(item.name for item, _ in found))
    if not found:
        raise EmptyTableError
    return found[0]


def _open(content: bytes) -> CalamineSheet:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)


def _read_rows(grid: CalamineSheet) -> Iterator[Row]:
    for number, cells in enumerate(grid.iter_rows(), start=1):
        yield Row(number, tuple(map(_cell, cells)))


def _cell(raw: RawCell) -> Cell:
    """Make a cell of what calamine gives: dates at midnight are days, numbers are exact."""
    if isinstance(raw, str):
        return raw.strip() or None
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float):
        return _number(raw)
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date()
    return raw


def _number(raw: float) -> Decimal:
    if not math.isfinite(raw):
        raise DamagedFileError(what=f"a cell holds the number {raw}")
    return Decimal(f"{raw:.{_SIGNIFICANT_DIGITS}g}")


def _refuse_merged_cells(grid: CalamineSheet, table: Table) -> None:
    """Refuse merged cells in the header, and those that leave cells of the data empty."""
    by_number: Mapping[int, Row] = {row.number: row for row in (table.header, *table.rows)}
    faults = Faults()
    for start, end in _guard(lambda: grid.merged_cell_ranges or []):
        row = by_number.get(start[0] + 1)
        is_header = start[0] < table.header.number <= end[0] + 1
        if start == end or row is None or not (is_header or _get(row, start[1]) is not None):
            continue
        params = {"sheet": table.sheet, "range": f"{_reference(start)}:{_reference(end)}"}
        value = _get(row, start[1])
        faults.add(cell_problem("merged_cells", _MERGED, row.number, start[1], value, **params))
    faults.raise_if_any()


def _get(row: Row, position: int) -> Cell:
    return row.cells[position] if position < len(row.cells) else None


def _reference(position: tuple[int, int]) -> str:
    return f"{column_letters(position[1])}{position[0] + 1}"


def _guard(read: Callable[[], T]) -> T:
    """Do something with calamine, and turn its errors and panics into ours.

    Raises:
        DamagedFileError: It cannot be read.
    """
    try:
        return read()
    except CalamineError as error:
        raise DamagedFileError(what=str(error)[:200]) from error
    except BaseException as error:
        if type(error).__module__ == _PANIC_MODULE:
            raise DamagedFileError(what=str(error)[:200]) from error
        raise
