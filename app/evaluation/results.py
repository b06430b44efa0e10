"""What a system makes of the demands, and how good that is by the judgements."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.evaluation.labels import Labels
from app.evaluation.measures import mean, ndcg, recall, reciprocal_rank

NDCG_DEPTH = 10
RECALL_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Run:
    """What one system returned, by the ids of the judgements.

    Attributes:
        rankings: Supplier ids for each demand, best first.
        categories: Suggested taxonomy codes for each demand, likeliest first.
    """

    rankings: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Measures:
    """How good a run is: means over demands, from 0 to 1; None where no demand counts.

    Attributes:
        ndcg_at_10: Normalised discounted cumulated gain of the first ten.
        recall_at_20: Share of the relevant suppliers among the first twenty.
        mrr: Mean reciprocal rank of the first relevant supplier.
        category_accuracy_at_1: Share of demands whose first suggested category is right.
        category_accuracy_at_3: Share of demands with a right category among the first three.
        undecided: Share of demands with a right category for which none was suggested.
    """

    ndcg_at_10: float | None
    recall_at_20: float | None
    mrr: float | None
    category_accuracy_at_1: float | None
    category_accuracy_at_3: float | None
    undecided: float | None


def ndcg_of(run: Run, labels: Labels, demand_id: str) -> float:
    """Return the nDCG@10 of one judged demand."""
    grades = labels.grades[demand_id]
    return ndcg(_returned(run, grades, demand_id), grades.values(), NDCG_DEPTH)


def measure(run: Run, labels: Labels, demand_ids: Collection[str]) -> Measures:
    """Measure a run over some of the demands; those that are not judged do not count."""
    judged = [key for key in demand_ids if key in labels.grades]
    recalls, ranks = [], []
    for key in judged:
        grades = labels.grades[key]
        returned = _returned(run, grades, key)
        recalls.append(recall(returned, grades.values(), RECALL_DEPTH))
        ranks.append(reciprocal_rank(returned))
    labelled = [key for key in demand_ids if key in labels.categories]
    return Measures(
        ndcg_at_10=mean([ndcg_of(run, labels, key) for key in judged]),
        recall_at_20=mean(recalls),
        mrr=mean(ranks),
        category_accuracy_at_1=mean([_is_right(run, labels, key, 1) for key in labelled]),
        category_accuracy_at_3=mean([_is_right(run, labels, key, 3) for key in labelled]),
        undecided=mean([float(not run.categories[key]) for key in labelled]),
    )


def _returned(run: Run, grades: Mapping[str, int], demand_id: str) -> list[int]:
    return [grades.get(supplier_id, 0) for supplier_id in run.rankings[demand_id]]


def _is_right(run: Run, labels: Labels, demand_id: str, depth: int) -> float:
    suggested = run.categories[demand_id][:depth]
    return float(not labels.categories[demand_id].isdisjoint(suggested))
