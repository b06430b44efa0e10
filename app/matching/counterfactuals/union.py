"""The changes that many demands suggest to one supplier, each once."""

from collections.abc import Hashable, Iterable
from datetime import date
from fractions import Fraction

from app.matching.context import MatchContext
from app.matching.counterfactuals.candidates import find_candidates
from app.matching.counterfactuals.capacities import convert_exactly
from app.matching.counterfactuals.certificates import hold
from app.matching.counterfactuals.changes import (
    Change,
    HoldCertificate,
    MakeCapacity,
    MakeCategory,
    PlaceSite,
)
from app.matching.counterfactuals.variants import Pair
from app.matching.prepared import PreparedSupplier
from app.matching.profiles import Quantity
from app.reference.units import load_units


def unite_candidates(
    pairs: Iterable[Pair], supplier: PreparedSupplier, context: MatchContext
) -> tuple[Change, ...]:
    """Return the changes that any demand suggests, those that differ in degree alone as one.

    Args:
        pairs: The pairs of the supplier.
        supplier: The supplier, as `with_suggestions` returns it.
        context: The profile, the day and the reference data.

    Returns:
        The changes in the order of their keys, whatever the order of the pairs.
    """
    through: dict[str, date] = {}
    making: dict[_Same, MakeCategory] = {}
    others: dict[Hashable, Change] = {}
    for pair in pairs:
        for change in find_candidates(pair, supplier, context):
            if isinstance(change, HoldCertificate):
                day = change.through or context.today
                through[change.code] = max(day, through.get(change.code, day))
            elif isinstance(change, MakeCategory):
                same = (change.code, change.capability_id, _kind_of(change.capacity))
                making[same] = _greater(change, making.get(same))
            else:
                place = _place_of(change)
                others[place] = min(change, others.get(place, change), key=lambda it: it.key)
    found: list[Change] = [hold(code, day, supplier, context) for code, day in through.items()]
    found += [change for same, change in making.items() if same[2] or not _has_amount(same, making)]
    found += others.values()
    found.sort(key=lambda change: change.key)
    return tuple(found)


_Same = tuple[str, str | None, str]
"""What changes have in common that differ in degree: category, capability, kind of unit."""


def _has_amount(same: _Same, making: Iterable[_Same]) -> bool:
    """Say whether some demand wants an amount of it too."""
    return any(other[:2] == same[:2] and other[2] for other in making)


def _place_of(change: MakeCapacity | PlaceSite) -> Hashable:
    """Return what is the same where two demands want the same; two may be delivered to a point."""
    if isinstance(change, PlaceSite) and change.point is not None:
        return change.topic, change.point
    return change.key


def _kind_of(capacity: Quantity | None) -> str:
    """Return the unit that an amount converts to, or nothing."""
    return "" if capacity is None else load_units()[capacity.unit].base


def _greater(change: MakeCategory, other: MakeCategory | None) -> MakeCategory:
    """Return the change with the greater amount."""
    if other is None or change.capacity is None or other.capacity is None:
        return change
    amount = convert_exactly(change.capacity, other.capacity.unit)
    ours, theirs = (amount or 0, other.key), (Fraction(other.capacity.value), change.key)
    return change if ours > theirs else other
