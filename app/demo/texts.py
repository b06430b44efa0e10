"""What suppliers write about what they can make: facts, put into sentences, with real habits."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.grammar import Lang, Phrase, parse_phrase
from app.demo.trades import Trade
from app.demo.writing import (
    abbreviated,
    capitalise,
    with_old_tones,
    with_typo,
    without_marks,
)
from app.reference import load_reference

TextLang = Literal["vi", "en", "mixed", "zh", "ja", "ko"]

TYPO_CHANCE = 8

_LANGUAGES: Weighted[TextLang] = Weighted(
    [(63, "vi"), (14, "mixed"), (19, "en"), (1, "zh"), (2, "ja"), (1, "ko")]
)
_JOINERS = Weighted([(58, ". "), (8, ", "), (12, " - "), (8, "\n"), (8, "\n- "), (6, " | ")])
_LISTS = Weighted([(76, ", "), (8, " / "), (8, " - "), (8, " + ")])


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of one capability, in one language, however it is then told.

    Attributes:
        activity: What is done, as "gia công ép nhựa".
        products: What comes out.
    """

    activity: str
    products: tuple[str, ...]
    materials: tuple[str, ...]
    machines: tuple[str, ...]
    tolerance: str | None


@dataclass(frozen=True, slots=True)
class Firm:
    """What sentences say about the firm as a whole."""

    short: str
    place: str
    founded: int
    years: int
    staff: int
    area: int
    sectors: tuple[str, ...]


class Sentences(TypedDict):
    """Sentence patterns of one language."""

    openings: list[str]
    vague: list[str]
    machines: list[str]
    materials: list[str]
    tolerance: list[str]
    industries: list[str]
    extras: list[str]
    capacity: list[str]
    profiles: list[str]


class _PhraseData(TypedDict):
    vi: Sentences
    en: Sentences
    zh: Sentences
    ja: Sentences
    ko: Sentences
    sectors: dict[str, list[str]]
    abbreviations: dict[str, str]
    telex: dict[str, str]


def draw_language(draws: Draws) -> TextLang:
    """Draw the language that a firm writes a text in."""
    return draws.weigh(_LANGUAGES)


def draw_facts(draws: Draws, trade: Trade, lang: Lang, low: int, high: int) -> Facts:
    """Draw what a firm of this trade does, makes, uses and keeps to.

    Args:
        draws: Source of chance.
        trade: What such firms do.
        lang: Language of the facts.
        low: Smallest machinery of the firm's size, percent of the usual range.
        high: Largest machinery.
    """
    machines = draws.sample(trade.machines, draws.between(1, 2))
    return Facts(
        activity=draws.pick(trade.processes).render(draws, lang),
        products=_render(draws, trade.products, draws.between(1, 4), lang),
        materials=_render(draws, trade.materials, draws.between(1, 4), lang),
        machines=tuple(machine.render(draws, lang, low, high) for machine in machines),
        tolerance=(draws.pick(trade.tolerances).render(draws, lang) if trade.tolerances else None),
    )


def tell_capability(
    draws: Draws, lang: TextLang, trade: Trade, facts: Facts, firm: Firm, capacity: str | None
) -> str:
    """Put facts into the words of a supplier.

    Args:
        draws: Source of chance.
        lang: Language of the text.
        trade: Vocabulary, for a second language.
        facts: What is true, in English for English texts, else in Vietnamese.
        firm: The firm that writes.
        capacity: Monthly capacity in words, where the text may tell it.
    """
    if lang in ("zh", "ja", "ko"):
        foreign = _tell_foreign(draws, lang, trade, facts)
        if foreign is not None:
            return foreign
    base: Lang = "en" if lang == "en" else "vi"
    joiner = draws.weigh(_JOINERS)
    clauses = [_opening(draws, base, facts, firm), *_clauses(draws, base, facts, firm, capacity)]
    if lang == "mixed":
        clauses[0] = f"{clauses[0]} / {capitalise(draws.pick(trade.processes).render(draws, 'en'))}"
    if joiner not in (", ", " | "):
        clauses = [capitalise(clause) for clause in clauses]
    text = joiner.join(clauses)
    return with_habits(draws, text, vietnamese=base == "vi")


def tell_profile(draws: Draws, lang: Lang, activity: str, firm: Firm) -> str:
    """Describe a firm in one or two sentences."""
    text = draws.pick(_load_phrases()[lang]["profiles"]).format(
        firm=firm.short if lang == "vi" else without_marks(firm.short),
        do=activity,
        ind=_industries(draws, lang, firm),
        place=firm.place if lang == "vi" else without_marks(firm.place),
        since=firm.founded,
        years=firm.years,
        staff=firm.staff,
        area=f"{firm.area:,}".replace(",", ".") if lang == "vi" else f"{firm.area:,}",
    )
    return with_habits(draws, text, vietnamese=lang == "vi")


def tell_vaguely(draws: Draws, lang: Lang) -> str:
    """Say next to nothing about what one does, as many do."""
    text = draws.pick(_load_phrases()[lang]["vague"])
    return with_habits(draws, text, vietnamese=lang == "vi")


def with_habits(draws: Draws, text: str, *, vietnamese: bool) -> str:
    """Rewrite a clean text as it is typed: short forms, slips, no marks, capitals."""
    phrases = _load_phrases()
    if vietnamese and draws.chance(14):
        text = abbreviated(text, phrases["abbreviations"], draws)
    if draws.chance(TYPO_CHANCE):
        text = with_typo(text, phrases["telex"], draws)
    if vietnamese:
        style = draws.below(100)
        if style < 9:  # noqa: PLR2004 - shares of habits, in percent
            text = without_marks(text)
        elif style < 22:  # noqa: PLR2004 - as above
            text = with_old_tones(text)
    if draws.chance(5):
        return text.upper()
    return text.lower() if draws.chance(4) else text


@cache
def _load_phrases() -> _PhraseData:
    return cast("_PhraseData", read_data("phrases"))


@cache
def _load_sectors() -> Mapping[str, tuple[Phrase, ...]]:
    return {
        sector: tuple(parse_phrase(text) for text in texts)
        for sector, texts in _load_phrases()["sectors"].items()
    }


def _render(draws: Draws, phrases: tuple[Phrase, ...], count: int, lang: Lang) -> tuple[str, ...]:
    return tuple(phrase.render(draws, lang) for phrase in draws.sample(phrases, count))


def _opening(draws: Draws, lang: Lang, facts: Facts, firm: Firm) -> str:
    products = draws.weigh(_LISTS).join(facts.products)
    return draws.pick(_load_phrases()[lang]["openings"]).format(
        do=facts.activity,
        Do=capitalise(facts.activity),
        ps=products,
        Ps=capitalise(products),
        ind=_industries(draws, lang, firm),
    )


def _clauses(draws: Draws, lang: Lang, facts: Facts, firm: Firm, capacity: str | None) -> list[str]:
    """Choose what else to tell; most tell two things or less."""
    sentences = _load_phrases()[lang]
    machines, materials = ", ".join(facts.machines), ", ".join(facts.materials)
    told: list[str] = []
    if draws.chance(46):
        told.append(
            draws.pick(sentences["machines"]).format(
                With=capitalise(machines), **{"with": machines}
            )
        )
    if materials and draws.chance(42):
        told.append(draws.pick(sentences["materials"]).format(of=materials))
    if facts.tolerance and draws.chance(18):
        told.append(draws.pick(sentences["tolerance"]).format(tol=facts.tolerance))
    if draws.chance(24):
        told.append(draws.pick(sentences["industries"]).format(ind=_industries(draws, lang, firm)))
    if capacity is not None and draws.chance(25):
        told.append(draws.pick(sentences["capacity"]).format(cap=capacity))
    if draws.chance(22):
        told.append(draws.pick(sentences["extras"]))
    return told


def _industries(draws: Draws, lang: Lang, firm: Firm) -> str:
    sectors = draws.sample(firm.sectors, draws.between(1, 2))
    names = [draws.pick(_load_sectors()[sector]).render(draws, lang) for sector in sectors]
    return (" và " if lang == "vi" else " and ").join(names)


def _tell_foreign(
    draws: Draws, lang: Literal["zh", "ja", "ko"], trade: Trade, facts: Facts
) -> str | None:
    """Write in the customer's language, with the taxonomy's terms; None where it has too few."""
    terms = load_reference().categories[trade.code].synonyms.get(lang, ())
    if len(terms) < 2:  # noqa: PLR2004 - the sentences name two
        return None
    first, second = draws.sample(terms, 2)
    text = draws.pick(_load_phrases()[lang]["openings"]).format(a=first, b=second)
    return f"{text} ({facts.activity})" if draws.chance(50) else text
