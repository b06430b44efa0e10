from dataclasses import asdict
from math import log2

import pytest

from app.evaluation.labels import Labels
from app.evaluation.results import Run, measure

LABELS = Labels(
    grades={"D1": {"S1": 2, "S2": 1}, "D2": {"S3": 1, "S1": 0}},
    categories={"D1": frozenset({"MET-SPR"}), "D3": frozenset({"PKG-CAR", "PKG-OFF"})},
    without_right_answer=(),
)
RUN = Run(
    rankings={"D1": ("S3", "S1", "S2"), "D2": ("S3", "S1", "S2"), "D3": ("S1", "S2", "S3")},
    categories={"D1": ("MET-FAS", "MET-SPR"), "D2": ("MET-FAS",), "D3": ()},
)


def test_figures_are_means_over_the_demands_that_are_judged() -> None:
    found = measure(RUN, LABELS, ["D1", "D2", "D3"])
    first = (2 / log2(3) + 1 / 2) / (2 + 1 / log2(3))
    assert asdict(found) == {
        "ndcg_at_10": pytest.approx((first + 1) / 2),
        "recall_at_20": 1,
        "mrr": pytest.approx((1 / 2 + 1) / 2),
        "category_accuracy_at_1": 0,
        "category_accuracy_at_3": 1 / 2,
        "undecided": 1 / 2,
    }


def test_without_judged_demands_a_figure_is_unknown() -> None:
    found = measure(RUN, LABELS, ["D3"])
    assert found.ndcg_at_10 is found.recall_at_20 is found.mrr is None
    assert found.undecided == 1
    assert measure(RUN, LABELS, ["D2"]).undecided is None


def test_a_suggestion_beyond_the_third_does_not_count() -> None:
    run = Run(RUN.rankings, {**RUN.categories, "D1": ("A", "B", "C", "MET-SPR")})
    assert measure(run, LABELS, ["D1"]).category_accuracy_at_3 == 0
