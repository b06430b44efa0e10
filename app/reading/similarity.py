"""How well what a supplier says answers what a demand asks: the comparison of two readings.

Two readings are compared without looking at any third. All numbers are whole, so that the value
is the same on every machine: weights in thousandths, qualities and values in ten-thousandths.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from app.reading.features import LEAF, OTHER
from app.reading.measures import Measure, MeasureKind
from app.reading.parameters import ONE, USE_FROM, SimilarityParameters
from app.reading.phrases import marks_allow
from app.reading.reading import Reading
from app.reading.spelling import MISSPELT_LENGTH, TWO_ERRORS_LENGTH
from app.reading.taxonomy import closeness
from app.reference.text import fold

FULL = 10_000
"""Quality of what is answered just as it was asked, and the greatest similarity."""

_AT_MOST: frozenset[MeasureKind] = frozenset({"tolerance"})
"""Measures of which less is better."""

_AT_LEAST: frozenset[MeasureKind] = frozenset({"tonnage", "load"})
"""Measures of which more will do."""


_NAMED_FROM = FULL // 2
"""Quality from which an agreement is named: neighbouring trades count a little, but are not said
to be the same."""

DEFAULT_SIMILARITY = SimilarityParameters()


@dataclass(frozen=True, slots=True)
class Side:
    """A reading made ready for comparison.

    Attributes:
        leaves: Confidence of each leaf, in thousandths.
        words: Weight of each word, in thousandths.
        by_key: The words by their letters without marks.
        others: Those of the words that the vocabulary does not have.
        measures: Least and greatest value of each kind of measure.
        shown: What the text says for each leaf.
    """

    leaves: Mapping[str, int]
    words: Mapping[str, int]
    by_key: Mapping[str, tuple[str, ...]]
    others: frozenset[str]
    measures: Mapping[MeasureKind, tuple[int, int]]
    shown: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read that could be compared."""
        return not (self.leaves or self.words)


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


def prepare(reading: Reading) -> Side:
    """Make a reading ready for comparison."""
    leaves: dict[str, int] = {}
    words: dict[str, int] = {}
    others = []
    for name, weight in reading.features:
        bare = name[2:]
        if name.startswith(LEAF):
            leaves[bare] = weight
            continue
        words[bare] = max(weight, words.get(bare, 0))
        if name.startswith(OTHER):
            others.append(bare)
    by_key: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_key[fold(word)].append(word)
    return Side(
        leaves=leaves,
        words=words,
        by_key={key: tuple(listed) for key, listed in by_key.items()},
        others=frozenset(others),
        measures=_ranges(reading.measures),
        shown={item.code: item.words[0] for item in reading.suggestions if item.words},
    )


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
    leaves = list(_leaf_answers(demand, supplier, parameters))
    known = sum(answer.weight for answer in leaves)
    by_leaf = sum(answer.weight * answer.quality for answer in leaves) // known if known else 0
    answers = [
        *leaves,
        *_word_answers(demand, supplier, by_leaf, parameters),
        *_measure_answers(demand, supplier, parameters),
    ]
    total = sum(answer.weight for answer in answers)
    if not total:
        return Similarity(0, ())
    value = sum(answer.weight * answer.quality for answer in answers) // total
    named = sorted(
        (answer for answer in answers if answer.term and answer.quality >= _NAMED_FROM),
        key=lambda answer: (-answer.weight * answer.quality, answer.term),
    )
    terms = dict.fromkeys(answer.term for answer in named)
    return Similarity(value, tuple(terms)[: parameters.most_terms])


@dataclass(frozen=True, slots=True)
class _Answer:
    """One feature of the demand: its weight (millionths), how well it is answered, in words."""

    weight: int
    quality: int
    term: str


def _leaf_answers(
    demand: Side, supplier: Side, parameters: SimilarityParameters
) -> Iterator[_Answer]:
    """Answer each leaf that was asked; a sure one weighs more than its share."""
    squares = {code: confidence * confidence for code, confidence in demand.leaves.items()}
    total = sum(squares.values())
    weight = parameters.leaf_weight * max(demand.leaves.values(), default=0)
    in_its_words = demand.words.keys() <= supplier.words.keys()
    for code, square in squares.items():
        sure = _surely(demand.leaves[code], parameters, in_its_words=in_its_words)
        quality, offered = max(
            (
                (closeness(code, other) * min(ONE, confidence * ONE // sure) // ONE, other)
                for other, confidence in supplier.leaves.items()
            ),
            default=(0, ""),
        )
        yield _Answer(weight * square // total, quality, _term(code, offered, demand, supplier))


def _surely(asked: int, parameters: SimilarityParameters, *, in_its_words: bool) -> int:
    """Return the confidence with which a supplier answers a leaf in full.

    Of two suppliers the one that says it more surely answers better; but what was asked unsurely,
    such as a material alone, cannot be answered more surely, and who says it in the very words of
    the demand need not either.
    """
    return asked if in_its_words or asked < USE_FROM else max(asked, parameters.sure_from)


def _word_answers(
    demand: Side, supplier: Side, by_leaf: int, parameters: SimilarityParameters
) -> Iterator[_Answer]:
    """Answer each word that was asked; a word of the trade is answered by its leaf as well."""
    total = sum(demand.words.values())
    for word, share in demand.words.items():
        weight = parameters.word_weight * ONE * share // total
        quality = word_quality(word, supplier, parameters)
        implied = 0 if word in demand.others else by_leaf * parameters.implied // ONE
        term = word if quality >= implied else ""
        yield _Answer(weight, max(quality, implied), term)


def word_quality(word: str, supplier: Side, parameters: SimilarityParameters) -> int:
    """Return how well a supplier's words answer one word.

    Args:
        word: The word asked for, with the marks that were typed.
        supplier: The supplier's side.
        parameters: What agreement is worth.

    Returns:
        Ten-thousandths: in full for the same word, a little less when one side left marks out,
        little when the marks disagree, less for a misspelling of a word that is not listed.
    """
    if word in supplier.words:
        return FULL
    alike = supplier.by_key.get(fold(word), ())
    if any(marks_allow(word, other) or marks_allow(other, word) for other in alike):
        return parameters.unmarked
    if alike:
        return parameters.other_marks
    return parameters.misspelt if any(_is_near(word, other) for other in supplier.others) else 0


def _is_near(word: str, other: str) -> bool:
    """Say whether two words that are not listed may be one, misspelt."""
    shorter = min(len(word), len(other))
    if shorter < MISSPELT_LENGTH or word[0] != other[0] or not (word + other).isalpha():
        return False
    errors = 2 if shorter >= TWO_ERRORS_LENGTH else 1
    return OSA.distance(word, other, score_cutoff=errors) <= errors


def _measure_answers(
    demand: Side, supplier: Side, parameters: SimilarityParameters
) -> Iterator[_Answer]:
    """Answer each measure that both sides state."""
    for kind, (low, high) in demand.measures.items():
        offered = supplier.measures.get(kind)
        if offered is not None:
            quality = FULL if _suffices(kind, (low, high), offered) else 0
            yield _Answer(parameters.measure_weight * ONE, quality, "")


def _suffices(kind: MeasureKind, asked: tuple[int, int], offered: tuple[int, int]) -> bool:
    if kind in _AT_MOST:
        return offered[0] <= asked[1]
    if kind in _AT_LEAST:
        return offered[1] >= asked[0]
    return offered[0] <= asked[1] and offered[1] >= asked[0]


def _ranges(measures: Iterable[Measure]) -> dict[MeasureKind, tuple[int, int]]:
    """Join the measures of each kind to one range."""
    ranges: dict[MeasureKind, tuple[int, int]] = {}
    for measure in measures:
        low, high = ranges.get(measure.kind, (measure.low, measure.high))
        ranges[measure.kind] = (min(low, measure.low), max(high, measure.high))
    return ranges


def _term(code: str, offered: str, demand: Side, supplier: Side) -> str:
    """Write an agreeing leaf in the words of both sides."""
    asked, said = demand.shown.get(code, ""), supplier.shown.get(offered, "")
    return asked if not said or said.casefold() == asked.casefold() else f"{asked} ~ {said}"
