"""Making of files to import: good ones with a library, bad ones by hand."""

import csv
import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from app.spreadsheets.tables import TableLimits

Value = str | int | float | Decimal | bool | date | datetime | None
Rows = Sequence[Sequence[Value]]

LIMITS = TableLimits(
    max_bytes=1_000_000, max_unpacked_bytes=4_000_000, max_rows=200, max_cell_characters=500
)

SHEET = "xl/worksheets/sheet1.xml"
WORKBOOK = "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"

_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def workbook(*sheets: Rows, names: Sequence[str] = (), date_1904: bool = False) -> bytes:
    """Write sheets, each from its first row and column on."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": date_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, rows in enumerate(sheets):
        sheet = book.add_worksheet(names[index] if index < len(names) else None)
        for number, row in enumerate(rows):
            for position, value in enumerate(row):
                _write(sheet, number, position, value, day)
    book.close()
    return buffer.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    position: int,
    value: Value,
    day: xlsxwriter.format.Format,
) -> None:
    match value:
        case None:
            return
        case str():
            sheet.write_string(row, position, value)
        case bool():
            sheet.write_boolean(row, position, value)
        case date():
            sheet.write_datetime(row, position, value, day)
        case _:
            sheet.write_number(row, position, float(value))


def text_file(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Write rows as separated text."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue().encode(encoding)


def parts_of(content: bytes) -> dict[str, bytes]:
    """Unpack an archive that is known to be good."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return buffer.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Change one part of an archive."""
    parts = parts_of(content)
    return archive({**parts, part: change(parts[part])})


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Add a part to an archive."""
    return archive({**parts_of(content), name: part})


def with_sheet_xml(cells: str, rows_before: Rows = (("name",),)) -> bytes:
    """Write a workbook whose sheet has raw XML rows behind the given ones."""
    return changed(
        workbook(rows_before),
        SHEET,
        lambda part: part.replace(b"</sheetData>", cells.encode() + b"</sheetData>"),
    )


def claiming_size(content: bytes, part: str, size: int) -> bytes:
    """Make an archive claim another unpacked size for a part, in both of its headers."""
    patched = bytearray(content)
    name = part.encode()
    for signature, size_at, length_at, name_at in (
        (_LOCAL, 22, 26, 30),
        (_CENTRAL, 24, 28, 46),
    ):
        start = patched.find(signature)
        while start >= 0:
            (length,) = struct.unpack_from("<H", patched, start + length_at)
            if patched[start + name_at : start + name_at + length] == name:
                struct.pack_into("<I", patched, start + size_at, size)
            start = patched.find(signature, start + 4)
    return bytes(patched)


def old_workbook(*sheets: Rows, names: Sequence[str] = ()) -> bytes:
    """Write sheets as Excel 97-2003 does."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for index, rows in enumerate(sheets):
        sheet = book.add_sheet(names[index] if index < len(names) else f"Sheet{index + 1}")
        for number, row in enumerate(rows):
            for position, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(number, position, value, day)
                elif value is not None:
                    sheet.write(number, position, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.3"><office:automatic-styles><style:style style:name="hidden"
 style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>
</office:body></office:document-content>"""


def open_document(tables: str, kind: str = "spreadsheet") -> bytes:
    """Write an OpenDocument spreadsheet of raw tables."""
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": _ODS.format(tables=tables).encode(),
            "META-INF/manifest.xml": b"<manifest:manifest xmlns:manifest='x'/>",
        }
    )


def ods_table(rows: Rows, name: str = "Sheet1", style: str = "") -> str:
    """Write the XML of one table."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    return f'<table:table table:name="{name}" table:style-name="{style}">{lines}</table:table>'


def _ods_cell(value: Value) -> str:
    match value:
        case None:
            return "<table:table-cell/>"
        case str():
            lines = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in value.split("\n"))
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
        case bool():
            kind, content = "boolean", str(value).lower()
        case datetime() | date():
            kind, content = "date", value.isoformat()
        case _:
            kind, content = "float", str(value)
    name = "value" if kind == "float" else f"{kind}-value"
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{content}"/>'


def _ods_text(text: str) -> str:
    spaced = re.sub(" {2,}", lambda match: f'<text:s text:c="{len(match[0])}"/>', escape(text))
    return spaced.replace("\t", "<text:tab/>")


def by_openpyxl_rows(rows: Rows) -> bytes:
    """Write one sheet with another library: inline formats, texts that begin with "=" as texts."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row, start=1):
            if value is not None:
                cell = sheet.cell(number, position, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
