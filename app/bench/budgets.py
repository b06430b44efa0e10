"""Every budget: what is measured, against which thresholds, and how."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.bench import batch, http_rankings, importing, million, starting
from app.bench.measured import Measured
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket

Measure = Callable[[StoredMarket, Sizes], Measured]


class Relation(StrEnum):
    """On which side of a threshold a figure must be; the threshold itself will do."""

    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a figure must reach.

    Attributes:
        figure: Name of the figure.
        relation: On which side of the value it must be.
        value: The threshold.
        unit: Unit of both.
    """

    figure: str
    relation: Relation
    value: float
    unit: str

    def holds(self, figure: float | None) -> bool:
        """Say whether a figure is good enough; one that could not be measured is not."""
        if figure is None:
            return False
        if self.relation is Relation.AT_LEAST:
            return figure >= self.value
        return figure <= self.value


@dataclass(frozen=True, slots=True)
class Budget:
    """Something that has to be fast or small enough.

    Attributes:
        name: By which it is asked for.
        what: What is measured, in a sentence.
        thresholds: All must hold.
        measure: Measures it.
    """

    name: str
    what: str
    thresholds: Sequence[Threshold]
    measure: Measure


BUDGETS: Sequence[Budget] = (
    Budget(
        "http_ranking_cold",
        "GET /v1/demands/{id}/matches?limit=20, one worker, each demand once, against a static"
        " endpoint of the same server with as long an answer",
        (Threshold(http_rankings.RATIO, Relation.AT_LEAST, 0.25, "times"),),
        http_rankings.measure_cold,
    ),
    Budget(
        "http_ranking_repeated",
        "the same, with unchanged data and demands that were asked before",
        (Threshold(http_rankings.RATIO, Relation.AT_LEAST, 0.70, "times"),),
        http_rankings.measure_repeated,
    ),
    Budget(
        "batch_pairs_per_second",
        "all demands against all suppliers, the first 20 of each, in a process that never ranked"
        " before, against a loop of rapidfuzz WRatio over the raw texts",
        (
            Threshold(batch.PAIRS, Relation.AT_LEAST, 10e6, "pairs/s"),
            Threshold(batch.RATIO, Relation.AT_LEAST, 50, "times"),
        ),
        batch.measure_batch,
    ),
    Budget(
        "one_demand_million",
        "one demand against a crowd of suppliers, each demand once, on one core",
        (
            Threshold(million.MEDIAN, Relation.AT_MOST, 15, "ms"),
            Threshold(million.P99, Relation.AT_MOST, 50, "ms"),
            Threshold(million.BYTES, Relation.AT_MOST, 300, "bytes"),
        ),
        million.measure_million,
    ),
    Budget(
        "imports",
        "a workbook of demands; files of suppliers, and how the peak of the memory grows from the"
        " smaller to the larger file",
        (
            Threshold(importing.XLSX_SECONDS, Relation.AT_MOST, 1, "s"),
            Threshold(importing.CSV_SECONDS, Relation.AT_MOST, importing.MOST_CSV_SECONDS, "s"),
            Threshold(importing.MEMORY_GROWTH, Relation.AT_MOST, 1.25, "times"),
        ),
        importing.measure_imports,
    ),
    Budget(
        "start_ready",
        "from the start of `ketnoi serve` until /readyz answers 200",
        (Threshold(starting.SECONDS, Relation.AT_MOST, 2, "s"),),
        starting.measure_start,
    ),
)

NAMES = tuple(budget.name for budget in BUDGETS)
