import pytest
from pydantic import JsonValue

from app.bench.budgets import BUDGETS, NAMES, Budget, Relation, Threshold
from app.bench.measured import BenchError, Measured
from app.bench.report import describe_budget, measure_budgets
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket

FASTER = Threshold("speed", Relation.AT_LEAST, 10, "1/s")
SMALLER = Threshold("weight", Relation.AT_MOST, 5, "kg")


def never(_market: StoredMarket, _sizes: Sizes) -> Measured:
    raise BenchError("there is nothing to measure")


def once(_market: StoredMarket, _sizes: Sizes) -> Measured:
    return Measured({"speed": 12.0, "weight": 4.0})


def budget(*thresholds: Threshold) -> Budget:
    return Budget("some", "Something.", thresholds, once)


@pytest.mark.parametrize(
    ("threshold", "figure", "holds"),
    [
        (FASTER, 10.0, True),
        (FASTER, 9.99, False),
        (SMALLER, 5.0, True),
        (SMALLER, 5.01, False),
        (SMALLER, None, False),
    ],
)
def test_what_holds_follows_from_figure_and_threshold(
    threshold: Threshold, figure: float | None, holds: bool
) -> None:
    document = describe_budget(budget(threshold), Measured({threshold.figure: figure}))
    assert document["holds"] is holds
    assert document["figures"] == [
        {
            "name": threshold.figure,
            "figure": figure,
            "relation": threshold.relation.value,
            "threshold": threshold.value,
            "unit": threshold.unit,
            "holds": holds,
        }
    ]


def test_a_budget_holds_when_all_its_thresholds_do() -> None:
    both = budget(FASTER, SMALLER)
    assert describe_budget(both, Measured({"speed": 11.0, "weight": 1.0}))["holds"] is True
    assert describe_budget(both, Measured({"speed": 11.0, "weight": 9.0}))["holds"] is False


def test_facts_are_plain_and_rounded() -> None:
    facts: dict[str, JsonValue] = {"list": [0.123456, 2], "none": None, "yes": True, "deep": {}}
    document = describe_budget(budget(FASTER), Measured({}, facts))
    assert document["facts"] == {"list": [0.1235, 2], "none": None, "yes": True, "deep": {}}


def test_what_cannot_be_measured_does_not_hold_and_says_why(
    market: StoredMarket, sizes: Sizes
) -> None:
    impossible = Budget("impossible", "Nothing.", (FASTER,), never)
    report = measure_budgets(market, sizes, (), [impossible])
    assert report["holds"] is False
    assert isinstance(report["budgets"], list)
    document = report["budgets"][0]
    assert isinstance(document, dict)
    assert document["reason"] == "there is nothing to measure"


def test_only_what_is_named_is_measured(market: StoredMarket, sizes: Sizes) -> None:
    budgets = [Budget("one", "One.", (FASTER,), once), Budget("other", "Other.", (FASTER,), never)]
    report = measure_budgets(market, sizes, ["one"], budgets)
    assert report["holds"] is True
    assert isinstance(report["budgets"], list)
    assert len(report["budgets"]) == 1


def test_every_budget_of_the_design_is_there_once() -> None:
    assert len(set(NAMES)) == len(BUDGETS) == 6
    assert all(budget.thresholds for budget in BUDGETS)
