"""The corpus opened by other readers: they find the same cells as ours."""

import csv
import io
import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from app.spreadsheets.tables import Cell, ErrorValue, TableLimits
from app.spreadsheets.workbooks import Workbook, open_workbook
from tests.corpus.cases import Case
from tests.corpus.corpus import CORPUS

LIMITS = TableLimits(
    max_bytes=20_000_000, max_unpacked_bytes=50_000_000, max_rows=10_000, max_cell_characters=20_000
)
MOST_COLUMNS = 200
SHOWN_BY_US_ALONE = ("#DIV/0!", "#N/A")
"""Errors that the library leaves out."""

Grid = Mapping[tuple[int, int], object]

OPENED = [case for case in CORPUS if case.opens]
BOOKS = [case for case in OPENED if case.make()[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}]
EXCEL = [case for case in BOOKS if case.make()[:2] == b"PK" and not case.filename.endswith(".ods")]
TEXTS = {"utf-8.csv": "utf-8-sig", "unicode text.txt": "utf-16", "tab.tsv": "utf-8"}


def _ours(content: bytes, filename: str, folder: Path) -> Workbook:
    path = folder / "file"
    path.write_bytes(content)
    return open_workbook(path, filename, LIMITS)


def _shown(value: object) -> object:
    """Return a value so that those of different readers compare."""
    match value:
        case None | "":
            return None
        case bool():
            return value
        case str():
            return (
                value.strip().strip("\u200b\u2060\ufeff\u00ad \u00a0").replace("\r\n", "\n") or None
            )
        case int() | float() | Decimal():
            return round(float(value), 6)
        case datetime() if value.time() == time():
            return value.date()
        case _:
            return value


def _grid(cells: Iterable[tuple[int, int, object]]) -> Grid:
    shown = ((row, column, _shown(value)) for row, column, value in cells)
    return {(r, c): value for r, c, value in shown if value is not None and c < MOST_COLUMNS}


def _our_grid(book: Workbook, sheet: str | None) -> Grid:
    return _grid(
        (row.number, column, _plain(cell))
        for row in book.read(sheet).rows()
        for column, cell in enumerate(row.cells)
    )


def _plain(cell: Cell) -> object:
    return cell.text if isinstance(cell, ErrorValue) else cell


@pytest.mark.parametrize("case", EXCEL, ids=lambda case: case.filename)
def test_openpyxl_finds_the_same_cells(case: Case, tmp_path: Path) -> None:
    content = case.make()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    ours = _ours(content, case.filename, tmp_path)
    assert [sheet.name for sheet in ours.sheets] == theirs.sheetnames
    for sheet in theirs.worksheets:
        cells = sheet._cells
        expected = _grid((row, column - 1, cell.value) for (row, column), cell in cells.items())
        _assert_same(_our_grid(ours, sheet.title), expected)


@pytest.mark.parametrize(
    "case", [case for case in BOOKS if case.filename != "o o rat xa.xlsx"], ids=lambda c: c.filename
)
def test_calamine_finds_the_same_cells(case: Case, tmp_path: Path) -> None:
    content = case.make()
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content))
    ours = _ours(content, case.filename, tmp_path)
    for name in theirs.sheet_names:
        rows = theirs.get_sheet_by_name(name).to_python(skip_empty_area=False)
        expected = _grid(
            (number, column, value)
            for number, row in enumerate(rows, 1)
            for column, value in enumerate(row)
        )
        found = _our_grid(ours, name)
        errors = {at for at, value in found.items() if value in SHOWN_BY_US_ALONE}
        _assert_same({at: v for at, v in found.items() if at not in errors}, expected)


@pytest.mark.parametrize(("filename", "encoding"), TEXTS.items(), ids=TEXTS)
def test_the_csv_module_finds_the_same_cells(filename: str, encoding: str, tmp_path: Path) -> None:
    content = next(case.make() for case in OPENED if case.filename == filename)
    ours = _ours(content, filename, tmp_path)
    text = io.StringIO(content.decode(encoding), newline="")
    rows = csv.reader(text, delimiter=ours.separator or ",")
    expected = _grid((n, c, value) for n, row in enumerate(rows, 1) for c, value in enumerate(row))
    _assert_same(_our_grid(ours, None), expected)


def _assert_same(ours: Grid, theirs: Grid) -> None:
    """Compare cells; one that holds what no text has is marked by us and shown by others."""
    marked = {at for at, value in ours.items() if str(value) == "#UNREADABLE!"}
    assert {at: v for at, v in ours.items() if at not in marked} == {
        at: v for at, v in theirs.items() if at not in marked
    }
