"""Which change would open most pairs over a whole market: what a programme should support.

Whether a pair is eligible depends on its must-haves alone, and nothing that a supplier adds ever
closes a pair. So when every supplier makes the same change, exactly those pairs open that are
eligible for what is left of the demand without the must-haves that the change meets, and are not
eligible for the demand itself. An index answers both for all suppliers at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import MakeCapacity, apply
from app.matching.counterfactuals.plans import PLANNERS, Plan, find_plans, nobody
from app.matching.criteria import capacity, category, certification, location
from app.matching.prepared import PreparedDemand, PreparedSupplier, prepare_supplier
from app.matching.results import Evidence, Judgement, Status

Bools: TypeAlias = npt.NDArray[np.bool_]

SUBJECTS = tuple(PLANNERS)
"""What changes are about: the first part of their topics."""

MOST_NAMED = 20
"""How many suppliers and demands a programme names."""

_TO_CONFIRM, _ELIGIBLE = 1, 2

_JUDGES = {
    "certificate": (certification.judge,),
    "category": (category.judge, capacity.judge),
    "site": (location.judge,),
    "capacity": (capacity.judge,),
}
"""The criteria whose must-haves changes of a subject can meet."""


class Suppliers(Protocol):
    """All suppliers of a market, always in the same order; a `SupplierIndex` is one."""

    def supplier_ids(self) -> Sequence[str]:
        """Return their ids."""

    def judge_suppliers(
        self, demand: PreparedDemand, context: MatchContext
    ) -> npt.NDArray[np.uint8]:
        """Return what each is for a demand: 0 ineligible, 1 to confirm, 2 eligible."""

    def suppliers_in(self, category: str | None) -> Bools:
        """Say which have a capability in a category; None: which have none in any."""


@dataclass(frozen=True, slots=True)
class Programme:
    """One kind of change, and what it would open if every supplier made it.

    Attributes:
        topic: The change, such as `certificate:ISO-9001`.
        evidence: The change, ready to be put into words.
        plan: What each supplier does.
        pairs: How many pairs become eligible by it.
        to_confirm: How many of them are to be confirmed today, so that an answer may be enough;
            the others are ineligible.
        suppliers: How many suppliers there are in these pairs.
        demands: How many demands there are in these pairs.
        first_suppliers: How many demands it opens, by id of the supplier: the `MOST_NAMED` with
            most, most first, then by id.
        first_demands: How many suppliers it brings, by id of the demand: likewise.
    """

    topic: str
    evidence: Evidence
    plan: Plan
    pairs: int
    to_confirm: int
    suppliers: int
    demands: int
    first_suppliers: Mapping[str, int]
    first_demands: Mapping[str, int]


def market_opportunities(
    suppliers: Suppliers,
    demands: Sequence[PreparedDemand],
    subject: str,
    context: MatchContext,
) -> tuple[Programme, ...]:
    """Find out which changes would open most pairs if every supplier made them.

    A change of a capacity concerns the suppliers alone that are in its category already, and where
    a demand or a supplier has no category, whatever it makes.

    Args:
        suppliers: The suppliers.
        demands: The demands, each id once.
        subject: One of `SUBJECTS`.
        context: The profile, the day and the reference data.

    Returns:
        The changes that open any pair: those that open most first, then by topic.
    """
    ids = suppliers.supplier_ids()
    tallies = [
        _Tally.of(plan, suppliers, len(ids), context)
        for plan in find_plans(demands, subject, context)
    ]
    for demand in demands:
        _count(demand, tallies, suppliers, subject, context)
    found = [tally.sum_up(ids) for tally in tallies if tally.demands]
    found.sort(key=lambda item: (-item.pairs, item.topic))
    return tuple(found)


def _count(
    demand: PreparedDemand,
    tallies: Iterable["_Tally"],
    suppliers: Suppliers,
    subject: str,
    context: MatchContext,
) -> None:
    """Count the pairs that each plan opens for a demand."""
    by_met: dict[frozenset[str], list[_Tally]] = {}
    for tally in tallies:
        met = _met(demand, tally.bare, subject, context)
        if met:
            by_met.setdefault(met, []).append(tally)
    if not by_met:
        return
    today = suppliers.judge_suppliers(demand, context)
    for met, alike in by_met.items():
        rest = suppliers.judge_suppliers(_without(demand, met), context)
        opened = (rest == _ELIGIBLE) & (today != _ELIGIBLE)
        if opened.any():
            for tally in alike:
                tally.add(demand.demand.id, opened, today == _TO_CONFIRM)


def _met(
    demand: PreparedDemand, bare: PreparedSupplier, subject: str, context: MatchContext
) -> frozenset[str]:
    """Return the must-haves that a plan meets for whoever makes it.

    A required certificate is met or not apart from the others. Elsewhere it takes all: one site
    has to meet both conditions of a place, and a category counts with its capacity.
    """
    judged: list[Judgement] = [judge(demand, bare, context) for judge in _JUDGES[subject]]
    asked = [item for judgement in judged for item in judgement.must_haves]
    met = frozenset(item.key for item in asked if item.status is Status.MET)
    return met if subject == "certificate" or len(met) == len(asked) else frozenset()


def _without(demand: PreparedDemand, met: frozenset[str]) -> PreparedDemand:
    """Return what is left of a demand without some must-haves; its score means nothing."""
    wish = demand.demand
    required = tuple(code for code in demand.required if f"{certification.NAME}:{code}" not in met)
    rest = replace(
        wish,
        required_certifications=required,
        preferred_certifications=(),
        categories=() if category.NAME in met else wish.categories,
        quantity=None if capacity.NAME in met else wish.quantity,
        allowed_places=() if location.ALLOWED_PLACES in met else wish.allowed_places,
        max_distance_km=None if location.MAX_DISTANCE in met else wish.max_distance_km,
    )
    fulfilling = frozenset[str]() if category.NAME in met else demand.fulfilling
    return replace(demand, demand=rest, required=required, preferred=(), fulfilling=fulfilling)


@dataclass(slots=True)
class _Tally:
    """What a plan was found to open so far.

    Attributes:
        plan: The plan.
        bare: A supplier of whom nothing is known but that it made the plan.
        concerned: Who can make it; None is everybody.
        opened: How many demands it opens to each supplier.
        to_confirm: How many of these pairs are to be confirmed today.
        demands: How many suppliers it brings, by id of the demand.
    """

    plan: Plan
    bare: PreparedSupplier
    concerned: Bools | None
    opened: npt.NDArray[np.int32]
    to_confirm: int = 0
    demands: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, suppliers: Suppliers, size: int, context: MatchContext) -> "_Tally":
        """Begin to count."""
        profile = nobody(context.reference).profile
        for change in plan:
            profile = apply(change, profile)
        concerned = None
        if isinstance(plan[0], MakeCapacity):
            concerned = suppliers.suppliers_in(plan[0].category)
        bare = prepare_supplier(profile, context.reference)
        return cls(plan, bare, concerned, np.zeros(size, np.int32))

    def add(self, demand_id: str, opened: Bools, to_confirm: Bools) -> None:
        """Add the suppliers to whom a demand opens."""
        if self.concerned is not None:
            opened = opened & self.concerned
        count = int(np.count_nonzero(opened))
        if count:
            self.opened += opened
            self.to_confirm += int(np.count_nonzero(opened & to_confirm))
            self.demands[demand_id] = count

    def sum_up(self, ids: Sequence[str]) -> Programme:
        """Return the programme."""
        counts = {ids[row]: int(self.opened[row]) for row in self.opened.nonzero()[0].tolist()}
        return Programme(
            topic=self.plan[0].topic,
            evidence=self.plan[0].topic_evidence,
            plan=self.plan,
            pairs=sum(self.demands.values()),
            to_confirm=self.to_confirm,
            suppliers=len(counts),
            demands=len(self.demands),
            first_suppliers=_first(counts),
            first_demands=_first(self.demands),
        )


def _first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(nsmallest(MOST_NAMED, counts.items(), key=lambda item: (-item[1], item[0])))
