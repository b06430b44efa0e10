"""OpenDocument, old Excel, and the web pages and XML that are saved under its name."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt

from app.spreadsheets.errors import (
    DamagedFileError,
    FileTypeNotSupportedError,
    PasswordProtectedError,
    TooManyRowsError,
)
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.formats import xls
from app.spreadsheets.tables import UNREADABLE, Cell, ErrorValue
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
    Rows,
    ods_table,
    old_workbook,
    open_document,
    with_part,
)


def ods_rows(rows: str) -> bytes:
    return open_document(f'<table:table table:name="x">{rows}</table:table>')


def ods_cell(xml: str) -> Cell:
    (row,) = read_rows(ods_rows(f"<table:table-row><table:table-cell {xml}</table:table-row>"))
    return row.cells[0]


class TestOpenDocument:
    @pytest.mark.parametrize(
        ("xml", "cell"),
        [
            ('office:value-type="percentage" office:value="0.5"/>', Decimal("0.5")),
            ('office:value-type="time" office:time-value="PT07H30M00S"/>', time(7, 30)),
            ('office:value-type="time" office:time-value="PT30H0M1,5S"/>', timedelta(1, 21601.5)),
            ('office:value-type="time" office:time-value="-P1D"/>', timedelta(-1)),
            ('office:value-type="time" office:time-value="x"/>', UNREADABLE),
            ('office:value-type="date" office:date-value="2027-13-01"/>', UNREADABLE),
            (
                'office:value-type="date" office:date-value="2027-03-01T07:30:00"/>',
                datetime(2027, 3, 1, 7, 30),  # noqa: DTZ001 - cells have no zone
            ),
            (
                (
                    'office:value-type="string"><text:p>a<text:s text:c="2"/>b<text:tab/>c'
                    "<text:line-break/>d</text:p><text:p>e</text:p></table:table-cell>"
                ),
                "a  b\tc\nd\ne",
            ),
            (
                (
                    'office:value-type="string"><office:annotation><text:p>no</text:p>'
                    "</office:annotation><text:p>yes</text:p></table:table-cell>"
                ),
                "yes",
            ),
            (
                (
                    'office:value-type="string" office:string-value="" calcext:value-type="error">'
                    "<text:p>#REF!</text:p></table:table-cell>"
                ),
                ErrorValue("#REF!"),
            ),
        ],
    )
    def test_cells_are_read_as_they_stand(self, xml: str, cell: Cell) -> None:
        assert ods_cell(xml) == cell

    def test_formulas_and_merged_cells_are_told(self) -> None:
        sheet = read_sheet(
            ods_rows(
                '<table:table-row><table:table-cell table:formula="of:=1" office:value="1"'
                ' office:value-type="float" table:number-columns-spanned="2"'
                ' table:number-rows-spanned="2"/><table:covered-table-cell/></table:table-row>'
            )
        )
        assert sheet.formulas == {(1, 0)}
        assert sheet.merged == (MergedRange(1, 0, 2, 1),)

    def test_repeated_cells_and_rows_are_each_read(self) -> None:
        row = (
            '<table:table-row table:number-rows-repeated="{0}"><table:table-cell'
            ' table:number-columns-repeated="{1}" office:value-type="string"><text:p>{2}</text:p>'
            "</table:table-cell></table:table-row>"
        )
        blank = (
            '<table:table-row table:number-rows-repeated="5"><table:table-cell/></table:table-row>'
        )
        rows = read_rows(ods_rows(row.format(2, 2, "a") + blank + row.format(1, "x", "b")))
        assert [(item.number, item.cells) for item in rows] == [
            (1, ("a", "a")),
            (2, ("a", "a")),
            (8, ("b",)),
        ]
        refuse(ods_rows(row.format(1_000_000, 16_384, "a")), TooManyRowsError)

    def test_hidden_tables_are_listed(self) -> None:
        tables = ods_table([["a"]], "Một") + ods_table([["b"]], "Ẩn", "hidden")
        assert [info.is_hidden for info in read_book(open_document(tables)).sheets] == [False, True]

    def test_a_sheet_that_is_too_long_leaves_the_others(self) -> None:
        tables = ods_table([["a"]] * 400, "Dài") + ods_table([["b"]], "Ngắn")
        book = read_book(open_document(tables))
        assert len(list(book.read("Ngắn").rows())) == 1
        with pytest.raises(TooManyRowsError):
            book.read("Dài")

    def test_other_documents_and_encrypted_ones_are_refused(self) -> None:
        refuse(open_document("", "text"), FileTypeNotSupportedError)
        content = with_part(
            open_document(""), "META-INF/manifest.xml", b"<manifest:encryption-data/>"
        )
        refuse(content, PasswordProtectedError)

    def test_a_table_in_a_table_is_damage(self) -> None:
        refuse(ods_rows("<table:table/>"), DamagedFileError)


class TestOldWorkbook:
    def test_errors_formulas_and_merged_cells_are_told(self, tmp_path: Path) -> None:
        book = xlwt.Workbook()
        sheet = book.add_sheet("Một")
        sheet.write(1, 2, "x")
        sheet.row(3).set_cell_error(4, 0x2A)
        sheet.write(2, 0, xlwt.Formula("1+1"))
        sheet.write_merge(5, 6, 0, 1, "m")
        book.add_sheet("Ẩn").visibility = 1
        path = tmp_path / "x.xls"
        book.save(str(path))
        content = path.read_bytes()
        found = read_sheet(content)
        assert [(row.number, row.cells) for row in found.rows()] == [
            (2, (None, None, "x")),
            (4, (None, None, None, None, ErrorValue("#N/A"))),
            (6, ("m",)),
        ]
        assert found.formulas == {(3, 0)}
        assert found.merged == (MergedRange(6, 0, 7, 1),)
        assert [info.is_hidden for info in read_book(content).sheets] == [False, True]

    def test_large_ones_are_read_from_sectors(self) -> None:
        rows: Rows = [[f"Vít số {number}", number] for number in range(250)]
        assert len(read_cells(old_workbook(rows))) == 250

    def test_rows_are_limited(self) -> None:
        refuse(old_workbook([["x"]] * (LIMITS.max_rows + 101)), TooManyRowsError)

    def test_records_that_cannot_be_followed_are_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(xls, "scan_records", lambda _: None)
        assert facts_of(old_workbook([["x"]])) == ["errors_unseen"]

    def test_a_panic_of_the_library_is_damage(self, monkeypatch: pytest.MonkeyPatch) -> None:
        panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})

        def fail(_: object) -> None:
            raise panic("index out of bounds")

        monkeypatch.setattr(xls, "CalamineWorkbook", type("Book", (), {"from_path": fail}))
        assert "index out of bounds" in str(refuse(old_workbook([["x"]]), DamagedFileError))

    def test_an_encrypted_package_is_protected(self) -> None:
        name = "EncryptedPackage".encode("utf-16-le")
        refuse(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + name, PasswordProtectedError)

    @pytest.mark.parametrize("stream", ["WordDocument", "PowerPoint Document"])
    def test_other_documents_are_refused(self, stream: str) -> None:
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le")
        refuse(content, FileTypeNotSupportedError)


class TestWebPage:
    def test_cells_are_laid_out(self) -> None:
        content = (
            "<html><head><style>td {x}</style></head><body><table><tr><th colspan=2>Tên</th>"
            "<th rowspan=2>Số</th></tr><tr><td> Vít &amp;\n ốc<td>a<br>b</tr>"
            "<tr><td><table><tr><td>x</td></tr></table></td></tr></table><table><tr><td>2"
        ).encode()
        sheet = read_sheet(content)
        assert [row.cells for row in sheet.rows()] == [
            ("Tên", None, "Số"),
            ("Vít & ốc", "a\nb"),
            ("x",),
        ]
        assert sheet.merged == (MergedRange(1, 0, 1, 1), MergedRange(1, 2, 2, 2))
        assert facts_of(content, "x.xls") == ["content_disagrees_with_name", "html_table"]
        assert [info.name for info in read_book(content).sheets] == ["Table 1", "Table 2"]

    def test_a_page_without_table_is_refused(self) -> None:
        refuse(b"<!DOCTYPE html><html><p>x</p></html>", FileTypeNotSupportedError)

    def test_rows_are_limited(self) -> None:
        refuse(b"<table>" + b"<tr><td>x" * 301 + b"</table>", TooManyRowsError)


SPREADSHEET_XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Một"><Table>
{rows}</Table></Worksheet></Workbook>"""


class TestXmlOfExcel2003:
    def test_cells_are_read_as_they_stand(self) -> None:
        rows = (
            '<Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">a</Data></Cell>'
            '<Cell ss:Formula="=1"><Data ss:Type="Number">1.5</Data></Cell>'
            '<Cell ss:Index="6"><Data ss:Type="DateTime">2027-03-01T00:00:00.000</Data></Cell>'
            '<Cell><Data ss:Type="Boolean">1</Data></Cell>'
            '<Cell><Data ss:Type="Error">#N/A</Data></Cell>'
            '<Cell><Data ss:Type="Number">x</Data></Cell><Cell ss:Formula="=2"/></Row>'
        )
        content = SPREADSHEET_XML.format(rows=rows).encode()
        sheet = read_sheet(content)
        (row,) = sheet.rows()
        assert row.number == 2
        assert row.cells == (
            *("a", None, Decimal("1.5"), None, None, date(2027, 3, 1), True),
            *(ErrorValue("#N/A"), UNREADABLE),
        )
        assert [fault.code for fault in row.faults] == ["unreadable_value", "formula_without_value"]
        assert sheet.formulas == {(2, 2)}
        assert sheet.merged == (MergedRange(2, 0, 2, 1),)
        assert facts_of(content, "x.xml") == ["spreadsheet_xml"]

    def test_rows_are_limited(self) -> None:
        row = '<Row><Cell><Data ss:Type="String">a</Data></Cell></Row>'
        refuse(SPREADSHEET_XML.format(rows=row * 301).encode(), TooManyRowsError)

    def test_a_bomb_of_entities_is_refused(self) -> None:
        content = SPREADSHEET_XML.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
        refuse(content.encode(), DamagedFileError)

    def test_a_book_without_sheet_is_damage(self) -> None:
        content = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        refuse(content.encode(), DamagedFileError)
