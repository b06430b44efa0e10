"""The phrases of the trade: how a text is cut into words, and which of them name a category."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from app.matching.words import GENERIC_PHRASES, STOP_WORDS
from app.reference.categories import Categories
from app.reference.category_terms import names_of, spelling_key
from app.reference.places import Places
from app.reference.tables import read_rows
from app.reference.text import fold, normalise

_CJK = "\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_PIECES = re.compile(f"[{_CJK}]|[^\\s{_CJK}]+")
"""A Chinese, Japanese or Korean character, or a run of anything else."""

_IS_CJK = re.compile(f"[{_CJK}]")
_PLURALS = (("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"))
"""English plurals that do not lose just an s."""

SYLLABLE_LENGTH = 4
"""Longest lone syllable that needs its marks to be recognised: "son" may be anything, not "sơn"."""


class Kind(Enum):
    """What a phrase is worth."""

    CONCEPT = "concept"
    """It names a category of the taxonomy."""
    GENERIC = "generic"
    """It fits any trade, or names a place."""
    STOP = "stop"
    """It says nothing."""


class Token(NamedTuple):
    """A word, or one Chinese, Japanese or Korean character.

    Attributes:
        shown: As it stands in the text, in lower case.
        typed: Spelled one way and in the singular, with the marks that were typed.
        key: The same without marks.
        cjk: Whether it is a Chinese, Japanese or Korean character.
    """

    shown: str
    typed: str
    key: str
    cjk: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A listed phrase.

    Attributes:
        kind: What it is worth.
        typed: Its words as they are typed, in the singular.
        codes: The categories that it names, sorted.
    """

    kind: Kind
    typed: tuple[str, ...]
    codes: tuple[str, ...] = ()


@lru_cache(maxsize=200_000)
def _token(shown: str) -> Token:
    typed = shown
    for plural, singular in _PLURALS:
        if typed.endswith(plural) and len(typed) > len(plural) + 1:
            typed = typed.removesuffix(plural) + singular
            break
    key = fold(typed).replace(" ", "")
    return Token(shown, spelling_key(typed), spelling_key(key), bool(_IS_CJK.match(shown)))


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a text into words and into Chinese, Japanese and Korean characters."""
    return tuple(_token(piece) for piece in _PIECES.findall(normalise(text)))


class Lexicon:
    """The phrases of the taxonomy in five languages, generic phrases, place names, stop words."""

    def __init__(self, categories: Categories, phrases: Iterable[tuple[str, Kind, str]]) -> None:
        self._categories = categories
        self._reach: dict[str, Mapping[str, int]] = {}
        found: dict[tuple[str, ...], dict[tuple[str, ...], tuple[Kind, set[str]]]] = {}
        for text, kind, code in phrases:
            tokens = tokenise(text)
            keys = tuple(token.key for token in tokens)
            typed = tuple(token.typed for token in tokens)
            best, codes = found.setdefault(keys, {}).setdefault(typed, (kind, set()))
            if best is kind and code:
                codes.add(code)
        self._phrases = {
            keys: tuple(
                Phrase(kind, typed, tuple(sorted(codes)))
                for typed, (kind, codes) in spellings.items()
            )
            for keys, spellings in found.items()
            if keys
        }
        self.known = frozenset(key for keys in self._phrases for key in keys)
        """The keys of all listed words: two of them are two words, not one misspelt."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for keys in self._phrases:
            lengths[keys[0]].add(len(keys))
        self._lengths = {key: sorted(sizes, reverse=True) for key, sizes in lengths.items()}

    def longest_phrase(
        self, keys: tuple[str, ...], typed: tuple[str, ...], start: int, *, marked: bool
    ) -> tuple[Phrase, int] | None:
        """Find the longest listed phrase that starts at a token.

        Args:
            keys: The keys of the text's tokens.
            typed: The same with the marks that were typed.
            start: Where the phrase has to start.
            marked: Whether the text was typed with marks; then the marks have to agree, as they
                have to for a lone short syllable in any text.

        Returns:
            The phrase and the number of its tokens, or None. Without marks a phrase can stand for
            several; it then names the categories of all.
        """
        for length in self._lengths.get(keys[start], ()):
            end = start + length
            if end > len(keys):
                continue
            spellings = self._phrases.get(keys[start:end], ())
            if marked or (length == 1 and len(keys[start]) <= SYLLABLE_LENGTH):
                spellings = tuple(item for item in spellings if item.typed == typed[start:end])
            if spellings:
                return _merge(spellings), length
        return None

    def reach(self, code: str) -> Mapping[str, int]:
        """Return how much each offered category answers a phrase that names `code`.

        Args:
            code: The category that a demand's text names.

        Returns:
            Ten-thousandths by offered category; those that are too far are left out.
        """
        if code not in self._reach:
            self._reach[code] = {
                other.code: _answer(self._categories, code, other.code)
                for other in self._categories
                if _answer(self._categories, code, other.code)
            }
        return self._reach[code]


_RELATED_SHARE = 7_000
"""Ten-thousandths of the closeness that a related category's name keeps: a hint, not the item."""

_LEAST_CLOSENESS = 4_000
"""Closeness below which a category's name says nothing about the other (two siblings)."""


def _answer(categories: Categories, asked: str, offered: str) -> int:
    relation = categories.relation(asked, offered)
    if relation.kind in {"exact", "child"}:
        return relation.closeness
    if relation.closeness < _LEAST_CLOSENESS:
        return 0
    return relation.closeness * _RELATED_SHARE // 10_000


@lru_cache(maxsize=10_000)
def _merge(phrases: tuple[Phrase, ...]) -> Phrase:
    """Join the phrases that an unmarked text can stand for; a category outweighs a filler."""
    concepts = [phrase for phrase in phrases if phrase.kind is Kind.CONCEPT]
    if not concepts:
        return phrases[0]
    codes = {code for phrase in concepts for code in phrase.codes}
    return Phrase(Kind.CONCEPT, concepts[0].typed, tuple(sorted(codes)))


@cache
def lexicon_of(categories: Categories, places: Places) -> Lexicon:
    """Return the lexicon of a taxonomy and a table of places, built once."""
    return Lexicon(categories, _phrases(categories, places))


def _phrases(categories: Categories, places: Places) -> Iterator[tuple[str, Kind, str]]:
    """Yield every listed phrase; the first kind given to a spelling stays."""
    for code, text in _concepts(categories):
        yield text, Kind.CONCEPT, code
    for word in STOP_WORDS:
        yield word, Kind.STOP, ""
    for text in (*GENERIC_PHRASES, *_place_names(places)):
        yield text, Kind.GENERIC, ""


def _concepts(categories: Categories) -> Iterator[tuple[str, str]]:
    """Yield the names and synonyms of all categories with their codes."""
    for category in categories:
        for name in (category.name_vi, category.name_en):
            yield from ((category.code, text) for text in names_of(name))
        for texts in category.synonyms.values():
            yield from ((category.code, text) for text in texts)
    for row in read_rows("category_general_terms.csv"):
        yield from ((code, row["term"]) for code in row["codes"].split())


def _place_names(places: Places) -> Iterator[str]:
    for province in places.current.values():
        yield from (province.name_vi, province.name_en)
    for legacy in places.legacy.values():
        yield from (legacy.name_vi, *legacy.aliases)
