"""What a market-wide change opens is what really making it and ranking again opens."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import (
    TIERS,
    Capability,
    DeliveryPlace,
    Demand,
    Eligibility,
    ScoringProfile,
    SupplierProfile,
    explain,
    prepare_supplier,
    rank_suppliers,
    render,
)
from app.matching.context import MatchContext
from app.matching.counterfactuals import SUBJECTS, Programme, market, market_opportunities
from app.matching.counterfactuals.changes import MakeCapacity
from app.matching.counterfactuals.plans import Plan, find_plans
from app.matching.index import SupplierIndex
from tests.unit.matching import strategies
from tests.unit.matching.builders import (
    REFERENCE,
    SCORING,
    TODAY,
    a_demand,
    a_supplier,
    able,
    held,
    in_old,
    making,
)
from tests.unit.matching.counterfactuals.market import changed, context, prepared

LATE = TODAY + timedelta(days=600)

markets = st.lists(strategies.suppliers, max_size=5, unique_by=lambda item: item.id)
needs = st.lists(strategies.demands, min_size=1, max_size=4, unique_by=lambda item: item.id)

Pairs = dict[tuple[str, str], Eligibility]


def index_of(suppliers: Sequence[SupplierProfile]) -> SupplierIndex:
    """Index suppliers in two segments, and one more that is gone again."""
    index = SupplierIndex(REFERENCE)
    rows = [(prepare_supplier(item, REFERENCE), 1) for item in suppliers]
    index.put([*rows[:2], (prepare_supplier(a_supplier(id="gone"), REFERENCE), 1)])
    index.remove(["gone"])
    index.put(rows[2:])
    return index


def tiers_of(
    demands: Sequence[Demand], suppliers: Sequence[SupplierProfile], scoring: ScoringProfile
) -> Pairs:
    return {
        (found.supplier_id, demand.id): found.eligibility
        for demand in demands
        for found in rank_suppliers(
            demand, suppliers, scoring, TODAY, REFERENCE, tiers=TIERS, limit=None
        ).items
    }


def after(plan: Plan, supplier: SupplierProfile) -> SupplierProfile:
    """Let a supplier really make a plan, where the plan concerns it."""
    first = plan[0]
    if isinstance(first, MakeCapacity):
        own = {row.category for row in supplier.capabilities} - {None}
        if first.category not in (own or {None}):
            return supplier
    return changed(supplier, plan)


@settings(max_examples=150, deadline=None)
@given(markets, needs, st.sampled_from(SUBJECTS), strategies.scorings)
def test_a_programme_opens_the_pairs_that_open_when_every_supplier_really_makes_the_change(
    suppliers: list[SupplierProfile], demands: list[Demand], subject: str, scoring: ScoringProfile
) -> None:
    around = MatchContext(scoring, TODAY, REFERENCE)
    asked = prepared(demands)
    found = market_opportunities(index_of(suppliers), asked, subject, around)
    today = tiers_of(demands, suppliers, scoring)
    by_plan = {programme.plan: programme for programme in found}
    for plan in find_plans(asked, subject, around):
        then = tiers_of(demands, [after(plan, item) for item in suppliers], scoring)
        opened = {
            pair: tier
            for pair, tier in today.items()
            if Eligibility.ELIGIBLE is then[pair] is not tier
        }
        closed = {
            pair for pair, tier in today.items() if Eligibility.ELIGIBLE is tier is not then[pair]
        }
        assert not closed
        check(by_plan.pop(plan, None), opened)
    assert not by_plan


def check(programme: Programme | None, opened: Pairs) -> None:
    assert (programme is None) == (not opened)
    if programme is None:
        return
    assert programme.pairs == len(opened)
    assert programme.to_confirm == Counter(opened.values())[Eligibility.TO_CONFIRM]
    assert programme.first_suppliers == Counter(supplier_id for supplier_id, _ in opened)
    assert programme.first_demands == Counter(demand_id for _, demand_id in opened)
    assert programme.suppliers == len(programme.first_suppliers)
    assert programme.demands == len(programme.first_demands)
    words = explain(programme.evidence, REFERENCE)
    assert words.en != words.vi


@settings(max_examples=30, deadline=None)
@given(markets, needs, st.sampled_from(SUBJECTS))
def test_neither_the_order_of_the_demands_nor_that_of_the_suppliers_decides_what_is_counted(
    suppliers: list[SupplierProfile], demands: list[Demand], subject: str
) -> None:
    forward = programmes(suppliers, demands, subject)
    backward = programmes(suppliers[::-1], demands[::-1], subject)
    assert [(item.topic, item.pairs, item.first_suppliers) for item in forward] == [
        (item.topic, item.pairs, item.first_suppliers) for item in backward
    ]


def programmes(
    suppliers: Sequence[SupplierProfile], demands: Sequence[Demand], subject: str
) -> tuple[Programme, ...]:
    return market_opportunities(index_of(suppliers), prepared(demands), subject, context(SCORING))


def named(name: str, **changes: object) -> Demand:
    return a_demand(**{"id": name, "key": name, "name": "", **changes})


def test_a_certificate_counts_for_all_that_it_satisfies_and_an_open_question_is_told_apart() -> (
    None
):
    demands = [
        named("a", required_certifications=("ISO-9001",), needed_by=LATE),
        named("b", required_certifications=("IATF-16949",), categories=("MET-SPR",)),
        named("c", required_certifications=("ISO-9001", "ISO-14001")),
    ]
    suppliers = [
        a_supplier(id="1", capabilities=making("MET-SPR"), certifications_complete=True),
        a_supplier(id="2"),
        a_supplier(id="3", certifications=(held("ISO-9001", LATE),), certifications_complete=True),
    ]
    found = programmes(suppliers, demands, "certificate")
    assert [(item.topic, item.pairs, item.to_confirm) for item in found] == [
        ("certificate:IATF-16949", 3, 1),
        ("certificate:ISO-9001", 2, 1),
        ("certificate:ISO-14001", 1, 0),
    ]
    assert found[0].first_suppliers == {"1": 2, "2": 1}
    assert found[0].first_demands == {"a": 2, "b": 1}
    assert render(found[1].evidence, "en", REFERENCE) == "hold ISO 9001"


def test_a_category_comes_with_the_largest_amount_of_each_kind_that_is_needed() -> None:
    springs = {"categories": ("MET-SPR",), "period": "month"}
    demands = [
        named("a", quantity=Decimal(1_500), unit="pcs", **springs),
        named("b", quantity=Decimal(2), unit="kpcs", **springs),
        named("c", quantity=Decimal(70), unit="kg", **springs),
        named("d", quantity=Decimal(5), unit="axles", **springs),
        named("e", quantity=Decimal(2_001), unit="pcs", period="month"),
    ]
    [found] = programmes([a_supplier(capabilities=making("TOO-PLM"))], demands, "category")
    assert [change.key for change in found.plan] == [
        "category:MET-SPR:2kpcs",
        "category:MET-SPR:70kg",
    ]
    assert [*found.first_demands] == ["a", "b", "c"]


def test_an_amount_is_counted_in_the_category_in_which_it_is_made() -> None:
    demands = [
        named("a", quantity=Decimal(500), unit="pcs", period="month", categories=("MET-SPR",)),
        named("b", quantity=Decimal(500), unit="pcs", period="month"),
    ]
    suppliers = [
        a_supplier(id="1", capabilities=(able("MET-SPR", 100), able("TOO-PLM", 100, cap_id="d"))),
        a_supplier(id="2", capabilities=(Capability("c"),)),
        a_supplier(id="3"),
    ]
    found = programmes(suppliers, demands, "capacity")
    assert {item.topic: (item.pairs, item.to_confirm) for item in found} == {
        "capacity:MET-SPR": (2, 0),
        "capacity:TOO-PLM": (1, 0),
        "capacity:any": (2, 2),
    }


def test_a_site_stands_at_the_centre_of_its_place_and_near_each_delivery_there() -> None:
    gate = DeliveryPlace(legacy_province="01", latitude=21.2, longitude=105.4)
    demands = [
        named("gate", delivery=gate, max_distance_km=5),
        named("town", allowed_places=("legacy:01",)),
        named("both", delivery=gate, max_distance_km=5, allowed_places=("legacy:79",)),
    ]
    [found] = programmes([a_supplier(sites=in_old("79"))], demands, "site")
    assert (found.topic, found.pairs) == ("site:legacy:01", 2)
    assert "21.2" not in str(found.evidence)


def test_what_opens_nothing_is_in_no_programme() -> None:
    demands = [named("a", required_certifications=("ISO-9001", "ISO-14001"))]
    assert programmes([a_supplier()], demands, "certificate") == ()
    assert [programmes([a_supplier()], [named("b")], subject) for subject in SUBJECTS] == [()] * 4
    assert [programmes([], demands, subject) for subject in SUBJECTS] == [()] * 4


def test_what_is_left_of_a_demand_is_asked_as_before() -> None:
    demand = named(
        "a",
        required_certifications=("ISO-9001", "ISO-14001"),
        categories=("MET-SPR",),
        quantity=Decimal(500),
        unit="pcs",
        period="month",
    )
    trades = (able("MET-SPR", 100), able("TOO-PLM", 900, cap_id="d"))
    suppliers = [
        a_supplier(id="1", capabilities=trades, certifications=(held("ISO-14001", LATE),)),
        a_supplier(id="2", capabilities=(able("MET-SPR", 900),)),
    ]
    assert programmes(suppliers, [demand], "certificate") == ()


def test_only_the_first_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(market, "MOST_NAMED", 2)
    demands = [named(name, required_certifications=("ISO-9001",)) for name in "abc"]
    [found] = programmes([a_supplier(id=name) for name in "zyx"], demands, "certificate")
    assert (found.pairs, found.suppliers, found.demands) == (9, 3, 3)
    assert [*found.first_suppliers] == ["x", "y"]
    assert [*found.first_demands] == ["a", "b"]
