"""Lists of codes that are divided by commas or lines instead of semicolons."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from app.core.i18n import Text
from app.reference import load_reference
from app.reference.held_certificates import BadDateError
from app.reference.resolution import Resolution

LIST_DIVIDED = Text(
    "The values are divided by commas or lines; each of them is known.",
    "Các giá trị cách nhau bằng dấu phẩy hoặc xuống dòng; từng giá trị đều nhận ra được.",
)

_REMEMBERED = 8192
_LONGEST = 1000
"""Characters of the longest cell that is divided."""

_DIVIDERS = re.compile(r"[,\n，、]")
_OWN = re.compile(r"[;；|\\]")
"""Signs by which a cell is divided anyway."""


PARTLY_READ = Text(
    "The cell names one certification; the other words were left aside.",
    "Ô nêu một chứng nhận; các chữ còn lại không được dùng.",
)

_ASKED = frozenset({"required_certifications", "preferred_certifications"})


def _category(text: str) -> Resolution:
    return load_reference().categories.resolve(text, suggest=False)


def _asked(text: str) -> Resolution:
    return load_reference().certifications.resolve(text)


def _held(text: str) -> Resolution:
    try:
        return load_reference().certifications.parse_held(text).resolution
    except BadDateError:
        return Resolution.unknown(text)


def _place(text: str) -> Resolution:
    return load_reference().places.resolve(text)


@lru_cache(_REMEMBERED)
def partly_read(column: str, text: str) -> str | None:
    """Return the code that is read from a cell with more words than that; None otherwise."""
    if column not in _ASKED or len(text) > _LONGEST or _OWN.search(text):
        return None
    key = _asked(text).key
    parts = _parts(text)
    if key is None or all(_asked(part).key is not None for part in parts):
        return None
    return key


LIST_COLUMNS: Mapping[str, Callable[[str], Resolution]] = {
    "category": _category,
    "categories": _category,
    "certifications": _held,
    "required_certifications": _asked,
    "preferred_certifications": _asked,
    "allowed_provinces": _place,
}
"""What finds the meaning of one value, by the columns that hold lists of codes."""


def _parts(text: str) -> list[str]:
    return [part for written in _DIVIDERS.split(text) if (part := written.strip())]


@lru_cache(_REMEMBERED)
def divide(column: str, text: str) -> str | None:
    """Divide a cell at its commas or lines, where every part is known and the whole is not.

    Returns:
        The cell with semicolons; None where it is to be read as it stands.
    """
    resolve = LIST_COLUMNS[column]
    parts = _parts(text)
    if (
        len(text) > _LONGEST
        or len(parts) == 1
        or _OWN.search(text)
        or resolve(text).key is not None
    ):
        return None
    if any(resolve(part).key is None for part in parts):
        return None
    return "; ".join(parts)
