"""What may be meant by a text that stands for nothing, or for several things."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import cast

from pydantic import JsonValue
from rapidfuzz import fuzz, process

from app.core.i18n import Text
from app.imports.findings import Suggestion
from app.reading import load_reader
from app.reference import load_reference
from app.reference.resolution import Candidate
from app.reference.text import fold
from app.reference.units import load_units

_MOST = 5
"""Suggestions for one cell."""

_REMEMBERED = 4096
"""Texts whose suggestions are kept: lists repeat the same few words."""

_LEAST_LIKENESS = 60
"""Least rapidfuzz ratio (0..100) of a unit or certificate that is suggested."""

_OWN_WORDS: dict[str, str] = {}
"""Category codes by the folded words of the centre; filled once in a process that reads a file."""

_COMMON_UNITS = ("pcs", "set", "kg")

_CATEGORY_COLUMNS = frozenset({"category", "categories"})
_CERTIFICATION_COLUMNS = frozenset(
    {"certifications", "required_certifications", "preferred_certifications"}
)
_PLACE_COLUMNS = frozenset({"province", "delivery_province", "allowed_provinces"})


def suggest(column: str, part: str, whole: str) -> tuple[Suggestion, ...]:
    """Suggest what may be put in place of a cell whose text is not understood.

    Args:
        column: Canonical name of the column.
        part: The part of the cell that is not understood.
        whole: The cell; what is suggested replaces the part in it.
    """
    found = _find(column, part)
    if part == whole or part not in whole:
        return found
    return tuple(Suggestion(whole.replace(part, item.value or "", 1), item.label) for item in found)


def suggest_units(amount: str) -> tuple[Suggestion, ...]:
    """Suggest an amount with a unit, for one that has none."""
    return tuple(
        Suggestion(f"{amount} {code}", Text(f"{amount} {code}", f"{amount} {_unit_name(code)}"))
        for code in _COMMON_UNITS
    )


@lru_cache(_REMEMBERED)
def _find(column: str, text: str) -> tuple[Suggestion, ...]:
    if column in _CATEGORY_COLUMNS:
        return _categories(text)
    if column in _CERTIFICATION_COLUMNS:
        return _certifications(text)
    if column in _PLACE_COLUMNS:
        return _candidates(load_reference().places.resolve(text).candidates)
    if column == "unit":
        return _units(text)
    return ()


def add_own_words(words: Iterable[JsonValue]) -> None:
    """Suggest categories by the centre's own words too; for the life of the process.

    Args:
        words: Pairs of text and category code.
    """
    for item in words:
        text, code = cast("tuple[str, str]", item)
        _OWN_WORDS.setdefault(fold(text), code)
    _find.cache_clear()


def _categories(text: str) -> tuple[Suggestion, ...]:
    """Suggest what the reading of the text finds, then categories whose names are alike."""
    categories = load_reference().categories
    own = _OWN_WORDS.get(fold(text))
    codes = [
        *([own] if own is not None and own in categories else ()),
        *(item.code for item in load_reader().classify(text)),
    ]
    codes += [item.key for item in categories.resolve(text).candidates]
    found = (categories[code] for code in list(dict.fromkeys(codes))[:_MOST])
    return tuple(_coded(item.code, item.name_en, item.name_vi) for item in found)


def _certifications(text: str) -> tuple[Suggestion, ...]:
    certifications = load_reference().certifications
    found = certifications.resolve(text).candidates or certifications.find_all(text)
    if found:
        return _candidates(found)
    near = process.extract(
        fold(text),
        _certification_names(),
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_LIKENESS,
        limit=4 * _MOST,
    )
    codes = dict.fromkeys(code for _, _, (code, _) in near)
    chosen = [certifications[code] for code in codes][:_MOST]
    return tuple(_coded(item.code, item.name_en, item.name_vi) for item in chosen)


def _units(text: str) -> tuple[Suggestion, ...]:
    units = load_units()
    near = process.extract(
        fold(text),
        _unit_aliases(),
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_LIKENESS,
        limit=4 * _MOST,
    )
    codes = dict.fromkeys(code for _, _, (_, code) in near) or dict.fromkeys(_COMMON_UNITS)
    return tuple(
        Suggestion(code, Text(units[code].name_en, units[code].name_vi))
        for code in list(codes)[:_MOST]
    )


@cache
def _certification_names() -> Mapping[tuple[str, str], str]:
    """Return the folded names of certificates by code and name."""
    return {
        (item.code, name): fold(name)
        for item in load_reference().certifications
        for name in (item.code, item.short_name, *item.aliases)
    }


@cache
def _unit_aliases() -> Mapping[tuple[str, str], str]:
    """Return the folded names of units by name and code."""
    aliases = {
        alias: unit.code for unit in load_units().values() for alias in (*unit.aliases, unit.code)
    }
    return {(alias, code): fold(alias) for alias, code in aliases.items()}


def _unit_name(code: str) -> str:
    return load_units()[code].name_vi


def _candidates(found: Iterable[Candidate]) -> tuple[Suggestion, ...]:
    return tuple(_coded(item.key, item.label_en, item.label_vi) for item in found)[:_MOST]


def _coded(code: str, name_en: str, name_vi: str) -> Suggestion:
    return Suggestion(code, Text(f"{name_en} ({code})", f"{name_vi} ({code})"))
