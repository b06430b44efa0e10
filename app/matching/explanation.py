"""Evidence in words: Vietnamese and English sentences from codes and facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from string import Formatter
from typing import Any, NamedTuple, cast

from app.matching.messages import MESSAGES, SUBSTITUTE, Lang
from app.matching.results import Evidence, Param
from app.reference import Reference
from app.reference.text import fold
from app.reference.units import load_units

_METRES_PER_KM = 1_000
_OR: Mapping[Lang, str] = {"en": " or ", "vi": " hoặc "}


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages."""

    vi: str
    en: str


def explain(evidence: Evidence, reference: Reference) -> Words:
    """Put a piece of evidence into words.

    Args:
        evidence: The evidence.
        reference: Knows the names of the codes.

    Returns:
        The sentence in Vietnamese and in English.

    Raises:
        KeyError: The code has no message.
    """
    return Words(vi=render(evidence, "vi", reference), en=render(evidence, "en", reference))


def render(evidence: Evidence, lang: Lang, reference: Reference) -> str:
    """Put a piece of evidence into words of one language.

    Args:
        evidence: The evidence.
        lang: `vi` or `en`.
        reference: Knows the names of the codes.

    Returns:
        The sentence, without a capital and a full stop, so that it stands in a list.

    Raises:
        KeyError: The code has no message.
    """
    facts = evidence.params
    code = evidence.code
    stands_in = facts.get("held") != facts.get("asked")
    if stands_in and code + SUBSTITUTE in MESSAGES:
        code += SUBSTITUTE
    writer = _Writer(lang, reference, facts)
    return "".join(
        [
            text if way is None else text + way(writer, facts[name])
            for text, name, way in _parts(code, lang)
        ]
    )


class _Writer:
    """Writes facts; what stands after a placeholder's colon in a template says in which way."""

    def __init__(self, lang: Lang, reference: Reference, facts: Mapping[str, Param]) -> None:
        self._lang = lang
        self._reference = reference
        self._facts = facts

    def pick(self, en: str, vi: str) -> str:
        """Return the text of the language."""
        return en if self._lang == "en" else vi

    def number(self, value: int) -> str:
        """Write a whole number with the language's thousands separator."""
        return f"{value:,}" if self._lang == "en" else f"{value:,}".replace(",", ".")

    def hundredths(self, value: int) -> str:
        """Write an amount that is given in hundredths, without idle decimals."""
        whole, rest = divmod(value, 100)
        decimals = f"{rest:02}".rstrip("0")
        return self.number(whole) + (self.pick(".", ",") + decimals if decimals else "")

    def km(self, metres: int) -> str:
        """Write a distance in whole kilometres."""
        if metres < _METRES_PER_KM:
            return self.pick("less than 1 km", "dưới 1 km")
        return f"{self.number((metres + _METRES_PER_KM // 2) // _METRES_PER_KM)} km"

    def day(self, value: date) -> str:
        """Write a day: ISO 8601 in English, day first in Vietnamese."""
        return self.pick(value.isoformat(), f"{value:%d/%m/%Y}")

    def category(self, code: str) -> str:
        """Write the name of a category."""
        category = self._reference.categories[code]
        return self.pick(category.name_en, category.name_vi)

    def categories(self, codes: tuple[str, ...]) -> str:
        """Write the names of several categories."""
        return "; ".join(self.category(code) for code in codes)

    def any_category(self, codes: tuple[str, ...]) -> str:
        """Write the names of several categories of which one will do."""
        return _OR[self._lang].join(self.category(code) for code in codes)

    def certificate(self, code: str) -> str:
        """Write a certificate as people do: "ISO 9001" for ISO-9001."""
        return _usual_name(code, self._reference.certifications[code].aliases)

    def place(self, key: str) -> str:
        """Write the name of a place."""
        return self._reference.places.label(key, self._lang)

    def any_place(self, keys: tuple[str, ...]) -> str:
        """Write the names of several places of which one will do."""
        return _OR[self._lang].join(self.place(key) for key in keys)

    def unit(self, code: str) -> str:
        """Write the name of a unit; a unit that the table does not hold is written as it is."""
        unit = load_units().get(code)
        return self.pick(unit.name_en, unit.name_vi) if unit else code

    def of_within(self, failing: int) -> str:
        """Write how many of those counted fail."""
        within = cast("int", self._facts["within"])
        if failing == within:
            return f"{self.pick('all', 'cả')} {self.number(failing)}"
        return f"{self.number(failing)} {self.pick('of', 'trong')} {self.number(within)}"

    def only(self, count: int) -> str:
        """Write how many would fit but for this one thing, if any."""
        if count == 0:
            return ""
        return self.pick(
            f"; {self.number(count)} of them meet everything else",
            f"; {self.number(count)} trong số đó đạt mọi điều kiện khác",
        )


@cache
def _usual_name(code: str, aliases: tuple[str, ...]) -> str:
    """Return the alias that is the code as people write it, or the code."""
    return next((alias for alias in aliases if fold(alias) == fold(code)), code)


def _text(_: _Writer, value: Param) -> str:
    return str(value)


_Way = Callable[[_Writer, Any], str]

_WAYS: Mapping[str, _Way] = {
    "": _text,
    "any_category": _Writer.any_category,
    "any_place": _Writer.any_place,
    "categories": _Writer.categories,
    "category": _Writer.category,
    "certificate": _Writer.certificate,
    "date": _Writer.day,
    "hundredths": _Writer.hundredths,
    "km": _Writer.km,
    "list": lambda _, terms: ", ".join(terms),
    "number": _Writer.number,
    "of_within": _Writer.of_within,
    "only": _Writer.only,
    "place": _Writer.place,
    "unit": _Writer.unit,
}
"""The ways of writing a fact, by their name in the templates."""


class _TemplatePart(NamedTuple):
    """A piece of a template: words, and the fact that follows them, if any."""

    text: str
    name: str
    way: _Way | None


@cache
def _parts(code: str, lang: Lang) -> tuple[_TemplatePart, ...]:
    """Take the template of a message apart, once."""
    message = MESSAGES[code]
    template = message.en if lang == "en" else message.vi
    return tuple(
        _TemplatePart(text, name or "", None if name is None else _WAYS[way or ""])
        for text, name, way, _ in Formatter().parse(template)
    )
