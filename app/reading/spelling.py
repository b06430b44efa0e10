"""Misspelt and cut-off words: which word of the trade was meant."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

MISSPELT_LENGTH = 5
"""Shortest word that can be misspelt; shorter ones are too often other words."""

TWO_ERRORS_LENGTH = 12
"""Shortest word in which two errors are forgiven; below it, one."""

_ENDING = 3
"""Letters at the end of a word in which its forms differ."""

CUT_LENGTH = 4
"""Shortest beginning that stands for a word that was cut off."""

_REMEMBERED_WORDS = 100_000
"""Unknown words kept in memory before the memory starts anew."""


class Spelling:
    """The words of the trade, searched for near spellings and for beginnings.

    Typing errors seldom hit the first letter, and two words that are both known ("casting",
    "coating") are two words.

    Args:
        trade: The words that misspelt ones are read as.
        known: All words and phrases that are right as they are.
    """

    def __init__(self, trade: Iterable[str], known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._by_shape: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._sorted = sorted(word for word in trade if word.isalpha() and word.isascii())
        for word in self._sorted:
            if len(word) >= MISSPELT_LENGTH:
                self._by_shape[word[0], len(word)].append(word)
        self._near: dict[str, str | None] = {}

    def is_known(self, word: str) -> bool:
        """Say whether a word, or a phrase run together, is right as it is."""
        return word in self._known

    def corrected(self, word: str) -> str | None:
        """Return the word of the trade that a word misspells.

        Args:
            word: A word without marks.

        Returns:
            The nearest word, of several the first; None when the word is known, short or far.
        """
        if len(word) < MISSPELT_LENGTH or word in self._known or not word.isalpha():
            return None
        if word not in self._near:
            if len(self._near) >= _REMEMBERED_WORDS:
                self._near.clear()
            self._near[word] = self._search(word)
        return self._near[word]

    def completed(self, beginning: str) -> str | None:
        """Return the word of the trade that a cut-off word begins.

        Args:
            beginning: The first letters of a word, without marks.

        Returns:
            Of the words that begin so, the shortest; None when the beginning is a known word
            itself, or too short.
        """
        if len(beginning) < CUT_LENGTH or beginning in self._known or not beginning.isalpha():
            return None
        first = bisect_left(self._sorted, beginning)
        found = []
        for word in self._sorted[first:]:
            if not word.startswith(beginning):
                break
            found.append(word)
        return min(found, key=lambda word: (len(word), word), default=None)

    def _search(self, word: str) -> str | None:
        """Find the nearest word; of several, the shortest, then the first in the alphabet."""
        errors = 2 if len(word) >= TWO_ERRORS_LENGTH else 1
        near: list[tuple[int, int, str]] = []
        for length in range(len(word) - errors, len(word) + errors + 1):
            listed = self._by_shape.get((word[0], length), ())
            found = process.extract(
                word, listed, scorer=OSA.distance, score_cutoff=errors, limit=None
            )
            near += [
                (int(distance), length, other)
                for other, distance, _ in found
                if _is_slip(word, other, int(distance))
            ]
        return min(near)[2] if near else None


def _is_slip(word: str, other: str, errors: int) -> bool:
    """Say whether a slip of the pen explains the difference, rather than another word.

    With one other letter a short word is often another ("wider", "wiper"), and two errors at the
    end are another form ("connection", "connector").
    """
    if len(word) == len(other) == MISSPELT_LENGTH:
        return sorted(word) == sorted(other)
    shorter = min(len(word), len(other))
    return errors == 1 or word[: shorter - _ENDING] != other[: shorter - _ENDING]
