"""The smallest sets of changes that let a supplier in, or lift it among the first k."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from app.matching.context import MatchContext
from app.matching.counterfactuals.candidates import find_candidates
from app.matching.counterfactuals.changes import Change, MakeCapacity, MakeCategory, effort_of
from app.matching.counterfactuals.thresholds import Outcome, Threshold
from app.matching.counterfactuals.variants import (
    Pair,
    Variant,
    judge_pair,
    rejudge,
    rescore,
    vary,
    with_suggestions,
)
from app.matching.match import Judgements, must_haves_of
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.results import GOODNESS, TIERS, Eligibility, MustHave, Status

MOST_CHANGES = 4
"""The largest set that is tried: who lacks more than that needs a plan and not a hint."""

MOST_CANDIDATES = 20
"""How many single changes are combined, the lightest first: 6,195 sets at most."""

MOST_SETS = 10
"""How many sets of the smallest size are returned, the lightest first."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes to be made together, and what becomes of the pair.

    Attributes:
        changes: The changes, in the order in which they are made.
        eligibility: The tier after them.
        score: The score after them, 0 to 10_000_000.
    """

    changes: tuple[Change, ...]
    eligibility: Eligibility
    score: int

    @property
    def effort(self) -> int:
        """How hard they are together, to order sets of the same size."""
        return effort_of(self.changes)


@dataclass(frozen=True, slots=True)
class Search:
    """What it takes to reach one aim.

    Attributes:
        is_reached: Whether the aim is reached as things are, so that nothing has to change.
        sets: The smallest sets of changes that reach it: all of the same size, lightest first.
            Empty when it is reached already, or when none was found.
        is_complete: Whether all candidates were combined; False when there were more than
            `MOST_CANDIDATES` and the heaviest were left aside.
        best: When none was found, the set that comes nearest: by tier, then by score. Else None.
    """

    is_reached: bool
    sets: tuple[ChangeSet, ...] = ()
    is_complete: bool = True
    best: ChangeSet | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What keeps a supplier from a demand.

    Attributes:
        eligibility: The tier as things are.
        score: The score as things are, 0 to 10_000_000.
        missing: The must-haves that are not met.
        out_of_reach: Those of them that no change meets, such as a capacity in a unit that cannot
            be stated.
        to_eligible: What it takes to be eligible.
        to_top: What it takes to be among the first k, or None when nobody asked.
    """

    eligibility: Eligibility
    score: int
    missing: tuple[MustHave, ...]
    out_of_reach: tuple[MustHave, ...]
    to_eligible: Search
    to_top: Search | None


def gap(
    demand: PreparedDemand,
    supplier: PreparedSupplier,
    context: MatchContext,
    *,
    top: Threshold | None = None,
) -> Gap:
    """Find out what would make a pair eligible, or lift the supplier among the first k.

    Sets are tried in order of size, and all of the smallest size that reach the aim are answers.
    So an answer never holds a change that is not needed. A single change counts only if it helps
    alone, or states the capacity of a capability that another change gives its category; the
    criteria judge apart from each other, so that none is lost by this.

    Args:
        demand: The demand.
        supplier: The supplier.
        context: The profile, the day and the reference data.
        top: What has to be beaten to be among the first k, or None.

    Returns:
        The gap. Every tier and score in it is what `match` gives for the changed profile.
    """
    offered = with_suggestions(supplier)
    pair = judge_pair(demand, offered, context)
    found = _Finder(pair, offered, context)
    missing = tuple(
        item for item in must_haves_of(pair.judgements) if item.status is not Status.MET
    )
    return Gap(
        eligibility=pair.outcome.eligibility,
        score=pair.outcome.score,
        missing=missing,
        out_of_reach=tuple(item for item in missing if item.key not in found.reachable),
        to_eligible=found.search(found.needed, _is_eligible),
        to_top=None
        if top is None
        else found.search(found.useful, partial(top.is_beaten_by, offered.profile)),
    )


def _is_eligible(outcome: Outcome) -> bool:
    return outcome.eligibility is Eligibility.ELIGIBLE


class _Finder:
    """Tries the changes of one pair: each alone first, and then together.

    Attributes:
        needed: The changes that bring a must-have forward.
        useful: The changes that bring a must-have forward or raise the score.
        reachable: The must-haves that one of them meets.
    """

    def __init__(self, pair: Pair, supplier: PreparedSupplier, context: MatchContext) -> None:
        self._pair, self._supplier, self._context = pair, supplier, context
        self.needed: list[Change] = []
        self.useful: list[Change] = []
        self.reachable: set[str] = set()
        candidates = find_candidates(pair, supplier, context)
        for change in candidates:
            self._try(change, [item for item in candidates if _prepares(item, change)])

    def _try(self, change: Change, before: list[Change]) -> None:
        """See what a change does, after those that it builds upon."""
        [variant] = self._variants([(*before, change)])
        was = _statuses(self._pair.judgements)
        now = _statuses(rejudge(self._pair, variant, self._context))
        self.reachable |= {key for key, status in now.items() if status is Status.MET}
        [outcome] = rescore(self._pair, [variant], self._context)
        if any(GOODNESS[now[key]] > GOODNESS[was[key]] for key in was):
            self.needed.append(change)
            self.useful.append(change)
        elif outcome.score > self._pair.outcome.score:
            self.useful.append(change)

    def search(self, changes: Sequence[Change], reaches: Callable[[Outcome], bool]) -> Search:
        """Try the sets in order of size, and stop at the first size that reaches the aim."""
        if reaches(self._pair.outcome):
            return Search(is_reached=True)
        ordered = sorted(changes, key=lambda change: (effort_of((change,)), change.key))
        tried = ordered[:MOST_CANDIDATES]
        is_complete = tried == ordered
        best: list[ChangeSet] = []
        for size in range(1, MOST_CHANGES + 1):
            scored = self._score(combinations(tried, size))
            found = [item for item in scored if reaches(Outcome(item.eligibility, item.score))]
            if found:
                found.sort(key=_lightness)
                return Search(
                    is_reached=False, sets=tuple(found[:MOST_SETS]), is_complete=is_complete
                )
            best = sorted([*best, *scored], key=_distance)[:1]
        nearest = best[0] if best else None
        return Search(is_reached=False, is_complete=is_complete, best=nearest)

    def _score(self, sets: Iterable[tuple[Change, ...]]) -> list[ChangeSet]:
        variants = self._variants(sets)
        outcomes = rescore(self._pair, variants, self._context)
        return [
            ChangeSet(variant.changes, *outcome)
            for variant, outcome in zip(variants, outcomes, strict=True)
        ]

    def _variants(self, sets: Iterable[tuple[Change, ...]]) -> list[Variant]:
        reference = self._context.reference
        return [vary(self._supplier, changes, reference) for changes in sets]


def _prepares(first: Change, change: Change) -> bool:
    """Say whether a change gives the category to the capability whose amount another states."""
    return (
        isinstance(first, MakeCategory)
        and isinstance(change, MakeCapacity)
        and first.capability_id is not None
        and first.capability_id == change.capability_id
    )


def _statuses(judgements: Judgements) -> dict[str, Status]:
    return {item.key: item.status for item in must_haves_of(judgements)}


def _lightness(item: ChangeSet) -> tuple[int, tuple[str, ...]]:
    return item.effort, tuple(change.key for change in item.changes)


def _distance(item: ChangeSet) -> tuple[int, int, int, int, tuple[str, ...]]:
    return TIERS.index(item.eligibility), -item.score, len(item.changes), *_lightness(item)
