"""The columns of demands give what the scalar definitions give, pair by pair."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import (
    TIERS,
    Capability,
    Demand,
    Eligibility,
    Quantity,
    ScoringProfile,
    SupplierProfile,
    prepare_demand,
    prepare_supplier,
    rank_demands,
)
from app.matching.context import MatchContext
from app.matching.index import DemandIndex
from tests.unit.matching import strategies
from tests.unit.matching.builders import (
    REFERENCE,
    SCORING,
    TODAY,
    a_demand,
    a_supplier,
    describing,
    held,
    in_old,
    making,
)

SAYINGS = (
    "springs, tolerance ±0.02 mm, load 50 kg",
    "spring steel ±0.05 mm",
    "injection moulding, press 250 t",
    "ép phun nhựa, máy ép 180-350 tấn",
    "gear motor 24 V 200 W",
    "gear motr 12 V",
    "wire forms, bracket",
    "brackt for lamps",
    "plating",
    "planing",
    "beading",
    "bearing",
    "ga lam",
    "gá lắm",
)
"""Measures, misspellings and marks, so that demands and suppliers meet half-way."""

MARKETS = st.lists(strategies.demands, max_size=12, unique_by=lambda demand: demand.id)
TIER_SETS = st.sets(st.sampled_from(TIERS), min_size=1)
LIMITS = st.sampled_from([0, 1, 3, 50])
EVERY_TIER = frozenset(TIERS)


def assert_same(
    index: DemandIndex,
    supplier: SupplierProfile,
    listed: Sequence[Demand],
    *,
    scoring: ScoringProfile = SCORING,
    tiers: frozenset[Eligibility] | set[Eligibility] = EVERY_TIER,
    limit: int = 50,
    offset: int = 0,
    today: date = TODAY,
) -> None:
    expected = rank_demands(
        supplier, listed, scoring, today, REFERENCE, tiers=tiers, limit=limit, offset=offset
    )
    found = index.rank(
        prepare_supplier(supplier, REFERENCE),
        MatchContext(scoring, today, REFERENCE),
        tiers=tiers,
        limit=limit,
        offset=offset,
    )
    assert [(item.demand_id, item.eligibility, item.score) for item in found.items] == [
        (item.demand_id, item.eligibility, item.score) for item in expected.items
    ]
    assert found.totals == expected.totals
    assert found.diagnosis == expected.diagnosis
    assert found.first_rank == expected.first_rank


def put(index: DemandIndex, listed: Sequence[Demand], version: int = 1) -> None:
    index.put((prepare_demand(one, REFERENCE), version) for one in listed)


def indexed(listed: Sequence[Demand]) -> DemandIndex:
    index = DemandIndex(REFERENCE)
    put(index, listed)
    return index


@settings(max_examples=400, deadline=None)
@given(strategies.suppliers, MARKETS, strategies.scorings, TIER_SETS, LIMITS, st.integers(0, 4))
def test_a_ranking_equals_the_one_pair_by_pair(
    supplier: SupplierProfile,
    listed: list[Demand],
    scoring: ScoringProfile,
    tiers: set[Eligibility],
    limit: int,
    offset: int,
) -> None:
    index = indexed(listed)
    assert_same(index, supplier, listed, scoring=scoring, tiers=tiers, limit=limit, offset=offset)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(SAYINGS), max_size=3), min_size=2, max_size=9))
def test_texts_are_compared_as_pair_by_pair(texts: list[list[str]]) -> None:
    offered, *asked = texts
    listed = [a_demand(id=str(n), name="; ".join(said)) for n, said in enumerate(asked)]
    supplier = a_supplier(capabilities=describing(*offered))
    assert_same(indexed(listed), supplier, listed)


@settings(max_examples=100, deadline=None)
@given(strategies.suppliers, MARKETS, st.data())
def test_a_ranking_stays_right_while_demands_come_change_and_go(
    supplier: SupplierProfile, listed: list[Demand], data: st.DataObject
) -> None:
    index = DemandIndex(REFERENCE)
    there: dict[str, Demand] = {}
    for demand in listed:
        put(index, [demand])
        there[demand.id] = demand
    for demand in listed:
        fate = data.draw(st.sampled_from(["stays", "changes", "goes"]))
        if fate == "goes":
            index.remove([demand.id, "nobody"])
            del there[demand.id]
            assert index.version_of(demand.id) is None
        elif fate == "changes":
            other = replace(data.draw(strategies.demands), id=demand.id)
            put(index, [other], version=2)
            there[demand.id] = other
            assert index.version_of(demand.id) == 2
    assert len(index) == len(there)
    assert_same(index, supplier, list(there.values()))
    assert_same(index, supplier, list(there.values()), tiers={TIERS[0]}, limit=2)


def test_the_last_of_two_with_one_id_stays() -> None:
    first, last = a_demand(name="spring"), a_demand(name="injection moulding")
    index = indexed([first, last])
    assert len(index) == 1
    assert_same(index, a_supplier(capabilities=describing("springs")), [last])


def test_an_index_grows_and_shrinks() -> None:
    listed = [
        a_demand(id=str(n), key=str(n % 3), name=SAYINGS[n % len(SAYINGS)]) for n in range(200)
    ]
    supplier = a_supplier(capabilities=describing(*SAYINGS[:5]))
    index = indexed(listed)
    assert_same(index, supplier, listed, limit=200)
    index.remove(demand.id for demand in listed[20:])
    assert_same(index, supplier, listed[:20])
    index.remove(demand.id for demand in listed)
    assert_same(index, supplier, [])
    put(index, listed[:3])
    assert_same(index, supplier, listed[:3])


@pytest.mark.parametrize("limit", [1, 2, 4, 6])
def test_ties_break_by_key_and_id(limit: int) -> None:
    listed = [
        a_demand(id=demand_id, key=key, name=name)
        for demand_id, key, name in [
            ("d", "2", "spring"),
            ("c", "2", "spring"),
            ("e", "1", "spring"),
            ("b", "9", "springs, wire forms"),
            ("a", "3", "spring"),
        ]
    ]
    supplier = a_supplier(capabilities=describing("springs and wire forms"))
    assert_same(indexed(listed), supplier, listed, limit=limit)


@pytest.mark.parametrize("offered", ["1", "0.001", "999999.5", "1e17", "1e25", "0.123456789012345"])
@pytest.mark.parametrize("period", ["once", "day", "week", "month", "quarter", "year"])
def test_capacities_of_any_size_are_compared_exactly(offered: str, period: str) -> None:
    quantities = ["1", "1000000", "0.3333333333333333333", "1e17", "1e30", offered]
    listed = [
        a_demand(
            id=f"{number} {days} {categories}",
            categories=categories,
            quantity=Decimal(quantity),
            unit="kpcs",
            period=period,
            needed_by=TODAY + timedelta(days=days),
        )
        for number, quantity in enumerate(quantities)
        for days in (-3, 20, 31, 1_000)
        for categories in ((), ("PLA",))
    ]
    amount = Quantity(Decimal(offered), "pcs")
    supplier = a_supplier(
        capabilities=(
            Capability("1", "PLA-INJ", monthly_capacity=amount),
            Capability("2", "MET-SPR", monthly_capacity=Quantity(Decimal(7), "kpcs")),
            Capability("3", "PLA-EXT", monthly_capacity=Quantity(Decimal(7), "kg")),
        )
    )
    index = indexed(listed)
    for capabilities in (supplier.capabilities, supplier.capabilities[:2], ()):
        one = replace(supplier, capabilities=capabilities)
        for today in (TODAY, TODAY + timedelta(days=25)):
            assert_same(index, one, listed, today=today, limit=100)


def test_the_day_needed_decides_about_a_certificate() -> None:
    listed = [
        a_demand(
            id=str(days),
            required_certifications=("ISO-9001",),
            preferred_certifications=("ROHS",),
            needed_by=TODAY + timedelta(days=days),
        )
        for days in (-1, 0, 9, 10, 11)
    ]
    supplier = a_supplier(
        certifications=(
            held("ISO-9001", TODAY + timedelta(days=10)),
            held("IATF-16949", TODAY - timedelta(days=1)),
            held("ROHS"),
        )
    )
    index = indexed(listed)
    for days in (0, 1, 10, 11):
        assert_same(index, supplier, listed, today=TODAY + timedelta(days=days))


def test_the_reasons_count_the_demands_that_are_there() -> None:
    listed = [
        a_demand(id="trade", categories=("MET-SPR",)),
        a_demand(id="both", categories=("MET-SPR",), required_certifications=("ISO-13485",)),
        a_demand(id="certificate", required_certifications=("ISO-13485", "ISO-9001")),
        a_demand(id="place", allowed_places=("legacy:01",), categories=("PLA-INJ",)),
        a_demand(id="gone", required_certifications=("ISO-13485",)),
    ]
    supplier = a_supplier(
        capabilities=making("PLA-INJ"), sites=in_old("79"), certifications_complete=True
    )
    index = indexed(listed)
    index.remove(["gone"])
    assert_same(index, supplier, listed[:-1])


def test_a_word_of_the_trade_is_not_another_one_misspelt() -> None:
    listed = [a_demand(id=name, name=name) for name in ("plating", "planing", "bearing", "beading")]
    index = indexed(listed)
    for name in ("plating", "planing", "bearing", "beading"):
        assert_same(index, a_supplier(capabilities=describing(name)), listed)
