from datetime import date
from decimal import Decimal

import pytest

from app.matching import (
    Capability,
    DeliveryPlace,
    Eligibility,
    Quantity,
    ScoringProfile,
    Status,
    SupplierProfile,
    UnsupportedConstraintError,
    Weights,
    match,
    prepare_demand,
    prepare_supplier,
)
from app.matching.fixed_point import SCORE_ONE
from tests.unit.matching.builders import (
    OLD_BINH_DUONG,
    OLD_HCMC,
    REFERENCE,
    SCORING,
    TODAY,
    a_demand,
    a_supplier,
    held,
    in_old,
    making,
    matched,
)

DEMAND = a_demand(
    name="springs",
    categories=("MET-SPR",),
    quantity=Decimal(1_000),
    unit="pcs",
    period="month",
    required_certifications=("ISO-9001",),
    delivery=DeliveryPlace(legacy_province=OLD_HCMC),
    max_distance_km=100,
)
PERFECT = a_supplier(
    capabilities=(
        Capability(
            "c", "MET-SPR", text="springs", monthly_capacity=Quantity(Decimal(9_000), "pcs")
        ),
    ),
    certifications=(held("IATF-16949", date(2029, 1, 1)),),
    certifications_complete=True,
    sites=in_old(OLD_HCMC),
)


def test_a_supplier_that_has_everything_is_eligible_with_the_full_score() -> None:
    found = matched(DEMAND, PERFECT)
    assert found.eligibility is Eligibility.ELIGIBLE
    assert found.score == SCORE_ONE
    assert found.missing == ()
    assert (found.demand_id, found.supplier_id) == ("demand", "supplier")


def test_what_is_missing_is_complete_whatever_the_tier() -> None:
    nobody = a_supplier(capabilities=making("PLA-INJ"), certifications_complete=True)
    found = matched(DEMAND, nobody)
    assert found.eligibility is Eligibility.INELIGIBLE
    assert {item.key: item.status for item in found.missing} == {
        "category": Status.UNMET,
        "certification:ISO-9001": Status.UNMET,
        "location.max_distance": Status.UNKNOWN,
        "capacity": Status.UNKNOWN,
    }


def test_a_supplier_of_whom_nothing_is_known_is_to_be_confirmed() -> None:
    found = matched(DEMAND, a_supplier())
    assert found.eligibility is Eligibility.TO_CONFIRM
    assert {item.status for item in found.missing} == {Status.UNKNOWN}
    assert 0 < found.score < SCORE_ONE


@pytest.mark.parametrize(
    "worse",
    [
        {"capabilities": making("MET-WIR")},
        {"certifications": ()},
        {"certifications": (held("ISO-9001", date(2020, 1, 1)),)},
        {"sites": in_old(OLD_BINH_DUONG)},
        {"sites": ()},
        {"capabilities": making("MET-SPR")},
    ],
)
def test_better_beats_worse(worse: dict[str, object]) -> None:
    assert matched(DEMAND, PERFECT).score > matched(DEMAND, a_supplier_but(worse)).score


def a_supplier_but(changes: dict[str, object]) -> SupplierProfile:
    base: dict[str, object] = {
        "capabilities": PERFECT.capabilities,
        "certifications": PERFECT.certifications,
        "certifications_complete": True,
        "sites": PERFECT.sites,
    }
    return a_supplier(**(base | changes))


def test_what_the_demand_does_not_ask_drops_out() -> None:
    found = matched(a_demand(name="qwertz"), PERFECT)
    weights = {item.criterion: item.weight for item in found.criteria}
    assert weights == {
        "category": 0,
        "specification": 1_000,
        "certification": 0,
        "location": 0,
        "capacity": 0,
    }
    statuses = {item.criterion: item.status for item in found.criteria}
    assert statuses["category"] is Status.NOT_APPLICABLE


def test_a_criterion_without_weight_keeps_its_must_have() -> None:
    scoring = ScoringProfile(weights=Weights(category=0))
    found = matched(DEMAND, a_supplier(capabilities=making("PLA-INJ")), scoring)
    [category] = [item for item in found.criteria if item.criterion == "category"]
    assert category.contribution == 0
    assert found.eligibility is Eligibility.INELIGIBLE


def test_without_weight_on_anything_asked_the_score_is_zero() -> None:
    scoring = ScoringProfile(weights=Weights(0, 0, 0, 0, 100))
    found = matched(a_demand(name="springs"), PERFECT, scoring)
    assert (found.score, found.eligibility) == (0, Eligibility.ELIGIBLE)


def test_preparing_beforehand_changes_nothing() -> None:
    demand = prepare_demand(DEMAND, REFERENCE)
    supplier = prepare_supplier(PERFECT, REFERENCE)
    assert match(demand, supplier, SCORING, TODAY, REFERENCE) == matched(DEMAND, PERFECT)


def test_a_constraint_that_is_not_supported_is_refused() -> None:
    with pytest.raises(UnsupportedConstraintError, match="max_distance_km"):
        matched(a_demand(max_distance_km=10), PERFECT)
