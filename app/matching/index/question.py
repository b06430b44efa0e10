"""A demand, worked out to be asked of columns: the vectorised forms of its criteria."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria import capacity, category, certification, location, specification
from app.matching.index.amounts import Amounts
from app.matching.index.arrays import Bytes, Whole
from app.matching.index.capacity import CapacityForm
from app.matching.index.category import CategoryForm, category_form
from app.matching.index.certification import CertificationForm
from app.matching.index.codes import Codes
from app.matching.index.lexicon import Lexicon
from app.matching.index.location import LocationForm
from app.matching.index.selection import Selection
from app.matching.index.specification import SpecificationForm
from app.matching.match import weights_of
from app.matching.prepared import PreparedDemand

Judged: TypeAlias = tuple[Mapping[str, Whole], Whole]
"""Goodness (0 unmet, 1 unknown, 2 met) by must-have, and value, of each supplier."""

GoodnessOnly: TypeAlias = Mapping[str, Whole]
"""Goodness by must-have, of each supplier."""


class Question:
    """What one demand asks of every supplier.

    Attributes:
        demand: The demand.
        weights: Weight per mille of each criterion that it asks about.
        category: What it asks of the category, if it does.
        specification: What its texts ask, if they say anything.
        must_haves: The criteria that can keep a supplier out, in the order in which they are
            judged: those that leave fewest come first.
    """

    def __init__(
        self,
        demand: PreparedDemand,
        context: MatchContext,
        codes: Codes,
        lexicon: Lexicon,
        amounts: Amounts,
    ) -> None:
        self.demand = demand
        self.weights = weights_of(demand, context.scoring)
        self._judges: dict[str, Callable[[Selection], Judged]] = {}
        self._sifts: dict[str, Callable[[Selection], Bytes]] = {}
        self.category: CategoryForm | None = None
        self.specification: SpecificationForm | None = None
        must_haves: list[str] = []
        if category.NAME in self.weights:
            self.category = form = category_form(demand, context, codes)
            self._judges[category.NAME] = lambda chosen: _judge_category(form, chosen)
            must_haves += [category.NAME] * form.is_must_have
        if specification.NAME in self.weights:
            self.specification = texts = SpecificationForm(demand, context, codes, lexicon)
            self._judges[specification.NAME] = lambda chosen: ({}, texts.judge(chosen))
        if certification.NAME in self.weights:
            self._certification = CertificationForm(demand, context, codes)
            self._judges[certification.NAME] = self._judge_certification
            self._sifts[certification.NAME] = self._certification.sift
            must_haves += [certification.NAME] * bool(demand.required)
        if location.NAME in self.weights:
            self._location = LocationForm(demand, context, codes)
            self._judges[location.NAME] = self._judge_location
            self._sifts[location.NAME] = self._location.sift
            must_haves += [location.NAME] * self._location.is_must_have
        if capacity.NAME in self.weights:
            self._capacity = CapacityForm(demand, context, codes, amounts)
            self._judges[capacity.NAME] = self._judge_capacity
            self._sifts[capacity.NAME] = self._capacity.sift
            must_haves.append(capacity.NAME)
        self.must_haves = tuple(must_haves)

    def judge(self, criterion: str, selection: Selection) -> Judged:
        """Judge each supplier of a selection by one of the criteria that the demand asks about."""
        return self._judges[criterion](selection)

    def decide(self, criterion: str, selection: Selection) -> tuple[Whole, Whole | None]:
        """Return the worst goodness among a criterion's must-haves, and its value.

        The value is left out where it takes much work and most suppliers will be gone before it
        is asked for.
        """
        sift = self._sifts.get(criterion) if selection.is_large else None
        if sift is not None:
            return sift(selection), None
        goodness, value = self.judge(criterion, selection)
        return reduce(np.minimum, goodness.values()), value

    def _judge_certification(self, selection: Selection) -> Judged:
        goodness, value = self._certification.judge(selection)
        return self._by_certificate(goodness), value

    def _by_certificate(self, goodness: Sequence[Whole]) -> GoodnessOnly:
        keys = [f"{certification.NAME}:{code}" for code in self.demand.required]
        return dict(zip(keys, goodness, strict=True))

    def _judge_location(self, selection: Selection) -> Judged:
        stands = self._location.stand(selection)
        goodness = self._by_place(stands.allowed, stands.near)
        return goodness, self._location.value(selection, stands)

    def _by_place(self, allowed: Bytes, near: Bytes) -> GoodnessOnly:
        goodness: dict[str, Whole] = {}
        if self._location.has_allowed:
            goodness[location.ALLOWED_PLACES] = allowed
        if self._location.has_maximum:
            goodness[location.MAX_DISTANCE] = near
        return goodness

    def _judge_capacity(self, selection: Selection) -> Judged:
        goodness, value = self._capacity.judge(selection)
        return {capacity.NAME: goodness}, value


def _judge_category(form: CategoryForm, selection: Selection) -> Judged:
    goodness, value = form.judge(selection)
    return {category.NAME: goodness}, value
