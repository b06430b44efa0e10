"""Texts of cells: trimmed, and judged."""

import re
import unicodedata

from app.spreadsheets.tables import MAX_QUOTED, TOO_LONG, UNREADABLE, Cell, FaultCode

_LINE_BREAKS = re.compile("[\x0b\x0c]")
"""Other characters that office programs use for a new line within a cell."""

_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs, and what Unicode says is no character."""

_WITHOUT_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
"""Characters that show nothing; copied along from web pages and byte order marks."""

_BLANK_ENDS = re.compile(rf"[\s{_WITHOUT_WIDTH}]+\Z|\A[\s{_WITHOUT_WIDTH}]+")

_LOST = "\ufffd"
"""Stands for a character that could not be decoded."""


def read_text(text: str, max_characters: int) -> tuple[Cell, FaultCode | None]:
    """Make a cell of a text.

    Args:
        text: What stands in the file.
        max_characters: How long it may be.

    Returns:
        The trimmed text, None if nothing is left of it, or what stands in its place; and what is
        wrong with it.
    """
    text = text.strip()
    if not text:
        return None, None
    if len(text) > max_characters:
        return TOO_LONG, "too_long"
    if text.isprintable() and _LOST not in text:
        return text, None
    text = _BLANK_ENDS.sub("", _LINE_BREAKS.sub("\n", text))
    if _NO_TEXT.search(text):
        return UNREADABLE, "control_characters"
    return text or None, "damaged_characters" if _LOST in text else None


def beginning_of(text: str) -> str:
    """Return the first characters of a text for a message, without those that are none."""
    shown = _LINE_BREAKS.sub("\n", _NO_TEXT.sub("", text[: 2 * MAX_QUOTED]))
    return unicodedata.normalize("NFC", shown).strip()[:MAX_QUOTED]
