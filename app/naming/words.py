"""The words of a company name, as they were typed and as they are compared."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from app.naming.syllables import is_syllable, read_telex
from app.reference.text import fold, normalise

_REMEMBERED = 65536
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.[ ]?){2,}[^\W\d_]?(?![^\W\d_])")
_APOSTROPHES = re.compile(r"['’`´]")
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZĐ])")
_TRAILING_NUMBER = re.compile(r"([^\W\d_]{3,})(\d{1,3})")
_AMPERSAND = re.compile(r"[&+]")
_SHORTEST_HUMP = 3
_SHORTEST_TELEX = 3
_LONGEST_NAME = 300
"""Letters of a name that are read; registered names stay far below."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Attributes:
        typed: As it was written.
        marked: Comparison form with its Vietnamese marks.
        folded: Search key, without marks.
        is_marked: Whether it was typed with Vietnamese marks.
        is_upper: Whether it was typed in capitals.
        is_syllable: Whether it has the form of a Vietnamese syllable.
    """

    typed: str
    marked: str
    folded: str
    is_marked: bool
    is_upper: bool
    is_syllable: bool

    def __hash__(self) -> int:
        return hash(self.typed)


def read_words(text: str) -> tuple[Word, ...]:
    """Cut a name into its words.

    Dotted abbreviations are joined ("J.S.C."), joined ones with humps are cut ("MinhPhát"), and
    "&" is left out.
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST_NAME])
    text = _AMPERSAND.sub(" ", _APOSTROPHES.sub("", text))
    text = _DOTTED.sub(_join_dotted, text)
    return tuple(_word(part) for word in _WORD.findall(text) for part in _parts(word))


def _join_dotted(match: re.Match[str]) -> str:
    return match[0].replace(".", "").replace(" ", "") + " "


def _parts(word: str) -> list[str]:
    numbered = _TRAILING_NUMBER.fullmatch(word)
    if numbered:
        return [*_parts(numbered[1]), numbered[2]]
    humps = _HUMP.split(word)
    if len(humps) > 1 and all(len(hump) >= _SHORTEST_HUMP for hump in humps):
        return humps
    return [word]


@lru_cache(maxsize=_REMEMBERED)
def _word(typed: str) -> Word:
    marked, folded = normalise(typed), fold(typed)
    syllable = is_syllable(folded)
    is_marked = marked != folded
    return Word(typed, marked, folded, is_marked, typed.isupper(), syllable)


@lru_cache(maxsize=_REMEMBERED)
def read_as_telex(word: Word) -> Word:
    """Give the word that a Telex keyboard meant ("Phats" is "Phát"); else the word itself."""
    if word.is_syllable or word.is_marked or len(word.folded) < _SHORTEST_TELEX:
        return word
    meant = read_telex(word.folded)
    if meant is None:
        return word
    folded = fold(meant)
    return Word(word.typed, meant, folded, meant != folded, word.is_upper, is_syllable=True)
