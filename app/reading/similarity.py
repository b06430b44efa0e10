"""How well what a supplier says answers what a demand asks: the comparison of two readings.

Two readings are compared without looking at any third. All numbers are whole, so that the value
is the same on every machine: weights in thousandths, qualities and values in ten-thousandths.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.reading.asked import Asked, AskedWord, leaf_weights, surely, weigh, word_weights
from app.reading.measures import MeasureKind
from app.reading.parameters import ONE, SimilarityParameters
from app.reading.reading import Reading
from app.reading.side import Side, prepare
from app.reading.taxonomy import close_to
from app.reading.word_answers import FULL, WordAnswer, is_near, same_letters_answer

__all__ = [
    "DEFAULT_SIMILARITY",
    "Side",
    "Similarity",
    "compare",
    "leaf_weights",
    "prepare",
    "similarity",
    "suffices",
    "surely",
    "word_weights",
]

_AT_MOST: frozenset[MeasureKind] = frozenset({"tolerance"})
"""Measures of which less is better."""

_AT_LEAST: frozenset[MeasureKind] = frozenset({"tonnage", "load"})
"""Measures of which more will do."""


_NAMED_FROM = FULL // 2
"""Quality from which an agreement is named: neighbouring trades count a little, but are not said
to be the same."""

DEFAULT_SIMILARITY = SimilarityParameters()


@dataclass(frozen=True, slots=True)
class Similarity:
    """How much of what is asked for is answered.

    Attributes:
        value: From 0 to 10,000.
        terms: The strongest terms that agree; one that the supplier says in other words carries
            them, as in "lò xo ~ springs".
    """

    value: int
    terms: tuple[str, ...]


def similarity(
    demand: Reading, supplier: Reading, parameters: SimilarityParameters | None = None
) -> Similarity:
    """Compare a demand with a supplier.

    The value is the weighted mean of how well the supplier answers each leaf, each word and each
    measure of the demand. A leaf is answered by the nearest of the supplier's leaves, as near as
    the table of relations says and as sure as the supplier's reading is; a word by the same word,
    marks and typing errors considered; a measure that only one side states is left out.

    Args:
        demand: What is asked.
        supplier: What is offered.
        parameters: What agreement is worth.

    Returns:
        The similarity; 0 for a demand of which nothing was read.
    """
    return compare(prepare(demand), prepare(supplier), parameters or SimilarityParameters())


def compare(
    demand: Side, supplier: Side, parameters: SimilarityParameters = DEFAULT_SIMILARITY
) -> Similarity:
    """Compare two sides that were made ready.

    Args:
        demand: What is asked.
        supplier: What is offered.
        parameters: What agreement is worth.

    Returns:
        The similarity.
    """
    asked = weigh(demand, parameters)
    named: list[tuple[int, str]] = []
    total, reached = asked.leaves_weight + asked.words_weight, 0
    for weight, quality, term in _leaf_answers(asked, demand, supplier):
        reached += weight * quality
        if term:
            named.append((-weight * quality, term))
    by_leaf = reached // asked.leaves_weight if asked.leaves_weight else 0
    # A word of the trade that the supplier does not write is answered by the leaf.
    implied = by_leaf * parameters.implied // ONE
    reached += implied * asked.trade_weight
    for word, answer in _answered_words(asked, supplier):
        quality = asked.worths[answer]
        without = implied if word.is_of_trade else 0
        if quality >= without:
            reached += word.weight * (quality - without)
            if quality >= _NAMED_FROM:
                named.append((-word.weight * quality, word.word))
    for weight, quality in _measure_answers(demand, supplier, parameters):
        total += weight
        reached += weight * quality
    if not total:
        return Similarity(0, ())
    named.sort()
    terms = dict.fromkeys(term for _, term in named)
    return Similarity(reached // total, tuple(terms)[: parameters.most_terms])


def _leaf_answers(asked: Asked, demand: Side, supplier: Side) -> Iterator[tuple[int, int, str]]:
    """Answer leaves that were asked: weight, quality, and in words where it is worth naming."""
    in_its_words = demand.words.keys() <= supplier.words.keys()
    offers = supplier.leaves
    for code, weight, sure, sure_in_its_words in asked.leaves:
        needed = sure_in_its_words if in_its_words else sure
        close = close_to(code)
        best = (0, "")
        for other in close.keys() & offers.keys():
            confidence = offers[other]
            share = ONE if confidence >= needed else confidence * ONE // needed
            answer = (close[other] * share // ONE, other)
            best = max(best, answer)
        quality, offered = best
        if quality >= _NAMED_FROM:
            yield weight, quality, _term(code, offered, demand, supplier)
        elif quality:
            yield weight, quality, ""


def _answered_words(asked: Asked, supplier: Side) -> Iterator[tuple[AskedWord, WordAnswer]]:
    """Find the words that the supplier's words answer, and how.

    A word is answered by the same word, or by the best of those with the same letters; only where
    there is none, by one that may be it, misspelt.
    """
    written, by_key = supplier.words, supplier.by_key
    same_letters = asked.words.keys() & by_key.keys()
    for key in same_letters:
        for word in asked.words[key]:
            if word.word in written:
                yield word, WordAnswer.SAME
            else:
                yield word, max(same_letters_answer(word.word, other) for other in by_key[key])
    misspelt: set[str] = set()
    for other in supplier.others:
        for key, word in asked.may_err.get(other[0], ()):
            if key in same_letters or word.word in misspelt or not is_near(word.word, other):
                continue
            misspelt.add(word.word)
            yield word, WordAnswer.MISSPELT


def _measure_answers(
    demand: Side, supplier: Side, parameters: SimilarityParameters
) -> Iterator[tuple[int, int]]:
    """Answer each measure that both sides state: weight and quality."""
    if not supplier.measures:
        return
    for kind, (low, high) in demand.measures.items():
        offered = supplier.measures.get(kind)
        if offered is not None:
            quality = FULL if suffices(kind, (low, high), offered) else 0
            yield parameters.measure_weight * ONE, quality


def suffices(kind: MeasureKind, asked: tuple[int, int], offered: tuple[Any, Any]) -> Any:
    """Say whether what is offered covers a measure that is asked.

    Args:
        kind: What is measured.
        asked: Least and greatest value that is asked.
        offered: Least and greatest value that is offered: numbers, or arrays of many suppliers'.

    Returns:
        A truth, or an array of them.
    """
    if kind in _AT_MOST:
        return offered[0] <= asked[1]
    if kind in _AT_LEAST:
        return offered[1] >= asked[0]
    return (offered[0] <= asked[1]) & (offered[1] >= asked[0])


def _term(code: str, offered: str, demand: Side, supplier: Side) -> str:
    """Write an agreeing leaf in the words of both sides."""
    asked, said = demand.shown.get(code, ""), supplier.shown.get(offered, "")
    return asked if not said or said.casefold() == asked.casefold() else f"{asked} ~ {said}"
