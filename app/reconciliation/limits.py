"""How much of what may be asked for at once, and how much is answered."""

from collections.abc import Sequence
from typing import TypeVar

from app.reconciliation.schemas import MAX_CANDIDATES

T = TypeVar("T")

LONGEST_TEXT = 300
"""Longest text that may be a name, in characters: as long as the names that are registered."""

USUAL_CANDIDATES = 10
"""Candidates for a query that names no limit."""

SUGGESTED = 20
"""Suggestions on one page."""


def cut_candidates(found: Sequence[T], limit: int | None) -> Sequence[T]:
    """Return the first candidates, as many as asked for and allowed."""
    return found[: min(limit or USUAL_CANDIDATES, MAX_CANDIDATES)]
