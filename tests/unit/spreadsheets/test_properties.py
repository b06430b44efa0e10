"""Rows that go in come out: as demands, as faults, or as blank rows; and nothing else happens."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import AppError
from app.demands.schemas import DemandInList
from app.imports.demand_rows import read_demands
from app.imports.headers import find_layout
from app.imports.supplier_rows import read_suppliers
from app.spreadsheets.errors import Faults
from app.spreadsheets.files import read_table
from app.spreadsheets.tables import Table
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    SHEET,
    STRINGS,
    Rows,
    archive,
    parts_of,
    text_file,
    workbook,
)

COLUMNS = ("name", "quantity", "unit", "needed_by", "required_certifications", "category", "notes")

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda text: not text.strip().startswith("=")
)
numbers = st.integers(-1000, 10**9).map(str) | st.sampled_from(["12.000", "1.234,5", "-5", "năm"])
rows_of_cells = st.lists(
    st.tuples(
        words | st.just("Vít"),
        numbers | st.just(""),
        st.sampled_from(["", "pcs", "cái/tháng", "quả táo"]),
        st.sampled_from(["", "2199-01-01", "01/01/2199", "2020-01-01", "mai"]),
        st.sampled_from(["", "ISO 9001", "không", "ISO 9001; IATF 16949", "ISO 99999"]),
        st.sampled_from(["", "PLA-INJ", "ép nhựa; MAC-CNC", "tu dien"]),
        words,
    )
    | st.just(("",) * len(COLUMNS)),
    min_size=1,
    max_size=12,
)


def parse(table: Table) -> tuple[list[DemandInList], Faults]:
    faults = Faults()
    return read_demands(table, find_layout(table, "demands"), "draft", faults), faults


def is_blank(row: tuple[str, ...]) -> bool:
    return not any(cell.strip() for cell in row)


@given(rows_of_cells, st.sampled_from([",", ";", "\t", "xlsx"]))
@settings(max_examples=150)
def test_no_row_is_lost(rows: list[tuple[str, ...]], form: str) -> None:
    given_rows: Rows = [COLUMNS, *rows, ("last", "", "", "", "", "", "")]
    content = workbook(given_rows) if form == "xlsx" else text_file(given_rows, form)
    table = read_table(content, "", LIMITS)
    made, faults = parse(table)
    faulty = {problem.row for problem in faults.problems}
    assert len(rows) + 1 == len(made) + len(faulty) + table.blank_rows
    assert table.blank_rows == sum(map(is_blank, rows))
    assert [row.number for row in table.rows] == [
        number for number, row in enumerate([*rows, ("last",)], start=2) if not is_blank(row)
    ]
    names = [row[0].strip() for row in rows if not is_blank(row)]
    good = [row.number for row in table.rows if row.number not in faulty]
    assert [item.name for item in made] == [
        name for name, row in zip([*names, "last"], table.rows, strict=True) if row.number in good
    ]
    for problem in faults.problems:
        assert problem.render("en")
        assert problem.render("vi")


@given(rows_of_cells)
@settings(max_examples=50)
def test_a_workbook_and_a_text_say_the_same(rows: list[tuple[str, ...]]) -> None:
    given_rows: Rows = [COLUMNS, *rows, ("last", "", "", "", "", "", "")]
    packed = read_table(workbook(given_rows), "", LIMITS)
    plain = read_table(text_file(given_rows), "", LIMITS)
    assert parse(packed)[0] == parse(plain)[0]
    assert parse(packed)[1].problems == parse(plain)[1].problems


SAMPLE = workbook([COLUMNS, ("Vít", 5, "pcs", "2199-01-01", "ISO 9001", "PLA-INJ", "x")] * 2)
PARTS = parts_of(SAMPLE)
PIECES = (
    b"<",
    b'"',
    b"<f>1</f>",
    b't="e"',
    b't="s"',
    b'r="XFD1048576"',
    b'<row r="2">',
    b"</c>",
    b"<v>9</v>",
    b"<!-- -->",
    b"\xff",
    b"\x00",
    b"_x0000_",
    b'<mergeCell ref="A1:B1"/>',
    b"<is><t>x</t></is>",
)


def try_to_read(content: bytes) -> None:
    """Read whatever it is; only errors with a meaning may come out."""
    refusal: AppError | None = None
    try:
        table = read_table(content, "", LIMITS)
        parse(table)
        read_suppliers(table, find_layout(table, "suppliers"), Faults())
    except AppError as error:
        refusal = error
    if refusal is not None:
        assert refusal.status in {413, 415, 422}
        assert refusal.render_detail("en")
        assert refusal.render_detail("vi")
        assert all(problem.render("vi") for problem in refusal.problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_answered(content: bytes) -> None:
    try_to_read(content)
    try_to_read(b"PK\x03\x04" + content)


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    try_to_read(text.encode("utf-8", errors="surrogatepass"))
    try_to_read(f"name,quantity,unit,category,tax_code\n{text}".encode(errors="replace"))


@given(
    st.sampled_from([SHEET, STRINGS, "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]),
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 20), st.sampled_from(PIECES)),
        min_size=1,
        max_size=3,
    ),
)
@settings(max_examples=300)
def test_any_damage_of_a_part_is_answered(part: str, changes: list[tuple[int, int, bytes]]) -> None:
    content = bytearray(PARTS[part])
    for place, length, piece in changes:
        start = place % len(content)
        content[start : start + length] = piece
    try_to_read(archive({**PARTS, part: bytes(content)}))


@given(st.integers(0, len(SAMPLE) - 1), st.integers(1, 255))
@settings(max_examples=200)
def test_any_damage_of_the_archive_is_answered(place: int, change: int) -> None:
    content = bytearray(SAMPLE)
    content[place] ^= change
    try_to_read(bytes(content))


def test_the_sample_itself_is_good() -> None:
    assert zipfile.is_zipfile(io.BytesIO(SAMPLE))
    assert parse(read_table(SAMPLE, "", LIMITS))[1]
