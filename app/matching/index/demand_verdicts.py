"""What a criterion says of every demand at once, and the tables of codes that it needs."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.matching.index.arrays import Bytes, Longs

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


def failing(key: str, goodness: Bytes) -> Callable[[], Mapping[str, Longs]]:
    """Return how to find the rows that fail a criterion's only must-have."""
    return lambda: {key: (goodness == 0).nonzero()[0]}
