from collections.abc import Callable
from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.measures import discounted_gain, mean, ndcg, recall, reciprocal_rank

GRADES = st.lists(st.integers(0, 3), min_size=1, max_size=30).filter(any)


def test_the_gain_is_the_grade_discounted_by_the_logarithm_of_the_rank() -> None:
    # Järvelin and Kekäläinen's discount with base 2, as trec_eval has it
    assert discounted_gain([2, 0, 1], 10) == pytest.approx(2 / 1 + 1 / log2(4))
    assert discounted_gain([2, 0, 1], 2) == 2
    assert discounted_gain([], 10) == 0


def test_ndcg_of_a_case_counted_by_hand() -> None:
    ideal = 2 + 2 / log2(3) + 1 / 2
    assert ndcg([1, 2, 0, 2], [2, 1, 2, 0], 10) == pytest.approx(
        (1 + 2 / log2(3) + 2 / log2(5)) / ideal
    )


def test_the_ideal_is_what_the_depth_can_hold() -> None:
    assert ndcg([1] * 10, [1] * 30, 10) == 1


def test_recall_counts_relevant_suppliers_within_the_depth() -> None:
    assert recall([0, 1, 0, 2], [1, 2, 2, 1, 0], 3) == 1 / 4
    assert recall([0, 1, 0, 2], [1, 2, 2, 1, 0], 4) == 2 / 4


def test_the_reciprocal_rank_is_that_of_the_first_relevant_supplier() -> None:
    assert reciprocal_rank([0, 0, 1, 2]) == 1 / 3
    assert reciprocal_rank([0, 0]) == 0


def test_the_mean_of_nothing_is_unknown() -> None:
    assert mean([]) is None
    assert mean([0.25, 0.75]) == 0.5


@pytest.mark.parametrize("measure", [ndcg, recall])
def test_without_a_relevant_supplier_no_ranking_is_better(
    measure: Callable[[list[int], list[int], int], float],
) -> None:
    with pytest.raises(ZeroDivisionError):
        measure([0, 0], [0, 0], 10)


@given(GRADES, st.integers(1, 40))
def test_a_perfect_ranking_gets_one(grades: list[int], depth: int) -> None:
    assert ndcg(sorted(grades, reverse=True), grades, depth) == 1


@given(GRADES, st.randoms(use_true_random=False), st.integers(1, 40))
def test_every_figure_lies_between_nought_and_one(
    grades: list[int], random: Random, depth: int
) -> None:
    returned = random.sample(grades, len(grades))
    for figure in (
        ndcg(returned, grades, depth),
        recall(returned, grades, depth),
        reciprocal_rank(returned),
    ):
        assert 0 <= figure <= 1


@given(GRADES, st.data())
def test_moving_a_better_supplier_down_lowers_ndcg(grades: list[int], data: st.DataObject) -> None:
    upper = data.draw(st.integers(0, len(grades) - 1))
    lower = data.draw(st.integers(upper, len(grades) - 1))
    low, high = sorted((grades[upper], grades[lower]))
    worse, better = grades.copy(), grades.copy()
    worse[upper], worse[lower] = low, high
    better[upper], better[lower] = high, low
    depth = len(grades)
    if grades[upper] == grades[lower]:
        assert ndcg(worse, grades, depth) == ndcg(better, grades, depth)
    else:
        assert ndcg(worse, grades, depth) < ndcg(better, grades, depth)
    assert recall(worse, grades, upper + 1) <= recall(better, grades, upper + 1)
    assert reciprocal_rank(worse) <= reciprocal_rank(better)
