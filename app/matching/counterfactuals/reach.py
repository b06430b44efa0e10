"""What a change can do at most, told without scoring it: bounds, and never guesses."""

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import (
    Change,
    HoldCertificate,
    MakeCapacity,
    MakeCategory,
)
from app.matching.counterfactuals.thresholds import Outcome, Threshold
from app.matching.counterfactuals.variants import Pair
from app.matching.criteria import capacity, location
from app.matching.fixed_point import VALUE_ONE
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.profiles import SupplierProfile
from app.matching.results import Eligibility

_ANSWERS_NOTHING = frozenset({"no", "unrelated"})
_SATISFIES = frozenset({"same", "yes"})


def can_open(pair: Pair, touched: frozenset[str]) -> bool:
    """Say whether changes to some criteria could make a pair eligible that is not."""
    return bool(pair.short) and pair.short <= touched


def can_pass(
    pair: Pair, touched: frozenset[str], profile: SupplierProfile, threshold: Threshold | None
) -> bool:
    """Say whether a pair would pass a threshold, were it perfect in some criteria.

    Args:
        pair: The pair as it is.
        touched: The criteria that changes touch.
        profile: The pair's supplier.
        threshold: What has to be beaten, or None when nobody asks.
    """
    if threshold is None or threshold.is_beaten_by(profile, pair.outcome):
        return False
    tier = Eligibility.ELIGIBLE
    if pair.unmet - touched:
        tier = Eligibility.INELIGIBLE
    elif pair.short - touched:
        tier = Eligibility.TO_CONFIRM
    missed = sum(
        weight * (VALUE_ONE - pair.judgements[name].value)
        for name, weight in pair.weights.items()
        if name in touched
    )
    return threshold.is_beaten_by(profile, Outcome(tier, pair.outcome.score + missed))


def touches(change: Change, pair: Pair, supplier: PreparedSupplier, context: MatchContext) -> bool:
    """Say whether a change could bring a pair forward, by what the demand asks."""
    demand = pair.demand
    if isinstance(change, HoldCertificate):
        asked = demand.required + demand.preferred
        return any(
            context.implication(change.code, code).answer not in _ANSWERS_NOTHING for code in asked
        )
    if isinstance(change, MakeCategory):
        return not demand.fulfilling or _is_close(change, demand, context)
    if isinstance(change, MakeCapacity):
        return capacity.applies(demand) and _makes_what_counts(change, demand, supplier)
    return location.applies(demand)


def settles(change: Change, pair: Pair, context: MatchContext) -> bool:
    """Say whether a change could settle all that is short, by what it is about."""
    if isinstance(change, HoldCertificate):
        return all(
            context.implication(change.code, code).answer in _SATISFIES
            for code in pair.short_certificates
        )
    if isinstance(change, MakeCategory):
        return "category" not in pair.short or change.code in pair.demand.fulfilling
    return True


def _is_close(change: MakeCategory, demand: PreparedDemand, context: MatchContext) -> bool:
    asked = demand.demand.categories
    return any(context.relation(code, change.code).closeness > 0 for code in asked)


def _makes_what_counts(
    change: MakeCapacity, demand: PreparedDemand, supplier: PreparedSupplier
) -> bool:
    if not demand.fulfilling or not supplier.categories:
        return True
    return change.category in demand.fulfilling
