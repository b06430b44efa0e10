"""The labelled names: firms under several names, and pairs of firms that look alike."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from tests.factories.misspelling import misspell

_DATA = Path(__file__).parent / "data"
HALVES = (0, 1)
"""The matcher was developed on the even lines; the odd ones measure it."""


class Labelled(NamedTuple):
    first: str
    second: str
    is_same: bool


class Figures(NamedTuple):
    precision: float
    recall: float
    f1: float


def read_lines(name: str) -> list[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [
        [part.strip() for part in line.split("|")] for line in lines if not line.startswith("#")
    ]


def pairs_of(half: int) -> list[Labelled]:
    """Give one half: all pairs of a firm's names, each again spoiled, and the look-alikes."""
    return [*_same(half), *_different(half)]


def _same(half: int) -> Iterator[Labelled]:
    chance = random.Random(20270301 + half)  # noqa: S311 - spelling errors, no secrets
    for names in read_lines("firms.txt")[half::2]:
        for first, second in combinations(names, 2):
            yield Labelled(first, second, is_same=True)
        spoiled = chance.choice(names)
        yield Labelled(spoiled, misspell(spoiled, chance), is_same=True)


def _different(half: int) -> Iterator[Labelled]:
    """Look-alikes, and every firm beside the next one of the list."""
    for first, second in read_lines("lookalikes.txt")[half::2]:
        yield Labelled(first, second, is_same=False)
    firms = read_lines("firms.txt")[half::2]
    for names, others in pairwise(firms):
        yield Labelled(names[0], others[1], is_same=False)


def measure(pairs: Sequence[Labelled], says_same: Callable[[str, str], bool]) -> Figures:
    said = [(says_same(pair.first, pair.second), pair.is_same) for pair in pairs]
    right = sum(1 for answer, truth in said if answer and truth)
    answered = sum(answer for answer, _ in said)
    true = sum(truth for _, truth in said)
    return Figures(right / max(1, answered), right / true, 2 * right / (answered + true))
