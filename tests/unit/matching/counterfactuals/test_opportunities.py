from datetime import timedelta
from decimal import Decimal

from app.matching import (
    Capability,
    DeliveryPlace,
    Demand,
    Eligibility,
    Quantity,
    SupplierProfile,
    render,
)
from app.matching.counterfactuals import (
    Threshold,
    threshold_of,
)
from tests.unit.matching.builders import (
    REFERENCE,
    TODAY,
    a_demand,
    a_supplier,
    able,
    held,
    in_old,
    making,
)
from tests.unit.matching.counterfactuals.market import found_for

SOON, LATE = TODAY + timedelta(days=30), TODAY + timedelta(days=600)


LAPSED = held("ISO-9001", TODAY - timedelta(days=9))


def named(name: str, **changes: object) -> Demand:
    return a_demand(**{"id": name, "key": name, "name": "", **changes})


def opened(
    supplier: SupplierProfile, *demands: Demand, thresholds: dict[str, Threshold] | None = None
) -> dict[str, tuple[str, ...]]:
    return {item.change.key: item.opens for item in found_for(supplier, demands, thresholds)}


def test_a_certificate_opens_every_demand_that_it_satisfies() -> None:
    demands = (
        named("a", required_certifications=("ISO-9001",), needed_by=SOON),
        named("b", required_certifications=("IATF-16949",), needed_by=LATE),
        named("c", required_certifications=("ISO-9001", "ISO-14001")),
        named("d"),
    )
    supplier = a_supplier(certifications_complete=True)
    assert opened(supplier, *demands) == {
        "certificate:IATF-16949": ("a", "b"),
        "certificate:ISO-9001": ("a",),
    }


def test_a_certificate_has_to_last_for_the_demand_that_is_latest() -> None:
    demands = [
        named(name, required_certifications=("ISO-9001",), needed_by=day)
        for name, day in (("a", LATE), ("b", SOON))
    ]
    supplier = a_supplier(certifications=(held("ISO-9001", SOON - timedelta(1)),))
    [item] = found_for(supplier, demands)
    assert item.opens == ("a", "b")
    assert render(item.change.evidence, "en", REFERENCE).startswith(f"renew ISO 9001, until {LATE}")


def needing(name: str, amount: int, unit: str = "pcs", **changes: object) -> Demand:
    return named(name, quantity=Decimal(amount), unit=unit, period="month", **changes)


def test_a_new_capability_makes_enough_for_all_that_ask_for_it() -> None:
    springs = ("MET-SPR",)
    demands = (
        needing("a", 500, categories=springs),
        needing("b", 2, "kpcs", categories=springs),
        needing("c", 70, "kg", categories=springs),
        named("d", categories=springs),
        needing("e", 1_000, categories=springs),
    )
    supplier = a_supplier(capabilities=making("TOO-PLM"))
    expected = {
        "category:MET-SPR:2kpcs": ("a", "b", "d", "e"),
        "category:MET-SPR:70kg": ("c", "d"),
    }
    assert opened(supplier, *demands) == expected
    assert opened(supplier, *demands[::-1]).keys() == expected.keys()


def test_equal_amounts_in_two_units_are_one_change_whatever_the_order() -> None:
    demands = [
        needing("a", 2_000, categories=("MET-SPR",)),
        needing("b", 2, "kpcs", categories=("MET-SPR",)),
    ]
    supplier = a_supplier(capabilities=making("TOO-PLM"))
    assert [*opened(supplier, *demands)] == [*opened(supplier, *demands[::-1])]


def test_each_amount_of_a_capability_opens_as_much_as_it_costs() -> None:
    demands = (needing("a", 500), needing("b", 900), named("d"))
    supplier = a_supplier(capabilities=(able("MET-SPR", 100),))
    assert opened(supplier, *demands) == {
        "capacity:c:500pcs": ("a",),
        "capacity:c:900pcs": ("a", "b"),
    }


def test_what_is_stated_for_one_demand_may_be_too_little_for_another() -> None:
    demands = (needing("a", 500), needing("b", 900))
    rows = (Capability("c", "MET-SPR", monthly_capacity=Quantity(Decimal(3), "kg")),)
    assert opened(a_supplier(capabilities=rows), *demands) == {
        "capacity:c:500pcs": ("a",),
        "capacity:c:900pcs": ("a", "b"),
    }


def test_a_lift_needs_no_opening_and_an_opening_no_lift() -> None:
    near = named("near", delivery=DeliveryPlace(legacy_province="79"))
    strict = named("strict", allowed_places=("legacy:79",))
    supplier = a_supplier(sites=in_old("01"))
    thresholds = {
        "near": Threshold(Eligibility.ELIGIBLE, 9_000_000),
        "strict": Threshold(Eligibility.ELIGIBLE, 10_000_000, ""),
    }
    found = found_for(supplier, [near, strict], thresholds)
    by_key = {item.change.key: (item.opens, item.lifts) for item in found}
    assert by_key["site:legacy:79"] == (("strict",), ("near",))


def test_who_stands_among_the_first_already_is_not_lifted() -> None:
    demand = named("near", delivery=DeliveryPlace(legacy_province="79"))
    assert found_for(a_supplier(sites=in_old("01")), [demand], {"near": Threshold()}) == ()


def test_a_supplier_does_not_compete_with_itself() -> None:
    best = [Threshold(Eligibility.ELIGIBLE, score, "k", f"s{score}") for score in (5, 9, 7)]
    assert threshold_of(best, "s9", 1) == best[2]
    assert threshold_of(best, "other", 2) == best[2]
    assert threshold_of(best, "other", 4) == Threshold()


def test_two_demands_for_one_gate_want_one_site() -> None:
    gate = DeliveryPlace(legacy_province="01", latitude=21.2, longitude=105.4)
    demands = [named(name, delivery=gate, max_distance_km=5) for name in ("b", "a")]
    supplier = a_supplier(sites=in_old("79"))
    assert opened(supplier, *demands) == {"site:legacy:01:a": ("b", "a")}
    [item] = found_for(supplier, demands)
    assert "21.2" not in str((item.change.key, item.change.evidence))


def test_a_capacity_counts_where_any_trade_does() -> None:
    demands = (needing("a", 500), needing("b", 500, categories=("MET-SPR",)), needing("c", 5, "kg"))
    supplier = a_supplier(capabilities=(able("TOO-PLM", 100),))
    assert opened(supplier, *demands)["capacity:c:500pcs"] == ("a",)


def test_a_capacity_counts_only_in_the_trade_asked_for() -> None:
    demands = (
        needing("a", 500, categories=("MET-SPR",)),
        needing("b", 500, categories=("TOO-PLM",)),
    )
    rows = (able("MET-SPR", 100, cap_id="s"), able("TOO-PLM", 100, cap_id="t"))
    assert opened(a_supplier(capabilities=rows), *demands) == {
        "capacity:s:500pcs": ("a",),
        "capacity:t:500pcs": ("b",),
    }
