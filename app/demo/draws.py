"""Random draws that are the same on every version of Python.

Only `random.Random.random` is promised to keep its sequence for a seed ("Notes on
Reproducibility" in the documentation of `random`), so everything here is made from it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Items with whole-number weights, to draw from."""

    def __init__(self, pairs: Iterable[tuple[int, T]]) -> None:
        kept = [(weight, item) for weight, item in pairs if weight > 0]
        self.items = tuple(item for _, item in kept)
        self.ends = tuple(accumulate(weight for weight, _ in kept))


class Draws:
    """One stream of draws, known by its key: the same key gives the same stream."""

    def __init__(self, *key: object) -> None:
        self._next = Random("/".join(map(str, key))).random  # noqa: S311 - no secrets are drawn

    def below(self, limit: int) -> int:
        """Draw a whole number from 0 to `limit` - 1."""
        return int(self._next() * limit)

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: float) -> bool:
        """Say yes in `percent` of 100 cases."""
        return self._next() * 100 < percent

    def jitter(self, width: float) -> float:
        """Draw a number between -`width` and `width`."""
        return (self._next() * 2 - 1) * width

    def pick(self, items: Sequence[T]) -> T:
        """Draw one item, each as likely."""
        return items[self.below(len(items))]

    def weigh(self, weighted: Weighted[T]) -> T:
        """Draw one item by its weight."""
        return weighted.items[bisect_right(weighted.ends, self.below(weighted.ends[-1]))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Draw up to `count` different items, in the order they were drawn."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]
