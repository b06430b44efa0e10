"""Columns that grow at their end: what is known of demands, one below the other."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from app.matching.index.arrays import Array, Bools, Ints

_SMALLEST_ROOM = 64


class GrowingTable:
    """Facts of which a demand has any number, in the order in which the demands came.

    Room is doubled when it runs out, so that a fact is copied only some times.

    Args:
        dtypes: The type of each column, in the order in which facts are added.
    """

    def __init__(self, dtypes: Mapping[str, npt.DTypeLike]) -> None:
        self._size = 0
        self._room = {name: np.empty(_SMALLEST_ROOM, dtype) for name, dtype in dtypes.items()}
        self._owner = np.empty(_SMALLEST_ROOM, np.int32)

    def __getitem__(self, name: str) -> Array:
        """Return a column."""
        return self._room[name][: self._size]

    @property
    def owner(self) -> Ints:
        """The row of the demand that each fact belongs to, ascending."""
        return self._owner[: self._size]

    def add(self, owner: Sequence[int], facts: Sequence[tuple[int, ...]]) -> None:
        """Add facts.

        Args:
            owner: The row of the demand that each belongs to, none above the last one here.
            facts: The facts: a number for each column.
        """
        if not facts:
            return
        end = self._size + len(facts)
        if end > len(self._owner):
            self._grow(max(end, 2 * len(self._owner)))
        self._owner[self._size : end] = owner
        for column, values in zip(self._room.values(), zip(*facts, strict=True), strict=True):
            column[self._size : end] = values
        self._size = end

    def keep(self, kept: Bools) -> None:
        """Drop the facts of some demands, and number the others anew, in their order.

        Args:
            kept: Which demands to keep, by row.
        """
        numbers = np.cumsum(kept, dtype=np.int32) - 1
        at = kept[self.owner].nonzero()[0]
        self._owner = numbers[self.owner[at]]
        self._room = {name: column[at] for name, column in self._room.items()}
        self._size = len(at)

    def _grow(self, size: int) -> None:
        self._owner = _widen(self._owner, size)
        self._room = {name: _widen(column, size) for name, column in self._room.items()}


def _widen(column: Array, size: int) -> Array:
    wider = np.empty(size, column.dtype)
    wider[: len(column)] = column
    return wider
