"""Functions of a text that remember their answers: lists repeat the same names all the time."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

REMEMBERED = 4096
"""Answers that one function keeps."""

LONGEST = 100
"""Characters of a text that is worth keeping; names and codes are shorter."""


def remembering(function: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function that keeps its answers to short texts, a bounded number of them.

    Args:
        function: Gives the same answer, which nobody changes, to the same text.
    """
    remembered = lru_cache(REMEMBERED)(function)

    def answer(text: str) -> T:
        return remembered(text) if len(text) <= LONGEST else function(text)

    return answer
