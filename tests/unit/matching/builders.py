"""Short ways to a demand, a supplier and what the core says about them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.matching import (
    CRITERIA,
    Capability,
    Demand,
    HeldCertification,
    Match,
    Quantity,
    ScoringProfile,
    Site,
    SupplierProfile,
    match,
    prepare_demand,
    prepare_supplier,
)
from app.matching.context import MatchContext
from app.matching.results import Judgement
from app.reference import load_reference

REFERENCE = load_reference()
TODAY = date(2026, 11, 21)
SCORING = ScoringProfile()

OLD_HCMC, OLD_BINH_DUONG, OLD_DONG_NAI, OLD_LONG_AN, OLD_HANOI = "79", "74", "75", "80", "01"
HCMC, DONG_NAI, TAY_NINH, HANOI = "79", "75", "80", "01"


def a_demand(**changes: object) -> Demand:
    return replace(Demand(id="demand", key="demand", name="spring"), **changes)  # type: ignore[arg-type]


def a_supplier(**changes: object) -> SupplierProfile:
    return replace(SupplierProfile(id="supplier", key="key", name="Supplier"), **changes)  # type: ignore[arg-type]


def making(*categories: str | None) -> tuple[Capability, ...]:
    return tuple(
        Capability(id=str(number), category=category) for number, category in enumerate(categories)
    )


def able(
    category: str | None, amount: int | None, unit: str = "pcs", cap_id: str = "c"
) -> Capability:
    quantity = None if amount is None else Quantity(Decimal(amount), unit)
    return Capability(id=cap_id, category=category, monthly_capacity=quantity)


def describing(*texts: str) -> tuple[Capability, ...]:
    return tuple(Capability(id=str(number), text=text) for number, text in enumerate(texts))


def held(code: str, until: date | None = None, **changes: object) -> HeldCertification:
    certificate = HeldCertification(id=code, code=code, expires_on=until)
    return replace(certificate, **changes)  # type: ignore[arg-type]


def in_old(*codes: str) -> tuple[Site, ...]:
    return tuple(Site(id=str(number), legacy_province=code) for number, code in enumerate(codes))


def judged(
    criterion: str,
    demand: Demand,
    supplier: SupplierProfile,
    scoring: ScoringProfile = SCORING,
    today: date = TODAY,
) -> Judgement:
    offered = prepare_supplier(supplier, REFERENCE)
    context = MatchContext(scoring, today, REFERENCE)
    [found] = [item for item in CRITERIA if item.name == criterion]
    return found.judge(prepare_demand(demand, REFERENCE), offered, context)


def matched(demand: Demand, supplier: SupplierProfile, scoring: ScoringProfile = SCORING) -> Match:
    return match(demand, supplier, scoring, TODAY, REFERENCE)
