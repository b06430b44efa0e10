"""What the capacity says of every demand: equal to `app.matching.criteria.capacity`."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from app.matching.context import MatchContext
from app.matching.criteria import capacity
from app.matching.criteria.capacity import DAYS_PER_MONTH
from app.matching.fixed_point import VALUE_ONE
from app.matching.index.arrays import Array, Bools, Longs
from app.matching.index.codes import NONE
from app.matching.index.demand_rows import GREATEST, DemandRows
from app.matching.index.demand_verdicts import MET, Verdict, failing
from app.matching.prepared import PreparedSupplier
from app.matching.profiles import Quantity
from app.reference.units import load_units

_NOT_STATED = -1
_SAFE = 2.0**62
"""Products up to this, worked out in floats, are sure to fit into int64."""


class _Offer(NamedTuple):
    """A supplier's best capacity for what may be asked for.

    Attributes:
        amounts: Its capacities, in the base of their unit; greater ones later.
        best: Which of them is the best, or -1, by base and category, shape (bases, 256); the last
            category stands for a demand that names none.
        has_unknown: Whether another of those that count does not state it, or does not compare.
    """

    amounts: list[Fraction]
    best: Longs
    has_unknown: Bools


def judge(rows: DemandRows, supplier: PreparedSupplier, context: MatchContext) -> Verdict:
    """Judge the capacity for every demand."""
    offer = _offer(rows, supplier)
    base, has_chosen = rows.table["base"], rows.table["has_chosen"]
    best = np.where(has_chosen, _NOT_STATED, offer.best[base, NONE])
    has_unknown = ~has_chosen & offer.has_unknown[base, NONE]
    owner, code = rows.categories.owner, rows.categories["code"]
    np.maximum.at(best, owner, offer.best[base[owner], code])
    np.logical_or.at(has_unknown, owner, offer.has_unknown[base[owner], code])
    neutral = context.scoring.parameters.capacity_unknown_value
    value = np.full(len(rows), neutral, np.int64)
    goodness = np.where(rows.asks(capacity.NAME), 1, MET).astype(np.uint8)
    stated = (best != _NOT_STATED).nonzero()[0]
    share = _shares(rows, stated, offer.amounts, best[stated], context)
    unknown = has_unknown[stated]
    is_short = share < VALUE_ONE
    value[stated] = np.where(is_short & unknown, np.maximum(share, neutral), share)
    goodness[stated] = np.where(is_short, unknown, MET)
    return Verdict(goodness, value, failing(capacity.NAME, goodness))


def _offer(rows: DemandRows, supplier: PreparedSupplier) -> _Offer:
    numbers, capabilities = rows.codes.categories, supplier.profile.capabilities
    shape = (len(rows.bases) + 1, NONE + 1)
    best, has_unknown = np.full(shape, _NOT_STATED, np.int64), np.zeros(shape, np.bool_)
    stated = [_amount(item.monthly_capacity) for item in capabilities]
    amounts = sorted({amount for _, amount in stated})
    places = np.array([amounts.index(amount) for _, amount in stated], np.int64)
    codes = [numbers.get(item.category or "", NONE) for item in capabilities]
    counts = rows.codes.relations.fulfils[:, codes]
    counts[NONE] = True
    if not supplier.categories:
        counts[:] = True
    for base in {name for name, _ in stated} & rows.bases.keys():
        compares = np.array([name == base for name, _ in stated])
        number = rows.bases[base]
        best[number] = np.where(counts & compares, places, _NOT_STATED).max(axis=1)
        has_unknown[number] = (counts & ~compares).any(axis=1)
    return _Offer(amounts, best, has_unknown)


def _amount(quantity: Quantity | None) -> tuple[str, Fraction]:
    """Return the base of an amount, empty where it compares with nothing, and how many of it."""
    unit = load_units().get(quantity.unit) if quantity else None
    if quantity is None or unit is None:
        return "", Fraction(0)
    return unit.base, Fraction(quantity.value) * Fraction(unit.factor)


def _shares(
    rows: DemandRows, at: Longs, amounts: list[Fraction], places: Longs, context: MatchContext
) -> Longs:
    """Return how much of what is needed there is, in ten-thousandths, rounded down, at most all.

    Args:
        rows: The demands.
        at: The rows of those that state what they need.
        amounts: The supplier's capacities.
        places: Which of them counts for each of these demands.
        context: The profile, the day and the reference data.
    """
    spread = _spread(rows, at, context)
    least = [min(amount.numerator, GREATEST) for amount in amounts]
    parts = [min(amount.denominator, GREATEST) for amount in amounts]
    offered = (np.array(least, np.int64)[places], rows.table["denominator"][at], spread)
    needed = (
        np.array(parts, np.int64)[places],
        rows.table["numerator"][at],
        np.full(len(at), DAYS_PER_MONTH.numerator, np.int64),
    )
    fits = (_product(offered, np.float64(VALUE_ONE)) < _SAFE) & (
        _product(needed, np.float64(1)) < _SAFE
    )
    share = np.full(len(at), VALUE_ONE, np.int64)
    of_them = fits.nonzero()[0]
    part = _product([column[of_them] for column in offered], np.int64(VALUE_ONE))
    share[of_them] = part // _product([column[of_them] for column in needed], np.int64(1))
    for place in (~fits).nonzero()[0].tolist():
        months = Fraction(int(spread[place]), DAYS_PER_MONTH.numerator)
        ratio = amounts[places[place]] * months / rows.needs[at[place]]
        share[place] = min(int(VALUE_ONE * ratio), VALUE_ONE)
    return np.minimum(share, VALUE_ONE)


def _spread(rows: DemandRows, at: Longs, context: MatchContext) -> Longs:
    """Return over how much time each need is spread: a mean month is 365, a day 12."""
    days = rows.table["day"][at] - context.today.toordinal()
    span = np.maximum(days * DAYS_PER_MONTH.denominator, DAYS_PER_MONTH.numerator)
    return np.where(rows.table["is_once"][at], span, DAYS_PER_MONTH.numerator)


def _product(columns: Sequence[Longs], factor: np.generic) -> Array:
    """Multiply columns, as numbers of the factor's type."""
    product = np.full(len(columns[0]), factor)
    for column in columns:
        product *= column.astype(factor.dtype)
    return product
