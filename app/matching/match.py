"""One demand against one supplier: eligibility, score and explanation."""

from datetime import date

from app.matching.context import MatchContext
from app.matching.criteria import CRITERIA
from app.matching.prepared import (
    PreparedDemand,
    PreparedSupplier,
    prepare_demand,
    prepare_supplier,
)
from app.matching.profiles import Demand, SupplierProfile
from app.matching.results import (
    CriterionResult,
    Judgement,
    Match,
    MustHave,
    tier_of,
)
from app.matching.scoring import ScoringProfile
from app.reference import Reference

Judgements = dict[str, Judgement]
"""What the criteria say about a pair, by criterion."""


def match(
    demand: Demand | PreparedDemand,
    supplier: SupplierProfile | PreparedSupplier,
    scoring: ScoringProfile,
    today: date,
    reference: Reference,
) -> Match:
    """Compare a demand with a supplier.

    Args:
        demand: The demand, prepared or not.
        supplier: The supplier, prepared or not.
        scoring: The weights and parameters.
        today: The day of the comparison.
        reference: The packaged reference data.

    Returns:
        The match, the same as in any ranking that holds the pair.

    Raises:
        UnsupportedConstraintError: The demand carries a constraint that cannot be judged.
    """
    asked = as_prepared_demand(demand, reference)
    offered = as_prepared_supplier(supplier, reference)
    return match_in(asked, offered, MatchContext(scoring, today, reference))


def match_in(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Match:
    """Compare a demand with a supplier in the context of a ranking.

    Args:
        demand: The demand.
        supplier: The supplier.
        context: The profile, the day and the reference data.

    Returns:
        The match.
    """
    judgements = judge_must_haves(demand, supplier, context)
    judge_rest(judgements, demand, supplier, context)
    weights = weights_of(demand, context.scoring)
    must_haves = must_haves_of(judgements)
    return Match(
        demand_id=demand.demand.id,
        supplier_id=supplier.profile.id,
        eligibility=tier_of(must_haves),
        score=score_of(judgements, weights),
        criteria=tuple(
            _result(item.name, judgements[item.name], weights.get(item.name, 0))
            for item in CRITERIA
        ),
        must_haves=must_haves,
    )


def as_prepared_demand(demand: Demand | PreparedDemand, reference: Reference) -> PreparedDemand:
    """Return a demand prepared, which it may be already."""
    return demand if isinstance(demand, PreparedDemand) else prepare_demand(demand, reference)


def as_prepared_supplier(
    supplier: SupplierProfile | PreparedSupplier, reference: Reference
) -> PreparedSupplier:
    """Return a supplier prepared, which it may be already."""
    if isinstance(supplier, PreparedSupplier):
        return supplier
    return prepare_supplier(supplier, reference)


def weights_of(demand: PreparedDemand, scoring: ScoringProfile) -> dict[str, int]:
    """Return the weight per mille of each criterion that the demand asks about."""
    return scoring.renormalise(item.name for item in CRITERIA if item.applies(demand))


def judge_must_haves(
    demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext
) -> Judgements:
    """Judge the criteria that decide about eligibility."""
    return {
        item.name: item.judge(demand, supplier, context) for item in CRITERIA if item.has_must_haves
    }


def judge_rest(
    judgements: Judgements,
    demand: PreparedDemand,
    supplier: PreparedSupplier,
    context: MatchContext,
) -> None:
    """Add what the criteria say that only move the score."""
    for item in CRITERIA:
        if not item.has_must_haves:
            judgements[item.name] = item.judge(demand, supplier, context)


def must_haves_of(judgements: Judgements) -> tuple[MustHave, ...]:
    """Return every condition of eligibility that was judged."""
    return tuple(
        must_have for judgement in judgements.values() for must_have in judgement.must_haves
    )


def score_of(judgements: Judgements, weights: dict[str, int]) -> int:
    """Return the score, 0 to 10_000_000: the sum of value times weight."""
    return sum(judgements[name].value * weight for name, weight in weights.items())


def _result(name: str, judgement: Judgement, weight: int) -> CriterionResult:
    return CriterionResult(
        criterion=name,
        value=judgement.value,
        weight=weight,
        contribution=judgement.value * weight,
        status=judgement.status,
        evidence=judgement.evidence,
    )
