"""Recognition of provincial units in cells and addresses."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from app.reference.text import marks_agree
from app.reference.tokens import TokenText, words

TermKind = Literal["name", "alias", "hint"]
Vintage = Literal["old", "new"]

_BREAK = re.compile(r"[,;|\n\r()\[\]:•]|\s[-–—/]\s")
"""What separates the parts of an address."""

_HARD_BREAK = re.compile(r"[,;|\n\r()\[\]:•]")
"""What no name of a unit runs across; "Bà Rịa - Vũng Tàu" does run across a dash."""

_MIN_LETTERS = 5
"""Letters that a name of one word must have to count beside other words ("Huế", "Vinh", "HN" are
also parts of street names)."""

_LONGEST_PREFIX = 2
_LONGEST_SUFFIX = 5
"""Words in the longest phrase that can stand before or behind a name ("trước ngày 1/7/2025")."""

_VINTAGES: tuple[Vintage, ...] = ("old", "new")
_SAYING_NOTHING = (
    "unit_prefix",
    "unit_suffix",
    "old_prefix",
    "old_suffix",
    "new_prefix",
    "new_suffix",
    "home",
)
"""Uses of words that leave a part of an address to the name beside them."""

_MIN_SIMILARITY = 80
"""Least rapidfuzz ratio (0..100) of a suggestion."""

_MAX_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class PlaceTerm:
    """A way of writing a unit before 2025-07-01, or a place in it."""

    text: str
    legacy_code: str
    kind: TermKind


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A unit or place named in a text.

    Attributes:
        legacy_code: Code of the unit before 2025-07-01 that bears the name, or holds the place.
        kind: "name", "alias" or "hint" (a place in the unit).
        fills: Whether nothing else stands in its part of the address.
        vintage: "old" or "new" when a word beside it says so.
    """

    legacy_code: str
    kind: TermKind
    fills: bool
    vintage: Vintage | None


@dataclass(frozen=True, slots=True)
class _Span:
    """Words of a text that are a listed term, of one unit or of several."""

    start: int
    end: int
    terms: tuple[PlaceTerm, ...]


class PlaceReader:
    """Finds units and the places in them by the words of a text."""

    def __init__(self, terms: Iterable[PlaceTerm], uses: Mapping[str, Iterable[str]]) -> None:
        self._terms: dict[tuple[str, ...], list[PlaceTerm]] = defaultdict(list)
        for term in terms:
            self._terms[tuple(words(term.text).split())].append(term)
        self._words = {use: _by_words(texts) for use, texts in uses.items()}
        self._quiet = {
            word
            for use in _SAYING_NOTHING
            for phrase in self._words.get(use, ())
            for word in phrase
        }
        self._longest = max(map(len, self._terms))
        self._first_words = {key[0] for key in self._terms}
        self._joined = {" ".join(key): terms[0] for key, terms in self._terms.items()}

    def is_home(self, text: str) -> bool:
        """Say whether a text says no more than "Vietnam" or "nationwide" (or nothing)."""
        read = TokenText(text)
        return not read or self._word("home", read, 0, len(read))

    def is_abroad(self, text: str) -> bool:
        """Say whether a text names another country as its last or only part."""
        read = TokenText(text)
        return any(
            self._word("abroad", read, start, len(read))
            and (_is_broken(read, start - 1) or _letters(read, start, len(read)) >= _MIN_LETTERS)
            for start in range(len(read))
        )

    def read(self, text: str) -> list[PlaceMention]:
        """Find the units and places that a text names, from left to right.

        A name is left out where its typed marks contradict ("Nguyễn Huệ" is not "Huế"), behind a
        word for a street or a family name, and as a single short word beside others. A place
        that lies in several units gives one mention for each.
        """
        read = TokenText(text)
        spans: list[_Span] = []
        position = 0
        while position < len(read):
            span = self._span_at(read, position)
            position += 1
            if span is not None:
                spans.append(span)
                position = span.end
        taken = {index for span in spans for index in range(span.start, span.end)}
        return [
            mention
            for span in spans
            if self._counts(read, span, taken)
            for mention in self._mentions(read, span, taken)
        ]

    def read_folded(self, text: str) -> PlaceTerm | None:
        """Find the unit that a whole text names when marks are left aside."""
        read = TokenText(text)
        start, end = self._core(read, 0, len(read))
        terms = self._terms.get(read.keys(start, end), [])
        return terms[0] if len({term.legacy_code for term in terms}) == 1 else None

    def suggest(self, text: str) -> list[PlaceTerm]:
        """Find units whose names look like a text, best first."""
        read = TokenText(text)
        query = " ".join(read.keys(*self._core(read, 0, len(read))))
        found = process.extract(
            query, self._joined.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY, limit=10
        )
        terms = {self._joined[key].legacy_code: self._joined[key] for key, _, _ in reversed(found)}
        return list(reversed(terms.values()))[:_MAX_SUGGESTIONS]

    def _span_at(self, read: TokenText, start: int) -> _Span | None:
        """Find the longest term that begins at a word and that the typed marks allow."""
        if read.tokens[start].key not in self._first_words:
            return None
        for end in range(min(len(read), start + self._longest), start, -1):
            listed = self._terms.get(read.keys(start, end))
            if listed is None or any(
                _HARD_BREAK.search(read.between(index)) for index in range(start, end - 1)
            ):
                continue
            written = read.written(start, end)
            terms = {t.legacy_code: t for t in reversed(listed) if marks_agree(written, t.text)}
            if terms:
                return _Span(start, end, tuple(reversed(terms.values())))
        return None

    def _counts(self, read: TokenText, span: _Span, taken: set[int]) -> bool:
        """Say whether a term found in a text is meant as a place."""
        if self._follows(read, span.start, "street") or self._follows(read, span.start, "surname"):
            return False
        is_short = (
            span.end - span.start == 1 and _letters(read, span.start, span.end) < _MIN_LETTERS
        )
        return (
            not is_short
            or self._follows(read, span.start, "unit_prefix")
            or self._fills(read, span.start, span.end, taken)
        )

    def _mentions(self, read: TokenText, span: _Span, taken: set[int]) -> Iterator[PlaceMention]:
        vintage = self._vintage(read, span.start, span.end)
        fills = self._fills(read, span.start, span.end, taken)
        for term in span.terms:
            yield PlaceMention(term.legacy_code, term.kind, fills, vintage)

    def _follows(self, read: TokenText, start: int, use: str) -> bool:
        """Say whether a phrase of some use stands right before a word, in the same part."""
        return not _is_broken(read, start - 1) and self._ends_with(read, start, use)

    def _ends_with(self, read: TokenText, end: int, use: str) -> bool:
        """Say whether the words up to an index end with a phrase of some use.

        The longest phrase decides: "thành phố" is a kind of unit, not a street ("phố").
        """
        longest = {
            other: max(
                (n for n in range(1, _LONGEST_PREFIX + 1) if self._word(other, read, end - n, end)),
                default=0,
            )
            for other in (use, "unit_prefix")
        }
        return longest[use] > 0 and longest[use] >= longest["unit_prefix"]

    def _vintage(self, read: TokenText, start: int, end: int) -> Vintage | None:
        start, end = self._with_kind(read, start, end)
        for vintage in _VINTAGES:
            suffixed = any(
                self._word(f"{vintage}_suffix", read, end, stop)
                for stop in range(end + 1, end + _LONGEST_SUFFIX + 1)
            )
            if suffixed or self._ends_with(read, start, f"{vintage}_prefix"):
                return vintage
        return None

    def _fills(self, read: TokenText, start: int, end: int, taken: set[int]) -> bool:
        left, right = start, end
        while left > 0 and not _is_broken(read, left - 1):
            left -= 1
        while right < len(read) and not _is_broken(read, right - 1):
            right += 1
        rest = (index for index in range(left, right) if index not in taken)
        return all(self._says_nothing(read.tokens[index].key) for index in rest)

    def _says_nothing(self, key: str) -> bool:
        return key.isdigit() or key in self._quiet

    def _core(self, read: TokenText, start: int, end: int) -> tuple[int, int]:
        """Narrow a range to what is left without words for the kind of unit."""
        for length in (2, 1):
            if self._word("unit_prefix", read, start, start + length) and start + length < end:
                start += length
            if self._word("unit_suffix", read, end - length, end) and end - length > start:
                end -= length
        return start, end

    def _with_kind(self, read: TokenText, start: int, end: int) -> tuple[int, int]:
        """Widen a range by the words for the kind of unit around it."""
        for length in (2, 1):
            if self._word("unit_prefix", read, start - length, start):
                start -= length
                break
        return start, end + self._word("unit_suffix", read, end, end + 1)

    def _word(self, use: str, read: TokenText, start: int, end: int) -> bool:
        """Say whether a range of words is a phrase of some use, not contradicted by its marks."""
        if not 0 <= start < end <= len(read):
            return False
        phrases = self._words.get(use, {}).get(read.keys(start, end), ())
        return any(marks_agree(read.written(start, end), phrase) for phrase in phrases)


def _is_broken(read: TokenText, index: int) -> bool:
    """Say whether a part of an address ends behind the word at an index."""
    return index < 0 or index >= len(read) - 1 or bool(_BREAK.search(read.between(index)))


def _letters(read: TokenText, start: int, end: int) -> int:
    return sum(len(key) for key in read.keys(start, end))


def _by_words(texts: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for text in texts:
        phrases[tuple(words(text).split())].append(text)
    return phrases
