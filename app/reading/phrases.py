"""Phrases as they are looked up: how their marks are compared, and how homographs are merged."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from app.reading.vocabulary import Entry, Kind, Language, Role, Sense

FUNCTIONS = frozenset(Kind) - {
    Kind.CONCEPT,
    Kind.GENERIC,
    Kind.PART,
    Kind.FILLER,
    Kind.IDIOM,
    Kind.LABEL,
    Kind.PLACE,
}
"""Kinds that have no meaning of their own: they win over other readings of an unmarked word."""

_REMEMBERED_PAIRS = 50_000

_RANK: Mapping[Role, int] = {
    "group": 0,
    "material": 1,
    "context": 2,
    "machine": 3,
    "part": 4,
    "process": 5,
}
"""Which of two roles that a phrase plays for one leaf counts: the higher."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A listed phrase, once for all lists in which it stands with these marks; there is one each.

    Attributes:
        typed: Its words as they are typed, run together.
        words: The same, word by word.
        kind: What it does in a sentence.
        senses: The leaves that it stands for.
        languages: The languages in whose lists it stands.
        vague: Whether anybody writes it.
    """

    typed: str
    words: tuple[str, ...]
    kind: Kind
    senses: tuple[Sense, ...]
    languages: frozenset[Language]
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is written, as far as it decides what a word may be.

    Attributes:
        marked: Whether any Vietnamese mark was typed in it.
        vietnamese: Whether its words look Vietnamese.
    """

    marked: bool
    vietnamese: bool


def join_entries(typed: str, words: tuple[str, ...], entries: Iterable[Entry]) -> Phrase:
    """Make one phrase of all entries that are written alike.

    A word of grammar stays one though the taxonomy names a leaf so ("assembly"); a phrase that
    was listed only to be skipped gives way to the leaf.

    Args:
        typed: The words run together, with their marks.
        words: The words.
        entries: What is listed for them.

    Returns:
        The phrase.
    """
    listed = tuple(entries)
    listed = tuple(entry for entry in listed if entry.is_own) or listed
    senses = one_role_each(entry.sense for entry in listed if entry.sense is not None)
    others = sorted({entry.kind for entry in listed} - {Kind.CONCEPT})
    kind = others[0] if others else Kind.CONCEPT
    if senses and kind in {Kind.IDIOM, Kind.LABEL, Kind.PLACE}:
        kind = Kind.CONCEPT
    languages = frozenset(entry.language for entry in listed)
    return Phrase(typed, words, kind, senses, languages)


@lru_cache(maxsize=_REMEMBERED_PAIRS)
def merge(phrases: tuple[Phrase, ...]) -> Phrase:
    """Join the phrases that an unmarked text can stand for; words of grammar win.

    Args:
        phrases: One or more phrases with the same letters.

    Returns:
        A word of grammar if there is one; else the concept with the leaves of all.
    """
    functions = [phrase for phrase in phrases if phrase.kind in FUNCTIONS]
    concepts = [phrase for phrase in phrases if phrase.kind is Kind.CONCEPT]
    if functions or not concepts:
        return (functions or list(phrases))[0]
    return Phrase(
        typed=concepts[0].typed,
        words=concepts[0].words,
        kind=Kind.CONCEPT,
        senses=one_role_each(sense for phrase in concepts for sense in phrase.senses),
        vague=all(phrase.vague for phrase in concepts),
        languages=frozenset().union(*(phrase.languages for phrase in concepts)),
    )


@lru_cache(maxsize=_REMEMBERED_PAIRS)
def marks_allow(typed: str, known: str) -> bool:
    """Say whether no typed mark contradicts a known spelling.

    Args:
        typed: Words run together, with the marks that were typed.
        known: The same letters with all their marks.

    Returns:
        True when every typed mark stands in the known spelling too.
    """
    if len(typed) != len(known):
        return False
    return all(_marks(one) <= _marks(other) for one, other in zip(typed, known, strict=True))


def one_role_each(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    """Keep the strongest role of each leaf, in the order of the codes."""
    best: dict[str, Sense] = {}
    for sense in senses:
        known = best.get(sense.code)
        if known is None or _RANK[sense.role] > _RANK[known.role]:
            best[sense.code] = sense
    return tuple(best[code] for code in sorted(best))


@cache
def _marks(letter: str) -> frozenset[str]:
    if letter == "đ":
        return frozenset("đ")
    return frozenset(unicodedata.normalize("NFD", letter)[1:])
