"""What the tests of counterfactuals share: a changed supplier, matched and ranked from scratch."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from app.matching import (
    TIERS,
    Demand,
    Eligibility,
    Match,
    PreparedDemand,
    ScoringProfile,
    SupplierProfile,
    match,
    prepare_demand,
    prepare_supplier,
    rank_suppliers,
)
from app.matching.context import MatchContext
from app.matching.counterfactuals import (
    Change,
    Gap,
    Opportunity,
    Threshold,
    apply,
    find_candidates,
    gap,
    opportunities,
    threshold_of,
)
from app.matching.counterfactuals.variants import judge_pair, with_suggestions
from tests.unit.matching.builders import REFERENCE, SCORING, TODAY

LISTED = (Eligibility.ELIGIBLE, Eligibility.TO_CONFIRM)


def context(scoring: ScoringProfile = SCORING) -> MatchContext:
    return MatchContext(scoring, TODAY, REFERENCE)


def changed(supplier: SupplierProfile, changes: Iterable[Change]) -> SupplierProfile:
    for change in changes:
        supplier = apply(change, supplier)
    return supplier


def matched_after(
    demand: Demand, supplier: SupplierProfile, changes: Iterable[Change] = ()
) -> Match:
    return match(demand, changed(supplier, changes), SCORING, TODAY, REFERENCE)


def gap_of(demand: Demand, supplier: SupplierProfile, top: Threshold | None = None) -> Gap:
    return gap(
        prepare_demand(demand, REFERENCE),
        prepare_supplier(supplier, REFERENCE),
        context(),
        top=top,
    )


def candidates_of(demand: Demand, supplier: SupplierProfile) -> tuple[Change, ...]:
    offered = with_suggestions(prepare_supplier(supplier, REFERENCE))
    pair = judge_pair(prepare_demand(demand, REFERENCE), offered, context())
    return find_candidates(pair, offered, context())


def smaller_sets(changes: Sequence[Change], size: int) -> Iterable[tuple[Change, ...]]:
    for smaller in range(size):
        yield from combinations(changes, smaller)


def prepared(demands: Iterable[Demand]) -> list[PreparedDemand]:
    return [prepare_demand(demand, REFERENCE) for demand in demands]


def ranked(demand: Demand, suppliers: Iterable[SupplierProfile], k: int) -> list[Threshold]:
    offered = list(suppliers)
    keys = {item.id: item.key for item in offered}
    ranking = rank_suppliers(demand, offered, SCORING, TODAY, REFERENCE, tiers=LISTED, limit=k)
    return [
        Threshold(item.eligibility, item.score, keys[item.supplier_id], item.supplier_id)
        for item in ranking.items
    ]


def thresholds_for(
    supplier: SupplierProfile, demands: Iterable[Demand], market: Sequence[SupplierProfile], k: int
) -> dict[str, Threshold]:
    return {
        demand.id: threshold_of(ranked(demand, market, k + 1), supplier.id, k) for demand in demands
    }


def found_for(
    supplier: SupplierProfile,
    demands: Sequence[Demand],
    thresholds: dict[str, Threshold] | None = None,
) -> tuple[Opportunity, ...]:
    offered = prepare_supplier(supplier, REFERENCE)
    return opportunities(offered, prepared(demands), context(), thresholds=thresholds)


def tier_index(found: Match) -> int:
    return TIERS.index(found.eligibility)
