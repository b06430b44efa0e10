"""Making of files to import: good ones with a library, bad ones by hand."""

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

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
