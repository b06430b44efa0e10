"""Tables as nobody would draw them, for properties that hold for all tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hypothesis import strategies as st
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.imports.columns import ImportKind
from app.imports.headers import load_headers
from tests.corpus.making import drawn, put
from tests.unit.spreadsheets.spreadsheets import (
    Rows,
    Value,
    ods_table,
    old_workbook,
    open_document,
    text_file,
)

Format = Literal["xlsx", "xls", "ods", "csv"]
Merge = tuple[int, int, int, int]

_WORDS = (
    "Tổng cộng", "nt", "như trên", '"', "I.", "STT", "12", "1.000", "1,5 kg", "31/02/2199", "x",
    "Ghi chú: giao tại kho", "Công ty TNHH Thử", "ISO 9001", "Bắc Ninh", "cái", "=1+1", "#REF!",
    "0100109106", "a@b.example", "Giám đốc", "12 tháng 3", "🔩", "—", "tên\nhàng", "10%", "N/A",
)  # fmt: skip
_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp", "Cf")
)
_CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.sampled_from(_WORDS),
    st.text(_LETTERS, min_size=1, max_size=12),
    st.integers(-1000, 10**10),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 3)),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2300, 1, 1)),
)
_KINDS: tuple[ImportKind, ...] = ("demands", "suppliers")
_FORMATS: tuple[Format, ...] = ("xlsx", "xlsx", "xls", "ods", "csv")
_SEPARATORS = (",", ";", "\t", "|")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")


@dataclass(frozen=True, slots=True)
class OddFile:
    """A file, and which of its rows hold anything, by sheet.

    Attributes:
        kind: What it is sent as.
        format: What it is written as.
        content: The file.
        filled: Numbers of the rows that are not blank, by the name of their sheet.
    """

    kind: ImportKind
    format: Format
    content: bytes
    filled: Mapping[str | None, frozenset[int]]


@st.composite
def tables(draw: st.DrawFn, kind: ImportKind) -> tuple[Rows, list[Merge]]:
    """Draw a table: titles, headers that are known or not, rows of anything, merged cells."""
    width = draw(st.integers(1, 8))
    line = st.lists(_CELLS, min_size=0, max_size=width)
    titles = draw(st.lists(line, max_size=3))
    known = st.sampled_from(sorted(load_headers(kind)))
    header = draw(st.lists(st.one_of(known, known, _CELLS), min_size=0, max_size=width))
    below = draw(st.lists(st.one_of(line, line, st.just([]), st.just(header)), max_size=8))
    rows = [*titles, header, *below]
    corner = st.tuples(st.integers(0, len(rows)), st.integers(0, width))
    merges = draw(st.lists(st.tuples(corner, corner), max_size=3))
    return rows, [
        (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in merges
    ]


@st.composite
def odd_files(draw: st.DrawFn) -> OddFile:
    """Draw a file of any format with one to three tables."""
    kind = draw(st.sampled_from(_KINDS))
    format_ = draw(st.sampled_from(_FORMATS))
    count = 1 if format_ == "csv" else draw(st.integers(1, 3))
    sheets = [draw(tables(kind)) for _ in range(count)]
    rows = [table for table, _ in sheets]
    names = [None] if format_ == "csv" else [f"Sheet{n}" for n in range(1, count + 1)]
    match format_:
        case "xlsx":
            content = _merged_workbook(sheets)
        case "xls":
            content = old_workbook(*rows)
        case "ods":
            tables_ = zip(rows, names, strict=True)
            content = open_document("".join(ods_table(table, str(name)) for table, name in tables_))
        case _:
            mark, encoding = draw(st.sampled_from(_SEPARATORS)), draw(st.sampled_from(_ENCODINGS))
            content = text_file(rows[0], mark, encoding)
    filled = {name: _filled(table) for name, table in zip(names, rows, strict=True)}
    return OddFile(kind, format_, content, filled)


def _filled(rows: Rows) -> frozenset[int]:
    return frozenset(
        number for number, row in enumerate(rows, 1) if any(cell is not None for cell in row)
    )


def _merged_workbook(sheets: Sequence[tuple[Rows, list[Merge]]]) -> bytes:
    """Write sheets with merged cells; those that overlap are left out by the library."""

    def draw(book: Workbook) -> None:
        for rows, merges in sheets:
            page = book.add_worksheet()
            for merge in merges:
                if merge[:2] != merge[2:]:
                    _merge(page, merge)
            put(page, rows)

    return drawn(draw)


def _merge(page: Worksheet, merge: Merge) -> None:
    try:
        page.merge_range(*merge, "")
    except OverlappingRange:
        return
