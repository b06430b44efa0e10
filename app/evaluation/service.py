"""The evaluation as a whole: store, rank, and only then compare with the labels."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic

from app.evaluation.baselines import BASELINES, run_baseline
from app.evaluation.labels import Labels, read_labels
from app.evaluation.ranking import OwnRun, Progress, rank_all
from app.evaluation.results import Measures, Run, measure
from app.evaluation.storage import Stored, store, temporary_database
from app.evaluation.texts import DemandText, Texts, read_texts


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures over some of the demands.

    Attributes:
        demands: How many of them are judged.
        own: The service's.
        baselines: Each baseline's, by name.
    """

    demands: int
    own: Measures
    baselines: Mapping[str, Measures]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that an evaluation found.

    Attributes:
        figures: Over all demands.
        by_language: Over the demands of each language, by its name.
        by_extract: Over the demands of each kind of extract, by its name.
        own: What the service returned.
        texts: What was ranked.
        labels: What is right.
        stored: What was stored, and what was left out.
        seconds: How long it took.
    """

    figures: Figures
    by_language: Mapping[str, Figures]
    by_extract: Mapping[str, Figures]
    own: OwnRun
    texts: Texts
    labels: Labels
    stored: Stored
    seconds: float


def evaluate(directory: Path, today: date, progress: Progress = lambda: None) -> Evaluation:
    """Evaluate rankings and suggestions against a directory of judgements.

    Args:
        directory: Holds the files that the package's documentation describes.
        today: Day of the rankings.
        progress: Told after each demand that was ranked.

    Raises:
        EvaluationError: A file is missing, or a line cannot be used.
    """
    start = monotonic()
    texts = read_texts(directory)
    with temporary_database() as database:
        with database.write() as session:
            stored = store(session, texts)
        with database.read() as session:
            own = rank_all(session, stored, today, progress)
    baselines = {name: run_baseline(scorer, texts) for name, scorer in BASELINES.items()}
    labels = read_labels(directory, texts)
    demands = texts.demands

    def figures(demand_ids: Collection[str]) -> Figures:
        return _measure_all(own.run, baselines, labels, demand_ids)

    return Evaluation(
        figures=figures([demand.id for demand in demands]),
        by_language=_by(demands, lambda demand: demand.language, figures),
        by_extract=_by(demands, lambda demand: demand.extract, figures),
        own=own,
        texts=texts,
        labels=labels,
        stored=stored,
        seconds=monotonic() - start,
    )


def _measure_all(
    own: Run, baselines: Mapping[str, Run], labels: Labels, demand_ids: Collection[str]
) -> Figures:
    return Figures(
        demands=sum(key in labels.grades for key in demand_ids),
        own=measure(own, labels, demand_ids),
        baselines={name: measure(run, labels, demand_ids) for name, run in baselines.items()},
    )


def _by(
    demands: Collection[DemandText],
    group_of: Callable[[DemandText], str],
    figures: Callable[[Collection[str]], Figures],
) -> dict[str, Figures]:
    names = sorted({group_of(demand) for demand in demands})
    return {
        name: figures([demand.id for demand in demands if group_of(demand) == name])
        for name in names
    }
