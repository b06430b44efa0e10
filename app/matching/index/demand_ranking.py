"""All demands judged for one supplier: tiers, scores, the best, and why there are none."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria import (
    CRITERIA,
    capacity,
    category,
    certification,
    location,
    specification,
)
from app.matching.diagnosis import Diagnosis, Direction, Shortfall, describe
from app.matching.index import (
    demand_capacity,
    demand_category,
    demand_certification,
    demand_location,
    demand_specification,
)
from app.matching.index.arrays import Bytes, Longs
from app.matching.index.demand_rows import DemandRows
from app.matching.index.demand_verdicts import MET, Verdict
from app.matching.prepared import PreparedSupplier
from app.matching.results import TIERS, Eligibility
from app.matching.scoring import ScoringProfile

_JUDGES = {
    category.NAME: demand_category.judge,
    specification.NAME: demand_specification.judge,
    certification.NAME: demand_certification.judge,
    location.NAME: demand_location.judge,
    capacity.NAME: demand_capacity.judge,
}


class Pick(NamedTuple):
    """A demand that was found: its tier, its score and its row."""

    tier: Eligibility
    score: int
    row: int


class DemandRanking:
    """What one supplier is to every demand.

    Args:
        rows: The demands.
        supplier: The supplier.
        context: The profile, the day and the reference data.
    """

    def __init__(self, rows: DemandRows, supplier: PreparedSupplier, context: MatchContext) -> None:
        self._rows = rows
        self._verdicts: Mapping[str, Verdict] = {
            name: judge(rows, supplier, context) for name, judge in _JUDGES.items()
        }
        goodness: Bytes = np.full(len(rows), MET, np.uint8)
        for verdict in self._verdicts.values():
            np.minimum(goodness, verdict.goodness, out=goodness)
        self._in_tier: Mapping[Eligibility, Longs] = {
            tier: (rows.alive & (goodness == MET - place)).nonzero()[0]
            for place, tier in enumerate(TIERS)
        }
        self._weights = _weights(context.scoring)[rows.table["criteria"]]

    def totals(self) -> dict[Eligibility, int]:
        """Return how many demands there are in each tier."""
        return {tier: len(rows) for tier, rows in self._in_tier.items()}

    def pick(self, tiers: Collection[Eligibility], need: int) -> list[Pick]:
        """Return the best demands, by tier, score, key and id.

        Args:
            tiers: The tiers to list.
            need: How many to return at most, over all tiers.
        """
        picks: list[Pick] = []
        scores = np.zeros(len(self._rows), np.int64)
        for place, criterion in enumerate(CRITERIA):
            scores += self._weights[:, place] * self._verdicts[criterion.name].value
        for tier in TIERS:
            if tier in tiers and len(picks) < need:
                rows = self._in_tier[tier]
                best = self._best(rows, scores[rows], need - len(picks))
                picks += [Pick(tier, int(scores[row]), row) for row in best]
        return picks

    def diagnose(self) -> Diagnosis:
        """Count what keeps the supplier from the demands, of which it meets none."""
        unmet = {
            key: rows[self._rows.alive[rows]]
            for verdict in self._verdicts.values()
            for key, rows in verdict.unmet().items()
        }
        has_chosen = bool(self._rows.table["has_chosen"][self._rows.alive].any())
        out = unmet.get(category.NAME, np.empty(0, np.int64))
        is_inside = self._rows.alive.copy()
        is_inside[out] = False
        failed = np.zeros(len(self._rows), np.int64)
        for rows in unmet.values():
            failed[rows] += 1
        shortfalls = [
            Shortfall(
                key,
                {"asked": key.partition(":")[2]},
                failing=len(rows),
                failing_inside=int(np.count_nonzero(is_inside[rows])),
                only=int(np.count_nonzero(failed[rows] == 1)),
            )
            for key, rows in unmet.items()
            if len(rows) or (key == category.NAME and has_chosen)
        ]
        total, inside = int(self._rows.alive.sum()), int(is_inside.sum())
        return describe(total, inside, shortfalls, Direction.DEMANDS)

    def _best(self, rows: Longs, scores: Longs, need: int) -> list[int]:
        """Return the best of some rows: by score, key and id."""
        if len(rows) <= need:
            return self._in_order(rows.tolist(), scores.tolist())
        last = np.partition(scores, len(scores) - need)[len(scores) - need]
        above = scores > last
        best = self._in_order(rows[above].tolist(), scores[above].tolist())
        ties = rows[scores == last].tolist()
        return best + nsmallest(need - len(best), ties, key=self._tie)

    def _in_order(self, rows: Iterable[int], scores: Iterable[int]) -> list[int]:
        pairs = sorted(
            zip(rows, scores, strict=True), key=lambda pair: (-pair[1], *self._tie(pair[0]))
        )
        return [row for row, _ in pairs]

    def _tie(self, row: int) -> tuple[str, str]:
        return self._rows.keys[row], self._rows.ids[row]


@lru_cache(maxsize=16)
def _weights(scoring: ScoringProfile) -> Longs:
    """Return the weight of each criterion, by the bits of those that a demand asks about.

    Returns:
        Per mille, shape (2 to the number of criteria, criteria).
    """
    names = [item.name for item in CRITERIA]
    weights = np.zeros((1 << len(names), len(names)), np.int64)
    for bits in range(len(weights)):
        asked = [name for place, name in enumerate(names) if bits >> place & 1]
        for name, weight in scoring.renormalise(asked).items():
            weights[bits, names.index(name)] = weight
    return weights
