from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from app.matching import Capability, Demand, Period, Status
from app.matching.criteria.capacity import needed_per_month
from app.matching.results import Judgement
from tests.unit.matching.builders import TODAY, a_demand, a_supplier, able, judged

SPRINGS, WIRE, INJECTION = "MET-SPR", "MET-WIR", "PLA-INJ"


def asking(quantity: int, period: Period = "month", unit: str = "pcs") -> Demand:
    return a_demand(quantity=Decimal(quantity), unit=unit, period=period, categories=(SPRINGS,))


def judge(demand: Demand, *capabilities: Capability) -> Judgement:
    return judged("capacity", demand, a_supplier(capabilities=capabilities))


def test_enough_is_met_in_full() -> None:
    judgement = judge(asking(1_000), able(SPRINGS, 1_000))
    assert (judgement.status, judgement.value) == (Status.MET, 10_000)


def test_less_is_unmet_and_worth_its_share() -> None:
    judgement = judge(asking(1_000), able(SPRINGS, 250))
    assert (judgement.status, judgement.value) == (Status.UNMET, 2_500)
    assert judgement.must_haves[0].code == "capacity.short"


def test_a_hair_too_little_is_unmet_and_never_rounded_up() -> None:
    judgement = judge(asking(3_000_000), able(SPRINGS, 2_999_999))
    assert judgement.status is Status.UNMET
    assert judgement.value == 9_999


def test_units_of_one_base_compare() -> None:
    assert judge(asking(2, unit="t"), able(SPRINGS, 2_000, "kg")).status is Status.MET
    assert judge(asking(1_001), able(SPRINGS, 1, "kpcs")).status is Status.UNMET


def test_a_unit_that_does_not_compare_is_a_question() -> None:
    judgement = judge(asking(10), able(SPRINGS, 10, "kg"))
    assert judgement.status is Status.UNKNOWN
    assert judgement.must_haves[0].code == "capacity.unit_differs"


def test_a_capacity_that_is_not_stated_is_a_question_worth_less_than_enough() -> None:
    for capabilities in ((), (able(SPRINGS, None),)):
        judgement = judge(asking(10), *capabilities)
        assert judgement.status is Status.UNKNOWN
        assert judgement.must_haves[0].code == "capacity.unknown"
        assert 0 < judgement.value < 10_000


def test_the_largest_capability_counts_and_not_the_sum() -> None:
    judgement = judge(asking(1_000), able(SPRINGS, 600), able(SPRINGS, 500, cap_id="d"))
    assert (judgement.status, judgement.value) == (Status.UNMET, 6_000)


def test_a_capability_that_leaves_it_open_may_be_enough() -> None:
    judgement = judge(asking(1_000), able(SPRINGS, 600), able(SPRINGS, None, cap_id="d"))
    assert (judgement.status, judgement.value) == (Status.UNKNOWN, 6_000)
    assert judgement.must_haves[0].code == "capacity.partly_unknown"


def test_capabilities_of_another_category_do_not_count() -> None:
    judgement = judge(asking(1_000), able(INJECTION, 5_000), able(SPRINGS, 100, cap_id="d"))
    assert judgement.status is Status.UNMET
    assert judge(asking(1_000), able(INJECTION, 5_000)).status is Status.UNKNOWN


def test_capabilities_within_the_category_count() -> None:
    demand = a_demand(quantity=Decimal(5), unit="pcs", period="month", categories=("MET",))
    assert judge(demand, able(SPRINGS, 5)).status is Status.MET


def test_all_capabilities_count_when_either_side_has_no_category() -> None:
    anything = a_demand(quantity=Decimal(5), unit="pcs", period="month")
    assert judge(anything, able(INJECTION, 5)).status is Status.MET
    assert judge(asking(5), able(None, 5)).status is Status.MET


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", Fraction(1200 * 365, 12)),
        ("week", Fraction(1200 * 365, 12 * 7)),
        ("month", Fraction(1200)),
        ("quarter", Fraction(400)),
        ("year", Fraction(100)),
    ],
)
def test_a_need_is_turned_into_months(period: Period, expected: Fraction) -> None:
    assert needed_per_month(asking(1_200, period), TODAY) == expected


@pytest.mark.parametrize(("days", "expected"), [(730, 50), (10, 1_200), (-5, 1_200)])
def test_a_single_order_is_spread_over_the_months_left_at_least_one(
    days: int, expected: int
) -> None:
    demand = a_demand(
        quantity=Decimal(1_200), unit="pcs", period="once", needed_by=TODAY + timedelta(days=days)
    )
    assert needed_per_month(demand, TODAY) == expected


def test_a_single_order_with_a_date_is_a_must_have() -> None:
    demand = a_demand(
        quantity=Decimal(10), unit="pcs", period="once", needed_by=TODAY + timedelta(days=3)
    )
    assert judge(demand, able(SPRINGS, 5)).status is Status.UNMET


@pytest.mark.parametrize(
    "demand",
    [
        a_demand(),
        a_demand(quantity=Decimal(5)),
        a_demand(quantity=Decimal(5), unit="pcs"),
        a_demand(quantity=Decimal(5), unit="pcs", period="once"),
        a_demand(quantity=Decimal(0), unit="pcs", period="month"),
    ],
)
def test_a_demand_that_does_not_say_how_much_in_what_time_asks_nothing(demand: Demand) -> None:
    assert judge(demand, able(SPRINGS, 5)).status is Status.NOT_APPLICABLE
