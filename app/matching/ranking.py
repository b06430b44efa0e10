"""Ranking in both directions, over the same comparison of a pair."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.diagnosis import Diagnosis, Direction, why_nothing
from app.matching.match import (
    as_prepared_demand,
    as_prepared_supplier,
    judge_must_haves,
    judge_rest,
    match_in,
    must_haves_of,
    score_of,
    weights_of,
)
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.profiles import Demand, SupplierProfile
from app.matching.results import TIERS, Eligibility, Match, MustHave, tier_of
from app.matching.scoring import ScoringProfile
from app.reference import Reference

DEFAULT_TIERS: frozenset[Eligibility] = frozenset({Eligibility.ELIGIBLE})
"""The tiers listed when nothing is said: the others are listed on request, and always counted."""

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of ranked matches.

    Attributes:
        items: The matches of the page, best first.
        first_rank: The rank of the first item, from 1.
        totals: How many pairs there are in each tier, listed or not.
        diagnosis: Why nothing matches, when no pair is eligible or to confirm; else None.
    """

    items: tuple[Match, ...]
    first_rank: int
    totals: Mapping[Eligibility, int]
    diagnosis: Diagnosis | None


def rank_suppliers(
    demand: Demand | PreparedDemand,
    suppliers: Iterable[SupplierProfile | PreparedSupplier],
    scoring: ScoringProfile,
    today: date,
    reference: Reference,
    *,
    tiers: Collection[Eligibility] = DEFAULT_TIERS,
    limit: int | None = DEFAULT_LIMIT,
    offset: int = 0,
) -> Ranking:
    """Rank suppliers for a demand: by tier, score, supplier key and supplier id.

    Args:
        demand: The demand, prepared or not.
        suppliers: The suppliers in any order, prepared or not.
        scoring: The weights and parameters.
        today: The day of the ranking.
        reference: The packaged reference data.
        tiers: The tiers to list.
        limit: The most matches to return, or None for all.
        offset: How many matches to skip.

    Returns:
        The page.

    Raises:
        UnsupportedConstraintError: The demand carries a constraint that cannot be judged.
    """
    asked = as_prepared_demand(demand, reference)
    offered = [as_prepared_supplier(supplier, reference) for supplier in suppliers]
    context = MatchContext(scoring, today, reference)
    pairs = [(asked, supplier) for supplier in offered]
    page = _Page(frozenset(tiers), limit, offset)
    return _rank(pairs, context, page, _supplier_order, Direction.SUPPLIERS)


def rank_demands(
    supplier: SupplierProfile | PreparedSupplier,
    demands: Iterable[Demand | PreparedDemand],
    scoring: ScoringProfile,
    today: date,
    reference: Reference,
    *,
    tiers: Collection[Eligibility] = DEFAULT_TIERS,
    limit: int | None = DEFAULT_LIMIT,
    offset: int = 0,
) -> Ranking:
    """Rank demands for a supplier: by tier, score, demand key and demand id.

    Args:
        supplier: The supplier, prepared or not.
        demands: The demands in any order, prepared or not.
        scoring: The weights and parameters.
        today: The day of the ranking.
        reference: The packaged reference data.
        tiers: The tiers to list.
        limit: The most matches to return, or None for all.
        offset: How many matches to skip.

    Returns:
        The page; every match equals the one that `rank_suppliers` gives for the same pair.

    Raises:
        UnsupportedConstraintError: A demand carries a constraint that cannot be judged.
    """
    offered = as_prepared_supplier(supplier, reference)
    asked = [as_prepared_demand(demand, reference) for demand in demands]
    context = MatchContext(scoring, today, reference)
    pairs = [(demand, offered) for demand in asked]
    page = _Page(frozenset(tiers), limit, offset)
    return _rank(pairs, context, page, _demand_order, Direction.DEMANDS)


class _Page(NamedTuple):
    """Which matches are listed."""

    tiers: frozenset[Eligibility]
    limit: int | None
    offset: int


class _Entry(NamedTuple):
    """A pair on its way into the list."""

    order: tuple[int, int, str, str]
    demand: PreparedDemand
    supplier: PreparedSupplier


_Order = Callable[[PreparedDemand, PreparedSupplier], tuple[str, str]]


def _supplier_order(_: PreparedDemand, supplier: PreparedSupplier) -> tuple[str, str]:
    return supplier.profile.key, supplier.profile.id


def _demand_order(demand: PreparedDemand, _: PreparedSupplier) -> tuple[str, str]:
    return demand.demand.key, demand.demand.id


def _rank(
    pairs: list[tuple[PreparedDemand, PreparedSupplier]],
    context: MatchContext,
    page: _Page,
    order: _Order,
    direction: Direction,
) -> Ranking:
    """Judge every pair; what only moves the score is judged for the listed tiers alone."""
    totals = dict.fromkeys(TIERS, 0)
    obstacles: list[tuple[MustHave, ...]] = []
    entries: list[_Entry] = []
    weights: dict[int, dict[str, int]] = {}
    for demand, supplier in pairs:
        judgements = judge_must_haves(demand, supplier, context)
        must_haves = must_haves_of(judgements)
        tier = tier_of(must_haves)
        totals[tier] += 1
        if totals[Eligibility.INELIGIBLE] == sum(totals.values()):
            obstacles.append(must_haves)  # kept only as long as nothing matches
        if tier not in page.tiers:
            continue
        judge_rest(judgements, demand, supplier, context)
        if id(demand) not in weights:
            weights[id(demand)] = weights_of(demand, context.scoring)
        used = weights[id(demand)]
        rank = (TIERS.index(tier), -score_of(judgements, used), *order(demand, supplier))
        entries.append(_Entry(rank, demand, supplier))
    entries.sort(key=lambda entry: entry.order)
    end = None if page.limit is None else page.offset + page.limit
    has_match = totals[Eligibility.INELIGIBLE] < len(pairs)
    return Ranking(
        items=tuple(
            match_in(entry.demand, entry.supplier, context) for entry in entries[page.offset : end]
        ),
        first_rank=page.offset + 1,
        totals=totals,
        diagnosis=None if has_match else why_nothing(obstacles, direction),
    )
