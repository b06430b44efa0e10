"""How well names are told apart, on a labelled set of which one half was never looked at."""

from collections.abc import Callable

import pytest
from rapidfuzz import fuzz

from app.naming import compare_names
from tests.unit.naming.labelled import HALVES, Labelled, measure, pairs_of, read_lines

ROOM_TO_THE_BEST_GENERAL_MATCHER = 0.1


def says_same(first: str, second: str) -> bool:
    return compare_names(first, second).verdict == "same"


def best_f1(pairs: list[Labelled], scorer: Callable[[str, str], float]) -> float:
    scores = {(pair.first, pair.second): scorer(pair.first, pair.second) for pair in pairs}
    return max(
        measure(pairs, lambda a, b, least=least: scores[a, b] >= least).f1  # type: ignore[misc]
        for least in range(0, 101, 2)
    )


def test_there_are_enough_firms_and_look_alikes_to_measure_with() -> None:
    assert len(read_lines("firms.txt")) >= 150
    assert len(read_lines("lookalikes.txt")) >= 150


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall_hold_at_the_default_threshold(half: int) -> None:
    figures = measure(pairs_of(half), says_same)
    assert figures.precision >= 0.95
    assert figures.recall >= 0.90
    assert figures.f1 >= 0.93


@pytest.mark.parametrize("half", HALVES)
def test_few_look_alikes_are_taken_for_one_company(half: int) -> None:
    wrong = [p for p in pairs_of(half) if not p.is_same and says_same(p.first, p.second)]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize("half", HALVES)
def test_general_matchers_do_worse_at_their_best_threshold(half: int) -> None:
    pairs = pairs_of(half)
    ours = measure(pairs, says_same).f1
    for scorer in (fuzz.WRatio, fuzz.token_set_ratio):
        assert best_f1(pairs, scorer) < ours - ROOM_TO_THE_BEST_GENERAL_MATCHER
