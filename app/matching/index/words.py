"""The words of a segment's suppliers, in two bytes each."""

import numpy as np

from app.matching.index.arrays import Ints, Whole, starts_of
from app.matching.index.ragged import Postings, Rows, from_rows
from app.matching.index.tables import Table

MOST_COMMON = 2**16 - 1
"""So many words have a number of two bytes; the rarer ones are kept by word, with their owners."""

_MANY = 50_000
"""Suppliers from which on rare words have lists of their own, so that they need not be searched."""

_RARE = 128
"""A word that at most one in so many suppliers has is rare."""


class Words:
    """The words of suppliers.

    The commonest are numbered by how often they occur, and each supplier has its own in a row;
    the others are kept as lists of suppliers.

    Args:
        table: The words, with their `number` in the lexicon.
        size: How many suppliers there are.

    Attributes:
        rows: Number of each common word of each supplier: `word`.
        rare: The suppliers of each rare word, numbered from 0.
        common: How many common words there are.
        asked: Room to mark common words with, shape (common,), all zero in between.
    """

    def __init__(self, table: Table, size: int) -> None:
        numbers, inverse, counts = np.unique(
            table.columns["number"], return_inverse=True, return_counts=True
        )
        place = np.empty(len(numbers), np.int32)
        place[np.argsort(-counts, kind="stable")] = np.arange(len(numbers))
        self._numbers: Ints = numbers.astype(np.int32)
        self._place: Ints = place
        least = size // _RARE if size > _MANY else size
        self.common = min(int(np.count_nonzero(counts > least)), MOST_COMMON)
        placed = place[inverse]
        is_rare = placed >= self.common
        kept = ~is_rare
        self.rows = Rows(
            starts_of(table.owner[kept], size), {"word": placed[kept].astype(np.uint16)}
        )
        rare = placed[is_rare] - self.common
        order = np.argsort(rare, kind="stable")
        starts = np.searchsorted(rare[order], np.arange(len(numbers) - self.common + 1))
        self.rare = Postings(starts.astype(np.int32), table.owner[is_rare][order], 1, {})
        self.asked = np.zeros(self.common, np.uint16)

    def places_of(self, numbers: Whole) -> Ints:
        """Return the place of words of the lexicon, or -1; from `common` on they are rare."""
        if not len(self._numbers):
            return np.full(len(numbers), -1, np.int32)
        at = np.minimum(np.searchsorted(self._numbers, numbers), len(self._numbers) - 1)
        return np.where(self._numbers[at] == numbers, self._place[at], -1)

    def to_table(self) -> Table:
        """Return the words with their numbers in the lexicon."""
        number_of = np.empty(len(self._numbers), np.int32)
        number_of[self._place] = self._numbers
        common = from_rows(self.rows)
        rare = np.repeat(np.arange(len(self.rare.starts) - 1), np.diff(self.rare.starts))
        placed = np.concatenate((common.columns["word"].astype(np.int64), rare + self.common))
        return Table(np.concatenate((common.owner, self.rare.owner)), {"number": number_of[placed]})
