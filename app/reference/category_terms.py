"""What a written category name stands for: the index of names and synonyms of the taxonomy.

This is for a cell in which a person names a category. A product description in free words is
another matter: here it stays unknown, with suggestions.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from app.reference.resolution import Reason
from app.reference.text import fold, marks_agree, normalise

_PARENTHESES = re.compile(r"\s*\([^)]*\)")
_MIN_SIMILARITY = 78
"""Least rapidfuzz WRatio (0..100) of a suggestion; below it, unlike words are suggested."""

_LONGEST_NAME = 200
"""Characters of the longest text that can be meant for the name of a category."""

_MAX_SUGGESTIONS = 5
_SPELLINGS = (
    ("mould", "mold"),
    ("aluminium", "aluminum"),
    ("fibre", "fiber"),
    ("fiberglass", "fiber glass"),
    ("centre", "center"),
    ("tyre", "tire"),
    ("galvanis", "galvaniz"),
    ("anodis", "anodiz"),
    ("carburis", "carburiz"),
    ("gauge", "gage"),
    ("colour", "color"),
)
"""British spellings and the American ones that they are compared as."""

_MIN_PLURAL = 4
"""Shortest word that can lose a plural s; Vietnamese syllables never end in one."""


@dataclass(frozen=True, slots=True)
class Term:
    """One name or synonym of one category."""

    code: str
    text: str
    reason: Reason


class CategoryTerms:
    """Index of all names and synonyms of the taxonomy, by their folded form."""

    def __init__(self, terms: Iterable[Term], general: Mapping[str, tuple[str, ...]]) -> None:
        self._general = {fold(term): codes for term, codes in general.items()}
        self._by_key: dict[str, list[Term]] = defaultdict(list)
        self._by_spelling: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            key = fold(term.text)
            self._by_key[key].append(term)
            self._by_spelling[spelling_key(key)].append(term)

    def find(self, text: str) -> dict[str, Reason]:
        """Find the categories that a text names.

        Args:
            text: What somebody wrote as the name of a category.

        Returns:
            Category codes with the reason, in taxonomy order; several when the text fits several.
        """
        key = fold(text)
        if key in self._general:
            return dict.fromkeys(self._general[key], Reason.GENERAL)
        found = _agreeing(text, self._by_key.get(key, ()))
        if found:
            return found
        near = self._by_spelling.get(spelling_key(key), ())
        return dict.fromkeys(_agreeing(text, near, respelled=True), Reason.SPELLING)

    def suggest(self, text: str) -> dict[str, Reason]:
        """Find categories whose names look like a text, best first."""
        key = fold(text)
        if not key or len(key) > _LONGEST_NAME:
            return {}
        suggestions = {term.code: Reason.MARKS for term in self._by_key.get(key, ())}
        near = process.extract(
            key,
            self._by_key.keys(),
            scorer=fuzz.WRatio,
            score_cutoff=_MIN_SIMILARITY,
            limit=None,
        )
        near.sort(key=lambda found: (-found[1], -len(found[0]), found[2]))
        for found, _, _ in near:
            for term in self._by_key[found]:
                suggestions.setdefault(term.code, Reason.NEAR)
        return dict(islice(suggestions.items(), _MAX_SUGGESTIONS))


def spelling_key(key: str) -> str:
    """Give the key under which British and American spellings and plurals meet."""
    words = []
    for word in key.split():
        for british, american in _SPELLINGS:
            word = word.replace(british, american)  # noqa: PLW2901 - one rewriting after another
        if len(word) >= _MIN_PLURAL and word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]  # noqa: PLW2901 - as above
        words.append(word)
    return " ".join(words)


def names_of(name: str) -> Iterator[str]:
    """Yield a name, and the name without what it holds in parentheses."""
    yield name
    short = _PARENTHESES.sub("", name)
    if short != name:
        yield short


def _agreeing(text: str, terms: Iterable[Term], *, respelled: bool = False) -> dict[str, Reason]:
    """Keep the terms that typed marks allow: those written just so, else those not contradicted.

    A respelled text has other letters than the term, so that its marks cannot be compared; only a
    text without marks passes then.
    """
    written = normalise(text)
    exact = {term.code: term.reason for term in terms if normalise(term.text) == written}
    if exact:
        return exact
    return {
        term.code: term.reason
        for term in terms
        if marks_agree(text, term.text) or (respelled and fold(text) == written)
    }
