import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.core.errors import AppError
from app.spreadsheets import sheet_scan, xml_parts
from app.spreadsheets import workbook as workbooks
from app.spreadsheets.errors import (
    MAX_PROBLEMS,
    DamagedFileError,
    EmptyTableError,
    InvalidFileError,
    SeveralSheetsError,
    SheetNotFoundError,
    TooManyCellsError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from app.spreadsheets.files import read_table
from app.spreadsheets.tables import Table
from tests.unit.spreadsheets.spreadsheets import (
    LIMITS,
    SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    archive,
    changed,
    parts_of,
    with_sheet_xml,
    workbook,
)

HEADER = ("name", "quantity", "needed_by")
DAY = date(2027, 3, 1)
MORNING = datetime(2027, 3, 1, 7, 30)  # noqa: DTZ001 - cells of spreadsheets have no zone


def read(content: bytes, sheet: str | None = None) -> Table:
    return read_table(content, "list.xlsx", LIMITS, sheet)


def refuse(content: bytes, error: type[AppError], sheet: str | None = None) -> AppError:
    with pytest.raises(error) as caught:
        read(content, sheet)
    assert caught.value.render_detail("vi")
    return caught.value


def fault(content: bytes) -> tuple[str, int | None, str | None, str | None]:
    """Return code, row, column and value of the only fault."""
    (problem,) = refuse(content, InvalidFileError).problems
    assert problem.place == "file"
    assert problem.render("en")
    assert problem.render("vi")
    return problem.code, problem.row, problem.column, problem.value


def by_openpyxl(change: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Nhu cầu"
    for row in (HEADER, ("Vít", 5, None), ("Ốc", 6, None)):
        sheet.append(row)
    change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_cells_keep_their_kind_and_rows_their_number() -> None:
    rows = [
        (),
        HEADER,
        (),
        ("Vít", 1200, DAY),
        ("  Ốc ", 0.1, MORNING),
        (True,),
    ]
    table = read(workbook(rows, names=["Nhu cầu"]))
    assert table.sheet == "Nhu cầu"
    assert table.header.number == 2
    assert table.header.cells == HEADER
    assert [row.number for row in table.rows] == [4, 5, 6]
    assert table.rows[0].cells == ("Vít", Decimal(1200), DAY)
    assert table.rows[1].cells == ("Ốc", Decimal("0.1"), MORNING)
    assert table.rows[2].cells == (True, None, None)
    assert table.blank_rows == 2


def test_times_are_no_dates() -> None:
    content = by_openpyxl(lambda sheet: sheet.append(("x", time(7, 30), timedelta(hours=30))))
    assert read(content).rows[-1].cells == ("x", time(7, 30), timedelta(hours=30))


def test_dates_may_be_written_as_texts_of_their_own_kind() -> None:
    cells = "".join(
        f'<c r="{column}2" t="d"><v>{text}</v></c>'
        for column, text in (("A", "2027-03-01"), ("B", "2027-03-01T00:00:00"))
    )
    assert read(with_sheet_xml(f'<row r="2">{cells}</row>')).rows[0].cells == (DAY, DAY)


def test_dates_of_old_macintosh_files_count_from_1904() -> None:
    content = workbook([HEADER, ("Vít", 5, DAY)], date_1904=True)
    assert b'date1904="1"' in parts_of(content)[WORKBOOK]
    assert read(content).rows[0].cells[2] == DAY


def test_binary_noise_of_numbers_is_cut() -> None:
    content = with_sheet_xml('<row r="2"><c r="A2"><v>0.30000000000000004</v></c></row>')
    assert read(content).rows[0].cells == (Decimal("0.3"),)


def test_cells_without_reference_follow_one_another() -> None:
    content = with_sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    rows = read(content).rows
    assert [(row.number, row.cells) for row in rows] == [(2, (1, 2)), (3, (3, None))]


def test_rich_and_phonetic_texts_are_read_as_one() -> None:
    content = changed(
        workbook([["name"], ["x"]]),
        STRINGS,
        lambda part: part.replace(
            b"<t>x</t>", b"<r><t>V\xc3\xad</t></r><r><t>t</t></r><rPh><t>zzz</t></rPh>"
        ),
    )
    assert read(content).rows[0].cells == ("Vít",)


def test_inline_texts_are_read() -> None:
    text = "<is><r><t>Ví</t></r><r><t>t</t></r><rPh><t>z</t></rPh></is>"
    content = with_sheet_xml(f'<row r="2"><c r="A2" t="inlineStr">{text}</c></row>')
    assert read(content).rows[0].cells == ("Vít",)


def test_formats_far_away_are_no_data() -> None:
    content = with_sheet_xml(
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v></v></c><c r="XFD2" s="0" t="s"/>'
        '</row><row r="900000"/>'
    )
    assert len(read(content).rows) == 1


@pytest.mark.parametrize("name", ["../xl/worksheets/sheet1.xml", "/XL/worksheets/Sheet1.xml"])
def test_parts_are_found_however_they_are_referred_to(name: str) -> None:
    content = changed(
        workbook([["name"], ["x"]]),
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"worksheets/sheet1.xml", name.encode()),
    )
    assert len(read(content).rows) == 1


def test_external_references_are_left_aside() -> None:
    link = b'<Relationship Id="x" Type="x/styles" Target="http://x" TargetMode="External"/>'
    content = changed(
        workbook([["name"], ["x"]]),
        "xl/_rels/workbook.xml.rels",
        lambda part: part.replace(b"</Relationships>", link + b"</Relationships>"),
    )
    assert len(read(content).rows) == 1


def test_a_workbook_needs_no_styles() -> None:
    parts = parts_of(workbook([["name"], ["x"]]))
    content = archive({name: part for name, part in parts.items() if name != STYLES})
    assert read(content).rows[0].cells == ("x",)


class TestSheets:
    def test_the_only_sheet_with_data_is_read(self) -> None:
        table = read(workbook([], [["name"], ["x"]], [], names=["A", "B", "C"]))
        assert table.sheet == "B"

    def test_several_sheets_with_data_are_named(self) -> None:
        content = workbook([["name"], ["x"]], [["name"], ["y"]], names=["Lô 1", "Lô 2"])
        assert "Lô 1, Lô 2" in str(refuse(content, SeveralSheetsError))

    @pytest.mark.parametrize("chosen", ["Lô 2", " lô 2 "])
    def test_a_chosen_sheet_is_read(self, chosen: str) -> None:
        content = workbook([["name"], ["x"]], [["name"], ["y"]], names=["Lô 1", "Lô 2"])
        assert read(content, chosen).rows[0].cells == ("y",)

    def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(self) -> None:
        error = refuse(workbook([["name"], ["x"]], names=["Lô 1"]), SheetNotFoundError, "Lô 9")
        assert "Lô 9" in str(error)
        assert "Lô 1" in str(error)

    def test_a_sheet_with_faults_counts_as_data(self) -> None:
        content = by_openpyxl(lambda sheet: sheet.append(("=1+1",)))
        assert fault(content)[0] == "formula"

    @pytest.mark.parametrize("rows", [[], [()], [["name"]], [[" "], ["\u00a0"]]])
    def test_a_sheet_without_data_is_refused(self, rows: list[list[str]]) -> None:
        assert refuse(workbook(rows), EmptyTableError).status == 422

    def test_a_chart_sheet_is_no_table(self) -> None:
        content = changed(
            workbook([["name"], ["x"]]),
            "xl/_rels/workbook.xml.rels",
            lambda part: part.replace(b"relationships/worksheet", b"relationships/chartsheet"),
        )
        refuse(content, EmptyTableError)


class TestFaultsOfCells:
    def test_a_formula_is_named_with_sheet_and_cell(self) -> None:
        content = by_openpyxl(lambda sheet: sheet.append(("x", "=B2*2")))
        assert fault(content) == ("formula", 4, "B", "=B2*2")
        (problem,) = refuse(content, InvalidFileError).problems
        assert "'Nhu cầu', cell B4" in problem.render("en")
        assert "values" in problem.render("en")

    def test_a_formula_with_a_result_is_a_formula(self) -> None:
        cell = '<c r="A2"><f t="shared" si="0"/><v>5</v></c>'
        assert fault(with_sheet_xml(f'<row r="2">{cell}</row>')) == ("formula", 2, "A", "=")

    def test_error_values_are_named(self) -> None:
        content = with_sheet_xml('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>')
        assert fault(content) == ("error_value", 2, "A", "#REF!")

    @pytest.mark.parametrize("size", [501, 100_000])
    def test_a_long_cell_is_named(self, size: int) -> None:
        content = workbook([["name", "notes"], ["x", "y" * size]])
        code, row, column, _ = fault(content)
        assert (code, row, column) == ("cell_too_long", 2, "B")

    def test_a_long_inline_cell_is_named_with_its_beginning(self) -> None:
        text = "y" * 501
        cell = f'<c r="A2" t="inlineStr"><is><t>{text}</t></is></c>'
        assert fault(with_sheet_xml(f'<row r="2">{cell}</row>')) == (
            "cell_too_long",
            2,
            "A",
            "y" * 80,
        )

    def test_ten_megabytes_in_a_cell_are_refused(self) -> None:
        limits = LIMITS
        content = workbook([["name"], ["y" * 10_000]])
        huge = changed(content, STRINGS, lambda part: part.replace(b"yyyyyyyyyy", b"y" * 10_000))
        assert len(huge) < limits.max_bytes
        refuse(huge, UnpackedTooLargeError)

    def test_escaped_nul_is_named(self) -> None:
        cell = '<c r="A2" t="inlineStr"><is><t>a_x0000_b</t></is></c>'
        code, row, column, _ = fault(with_sheet_xml(f'<row r="2">{cell}</row>'))
        assert (code, row, column) == ("nul_character", 2, "A")

    def test_an_escaped_blank_is_blank(self) -> None:
        cell = '<c r="A2" t="inlineStr"><is><t>_x000D__x000A_ </t></is></c>'
        content = with_sheet_xml(f'<row r="2">{cell}</row><row r="3"><c r="A3"><v>1</v></c></row>')
        assert read(content).blank_rows == 1

    def test_only_so_many_faults_are_named(self) -> None:
        cells = "".join(
            f'<row r="{row}"><c r="A{row}"><f>1</f></c><c r="B{row}"><f>1</f></c></row>'
            for row in range(2, MAX_PROBLEMS)
        )
        error = refuse(with_sheet_xml(cells), InvalidFileError)
        assert len(error.problems) == MAX_PROBLEMS
        assert f"More than {MAX_PROBLEMS}" in str(error)


class TestMergedCells:
    @pytest.mark.parametrize("merged", ["A1:B1", "B1:C1", "A1:A2"])
    def test_in_the_header_they_are_named(self, merged: str) -> None:
        content = by_openpyxl(lambda sheet: sheet.merge_cells(merged))
        (problem,) = refuse(content, InvalidFileError).problems
        assert problem.code == "merged_cells"
        assert problem.row == 1
        assert merged in problem.render("en")

    def test_in_the_data_they_would_lose_values(self) -> None:
        content = by_openpyxl(lambda sheet: sheet.merge_cells("A2:A3"))
        assert fault(content) == ("merged_cells", 2, "A", "Vít")

    @pytest.mark.parametrize("merged", ["C2:C3", "A9:B9"])
    def test_empty_ones_do_no_harm(self, merged: str) -> None:
        content = by_openpyxl(lambda sheet: sheet.merge_cells(merged))
        assert len(read(content).rows) == 2

    def test_of_a_single_cell_nothing_is_lost(self) -> None:
        merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1"/></mergeCells>'
        content = changed(
            workbook([["name"], ["x"]]), SHEET, lambda part: part.replace(b"</sheetData>", merge)
        )
        assert len(read(content).rows) == 1


class TestSize:
    def test_rows_are_limited(self) -> None:
        rows = [["name"], *[["x"]] * LIMITS.max_rows]
        assert len(read(workbook(rows)).rows) == LIMITS.max_rows
        error = refuse(workbook([*rows, ["x"]]), TooManyRowsError)
        assert error.status == 413
        assert str(LIMITS.max_rows) in str(error)

    def test_columns_are_limited(self) -> None:
        error = refuse(workbook([["name"] * 201]), TooManyCellsError)
        assert "GS1" in str(error)

    def test_a_cell_far_below_is_refused_before_a_grid_is_laid_out(self) -> None:
        content = with_sheet_xml('<row r="1048576"><c r="T1048576"><v>1</v></c></row>')
        assert "T1048576" in str(refuse(content, TooManyCellsError))

    @pytest.mark.parametrize(
        "cell",
        [
            '<c r="T1048576" t="str"><v></v></c>',
            '<c r="T1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>',
            '<c r="T1048576"><v/></c>',
        ],
    )
    def test_a_blank_cell_that_takes_room_counts_as_well(self, cell: str) -> None:
        refuse(with_sheet_xml(f'<row r="1048576">{cell}</row>'), TooManyCellsError)

    def test_blank_texts_count_in_each_cell(self) -> None:
        content = changed(
            workbook([["name"] * 100, *[["x"] * 100 for _ in range(100)]]),
            STRINGS,
            lambda part: part.replace(b"<t>x</t>", b"<t>" + b" " * 1000 + b"</t>"),
        )
        refuse(content, UnpackedTooLargeError)

    def test_one_text_in_many_cells_counts_in_each(self) -> None:
        rows = [["name"] * 100, *[["y" * 400] * 100 for _ in range(110)]]
        content = workbook(rows)
        assert len(content) < 50_000
        refuse(content, UnpackedTooLargeError)

    def test_elements_are_limited(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xml_parts, "MAX_ELEMENTS", 20)
        refuse(with_sheet_xml("<x/>" * 30), DamagedFileError)


class TestDamage:
    @pytest.mark.parametrize(
        "cells",
        [
            '<row r="2"><c r="A2"><v>1</v></c>',
            '<row r="2"><c r="A3"><v>1</v></c></row>',
            '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
            '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
            '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>',
            '<row r="2"><c r="A99999999999"><v>1</v></c></row>',
            '<row r="2"><c r="ABCD2"><v>1</v></c></row>',
            '<row r="2"><c r="2A"><v>1</v></c></row>',
            '<row r="0"/>',
            '<row r="1048577"/>',
            '<row r="x"/>',
            '<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>',
            '<row r="2"><c r="A2" t="s"><v>99</v></c></row>',
            '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
            '<row r="2"><c r="A2"><v>1<!-- 2 --></v></c></row>',
            '<row r="2"><c r="A2"><v><![CDATA[1]]></v></c></row>',
            '<row r="2"><c r="A2"><v>1<?x?></v></c></row>',
            '<row r="2"><c r="A2"><v>1e999</v></c></row>',
            '<row r="2"><c r="A2" t="b"><v>x</v></c></row>',
        ],
    )
    def test_cells_that_could_be_read_two_ways_are_refused(self, cells: str) -> None:
        error = refuse(with_sheet_xml(cells), DamagedFileError)
        assert error.status == 422
        assert "save it again" in str(error)

    def test_a_cell_outside_of_a_row_is_refused(self) -> None:
        content = changed(
            workbook([["name"]]),
            SHEET,
            lambda part: part.replace(b"<sheetData>", b"<sheetData><c><v>1</v></c>"),
        )
        refuse(content, DamagedFileError)

    @pytest.mark.parametrize("part", [SHEET, STRINGS, WORKBOOK])
    @pytest.mark.parametrize(
        "change",
        [
            lambda part: (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + part.partition(b"?>")[2]
            ),
            lambda part: part.replace(b"UTF-8", b"ISO-8859-1"),
            lambda part: part.decode().encode("utf-16"),
            lambda part: part[:-9],
            lambda part: part.replace(b"</", b"<", 1),
        ],
    )
    def test_xml_that_no_program_writes_is_refused(
        self, part: str, change: Callable[[bytes], bytes]
    ) -> None:
        refuse(changed(workbook([["name"], ["x"]]), part, change), DamagedFileError)

    @pytest.mark.parametrize("count", ["26999999999999", "9" * 5000, "-1", "", "²"])
    def test_a_count_beyond_the_part_would_end_the_process(self, count: str) -> None:
        announced = f'uniqueCount="{count}"'.encode()
        content = changed(
            workbook([["name"], ["x"]]),
            STRINGS,
            lambda part: part.replace(b'uniqueCount="2"', announced),
        )
        assert "uniqueCount" in str(refuse(content, DamagedFileError))

    def test_styles_that_are_no_xml_are_refused(self) -> None:
        content = changed(workbook([["name"], ["x"]]), STYLES, lambda part: part[:-5])
        refuse(content, DamagedFileError)

    @pytest.mark.parametrize("missing", [SHEET, WORKBOOK, "_rels/.rels"])
    def test_a_missing_part_is_damage(self, missing: str) -> None:
        parts = parts_of(workbook([["name"], ["x"]]))
        refuse(archive({n: p for n, p in parts.items() if n != missing}), DamagedFileError)

    def test_missing_texts_are_damage(self) -> None:
        parts = parts_of(workbook([["name"], ["x"]]))
        refuse(archive({n: p for n, p in parts.items() if n != STRINGS}), DamagedFileError)

    def test_a_sheet_without_part_is_damage(self) -> None:
        content = changed(
            workbook([["name"], ["x"]]), WORKBOOK, lambda part: part.replace(b'"rId1"', b'"rId99"')
        )
        refuse(content, DamagedFileError)

    def test_a_package_without_workbook_is_damage(self) -> None:
        content = changed(
            workbook([["name"], ["x"]]),
            "_rels/.rels",
            lambda part: part.replace(b"relationships/officeDocument", b"relationships/other"),
        )
        refuse(content, DamagedFileError)

    def test_a_panic_of_the_library_is_damage(self, monkeypatch: pytest.MonkeyPatch) -> None:
        panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

        def fail(_content: bytes) -> None:
            raise panic("index out of bounds")

        monkeypatch.setattr(workbooks, "_open", fail)
        assert "index out of bounds" in str(refuse(workbook([["name"], ["x"]]), DamagedFileError))

    def test_an_interrupt_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(_content: bytes) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(workbooks, "_open", interrupt)
        with pytest.raises(KeyboardInterrupt):
            read(workbook([["name"], ["x"]]))

    def test_cells_that_the_library_does_not_give_are_noticed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def scan_more(*arguments: object) -> sheet_scan.SheetScan:
            scan = sheet_scan.scan_sheet(*arguments)  # type: ignore[arg-type]
            return sheet_scan.SheetScan(scan.cells + 1, scan.faults)

        monkeypatch.setattr(workbooks, "scan_sheet", scan_more)
        refuse(workbook([["name"], ["x"]]), DamagedFileError)
