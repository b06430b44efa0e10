"""Every word that the suppliers use, numbered, and which of them answer a word that is asked.

Words are compared once with each other word that occurs, not with each supplier: what a question
costs grows with the vocabulary. The answers are remembered, and when new words come, only these
are looked at.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import getsizeof

import numpy as np

from app.reading.side import letters_of
from app.reading.word_answers import WordAnswer, errors_forgiven, is_near, same_letters_answer

_REMEMBERED = 20_000
"""Words asked for that are kept in memory before the memory starts anew."""

_LETTERS = 31
"""Letters are told apart by their last five bits, one bit of a mask for each."""


@dataclass(slots=True)
class _Known:
    """What is known of a word that was asked for.

    Attributes:
        seen: How many of the numbered words were looked at.
        numbers: The words that answer it.
        answers: How each of them does.
    """

    seen: int = 0
    numbers: list[int] = field(default_factory=list)
    answers: list[WordAnswer] = field(default_factory=list)


@dataclass(slots=True)
class _Bucket:
    """Words with the same first letter, and which letters they have."""

    numbers: "array[int]" = field(default_factory=lambda: array("i"))
    letters: "array[int]" = field(default_factory=lambda: array("I"))

    def near(self, letters: int, errors: int, seen: int) -> list[int]:
        """Return the new words whose letters differ so little that the words may be near."""
        first = bisect_left(self.numbers, seen)
        known = np.frombuffer(self.letters, np.uint32)[first:]
        differing = np.bitwise_count(known ^ np.uint32(letters))
        return [self.numbers[first + place] for place in (differing <= 2 * errors).nonzero()[0]]


class Lexicon:
    """The words of all suppliers of an index; a word keeps its number for good."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._is_listed = bytearray()
        self._by_letters: dict[str, int | tuple[int, ...]] = {}
        self._unlisted: dict[str, _Bucket] = defaultdict(_Bucket)
        self._known: dict[str, _Known] = {}

    def __len__(self) -> int:
        return len(self._words)

    def number(self, word: str, letters: str, *, is_listed: bool) -> int:
        """Return the number of a supplier's word, giving it one if it is new.

        Args:
            word: The word with its marks.
            letters: The word without marks, as `fold` gives it.
            is_listed: Whether the vocabulary has it; only others can be misspelt.
        """
        alike = self._alike(letters)
        for number in alike:
            if self._words[number] == word and self._is_listed[number] == is_listed:
                return number
        number = len(self._words)
        self._words.append(word)
        self._is_listed.append(is_listed)
        letters = word if letters == word else letters
        self._by_letters[letters] = (*alike, number) if alike else number
        if not is_listed and word.isalpha():
            bucket = self._unlisted[word[0]]
            bucket.numbers.append(number)
            bucket.letters.append(_mask(word))
        return number

    def answers(self, word: str) -> tuple[list[int], list[WordAnswer]]:
        """Return the suppliers' words that answer a word, and how each of them does."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[word] = _Known()
        if known.seen < len(self._words):
            self._look(word, known)
        return known.numbers, known.answers

    def nbytes(self) -> int:
        """Return about how much memory the words take, in bytes."""
        texts = sum(map(getsizeof, self._words))
        keys = sum(getsizeof(letters) for letters in self._by_letters if not letters.isascii())
        numbers = sum(map(getsizeof, self._by_letters.values()))
        buckets = sum(
            getsizeof(bucket.numbers) + getsizeof(bucket.letters)
            for bucket in self._unlisted.values()
        )
        tables = (self._words, self._is_listed, self._by_letters, self._unlisted)
        return texts + keys + numbers + buckets + sum(map(getsizeof, tables))

    def _alike(self, letters: str) -> tuple[int, ...]:
        found = self._by_letters.get(letters, ())
        return (found,) if isinstance(found, int) else found

    def _look(self, word: str, known: _Known) -> None:
        """Compare a word with the words that came since it was last asked for."""
        alike = self._alike(letters_of(word))
        for number in alike[bisect_left(alike, known.seen) :]:
            known.numbers.append(number)
            known.answers.append(same_letters_answer(word, self._words[number]))
        for number in self._misspelt(word, known.seen):
            if number not in alike and is_near(word, self._words[number]):
                known.numbers.append(number)
                known.answers.append(WordAnswer.MISSPELT)
        known.seen = len(self._words)

    def _misspelt(self, word: str, seen: int) -> Iterator[int]:
        """Return the new words that may be misspellings of a word."""
        errors = errors_forgiven(len(word))
        bucket = self._unlisted.get(word[0]) if word.isalpha() and errors > 0 else None
        if bucket is not None and bucket.numbers[-1] >= seen:
            yield from bucket.near(_mask(word), errors, seen)


def _mask(word: str) -> int:
    """Return which letters a word has: one error changes at most two of them."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & _LETTERS)
    return mask
