"""The report of a run: every budget as figure, threshold and whether it holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from pydantic import JsonValue

from app.bench.budgets import BUDGETS, Budget
from app.bench.machine import describe_machine
from app.bench.measured import BenchError, Measured
from app.bench.progress import say
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket

_SIGNIFICANT = 4

Json = dict[str, JsonValue]


def measure_budgets(
    market: StoredMarket,
    sizes: Sizes,
    names: Collection[str],
    budgets: Sequence[Budget] = BUDGETS,
) -> Json:
    """Measure budgets one after the other.

    Args:
        market: A stored market of the sizes that are given.
        sizes: The sizes.
        names: Which budgets to measure; all when empty.
        budgets: What there is to be measured.

    Returns:
        The report.
    """
    documents: list[Json] = []
    for budget in budgets:
        if not names or budget.name in names:
            say(f"Measuring {budget.name}")
            documents.append(describe_budget(budget, _measure(budget, market, sizes)))
    return {
        "machine": describe_machine(),
        "sizes": _rounded(asdict(sizes)),
        "budgets": list(documents),
        "holds": all(document["holds"] for document in documents),
    }


def describe_budget(budget: Budget, measured: Measured) -> Json:
    """Hold what was measured against the thresholds of a budget."""
    figures = [
        {
            "name": threshold.figure,
            "figure": _rounded(measured.figures.get(threshold.figure)),
            "relation": threshold.relation.value,
            "threshold": threshold.value,
            "unit": threshold.unit,
            "holds": threshold.holds(measured.figures.get(threshold.figure)),
        }
        for threshold in budget.thresholds
    ]
    document: Json = {
        "name": budget.name,
        "what": budget.what,
        "figures": list(figures),
        "holds": all(figure["holds"] for figure in figures),
        "facts": _rounded(measured.facts),
    }
    if measured.reason:
        document["reason"] = measured.reason
    return document


def _measure(budget: Budget, market: StoredMarket, sizes: Sizes) -> Measured:
    try:
        return budget.measure(market, sizes)
    except BenchError as error:
        return Measured({}, reason=str(error))


def _rounded(value: object) -> JsonValue:
    """Round the numbers of a document to four significant digits."""
    if isinstance(value, Mapping):
        return {str(name): _rounded(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    if isinstance(value, float):
        return float(f"{value:.{_SIGNIFICANT}g}")
    return value if value is None or isinstance(value, bool | int) else str(value)
