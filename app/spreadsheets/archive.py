"""Unpacking a workbook: bounded, and only what belongs to its sheets.

What comes out is packed anew before a spreadsheet library sees it, so that nothing in the
original archive (false sizes, names that occur twice, entries that overlap) can mean one thing to
the checks and another to the library.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping

from app.spreadsheets.errors import (
    DamagedFileError,
    FileTypeNotSupportedError,
    PasswordProtectedError,
    TooManyPartsError,
    UnpackedTooLargeError,
)

MAX_PARTS = 2000
"""Parts of a workbook. One with a picture in each of a thousand rows has fewer."""

_CHUNK_BYTES = 64 * 1024
_ENCRYPTED = 0x1
"""Bit of a zip entry's flags (PKWARE APPNOTE, 4.4.4)."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The methods that office packages use (ECMA-376 part 2, annex B)."""

_KEPT_SUFFIXES = (".xml", ".rels")
_MIMETYPE = "mimetype"
"""Part of an OpenDocument file that holds its type."""

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def unpack(content: bytes, max_bytes: int) -> dict[str, bytes]:
    """Unpack an archive.

    Every part is inflated in pieces and counted, whatever size the archive claims for it; parts
    that are no XML (pictures) are counted and not kept.

    Args:
        content: The archive.
        max_bytes: Sum of the sizes that its parts may have.

    Returns:
        The XML parts by lower-case name, and an empty content for each other part.

    Raises:
        TooManyPartsError: There are more parts than a workbook has.
        UnpackedTooLargeError: They are larger than allowed.
        PasswordProtectedError: A part is encrypted.
        FileTypeNotSupportedError: It is an OpenDocument file.
        DamagedFileError: It cannot be unpacked, or two parts have the same name.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_parts(archive, max_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise DamagedFileError(what=f"zip: {error}") from error


def _read_parts(archive: zipfile.ZipFile, max_bytes: int) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise TooManyPartsError(limit=MAX_PARTS)
    parts: dict[str, bytes] = {}
    left = max_bytes
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise PasswordProtectedError
        if entry.compress_type not in _METHODS:
            raise DamagedFileError(what=f"zip: compression method {entry.compress_type}")
        name = entry.filename.replace("\\", "/").lstrip("/").lower()
        if name in parts:
            raise DamagedFileError(what=f"zip: '{name}' occurs twice")
        part, size = _read_part(archive, entry, left, max_bytes, keep=name.endswith(_KEPT_SUFFIXES))
        left -= size
        parts[name] = part
    return parts


def _read_part(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, max_bytes: int, *, keep: bool
) -> tuple[bytes, int]:
    """Inflate one part and return its content, if it is kept, and its size."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK_BYTES):
            size += len(piece)
            if size > left:
                raise UnpackedTooLargeError(limit=max_bytes)
            if entry.filename == _MIMETYPE and piece.startswith(_OPEN_DOCUMENT):
                raise FileTypeNotSupportedError(kind=".ods (OpenDocument)")
            if keep:
                pieces.append(piece)
    return b"".join(pieces), size


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts into an archive, without compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return buffer.getvalue()
