"""Capacity: can the supplier make what is needed in a month?"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import floor

from app.matching.context import MatchContext
from app.matching.fixed_point import VALUE_ONE
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.profiles import Capability, Demand, Period, Quantity
from app.matching.results import NOT_APPLICABLE, Evidence, Judgement, MustHave, Param, Status
from app.reference.units import load_units

NAME = "capacity"

DAYS_PER_MONTH = Fraction(365, 12)
"""The mean month, to turn a day's need or a span of days into months."""

PERIODS_PER_MONTH: Mapping[Period, Fraction] = {
    "day": DAYS_PER_MONTH,
    "week": DAYS_PER_MONTH / 7,
    "month": Fraction(1),
    "quarter": Fraction(1, 3),
    "year": Fraction(1, 12),
}
"""How many of each period make a month."""

DOCUMENTATION_VI = """\
Công suất: nhà cung cấp có làm đủ lượng cần mỗi tháng không?

Điều kiện này áp dụng khi nhu cầu có số lượng, đơn vị và chu kỳ (ngày, tuần, tháng, quý, năm), hoặc
đặt một lần kèm ngày cần hàng: khi đó số lượng được chia đều cho số tháng còn lại, ít nhất một
tháng. Lượng cần được so với công suất tháng của các năng lực đúng ngành được hỏi hoặc thuộc ngành
con (mọi năng lực, nếu nhu cầu hoặc nhà cung cấp chưa phân ngành), quy về cùng đơn vị. Lấy năng lực
lớn nhất chứ không cộng dồn, vì nhiều dòng thường mô tả cùng một nhóm máy.

Đạt: một năng lực là đủ, giá trị 1. Chưa rõ: có năng lực chưa ghi công suất hoặc đơn vị không so
sánh được, và không năng lực nào khác đủ. Không đạt: mọi năng lực đều ghi thấp hơn, giá trị là tỷ lệ
đáp ứng."""


def applies(demand: PreparedDemand) -> bool:
    """Say whether the demand tells how much it needs in what time."""
    wish = demand.demand
    if not wish.quantity or wish.unit is None or wish.period is None:
        return False
    return wish.period != "once" or wish.needed_by is not None


def judge(demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext) -> Judgement:
    """Capacity: can the supplier make what is needed in a month?

    A must-have when the demand has a quantity, a unit and a period (day, week, month, quarter,
    year), or is placed once with a date needed: then the quantity is spread over the months until
    that date, at least one. The need is compared with the monthly capacity of the capabilities in
    the category asked for or in one within it (all capabilities when the demand or the supplier
    has no category), in the same unit. The largest capability counts, not the sum, because several
    rows often describe the same machines.

    Met: one capability is enough; the value is 1. Unknown: a capability does not state a capacity,
    or states it in a unit that does not compare, and no other is enough. Unmet: every capability
    states less; the value is the share.
    """
    if not applies(demand):
        return NOT_APPLICABLE
    wish = demand.demand
    unit = wish.unit or ""
    needed, shown = _needed(demand, context.today)
    relevant = _relevant(demand, supplier)
    stated = [item.monthly_capacity for item in relevant if item.monthly_capacity is not None]
    amounts = [amount for amount in (_in_unit(item, unit) for item in stated) if amount is not None]
    asked: dict[str, Param] = {"needed": shown, "unit": unit}
    facts = dict(asked)
    if not amounts:
        code = "capacity.unit_differs" if stated else "capacity.unknown"
        return _unknown(context, Evidence(code, facts), asked)
    best = max(amounts)
    facts["capacity"] = _hundredths(best)
    if best >= needed:
        return _judgement(VALUE_ONE, Status.MET, Evidence("capacity.enough", facts), asked)
    share = floor(VALUE_ONE * best / needed)
    if len(amounts) < len(relevant):
        return _unknown(context, Evidence("capacity.partly_unknown", facts), asked, at_least=share)
    return _judgement(share, Status.UNMET, Evidence("capacity.short", facts), asked)


@lru_cache(maxsize=64)
def _needed(demand: PreparedDemand, today: date) -> tuple[Fraction, int]:
    """Work the need out once for all suppliers that the demand is compared with.

    Returns:
        The exact amount, and how it is shown: in hundredths, rounded up.
    """
    needed = needed_per_month(demand.demand, today)
    return needed, -_hundredths(-needed)


def needed_per_month(demand: Demand, today: date) -> Fraction:
    """Return what a demand needs in a month, in its own unit.

    Args:
        demand: A demand to which the criterion applies.
        today: The day from which the months until the date needed are counted.

    Returns:
        The exact amount.
    """
    amount = Fraction(demand.quantity or 0)
    if demand.period is None or demand.period == "once":
        days = (demand.needed_by - today).days if demand.needed_by else 0
        return amount / max(Fraction(days) / DAYS_PER_MONTH, Fraction(1))
    return amount * PERIODS_PER_MONTH[demand.period]


def _relevant(demand: PreparedDemand, supplier: PreparedSupplier) -> list[Capability]:
    """Return the capabilities whose capacity counts for the demand."""
    capabilities = supplier.profile.capabilities
    if not demand.fulfilling or not supplier.categories:
        return list(capabilities)
    return [item for item in capabilities if item.category in demand.fulfilling]


@lru_cache(maxsize=20_000)
def _in_unit(quantity: Quantity, unit: str) -> Fraction | None:
    """Return an amount in another unit, exactly, or None when the two do not compare."""
    units = load_units()
    source, target = units.get(quantity.unit), units.get(unit)
    if source is None or target is None or source.base != target.base:
        return None
    return Fraction(quantity.value) * Fraction(source.factor) / Fraction(target.factor)


def _hundredths(amount: Fraction) -> int:
    """Return an amount in hundredths, rounded down, to be shown.

    A need is rounded up (down, with its sign turned), so that a shortage never looks like none.
    """
    return floor(amount * 100)


def _unknown(
    context: MatchContext, evidence: Evidence, asked: dict[str, Param], at_least: int = 0
) -> Judgement:
    neutral = context.scoring.parameters.capacity_unknown_value
    return _judgement(max(neutral, at_least), Status.UNKNOWN, evidence, asked)


def _judgement(
    value: int, status: Status, evidence: Evidence, asked: dict[str, Param]
) -> Judgement:
    return Judgement(value, status, (evidence,), (MustHave(NAME, NAME, status, evidence, asked),))
