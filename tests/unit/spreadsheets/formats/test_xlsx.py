import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from app.spreadsheets import xml_stream, zip_parts
from app.spreadsheets.errors import (
    DamagedFileError,
    EmptyTableError,
    FileTypeNotSupportedError,
    PasswordProtectedError,
    SheetNotFoundError,
    TooManyPartsError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.grid import SPARE_ROWS
from app.spreadsheets.tables import TOO_LONG, UNREADABLE, Cell, ErrorValue, Row
from tests.unit.spreadsheets.reading import (
    facts_of,
    read_book,
    read_cells,
    read_rows,
    read_sheet,
    refuse,
)
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    archive,
    changed,
    claiming_size,
    parts_of,
    with_part,
    with_sheet_xml,
    workbook,
)

GOOD = workbook([["name"], ["x"]])
RELATIONS = "xl/_rels/workbook.xml.rels"


def row_of(cells: str, number: int = 2) -> Row:
    """Read a row of raw XML below a header."""
    return read_rows(with_sheet_xml(f'<row r="{number}">{cells}</row>'))[1]


def cell_of(xml: str) -> tuple[Cell, list[str]]:
    """Read one raw cell, and the codes of what is wrong with it."""
    row = row_of(f'<c r="A2" {xml}</c>')
    return row.cells[0] if row.cells else None, [fault.code for fault in row.faults]


@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        ("><v>0.30000000000000004</v>", Decimal("0.3")),
        ('t="b"><v>1</v>', True),
        ('t="e"><v>#REF!</v>', ErrorValue("#REF!")),
        ('t="e"><f>1/0</f><v>#DIV/0!</v>', ErrorValue("#DIV/0!")),
        ('t="d"><v>2027-03-01T00:00:00</v>', date(2027, 3, 1)),
        ('t="d"><v>2027-03-01T07:30:00Z</v>', datetime(2027, 3, 1, 7, 30)),  # noqa: DTZ001
        ('t="d"><v>07:30</v>', time(7, 30)),
        ('t="str"><v>V_x00ED_t</v>', "Vít"),
        ('t="inlineStr"><is><r><t>Ví</t></r><r><t>t</t></r><rPh><t>z</t></rPh></is>', "Vít"),
        ('t="inlineStr"><is><t>a_x000B_b</t></is>', "a\nb"),
        ("><v>1<!-- 2 --></v>", Decimal(1)),
        ("><v><![CDATA[1]]></v>", Decimal(1)),
        ('s="99"><v>1</v>', Decimal(1)),
        ('s="x"><v>1</v>', Decimal(1)),
    ],
)
def test_cells_are_read_as_they_stand(xml: str, cell: Cell) -> None:
    assert cell_of(xml) == (cell, [])


@pytest.mark.parametrize(
    ("xml", "cell", "code"),
    [
        ("><f>A1</f>", None, "formula_without_value"),
        ("><f>A1</f><v></v>", None, "formula_without_value"),
        ("><v>1e999</v>", UNREADABLE, "unreadable_value"),
        ("><v>1_0</v>", UNREADABLE, "unreadable_value"),
        ('t="b"><v>x</v>', UNREADABLE, "unreadable_value"),
        ('t="d"><v>mai</v>', UNREADABLE, "unreadable_value"),
        ('t="new"><v>x</v>', UNREADABLE, "unreadable_value"),
        ('t="inlineStr"><is><t>a_x0000_b</t></is>', UNREADABLE, "control_characters"),
        (f't="str"><v>{"y" * 501}</v>', TOO_LONG, "too_long"),
        ('t="str"><v>a_xD800_b</v>', "a\ufffdb", "damaged_characters"),
    ],
)
def test_a_fault_of_a_cell_is_told(xml: str, cell: Cell, code: str) -> None:
    assert cell_of(xml) == (cell, [code])


def test_a_long_shared_text_is_told_with_its_beginning() -> None:
    (_, row) = read_rows(workbook([["name"], ["x", "y" * 501]]))
    (fault,) = row.faults
    assert (fault.position, fault.code, fault.beginning) == (1, "too_long", "y" * 80)


def test_the_value_of_a_formula_is_taken_and_told() -> None:
    sheet = read_sheet(
        with_sheet_xml('<row r="2"><c r="B2"><f t="shared" si="0"/><v>5</v></c></row>')
    )
    assert [row.cells for row in sheet.rows()][1] == (None, Decimal(5))
    assert sheet.formulas == {(2, 1)}


def test_a_formula_whose_result_is_an_empty_text_is_empty() -> None:
    sheet = read_sheet(with_sheet_xml('<row r="2"><c r="A2" t="str"><f>1</f><v></v></c></row>'))
    assert len(list(sheet.rows())) == 1
    assert sheet.formulas == {(2, 0)}


def test_a_row_of_nothing_but_faults_is_not_blank() -> None:
    assert not row_of('<c r="A2"><f>1</f></c>').is_blank


def test_numbers_of_rows_are_those_that_people_see() -> None:
    rows = read_rows(workbook([[], ["a"], [], [" "], ["b"]]))
    assert [(row.number, row.cells) for row in rows] == [(2, ("a",)), (5, ("b",))]


def test_cells_without_reference_follow_one_another() -> None:
    content = with_sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert read_cells(content)[1:] == [(1, 2), (3,)]


def test_a_far_cell_lays_out_no_grid() -> None:
    rows = read_rows(with_sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert rows[1].number == 1_048_576
    assert rows[1].cells == ()
    assert [fault.code for fault in rows[1].faults] == ["too_many_columns"]


def test_thousands_of_formatted_columns_are_none() -> None:
    cells = "".join(f'<c r="{letters}2" s="0"/>' for letters in ("A", "GS", "XFD"))
    assert len(read_rows(with_sheet_xml(f'<row r="2">{cells}</row><row r="900000"/>'))) == 1


def test_a_stale_dimension_hides_nothing() -> None:
    content = changed(
        workbook([["a", "b"], ["c", "d"]]),
        SHEET,
        lambda part: part.replace(b'ref="A1:B2"', b'ref="A1"'),
    )
    assert read_cells(content) == [("a", "b"), ("c", "d")]


def test_merged_cells_are_told() -> None:
    ranges = '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A3"/><mergeCell ref="x:y"/>'
    content = changed(
        GOOD,
        SHEET,
        lambda part: part.replace(b"</sheetData>", f"</sheetData>{ranges}</mergeCells>".encode()),
    )
    assert read_sheet(content).merged == (MergedRange(1, 0, 1, 2),)


def test_dates_of_old_macintosh_files_count_from_1904() -> None:
    content = workbook([["x"], [date(2027, 3, 1)]], date_1904=True)
    assert read_cells(content)[1] == (date(2027, 3, 1),)


def test_a_day_that_no_calendar_has_is_told() -> None:
    content = changed(
        workbook([["x"], [date(2027, 3, 1)], [date(2027, 3, 1)]]),
        SHEET,
        lambda part: part.replace(b"<v>46447</v>", b"<v>99999999</v>", 1).replace(
            b"<v>46447</v>", b"<v>0</v>"
        ),
    )
    assert read_cells(content)[1:] == [(UNREADABLE,), (Decimal(0),)]


class TestSheets:
    def test_all_are_listed_with_their_size(self) -> None:
        content = changed(
            workbook([["a", "b"], ["c"]], [], names=["Lô 1", "Ẩn"]),
            WORKBOOK,
            lambda part: part.replace(
                b'name="\xe1\xba\xa8n"', b'name="\xe1\xba\xa8n" state="hidden"'
            ),
        )
        first, second = read_book(content).sheets
        assert (first.name, first.rows, first.columns, first.cells) == ("Lô 1", 2, 2, 3)
        assert (second.name, second.rows, second.is_hidden) == ("Ẩn", 0, True)

    def test_one_that_is_not_there_is_refused_with_those_that_are(self) -> None:
        with pytest.raises(SheetNotFoundError, match="Lô 1"):
            read_book(workbook([["a"]], names=["Lô 1"])).read("Lô 9")

    def test_a_chart_is_none(self) -> None:
        content = changed(
            GOOD, RELATIONS, lambda part: part.replace(b"relationships/worksheet", b"x/chartsheet")
        )
        book = read_book(content)
        assert not book.sheets
        with pytest.raises(EmptyTableError):
            book.read(None)

    def test_a_damaged_one_leaves_the_others(self) -> None:
        content = changed(workbook([["a"]], [["b"]]), SHEET, lambda part: part[:-9])
        book = read_book(content)
        assert next(book.read("Sheet2").rows()).cells == ("b",)
        with pytest.raises(DamagedFileError):
            book.read("Sheet1")

    def test_rows_are_limited(self) -> None:
        rows = [["x"]] * (LIMITS.max_rows + SPARE_ROWS)
        assert len(read_rows(workbook(rows))) == len(rows)
        assert refuse(workbook([*rows, ["x"]]), TooManyRowsError).status == 413


class TestDamage:
    @pytest.mark.parametrize(
        "cells",
        [
            '<row r="2"><c r="A2"><v>1</v></c>',
            '<row r="2"><c r="A3"><v>1</v></c></row>',
            '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
            '<row r="3"/><row r="2"/>',
            '<row r="2"><c r="ABCD2"><v>1</v></c></row>',
            '<row r="1048577"/>',
            '<row r="x"/>',
            "<c><v>1</v></c>",
            '<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>',
            '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
            '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
        ],
    )
    def test_cells_that_could_be_read_two_ways_are_refused(self, cells: str) -> None:
        assert refuse(with_sheet_xml(cells), DamagedFileError).status == 422

    @pytest.mark.parametrize(
        "change",
        [
            lambda part: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part.partition(b"?>")[2],
            lambda part: part.replace(b"UTF-8", b"no-such-code"),
            lambda part: part[:-9],
            lambda part: part + b"<x>" * 300,
        ],
    )
    @pytest.mark.parametrize("part", [SHEET, STRINGS, WORKBOOK, STYLES])
    def test_xml_that_no_program_writes_is_refused(
        self, part: str, change: Callable[[bytes], bytes]
    ) -> None:
        refuse(changed(GOOD, part, change), DamagedFileError)

    @pytest.mark.parametrize("missing", [SHEET, WORKBOOK, STRINGS, RELATIONS])
    def test_a_missing_part_is_damage(self, missing: str) -> None:
        parts = {name: part for name, part in parts_of(GOOD).items() if name != missing}
        refuse(archive(parts), DamagedFileError)

    @pytest.mark.parametrize("missing", [STYLES, TYPES, "_rels/.rels"])
    def test_some_parts_are_not_needed(self, missing: str) -> None:
        parts = {name: part for name, part in parts_of(GOOD).items() if name != missing}
        assert len(read_cells(archive(parts))) == 2

    def test_a_sheet_without_part_is_damage(self) -> None:
        refuse(
            changed(GOOD, WORKBOOK, lambda part: part.replace(b'"rId1"', b'"rId99"')),
            DamagedFileError,
        )

    def test_elements_are_limited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xml_stream, "MAX_ELEMENTS", 20)
        refuse(with_sheet_xml("<x/>" * 30), DamagedFileError)


class TestArchive:
    def test_a_bomb_is_refused_whatever_size_it_claims(self) -> None:
        bomb = changed(
            GOOD,
            SHEET,
            lambda part: part.replace(b"<sheetData>", b"<sheetData>" + b" " * 5_000_000),
        )
        refuse(bomb, UnpackedTooLargeError)
        refuse(claiming_size(bomb, SHEET, 100), DamagedFileError)

    def test_pictures_are_not_unpacked(self) -> None:
        content = with_part(GOOD, "xl/media/image1.png", b"\0" * 6_000_000)
        assert len(read_cells(content)) == 2

    def test_one_text_in_many_cells_counts_in_each(self) -> None:
        refuse(workbook([["y" * 400] * 100] * 110), UnpackedTooLargeError)

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_a_part_that_occurs_twice_is_damage(self) -> None:
        parts = list(parts_of(GOOD).items())
        refuse(_pack([*parts, parts[-1]]), DamagedFileError)

    def test_parts_are_limited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(zip_parts, "MAX_PARTS", 5)
        refuse(GOOD, TooManyPartsError)

    def test_an_encrypted_part_is_protected(self) -> None:
        content = bytearray(GOOD)
        for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            place = content.find(signature)
            while place >= 0:
                content[place + flags] |= 1
                place = content.find(signature, place + 4)
        refuse(bytes(content), PasswordProtectedError)

    def test_other_methods_of_packing_are_damage(self) -> None:
        refuse(_pack(list(parts_of(GOOD).items()), zipfile.ZIP_BZIP2), DamagedFileError)

    @pytest.mark.parametrize(
        "kind",
        ["ms-excel.sheet.binary.macroEnabled.main", "wordprocessingml.document.main+xml"],
    )
    def test_other_documents_are_named(self, kind: str) -> None:
        content = changed(
            GOOD, TYPES, lambda part: part.replace(b"spreadsheetml.sheet.main+xml", kind.encode())
        )
        refuse(content, FileTypeNotSupportedError)

    def test_any_other_archive_is_no_workbook(self) -> None:
        refuse(archive({"readme.txt": b"x"}), FileTypeNotSupportedError)

    def test_macros_are_ignored_and_told(self) -> None:
        content = with_part(GOOD, "xl/vbaProject.bin", b"\xd0\xcf")
        assert facts_of(content, "list.xlsm") == ["macros_ignored"]


def _pack(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, part in parts:
            packed.writestr(name, part)
    return buffer.getvalue()
