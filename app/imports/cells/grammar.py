r"""How one cell holds several values: the same grammar for what is read and what is written.

``;`` separates the values of one thing, ``|`` separates things by position (sites, capabilities,
certificates, contacts), and a backslash takes the meaning off the character behind it. "none" says
that there is nothing where an empty place would say that nothing is known. A backslash before a
whole value lets it be what it says: ``\none`` is the word.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from app.reference.text import fold

Separator = Literal[";", "|"]

NONE = "none"
"""Written where nothing is there and that must be said."""

_NONE_WORDS = frozenset({"none", "nil", "no", "khong", "khong co", "chua co"})
"""Words (folded) that say that there is nothing, as an empty cell does not."""

_LONGEST_NONE = 12
"""Characters beyond which no text is one of them."""

_DASHES = frozenset({"-", "–", "—", "−"})
_SPECIAL = ";；|\\"
_ESCAPED = re.compile(r"\\([;；|\\])")
_MARKED = re.compile(r"[;；|\\]")
_MARKED_THING = re.compile(r"[|\\]")
_PIECES = {
    ";": re.compile(r"(?:\\[;；|\\]|[^;；])*"),
    "|": re.compile(r"(?:\\[;；|\\]|[^|])*"),
}


def says_none(text: str) -> bool:
    """Tell whether a text says that there is nothing ("none", "không có")."""
    if len(text) > _LONGEST_NONE or "\\" in text:
        return False
    return text in _DASHES or fold(text) in _NONE_WORDS


def split(text: str, separator: Separator) -> list[str]:
    """Split a cell where a separator stands that no backslash covers.

    Args:
        text: The cell.
        separator: What separates; ``;`` in its full-width form counts too.

    Returns:
        The trimmed parts, still with their backslashes; none for a cell without text.
    """
    if not text.strip():
        return []
    parts = []
    pieces = _PIECES[separator]
    position = 0
    while position <= len(text):
        match = pieces.match(text, position)
        position = match.end() + 1 if match else len(text) + 1
        parts.append(match[0].strip() if match else "")
    return parts


def split_values(text: str) -> list[str]:
    """Split a cell at its semicolons; values between two of them may be empty, at its end not."""
    parts = split(text, ";")
    while parts and not parts[-1]:
        parts.pop()
    return parts


def has_positions(text: str) -> bool:
    """Tell whether a cell speaks of several things by position."""
    return len(split(text, "|")) > 1


def unescape(part: str) -> str:
    """Return what a part says, without the backslashes that cover something."""
    if len(part) > 1 and part[0] == "\\" and part[1] not in _SPECIAL:
        part = part[1:]
    return _ESCAPED.sub(r"\1", part)


def value_of(part: str) -> str | None:
    """Return the value of a part; None where it is empty or says that there is none."""
    return None if not part or says_none(part) else unescape(part)


def values_of(part: str) -> list[str]:
    """Return the values of a list, without empty ones; "none" gives no value."""
    return [] if says_none(part) else [unescape(value) for value in split(part, ";") if value]


def whole_of(text: str) -> str | None:
    """Return the value of a cell that holds one value and nothing else."""
    if not text or says_none(text):
        return None
    return text[1:] if text.startswith("\\") and len(text) > 1 else text


def cover_whole(text: str) -> str:
    """Write a value so that `whole_of` returns it."""
    return f"\\{text}" if says_none(text) or text.startswith("\\") else text


def escape_value(text: str) -> str:
    """Write one of several values so that it stands for itself."""
    return f"\\{text}" if says_none(text) else _MARKED.sub(_cover, text)


def escape_thing(text: str) -> str:
    """Write the one value of a thing so that it stands for itself; semicolons may stay."""
    return f"\\{text}" if says_none(text) else _MARKED_THING.sub(_cover, text)


def _cover(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def join_values(values: Iterable[str]) -> str:
    """Write the values of one thing."""
    return "; ".join(map(escape_value, values))


def join_things(parts: Sequence[str]) -> str:
    """Write parts by position, such as of three capabilities; nothing where all are empty."""
    return " | ".join(parts) if any(parts) else ""


def join_shared(parts: Sequence[str]) -> str:
    """Write parts by position, and once where all are the same."""
    return parts[0] if len(set(parts)) == 1 else join_things(parts)
