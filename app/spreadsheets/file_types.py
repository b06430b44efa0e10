"""What a file is, by its content; the name must agree with it."""

import re
from pathlib import PurePath
from typing import Literal

from app.spreadsheets.errors import (
    EmptyFileError,
    FileNameDisagreesError,
    FileTooLargeError,
    FileTypeNotSupportedError,
    PasswordProtectedError,
)
from app.spreadsheets.tables import MAX_QUOTED, TableLimits

Kind = Literal["zip", "text"]

_EXTENSIONS: dict[Kind, tuple[str, str]] = {
    "zip": (".xlsx", ".xlsx (Excel)"),
    "text": (".csv", ".csv"),
}

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Start of a compound file (MS-CFB): an old Excel file, or an encrypted new one."""

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""Stream of a compound file that holds an encrypted workbook (MS-OFFCRYPTO, 2.3.4)."""

_SIGNATURES = (
    (b"PK\x05\x06", "ZIP"),
    (b"PK\x07\x08", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"PAR1", "Parquet"),
)
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|table|\?xml|svg|!--)", re.IGNORECASE
)
_BINARY_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16 and UTF-32, which are text in an encoding that is not read."""

_PROBE_BYTES = 64 * 1024


def find_kind(content: bytes, limits: TableLimits) -> Kind:
    """Find out what a file is, and check that it may be read.

    Args:
        content: The file.
        limits: How large it may be.

    Returns:
        "zip" for what is packed as new Excel workbooks are, "text" for what may be CSV.

    Raises:
        FileTooLargeError: It has more bytes than allowed.
        EmptyFileError: It has none.
        PasswordProtectedError: It is an encrypted workbook.
        FileTypeNotSupportedError: It is something else.
    """
    if len(content) > limits.max_bytes:
        raise FileTooLargeError(limit=limits.max_bytes)
    if not content.strip(b"\xef\xbb\xbf\x20\t\r\n\x0c"):
        raise EmptyFileError
    kind: Kind = "zip" if content.startswith(b"PK\x03\x04") else "text"
    if kind == "text":
        _refuse_other_types(content)
    return kind


def check_name(filename: str, kind: Kind) -> None:
    """Check that the name of a file says what it is, or nothing.

    Args:
        filename: Its name as given; may have no extension.
        kind: What its content is.

    Raises:
        FileNameDisagreesError: The name says something else.
    """
    extension, label = _EXTENSIONS[kind]
    name = PurePath(filename.replace("\\", "/")).name
    if PurePath(name).suffix.lower() not in {"", extension}:
        raise FileNameDisagreesError(name=name[:MAX_QUOTED], kind=label, extension=extension)


def _refuse_other_types(content: bytes) -> None:
    if content.startswith(_COMPOUND_FILE):
        if _ENCRYPTED_PACKAGE in content:
            raise PasswordProtectedError
        raise FileTypeNotSupportedError(kind=".xls (Excel 97-2003)")
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise FileTypeNotSupportedError(kind=name)
    probe = content[:_PROBE_BYTES]
    if _MARKUP.match(probe):
        raise FileTypeNotSupportedError(kind="HTML/XML")
    if content.startswith(_WIDE_TEXT_MARKS):
        return
    if _BINARY_CONTROLS.search(probe) and not _is_utf8(probe):
        raise FileTypeNotSupportedError(kind="binary")


def _is_utf8(probe: bytes) -> bool:
    try:
        probe.decode()
    except UnicodeDecodeError as error:
        return error.end == len(probe) == _PROBE_BYTES and error.reason == "unexpected end of data"
    return True
