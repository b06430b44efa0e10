"""The columns give what the scalar definitions give, pair by pair, in any market."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import (
    TIERS,
    Demand,
    Eligibility,
    ScoringProfile,
    SupplierProfile,
    prepare_demand,
    prepare_supplier,
    rank_suppliers,
)
from app.matching.context import MatchContext
from app.matching.index import SupplierIndex, best, ragged, selection, suppliers, words
from tests.unit.matching import strategies
from tests.unit.matching.builders import REFERENCE, TODAY

MARKETS = st.lists(strategies.suppliers, max_size=12, unique_by=lambda supplier: supplier.id)
TIER_SETS = st.sets(st.sampled_from(TIERS), min_size=1)
LIMITS = st.sampled_from([1, 3, 50])


@pytest.fixture(params=["in one step", "in small steps", "as in a large market"], autouse=True)
def size(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a dozen suppliers go through every step that otherwise takes thousands."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "in one step":
            patch.setattr(best, "_NARROW_FROM", 2)
            patch.setattr(best, "_FIRST_CHUNK", 1)
            patch.setattr(best, "_CHUNK", 2)
        if request.param == "as in a large market":
            patch.setattr(ragged, "BLOCK", 4)
            patch.setattr(selection, "BLOCK", 4)
            patch.setattr(selection, "_FEW", 0)
            patch.setattr(selection, "_LARGE", 0)
            patch.setattr(selection, "_MUCH_LONGER", 1)
            patch.setattr(words, "_MANY", 0)
            patch.setattr(words, "_RARE", 4)
            patch.setattr(words, "MOST_COMMON", 5)
        yield


def assert_same(
    index: SupplierIndex,
    demand: Demand,
    listed: Sequence[SupplierProfile],
    scoring: ScoringProfile,
    tiers: set[Eligibility],
    limit: int,
) -> None:
    expected = rank_suppliers(
        demand, listed, scoring, TODAY, REFERENCE, tiers=tiers, limit=limit, offset=1
    )
    found = index.rank(
        prepare_demand(demand, REFERENCE),
        MatchContext(scoring, TODAY, REFERENCE),
        tiers=tiers,
        limit=limit,
        offset=1,
    )
    assert [(item.supplier_id, item.eligibility, item.score) for item in found.items] == [
        (item.supplier_id, item.eligibility, item.score) for item in expected.items
    ]
    assert found.totals == expected.totals
    assert found.diagnosis == expected.diagnosis
    assert found.first_rank == expected.first_rank


def put(index: SupplierIndex, listed: Sequence[SupplierProfile], version: int = 1) -> None:
    index.put((prepare_supplier(one, REFERENCE), version) for one in listed)


@settings(max_examples=150, deadline=None)
@given(strategies.demands, MARKETS, strategies.any_scorings, TIER_SETS, LIMITS)
def test_a_ranking_equals_the_one_pair_by_pair(
    demand: Demand,
    listed: list[SupplierProfile],
    scoring: ScoringProfile,
    tiers: set[Eligibility],
    limit: int,
) -> None:
    index = SupplierIndex(REFERENCE)
    put(index, listed)
    assert_same(index, demand, listed, scoring, tiers, limit)


@settings(max_examples=100, deadline=None)
@given(strategies.demands, MARKETS, st.data())
def test_a_ranking_stays_right_while_suppliers_come_change_and_go(
    demand: Demand, listed: list[SupplierProfile], data: st.DataObject
) -> None:
    index = SupplierIndex(REFERENCE)
    there: dict[str, SupplierProfile] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppliers, "_SMALLEST", 1)
        patch.setattr(suppliers, "_GROWTH", 2)
        for supplier in listed:
            put(index, [supplier])
            there[supplier.id] = supplier
        for supplier in listed:
            fate = data.draw(st.sampled_from(["stays", "changes", "goes"]))
            if fate == "goes":
                index.remove([supplier.id, "nobody"])
                del there[supplier.id]
            elif fate == "changes":
                other = replace(data.draw(strategies.suppliers), id=supplier.id)
                put(index, [other], version=2)
                there[supplier.id] = other
                assert index.version_of(supplier.id) == 2
    assert len(index) == len(there)
    assert_same(index, demand, list(there.values()), ScoringProfile(), set(TIERS), 50)
    assert_same(index, demand, list(there.values()), ScoringProfile(), {TIERS[0]}, 2)
