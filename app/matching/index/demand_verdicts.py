"""What a criterion says of every demand at once, and the tables of codes that it needs."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from app.matching.index.arrays import Bools, Bytes, Longs
from app.matching.index.codes import NONE, Codes

SHIFT = 14
"""A key holds a goodness above a value of so many bits: the best is the greatest."""
MASK = (1 << SHIFT) - 1
MET = 2


class Verdict(NamedTuple):
    """What a criterion says of the demands.

    Attributes:
        goodness: The worst answer to a must-have of each demand: 0 unmet, 1 unknown, 2 met or not
            asked for.
        value: 0 to 10,000; anything where the criterion does not apply.
        unmet: Gives the rows that fail each must-have, by its key.
    """

    goodness: Bytes
    value: Longs
    unmet: Callable[[], Mapping[str, Longs]]


class Relations(NamedTuple):
    """How each category stands to each that is asked for, shape (256, 256): asked, offered.

    Attributes:
        closeness: 0 to 10,000.
        fulfils: Whether it is the same or within it.
        is_wider: Whether it is wider.
    """

    closeness: Longs
    fulfils: Bools
    is_wider: Bools


@cache
def load_relations(codes: Codes) -> Relations:
    """Return the relations of all categories, worked out once."""
    shape = (NONE + 1, NONE + 1)
    closeness = np.zeros(shape, np.int64)
    fulfils, is_wider = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for code, number in codes.categories.items():
        closeness[number] = codes.closeness(code)
        fulfils[number], is_wider[number] = codes.kinds(code)
    return Relations(closeness, fulfils, is_wider)


def failing(key: str, goodness: Bytes) -> Callable[[], Mapping[str, Longs]]:
    """Return how to find the rows that fail a criterion's only must-have."""
    return lambda: {key: (goodness == 0).nonzero()[0]}
