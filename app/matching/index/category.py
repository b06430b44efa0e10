"""The category criterion over columns: equal to `app.matching.criteria.category` pair by pair."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.index.arrays import Longs, Shorts, Whole, expand
from app.matching.index.codes import NONE, Codes, Relations
from app.matching.index.flags import HAS_CHOSEN, HAS_OFFER
from app.matching.index.segment import Segment
from app.matching.index.selection import Selection, select
from app.matching.parameters import Parameters
from app.matching.prepared import PreparedDemand
from app.reading import ONE

SHIFT = 14
"""A key holds a goodness above a value of so many bits."""

_MASK = (1 << SHIFT) - 1
_LEAST_PASSING = np.uint16(1 << SHIFT)
"""The least key that is no failure."""


class Asked(NamedTuple):
    """The categories that are asked for.

    Attributes:
        categories: Each with its confidence, in thousandths.
        is_must_have: Whether somebody chose them.
    """

    categories: tuple[tuple[str, int], ...]
    is_must_have: bool


def category_form(demand: PreparedDemand, context: MatchContext, codes: Codes) -> "CategoryForm":
    """Return what a demand asks of the category; many demands ask the same."""
    chosen = tuple((code, ONE) for code in demand.demand.categories)
    asked = chosen or tuple((item.code, item.confidence) for item in demand.suggested)
    return _make_form(Asked(asked, bool(chosen)), context.scoring.parameters, codes)


class CategoryForm:
    """What a demand asks of the category.

    A supplier stands as its best category does: by goodness first, then by value. Both fit into
    one number, a key, so that the best is the greatest.

    Attributes:
        codes: The categories that stand in any relation to those asked for.
        passing: Those of them by which a supplier does not fail, the nearest last.
        reach: The most that a supplier's category, whether chosen or read, is worth: 0 to 10,000
            by code, shape (256,).
    """

    def __init__(self, asked: Asked, parameters: Parameters, codes: Codes) -> None:
        self.is_must_have = asked.is_must_have
        self._unknown = parameters.category_unknown_value
        self._far = parameters.category_far_reading_value
        self._chosen = np.zeros(NONE + 1, np.uint16)
        self._read_goodness = np.zeros(NONE + 1, np.uint16)
        self._read_product = np.zeros(NONE + 1, np.int64)
        for code, confidence in asked.categories:
            relations = Relations(*(table[codes.categories[code]] for table in codes.relations))
            self._add(relations, confidence, parameters.category_confirm_from)
        related = (self._chosen > 0) | (self._read_product > 0)
        self.codes: Longs = related.nonzero()[0]
        passing = (self._chosen >= _LEAST_PASSING).nonzero()[0]
        self.passing: Longs = passing[np.argsort(self._chosen[passing], kind="stable")]
        self.reach: Shorts = np.maximum(
            self._chosen & _MASK, (self._read_product // ONE).astype(np.uint16)
        )

    @property
    def floor(self) -> int:
        """The most that a supplier gets whose categories stand in no relation to those asked."""
        return max(self._unknown, self._far)

    def passing_rows(self, segment: Segment) -> tuple[Longs, Shorts]:
        """Return the suppliers who do not fail, and their keys; only for a must-have."""
        keys = np.zeros(segment.size, np.uint16)
        spans = segment.chosen.spans(self.passing)
        at = expand(spans.starts, spans.counts)
        key = self._chosen[self.passing][spans.which].repeat(spans.counts)
        keys[segment.chosen.owners_at(spans, at)] = key  # the greatest come last
        with select(segment, None) as selection:
            self._read(selection, keys)
        passes = keys >= _LEAST_PASSING
        passes[segment.unchosen] = True
        if segment.gone:
            passes &= segment.alive
        rows = passes.nonzero()[0]
        return rows, keys[rows]

    def judge(self, selection: Selection, keys: Shorts | None = None) -> tuple[Whole, Whole]:
        """Return goodness and value of each supplier of a selection.

        Args:
            selection: The suppliers.
            keys: Their keys, where these are known.
        """
        if keys is None:
            keys = self._keys(selection)
        goodness, value = keys >> SHIFT, keys & _MASK
        none = (keys >> SHIFT == 0).nonzero()[0]
        if len(none):
            flags = selection.of(selection.segment.flags)[none]
            chosen_wrongly = flags & HAS_CHOSEN if self.is_must_have else np.zeros_like(flags)
            goodness[none] = chosen_wrongly == 0
        np.maximum(value, self._far, out=value, where=goodness == 1)
        if len(none):
            value[none[flags & HAS_OFFER == 0]] = self._unknown
        return goodness, value

    def _add(self, relations: Relations, confidence: int, confirm_from: int) -> None:
        """Enter how each category stands to one that is asked for."""
        closeness, fulfils, is_wider = relations
        near = is_wider | (closeness >= confirm_from)
        value = closeness * confidence // ONE
        chosen = (np.where(fulfils, 2, near.astype(np.int64)) << SHIFT) + value
        np.maximum(self._chosen, chosen.astype(np.uint16), out=self._chosen)
        goodness = (fulfils | near).astype(np.uint16)
        product = np.where(goodness >= self._read_goodness, closeness * confidence, 0)
        kept = np.where(goodness > self._read_goodness, 0, self._read_product)
        self._read_product = np.maximum(kept, product)
        self._read_goodness = np.maximum(self._read_goodness, goodness)

    def _keys(self, selection: Selection) -> Shorts:
        keys = np.zeros(selection.size, np.uint16)
        facts = selection.among(selection.segment.chosen, self.codes)
        np.maximum.at(keys, facts.place, self._chosen[self.codes[facts.which]])
        self._read(selection, keys)
        return keys

    def _read(self, selection: Selection, keys: Shorts) -> None:
        """Raise keys by the categories that were only read."""
        read = selection.segment.read
        if not read.spans(self.codes).counts.any():
            return
        facts = selection.among(read, self.codes)
        if len(facts.at):
            code = self.codes[facts.which]
            value = self._read_product[code] * read.columns["confidence"][facts.at] // (ONE * ONE)
            found = (self._read_goodness[code] << SHIFT) + value.astype(np.uint16)
            np.maximum.at(keys, facts.place, found)


@lru_cache(maxsize=10_000)
def _make_form(asked: Asked, parameters: Parameters, codes: Codes) -> CategoryForm:
    return CategoryForm(asked, parameters, codes)
