"""Writing of workbooks as people leave them behind."""

import io
import struct
import unicodedata
import zlib
from collections.abc import Callable
from datetime import date

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.unit.spreadsheets.spreadsheets import Rows


def drawn(draw: Callable[[Workbook], None]) -> bytes:
    """Return the workbook that a function draws."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        draw(book)
    return content.getvalue()


def sheet_of(rows: Rows, *, top: int = 1, left: int = 0) -> bytes:
    """Return a workbook of one sheet, whose table begins at a row (1...) and a column (0...)."""
    return drawn(lambda book: put(book.add_worksheet("Sheet1"), rows, top=top, left=left))


def put(page: Worksheet, rows: Rows, *, top: int = 1, left: int = 0) -> None:
    """Write rows into a sheet, from a row (from 1) and a column (from 0) on."""
    for line, row in enumerate(rows, start=top - 1):
        for column, value in enumerate(row, start=left):
            match value:
                case None:
                    continue
                case bool():
                    page.write_boolean(line, column, value)
                case str():
                    page.write_string(line, column, value)
                case date():
                    page.write_datetime(line, column, value)
                case _:
                    page.write_number(line, column, float(value))


def picture() -> bytes:
    """Return a small picture: eight by eight points of one colour."""
    lines = b"".join(b"\0" + b"\x30\x60\x90" * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def lines_of(*lines: str, ending: str = "\r\n") -> str:
    """Join the lines of a text file."""
    return "".join(f"{line}{ending}" for line in lines)


def windows_1258_of(text: str) -> bytes:
    """Encode as Windows-1258: letters with their hats, and tone marks behind them."""
    tones = dict.fromkeys("\u0300\u0301\u0303\u0309\u0323")
    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in tones)
        tone = "".join(part for part in parts if part in tones)
        pieces.append(unicodedata.normalize("NFC", base) + tone)
    return "".join(pieces).encode("cp1258")
