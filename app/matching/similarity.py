"""The comparison of what a demand asks for with what a supplier says.

Two readings are compared without looking at any third, so that a similarity never depends on who
else is on the list. Everything is counted in integers: weights in thousandths of an ordinary word,
qualities and values in ten-thousandths.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from app.matching.lexicon import Lexicon
from app.matching.reading import (
    TEXT_STRENGTH,
    AskedWord,
    DemandReading,
    Form,
    SupplierReading,
    Word,
    can_be_misspelt,
)

QUALITY_ONE = 10_000
"""The quality of a word that was found just as it was asked for."""

UNMARKED_QUALITY = 9_500
"""A word that is the same but for marks which one side did not type."""

OTHER_MARKS_QUALITY = 4_000
"""A word whose typed marks disagree: "tủ điện" (cabinet) is not "tụ điện" (capacitor)."""

FUZZY_SCALE = 9_000
"""What a misspelt word keeps of its likeness."""

FUZZY_FROM = 8_500
"""Least likeness of a misspelt word (two letters changed in fourteen)."""

PHRASE_PART_SHARE = 5_000
"""What a word of a trade phrase is worth without the rest: "nhựa" alone is not "ép nhựa"."""

MOST_TERMS = 4
"""How many agreeing terms the evidence names."""

MOST_WORDS = 6
"""How many words of one term the evidence shows."""

LEAST_POINTS = 5_000_000
"""Weight times quality from which a term is worth naming: half an ordinary word."""


class Vocabulary:
    """The words of one or more suppliers, searched for near spellings.

    It only saves work: whether two words are near is a question about these two words.
    """

    def __init__(self, keys: Iterable[str], lexicon: Lexicon) -> None:
        self._keys = tuple(keys)
        self._known = lexicon.known
        self._near: dict[str, tuple[tuple[str, int], ...]] = {}

    @classmethod
    def of(cls, readings: Iterable[SupplierReading], lexicon: Lexicon) -> "Vocabulary":
        """Return the joint vocabulary of several suppliers."""
        return cls(frozenset().union(*(reading.long_keys for reading in readings)), lexicon)

    def near(self, key: str) -> tuple[tuple[str, int], ...]:
        """Return the words that `key` may be a misspelling of, or they of it.

        Args:
            key: The key of a word.

        Returns:
            Key and quality of each near word, without the word itself.
        """
        found = self._near.get(key)
        if found is None:
            found = self._near[key] = self._search(key) if can_be_misspelt(key) else ()
        return found

    def _search(self, key: str) -> tuple[tuple[str, int], ...]:
        # the float cutoff only preselects, a little below; the integers decide
        preselected = process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=FUZZY_FROM / 100 - 1, limit=None
        )
        found = ((other, spelling_quality(key, other, self._known)) for other, _, _ in preselected)
        return tuple(sorted((other, quality) for other, quality in found if quality))


def spelling_quality(one: str, other: str, known: frozenset[str]) -> int:
    """Return the quality of a word that may be a misspelling of another.

    Typing errors seldom hit the first letter, and two words that the trade both knows ("casting",
    "coating") are two words.

    Args:
        one: The key of a word.
        other: The key of another.
        known: The keys of the words that the trade knows.

    Returns:
        Ten-thousandths; 0 when they are the same or not near.
    """
    if one == other or one[0] != other[0] or {one, other} <= known:
        return 0
    if not (can_be_misspelt(one) and can_be_misspelt(other)):
        return 0
    letters = len(one) + len(other)
    likeness = QUALITY_ONE * (letters - Indel.distance(one, other)) // letters
    return likeness * FUZZY_SCALE // QUALITY_ONE if likeness >= FUZZY_FROM else 0


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much of what is asked for a supplier's texts cover.

    Attributes:
        value: Ten-thousandths of the weight asked for.
        terms: The strongest terms that agree, the strongest first; a term that the supplier says
            in other words carries them, as in "lò xo ~ springs".
    """

    value: int
    terms: tuple[str, ...]


def compare(demand: DemandReading, supplier: SupplierReading, near: Vocabulary) -> Similarity:
    """Compare the best version of a demand with a supplier's texts.

    Args:
        demand: The demand's reading; not empty.
        supplier: The supplier's reading.
        near: A vocabulary that holds at least the supplier's words.

    Returns:
        The similarity.
    """
    return max(
        (_compare_version(version, supplier, near) for version in demand.versions),
        key=lambda similarity: similarity.value,
    )


def _compare_version(
    version: tuple[AskedWord, ...], supplier: SupplierReading, near: Vocabulary
) -> Similarity:
    points = [item.weight * word_quality(item, supplier, near) for item in version]
    value = sum(points) // sum(item.weight for item in version)
    return Similarity(value, _terms(version, points, supplier) if value else ())


def word_quality(item: AskedWord, supplier: SupplierReading, near: Vocabulary) -> int:
    """Return how well a supplier's texts answer one word of a demand.

    Args:
        item: The word asked for.
        supplier: The supplier's reading.
        near: A vocabulary that holds at least the supplier's words.

    Returns:
        Ten-thousandths: the best of its own words, and of the categories that its texts name when
        the word belongs to a phrase that names one.
    """
    word = item.word
    best = max((form_quality(word, form) for form in supplier.forms.get(word.key, ())), default=0)
    for key, quality in near.near(word.key):
        for form in supplier.forms.get(key, ()):
            best = max(best, quality * form.strength // TEXT_STRENGTH)
    if item.reach is None:
        return best
    best = best * PHRASE_PART_SHARE // QUALITY_ONE
    for code, naming in supplier.concepts.items():
        answer = item.reach.get(code, 0)
        best = max(best, answer * naming.strength // TEXT_STRENGTH)
    return best


def form_quality(word: Word, form: Form) -> int:
    """Return how well a word that a supplier writes in one way answers the same word.

    Args:
        word: A word of the demand.
        form: The supplier's way of writing a word with the same key.

    Returns:
        Ten-thousandths: in full when typed alike, a little less when one text leaves the marks
        out, far less when both have marks and these disagree.
    """
    if word.typed == form.typed:
        quality = QUALITY_ONE
    elif word.marked and form.marked:
        quality = OTHER_MARKS_QUALITY
    else:
        quality = UNMARKED_QUALITY
    return quality * form.strength // TEXT_STRENGTH


def _terms(
    version: tuple[AskedWord, ...], points: list[int], supplier: SupplierReading
) -> tuple[str, ...]:
    """Name the terms that agree most; the words of one phrase or one run of words are one term."""
    found: list[tuple[int, str]] = []
    answered = [(item, number) for item, number in zip(version, points, strict=True) if number]
    for _, group in groupby(answered, key=lambda pair: pair[0].place):
        pairs = list(group)
        total = sum(number for _, number in pairs)
        if total >= LEAST_POINTS:
            found.append((total, _term([item for item, _ in pairs], supplier)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(term for _, term in found[:MOST_TERMS]))


def _term(items: list[AskedWord], supplier: SupplierReading) -> str:
    """Write a term; one that the supplier says in other words carries them."""
    asked = " ".join(item.word.shown for item in items[:MOST_WORDS])
    reach = items[0].reach or {}
    namings = [
        (reach[code] * naming.strength, naming.shown)
        for code, naming in supplier.concepts.items()
        if code in reach
    ]
    said = max(namings, default=(0, asked))[1]
    return asked if said == asked else f"{asked} ~ {said}"
