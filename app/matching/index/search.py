"""The best suppliers of a segment: the must-haves sort them into tiers, then scores decide."""

from collections.abc import Collection, Mapping
from itertools import repeat
from typing import NamedTuple

import numpy as np

from app.matching.criteria import category
from app.matching.index.best import Best
from app.matching.index.question import Question
from app.matching.index.segment import Segment
from app.matching.index.selection import select
from app.matching.index.standing import Standing
from app.matching.results import TIERS, Eligibility

_GOODNESS: Mapping[Eligibility, int] = {
    Eligibility.ELIGIBLE: 2,
    Eligibility.TO_CONFIRM: 1,
    Eligibility.INELIGIBLE: 0,
}


_TIERS = {goodness: tier for tier, goodness in _GOODNESS.items()}

_TOGETHER = 600
"""Suppliers of several tiers that are scored at once rather than tier by tier."""


class Pick(NamedTuple):
    """A supplier that was found: its tier, its score and its row."""

    tier: Eligibility
    score: int
    row: int


def search(
    segment: Segment, question: Question, tiers: Collection[Eligibility], need: int
) -> tuple[dict[Eligibility, int], list[Pick]]:
    """Find the best suppliers of a segment.

    Args:
        segment: The suppliers.
        question: What is asked.
        tiers: The tiers to list.
        need: How many to find at most, over all tiers.

    Returns:
        How many suppliers each tier has, and the best in the order of tier, score and row.
    """
    standing = _stand(segment, question, keep_unmet=Eligibility.INELIGIBLE in tiers)
    totals = _count(standing, segment)
    if standing.goodness is not None and _fit_together(totals, tiers, need):
        return totals, _find_together(segment, question, standing, tiers)[:need]
    picks: list[Pick] = []
    for tier in TIERS:
        if tier not in tiers or not totals[tier] or len(picks) >= need:
            continue
        best = Best(segment, question, _in_tier(standing, tier), need - len(picks))
        scores, rows = best.find()
        picks += map(Pick, repeat(tier), scores, rows)
    return totals, picks


def _fit_together(
    totals: Mapping[Eligibility, int], tiers: Collection[Eligibility], need: int
) -> bool:
    """Say whether several tiers are needed and hold so few that they are best scored at once."""
    counts = [totals[tier] for tier in TIERS if tier in tiers and totals[tier]]
    return len(counts) > 1 and counts[0] < need and sum(counts) <= _TOGETHER


def _find_together(
    segment: Segment, question: Question, standing: Standing, tiers: Collection[Eligibility]
) -> list[Pick]:
    """Score everybody in the tiers to be listed, and put them in order."""
    goodness = np.asarray(standing.goodness)
    listed = np.zeros(len(goodness), np.bool_)
    for tier in tiers:
        listed |= goodness == _GOODNESS[tier]
    standing = standing.take(listed.nonzero()[0])
    scores, rows = Best(segment, question, standing, len(goodness)).score_all(standing)
    goodness = goodness[listed]
    order = np.lexsort((rows, -scores, -goodness.astype(np.int8)))
    found = (goodness[order].tolist(), scores[order].tolist(), rows[order].tolist())
    return [Pick(_TIERS[good], score, row) for good, score, row in zip(*found, strict=True)]


def _stand(segment: Segment, question: Question, *, keep_unmet: bool) -> Standing:
    """Judge the must-haves; who fails one is not looked at further, unless it is to be listed."""
    standing = Standing(segment.alive.nonzero()[0] if segment.gone else None)
    must_haves = question.must_haves
    if must_haves[:1] == (category.NAME,) and question.category is not None and not keep_unmet:
        rows, keys = question.category.passing_rows(segment)
        standing = Standing(rows)
        with select(segment, rows) as selection:
            standing.add(category.NAME, *question.category.judge(selection, keys))
        must_haves = must_haves[1:]
    for criterion in must_haves:
        with select(segment, standing.rows) as selection:
            standing.add(criterion, *question.decide(criterion, selection))
        if standing.goodness is not None and not keep_unmet:
            kept = standing.goodness.nonzero()[0]
            if len(kept) < len(standing.goodness):
                standing = standing.take(kept)
    return standing


def _count(standing: Standing, segment: Segment) -> dict[Eligibility, int]:
    if standing.goodness is None:
        return {tier: len(segment) * (tier is Eligibility.ELIGIBLE) for tier in TIERS}
    totals = {
        tier: int(np.count_nonzero(standing.goodness == goodness))
        for tier, goodness in _GOODNESS.items()
    }
    within = totals[Eligibility.ELIGIBLE] + totals[Eligibility.TO_CONFIRM]
    return totals | {Eligibility.INELIGIBLE: len(segment) - within}


def _in_tier(standing: Standing, tier: Eligibility) -> Standing:
    if standing.goodness is None:
        return standing
    return standing.take((standing.goodness == _GOODNESS[tier]).nonzero()[0])
