"""Words of a text with their places in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.reference.text import fold

_TOKEN = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]+"
    r"|[^\W0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"
)
"""A run of Latin letters and digits, or of another script: Chinese is written without spaces."""


_fold_word = lru_cache(maxsize=8192)(fold)
"""Folding that remembers the words met before; addresses repeat them all the time."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        start: Index of its first character.
        end: Index after its last character.
        text: The word as written.
        key: The word folded.
    """

    start: int
    end: int
    text: str
    key: str


class TokenText:
    """A text with its words; characters are those of its NFKC form."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFKC", text)
        self.tokens = tuple(_tokens(self.text))
        self._keys = tuple(token.key for token in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def keys(self, start: int, end: int) -> tuple[str, ...]:
        """Give the folded words from one index up to another."""
        return self._keys[start:end]

    def written(self, start: int, end: int) -> str:
        """Give the text as written from the first word up to the last of a range."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def between(self, index: int) -> str:
        """Give what stands between a word and the next one."""
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]


def words(text: str) -> str:
    """Give the folded words of a text, separated by one space."""
    return " ".join(token.key for token in _tokens(unicodedata.normalize("NFKC", text)))


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        key = _fold_word(match[0])
        if key:
            yield Token(match.start(), match.end(), match[0], key)
