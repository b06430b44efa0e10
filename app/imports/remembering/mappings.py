"""What is remembered of a sender's headers."""

from app.imports.detection.layout import Layout
from app.models import Import
from app.models.imports import KEY_LENGTH
from app.reference.text import fold

_DECIDED = frozenset({"chosen", "remembered", "fuzzy", "content"})
"""Why a column was taken for what it is, where that is more than its known name."""


def decided_mappings(row: Import) -> dict[str, str]:
    """Return what the headers of a confirmed file stand for, where their names alone do not tell.

    What was chosen, and what was guessed and then confirmed, is a decision of the sender's.
    """
    if row.layout is None:
        return {}
    found: dict[str, str] = {}
    for guess in Layout.from_json(row.layout).columns:
        header = header_key(guess.header)
        if header and guess.column is not None and guess.how in _DECIDED:
            found.setdefault(header, guess.column)
    return found


def header_key(header: str) -> str:
    """Return a header as it is remembered; empty for one that is too long to be one."""
    key = " ".join(fold(header).replace("_", " ").split())
    return key if len(key) <= KEY_LENGTH else ""
