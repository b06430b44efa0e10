"""The capacity criterion over columns: equal to `app.matching.criteria.capacity` pair by pair."""

from fractions import Fraction

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria.capacity import needed_per_month
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.amounts import Amounts
from app.matching.index.arrays import Bools, Bytes, Ints, Longs, Whole, count_to
from app.matching.index.codes import NONE, Codes
from app.matching.index.flags import IS_MIXED, STATES_ALL
from app.matching.index.segment import Segment
from app.matching.index.selection import Selection
from app.matching.prepared import PreparedDemand
from app.reference.units import load_units

_CHOSE, _CHOSE_NONE = 1, 2
_MET = 2


class CapacityForm:
    """What a demand asks of the capacity; only for a demand to which the criterion applies."""

    def __init__(
        self, demand: PreparedDemand, context: MatchContext, codes: Codes, amounts: Amounts
    ) -> None:
        self._amounts = amounts
        self._unknown = context.scoring.parameters.capacity_unknown_value
        self._unit = demand.demand.unit or ""
        unit = load_units().get(self._unit)
        factor = Fraction(unit.factor) if unit else Fraction(1)
        self._needed = needed_per_month(demand.demand, context.today) * factor
        self._enough = amounts.first_enough(self._needed, self._unit)
        self._block = amounts.block(self._unit)
        numbers = sorted(codes.categories[code] for code in demand.fulfilling)
        self._fulfilling = np.array(numbers, np.int64)
        self._fulfils = np.zeros(NONE + 1, np.bool_)
        self._fulfils[self._fulfilling] = True

    def judge(self, selection: Selection) -> tuple[Bytes, Ints]:
        """Return goodness and value of each supplier of a selection."""
        if not len(self._fulfilling):
            return self._decide(*self._find_of_all(selection))
        places, best, has_unknown = self._find(selection)
        goodness = np.ones(selection.size, np.uint8)
        value = np.full(selection.size, self._unknown, np.int32)
        goodness[places], value[places] = self._decide(best, has_unknown)
        return goodness, value

    def _decide(self, best: Ints, has_unknown: Bools) -> tuple[Bytes, Ints]:
        goodness = self._goodness(best, has_unknown)
        value = np.full(len(best), self._unknown, np.int32)
        value[goodness == _MET] = VALUE_ONE
        short = ((best >= 0) & (best < self._enough)).nonzero()[0]
        share = self._amounts.shares(best[short], self._needed, self._unit)
        value[short] = np.where(has_unknown[short], np.maximum(share, self._unknown), share)
        return goodness, value

    def sift(self, selection: Selection) -> Bytes:
        """Return the goodness of each supplier of a selection."""
        if len(self._fulfilling):
            places, best, has_unknown = self._find(selection)
            goodness = np.ones(selection.size, np.uint8)
            goodness[places] = self._goodness(best, has_unknown)
            return goodness
        ranks = self._amounts.ranks()
        low, high = self._block
        by_amount = np.ones(len(ranks), np.uint8)
        by_amount[(ranks >= low) & (ranks < high)] = 0
        by_amount[(ranks >= max(self._enough, 0)) & (ranks < high)] = _MET
        goodness = by_amount[selection.of(selection.segment.top)]
        goodness[(goodness == 0) & ~selection.has(STATES_ALL)] = 1
        mixed = selection.has(IS_MIXED).nonzero()[0]
        best, has_unknown = self._find_each(selection.rows_at(mixed), selection.segment)
        goodness[mixed] = self._goodness(best, has_unknown)
        return goodness

    def _goodness(self, best: Ints, has_unknown: Bools) -> Bytes:
        goodness = ((best < 0) | has_unknown).astype(np.uint8)
        goodness[best >= max(self._enough, 0)] = _MET
        return goodness

    def _find(self, selection: Selection) -> tuple[Longs, Ints, Bools]:
        """Find among the capabilities that count.

        Returns:
            The places of the suppliers that have any, the rank of the best capacity of each, or
            -1, and who has an unknown one.
        """
        rows = selection.segment.capacities
        places, has_chosen = self._concerned(selection)
        at, counts = rows.find(selection.rows_at(places))
        counting = self._fulfils[rows.columns["code"][at]]
        counting |= ~has_chosen.repeat(counts)
        owner = count_to(len(places)).repeat(counts)[counting]
        best = np.full(len(places), -1, np.int32)
        return places, best, self._note(best, rows.columns["amount"][at[counting]], owner)

    def _find_of_all(self, selection: Selection) -> tuple[Ints, Bools]:
        """Find among all capabilities: mostly the largest capacity is known beforehand."""
        ranks = self._amounts.ranks()[selection.of(selection.segment.top)]
        low, high = self._block
        best = np.where((ranks >= low) & (ranks < high), ranks, np.int32(-1))
        flags = selection.of(selection.segment.flags)
        has_unknown = flags & STATES_ALL == 0
        mixed = (flags & IS_MIXED).nonzero()[0]
        found = self._find_each(selection.rows_at(mixed), selection.segment)
        best[mixed], has_unknown[mixed] = found
        return best, has_unknown

    def _find_each(self, rows: Longs, segment: Segment) -> tuple[Ints, Bools]:
        """Find among all capabilities of some suppliers, one by one."""
        at, counts = segment.capacities.find(rows)
        best = np.full(len(rows), -1, np.int32)
        amounts = segment.capacities.columns["amount"][at]
        return best, self._note(best, amounts, count_to(len(rows)).repeat(counts))

    def _note(self, best: Ints, amounts: Ints, place: Whole) -> Bools:
        """Enter the best of each supplier's capacities, and return who has an unknown one.

        Args:
            best: The rank of each supplier's best capacity; written to.
            amounts: Capacities.
            place: Whose each of them is.
        """
        ranks = self._amounts.ranks()[amounts]
        low, high = self._block
        comparable = (ranks >= low) & (ranks < high)
        np.maximum.at(best, place[comparable], ranks[comparable])
        marked = np.zeros(len(best), np.bool_)
        marked[place[~comparable]] = True
        return marked

    def _concerned(self, selection: Selection) -> tuple[Longs, Bools]:
        """Return the places of those who chose a fulfilling category, or none at all.

        Returns:
            The places, and which of them chose a category.
        """
        segment = selection.segment
        kind = np.zeros(selection.size, np.uint8)
        kind[selection.among(segment.chosen, self._fulfilling).place] = _CHOSE
        kind[selection.those(segment.unchosen)] = _CHOSE_NONE
        places = kind.nonzero()[0]
        return places, kind[places] == _CHOSE
