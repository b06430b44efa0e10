from collections.abc import Collection
from dataclasses import replace

import pytest

from app.bench.exact import (
    Arena,
    compare_demand,
    compare_stored,
    describe_differences,
    judge_all,
    make_arena,
)
from app.bench.sizes import Sizes
from app.bench.stored import LoadedMarket, StoredMarket
from app.matching import TIERS, Eligibility, PreparedDemand, rank_suppliers
from app.matching.context import MatchContext
from app.matching.index import IndexRanking, RankedSupplier
from app.reference import load_reference


@pytest.fixture(scope="module")
def arena(loaded: LoadedMarket, sizes: Sizes) -> Arena:
    return make_arena(loaded, replace(sizes, suppliers=100))


class Tampered:
    """Ranks as another does, but for what a test changes."""

    def __init__(self, arena: Arena) -> None:
        self.index = arena.index

    def rank(
        self,
        demand: PreparedDemand,
        context: MatchContext,
        *,
        tiers: Collection[Eligibility],
        limit: int,
        offset: int = 0,
    ) -> IndexRanking[RankedSupplier]:
        ranking = self.index.rank(demand, context, tiers=tiers, limit=limit, offset=offset)
        return self.tamper(ranking) if len(ranking.items) > 1 else ranking

    def tamper(self, ranking: IndexRanking[RankedSupplier]) -> IndexRanking[RankedSupplier]:
        return ranking


class SwapsLast(Tampered):
    def tamper(self, ranking: IndexRanking[RankedSupplier]) -> IndexRanking[RankedSupplier]:
        *head, one, other = ranking.items
        return replace(ranking, items=(*head, other, one))


class LosesLast(Tampered):
    def tamper(self, ranking: IndexRanking[RankedSupplier]) -> IndexRanking[RankedSupplier]:
        return replace(ranking, items=ranking.items[:-1])


class ScoresOneMore(Tampered):
    def tamper(self, ranking: IndexRanking[RankedSupplier]) -> IndexRanking[RankedSupplier]:
        first, *rest = ranking.items
        return replace(ranking, items=(first._replace(score=first.score + 1), *rest))


class MovesTier(Tampered):
    def tamper(self, ranking: IndexRanking[RankedSupplier]) -> IndexRanking[RankedSupplier]:
        *head, last = ranking.items
        moved = last._replace(eligibility=TIERS[(TIERS.index(last.eligibility) + 1) % len(TIERS)])
        return replace(ranking, items=(*head, moved))


class Miscounts(Tampered):
    def tamper(self, ranking: IndexRanking[RankedSupplier]) -> IndexRanking[RankedSupplier]:
        return replace(ranking, totals=dict.fromkeys(TIERS, 1))


def busiest(arena: Arena) -> PreparedDemand:
    """Return the demand that most suppliers may match: every list has two of them."""

    def listed(demand: PreparedDemand) -> int:
        truth = judge_all(demand, arena.suppliers, arena.context)
        return sum(judged.eligibility is Eligibility.ELIGIBLE for judged in truth.ranking)

    return max(arena.demands.values(), key=listed)


def test_the_market_is_filled_up_by_a_crowd(arena: Arena, loaded: LoadedMarket) -> None:
    assert arena.suppliers[: len(loaded.suppliers)] == list(loaded.suppliers)
    assert len(arena.suppliers) == 100


def test_judging_one_by_one_is_what_ranking_does(arena: Arena) -> None:
    for demand in arena.demands.values():
        truth = judge_all(demand, arena.suppliers, arena.context)
        ranking = rank_suppliers(
            demand,
            arena.suppliers,
            arena.context.scoring,
            arena.context.today,
            load_reference(),
            tiers=TIERS,
            limit=None,
        )
        assert [tuple(judged) for judged in truth.ranking] == [
            (found.supplier_id, found.eligibility, found.score) for found in ranking.items
        ]
        assert truth.diagnosis == ranking.diagnosis


def test_the_index_says_what_the_definitions_say(arena: Arena) -> None:
    for demand in arena.demands.values():
        assert compare_demand(demand, arena) == []


def test_a_stored_demand_is_compared_by_its_id(market: StoredMarket, sizes: Sizes) -> None:
    assert compare_stored(market.url, market.today, sizes, market.demand_ids[0]) == []


def test_the_diagnosis_is_compared_where_nothing_matches(arena: Arena) -> None:
    demand = next(iter(arena.demands.values()))
    outside = replace(demand, fulfilling=frozenset(), required=("IATF-16949", "AS9100"))
    assert compare_demand(outside, arena) == []


@pytest.mark.parametrize("planted", [SwapsLast, LosesLast, ScoresOneMore, MovesTier, Miscounts])
def test_a_planted_difference_is_found(arena: Arena, planted: type[Tampered]) -> None:
    tampered = replace(arena, index=planted(arena))
    found = compare_demand(busiest(arena), tampered)
    assert found
    report = describe_differences(found, suppliers=100, demands=1)
    assert report["differences"] == len(found)
    assert report["holds"] is False
    assert report["first_differences"]


def test_a_supplier_that_is_missing_or_too_many_is_named(arena: Arena) -> None:
    found = compare_demand(busiest(arena), replace(arena, index=LosesLast(arena)))
    assert {difference.found for difference in found} == {"nobody"}


def test_no_difference_holds() -> None:
    report = describe_differences([], suppliers=3, demands=4)
    assert (report["pairs"], report["differences"], report["holds"]) == (12, 0, True)
