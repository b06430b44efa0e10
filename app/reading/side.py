"""A reading made ready for comparison."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.reading.features import LEAF, OTHER
from app.reading.measures import Measure, MeasureKind
from app.reading.reading import Reading
from app.reference.text import fold

letters_of = lru_cache(maxsize=65_536)(fold)
"""A word by its letters without marks; the same words are read in many texts."""


@dataclass(frozen=True, slots=True, eq=False)
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
        by_key[letters_of(word)].append(word)
    return Side(
        leaves=leaves,
        words=words,
        by_key={key: tuple(listed) for key, listed in by_key.items()},
        others=frozenset(others),
        measures=_ranges(reading.measures),
        shown={item.code: item.words[0] for item in reading.suggestions if item.words},
    )


def _ranges(measures: Iterable[Measure]) -> dict[MeasureKind, tuple[int, int]]:
    """Join the measures of each kind to one range."""
    ranges: dict[MeasureKind, tuple[int, int]] = {}
    for measure in measures:
        low, high = ranges.get(measure.kind, (measure.low, measure.high))
        ranges[measure.kind] = (min(low, measure.low), max(high, measure.high))
    return ranges
