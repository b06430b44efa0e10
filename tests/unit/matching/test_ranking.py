from dataclasses import replace
from datetime import date

import pytest

from app.matching import (
    TIERS,
    Demand,
    Eligibility,
    Ranking,
    SupplierProfile,
    match,
    prepare_demand,
    prepare_supplier,
    rank_demands,
    rank_suppliers,
)
from tests.unit.matching.builders import (
    REFERENCE,
    SCORING,
    TODAY,
    a_demand,
    a_supplier,
    describing,
    held,
    making,
)

DEMAND = a_demand(
    name="compression springs",
    categories=("MET-SPR",),
    required_certifications=("ISO-9001",),
)
VALID = (held("ISO-9001", date(2030, 1, 1)),)


def named(key: str, **changes: object) -> SupplierProfile:
    return a_supplier(id=f"id-{key}", key=key, **changes)


FULL = named(
    "full", capabilities=(*making("MET-SPR"), *describing("springs")), certifications=VALID
)
MUTE = named("mute", capabilities=making("MET-SPR"), certifications=VALID)
UNSURE = named("unsure", capabilities=(*making("MET-SPR"), *describing("compression springs")))
LAPSED = named(
    "lapsed",
    capabilities=(*making("MET-SPR"), *describing("compression springs")),
    certifications=(held("ISO-9001", date(2020, 1, 1)),),
)
SUPPLIERS = [LAPSED, UNSURE, MUTE, FULL]


def rank(
    demand: Demand = DEMAND, suppliers: list[SupplierProfile] = SUPPLIERS, **options: object
) -> Ranking:
    return rank_suppliers(demand, suppliers, SCORING, TODAY, REFERENCE, **options)  # type: ignore[arg-type]


def ids(ranking: Ranking) -> list[str]:
    return [item.supplier_id for item in ranking.items]


def test_the_tier_comes_before_the_score() -> None:
    ranking = rank(tiers=TIERS)
    assert ids(ranking) == ["id-full", "id-mute", "id-unsure", "id-lapsed"]
    assert ranking.items[1].score < ranking.items[2].score


def test_the_eligible_alone_are_listed_unless_more_is_asked_for_but_all_are_counted() -> None:
    ranking = rank()
    assert ids(ranking) == ["id-full", "id-mute"]
    assert ranking.totals == {
        Eligibility.ELIGIBLE: 2,
        Eligibility.TO_CONFIRM: 1,
        Eligibility.INELIGIBLE: 1,
    }
    assert ids(rank(tiers=[Eligibility.INELIGIBLE])) == ["id-lapsed"]


def test_ties_break_on_the_key_and_then_on_the_id() -> None:
    same = [replace(FULL, id=name, key=key) for name, key in (("c", "2"), ("b", "1"), ("a", "1"))]
    assert ids(rank(suppliers=same)) == ["a", "b", "c"]


def test_the_order_of_the_rows_never_matters() -> None:
    assert rank(tiers=TIERS) == rank(suppliers=SUPPLIERS[::-1], tiers=TIERS)


def test_pages_are_cut_from_the_whole() -> None:
    whole = rank(tiers=TIERS, limit=None)
    pages = [rank(tiers=TIERS, limit=1, offset=number) for number in range(5)]
    assert [item for page in pages for item in page.items] == list(whole.items)
    assert [page.first_rank for page in pages] == [1, 2, 3, 4, 5]
    assert {tuple(page.totals.items()) for page in pages} == {tuple(whole.totals.items())}


def test_preparing_beforehand_changes_nothing() -> None:
    demand = prepare_demand(DEMAND, REFERENCE)
    suppliers = [prepare_supplier(supplier, REFERENCE) for supplier in SUPPLIERS]
    ranking = rank_suppliers(demand, suppliers, SCORING, TODAY, REFERENCE, tiers=TIERS)
    assert ranking == rank(tiers=TIERS)


def test_a_ranked_match_is_that_of_the_pair_alone() -> None:
    for item in rank(tiers=TIERS).items:
        [supplier] = [one for one in SUPPLIERS if one.id == item.supplier_id]
        assert item == match(DEMAND, supplier, SCORING, TODAY, REFERENCE)


def test_both_directions_tell_one_truth() -> None:
    other = a_demand(id="other", key="other", name="cartons", categories=("PKG-CAR",))
    for supplier in SUPPLIERS:
        backward = rank_demands(
            supplier, [other, DEMAND], SCORING, TODAY, REFERENCE, tiers=TIERS, limit=None
        )
        assert sum(backward.totals.values()) == 2
        [found] = [item for item in backward.items if item.demand_id == DEMAND.id]
        assert found == match(DEMAND, supplier, SCORING, TODAY, REFERENCE)


def test_demands_rank_by_tier_score_key_and_id() -> None:
    fitting = [replace(DEMAND, id=name, key=key) for name, key in (("c", "2"), ("b", "1"))]
    unsure = replace(DEMAND, id="d", key="0", required_certifications=("ISO-14001",))
    ranking = rank_demands(FULL, [unsure, *fitting], SCORING, TODAY, REFERENCE, tiers=TIERS)
    assert [item.demand_id for item in ranking.items] == ["b", "c", "d"]


@pytest.mark.parametrize("suppliers", [[UNSURE], [FULL, LAPSED]])
def test_there_is_nothing_to_explain_while_something_matches(
    suppliers: list[SupplierProfile],
) -> None:
    assert rank(suppliers=suppliers).diagnosis is None


def test_when_nothing_matches_the_ranking_says_why() -> None:
    diagnosis = rank(suppliers=[LAPSED]).diagnosis
    assert diagnosis is not None
    assert [item.key for item in diagnosis.obstacles] == ["certification:ISO-9001"]
    nobody = rank(suppliers=[]).diagnosis
    assert nobody is not None
    assert nobody.summary.code == "nothing.suppliers.none"


def test_the_other_direction_says_why_too() -> None:
    diagnosis = rank_demands(LAPSED, [DEMAND], SCORING, TODAY, REFERENCE).diagnosis
    assert diagnosis is not None
    assert diagnosis.obstacles[0].evidence.code == "nothing.demands.certification"
