"""The monthly capacities that would help a supplier with a demand."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import MakeCapacity
from app.matching.counterfactuals.efforts import Way
from app.matching.criteria import capacity
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.profiles import Capability, Quantity
from app.reference.units import load_units

_CENTS = 100


def amount_needed(demand: PreparedDemand, context: MatchContext) -> Quantity | None:
    """Return the monthly amount that is enough for a demand, in its own unit.

    It is exact to a hundredth of the unit, rounded up, as a need has no end of decimals where it
    was said by the week.

    Returns:
        The amount; None when the demand does not say how much it needs in what time, or in a unit
        in which no capacity can be stated.
    """
    wish = demand.demand
    unit = wish.unit or ""
    if not capacity.applies(demand) or unit not in load_units():
        return None
    needed = capacity.needed_per_month(wish, context.today)
    return Quantity(Decimal(ceil(needed * _CENTS)) / _CENTS, unit)


def capacity_changes(
    demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext
) -> list[MakeCapacity]:
    """Return the capabilities that could make enough: one to be asked about, one to be raised.

    Among those that state nothing comparable it is the first by id, one that states nothing at
    all before one that states another unit; among those that state too little the one that lacks
    least.

    Args:
        demand: The demand.
        supplier: The supplier as it is.
        context: The day of the comparison.
    """
    needed = amount_needed(demand, context)
    if needed is None:
        return []
    rows = [item for item in supplier.profile.capabilities if counts(item, demand, supplier)]
    if not rows:
        can_be_any = not demand.fulfilling
        return [MakeCapacity(None, None, needed, Way.CONFIRM)] if can_be_any else []
    silent = [row for row in rows if stated(row, needed.unit) is None]
    loud = [row for row in rows if stated(row, needed.unit) is not None]
    chosen: list[Capability] = []
    if silent:
        chosen.append(min(silent, key=lambda row: (row.monthly_capacity is not None, row.id)))
    if loud:
        chosen.append(min(loud, key=lambda row: (-(stated(row, needed.unit) or 0), row.id)))
    return [make_enough(row, row.category, needed) for row in chosen]


def make_enough(row: Capability, category: str | None, needed: Quantity) -> MakeCapacity:
    """Return the change that lets a capability make enough.

    Args:
        row: The capability.
        category: Its category, which it may be given by another change.
        needed: The monthly amount.
    """
    if stated(row, needed.unit) is not None:
        return MakeCapacity(row.id, category, needed, Way.GAIN)
    beside = row.monthly_capacity is not None
    return MakeCapacity(row.id, category, needed, Way.CONFIRM, beside=beside)


def is_enough(row: Capability, needed: Quantity) -> bool:
    """Say whether a capability states enough."""
    amount = stated(row, needed.unit)
    return amount is not None and amount >= Fraction(needed.value)


def stated(row: Capability, unit: str) -> Fraction | None:
    """Return what a capability makes in a month, or None when it says nothing comparable."""
    if row.monthly_capacity is None:
        return None
    return convert_exactly(row.monthly_capacity, unit)


def convert_exactly(amount: Quantity, unit: str) -> Fraction | None:
    """Return an amount in another unit, exactly, or None when the two do not compare."""
    source, target = load_units().get(amount.unit), load_units()[unit]
    if source is None or source.base != target.base:
        return None
    return Fraction(amount.value) * Fraction(source.factor) / Fraction(target.factor)


def counts(row: Capability, demand: PreparedDemand, supplier: PreparedSupplier) -> bool:
    """Say whether a capability's capacity counts for a demand, as the capacity criterion does."""
    if not demand.fulfilling or not supplier.categories:
        return True
    return row.category in demand.fulfilling
