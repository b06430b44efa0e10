"""Company names: Vietnamese with a legal form, English beside it, each given once.

A name made of common words may by chance be some real firm's: nobody can list them all. Brands
that are widely known, or stand in published lists, are left out (`avoid` in the data).
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.grammar import Phrase
from app.demo.writing import slug, without_marks

_COUNTRY_SUFFIX = 8
_TRADE_FIRST = 76
_TRADE_LAST = 92
_LOUD = 7


@dataclass(frozen=True, slots=True)
class CompanyName:
    """How a company is called.

    Attributes:
        name: Registered name with its legal form.
        name_en: English name.
        short: How people call it: trade word and brand.
        domain: Label for its domain name.
    """

    name: str
    name_en: str
    short: str
    domain: str


@dataclass(frozen=True, slots=True)
class _Words:
    first: tuple[str, ...]
    second: tuple[str, ...]
    places: tuple[str, ...]
    coined: tuple[tuple[str, ...], ...]
    initials: str
    avoid: tuple[str, ...]
    legal_forms: Weighted[tuple[str, str]]


class _NameData(TypedDict):
    brand_first: str
    brand_second: str
    places: list[str]
    coined_first: list[str]
    coined_second: list[str]
    coined_third: list[str]
    initials: str
    avoid: str
    legal_forms: list[tuple[int, str, str]]


class NameRegister:
    """Gives every name once. The names of the first firms do not depend on how many follow."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, draws: Draws, trades: tuple[Phrase, ...]) -> CompanyName:
        """Draw a company name that was not given before.

        Args:
            draws: Source of chance.
            trades: Trade words that say what the company does.
        """
        length = 2
        while True:
            brand = _draw_brand(draws, length)
            name = _company_name(draws, brand, draws.pick(trades))
            known = slug(name.short)
            if not _is_avoided(brand) and known not in self._taken:
                self._taken.add(known)
                return name
            length = 3


@cache
def _load_words() -> _Words:
    data = cast("_NameData", read_data("names"))
    return _Words(
        first=tuple(data["brand_first"].split()),
        second=tuple(data["brand_second"].split()),
        places=tuple(data["places"]),
        coined=tuple(tuple(data[key]) for key in ("coined_first", "coined_second", "coined_third")),
        initials=data["initials"],
        avoid=tuple(
            f" {without_marks(name.strip())} ".lower() for name in data["avoid"].split(";")
        ),
        legal_forms=Weighted((weight, (vi, en)) for weight, vi, en in data["legal_forms"]),
    )


def _draw_brand(draws: Draws, length: int) -> str:
    """Draw a brand: mostly two or three auspicious syllables, sometimes initials or coined."""
    words = _load_words()
    kind = draws.below(100)
    if kind < 78:  # noqa: PLR2004 - shares of kinds of brand, in percent
        syllables = [draws.pick(words.first), draws.pick(words.second)]
        if length > 2 or draws.chance(45):  # noqa: PLR2004 - syllables
            syllables.insert(1, draws.pick(words.first))
        return " ".join(syllables)
    if kind < 86:  # noqa: PLR2004 - as above
        return f"{draws.pick(words.places)} {draws.pick(words.second)}"
    if kind < 93:  # noqa: PLR2004 - as above
        letters = "".join(draws.pick(words.initials) for _ in range(3))
        return letters if draws.chance(50) else f"{letters} {draws.pick(words.second)}"
    coined = "".join(draws.pick(parts) for parts in words.coined)
    return coined.upper() if draws.chance(35) else coined


def _is_avoided(brand: str) -> bool:
    folded = f" {without_marks(brand)} ".lower()
    syllables = folded.split()
    repeats = any(one == other for one, other in pairwise(syllables))
    return repeats or any(name in folded for name in _load_words().avoid)


def _company_name(draws: Draws, brand: str, trade: Phrase) -> CompanyName:
    legal_vi, legal_en = draws.weigh(_load_words().legal_forms)
    trade_vi, trade_en = trade.render(draws, "vi"), trade.render(draws, "en")
    order = draws.below(100)
    if order < _TRADE_FIRST:
        short = f"{trade_vi} {brand}"
    elif order < _TRADE_LAST:
        short = f"{brand} {trade_vi}" if brand.isascii() else brand
    else:
        short = brand
    english = f"{without_marks(brand)} {trade_en}"
    if draws.chance(_COUNTRY_SUFFIX):
        short, english = f"{short} Việt Nam", f"{english} Vietnam"
    name = f"{legal_vi} {short}"
    return CompanyName(
        name=name.upper() if draws.chance(_LOUD) else name,
        name_en=f"{english} {legal_en}",
        short=short,
        domain=slug(brand) + _domain_ending(draws, trade_en),
    )


def _domain_ending(draws: Draws, trade_en: str) -> str:
    """Add what tells namesakes apart: a piece of the trade word, "vn", or nothing."""
    return draws.pick((slug(trade_en.rsplit(maxsplit=1)[-1]), "vn", "-vina", ""))
