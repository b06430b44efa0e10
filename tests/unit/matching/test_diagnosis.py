from datetime import date
from decimal import Decimal

from app.matching import (
    DeliveryPlace,
    Demand,
    Diagnosis,
    Direction,
    Evidence,
    MustHave,
    Status,
    SupplierProfile,
    explain,
    rank_demands,
    rank_suppliers,
    why_nothing,
)
from tests.unit.matching.builders import (
    HCMC,
    OLD_HANOI,
    OLD_HCMC,
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

DEMAND = a_demand(categories=("MET-SPR",), required_certifications=("ISO-13485",))


def diagnose(demand: Demand, suppliers: list[SupplierProfile]) -> Diagnosis:
    diagnosis = rank_suppliers(demand, suppliers, SCORING, TODAY, REFERENCE).diagnosis
    assert diagnosis is not None
    return diagnosis


def counts(diagnosis: Diagnosis) -> dict[str, tuple[int, int, int]]:
    return {item.key: (item.failing, item.within, item.only) for item in diagnosis.obstacles}


def english(diagnosis: Diagnosis) -> list[str]:
    said = [diagnosis.summary, *(item.evidence for item in diagnosis.obstacles)]
    return [explain(item, REFERENCE).en for item in said]


def test_all_makers_lack_the_certificate() -> None:
    makers = [a_supplier(capabilities=making("MET-SPR"), certifications_complete=True)] * 3
    others = [a_supplier(capabilities=making("PLA-INJ"), certifications_complete=True)] * 2
    diagnosis = diagnose(DEMAND, [*makers, *others])
    assert diagnosis.total == 5
    assert counts(diagnosis) == {"category": (2, 5, 0), "certification:ISO-13485": (3, 3, 3)}
    assert english(diagnosis) == [
        "suppliers that make this or may make it: 3 of 5; none fits",
        "not in Springs & wire forms: 2 of 5 suppliers",
        "without ISO 13485: all 3 suppliers; 3 of them meet everything else",
    ]


def test_nobody_in_the_category() -> None:
    certified = held("ISO-13485", date(2030, 1, 1))
    other = a_supplier(capabilities=making("PLA-INJ"), certifications=(certified,))
    diagnosis = diagnose(DEMAND, [other])
    assert counts(diagnosis) == {"category": (1, 1, 1)}


def test_an_obstacle_of_other_trades_alone_is_not_named() -> None:
    other = a_supplier(capabilities=making("PLA-INJ"), certifications_complete=True)
    assert counts(diagnose(DEMAND, [other])) == {"category": (1, 1, 0)}


def test_every_kind_of_obstacle_is_counted_the_most_frequent_first() -> None:
    demand = a_demand(
        quantity=Decimal(1_000),
        unit="pcs",
        period="month",
        delivery=DeliveryPlace(legacy_province=OLD_HCMC),
        allowed_places=(f"current:{HCMC}",),
        max_distance_km=100,
    )
    small = a_supplier(sites=in_old(OLD_HCMC), capabilities=(able(None, 5),))
    far = a_supplier(sites=in_old(OLD_HANOI), capabilities=(able(None, 5),))
    diagnosis = diagnose(demand, [small, far])
    assert list(counts(diagnosis).items()) == [
        ("capacity", (2, 2, 1)),
        ("location.allowed_places", (1, 2, 0)),
        ("location.max_distance", (1, 2, 0)),
    ]
    assert english(diagnosis) == [
        "suppliers compared: 2; none fits",
        "capacity below 1,000 pieces a month: all 2 suppliers; 1 of them meet everything else",
        "no site in Ho Chi Minh City: 1 of 2 suppliers",
        "farther away than 100 km: 1 of 2 suppliers",
    ]


def test_a_question_is_no_obstacle() -> None:
    unsure = MustHave("capacity", "capacity", Status.UNKNOWN, Evidence("capacity.unknown"))
    broken = MustHave("category", "category", Status.UNMET, Evidence("category.none"))
    diagnosis = why_nothing([(broken, unsure)], Direction.SUPPLIERS)
    assert list(counts(diagnosis)) == ["category"]


def test_the_order_of_the_candidates_never_matters() -> None:
    suppliers = [
        a_supplier(capabilities=making("PLA-INJ"), certifications_complete=True),
        a_supplier(capabilities=making("MET-SPR"), certifications_complete=True),
    ]
    assert diagnose(DEMAND, suppliers) == diagnose(DEMAND, suppliers[::-1])


def test_demands_are_counted_for_a_supplier() -> None:
    supplier = a_supplier(
        capabilities=(able("MET-SPR", 10),),
        certifications_complete=True,
        sites=in_old(OLD_HANOI),
    )
    big = a_demand(quantity=Decimal(99), unit="pcs", period="month")
    near = a_demand(delivery=DeliveryPlace(legacy_province=OLD_HCMC), max_distance_km=9)
    here = a_demand(allowed_places=(f"current:{HCMC}",))
    cartons = a_demand(categories=("PKG-CAR",))
    demands = [DEMAND, big, near, here, cartons]
    diagnosis = rank_demands(supplier, demands, SCORING, TODAY, REFERENCE).diagnosis
    assert diagnosis is not None
    assert english(diagnosis) == [
        "demands for what the supplier makes or may make: 4 of 5; none fits",
        "for another category: 1 of 5 demands; 1 of them meet everything else",
        "more needed than made in a month: 1 of 4 demands; 1 of them meet everything else",
        "ISO 13485 required and not held: 1 of 4 demands; 1 of them meet everything else",
        "a site elsewhere required: 1 of 4 demands; 1 of them meet everything else",
        "a closer site required: 1 of 4 demands; 1 of them meet everything else",
    ]
