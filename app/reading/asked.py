"""What a demand asks and how much each of its features weighs, the same for every supplier."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from app.reading.parameters import ONE, USE_FROM, SimilarityParameters
from app.reading.side import Side, letters_of
from app.reading.spelling import MISSPELT_LENGTH
from app.reading.word_answers import WordAnswer, worth_of


class AskedLeaf(NamedTuple):
    """A leaf that was asked.

    Attributes:
        code: The leaf.
        weight: Its weight, in millionths.
        sure: Confidence that answers it in full.
        sure_in_its_words: The same for a supplier that has all words of the demand.
    """

    code: str
    weight: int
    sure: int
    sure_in_its_words: int


class AskedWord(NamedTuple):
    """A word that was asked.

    Attributes:
        word: The word, with the marks that were typed.
        weight: Its weight, in millionths.
        is_of_trade: Whether the vocabulary has it, so that the leaf answers it as well.
    """

    word: str
    weight: int
    is_of_trade: bool


class Asked(NamedTuple):
    """What a demand asks, the same for every supplier.

    Attributes:
        leaves: The leaves.
        leaves_weight: Weight of all leaves.
        words: The words, by their letters without marks.
        words_weight: Weight of all words.
        trade_weight: Weight of the words of the trade.
        may_err: The words that can be recognised when they are misspelt, by their first letter.
        worths: The quality of each answer to a word.
    """

    leaves: tuple[AskedLeaf, ...]
    leaves_weight: int
    words: Mapping[str, list[AskedWord]]
    words_weight: int
    trade_weight: int
    may_err: Mapping[str, list[tuple[str, AskedWord]]]
    worths: tuple[int, ...]


@lru_cache(maxsize=64)
def weigh(demand: Side, parameters: SimilarityParameters) -> Asked:
    """Weigh the features of a demand, once for all suppliers that it is compared with."""
    leaves = tuple(
        AskedLeaf(
            code,
            weight,
            surely(asked, parameters, in_its_words=False),
            surely(asked, parameters, in_its_words=True),
        )
        for (code, asked), weight in zip(
            demand.leaves.items(), leaf_weights(demand, parameters), strict=True
        )
    )
    words = [
        AskedWord(word, weight, word not in demand.others)
        for word, weight in zip(demand.words, word_weights(demand, parameters), strict=True)
    ]
    by_key: dict[str, list[AskedWord]] = defaultdict(list)
    may_err: dict[str, list[tuple[str, AskedWord]]] = defaultdict(list)
    for word in words:
        key = letters_of(word.word)
        by_key[key].append(word)
        if len(word.word) >= MISSPELT_LENGTH:
            may_err[word.word[0]].append((key, word))
    return Asked(
        leaves=leaves,
        leaves_weight=sum(leaf.weight for leaf in leaves),
        words=dict(by_key),
        words_weight=sum(word.weight for word in words),
        trade_weight=sum(word.weight for word in words if word.is_of_trade),
        may_err=dict(may_err),
        worths=tuple(worth_of(answer, parameters) for answer in WordAnswer),
    )


def leaf_weights(demand: Side, parameters: SimilarityParameters) -> tuple[int, ...]:
    """Return the weight of each leaf that was asked; a sure one weighs more than its share."""
    squares = [confidence * confidence for confidence in demand.leaves.values()]
    total = sum(squares)
    weight = parameters.leaf_weight * max(demand.leaves.values(), default=0)
    return tuple(weight * square // total for square in squares)


def word_weights(demand: Side, parameters: SimilarityParameters) -> tuple[int, ...]:
    """Return the weight of each word that was asked."""
    total = sum(demand.words.values())
    weight = parameters.word_weight * ONE
    return tuple(weight * share // total for share in demand.words.values())


def surely(asked: int, parameters: SimilarityParameters, *, in_its_words: bool) -> int:
    """Return the confidence with which a supplier answers a leaf in full.

    Of two suppliers the one that says it more surely answers better; but what was asked unsurely,
    such as a material alone, cannot be answered more surely, and who says it in the very words of
    the demand need not either.

    Args:
        asked: Confidence of the demand's leaf.
        parameters: What agreement is worth.
        in_its_words: Whether the supplier has all words of the demand.
    """
    return asked if in_its_words or asked < USE_FROM else max(asked, parameters.sure_from)
