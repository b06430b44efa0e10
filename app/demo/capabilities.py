"""What one supplier can make: a cluster of capabilities that occur together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.demo.draws import Draws
from app.demo.grammar import Lang
from app.demo.records import DemoCapability, DemoQuantity
from app.demo.texts import Firm, draw_facts, draw_language, tell_capability, tell_vaguely
from app.demo.trades import Cluster, Trade, load_trades
from app.reference import load_reference
from app.reference.units import load_units

_UNCLASSIFIED = 4
_VAGUE_OF_UNCLASSIFIED = 35
_COARSE = 5
_REPEATED = 9
_WITH_CAPACITY = 47
_MOQ_PARTS = (20, 50, 100, 200)
"""A smallest order is a round part of a month's capacity."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What the size of a firm allows.

    Attributes:
        most: Most capabilities that it names.
        low: Lower end of its amounts, percent of the usual range.
        high: Upper end.
    """

    most: int
    low: int
    high: int


def draw_categories(draws: Draws, cluster: Cluster, scale: Scale) -> list[str]:
    """Draw what a firm of a cluster does: the core, and what often goes with it."""
    often = [code for code, percent in cluster.often if draws.chance(percent)]
    codes = [*cluster.core, *often][: scale.most]
    if len(codes) < scale.most and draws.chance(_REPEATED):
        codes.append(draws.pick(codes))
    return codes


def draw_capabilities(
    draws: Draws, categories: Sequence[str], firm: Firm, scale: Scale
) -> tuple[DemoCapability, ...]:
    """Describe each category as a capability."""
    return tuple(_draw_capability(draws, code, firm, scale) for code in categories)


def _draw_capability(draws: Draws, code: str, firm: Firm, scale: Scale) -> DemoCapability:
    trade = load_trades()[code]
    lang = draw_language(draws)
    base: Lang = "en" if lang == "en" else "vi"
    facts = draw_facts(draws, trade, base, scale.low, scale.high)
    capacity = _draw_capacity(draws, trade, scale)
    category = _draw_category(draws, code)
    spoken = None if capacity is None else _in_words(capacity, base)
    if category is None and draws.chance(_VAGUE_OF_UNCLASSIFIED):
        text = tell_vaguely(draws, base)
    else:
        text = tell_capability(draws, lang, trade, facts, firm, spoken)
    return DemoCapability(
        category=category,
        text=text,
        materials=facts.materials if draws.chance(58) else (),
        processes=(facts.activity,) if draws.chance(45) else (),
        machines=facts.machines if draws.chance(44) else (),
        tolerance=facts.tolerance if draws.chance(30) else None,
        monthly_capacity=capacity,
        moq=_draw_smallest_order(draws, capacity),
        lead_time_days=draws.between(*trade.lead_days) if draws.chance(42) else None,
    )


def _draw_category(draws: Draws, code: str) -> str | None:
    """Give the category as a profile has it: sometimes none, sometimes the broader one."""
    if draws.chance(_UNCLASSIFIED):
        return None
    parent = load_reference().categories[code].parent
    coarse = draws.chance(_COARSE)
    return parent if coarse and parent in load_trades() else code


def _draw_capacity(draws: Draws, trade: Trade, scale: Scale) -> DemoQuantity | None:
    if trade.unit is None or not draws.chance(_WITH_CAPACITY):
        return None
    return DemoQuantity(Decimal(trade.draw_amount(draws, scale.low, scale.high)), trade.unit)


def _draw_smallest_order(draws: Draws, capacity: DemoQuantity | None) -> DemoQuantity | None:
    if capacity is None or not draws.chance(45):
        return None
    part = capacity.value // draws.pick(_MOQ_PARTS)
    return DemoQuantity(part, capacity.unit) if part else None


def _in_words(capacity: DemoQuantity, lang: Lang) -> str:
    unit = load_units()[capacity.unit]
    amount = f"{capacity.value:,}"
    if lang == "en":
        return f"{amount} {unit.code}/month"
    return f"{amount.replace(',', '.')} {unit.name_vi}/tháng"
