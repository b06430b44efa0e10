"""What each single change would do for one supplier, over many demands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import Change, effort_of
from app.matching.counterfactuals.reach import can_open, can_pass, settles, touches
from app.matching.counterfactuals.thresholds import Threshold
from app.matching.counterfactuals.union import unite_candidates
from app.matching.counterfactuals.variants import (
    Pair,
    Variant,
    judge_pair,
    rescore,
    vary,
    with_suggestions,
)
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import Eligibility


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One change, and the demands for which it makes the difference.

    Attributes:
        change: The change.
        opens: Ids of the demands for which the supplier becomes eligible, in the order given.
        lifts: Ids of the demands in whose ranking it gets among the first k, in the order given;
            a demand may be in both.
    """

    change: Change
    opens: tuple[str, ...]
    lifts: tuple[str, ...]


def opportunities(
    supplier: PreparedSupplier,
    demands: Sequence[PreparedDemand],
    context: MatchContext,
    *,
    thresholds: Mapping[str, Threshold] | None = None,
) -> tuple[Opportunity, ...]:
    """Find out what each single change would do for a supplier.

    The changes are those that suggest themselves for any demand that is looked at for its first k,
    or for which the supplier is not eligible. Changes that differ in degree alone
    are one: a certificate has to last for all demands, and a new capability has to make enough
    for all. Amounts of a capability that the supplier has stay apart, for each opens as much as it
    costs.

    Args:
        supplier: The supplier.
        demands: The demands, each id once.
        context: The profile, the day and the reference data.
        thresholds: By demand id, what has to be beaten to be among the first k; demands that are
            not in it are looked at for eligibility alone.

    Returns:
        The changes that make a difference for some demand: those that open most first, then those
        that lift most, then the lightest. Every id in them is what ranking again gives.
    """
    offered = with_suggestions(supplier)
    beaten = thresholds or {}
    pairs = [
        judge_pair(demand, offered, context, is_scored=demand.demand.id in beaten)
        for demand in demands
    ]
    asking = [pair for pair in pairs if pair.short or pair.demand.demand.id in beaten]
    changes = unite_candidates(asking, offered, context)
    scale = _Scale(pairs, offered, context, beaten)
    found = [scale.weigh(change) for change in changes]
    useful = [item for item in found if item.opens or item.lifts]
    useful.sort(key=_order)
    return tuple(useful)


class _Scale:
    """Weighs the changes of one supplier: only where a change can make the difference."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        supplier: PreparedSupplier,
        context: MatchContext,
        thresholds: Mapping[str, Threshold],
    ) -> None:
        self._pairs, self._supplier, self._context = pairs, supplier, context
        self._thresholds = thresholds
        self._in_reach: dict[frozenset[str], list[tuple[Pair, bool]]] = {}

    def weigh(self, change: Change) -> Opportunity:
        """Score a change."""
        profile = self._supplier.profile
        variant: Variant | None = None
        opens: list[str] = []
        lifts: list[str] = []
        for pair, may_pass in self._pairs_in_reach(change.touches):
            if not may_pass and not settles(change, pair, self._context):
                continue
            if not touches(change, pair, self._supplier, self._context):
                continue
            variant = variant or vary(self._supplier, (change,), self._context.reference)
            demand_id, was = pair.demand.demand.id, pair.outcome
            [now] = rescore(pair, [variant], self._context)
            threshold = self._thresholds.get(demand_id)
            if Eligibility.ELIGIBLE is now.eligibility is not was.eligibility:
                opens.append(demand_id)
            if threshold is None or threshold.is_beaten_by(profile, was):
                continue
            if threshold.is_beaten_by(profile, now):
                lifts.append(demand_id)
        return Opportunity(change, tuple(opens), tuple(lifts))

    def _pairs_in_reach(self, touched: frozenset[str]) -> list[tuple[Pair, bool]]:
        """Return the pairs that changes to these criteria could open, or lift: which is told."""
        if touched not in self._in_reach:
            profile, found = self._supplier.profile, []
            for pair in self._pairs:
                threshold = self._thresholds.get(pair.demand.demand.id)
                may_pass = can_pass(pair, touched, profile, threshold)
                if may_pass or can_open(pair, touched):
                    found.append((pair, may_pass))
            self._in_reach[touched] = found
        return self._in_reach[touched]


def _order(item: Opportunity) -> tuple[int, int, int, str]:
    return -len(item.opens), -len(item.lifts), effort_of((item.change,)), item.change.key
