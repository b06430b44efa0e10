"""Whatever comes, the answer is a workbook or an error that says what to do."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from app.core.errors import AppError
from app.core.settings import MIB
from app.spreadsheets.bounded import ProcessLimits, run_bounded
from app.spreadsheets.workbooks import open_workbook
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    Rows,
    archive,
    ods_table,
    old_workbook,
    open_document,
    parts_of,
    text_file,
    workbook,
)

ROWS: Rows = [
    ("tên", "số lượng", "ngày", "ghi chú"),
    *[("Vít, ốc", 5.5, date(2027, 3, 1), 'dòng "1"\ndòng 2')] * 20,
]
HTML = b"<html><table><tr><td colspan=2>a</td></tr><tr><td rowspan=2>b<td>c</tr></table></html>"
XML = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    b' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="x"><Table>'
    b'<Row><Cell ss:Index="2"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet>'
    b"</Workbook>"
)
SAMPLES = [
    workbook(ROWS),
    old_workbook(ROWS),
    open_document(ods_table(ROWS)),
    text_file(ROWS),
    text_file(ROWS, ";", "utf-16"),
    HTML,
    XML,
]
PACKED = [workbook(ROWS), open_document(ods_table(ROWS))]
PIECES = (
    b"<",
    b'"',
    b"&x;",
    b"<f>1</f>",
    b't="e"',
    b't="s"',
    b't="d"',
    b's="9"',
    b'r="XFD1048576"',
    b'<row r="2">',
    b"</c>",
    b"<v>9e999</v>",
    b"<!-- -->",
    b"<!DOCTYPE x>",
    b"\xff",
    b"\x00",
    b"_xD800_",
    b'<mergeCell ref="A1:B1"/>',
    b'table:number-rows-repeated="1048576"',
    b'table:number-columns-repeated="16384"',
    b"<table:table>",
    b"PT9H",
    b'encoding="utf-16"',
)
changes = st.lists(
    st.tuples(
        st.integers(0, 10**6),
        st.integers(0, 20),
        st.sampled_from(PIECES) | st.binary(min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=4,
)


def change(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    changed = bytearray(content)
    for place, length, piece in edits:
        start = place % max(1, len(changed))
        changed[start : start + length] = piece
    return bytes(changed)


def try_to_read(content: bytes) -> None:
    """Read whatever it is; only errors with a meaning may come out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        try:
            book = open_workbook(path, "danh sách.xlsx", LIMITS)
            for info in book.sheets:
                check_sheet(list(book.read(info.name).rows()), info.rows)
        except AppError as error:
            check_error(error)


def check_sheet(rows: list[object], count: int) -> None:
    assert len(rows) <= count


def check_error(error: AppError) -> None:
    assert error.status in {413, 415, 422}
    assert error.render_detail("en")
    assert error.render_detail("vi")


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1"]))
@settings(deadline=None)
def test_any_bytes_are_answered(content: bytes, start: bytes) -> None:
    try_to_read(start + content)


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1258"]))
@settings(deadline=None)
def test_any_text_is_answered(text: str, encoding: str) -> None:
    try_to_read(text.encode(encoding, errors="replace"))


@given(st.text('ab",;\n\r\t |=', max_size=200))
@settings(deadline=None)
def test_any_quotation_marks_are_answered(text: str) -> None:
    try_to_read(b"a,b,c\n" + text.encode())


@given(st.sampled_from(SAMPLES), changes)
@settings(max_examples=300, deadline=None)
def test_any_damage_is_answered(content: bytes, edits: list[tuple[int, int, bytes]]) -> None:
    try_to_read(change(content, edits))


@given(st.sampled_from(SAMPLES), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_any_truncated_file_is_answered(content: bytes, share: float) -> None:
    try_to_read(content[: int(len(content) * share)])


@given(
    st.sampled_from(
        [(0, SHEET), (0, STRINGS), (0, STYLES), (0, WORKBOOK), (1, "content.xml"), (1, "mimetype")]
    ),
    changes,
)
@settings(max_examples=300, deadline=None)
def test_any_damage_of_a_part_is_answered(
    place: tuple[int, str], edits: list[tuple[int, int, bytes]]
) -> None:
    parts = parts_of(PACKED[place[0]])
    try_to_read(archive({**parts, place[1]: change(parts[place[1]], edits)}))


@given(st.sampled_from(SAMPLES), changes)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_damage_is_answered_by_the_child(
    tmp_path: Path, content: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(change(content, edits))
    arguments: dict[str, JsonValue] = {"path": str(path)}
    task = "tests.unit.spreadsheets.child_tasks:read_file"
    try:
        for message in run_bounded(task, arguments, ProcessLimits(256 * MIB, 20)):
            assert isinstance(message, int)
    except AppError as error:
        check_error(error)


def test_the_samples_themselves_are_good() -> None:
    for content in SAMPLES:
        try_to_read(content)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "upload"
            path.write_bytes(content)
            assert open_workbook(path, "", LIMITS).sheets[0].rows
