"""Texts cut into words: what was typed, how it is compared, and what stands between."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from app.reading.vocabulary import read_grammar
from app.reference.category_terms import spelling_key
from app.reference.text import fold, normalise

_CJK = "\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = f"[{_CJK}]|\\d+(?:[.,]\\d+)+|(?:(?![{_CJK}_])[\\w\u0300-\u036f])+"
"""A Chinese, Japanese or Korean character, a number, or a run of letters and digits."""

_LETTER = rf"[^\W\d_{_CJK}]"
"""A letter of a word that is longer than one Chinese, Japanese or Korean character."""

_WORDS = re.compile(_WORD)
_PIECES = re.compile(rf"(?P<word>{_WORD})|\S|\n")
"""A word, or a sign."""

_IS_CJK = re.compile(f"[{_CJK}]")
_PLURALS = (("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"))
"""English plurals that do not lose just an s."""

_PARTICIPLE_LENGTH = 6
"""Shortest word whose -ed is read as the -ing of its process: "machined" as "machining"."""

_PARTICIPLES: Mapping[str, str] = {
    "cast": "casting",
    "cut": "cutting",
    "drawn": "drawing",
    "bent": "bending",
    "spun": "spinning",
}
"""Participles without -ed, and their processes: "die cast parts" come from die casting."""

_REMEMBERED_WORDS = 100_000
"""Words kept in memory."""

_SHORT_WORD = 2
"""A full stop after a word of so many letters or fewer marks an abbreviation."""

_MOST_SMALL = 0.2
"""Share of small letters up to which a text counts as written in capitals."""

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?"
)
"""The letters of a Vietnamese syllable without its marks."""


class Break(IntEnum):
    """What stands before a word, from the weakest to the strongest."""

    NONE = 0
    """A space."""
    JOINT = 1
    """A hyphen or apostrophe inside a word."""
    SLASH = 2
    """A slash: one or the other."""
    PARENTHESIS = 3
    """An opening or closing parenthesis."""
    COMMA = 4
    TIGHT_COMMA = 5
    """A comma without a space after it."""
    DASH = 6
    COLON = 7
    SENTENCE = 8
    """A full stop, semicolon, line or bullet."""


_SIGNS: Mapping[str, Break] = {
    **dict.fromkeys("-'’‐‑·.", Break.JOINT),
    **dict.fromkeys("/／", Break.SLASH),
    **dict.fromkeys("()[]（）【】「」『』<>《》", Break.PARENTHESIS),
    **dict.fromkeys(",，、+", Break.COMMA),
    **dict.fromkeys("–—―_=", Break.DASH),
    **dict.fromkeys(":：", Break.COLON),
    **dict.fromkeys(";；。!！?？\n|•●○■□▪►▶➤➢➞➟→↝✓✔√☑✚✥✾❖♦★*#", Break.SENTENCE),
}
_ENDS = re.compile(
    f"[{re.escape(''.join(sign for sign, kind in _SIGNS.items() if kind is Break.SENTENCE))}]"
    rf"|(?<={_LETTER}{_LETTER}{_LETTER})\.(?=\s)"
)
"""Signs behind which a sentence begins: a full stop is one behind a word that is not short."""

_SILENT = frozenset("\"“”'®™©°%‰$€£&~^`´{}\\@")


class Token(NamedTuple):
    """A word, or one Chinese, Japanese or Korean character.

    Attributes:
        shown: As it stands in the text.
        typed: Spelled one way and in the singular, with the marks that were typed.
        key: The same without marks.
        gap: What stands before it (`Break`).
        cjk: Whether it is a Chinese, Japanese or Korean character.
        vietnamese: How much it looks Vietnamese (positive) or foreign (negative).
    """

    shown: str
    typed: str
    key: str
    gap: Break
    cjk: bool
    vietnamese: int

    @property
    def is_participle(self) -> bool:
        """Whether it is an English participle: "welded", "powder coated"."""
        return len(self.shown) >= _PARTICIPLE_LENGTH and self.shown.casefold().endswith("ed")


def cut_text(text: str) -> list[str]:
    """Cut a text where a sentence ends for sure, whatever stands around it.

    Args:
        text: Any text, in any Unicode normal form.

    Returns:
        The pieces, normalised (NFKC): one sentence each, or a few. What one says depends on the
        others only by how the whole text is written.
    """
    return [piece for piece in _ENDS.split(unicodedata.normalize("NFKC", text)) if piece.strip()]


def tokenise(piece: str) -> tuple[Token, ...]:
    """Cut a piece of text into words and into Chinese, Japanese and Korean characters.

    Args:
        piece: What `cut_text` returned.

    Returns:
        The words with what stands between them.
    """
    return tuple(_tokens(piece))


def count_cases(piece: str) -> tuple[int, int]:
    """Return how many small and how many capital letters a piece of text has."""
    return sum(map(str.islower, piece)), sum(map(str.isupper, piece))


def is_in_capitals(small: int, great: int) -> bool:
    """Say whether a text with so many small and capital letters is written in capitals."""
    return great > 0 and small <= (small + great) * _MOST_SMALL


class Word(NamedTuple):
    """The forms of a word: with the marks that were typed, without, and what it looks like.

    Attributes:
        typed: Spelled one way and in the singular, with the marks that were typed.
        key: The same without marks.
        cjk: Whether it is a Chinese, Japanese or Korean character.
        vietnamese: How much it looks Vietnamese (positive) or foreign (negative).
    """

    typed: str
    key: str
    cjk: bool
    vietnamese: int


def words_of(text: str) -> list[Word]:
    """Cut a listed phrase into words; quicker than `tokenise`, which also notes the signs."""
    pieces = _WORDS.findall(unicodedata.normalize("NFKC", text))
    return [word for word in map(_word, pieces) if word.key]


@lru_cache(maxsize=_REMEMBERED_WORDS)
def is_syllable(word: str) -> bool:
    """Say whether a word has the letters of a Vietnamese syllable, and no marks."""
    return _SYLLABLE.fullmatch(word) is not None


def _tokens(written: str) -> Iterator[Token]:
    gap, end, last_sign_end = Break.SENTENCE, 0, -1
    previous = ""
    for match in _PIECES.finditer(written):
        piece = match[0]
        if match.lastgroup is None:
            spaced = match.start() > end
            gap = max(gap, _break_of(piece, written, match, previous, spaced=spaced))
            last_sign_end, end = match.end(), match.end()
            continue
        word = _word(piece)
        if word.key:
            if gap == Break.COMMA and match.start() == last_sign_end and not word.cjk:
                gap = Break.TIGHT_COMMA
            yield Token(piece, word.typed, word.key, gap, word.cjk, word.vietnamese)
            gap, previous = Break.NONE, piece
        end = match.end()


def _break_of(
    sign: str, written: str, match: re.Match[str], previous: str, *, spaced: bool
) -> Break:
    """Say what a sign separates; a hyphen between spaces is a dash, a full stop may be a point."""
    if sign in _SILENT:
        return Break.NONE
    kind = _SIGNS.get(sign, Break.NONE)
    if kind is not Break.JOINT:
        return kind
    followed = match.end() >= len(written) or written[match.end()].isspace()
    if sign == ".":
        return Break.SENTENCE if followed and len(previous) > _SHORT_WORD else Break.JOINT
    doubled = written[match.end() : match.end() + 1] == sign
    return Break.DASH if doubled or (spaced and followed) else Break.JOINT


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _word(piece: str) -> Word:
    if _IS_CJK.match(piece):
        character = piece.translate(_same_characters())
        return Word(character, character, cjk=True, vietnamese=0)
    if piece.isascii() and piece.isalnum():
        typed = key = piece.lower()
    else:
        typed, key = normalise(piece).replace(" ", ""), fold(piece).replace(" ", "")
    marked = typed != key
    if not marked:
        typed = key = _respelled(key)
    return Word(typed, key, cjk=False, vietnamese=_vietnamese(key, marked=marked))


@cache
def _same_characters() -> dict[int, str]:
    """Return the character that stands for each of those with one meaning."""
    return {ord(other): row[0] for row in read_grammar().han for other in row[1:]}


def _respelled(word: str) -> str:
    """Give the singular of an English word in American spelling, a participle as its process."""
    for plural, singular in _PLURALS:
        if word.endswith(plural) and len(word) > len(plural) + 1:
            word = word.removesuffix(plural) + singular
            break
    word = spelling_key(word)
    for british, american in (("ised", "ized"), ("ising", "izing"), ("isation", "ization")):
        if word.endswith(british):
            word = word.removesuffix(british) + american
    if word in _PARTICIPLES:
        return _PARTICIPLES[word]
    if len(word) >= _PARTICIPLE_LENGTH and word.endswith("ed") and not word.endswith("eed"):
        word = word.removesuffix("ed") + "ing"
    return word


def _vietnamese(key: str, *, marked: bool) -> int:
    """Judge a word by its letters: marks are sure, a syllable is likely, the rest is foreign."""
    if marked:
        return 3
    if not key.isalpha():
        return 0
    return 1 if is_syllable(key) else -1
