"""The records of an old Excel workbook that tell which cells hold errors and formulas.

The library that reads its values shows nothing where there is an error. The records are described
in MS-XLS, the file around them in MS-CFB; numbers of sections are given where they help.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Start of a compound file (MS-CFB, 2.2)."""

_HEADER_BYTES = 512
_FIRST_FAT_PLACES = 109
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers above are no sectors: end of a chain, free, and such (MS-CFB, 2.1)."""

_ENTRY_BYTES = 128
_STREAMS = frozenset({"workbook", "book"})
_ROOT_ENTRY = 5

_BOF = 0x0809
_EOF = 0x000A
_BOUND_SHEET = 0x0085
_FORMULA = 0x0006
_BOOL_ERR = 0x0205
_BOOL_ERR_BYTES = 8
_FORMULA_BYTES = 14
_BOUND_SHEET_BYTES = 8
_BIFF8 = 0x0600
_NOT_A_NUMBER = 0xFFFF
_ERROR_RESULT = 2

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Error values (MS-XLS, 2.5.10)."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the records say of a cell: that it is calculated, and the error that it holds."""

    is_formula: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class SheetRecords:
    """Cells of a sheet with formulas or errors, by row (from 1) and column (from 0)."""

    rows: dict[int, dict[int, Record]] = field(default_factory=dict)


def scan_records(path: Path) -> dict[str, SheetRecords] | None:
    """Find the formulas and errors of a workbook.

    Args:
        path: Where it lies.

    Returns:
        Them by the name of their sheet; None if the file is built in a way that is not known.
    """
    try:
        stream = _workbook_stream(path.read_bytes())
        return None if stream is None else _scan(stream)
    except (struct.error, IndexError, ValueError):
        return None


def is_encrypted_package(content: bytes) -> bool:
    """Tell whether a compound file holds an encrypted workbook of today (MS-OFFCRYPTO, 2.3.4)."""
    return "EncryptedPackage".encode("utf-16-le") in content


def _workbook_stream(content: bytes) -> bytes | None:
    """Take the stream of the workbook out of a compound file.

    Raises:
        ValueError: The file is not built as its format says.
    """
    file = _CompoundFile(content)
    directory = file.chain(file.directory_start)
    for offset in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        entry = directory[offset : offset + _ENTRY_BYTES]
        (length,) = struct.unpack_from("<H", entry, 64)
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace").casefold()
        if name in _STREAMS:
            start, size = struct.unpack_from("<II", entry, 116)
            return file.stream(directory, start, size)
    return None


class _CompoundFile:
    """Sectors and chains of a compound file (MS-CFB, 2.2 to 2.6)."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(COMPOUND_FILE):
            raise ValueError("no compound file")
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004 - the only ones (2.2)
            raise ValueError("sizes of sectors")
        self._size = 1 << shift
        self._mini_size = 1 << mini_shift
        self.directory_start, self._mini_limit, self._mini_fat_start = struct.unpack_from(
            "<I4xII", content, 48
        )
        self._fat = self._read_fat()

    def _read_fat(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from(f"<{_FIRST_FAT_PLACES}I", self._content, 76))
        (following,) = struct.unpack_from("<I", self._content, 68)
        seen: set[int] = set()
        while following < _LAST_SECTOR and following not in seen:
            seen.add(following)
            places = self._numbers(self._sector(following))
            sectors += places[:-1]
            following = places[-1]
        pieces = [self._sector(sector) for sector in sectors if sector < _LAST_SECTOR]
        return self._numbers(b"".join(pieces))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._content[start : start + self._size]
        if not sector:
            raise ValueError("a sector beyond the file")
        return sector.ljust(self._size, b"\0")

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])

    def chain(self, start: int) -> bytes:
        """Return the sectors of a chain."""
        return b"".join(self._sector(number) for number in _follow(self._fat, start))

    def stream(self, directory: bytes, start: int, size: int) -> bytes:
        """Return a stream: from sectors, or from the small ones if it is short."""
        if size >= self._mini_limit:
            return self.chain(start)[:size]
        mini_fat = self._numbers(self.chain(self._mini_fat_start))
        (root_start,) = struct.unpack_from("<I", directory, 116)
        store = self.chain(root_start)
        step = self._mini_size
        pieces = (store[number * step : (number + 1) * step] for number in _follow(mini_fat, start))
        return b"".join(pieces)[:size]


def _follow(table: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield the numbers of a chain; a chain that bites its tail is no chain."""
    steps = 0
    while start < _LAST_SECTOR:
        yield start
        start = table[start]
        steps += 1
        if steps > len(table):
            raise ValueError("an endless chain")


def _scan(stream: bytes) -> dict[str, SheetRecords]:
    """Look through the records of all sheets."""
    names: dict[int, str] = {}
    is_biff8 = True
    for kind, start, size in _records(stream, 0):
        if kind == _BOF:
            (version,) = struct.unpack_from("<H", stream, start)
            is_biff8 = version == _BIFF8
        elif kind == _BOUND_SHEET and size >= _BOUND_SHEET_BYTES:
            place, name = _bound_sheet(stream[start : start + size], is_biff8=is_biff8)
            names[place] = name
    return {name: _scan_sheet(stream, place) for place, name in names.items()}


def _bound_sheet(record: bytes, *, is_biff8: bool) -> tuple[int, str]:
    """Return place and name of a sheet (MS-XLS, 2.4.28)."""
    (place,) = struct.unpack_from("<I", record)
    length = record[6]
    if not is_biff8:
        return place, record[7 : 7 + length].decode("cp1252", "replace")
    if record[7] & 1:
        return place, record[8 : 8 + 2 * length].decode("utf-16-le", "replace")
    return place, record[8 : 8 + length].decode("latin-1")


def _scan_sheet(stream: bytes, place: int) -> SheetRecords:
    found = SheetRecords()
    for kind, start, size in _records(stream, place):
        if kind == _FORMULA and size >= _FORMULA_BYTES:
            row, column, result, error, mark = struct.unpack_from("<HH2xBxB3xH", stream, start)
            is_error = mark == _NOT_A_NUMBER and result == _ERROR_RESULT
            text = _ERRORS.get(error, "#ERROR!") if is_error else None
            found.rows.setdefault(row + 1, {})[column] = Record(is_formula=True, error=text)
        elif kind == _BOOL_ERR and size >= _BOOL_ERR_BYTES and stream[start + 7]:
            row, column = struct.unpack_from("<HH", stream, start)
            text = _ERRORS.get(stream[start + 6], "#ERROR!")
            found.rows.setdefault(row + 1, {})[column] = Record(is_formula=False, error=text)
    return found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, start and size of the records from a place to the end of its part."""
    depth = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        place += 4 + size
