"""The parts of a packed workbook: inflated in pieces and counted, whatever the archive claims."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from app.spreadsheets.errors import (
    DamagedFileError,
    PasswordProtectedError,
    TooManyPartsError,
    UnpackedTooLargeError,
)

MAX_PARTS = 20_000
"""Parts of a workbook. One with a picture in each of ten thousand rows has fewer."""

_ENCRYPTED = 0x1
"""Bit of a zip entry's flags (PKWARE APPNOTE, 4.4.4)."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The methods that office packages use (ECMA-376 part 2, annex B)."""

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    OverflowError,
    OSError,
    struct.error,
)
"""What the library raises for archives that are not built as they should be."""


class Parts:
    """The parts of an open archive, by lower-case name.

    Args:
        archive: The archive.
        max_bytes: Sum of the sizes of the parts that are read.

    Raises:
        TooManyPartsError: There are more parts than a workbook has.
        DamagedFileError: Two parts have the same name.
    """

    def __init__(self, archive: zipfile.ZipFile, max_bytes: int) -> None:
        self._archive = archive
        self._limit = self._left = max_bytes
        self._entries: dict[str, zipfile.ZipInfo] = {}
        entries = archive.infolist()
        if len(entries) > MAX_PARTS:
            raise TooManyPartsError(limit=MAX_PARTS)
        for entry in entries:
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            if name in self._entries:
                raise DamagedFileError(what=f"zip: '{name[:80]}' occurs twice")
            self._entries[name] = entry

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a part.

        Raises:
            DamagedFileError: It is not there, or cannot be unpacked.
            PasswordProtectedError: It is encrypted.
            UnpackedTooLargeError: What was read of this archive is larger than allowed.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedFileError(what=f"no part '{name[:80]}'")
        if entry.flag_bits & _ENCRYPTED:
            raise PasswordProtectedError
        if entry.compress_type not in _METHODS:
            raise DamagedFileError(what=f"zip: compression method {entry.compress_type}")
        with _zip_errors_told(), self._archive.open(entry) as stream:
            yield cast("BinaryIO", _Counted(cast("BinaryIO", stream), self))

    def read(self, name: str) -> bytes:
        """Return the content of a part; raises what `open` does."""
        with self.open(name) as stream:
            return stream.read(-1)

    def spend(self, size: int) -> None:
        """Count bytes that were unpacked.

        Raises:
            UnpackedTooLargeError: There are too many.
        """
        self._left -= size
        if self._left < 0:
            raise UnpackedTooLargeError(limit=self._limit)


class _Counted(io.RawIOBase):
    """A part that is counted while it is read."""

    def __init__(self, stream: BinaryIO, parts: Parts) -> None:
        self._stream = stream
        self._parts = parts

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return b"".join(iter(lambda: self.read(65536), b""))
        piece = self._stream.read(size)
        self._parts.spend(len(piece))
        return piece


@contextmanager
def open_parts(path: Path, max_bytes: int) -> Iterator[Parts]:
    """Open an archive.

    Args:
        path: Where it lies.
        max_bytes: Sum of the sizes of the parts that are read.

    Raises:
        TooManyPartsError: There are more parts than a workbook has.
        DamagedFileError: It is no archive, or two parts have the same name.
    """
    with _zip_errors_told(), zipfile.ZipFile(path) as archive:
        yield Parts(archive, max_bytes)


@contextmanager
def _zip_errors_told() -> Iterator[None]:
    try:
        yield
    except ZIP_ERRORS as error:
        raise DamagedFileError(what=f"zip: {str(error)[:80]}") from error
