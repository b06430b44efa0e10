"""Why nobody matches, counted over columns."""

from collections.abc import Sequence

import numpy as np

from app.matching.context import MatchContext
from app.matching.diagnosis import Diagnosis, Direction, Shortfall, describe
from app.matching.index.arrays import Bools
from app.matching.index.question import Question
from app.matching.index.segment import Segment
from app.matching.index.selection import select
from app.matching.match import judge_must_haves, must_haves_of
from app.matching.prepared import prepare_supplier
from app.matching.profiles import SupplierProfile


def diagnose(segments: Sequence[Segment], question: Question, context: MatchContext) -> Diagnosis:
    """Count what keeps the suppliers out, each of whom fails a must-have.

    Args:
        segments: All suppliers.
        question: What is asked.
        context: The profile, the day and the reference data.

    Returns:
        The diagnosis that `app.matching.diagnosis.why_nothing` gives for the same suppliers.
    """
    anybody = prepare_supplier(SupplierProfile("", "", ""), context.reference)
    judgements = judge_must_haves(question.demand, anybody, context)
    asked = {item.key: item.asked for item in must_haves_of(judgements)}
    shortfalls = {key: Shortfall(key, facts) for key, facts in asked.items()}
    total = inside = 0
    for segment in segments:
        unmet = _unmet(segment, question)
        in_category = ~unmet.get("category", np.zeros(len(segment), np.bool_))
        failed = sum(unmet.values(), np.zeros(len(segment), np.int64))
        total += len(segment)
        inside += int(np.count_nonzero(in_category))
        for key, fails in unmet.items():
            shortfall = shortfalls[key]
            shortfall.failing += int(np.count_nonzero(fails))
            shortfall.failing_inside += int(np.count_nonzero(fails & in_category))
            shortfall.only += int(np.count_nonzero(fails & (failed == 1)))
    return describe(total, inside, shortfalls.values(), Direction.SUPPLIERS)


def _unmet(segment: Segment, question: Question) -> dict[str, Bools]:
    """Return which suppliers fail each must-have."""
    found: dict[str, Bools] = {}
    with select(segment, segment.alive.nonzero()[0]) as selection:
        for criterion in question.must_haves:
            goodness, _ = question.judge(criterion, selection)
            found |= {key: each == 0 for key, each in goodness.items()}
    return found
