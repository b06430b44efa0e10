"""Every capacity that is stated, numbered, and in order: exact fractions behind whole numbers."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

import numpy as np

from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Ints, Longs, Whole
from app.matching.index.flags import IS_MIXED, STATES_ALL
from app.reference.units import load_units

NOT_STATED = -1
"""Stands for a capacity that is not stated."""

_GREATEST = 2**63 - 1
"""The greatest number that int64 holds."""


class Amounts:
    """The amounts of an index. A number stays for good; ranks move when amounts come between."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Fraction], int] = {}
        self._amounts: list[tuple[str, Fraction]] = []
        self._sorted: dict[str, list[tuple[Fraction, int]]] = defaultdict(list)
        self._ranks: Ints | None = None
        self._scaled: dict[str, tuple[int, Longs | None]] = {}
        self._blocks: dict[str, tuple[int, int]] = {}

    def number(self, value: Decimal, unit: str) -> int:
        """Return the number of an amount; one in an unknown unit compares with nothing."""
        found = load_units().get(unit)
        base = found.base if found else f"?{unit}"
        amount = Fraction(value) * Fraction(found.factor) if found else Fraction(value)
        key = (base, amount)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._amounts)
            self._amounts.append(key)
            insort(self._sorted[base], (amount, number))
            self._ranks = None
            self._scaled.pop(base, None)
        return number

    def sum_up(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Return what a supplier's capacities come to, if it is asked about any of them.

        Args:
            numbers: The amount of each capability, or -1.

        Returns:
            The largest amount where all that are stated compare, else -1, and the flags.
        """
        stated = [number for number in numbers if number != NOT_STATED]
        flag = STATES_ALL if len(stated) == len(numbers) else 0
        if len({self._amounts[number][0] for number in stated}) > 1:
            return NOT_STATED, flag | IS_MIXED
        top = max(stated, key=lambda number: self._amounts[number][1], default=NOT_STATED)
        return top, flag

    def ranks(self) -> Ints:
        """Return the place of each amount among all of its base; last an entry for none, -1."""
        if self._ranks is None:
            ranks = np.full(len(self._amounts) + 1, -1, np.int32)
            place = 0
            for base in sorted(self._sorted):
                listed = self._sorted[base]
                self._blocks[base] = (place, place + len(listed))
                ranks[[number for _, number in listed]] = np.arange(place, place + len(listed))
                place += len(listed)
            self._ranks = ranks
        return self._ranks

    def block(self, unit: str) -> tuple[int, int]:
        """Return the ranks of the amounts that compare with a unit: from, and up to before."""
        self.ranks()
        found = load_units().get(unit)
        return self._blocks.get(found.base, (0, 0)) if found else (0, 0)

    def first_enough(self, needed: Fraction, unit: str) -> int:
        """Return the rank of the smallest amount that is enough, which may be one after the last.

        Args:
            needed: In the base of the unit.
            unit: A unit.
        """
        low, high = self.block(unit)
        if low == high:
            return high
        return low + bisect_left(self._sorted[load_units()[unit].base], (needed, -1))

    def shares(self, ranks: Whole, needed: Fraction, unit: str) -> Longs:
        """Return how much of what is needed amounts are, in ten-thousandths, rounded down.

        Args:
            ranks: Ranks of amounts below what is needed, of the unit's base.
            needed: In the base of the unit.
            unit: A unit.
        """
        if not len(ranks):
            return np.empty(0, np.int64)
        base = load_units()[unit].base
        scale, wholes = self._wholes(base)
        factor, divisor = VALUE_ONE * needed.denominator, needed.numerator * scale
        places = ranks - self.block(unit)[0]
        if wholes is not None and max(factor * max(int(wholes[-1]), 1), divisor) <= _GREATEST:
            return wholes[places] * factor // divisor
        listed = self._sorted[base]
        shares = [VALUE_ONE * listed[place][0] // needed for place in places.tolist()]
        return np.array(shares, np.int64)

    def _wholes(self, base: str) -> tuple[int, Longs | None]:
        """Return the amounts of a base as whole numbers of a small enough part of it.

        Returns:
            How many parts make one, and the amounts; None where they are too large for int64.
        """
        if base not in self._scaled:
            amounts = [amount for amount, _ in self._sorted[base]]
            scale = lcm(*(amount.denominator for amount in amounts))
            wholes = [int(amount * scale) for amount in amounts]
            fits = not wholes or wholes[-1] <= _GREATEST
            self._scaled[base] = (scale, np.array(wholes, np.int64) if fits else None)
        return self._scaled[base]

    def nbytes(self) -> int:
        """Return about how much memory the amounts take, in bytes."""
        return 300 * len(self._amounts)
