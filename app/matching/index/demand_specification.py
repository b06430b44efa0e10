"""What the texts say of every demand: equal to `app.reading.similarity` pair by pair.

Most words of most demands are not answered, so that only those that are get looked at.
"""

from typing import Any

import numpy as np

from app.matching.context import MatchContext
from app.matching.index.arrays import Array, Longs, Whole
from app.matching.index.demand_rows import DemandRows
from app.matching.index.demand_verdicts import MET, Verdict
from app.matching.index.lexicon import Lexicon
from app.matching.prepared import PreparedSupplier
from app.reading import ONE, Side
from app.reading.measures import MEASURE_KINDS
from app.reading.similarity import DEFAULT_SIMILARITY, suffices
from app.reading.word_answers import FULL, WordAnswer, worth_of

_WORTHS = np.array([worth_of(answer, DEFAULT_SIMILARITY) for answer in WordAnswer], np.int64)
_MEASURE_WEIGHT = DEFAULT_SIMILARITY.measure_weight * ONE


def judge(rows: DemandRows, supplier: PreparedSupplier, context: MatchContext) -> Verdict:
    """Judge the texts for every demand; never a must-have."""
    goodness = np.full(len(rows), MET, np.uint8)
    if supplier.side is None or supplier.side.is_empty:
        neutral = context.scoring.parameters.specification_unknown_value
        return Verdict(goodness, np.full(len(rows), neutral, np.int64), dict)
    return Verdict(goodness, _compare(rows, supplier.side), dict)


def _compare(rows: DemandRows, side: Side) -> Longs:
    """Return how much of what each demand asks for is answered, 0 to 10,000."""
    table, words = rows.table, rows.word_items
    answers = _answers(rows.lexicon, side)[words["number"]]
    hit = answers.nonzero()[0]
    owner, answer = words.owner[hit], answers[hit]
    same = np.bincount(owner[answer == WordAnswer.SAME], minlength=len(rows))
    answered = _leaf_sum(rows, side, same == table["word_count"])
    known = table["leaves"]
    implied = answered // np.maximum(known, 1) * DEFAULT_SIMILARITY.implied // ONE
    answered += implied * table["implied"]
    more = _WORTHS[answer] - implied[owner] * words["is_of_trade"][hit]
    answered += _sum(owner, words["weight"][hit] * np.maximum(more, 0), len(rows))
    total = known + table["words"]
    _add_measures(rows, side, total, answered)
    value: Longs = answered // np.maximum(total, 1)
    return value


def _answers(lexicon: Lexicon, side: Side) -> Array:
    """Return how the supplier answers each word of the demands, by its number.

    Only a word that the vocabulary does not have can be another one, misspelt.
    """
    numbers: list[int] = []
    kinds: list[WordAnswer] = []
    for word in side.words:
        least = WordAnswer.MISSPELT if word in side.others else WordAnswer.OTHER_MARKS
        for number, kind in zip(*lexicon.answers(word), strict=True):
            if kind >= least:
                numbers.append(number)
                kinds.append(kind)
    answers = np.zeros(len(lexicon), np.uint8)
    np.maximum.at(answers, np.array(numbers, np.int64), np.array(kinds, np.uint8))
    return answers


def _leaf_sum(rows: DemandRows, side: Side, in_its_words: Array) -> Longs:
    """Sum up how well the supplier's leaves answer those of each demand, the best of each."""
    numbers, leaves = rows.codes.categories, rows.leaf_items
    offered = [numbers[code] for code in side.leaves]
    confidence = np.array(list(side.leaves.values()), np.int64)
    closeness = rows.codes.relations.closeness[:, offered]
    is_near = closeness.max(axis=1, initial=0) > 0
    near = is_near[leaves["code"]].nonzero()[0]
    owner = leaves.owner[near]
    sure = np.where(in_its_words[owner], leaves["asked"][near], leaves["sure"][near])
    share = np.minimum(ONE, confidence * ONE // sure[:, np.newaxis])
    quality = closeness[leaves["code"][near]] * share // ONE
    best = quality.max(axis=1, initial=0)
    return _sum(owner, leaves["weight"][near] * best, len(rows))


def _add_measures(rows: DemandRows, side: Side, total: Longs, answered: Longs) -> None:
    """Add each measure that both sides state."""
    measures = rows.measures
    for kind, offered in side.measures.items():
        at = (measures["kind"] == MEASURE_KINDS.index(kind)).nonzero()[0]
        asked: Any = (measures["low"][at], measures["high"][at])
        owner = measures.owner[at]
        total[owner] += _MEASURE_WEIGHT
        answered[owner] += _MEASURE_WEIGHT * FULL * suffices(kind, asked, offered)


def _sum(owner: Whole, numbers: Longs, size: int) -> Longs:
    """Sum up numbers by demand; their sums stay below 2**53, so that floats hold them."""
    return np.bincount(owner, numbers, size).astype(np.int64)
