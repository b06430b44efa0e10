"""Units of quantities, their conversion, and the period that a quantity is meant for.

Amounts convert only within one base: pieces, sets, pairs, rolls and boxes are counted in their
own kind, because nobody but the parties knows how many pieces make a set.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from app.reference.remembering import remembering
from app.reference.tables import read_rows, split
from app.reference.text import fold, marks_agree, normalise

Period = Literal["once", "day", "week", "month", "quarter", "year"]

_PER = re.compile(
    r"\s*(?:/|(?<![^\W_])(?:per|a|every|mỗi|một|hàng|hằng|trên)(?![^\W_]))\s*", re.IGNORECASE
)
_LEADING_ONE = re.compile(r"^\s*(?:1|01|một)\s+(?=\D)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of quantities.

    Attributes:
        code: Stable code, such as "pcs" or "kg".
        base: Code of the unit that it converts to.
        factor: How many of the base make one.
        name_vi: Vietnamese name.
        name_en: English name.
        aliases: Ways of writing it.
    """

    code: str
    base: str
    factor: Decimal
    name_vi: str
    name_en: str
    aliases: tuple[str, ...]


class _Aliases:
    """Codes by what is written for them; typed marks break ties, as in tấn, tạ and tá."""

    def __init__(self, aliases: Iterable[tuple[str, str]]) -> None:
        self._by_key: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, text in aliases:
            self._by_key[fold(text)].append((code, text))

    def find(self, text: str) -> str | None:
        """Find the one code that a text is written for, or None."""
        listed = self._by_key.get(fold(text), ())
        written = normalise(text)
        codes = {code for code, alias in listed if normalise(alias) == written} or {
            code for code, alias in listed if marks_agree(text, alias)
        }
        return codes.pop() if len(codes) == 1 else None


@cache
def load_units() -> Mapping[str, Unit]:
    """Read the packaged units, by code."""
    return {
        row["unit"]: Unit(
            code=row["unit"],
            base=row["base"],
            factor=Decimal(row["factor"]),
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            aliases=split(row["aliases"]),
        )
        for row in read_rows("units.csv")
    }


def resolve_unit(text: str) -> str | None:
    """Find the unit that a text names.

    Args:
        text: Such as "cái", "PCS", "tấn", "m²" or "pcs/month" (the period is left aside).

    Returns:
        Code of the unit; None when the text names none, or does not say which ("ta" without
        marks is tạ, a hundred kilograms, or tá, a dozen).
    """
    return _remembered_unit(text)


def _find_unit(text: str) -> str | None:
    unit = _unit_aliases().find(text)
    if unit is None:
        counted, period = _split_off_period(text)
        unit = _unit_aliases().find(counted) if period else None
    return unit


_remembered_unit = remembering(_find_unit)


def resolve_period(text: str) -> Period | None:
    """Find the period that a quantity is meant for.

    Args:
        text: Such as "tháng", "/tháng", "per month", "hàng năm" or "cái/tháng".

    Returns:
        The period; None when the text names none.
    """
    return _remembered_period(text)


def _find_period(text: str) -> Period | None:
    found = _period_aliases().find(_LEADING_ONE.sub("", text)) or _split_off_period(text)[1]
    return cast("Period | None", found)


_remembered_period = remembering(_find_period)


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """Convert an amount.

    Args:
        value: Amount in `from_unit`.
        from_unit: Code of a unit.
        to_unit: Code of a unit.

    Returns:
        The amount in `to_unit`; None when the units have no common base, or one is not known.
    """
    units = load_units()
    source, target = units.get(from_unit), units.get(to_unit)
    if source is None or target is None or source.base != target.base:
        return None
    return value if source is target else value * source.factor / target.factor


@cache
def _unit_aliases() -> _Aliases:
    return _Aliases(
        (unit.code, alias) for unit in load_units().values() for alias in (*unit.aliases, unit.code)
    )


@cache
def _period_aliases(*columns: str) -> _Aliases:
    return _Aliases(
        (row["period"], alias)
        for row in read_rows("periods.csv")
        for column in ("aliases", *columns)
        for alias in (*split(row[column]), row["period"])
    )


def _split_off_period(text: str) -> tuple[str, str | None]:
    """Split "pcs/month" or "cái mỗi tháng" into what is counted and the period, if it has one."""
    for separator in _PER.finditer(text):
        period = _LEADING_ONE.sub("", text[separator.end() :])
        found = _period_aliases("aliases_after_per").find(period)
        if found is not None:
            return text[: separator.start()], found
    return text, None
