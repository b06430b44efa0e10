"""What the suppliers of a crowd say: words of their donors, and some that nobody else has."""

from collections.abc import Sequence

from app.demo.draws import Draws
from app.matching import PreparedSupplier
from app.reading import Side
from app.reading.measures import MeasureKind
from app.reference.text import fold

_MOST_DROPPED = 8
_MOST_BORROWED = 10
_MOST_LEAVES = 8
_DROPS_LEAF = 20
_OWN_WORDS = (0, 1, 1, 2, 2, 3)
_OWN_WEIGHTS = (125, 166, 250, 333, 500)
_MISSPELT = 12
"""Percent of a firm's own words that are a word of its trade with an error."""

_COINED = 20
"""Percent of the others that are made up, such as "vinatek"; firms are mostly called by plain
syllables, of which there are few. So a million firms have some 350,000 words, about as many as
Heaps' law gives for as much text."""

_SHORTEST_MISSPELT = 5
# fmt: off
_ONSETS = (
    "b", "c", "ch", "d", "đ", "g", "h", "k", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x",
)
_RIMES = (
    "a", "an", "ang", "anh", "ao", "e", "en", "ê", "ên", "i", "in", "inh", "o", "on", "ong",
    "ô", "ôn", "ông", "ơ", "ơn", "u", "un", "ung", "ư", "ưng", "y",
)
# fmt: on
_ENDINGS = ("", "", "tek", "vina", "co", "pro", "mec", "plast")
_LETTERS = "abcdeghiklmnopqrstuvxy"


class WordMixer:
    """Mixes what donors say.

    Args:
        donors: The donors; each word's key is looked up once for all.
    """

    def __init__(self, donors: Sequence[PreparedSupplier]) -> None:
        self._keys = {
            word: key
            for donor in donors
            if donor.side is not None
            for key, words in donor.side.by_key.items()
            for word in words
        }
        self._listed = {
            id(donor.side): tuple(donor.side.words) for donor in donors if donor.side is not None
        }

    def mix(self, draws: Draws, first: Side | None, second: Side | None) -> Side | None:
        """Mix two donors' sides to a new one; None when the first says nothing.

        Args:
            draws: Where chance comes from.
            first: The donor of whom most is taken.
            second: Another one, or None.
        """
        if first is None:
            return None
        words = dict(first.words)
        listed = self._listed[id(first)]
        for _ in range(draws.below(_MOST_DROPPED + 1) if listed else 0):
            words.pop(draws.pick(listed), None)
        others = set(first.others)
        leaves, shown = _draw_leaves(draws, first, second)
        measures = first.measures
        if second is not None:
            self._borrow(draws, words, second)
            others |= second.others
            measures = _join(first, second) if draws.chance(50) else measures
        keys = self._keys
        by_key: dict[str, tuple[str, ...]] = {}
        for word in words:
            key = keys[word]
            by_key[key] = (*by_key[key], word) if key in by_key else (word,)
        others &= words.keys()
        for _ in range(draws.pick(_OWN_WORDS)):
            word = _own_word(draws, listed)
            if word not in words:
                words[word] = draws.pick(_OWN_WEIGHTS)
                key = fold(word)
                by_key[key] = (*by_key.get(key, ()), word)
                others.add(word)
        return Side(leaves, words, by_key, frozenset(others), measures, shown)

    def _borrow(self, draws: Draws, words: dict[str, int], donor: Side) -> None:
        listed = self._listed[id(donor)]
        for _ in range(draws.below(_MOST_BORROWED + 1) if listed else 0):
            word = draws.pick(listed)
            words.setdefault(word, donor.words[word])


def _draw_leaves(
    draws: Draws, first: Side, second: Side | None
) -> tuple[dict[str, int], dict[str, str]]:
    """Draw leaves: the first donor's, some of the second's; the surest of the first stays."""
    leaves = dict(first.leaves)
    if second is not None:
        for code, confidence in second.leaves.items():
            leaves[code] = max(confidence, leaves.get(code, 0))
    ordered = sorted(leaves.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_LEAVES]
    kept = dict(pair for at, pair in enumerate(ordered) if at == 0 or not draws.chance(_DROPS_LEAF))
    said = first.shown if second is None else {**second.shown, **first.shown}
    return kept, {code: said[code] for code in kept if code in said}


def _join(first: Side, second: Side) -> dict[MeasureKind, tuple[int, int]]:
    measures = dict(first.measures)
    for kind, (low, high) in second.measures.items():
        least, most = measures.get(kind, (low, high))
        measures[kind] = (min(low, least), max(high, most))
    return measures


def _own_word(draws: Draws, listed: Sequence[str]) -> str:
    """Draw a firm's name, or a word of its trade with an error."""
    if listed and draws.chance(_MISSPELT):
        word = draws.pick(listed)
        if len(word) >= _SHORTEST_MISSPELT and word.isascii() and word.isalpha():
            at = draws.between(1, len(word) - 1)
            return word[:at] + draws.pick(_LETTERS) + word[at + 1 :]
    if draws.chance(_COINED):
        return _syllable(draws) + _syllable(draws) + draws.pick(_ENDINGS)
    return _syllable(draws)


def _syllable(draws: Draws) -> str:
    return draws.pick(_ONSETS) + draws.pick(_RIMES)
