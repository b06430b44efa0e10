"""Short ways to an index and to what both rankings say of the same suppliers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.matching import (
    TIERS,
    Demand,
    Eligibility,
    PreparedSupplier,
    ScoringProfile,
    SupplierProfile,
    prepare_demand,
    prepare_supplier,
    rank_suppliers,
)
from app.matching.context import MatchContext
from app.matching.index import IndexRanking, RankedSupplier, SupplierIndex
from tests.unit.matching.builders import REFERENCE, SCORING, TODAY

ALL = frozenset(TIERS)
MANY = 1_000


def index_of(*listed: SupplierProfile) -> SupplierIndex:
    index = SupplierIndex(REFERENCE)
    put(index, *listed)
    return index


def put(index: SupplierIndex, *listed: SupplierProfile, version: int = 1) -> None:
    index.put((prepare_supplier(one, REFERENCE), version) for one in listed)


def copies(supplier: SupplierProfile, ids: Iterable[str]) -> list[tuple[PreparedSupplier, int]]:
    """Prepare one supplier under many ids, at version 1."""
    prepared = prepare_supplier(supplier, REFERENCE)
    return [(replace(prepared, profile=replace(supplier, id=one)), 1) for one in ids]


def rank(
    index: SupplierIndex,
    demand: Demand,
    scoring: ScoringProfile = SCORING,
    *,
    tiers: Iterable[Eligibility] = ALL,
    limit: int = MANY,
    offset: int = 0,
) -> IndexRanking[RankedSupplier]:
    context = MatchContext(scoring, TODAY, REFERENCE)
    asked = prepare_demand(demand, REFERENCE)
    return index.rank(asked, context, tiers=frozenset(tiers), limit=limit, offset=offset)


def ranked_ids(index: SupplierIndex, demand: Demand) -> list[str]:
    return [item.supplier_id for item in rank(index, demand).items]


def assert_as_pair_by_pair(
    demand: Demand,
    listed: Sequence[SupplierProfile],
    scoring: ScoringProfile = SCORING,
    index: SupplierIndex | None = None,
) -> list[tuple[str, Eligibility, int]]:
    """Compare an index with the scalar definitions, and return the ranking."""
    expected = rank_suppliers(
        demand, listed, scoring, TODAY, REFERENCE, tiers=ALL, limit=None, offset=0
    )
    found = rank(index or index_of(*listed), demand, scoring)
    ranking = [(item.supplier_id, item.eligibility, item.score) for item in found.items]
    assert ranking == [(item.supplier_id, item.eligibility, item.score) for item in expected.items]
    assert found.totals == expected.totals
    assert found.diagnosis == expected.diagnosis
    return ranking
