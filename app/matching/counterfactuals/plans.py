"""The changes that the suppliers of a market could make, each the same for all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from app.matching.context import MatchContext
from app.matching.counterfactuals.capacities import amount_needed, convert_exactly
from app.matching.counterfactuals.certificates import certificate_changes, hold
from app.matching.counterfactuals.changes import Change, MakeCapacity, MakeCategory
from app.matching.counterfactuals.efforts import Way
from app.matching.counterfactuals.sites import site_changes
from app.matching.criteria import certification
from app.matching.prepared import PreparedDemand, PreparedSupplier, prepare_supplier
from app.matching.profiles import Quantity, SupplierProfile
from app.reference import Reference
from app.reference.units import load_units

Plan = tuple[Change, ...]
"""What every supplier does, all of one topic: enough of it for each demand that it can help with.

It is more than one change where one does not do for all demands: amounts in units that do not
compare, and sites in one place that have to stand near several deliveries."""


def find_plans(
    demands: Sequence[PreparedDemand], subject: str, context: MatchContext
) -> list[Plan]:
    """Return the plans that suggest themselves for some demands.

    Args:
        demands: The demands.
        subject: A key of `PLANNERS`: a certificate, held as long as any demand needs; a category,
            made in the largest amount that a demand for it needs; a site in a place, at its centre
            and, where that is too far, where the goods go; or that largest amount alone, of whoever
            is in the category already.
        context: The day and the reference data.

    Returns:
        The plans in the order of their topics.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    for change in PLANNERS[subject](demands, context):
        found[change.topic].append(change)
    return [tuple(found[topic]) for topic in sorted(found)]


def nobody(reference: Reference) -> PreparedSupplier:
    """Return a supplier of whom nothing is known."""
    return prepare_supplier(SupplierProfile(id="", key="", name=""), reference)


def _certificates(demands: Sequence[PreparedDemand], context: MatchContext) -> Iterable[Change]:
    """Plan every certificate that is asked for, or does more than those, or stands in for one."""
    anybody = nobody(context.reference)
    codes = {
        change.code
        for demand in demands
        for change in certificate_changes(
            demand, anybody, certification.judge(demand, anybody, context), context
        )
    }
    days = [certification.judged_on(demand.demand, context.today) for demand in demands]
    return [hold(code, max(days), anybody, context) for code in codes]


def _categories(demands: Sequence[PreparedDemand], context: MatchContext) -> Iterable[Change]:
    needs = _needs(demands, context)
    for code in {code for demand in demands for code in demand.demand.categories}:
        amounts = _greatest(need for fulfilling, need in needs if code in fulfilling)
        if amounts:
            yield from (MakeCategory(code, None, amount, Way.GAIN) for amount in amounts)
        else:
            yield MakeCategory(code, None, None, Way.GAIN)


def _sites(demands: Sequence[PreparedDemand], context: MatchContext) -> Iterable[Change]:
    anybody = nobody(context.reference)
    sites = [site for demand in demands for site in site_changes(demand, anybody, context)]
    return {(site.topic, site.point): site for site in sites}.values()


def _capacities(demands: Sequence[PreparedDemand], context: MatchContext) -> Iterable[Change]:
    """Plan amounts in every category, and of those who are in none."""
    needs = _needs(demands, context)
    for code in [None, *(category.code for category in context.reference.categories)]:
        amounts = _greatest(
            need for fulfilling, need in needs if not fulfilling or code in fulfilling
        )
        for amount in amounts:
            yield MakeCapacity(None, code, amount, Way.GAIN)


PLANNERS: Mapping[str, Callable[[Sequence[PreparedDemand], MatchContext], Iterable[Change]]] = {
    "certificate": _certificates,
    "category": _categories,
    "site": _sites,
    "capacity": _capacities,
}
"""By subject, the first part of the topics: what plans the changes."""


def _needs(
    demands: Iterable[PreparedDemand], context: MatchContext
) -> list[tuple[frozenset[str], Quantity]]:
    """Return what demands need in a month, with the categories in which it counts: none is all."""
    needs = [(demand.fulfilling, amount_needed(demand, context)) for demand in demands]
    return [(fulfilling, need) for fulfilling, need in needs if need is not None]


def _greatest(needs: Iterable[Quantity]) -> list[Quantity]:
    """Return the greatest of some amounts, one for each kind of unit."""
    greatest: dict[str, Quantity] = {}
    for need in needs:
        base = load_units()[need.unit].base
        held = greatest.setdefault(base, need)
        if (convert_exactly(need, held.unit) or 0) > held.value:
            greatest[base] = need
    return list(greatest.values())
