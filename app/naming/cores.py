"""The distinctive parts of two names, compared word by word and across languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from app.naming.lexicon import english_meanings, vietnamese_meanings
from app.naming.marks import compare_marks
from app.naming.syllables import bits_of, is_usual, same_sound
from app.naming.typos import LONG_WORD, exists, is_slip, is_typo
from app.naming.words import Word

FULL = 1000
_LONGEST_SPAN = 4
_REMEMBERED = 20000
_TYPO = 130
"""Price of a typing error, of 1000."""

_TRANSLATED = 30
_TRANSLATED_WORD = 45
_CONFUSED_MARK = 130
_LEFT_OUT_MARK = 8
_WRONG_MARK = 560
_OTHER_ORDER = 520
_OTHER_ORDER_FOREIGN = 60
_OTHER_SYLLABLE = 620
_MORE_SYLLABLES = 530
_MORE_WORDS = 330
_UNKNOWN_TRADE = 240
_FILLER = 110
_INITIALS = 400
FILLERS = frozenset({"viet", "vina", "vn", "global", "vietnam", "asia"})
"""Words that are added to names and left out again."""


class Span(NamedTuple):
    """Neighbouring words of a distinctive part."""

    start: int
    end: int
    joined: str
    vi: frozenset[str]
    en: frozenset[str]


class _Pair(NamedTuple):
    price: int
    a: Span
    b: Span
    how: str


@dataclass(frozen=True, slots=True)
class CoreMatch:
    """How two distinctive parts agree.

    Attributes:
        score: 0 to 1000.
        codes: What was found, as codes of reasons.
        bits: Evidence of what agrees.
        left_a: Words of the first part that the second has not.
        left_b: Words of the second part that the first has not.
    """

    score: int
    codes: tuple[str, ...]
    bits: float
    left_a: tuple[Word, ...]
    left_b: tuple[Word, ...]


NOTHING = CoreMatch(0, ("core_different",), 0.0, (), ())


def match_cores(
    a: Sequence[Word], b: Sequence[Word], careful: tuple[bool, bool] = (False, False)
) -> CoreMatch:
    """Compare two distinctive parts.

    Args:
        a: Words of the first.
        b: Words of the second.
        careful: Of either, whether its writer set marks where they belong.
    """
    if not a or not b:
        return NOTHING
    pairs = _align(tuple(a), tuple(b))
    if not pairs:
        return NOTHING
    return _Judgement(a, b, pairs, careful).match()


class _Judgement:
    """Adds up what an alignment costs."""

    def __init__(
        self,
        a: Sequence[Word],
        b: Sequence[Word],
        pairs: Sequence[_Pair],
        careful: tuple[bool, bool],
    ) -> None:
        self._a, self._b, self._pairs, self._careful = a, b, pairs, careful
        self._codes: list[str] = []
        self._price = sum(pair.price for pair in pairs)

    def match(self) -> CoreMatch:
        for pair in self._pairs:
            self._add_pair(pair)
        left_a = _left(self._a, [pair.a for pair in self._pairs])
        left_b = _left(self._b, [pair.b for pair in self._pairs])
        self._add_left(left_a, left_b)
        if self._is_turned():
            foreign = not all(word.is_syllable for word in (*self._a, *self._b))
            self._add("core_order", _OTHER_ORDER_FOREIGN if foreign else _OTHER_ORDER)
        if not self._codes:
            self._codes.append("core_equal")
        codes = tuple(sorted(dict.fromkeys(self._codes)))
        return CoreMatch(max(0, FULL - self._price), codes, self._bits(), left_a, left_b)

    def _add(self, code: str, price: int) -> None:
        self._codes.append(code)
        self._price += price

    def _add_pair(self, pair: _Pair) -> None:
        if pair.how != "literal":
            self._codes.append(f"core_{pair.how}")
            return
        ours, theirs = (
            words[span.start : span.end] for words, span in ((self._a, pair.a), (self._b, pair.b))
        )
        if len(ours) != len(theirs):
            self._add("core_joined", 5)
            return
        for mine, other in zip(ours, theirs, strict=True):
            self._add_marks(mine, other)

    def _add_marks(self, mine: Word, other: Word) -> None:
        if mine.folded != other.folded:
            self._add("core_spelling", 20)
            return
        careful = self._careful
        marks = compare_marks(mine, other, a_is_careful=careful[0], b_is_careful=careful[1])
        if marks == "left_out":
            self._add("core_unmarked", _LEFT_OUT_MARK)
        elif marks == "confused":
            self._add("marks_confused", _CONFUSED_MARK)
        elif marks == "disagree":
            self._add("marks_disagree", _WRONG_MARK)

    def _add_left(self, left_a: Sequence[Word], left_b: Sequence[Word]) -> None:
        heavy_a, heavy_b = (
            [w for w in left if w.folded not in FILLERS] for left in (left_a, left_b)
        )
        fillers = len(left_a) + len(left_b) - len(heavy_a) - len(heavy_b)
        if fillers:
            self._add("core_filler", _FILLER * fillers)
        if self._are_unknown_trades(heavy_a, heavy_b):
            self._add("trade_unknown", _UNKNOWN_TRADE)
            return
        if heavy_a and heavy_b:
            self._add("core_partly", _OTHER_SYLLABLE)
        for heavy in (heavy_a, heavy_b):
            for word in heavy:
                known = exists(word.folded)
                self._add("core_longer", _MORE_SYLLABLES if known else _MORE_WORDS)

    def _are_unknown_trades(self, left_a: Sequence[Word], left_b: Sequence[Word]) -> bool:
        """Say whether what is left is a trade that the dictionary does not know.

        In Vietnamese it stands before the name, in English behind it.
        """
        sides = ((left_a, self._a), (left_b, self._b))
        leading = [_is_descriptor(*side) for side in sides]
        return any(leading) and all(
            leads or not side[0] or _is_behind(*side)
            for leads, side in zip(leading, sides, strict=True)
        )

    def _is_turned(self) -> bool:
        """Say whether words that agree by the letter stand in another order."""
        literal = sorted(
            (pair for pair in self._pairs if pair.how != "translated"),
            key=lambda pair: pair.a.start,
        )
        starts = [pair.b.start for pair in literal]
        return starts != sorted(starts)

    def _bits(self) -> float:
        return sum(
            bits_of(word.folded)
            for pair in self._pairs
            for word in self._a[pair.a.start : pair.a.end]
        )


def _is_descriptor(left: Sequence[Word], words: Sequence[Word]) -> bool:
    """Say whether words stand before the name and hold a syllable that names do not like."""
    if not left or list(left) != list(words[: len(left)]):
        return False
    return any(
        word.is_syllable
        and word.is_marked
        and not is_usual(word.marked)
        and not vietnamese_meanings((word,))
        for word in left
    )


def _is_behind(left: Sequence[Word], words: Sequence[Word]) -> bool:
    """Say whether words stand behind the name and are neither syllables nor brand words."""
    return list(left) == list(words[len(words) - len(left) :]) and not any(
        word.is_syllable or english_meanings((word,)) for word in left
    )


def _left(words: Sequence[Word], spans: Sequence[Span]) -> tuple[Word, ...]:
    taken = {position for span in spans for position in range(span.start, span.end)}
    return tuple(word for position, word in enumerate(words) if position not in taken)


@lru_cache(maxsize=_REMEMBERED)
def spans_of(core: tuple[Word, ...]) -> tuple[Span, ...]:
    """Give all runs of neighbouring words with what they may mean in either language."""
    return tuple(
        Span(
            start,
            end,
            "".join(same_sound(word.folded) for word in core[start:end]),
            vietnamese_meanings(core[start:end]),
            english_meanings(core[start:end]),
        )
        for start in range(len(core))
        for end in range(start + 1, min(len(core), start + _LONGEST_SPAN) + 1)
    )


def _align(a: tuple[Word, ...], b: tuple[Word, ...]) -> list[_Pair]:
    """Pair up spans, the largest and surest first."""
    if [word.folded for word in a] == [word.folded for word in b]:
        whole_a, whole_b = (Span(0, len(core), "", frozenset(), frozenset()) for core in (a, b))
        return [_Pair(0, whole_a, whole_b, "literal")]
    pairs = sorted(
        _possible_pairs(a, b),
        key=lambda pair: (
            pair.price - 60 * (pair.a.end - pair.a.start + pair.b.end - pair.b.start),
            abs(pair.a.start - pair.b.start),
            pair.a.start + pair.b.start,
            min(pair.a.start, pair.b.start),
        ),
    )
    taken: list[_Pair] = []
    for pair in pairs:
        if not any(_overlap(pair.a, other.a) or _overlap(pair.b, other.b) for other in taken):
            taken.append(pair)
    return taken


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _possible_pairs(a: tuple[Word, ...], b: tuple[Word, ...]) -> Iterator[_Pair]:
    for left in spans_of(a):
        for right in spans_of(b):
            pair = _pair(a, left, b, right)
            if pair is not None:
                yield pair


def _pair(a: Sequence[Word], left: Span, b: Sequence[Word], right: Span) -> _Pair | None:
    if left.joined == right.joined:
        return _Pair(0, left, right, "literal")
    if (left.vi and right.en and left.vi & right.en) or (
        left.en and right.vi and left.en & right.vi
    ):
        phrase = max(left.end - left.start, right.end - right.start) > 1
        return _Pair(_TRANSLATED if phrase else _TRANSLATED_WORD, left, right, "translated")
    left_words, right_words = left.end - left.start, right.end - right.start
    if left_words == right_words:
        is_mistyped = left_words == 1 and is_typo(left.joined, right.joined)
        return _Pair(_TYPO, left, right, "typo") if is_mistyped else None
    if _is_cut_otherwise(left, right):
        return _Pair(_TYPO, left, right, "typo")
    if _is_initials(a, left, b, right) or _is_initials(b, right, a, left):
        return _Pair(_INITIALS, left, right, "initials")
    return None


def _is_cut_otherwise(left: Span, right: Span) -> bool:
    """Say whether runs of different numbers of words differ by one slip of the keyboard."""
    if min(len(left.joined), len(right.joined)) < LONG_WORD:
        return False
    near = OSA.distance(left.joined, right.joined, score_cutoff=1) == 1
    return near and is_slip(left.joined, right.joined)


def _is_initials(a: Sequence[Word], short: Span, b: Sequence[Word], full: Span) -> bool:
    if short.end - short.start != 1 or full.end - full.start < 2:  # noqa: PLR2004 - two initials
        return False
    word = a[short.start]
    if len(word.folded) != full.end - full.start or not (word.is_upper or not word.is_syllable):
        return False
    return word.folded == "".join(other.folded[0] for other in b[full.start : full.end])
