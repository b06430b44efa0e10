"""What a file is, by its content, and whether its name says so."""

import re
import zipfile
from pathlib import Path, PurePath
from typing import Literal

from app.core.i18n import Text
from app.spreadsheets.errors import (
    EmptyFileError,
    FileTooLargeError,
    FileTypeNotSupportedError,
    PasswordProtectedError,
)
from app.spreadsheets.facts import Fact
from app.spreadsheets.formats.ods import MIMETYPE
from app.spreadsheets.formats.xls_records import COMPOUND_FILE, is_encrypted_package
from app.spreadsheets.tables import MAX_QUOTED, TableLimits
from app.spreadsheets.zip_parts import ZIP_ERRORS

FileKind = Literal["xlsx", "xls", "ods", "text", "html", "xml"]

_NAMES: dict[FileKind, tuple[str, frozenset[str]]] = {
    "xlsx": (".xlsx (Excel)", frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})),
    "xls": (".xls (Excel 97-2003)", frozenset({".xls", ".xlt"})),
    "ods": (".ods (OpenDocument)", frozenset({".ods", ".ots"})),
    "text": (".csv", frozenset({".csv", ".tsv", ".tab", ".txt"})),
    "html": ("HTML", frozenset({".html", ".htm"})),
    "xml": ("XML (Excel 2003)", frozenset({".xml"})),
}
"""What people call each kind, and the extensions that say so."""

_PACKED = b"PK\x03\x04"
_OLD_EXCEL = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""Start of a workbook of Excel 2 to 5 that is no compound file: its first record (BOF)."""

_SIGNATURES = (
    (b"PK\x05\x06", "ZIP"),
    (b"PK\x07\x08", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
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
    (b"MIME-Version:", "MHTML"),
)
_BLANK = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MARKUP = re.compile(r"\s*<(?:!doctype html|html|head|body|meta|style|table|!--)", re.IGNORECASE)
_TABLE = re.compile(rb"<\s*(?:table|tr)[\s>]|t\x00a\x00b\x00l\x00e\x00", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|svg|!doctype|[A-Za-z][\w.-]*:?[\w.-]*(?:\s+[\w:.-]+=|>))")
_PROBE_BYTES = 64 * 1024

_NAME_DISAGREES = Text(
    "The file is named '{name}', but its content is {kind}; it was read as what it is.",
    "Tệp có tên '{name}' nhưng nội dung là {kind}; hệ thống đã đọc theo nội dung.",
)


def find_kind(path: Path, limits: TableLimits) -> FileKind:
    """Find out what a file is.

    Args:
        path: Where it lies.
        limits: How large it may be.

    Raises:
        FileTooLargeError: It has more bytes than allowed.
        EmptyFileError: It has none, or nothing but blanks.
        PasswordProtectedError: It is an encrypted workbook.
        FileTypeNotSupportedError: It is no spreadsheet.
    """
    if path.stat().st_size > limits.max_bytes:
        raise FileTooLargeError(limit=limits.max_bytes)
    with path.open("rb") as file:
        probe = file.read(_PROBE_BYTES)
    if _BLANK.fullmatch(probe) and len(probe) < _PROBE_BYTES:
        raise EmptyFileError
    if probe.startswith(_PACKED):
        return _kind_of_archive(path)
    if probe.startswith(COMPOUND_FILE):
        return _kind_of_compound(path)
    _refuse_other_types(probe)
    return _kind_of_markup(probe) or "text"


def name_mismatch(filename: str, kind: FileKind) -> Fact | None:
    """Return a fact if the name of a file says something else than its content.

    Args:
        filename: Its name as given; may have no extension.
        kind: What its content is.
    """
    label, extensions = _NAMES[kind]
    name = PurePath(filename.replace("\\", "/")).name
    if PurePath(name).suffix.lower() in {"", *extensions}:
        return None
    return Fact(
        "content_disagrees_with_name",
        _NAME_DISAGREES,
        (("name", name[:MAX_QUOTED]), ("kind", label)),
    )


def _kind_of_archive(path: Path) -> FileKind:
    """Tell OpenDocument files by the part that holds their type; the rest is checked later."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "ods" if MIMETYPE in archive.namelist() else "xlsx"
    except ZIP_ERRORS:
        return "xlsx"


def _kind_of_compound(path: Path) -> FileKind:
    content = path.read_bytes()
    if is_encrypted_package(content):
        raise PasswordProtectedError
    for stream, kind in (("WordDocument", ".doc (Word)"), ("PowerPoint Document", ".ppt")):
        if stream.encode("utf-16-le") in content:
            raise FileTypeNotSupportedError(kind=kind)
    return "xls"


def _refuse_other_types(probe: bytes) -> None:
    for signature, name in _SIGNATURES:
        if probe.startswith(signature):
            raise FileTypeNotSupportedError(kind=name)
    if probe.startswith(_OLD_EXCEL) and b"\x00" in probe[:8]:
        raise FileTypeNotSupportedError(kind=".xls (Excel 2-5)")


def _kind_of_markup(probe: bytes) -> FileKind | None:
    text = probe.decode("utf-16" if probe.startswith(_WIDE_MARKS) else "utf-8-sig", "replace")
    start = text[:4096].lstrip()
    if _SPREADSHEET_XML in probe or _SPREADSHEET_XML.decode() in text:
        return "xml" if start.startswith("<") and "<html" not in text.lower() else "html"
    if _MARKUP.match(start) or (start.startswith("<") and _TABLE.search(probe)):
        return "html"
    if _XML.match(start):
        raise FileTypeNotSupportedError(kind="XML")
    return None
