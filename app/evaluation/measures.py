"""Measures of a ranking against graded judgements.

All take the grades of what was returned, best rank first. A supplier that was not judged for the
demand has grade 0; every grade above 0 is relevant.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from math import fsum, log2


def discounted_gain(grades: Iterable[int], depth: int) -> float:
    """Return the discounted cumulated gain of the first `depth` ranks.

    The gain is the grade itself and rank r is discounted by log2(r + 1), as trec_eval has it:
    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM Transactions
    on Information Systems 20(4), 2002. With only the grades 0, 1 and 2 the other usual gain,
    2^grade - 1, would count a plain answer three times a partial one instead of twice.
    """
    return fsum(grade / log2(rank + 1) for rank, grade in enumerate(islice(grades, depth), start=1))


def ndcg(returned: Sequence[int], judged: Iterable[int], depth: int) -> float:
    """Return the normalised discounted cumulated gain, from 0 to 1.

    The ideal is the best that `depth` ranks can hold: the highest judged grades in order.

    Args:
        returned: Grades of what was returned, best rank first.
        judged: All grades that were given, in any order; one of them above 0.
        depth: How many ranks count.

    Raises:
        ZeroDivisionError: Nothing is relevant; no ranking is then better than another.
    """
    ideal = discounted_gain(sorted(judged, reverse=True), depth)
    return discounted_gain(returned, depth) / ideal


def recall(returned: Sequence[int], judged: Iterable[int], depth: int) -> float:
    """Return the share of the relevant suppliers that stand within the first `depth` ranks.

    Args:
        returned: Grades of what was returned, best rank first.
        judged: All grades that were given, in any order; one of them above 0.
        depth: How many ranks count.

    Raises:
        ZeroDivisionError: Nothing is relevant.
    """
    relevant = sum(grade > 0 for grade in judged)
    return sum(grade > 0 for grade in returned[:depth]) / relevant


def reciprocal_rank(returned: Sequence[int]) -> float:
    """Return 1 / rank of the first relevant supplier, 0 where none was returned.

    Its mean over demands is the mean reciprocal rank: Voorhees, "The TREC-8 Question Answering
    Track Report", 1999.
    """
    return next((1 / rank for rank, grade in enumerate(returned, start=1) if grade > 0), 0.0)


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean, the same for every order of the values; None for no values."""
    return fsum(values) / len(values) if values else None
