"""How a buyer words a need: clear, vague, in capitals of an ERP system, cut off."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.grammar import Lang, Phrase
from app.demo.texts import with_habits
from app.demo.trades import Trade
from app.demo.writing import capitalise, without_marks

_ERP, _VAGUE = 8, 15
"""Upper bounds, in percent: names in ERP capitals, then vague ones, then all others."""
_ERP_FIELDS = (18, 22, 26, 30)
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXY"
_DRAWING_COUNTS = Weighted([(8, 1), (2, 2), (1, 3)])


@dataclass(frozen=True, slots=True)
class Wording:
    """What a request is called and what it specifies."""

    name: str
    name_en: str | None
    specification: str
    materials: tuple[str, ...]
    is_vague: bool = False


class RequestLanguage(TypedDict):
    """Patterns of one language; vague names by group of categories."""

    names: list[str]
    vague: dict[str, list[str]]
    extras: list[str]


class Approval(TypedDict):
    """An approval that buyers of some industries ask for; no industries means any."""

    text: str
    sectors: list[str]


class RequestData(TypedDict):
    """All patterns of requests."""

    vi: RequestLanguage
    en: RequestLanguage
    approvals: list[Approval]
    relevant: Mapping[str, list[str]]
    neighbours: list[list[str]]
    synthetic: str
    only_for: Mapping[str, list[str]]
    made_of: Mapping[str, str]


@cache
def load_requests() -> RequestData:
    """Read how buyers ask."""
    return cast("RequestData", read_data("requests"))


def word_request(draws: Draws, trade: Trade, lang: Lang, sectors: Sequence[str]) -> Wording:
    """Put a need for something of a trade into words.

    Args:
        draws: Source of chance.
        trade: What is looked for.
        lang: Language of the buyer.
        sectors: Industries of the buyer.
    """
    style = draws.below(100)
    product = draws.pick(_fitting_products(trade, sectors))
    fitting = _fitting_materials(trade, product)
    named = draws.sample(fitting, draws.between(1, 2)) if draws.chance(42) else []
    materials = tuple(material.render(draws, lang) for material in named)
    if style < _ERP:
        return Wording(_erp_name(draws, product, named), None, "", materials)
    if style < _VAGUE:
        return Wording(_vague_name(draws, trade, lang), None, "", (), is_vague=True)
    # Both languages are rendered from streams with one key, so that they make the same choices.
    key = draws.below(1_000_000)
    said: dict[Lang, str] = {
        language: product.render(Draws("product", key), language) for language in ("vi", "en")
    }
    name = _name(draws, said[lang], trade, lang, named or fitting)
    return Wording(
        name=with_habits(draws, name, vietnamese=lang == "vi"),
        name_en=capitalise(said["en"]) if lang == "vi" and draws.chance(45) else None,
        specification=_specify(draws, trade, lang) if draws.chance(78) else "",
        materials=materials,
    )


def draw_drawings(draws: Draws) -> tuple[str, ...]:
    """Draw references to drawings; most requests have none."""
    if not draws.chance(20):
        return ()
    number = _item_code(draws)
    pattern = draws.pick(("DWG-{}-{:02d}", "{}-{:02d}", "BV {}-{:02d}"))
    first = draws.between(1, 20)
    revision = draws.pick(("", "", f" rev {draws.pick('ABCD')}"))
    count = draws.weigh(_DRAWING_COUNTS)
    return tuple(pattern.format(number, first + at) + revision for at in range(count))


def _fitting_products(trade: Trade, sectors: Sequence[str]) -> Sequence[Phrase]:
    """Leave out what no buyer of these industries needs: no motorcycle parts for shoes."""
    others = [
        word
        for word, allowed in load_requests()["only_for"].items()
        if not any(sector in allowed for sector in sectors)
    ]
    fitting = [
        product
        for product in trade.products
        if not any(re.search(rf"\b{word}\b", _plain(product)) for word in others)
    ]
    return fitting or trade.products


def _fitting_materials(trade: Trade, product: Phrase) -> Sequence[Phrase]:
    """Leave the materials that the product's name allows: no brass for an aluminium housing."""
    name = _plain(product)
    said = [material for material in trade.materials if _plain(material).split()[0] in name.split()]
    if said:
        return said
    for word, pattern in load_requests()["made_of"].items():
        if re.search(rf"\b{word}\b", name):
            return [m for m in trade.materials if re.match(pattern, _plain(m))]
    return trade.materials


def _plain(phrase: Phrase) -> str:
    return "".join(part for part in phrase.vi if isinstance(part, str))


def _vague_name(draws: Draws, trade: Trade, lang: Lang) -> str:
    names = load_requests()[lang]["vague"]
    of_group = names.get(trade.code.partition("-")[0], [])
    name = draws.pick([*of_group, *of_group, *names["any"]])
    return with_habits(draws, name, vietnamese=lang == "vi")


def _name(draws: Draws, product: str, trade: Trade, lang: Lang, materials: Sequence[Phrase]) -> str:
    activity = draws.pick(trade.processes).render(draws, lang)
    material = draws.pick(materials).render(draws, lang) if materials else ""
    patterns = [
        pattern for pattern in load_requests()[lang]["names"] if material or "{of}" not in pattern
    ]
    return draws.pick(patterns).format(
        p=product,
        P=capitalise(product),
        do=activity,
        Do=capitalise(activity),
        of=material,
        code=_item_code(draws),
    )


def _specify(draws: Draws, trade: Trade, lang: Lang) -> str:
    """Write a specification: what the trade usually fixes, a tolerance, a condition."""
    clauses = [
        phrase.render(draws, lang)
        for phrase in draws.sample(trade.specifications, draws.between(1, 2))
    ]
    if trade.tolerances and draws.chance(22):
        tolerance = draws.pick(trade.tolerances).render(draws, lang)
        clauses.append(f"dung sai {tolerance}" if lang == "vi" else f"tolerance {tolerance}")
    joiner = draws.pick((". ", ", ", " - ", "\n"))
    if draws.chance(25):
        clauses.append(draws.pick(load_requests()[lang]["extras"]))
    if joiner in (". ", "\n"):
        clauses = [capitalise(clause) for clause in clauses]
    return with_habits(draws, capitalise(joiner.join(clauses)), vietnamese=lang == "vi")


def _erp_name(draws: Draws, product: Phrase, materials: Sequence[Phrase]) -> str:
    """Name an item as an ERP export does: noun first, capitals, cut at the width of a field."""
    *qualifiers, noun = without_marks(product.render(draws, "en")).upper().split()
    parts = [noun, " ".join(qualifiers), *(m.render(draws, "en").upper() for m in materials[:1])]
    text = ",".join(part for part in parts if part)
    if draws.chance(35):
        text = f"{_item_code(draws)} {text}"
    return text[: draws.pick(_ERP_FIELDS)].rstrip(" ,")


def _item_code(draws: Draws) -> str:
    letter = draws.pick(_LETTERS)
    return draws.pick(
        (
            f"{draws.between(1, 9)}{letter}-{draws.below(10000):04d}",
            f"{letter}{draws.pick(_LETTERS)}{draws.below(100000):05d}",
            f"{draws.below(1000):03d}-{draws.below(10000):04d}-{letter}",
        )
    )
