"""The best suppliers of a tier, exactly, without comparing everybody's texts.

The costly parts are worked out only for those who can still come among the best: whoever is left
out has a bound, the most that the rest of its score can be, that lies below the last one listed.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from app.matching.criteria import category, specification
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Bools, Floats, Longs, Whole, count_to
from app.matching.index.codes import NONE
from app.matching.index.question import Question
from app.matching.index.segment import Segment
from app.matching.index.selection import Selection, select
from app.matching.index.specification import WORTHS, SpecificationForm
from app.matching.index.standing import Standing

_NARROW_FROM = 1_500
"""Suppliers in a tier from which only those of near trades are looked at first."""

_ROUNDS = (0.75, 0.45, 0.0)
"""Trades are added to those looked at by what they can be worth, relative to the nearest."""

_CODES = NONE + 1
_FIRST_CHUNK, _CHUNK = 384, 2_048
"""Suppliers whose texts are compared at once: few until there is a score to beat, then ever more,
because each time those that are left are looked through."""


class _Left(NamedTuple):
    """Suppliers whose texts were not compared yet: row, score without texts, most it can be."""

    rows: Longs
    partial: Longs
    bound: Longs

    def where(self, chosen: Bools) -> "_Left":
        places = chosen.nonzero()[0]
        if len(places) == len(chosen):
            return self
        return _Left(self.rows[places], self.partial[places], self.bound[places])


class Best:
    """The best of one tier, found step by step."""

    def __init__(self, segment: Segment, question: Question, standing: Standing, need: int) -> None:
        self._segment = segment
        self._question = question
        self._standing = standing
        self._need = need
        self._size = segment.size if standing.rows is None else len(standing.rows)
        self._scores: Longs = np.empty(0, np.int64)
        self._rows: Longs = np.empty(0, np.int64)
        self._last = -1

    def find(self) -> tuple[list[int], list[int]]:
        """Return the scores and the rows of the best, by score and row."""
        if self._size > _NARROW_FROM and category.NAME not in self._standing.values:
            self._look_at_the_nearest()
        else:
            self._look_at(self._standing)
        return self._scores.tolist(), self._rows.tolist()

    def score_all(self, standing: Standing) -> tuple[Longs, Longs]:
        """Return the score and the row of each of some suppliers, in the order of the rows."""
        form, weight = self._question.specification, self._question.weights.get(specification.NAME)
        rows = standing.rows
        with select(self._segment, rows) as selection:
            scores = self._without_texts(standing, selection)
            if form is not None and weight:
                scores += weight * form.judge(selection)
        return scores, count_to(len(scores)) if rows is None else rows

    def _look_at_the_nearest(self) -> None:
        """Look at trades and rare words in the order of their worth, until the rest is beaten."""
        lists = _Lists(self._segment, self._question)
        rows = self._standing.rows
        for share in _ROUNDS:
            found = lists.take(share)
            if found is None:
                continue
            places = (found if rows is None else found[rows]).nonzero()[0]
            self._look_at(self._standing.take(places))
            if lists.bound(self._standing.values) < self._last:
                return
        unseen = ~lists.seen
        self._look_at(self._standing.take((unseen if rows is None else unseen[rows]).nonzero()[0]))

    def _look_at(self, standing: Standing) -> None:
        """Take the best of some suppliers into account."""
        size = self._segment.size if standing.rows is None else len(standing.rows)
        form, weight = self._question.specification, self._question.weights.get(specification.NAME)
        if form is None or not weight or size <= max(_FIRST_CHUNK, 4 * self._need):
            self._keep(*self.score_all(standing))
            return
        with select(self._segment, standing.rows) as selection:
            partial = self._without_texts(standing, selection)
        rows = count_to(size) if standing.rows is None else standing.rows
        self._compare_texts(form, weight, rows, partial)

    def _compare_texts(
        self, form: SpecificationForm, weight: int, rows: Longs, partial: Longs
    ) -> None:
        """Add the value of the texts, of those who may still come among the best."""
        bound = partial + weight * form.bound(*self._reach(form))
        if len(self._segment.silent):
            with select(self._segment, rows) as selection:
                silent = selection.those(self._segment.silent)
            bound[silent] = partial[silent] + weight * form.neutral
        left = self._open(_Left(rows, partial, bound))
        chunk = max(_FIRST_CHUNK, 4 * self._need)
        is_close = not form.has_leaves
        while len(left.rows):
            if len(left.rows) > chunk and not is_close and self._last >= 0:
                with select(self._segment, left.rows) as selection:
                    bound = left.partial + weight * form.bound_each(selection)
                left, is_close = self._open(left._replace(bound=bound)), True
                continue
            now, left = _split(left, chunk)
            with select(self._segment, now.rows) as selection:
                scores = now.partial + weight * form.judge(selection)
            self._keep(scores, now.rows)
            left = self._open(left)
            chunk = max(_CHUNK, 2 * chunk)

    def _reach(self, form: SpecificationForm) -> tuple[Longs, Floats]:
        """Return the most that anybody's leaves and words are worth."""
        return form.near.max(axis=1, initial=0), form.word_reach(form.words_in(self._segment))

    def _open(self, left: "_Left") -> "_Left":
        """Return those who may still come among the best, by score or by row."""
        if self._last < 0:
            return left
        may = left.bound > self._last
        may |= (left.bound == self._last) & (left.rows < self._rows[-1])
        return left.where(may)

    def _without_texts(self, standing: Standing, selection: Selection) -> Longs:
        """Return the part of the scores that everything but the texts makes up."""
        partial = np.zeros(selection.size, np.int64)
        for name, weight in self._question.weights.items():
            if name == specification.NAME or not weight:
                continue
            value = standing.values.get(name)
            if value is None:
                value = self._question.judge(name, selection)[1]
            partial += weight * value.astype(np.int64)
        return partial

    def _keep(self, scores: Longs, rows: Longs) -> None:
        """Keep the best of those found before and now."""
        if self._last >= 0:
            better = (scores >= self._last).nonzero()[0]
            scores, rows = scores[better], rows[better]
        scores = np.concatenate((self._scores, scores))
        rows = np.concatenate((self._rows, rows))
        if len(scores) > 4 * self._need:
            least = np.partition(scores, len(scores) - self._need)[len(scores) - self._need]
            kept = (scores >= least).nonzero()[0]
            scores, rows = scores[kept], rows[kept]
        order = np.lexsort((rows, -scores))[: self._need]
        self._scores, self._rows = scores[order], rows[order]
        if len(order) == self._need:
            self._last = int(self._scores[-1])


class _Lists:
    """The suppliers by trade and by rare word, the worthiest first."""

    def __init__(self, segment: Segment, question: Question) -> None:
        self._segment = segment
        self._question = question
        self.seen: Bools = np.zeros(segment.size, np.bool_)
        self._trades = np.zeros(_CODES)
        self._words: Floats = np.empty(0)
        if question.category is not None:
            self._trades += question.weights[category.NAME] * question.category.reach.astype(float)
        form, weight = question.specification, question.weights.get(specification.NAME, 0)
        if form is not None:
            share = form.leaf_weights / max(form.leaf_weights.sum(), 1)
            self._trades += weight * (share @ form.near)
            self._asked = form.words_in(segment)
            worth = WORTHS[self._asked.kind] * form.word_worths()[self._asked.row]
            self._words = np.where(self._asked.place >= segment.words.common, weight * worth, 0)
        self._most = max(self._trades.max(), self._words.max(initial=0))
        self._left_trades: Bools = np.ones(_CODES, np.bool_)
        self._left_words: Bools = np.ones(len(self._words), np.bool_)

    def take(self, share: float) -> Bools | None:
        """Return who has a trade or word of at least a share of the greatest worth and is new."""
        trades = (self._left_trades & (self._trades > share * self._most)).nonzero()[0]
        words = (self._left_words & (self._words > share * self._most)).nonzero()[0]
        if not len(trades) and not len(words):
            return None
        found = np.zeros(self._segment.size, np.bool_)
        for postings in (self._segment.chosen, self._segment.read, self._segment.leaf_owners):
            found[postings.owners(trades)] = True
        if len(words):
            rare = self._asked.place[words] - self._segment.words.common
            found[self._segment.words.rare.owners(rare)] = True
        found &= ~self.seen
        self.seen |= found
        self._left_trades[trades] = False
        self._left_words[words] = False
        return found

    def bound(self, values: Mapping[str, Whole]) -> int:
        """Return a score that no supplier exceeds who was not seen.

        Args:
            values: Values of criteria that are known of all suppliers that count.
        """
        question, bound = self._question, 0
        for name, weight in question.weights.items():
            if name == category.NAME and question.category is not None:
                reach = question.category.reach[self._left_trades]
                most = max(question.category.floor, int(reach.max(initial=0)))
            elif name == specification.NAME and question.specification is not None:
                form = question.specification
                near = form.near[:, self._left_trades].max(axis=1, initial=0)
                words = form.word_reach(self._asked.where(self._left_words))
                most = max(form.bound(near, words), form.neutral)
            elif name in values:
                most = int(values[name].max(initial=0))
            else:
                most = VALUE_ONE
            bound += weight * most
        return bound


def _split(left: _Left, count: int) -> tuple[_Left, _Left]:
    """Split off those with the highest bounds, the first of equal ones."""
    if len(left.rows) <= count:
        return left, left.where(np.zeros(len(left.rows), np.bool_))
    place = len(left.rows) - count
    least = np.partition(left.bound, place)[place]
    chosen = left.bound > least
    equal = (left.bound == least).nonzero()[0]
    chosen[equal[: count - int(np.count_nonzero(chosen))]] = True
    return left.where(chosen), left.where(~chosen)
