"""The demands that were served or read worst: what came out, and what would have been right."""

from dataclasses import dataclass

from app.evaluation.results import ndcg_of
from app.evaluation.service import Evaluation
from app.evaluation.texts import DemandText, SupplierText
from app.matches.schemas import SupplierMatchRead


@dataclass(frozen=True, slots=True)
class Returned:
    """A supplier that was returned.

    Attributes:
        rank: Its rank, from 1.
        grade: Its grade; 0 where it was not judged.
        supplier: The supplier.
        match: Its score with the reasons.
    """

    rank: int
    grade: int
    supplier: SupplierText
    match: SupplierMatchRead


@dataclass(frozen=True, slots=True)
class Right:
    """A supplier that is right.

    Attributes:
        rank: Its rank, from 1.
        grade: Its grade, above 0.
        supplier: The supplier.
    """

    rank: int
    grade: int
    supplier: SupplierText


@dataclass(frozen=True, slots=True)
class Mistake:
    """A demand and what became of it.

    Attributes:
        demand: The demand.
        ndcg_at_10: How well it was served.
        suggested: Categories that were suggested, likeliest first.
        categories: Categories that are right; empty where it has no such label.
        returned: The first suppliers of its ranking.
        right: All suppliers that are right, the best grade first, then by rank.
    """

    demand: DemandText
    ndcg_at_10: float
    suggested: tuple[str, ...]
    categories: tuple[str, ...]
    returned: tuple[Returned, ...]
    right: tuple[Right, ...]


@dataclass(frozen=True, slots=True)
class Misread:
    """A demand whose first suggested category is wrong, or that has none.

    Attributes:
        demand: The demand.
        suggested: Categories that were suggested, likeliest first.
        categories: Categories that are right.
    """

    demand: DemandText
    suggested: tuple[str, ...]
    categories: tuple[str, ...]


def find_misread(evaluation: Evaluation, limit: int) -> list[Misread]:
    """Return demands that were read wrongly or not at all, in the order of the file."""
    run, labels = evaluation.own.run, evaluation.labels
    found = [
        Misread(demand, run.categories[demand.id], tuple(sorted(labels.categories[demand.id])))
        for demand in evaluation.texts.demands
        if demand.id in labels.categories
        and labels.categories[demand.id].isdisjoint(run.categories[demand.id][:1])
    ]
    return found[:limit]


def find_worst(evaluation: Evaluation, limit: int) -> list[Mistake]:
    """Return the judged demands with the lowest nDCG@10, the worst first, ties by id."""
    run, labels = evaluation.own.run, evaluation.labels
    judged = [demand for demand in evaluation.texts.demands if demand.id in labels.grades]
    worst = sorted((ndcg_of(run, labels, demand.id), demand.id, demand) for demand in judged)
    suppliers = {supplier.id: supplier for supplier in evaluation.texts.suppliers}
    return [_describe(evaluation, demand, ndcg, suppliers) for ndcg, _, demand in worst[:limit]]


def _describe(
    evaluation: Evaluation, demand: DemandText, ndcg: float, suppliers: dict[str, SupplierText]
) -> Mistake:
    own, labels = evaluation.own, evaluation.labels
    grades = labels.grades[demand.id]
    ranks = {key: rank for rank, key in enumerate(own.run.rankings[demand.id], start=1)}
    right = sorted((-grade, ranks[key], key) for key, grade in grades.items() if grade > 0)
    first = zip(own.first[demand.id], own.run.rankings[demand.id], strict=False)
    return Mistake(
        demand=demand,
        ndcg_at_10=ndcg,
        suggested=own.run.categories[demand.id],
        categories=tuple(sorted(labels.categories.get(demand.id, ()))),
        returned=tuple(
            Returned(match.rank, grades.get(key, 0), suppliers[key], match) for match, key in first
        ),
        right=tuple(Right(rank, -grade, suppliers[key]) for grade, rank, key in right),
    )
