"""A supplier after changes, and how it does then: the only place where changed pairs are scored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import Change, apply
from app.matching.counterfactuals.thresholds import Outcome
from app.matching.criteria import CRITERIA
from app.matching.match import (
    Judgements,
    judge_must_haves,
    judge_rest,
    must_haves_of,
    score_of,
    weights_of,
)
from app.matching.prepared import PreparedDemand, PreparedSupplier, prepare_supplier
from app.matching.profiles import Capability, SupplierProfile
from app.matching.reading import capability_texts
from app.matching.results import Status, tier_of
from app.reading import read
from app.reference import Reference

_ORDER = {"certificate": 0, "category": 1, "site": 2, "capacity": 3}
"""The order in which changes are made: an amount is stated on rows that have their category."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A supplier after changes.

    Attributes:
        changes: The changes, in the order in which they were made.
        supplier: The supplier after them.
        touched: The criteria that can judge it differently than before.
    """

    changes: tuple[Change, ...]
    supplier: PreparedSupplier
    touched: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A demand and a supplier as they are, judged once for all variants of the supplier.

    Attributes:
        demand: The demand.
        judgements: What the criteria say today.
        weights: The weights per mille of the criteria for this demand.
        outcome: Tier and score today.
        short: The criteria with a must-have that is unmet or unknown.
        unmet: The criteria with a must-have that is unmet.
        short_certificates: The required certificates that are not in force.
    """

    demand: PreparedDemand
    judgements: Judgements
    weights: dict[str, int]
    outcome: Outcome
    short: frozenset[str]
    unmet: frozenset[str]
    short_certificates: frozenset[str]


def with_suggestions(supplier: PreparedSupplier) -> PreparedSupplier:
    """Return a supplier that carries what its capabilities were read as, to read them once."""
    rows = tuple(
        row
        if row.category is not None or row.suggestions is not None
        else replace(row, suggestions=read(capability_texts(row)).suggestions)
        for row in supplier.profile.capabilities
    )
    return replace(supplier, profile=replace(supplier.profile, capabilities=rows))


def vary(supplier: PreparedSupplier, changes: Iterable[Change], reference: Reference) -> Variant:
    """Return a supplier after changes; its texts are not read again, for no change touches them.

    Args:
        supplier: The supplier, as `with_suggestions` returns it.
        changes: The changes, in any order.
        reference: The packaged reference data.
    """
    ordered = tuple(sorted(changes, key=_order))
    profile = supplier.profile
    for change in ordered:
        profile = apply(change, profile)
    rest = prepare_supplier(_without_texts(profile), reference)
    changed = replace(rest, profile=profile, side=supplier.side)
    return Variant(ordered, changed, frozenset().union(*(item.touches for item in ordered)))


def judge_pair(
    demand: PreparedDemand,
    supplier: PreparedSupplier,
    context: MatchContext,
    *,
    is_scored: bool = True,
) -> Pair:
    """Judge a pair as it is.

    Args:
        demand: The demand.
        supplier: The supplier.
        context: The profile, the day and the reference data.
        is_scored: Whether the score matters; the tier alone takes less time, and the score of
            the pair and of all its variants is 0 then.
    """
    judgements = judge_must_haves(demand, supplier, context)
    if is_scored:
        judge_rest(judgements, demand, supplier, context)
    weights = weights_of(demand, context.scoring) if is_scored else {}
    must_haves = must_haves_of(judgements)
    return Pair(
        demand=demand,
        judgements=judgements,
        weights=weights,
        outcome=Outcome(tier_of(must_haves), score_of(judgements, weights)),
        short=frozenset(i.criterion for i in must_haves if i.status is not Status.MET),
        unmet=frozenset(i.criterion for i in must_haves if i.status is Status.UNMET),
        short_certificates=frozenset(
            str(item.asked["asked"])
            for item in must_haves
            if item.criterion == "certification" and item.status is not Status.MET
        ),
    )


def rescore(pair: Pair, variants: Sequence[Variant], context: MatchContext) -> list[Outcome]:
    """Return tier and score of every variant of a pair's supplier: those `match` would give.

    Only the criteria that the changes touch are judged again.
    """
    return [_rescore(pair, variant, context) for variant in variants]


def rejudge(pair: Pair, variant: Variant, context: MatchContext) -> Judgements:
    """Return what the criteria say about a variant."""
    again = {
        item.name: item.judge(pair.demand, variant.supplier, context)
        for item in CRITERIA
        if item.name in variant.touched
    }
    return pair.judgements | again


def _rescore(pair: Pair, variant: Variant, context: MatchContext) -> Outcome:
    judgements = rejudge(pair, variant, context)
    return Outcome(tier_of(must_haves_of(judgements)), score_of(judgements, pair.weights))


def _order(change: Change) -> tuple[int, str]:
    return _ORDER[change.topic.partition(":")[0]], change.key


def _without_texts(profile: SupplierProfile) -> SupplierProfile:
    """Return what decides about everything but the texts."""
    rows = tuple(
        Capability(row.id, row.category, suggestions=row.suggestions)
        for row in profile.capabilities
    )
    return replace(profile, capabilities=rows, description="", reading=None)
