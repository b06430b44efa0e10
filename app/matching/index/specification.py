"""The specification criterion over columns: equal to `app.reading.similarity` pair by pair.

Sums and quotients are whole numbers below 2**53 and so exact in floats, which numpy multiplies
and divides faster.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.index.arrays import Bools, Bytes, Floats, Ints, Longs, count_to
from app.matching.index.codes import Codes
from app.matching.index.lexicon import Lexicon
from app.matching.index.segment import Segment
from app.matching.index.selection import Selection
from app.matching.prepared import PreparedDemand
from app.reading import ONE, Side
from app.reading.measures import MEASURE_KINDS
from app.reading.similarity import DEFAULT_SIMILARITY, leaf_weights, suffices, surely, word_weights
from app.reading.word_answers import FULL, WordAnswer, worth_of

WORTHS = np.array([worth_of(answer, DEFAULT_SIMILARITY) for answer in WordAnswer], np.float64)
"""Quality of each answer to a word."""


class SpecificationForm:
    """What a demand's texts ask.

    Attributes:
        near: How close each category is to each leaf of the demand, shape (leaves, 256).
        leaf_weights: Weight of each leaf, shape (leaves,).
    """

    def __init__(
        self, demand: PreparedDemand, context: MatchContext, codes: Codes, lexicon: Lexicon
    ) -> None:
        self._side: Side = demand.side
        self.neutral = context.scoring.parameters.specification_unknown_value
        leaves = demand.side.leaves
        numbers = np.array([codes.categories[code] for code in leaves], np.int64)
        self.near: Ints = codes.relations.closeness[numbers].astype(np.int32)
        self._is_near: Bools = self.near.max(axis=0, initial=0) > 0
        self._asked = np.array(list(leaves.values()), np.int32)
        self._sure = np.array(
            [surely(sure, DEFAULT_SIMILARITY, in_its_words=False) for sure in leaves.values()],
            np.int32,
        )
        self.leaf_weights = np.array(leaf_weights(demand.side, DEFAULT_SIMILARITY), np.float64)
        self._known = float(self.leaf_weights.sum())
        self._word_weights = np.array(word_weights(demand.side, DEFAULT_SIMILARITY), np.float64)
        self._implied = np.array(
            [0 if word in demand.side.others else 1 for word in demand.side.words], np.float64
        )
        self._words_total = float(self._word_weights.sum())
        self._lexicon = lexicon
        self._remembered: tuple[Segment, Asked] | None = None
        self._measure_weight = float(DEFAULT_SIMILARITY.measure_weight * ONE)

    def bound(self, leaf_reach: Longs, word_reach: Floats) -> int:
        """Return a value that no supplier with texts exceeds whose texts come so near.

        Args:
            leaf_reach: The most that any of its leaves is worth for each leaf of the demand.
            word_reach: The same for each word.
        """
        leaves = float(self.leaf_weights @ leaf_reach)
        mean = np.floor(leaves / self._known) if self._known else 0.0
        implied = self._implied * np.floor(mean * DEFAULT_SIMILARITY.implied / ONE)
        words = float(self._word_weights @ np.maximum(word_reach, implied))
        return int(self._most(np.array(leaves + words)))

    def bound_each(self, selection: Selection) -> Longs:
        """Return a value for each supplier that it does not exceed, whatever its words are.

        Only for a demand of which something was understood.
        """
        sure = np.minimum(self._asked, self._sure)
        leaves = self._leaf_sum(selection.segment, selection.rows, sure, selection.size)
        reach = self.word_reach(self.words_in(selection.segment))
        mean = np.floor(leaves / self._known)
        implied = np.floor(mean * DEFAULT_SIMILARITY.implied / ONE)
        words = np.maximum(reach[:, np.newaxis], self._implied[:, np.newaxis] * implied)
        most = self._most(leaves + self._word_weights @ words)
        most[selection.those(selection.segment.silent)] = self.neutral
        return most

    def _most(self, answered: Floats) -> Longs:
        """Return the value when the measures are all answered in full besides."""
        measures = self._measure_weight * len(self._side.measures)
        total = self._known + self._words_total + measures
        return np.floor((answered + FULL * measures) / max(total, 1.0)).astype(np.int64)

    @property
    def has_leaves(self) -> bool:
        """Whether anything was understood of the demand."""
        return bool(self._known)

    def word_worths(self) -> Floats:
        """Return what each word adds to the value at most, as part of one."""
        return self._word_weights / max(self._known + self._words_total, 1.0)

    def words_in(self, segment: Segment) -> "Asked":
        """Return the words of a segment that answer a word of the demand."""
        if self._remembered is None or self._remembered[0] is not segment:
            asked = _words_in(segment, self._lexicon, self._side.words)
            self._remembered = (segment, asked)
        return self._remembered[1]

    def word_reach(self, asked: "Asked") -> Floats:
        """Return the most that each word of the demand is worth, answered by some words."""
        reach = np.zeros(len(self._word_weights))
        np.maximum.at(reach, asked.row, WORTHS[asked.kind])
        return reach

    def judge(self, selection: Selection) -> Longs:
        """Return the value of each supplier of a selection."""
        answers = self._word_answers(selection)
        in_its_words = (answers == WordAnswer.SAME).all(axis=0)
        by_leaf = self._by_leaf(selection, in_its_words)
        worth = WORTHS[answers]
        implied = np.floor(by_leaf[1] * DEFAULT_SIMILARITY.implied / ONE)
        np.maximum(worth, self._implied[:, np.newaxis] * implied, out=worth)
        total = np.full(selection.size, self._known + self._words_total)
        answered = by_leaf[0] + self._word_weights @ worth
        self._add_measures(selection, total, answered)
        value = np.zeros(selection.size, np.int64)
        np.floor_divide(answered, total, out=answered, where=total > 0)
        value[:] = np.where(total > 0, answered, 0)
        value[selection.those(selection.segment.silent)] = self.neutral
        return value

    def _word_answers(self, selection: Selection) -> Bytes:
        """Return how each supplier answers each word, shape (words, suppliers)."""
        segment = selection.segment
        words = self._side.words
        answers = np.zeros((len(words), selection.size), np.uint8)
        asked = self.words_in(segment)
        if len(asked.place):
            _find_common(selection, asked, answers.reshape(-1))
            _find_rare(selection, asked, answers.reshape(-1))
        return answers

    def _by_leaf(self, selection: Selection, in_its_words: Bools) -> tuple[Floats, Floats]:
        """Return the leaves' part of what is answered, and their mean quality."""
        answered = self._leaf_sum(selection.segment, selection.rows, self._sure, selection.size)
        closer = in_its_words.nonzero()[0]
        if len(closer) and (self._sure != self._asked).any():
            rows = closer if selection.rows is None else selection.rows[closer]
            answered[closer] = self._leaf_sum(selection.segment, rows, self._asked, len(closer))
        mean = np.floor(answered / self._known) if self._known else np.zeros(selection.size)
        return answered, mean

    def _leaf_sum(self, segment: Segment, rows: Longs | None, sure: Ints, size: int) -> Floats:
        """Sum up how well each supplier's leaves answer those of the demand, the best of each."""
        answered = np.zeros(size)
        at, counts = segment.leaves.find(rows)
        code = segment.leaves.columns["code"][at]
        place = count_to(size).repeat(counts)
        kept = self._is_near[code].nonzero()[0]
        if not len(kept):
            return answered
        code, place = code[kept], place[kept]
        confidence = segment.leaves.columns["confidence"][at[kept]].astype(np.int32)
        ratio = np.minimum(ONE, confidence * ONE // sure[:, np.newaxis])
        quality = self.near[:, code] * ratio // ONE
        first = np.append(True, place[1:] != place[:-1]).nonzero()[0]
        best = np.maximum.reduceat(quality, first, axis=1)
        answered[place[first]] = self.leaf_weights @ best
        return answered

    def _add_measures(self, selection: Selection, total: Floats, answered: Floats) -> None:
        """Add each measure that both sides state."""
        for kind, asked in self._side.measures.items():
            postings = selection.segment.measures
            facts = selection.among(postings, np.array([MEASURE_KINDS.index(kind)]))
            low, high = selection.segment.ranges[postings.columns["range"][facts.at]].T
            enough = suffices(kind, asked, (low, high))
            total[facts.place] += self._measure_weight
            answered[facts.place] += self._measure_weight * FULL * enough


class Asked(NamedTuple):
    """Words of a segment that answer words of a demand.

    Attributes:
        place: Where the segment keeps them.
        row: Which word of the demand they answer.
        kind: How: a `WordAnswer`.
    """

    place: Ints
    row: Longs
    kind: Bytes

    def where(self, chosen: Bools) -> "Asked":
        """Return some of them."""
        return Asked(self.place[chosen], self.row[chosen], self.kind[chosen])


def _words_in(segment: Segment, lexicon: Lexicon, words: Iterable[str]) -> Asked:
    numbers: list[int] = []
    kinds: list[int] = []
    rows: list[int] = []
    for row, word in enumerate(words):
        found, how = lexicon.answers(word)
        numbers += found
        kinds += how
        rows += [row] * len(found)
    place = segment.words.places_of(np.array(numbers, np.int32))
    asked = Asked(place, np.array(rows, np.int64), np.array(kinds, np.uint8))
    return asked.where(place >= 0)


def _find_common(selection: Selection, asked: Asked, answers: Bytes) -> None:
    """Look for common words in the suppliers' rows; the answers lie word after word."""
    words = selection.segment.words
    left = asked.where(asked.place < words.common)
    if not len(left.place):
        return
    at, counts = words.rows.find(selection.rows)
    word = words.rows.columns["word"][at]
    while True:
        first = _first_of_each(left.place)
        words.asked[left.place[first]] = first + 1
        mark = words.asked[word]
        words.asked[left.place[first]] = 0
        hit = mark.nonzero()[0]
        which = mark[hit].astype(np.int64) - 1
        owner = counts.cumsum().searchsorted(hit, side="right")
        np.maximum.at(answers, left.row[which] * selection.size + owner, left.kind[which])
        if len(first) == len(left.place):
            return
        again = np.ones(len(left.place), np.bool_)
        again[first] = False
        left = left.where(again)  # words that answer two of those asked for


def _first_of_each(places: Ints) -> Longs:
    """Return where each place stands first."""
    if len(set(places.tolist())) == len(places):
        return count_to(len(places))
    return np.unique(places, return_index=True)[1]


def _find_rare(selection: Selection, asked: Asked, answers: Bytes) -> None:
    """Look for rare words in their lists of suppliers."""
    words = selection.segment.words
    left = asked.where(asked.place >= words.common)
    if len(left.place):
        facts = selection.among(words.rare, left.place - words.common)
        flat = left.row[facts.which] * selection.size + facts.place
        np.maximum.at(answers, flat, left.kind[facts.which])
