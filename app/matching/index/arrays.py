"""Small tools for ragged arrays: rows of different lengths, stored one after the other."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]
Bools: TypeAlias = npt.NDArray[np.bool_]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Shorts: TypeAlias = npt.NDArray[np.uint16]
Ints: TypeAlias = npt.NDArray[np.int32]
Longs: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.integer]


def starts_of(sorted_rows: Whole, rows: int) -> Ints:
    """Return where each row starts among its sorted items, and at last where the last one ends.

    Args:
        sorted_rows: The row of each item, ascending.
        rows: How many rows there are.
    """
    return np.searchsorted(sorted_rows, np.arange(rows + 1)).astype(np.int32)


def expand(starts: Whole, counts: Whole) -> Longs:
    """Return the positions of all items of some rows, row after row.

    Args:
        starts: Where each row starts.
        counts: How many items each row has.
    """
    ends = counts.cumsum(dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    positions: Longs = (starts - ends + counts).repeat(counts)
    positions += count_to(total)
    return positions


def count_to(number: int) -> Longs:
    """Return the numbers from 0 up to before a number; not to be written to."""
    global _counted  # noqa: PLW0603 - grows to the longest that was asked for
    counted = _counted  # another thread, with an index of its own, may put a shorter one there
    if number > len(counted):
        counted = np.arange(max(number, 2 * len(counted)))
        counted.flags.writeable = False
        _counted = counted
    return counted[:number]


_counted: Longs = np.arange(0)
