"""Numbers with units where they mean something: tonnage, thickness, tolerance, size, voltage."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal, get_args

MeasureKind = Literal[
    "tonnage",
    "load",
    "thickness",
    "tolerance",
    "diameter",
    "thread",
    "size",
    "voltage",
    "current",
    "power",
    "pressure",
]
MEASURE_KINDS: tuple[MeasureKind, ...] = get_args(MeasureKind)
"""All kinds of measures."""


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """A number with its unit, in a base unit of its kind.

    Attributes:
        kind: What was measured: the closing force of a machine ("tonnage"), what a thing carries
            ("load"), a length by its use, or an electrical or pressure rating.
        low: Least value, in the base unit.
        high: Greatest value; the same as `low` unless a range was written.
        unit: The base unit: kg (also of force), um, mV, mA, mW or Pa.
    """

    kind: MeasureKind
    low: int
    high: int
    unit: str


_DIGIT = re.compile(r"\d")
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNITS: Mapping[str, tuple[str, Decimal]] = {
    **dict.fromkeys(
        ("tấn", "tan", "tons", "ton", "tonnes", "tonne", "t", "tf", "吨", "トン", "톤"),
        ("kg", Decimal(1000)),
    ),
    **dict.fromkeys(("kn",), ("kg", Decimal("101.97"))),
    **dict.fromkeys(("kgs", "kg", "kgf"), ("kg", Decimal(1))),
    **dict.fromkeys(("mm", "ly", "li"), ("um", Decimal(1000))),
    **dict.fromkeys(("um", "μm", "µm", "micron", "microns", "micromet"), ("um", Decimal(1))),
    **dict.fromkeys(("cm",), ("um", Decimal(10_000))),
    **dict.fromkeys(
        ("m", "mét", "met", "meter", "meters", "metre", "metres"), ("um", Decimal(10**6))
    ),
    **dict.fromkeys(("inch", "inches", "in.", '"'), ("um", Decimal(25_400))),
    **dict.fromkeys(("v", "vac", "vdc", "volt", "volts"), ("mV", Decimal(1000))),
    **dict.fromkeys(("kv",), ("mV", Decimal(10**6))),
    **dict.fromkeys(("amp", "amps", "ampe"), ("mA", Decimal(1000))),
    **dict.fromkeys(("w", "watt"), ("mW", Decimal(1000))),
    **dict.fromkeys(("kw", "kva"), ("mW", Decimal(10**6))),
    **dict.fromkeys(("hp", "cv"), ("mW", Decimal(745_700))),
    **dict.fromkeys(("bar", "bars", "kg/cm2"), ("Pa", Decimal(100_000))),
    **dict.fromkeys(("mpa",), ("Pa", Decimal(10**6))),
    **dict.fromkeys(("psi",), ("Pa", Decimal(6895))),
}
"""The base unit that a written unit converts to, and how many of it one makes."""

_EAST_ASIAN = "吨|トン|톤"
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?P<sign>±|\+/-|[ø⌀φ])?\s?(?:(?<![\w.,])|(?<=[øφ]))(?P<low>{_NUMBER})"
    rf"(?:\s?(?:-|–|~|÷|đến|tới|to|->|～)\s?(?P<high>{_NUMBER}))?"
    rf"(?P<times>(?:\s?[x×*]\s?{_NUMBER})*)[\s-]?(?P<unit>{_EAST_ASIAN}|(?:{_UNIT})(?![\w²³]))"
)
_THREAD = re.compile(
    rf"(?<![\w.,-])m\s?-?\s?(?P<low>{_NUMBER})(?=\s?[x×*]\s?\d|\W|$)(?!\s?(?:{_UNIT})\b)"
)
_PIPE = re.compile(rf"(?<!\w)(?:[ø⌀φ]|phi\s)\s?(?P<low>{_NUMBER})(?![\w.,])(?!\s?(?:{_UNIT})\b)")
"""A diameter without a unit, which is meant in millimetres."""

_PER_TIME = re.compile(
    r"\s*(?:/|per|mỗi|một|a)\s*(?:tháng|năm|ngày|giờ|month|year|day|hour|h\b|月|年)"
)
_CONTEXT = 32
"""Letters before and after a number in which a word says what it measures."""

_NEXT_WORD = 9
"""Letters after a number in which the next word begins."""

_GREATEST_BARE = 2_000_000
"""Greatest thread or diameter without a unit, in micrometres; a larger number is a type."""

_THOUSANDS = 3
"""Digits between two signs that separate thousands."""

_GREATEST = Decimal(10) ** 15
"""Greatest amount in a base unit that is kept."""

_WORDS: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = (
    (
        "tolerance",
        re.compile(r"±|\+/-|dung sai|độ chính xác|sai số|tolerance|accuracy|公差|公差|공차"),
    ),
    ("thickness", re.compile(r"dày|độ dày|thick|thk|gauge|厚|板厚|두께")),
    ("diameter", re.compile(r"[ø⌀φ]|phi\b|đường kính|dia\b|diameter|d=|直径|직경")),
)
_MACHINE = re.compile(
    r"máy|ép|dập|đúc|press|machine|moulding|molding|clamp|injection|機|机|프레스|사출"
)
_LOAD = re.compile(r"tải|nâng|cẩu|load|capacit|cap\b|lift|crane|hoist|荷重|载")
_ELECTRIC: Mapping[str, MeasureKind] = {
    "mV": "voltage",
    "mA": "current",
    "mW": "power",
    "Pa": "pressure",
}


def find_measures(text: str) -> Iterator[Measure]:
    """Yield the measures of a text.

    Quantities of goods ("500 pcs", "200 tấn/tháng") are no measures.

    Args:
        text: Any text.

    Yields:
        The measures in order, each in the base unit of its kind.
    """
    if _DIGIT.search(text) is None:
        return
    written = unicodedata.normalize("NFC", text).casefold()
    for match in _MEASURE.finditer(written):
        if not _PER_TIME.match(written, match.end()):
            yield from _measures(match, written)
    bare: tuple[tuple[MeasureKind, re.Pattern[str]], ...] = (
        ("thread", _THREAD),
        ("diameter", _PIPE),
    )
    for kind, pattern in bare:
        for match in pattern.finditer(written):
            amount = int(min(_amount(match["low"], Decimal(1000)), _GREATEST))
            if 0 < amount <= _GREATEST_BARE:
                yield Measure(kind, amount, amount, "um")


def _measures(match: re.Match[str], written: str) -> Iterator[Measure]:
    unit, factor = _UNITS[match["unit"]]
    kind = _kind(match, written, unit)
    if kind is None:
        return
    ranges = [(match["low"], match["high"] or match["low"])]
    ranges += [(number, number) for number in re.findall(_NUMBER, match["times"])]
    for ends in ranges:
        low, high = sorted(_amount(number, factor) for number in ends)
        if high <= _GREATEST:
            yield Measure(kind, int(low), int(high), unit)


def _kind(match: re.Match[str], written: str, unit: str) -> MeasureKind | None:
    """Judge by the unit and the words around what a number measures; None for a mere quantity."""
    if unit in _ELECTRIC:
        return _ELECTRIC[unit]
    before = written[max(0, match.start() - _CONTEXT) : match.start()]
    around = before + (match["sign"] or "") + written[match.end() : match.end() + _CONTEXT]
    if unit == "kg":
        if _LOAD.search(before):
            return "load"
        is_force = match["unit"] not in {"kg", "kgs"} and _MACHINE.search(around)
        return "tonnage" if is_force else None
    near = before + (match["sign"] or "")
    after = written[match.end() : match.end() + _NEXT_WORD]
    place, kind = max((_last(pattern, near), kind) for kind, pattern in _WORDS)
    if place >= 0:
        return kind
    return next((kind for kind, pattern in _WORDS if pattern.search(after)), "size")


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where a pattern was last found, or -1."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _amount(number: str, factor: Decimal) -> Decimal:
    """Convert a number, written in the Vietnamese or the English way, to the base unit."""
    return (_decimal(number) * factor).to_integral_value()


def _decimal(number: str) -> Decimal:
    """Read a number: a sign before three digits separates thousands, unless a zero stands before.

    "1,200" and "1.200" are thousands; "0,005", "1,5" and "3.25" are fractions; the last sign of
    a mixture is the decimal one.
    """
    signs = [sign for sign in number if not sign.isdigit()]
    parts = re.split(r"[.,]", number)
    if not signs:
        return Decimal(number)
    repeated = any(one == other for one, other in pairwise(signs))
    is_fraction = not repeated and (
        len(parts[-1]) != _THOUSANDS or parts[0] == "0" or len(signs) > 1
    )
    if is_fraction:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))
