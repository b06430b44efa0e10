"""The index of all packaged phrases: which one is written at a place of a text, and how well."""

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from app.reading.listing import Listed, Listing
from app.reading.parameters import ONE, ReadingParameters
from app.reading.phrases import FUNCTIONS, Manner, Phrase, join_entries, marks_allow, merge
from app.reading.spelling import Spelling
from app.reading.tokens import Token, is_syllable, words_of
from app.reading.vocabulary import Entry, Kind, Language, read_entries, read_grammar

SYLLABLE_LENGTH = 4
"""Longest lone syllable that needs its marks to be recognised: "son" may be anything, not "sơn"."""

LEAST_WINDOW = 2
"""Words looked at from any word, so that "gear box" is found as "gearbox"."""

_MOSTLY_ENGLISH = -2
"""How much a listed English word speaks against Vietnamese; some look like syllables."""


class Found(NamedTuple):
    """A phrase that was recognised.

    Attributes:
        phrase: The phrase; several spelled alike are merged.
        quality: How sure it is that this phrase was meant, in thousandths.
    """

    phrase: Phrase
    quality: int


class Lexicon:
    """All phrases, by their words run together without marks.

    Args:
        listing: The phrases as they are listed.
        parameters: What words are worth.

    Attributes:
        parameters: What words are worth.
        catch_all: Leaves for what has no other leaf.
        spelling: Finds the word that a misspelt one stands for.
    """

    def __init__(self, listing: Listing, parameters: ReadingParameters) -> None:
        self.parameters = parameters
        grammar = read_grammar()
        self.catch_all = grammar.catch_all
        self._vague = frozenset(_typed(text) for text in grammar.vague)
        self._plain = frozenset(word.typed for text in grammar.plain for word in words_of(text))
        self._listing = listing
        self._phrases: dict[str, tuple[Phrase, ...]] = {}
        known = (*listing.languages, *listing.phrases, *_forms(grammar.common))
        self.spelling = Spelling(listing.leaves, known)

    def extended(self, entries: Iterable[Entry]) -> "Lexicon":
        """Return a lexicon that has further phrases too; this one stays as it is."""
        added = tuple(entries)
        if not added:
            return self
        listing = self._listing.copied()
        listing.add(added)
        return Lexicon(listing, self.parameters)

    @property
    def keys(self) -> Container[str]:
        """The words of all phrases run together, without marks."""
        return self._listing.phrases

    def window(self, key: str) -> int:
        """Return how many words at most a phrase can have that starts with a word."""
        return max(self._listing.windows.get(key, 0), LEAST_WINDOW)

    def leaning(self, token: Token) -> int:
        """Say whether a word speaks for Vietnamese (positive) or for English (negative)."""
        if token.vietnamese > 1 or token.cjk or not token.key.isalpha():
            return token.vietnamese
        languages = self._listing.languages.get(token.key, ())
        if "en" in languages:
            return 0 if "vi" in languages else _MOSTLY_ENGLISH
        if "vi" in languages:
            return 1
        return min(0, token.vietnamese)

    def leaning_of(self, tokens: Iterable[Token]) -> int:
        """Say whether words together speak for Vietnamese (positive) or for English (negative)."""
        return sum([self.leaning(token) for token in tokens])

    def leaves(self, key: str) -> Mapping[str, int]:
        """Return the leaves whose trades and things are named with a word, and how often."""
        return self._listing.leaves.get(key, {})

    def head_leaves(self, typed: str, *, head_first: bool) -> Mapping[str, int]:
        """Return the leaves with things of which a word is the head, and how many.

        Args:
            typed: A word with its marks; without them a syllable says too little.
            head_first: Whether the head comes first, as in Vietnamese.
        """
        return self._listing.heads.get((typed, head_first), {})

    def specificity(self, key: str) -> int:
        """Return how much a word tells one leaf from another, in thousandths.

        A word used for one leaf, or unknown, tells in full; with each doubling of the leaves it
        tells less.
        """
        leaves = self._listing.leaves.get(key)
        return 2 * ONE // (1 + len(leaves).bit_length()) if leaves else ONE

    def find(self, key: str, typed: str, length: int, manner: Manner) -> Found | None:
        """Find what is written.

        Args:
            key: The words run together, without marks.
            typed: The same with the marks that were typed.
            length: Number of words.
            manner: How the text is written.

        Returns:
            The phrase, or None. Of several that are spelled alike, the one with just the marks
            that were typed; when marks are missing, all that they do not contradict.
        """
        if key not in self._listing.phrases:
            return None
        phrases = self._phrases.get(key)
        if phrases is None:
            phrases = self._phrases[key] = self._build(key)
        for phrase in phrases:
            if phrase.typed == typed:
                return self._fitting(phrase, typed, length, ONE, manner)
        quality = self.parameters.unmarked
        if length == 1 and len(key) <= SYLLABLE_LENGTH:
            if manner.marked or not manner.vietnamese:
                return None
            quality = self.parameters.unmarked_syllable
        agreeing = tuple(phrase for phrase in phrases if marks_allow(typed, phrase.typed))
        if not agreeing:
            return None
        return self._fitting(merge(agreeing), typed, length, quality, manner)

    def _fitting(
        self, phrase: Phrase, typed: str, length: int, quality: int, manner: Manner
    ) -> Found | None:
        """Doubt a lone word that is spelled like a word of the text's own language."""
        own: Language = "vi" if manner.vietnamese else "en"
        other: Language = "en" if manner.vietnamese else "vi"
        is_foreign = other in phrase.languages and own not in phrase.languages
        if is_foreign and length == 1 and is_syllable(typed):
            is_native = own in self._listing.languages.get(typed, ())
            if phrase.kind in FUNCTIONS and is_native:
                return None
            is_short = own == "en" and len(typed) <= SYLLABLE_LENGTH
            if phrase.kind is Kind.CONCEPT and (is_native or is_short):
                quality = quality * self.parameters.foreign_word // ONE
        return Found(phrase, quality)

    def _build(self, key: str) -> tuple[Phrase, ...]:
        spellings: dict[str, list[Listed]] = {}
        for listed in self._listing.phrases[key]:
            spellings.setdefault(listed.typed, []).append(listed)
        return tuple(self._phrase(typed, listed) for typed, listed in sorted(spellings.items()))

    def _phrase(self, typed: str, listed: Sequence[Listed]) -> Phrase:
        """Join what is listed; plain words alone name no leaf for what has no other."""
        words = tuple(word.typed for word in listed[0].words)
        phrase = join_entries(typed, words, [one.entry for one in listed])
        if typed in self._vague or not self._plain.issuperset(words):
            return replace(phrase, vague=typed in self._vague)
        senses = [sense for sense in phrase.senses if sense.code not in self.catch_all]
        is_vague = bool(phrase.senses) and not senses
        return replace(phrase, senses=tuple(senses) or phrase.senses, vague=is_vague)


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon of the packaged words, built once."""
    with without_collection():
        listing = Listing()
        listing.add(read_entries())
        return Lexicon(listing, ReadingParameters())


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector still: going through all new tuples takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _forms(words: Iterable[str]) -> Iterator[str]:
    """Yield the forms of plain English words, in American spelling."""
    for word in words:
        stem = word.removesuffix("e")
        for form in (word, stem + "ing", stem + word[-1] + "ing", stem + "er", stem + "ion"):
            yield from (known.key for known in words_of(form))


def _typed(text: str) -> str:
    return "".join(word.typed for word in words_of(text))
