"""Files of other programs, and files that are not what their name says."""

import io
import zipfile
from datetime import date

import xlwt

from tests.corpus.cases import Collection
from tests.corpus.making import lines_of, sheet_of
from tests.corpus.texts import plain
from tests.unit.spreadsheets.spreadsheets import Rows, ods_table, open_document

FORMATS = Collection()

_GOODS: Rows = (
    ("Tên hàng", "Số lượng", "ĐVT", "Ngày cần"),
    ("Trục vít me", 40, "cái", date(2199, 9, 30)),
    ("Ray dẫn hướng", 80.5, "m", None),
)
_SAYS = {
    2: {"name": "Trục vít me", "quantity": "40", "needed_by": "2199-09-30"},
    3: {"name": "Ray dẫn hướng", "quantity": "80.5", "unit": "m"},
}

_WORD = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
    ' PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


@FORMATS.demands("excel 97.xls", kept=2, refused={5: {"total_row"}}, says=_SAYS)
def old_excel() -> bytes:
    """Excel 97-2003, with a formula below the table."""
    book = xlwt.Workbook()
    page = book.add_sheet("Nhu cầu")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for line, row in enumerate(_GOODS):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write(line, column, value, day)
            elif value is not None:
                page.write(line, column, value)
    page.write(4, 0, "Tổng")
    page.write(4, 1, 120.5)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@FORMATS.demands("libreoffice.ods", kept=2, says=_SAYS)
def open_document_sheet() -> bytes:
    """An OpenDocument spreadsheet."""
    return open_document(ods_table(_GOODS, "Nhu cầu"))


@FORMATS.demands(
    "trang web.xlsx",
    kept=2,
    facts=frozenset({"content_disagrees_with_name"}),
    says={3: {"unit": "set"}},
)
def page_as_workbook() -> bytes:
    """A page with a table, as some programs export it, under the name of a workbook."""
    rows = (
        "<tr><th>Tên hàng</th><th>Số lượng</th><th>ĐVT</th></tr>",
        "<tr><td>Ổ cắm &amp; phích</td><td>40</td><td rowspan=2>bộ</td></tr>",
        "<tr><td>Cầu dao</td><td>15</td></tr>",
    )
    page = "<html><head><meta charset=utf-8></head><body><table>{}</table></body></html>"
    return page.format("".join(rows)).encode()


@FORMATS.demands(
    "that ra la excel.csv", kept=2, facts=frozenset({"content_disagrees_with_name"}), says=_SAYS
)
def workbook_as_text() -> bytes:
    """A workbook under the name of a text file."""
    return sheet_of(_GOODS)


@FORMATS.demands("that ra la csv.xls", kept=2, facts=frozenset({"content_disagrees_with_name"}))
def text_as_workbook() -> bytes:
    """A text file under the name of a workbook."""
    return plain()


@FORMATS.refused("rong.csv", 422, "empty_file")
def empty() -> bytes:
    """Nothing."""
    return b""


@FORMATS.refused("chi co dong trong.csv", 422, "empty_table")
def blank_lines() -> bytes:
    """Lines without content."""
    return lines_of("", ",,,", "   ", ",").encode()


@FORMATS.refused("khong co gi.xlsx", 422, "empty_table")
def blank_workbook() -> bytes:
    """A workbook whose only sheet is empty."""
    return sheet_of([])


@FORMATS.refused("co mat khau.xlsx", 422, "password_protected")
def password_protected() -> bytes:
    """A workbook behind a password: a compound file that holds an encrypted package."""
    names = ("EncryptionInfo", "EncryptedPackage", "DataSpaces")
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0").ljust(128, b"\0") for name in names
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    return header.ljust(512, b"\xff") + directory + bytes(4096)


@FORMATS.refused("hop dong.xlsx", 415, "file_type_not_supported")
def letter() -> bytes:
    """A text document under the name of a workbook."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", _WORD)
        archive.writestr("word/document.xml", "<document/>")
    return content.getvalue()


@FORMATS.refused("bao gia.xlsx", 415, "file_type_not_supported")
def printed_page() -> bytes:
    """A page for the printer under the name of a workbook."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"


@FORMATS.refused("anh chup.xls", 415, "file_type_not_supported")
def photograph() -> bytes:
    """A picture under the name of a workbook."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01" + bytes(range(256)) * 20
