"""Names of sheets and files."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import quote

MAX_SHEET_NAME = 31
"""Characters of a sheet's name (Excel's limit)."""

_MAX_FILE_NAME = 100
_FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_FORBIDDEN_IN_FILES = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]")
_RESERVED = "history"
"""A name that Excel keeps for itself."""


def sheet_names(wanted: Iterable[str]) -> Iterator[str]:
    """Give each sheet a valid name that no other has, as close to the wanted one as can be."""
    taken: set[str] = {_RESERVED}
    for text in wanted:
        cleaned = _FORBIDDEN_IN_SHEETS.sub(" ", unicodedata.normalize("NFC", text))
        plain = _cut(" ".join(cleaned.split()).strip("'"), MAX_SHEET_NAME) or "Sheet"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            suffix = f" ({number})"
            name = f"{_cut(plain, MAX_SHEET_NAME - len(suffix))}{suffix}"
        taken.add(name.casefold())
        yield name


def _cut(text: str, longest: int) -> str:
    """Shorten a text to a number of UTF-16 units, which is what Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * longest:
        text = text[:-1]
    return text.strip().rstrip("'")


def file_name(title: str, extension: str) -> str:
    """Make a file's name of a title; Vietnamese letters stay."""
    cleaned = _FORBIDDEN_IN_FILES.sub(" ", unicodedata.normalize("NFC", title))
    stem = " ".join(cleaned.split()).strip(". ")[:_MAX_FILE_NAME].strip(". ")
    return f"{stem or 'ketnoi'}.{extension}"


def content_disposition(name: str) -> str:
    """Write the header that names a download (RFC 6266), in ASCII and in full (RFC 8187)."""
    spelled = name.replace("đ", "d").replace("Đ", "D")
    decomposed = unicodedata.normalize("NFKD", spelled)
    plain = decomposed.encode("ascii", "ignore").decode().replace('"', "").replace("\\", "")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
