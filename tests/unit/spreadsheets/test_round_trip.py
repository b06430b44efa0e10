"""What was written to a file is read from it, whatever its format."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.spreadsheets.tables import Cell, decode_cell, encode_cell
from tests.unit.spreadsheets.reading import read_rows
from tests.unit.spreadsheets.spreadsheets import (
    Rows,
    Value,
    by_openpyxl_rows,
    ods_table,
    old_workbook,
    open_document,
    text_file,
    workbook,
)

letters = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffd"
)
words = st.text(letters | st.sampled_from("\n\" ,;|'='đĐưÔ"), max_size=15).filter(
    lambda text: "_x" not in text
)
_BLANKS = "[\\s\u00ad\u200b-\u200f\u2060\ufeff]+"
BLANK_ENDS = re.compile(rf"\A{_BLANKS}|{_BLANKS}\Z")
"""Blanks at the ends of a text, those without a width among them."""

days = st.dates(date(1901, 1, 1), date(2199, 12, 31))
moments = st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
numbers = st.integers(-(10**14), 10**14) | st.decimals(-(10**6), 10**6, places=3).map(float)
values = st.none() | words | numbers | st.booleans() | days | moments
grids = st.lists(st.lists(values, min_size=0, max_size=6), min_size=1, max_size=8)
texts = st.lists(st.lists(words, min_size=2, max_size=5), min_size=1, max_size=8)


def expected(rows: Rows) -> dict[tuple[int, int], Cell]:
    """Return the cells of a grid by row and column."""
    cells: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row):
            cell = expected_cell(value)
            if cell is not None:
                cells[number, position] = cell
    return cells


def expected_cell(value: Value) -> Cell:
    if isinstance(value, str):
        return BLANK_ENDS.sub("", value) or None
    if isinstance(value, datetime) and value == datetime.combine(value, datetime.min.time()):
        return value.date()
    if isinstance(value, bool | date | None):
        return value
    return Decimal(f"{value:.15g}")


def found(content: bytes) -> dict[tuple[int, int], Cell]:
    rows = read_rows(content)
    assert not any(row.faults for row in rows)
    return {
        (row.number, position): cell
        for row in rows
        for position, cell in enumerate(row.cells)
        if cell is not None
    }


@given(grids)
@settings(max_examples=60, deadline=None)
def test_workbooks_of_today(rows: Rows) -> None:
    assert found(workbook(rows)) == expected(rows)


@given(grids)
@settings(max_examples=40, deadline=None)
def test_workbooks_of_another_writer(rows: Rows) -> None:
    assert found(by_openpyxl_rows(rows)) == expected(rows)


@given(grids)
@settings(max_examples=60, deadline=None)
def test_old_workbooks(rows: Rows) -> None:
    assert found(old_workbook(rows)) == expected(rows)


@given(grids)
@settings(max_examples=60, deadline=None)
def test_open_documents(rows: Rows) -> None:
    assert found(open_document(ods_table(rows))) == expected(rows)


@given(
    texts,
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
@settings(max_examples=150, deadline=None)
def test_text_files(rows: Rows, separator: str, encoding: str) -> None:
    header = [f"column {number}" for number in range(5)]
    table: Rows = [header, *([*row, *[""] * (5 - len(row))] for row in rows), header, header]
    assert found(text_file(table, separator, encoding)) == expected(table)


VIETNAMESE = ("Công ty TNHH", "ép nhựa", "khuôn mẫu", "Bình Dương", "tủ điện", "chế tạo máy", "Vít")


@given(
    st.lists(st.lists(st.sampled_from(VIETNAMESE), min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
)
@settings(max_examples=40, deadline=None)
def test_text_files_of_old_vietnamese_windows(rows: Rows, separator: str) -> None:
    assert found(windows_1258(text_file(rows, separator))) == expected(rows)


def windows_1258(content: bytes) -> bytes:
    """Encode as Windows-1258 does: tone marks are characters of their own."""
    text = unicodedata.normalize("NFD", content.decode())
    for base in ("â", "ă", "ê", "ô", "ơ", "ư", "Â", "Ă", "Ê", "Ô", "Ơ", "Ư"):
        parts = list(unicodedata.normalize("NFD", base))
        text = text.replace("".join(parts), base)
        text = text.replace(f"{parts[0]}\u0323{parts[1]}", f"{base}\u0323")
    return text.encode("cp1258")


@given(values)
def test_cells_survive_json(value: Value) -> None:
    cell = expected_cell(value)
    assert decode_cell(encode_cell(cell)) == cell
