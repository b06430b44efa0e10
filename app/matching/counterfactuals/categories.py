"""The categories that would help a supplier with a demand."""

from collections.abc import Iterator

from app.matching.context import MatchContext
from app.matching.counterfactuals.capacities import amount_needed, is_enough, make_enough
from app.matching.counterfactuals.changes import MakeCapacity, MakeCategory
from app.matching.counterfactuals.efforts import Way
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.profiles import Capability, Quantity
from app.reading import is_usable


def category_changes(
    demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext
) -> Iterator[MakeCategory | MakeCapacity]:
    """Give the capabilities that would be in the trade asked for.

    Where a capability without category was read as that trade, or as nothing, its category is a
    question. Else the supplier needs one more capability: a question again where its trades are
    not known, wider or close by, and something new where they are others. What has
    to be made in a month belongs to the change; a capability that states too little, or another
    unit, needs a second change, which is given too.

    Args:
        demand: The demand.
        supplier: The supplier as it is, as `with_suggestions` returns it.
        context: The profile, the day and the reference data.
    """
    needed = amount_needed(demand, context)
    asked = demand.demand.categories or tuple(item.code for item in demand.suggested)
    rows = [row for row in supplier.profile.capabilities if row.category is None]
    for code in asked:
        wanted = demand.fulfilling | {code}
        likely = [(row, named) for row in rows for named in _readings(row, code, wanted)]
        if not likely:
            yield MakeCategory(code, None, needed, _way(code, supplier, context))
            continue
        row, named = min(likely, key=lambda item: _doubt(item[0], needed))
        is_silent = row.monthly_capacity is None
        yield MakeCategory(named, row.id, needed if is_silent else None, Way.CONFIRM)
        if needed is not None and not is_silent and not is_enough(row, needed):
            yield make_enough(row, named, needed)


def _way(code: str, supplier: PreparedSupplier, context: MatchContext) -> Way:
    """Say whether a category is a question to a supplier, as the category criterion sees it."""
    if not supplier.categories:
        return Way.CONFIRM
    read = tuple(item.code for item in supplier.suggested)
    confirm_from = context.scoring.parameters.category_confirm_from
    relations = [context.relation(code, offered) for offered in supplier.categories + read]
    is_question = any(item.kind == "parent" or item.closeness >= confirm_from for item in relations)
    return Way.CONFIRM if is_question else Way.GAIN


def _readings(row: Capability, code: str, wanted: frozenset[str]) -> list[str]:
    """Return what a capability may turn out to be, of what is wanted: the surest reading."""
    usable = [item for item in row.suggestions or () if is_usable(item)]
    if not usable:
        return [code]
    found = [item for item in usable if item.code in wanted]
    found.sort(key=lambda item: (-item.confidence, item.code))
    return [item.code for item in found[:1]]


def _doubt(row: Capability, needed: Quantity | None) -> tuple[bool, bool, str]:
    """Sort the capability first that most likely is what was asked for, and makes enough."""
    is_read = any(is_usable(item) for item in row.suggestions or ())
    return (not is_read, needed is not None and not is_enough(row, needed), row.id)
