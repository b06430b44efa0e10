"""What holds of every supplier at once: in what tier each one stands, and what it makes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from app.matching.index.arrays import Bools, Bytes
from app.matching.index.question import Question
from app.matching.index.segment import Segment
from app.matching.index.selection import select
from app.matching.prepared import PreparedDemand
from app.reading import Side

_MET = 2
_SILENT = Side({}, {}, {}, frozenset(), {}, {})


def ids_of(segments: Iterable[Segment]) -> list[str]:
    """Return the ids of all suppliers: the order in which everything here names them."""
    return [
        segment.id_of(row) for segment in segments for row in segment.alive.nonzero()[0].tolist()
    ]


def without_texts(demand: PreparedDemand) -> PreparedDemand:
    """Return a demand that puts the same suppliers into the same tiers, and is judged sooner."""
    return replace(demand, side=_SILENT)


def judge_all(segments: Sequence[Segment], question: Question) -> Bytes:
    """Judge the must-haves for all suppliers.

    Returns:
        The worst goodness of each supplier: 0 ineligible, 1 to confirm, 2 eligible.
    """
    parts = [_judge(segment, question)[segment.alive] for segment in segments]
    return np.concatenate((np.empty(0, np.uint8), *parts))


def offer_all(segments: Sequence[Segment], category: int | None) -> Bools:
    """Say which suppliers have a capability in a category.

    Args:
        segments: All suppliers.
        category: The number of the category; None asks for those that have none in any.
    """
    parts = [_offers(segment, category)[segment.alive] for segment in segments]
    return np.concatenate((np.empty(0, np.bool_), *parts))


def _judge(segment: Segment, question: Question) -> Bytes:
    goodness = np.full(segment.size, _MET, np.uint8)
    for criterion in question.must_haves:
        rows = goodness.nonzero()[0]
        with select(segment, rows) as selection:
            found, _ = question.decide(criterion, selection)
        goodness[rows] = np.minimum(goodness[rows], found)
    return goodness


def _offers(segment: Segment, category: int | None) -> Bools:
    found = np.zeros(segment.size, np.bool_)
    if category is None:
        found[segment.unchosen] = True
    else:
        found[segment.chosen.owners(np.array([category]))] = True
    return found
