"""Normal forms of names and texts: search keys, never what is stored or shown.

Two forms are used side by side. `fold` forgets Vietnamese marks, so that a text typed without
them is still found; `normalise` keeps them, so that "tủ điện" (cabinet) and "tụ điện" (capacitor),
which fold to the same key, can be told apart when somebody did type them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

_STROKE = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d"})
"""D with stroke, and the Icelandic eth that stands for it in lists made with old fonts."""

_ETH = str.maketrans({"ð": "đ"})

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below: the five written Vietnamese tones."""

_TONE_ON_SECOND_VOWEL = re.compile(
    r"o([àáảãạ])(?![^\W\d_])|o([èéẻẽẹ])(?![^\W\d_])|(?<!q)u([ỳýỷỹỵ])(?![^\W\d_])"
)
_TONE_ON_Q_GLIDE = re.compile(r"(?<=q)([ùúủũụ])y(?![^\W\d_])")
_REMEMBERED_WORDS = 8192
"""Pairs of words kept in memory: Vietnamese has about 7,000 syllables in all."""

_MAX_PASSES = 8
"""Passes after which a normal form is taken as it is; three suffice for all of Unicode tried."""


class _FoldTable(dict[int, str]):
    """Translation of one character to its folded form, computed when first met."""

    def __missing__(self, codepoint: int) -> str:
        character = chr(codepoint)
        base, *marks = tuple(unicodedata.normalize("NFD", character))
        letter = base if marks and base.isascii() else character
        if "\u0300" <= character <= "\u036f":
            folded = ""
        elif letter.isalnum() or letter == "_":
            folded = letter
        else:
            folded = " "
        self[codepoint] = folded
        return folded


class _PunctuationTable(dict[int, str]):
    """Translation of punctuation to a space; letters, digits and combining marks stay."""

    def __missing__(self, codepoint: int) -> str:
        character = chr(codepoint)
        stays = character.isalnum() or character == "_" or unicodedata.category(character) == "Mn"
        self[codepoint] = character if stays else " "
        return self[codepoint]


_FOLD = _FoldTable()
_PUNCTUATION = _PunctuationTable()


def fold(text: str) -> str:
    """Give the search key of a text: without case, Vietnamese marks and punctuation.

    Marks are taken from Latin letters only. Kana keep their dakuten (バルブ is a valve, パルプ is
    pulp) and Hangul syllables stay whole. Runs of punctuation and space become one space.

    Args:
        text: Any text, in any Unicode normal form.

    Returns:
        The key; empty when the text holds no letter and no digit. Folding a key changes nothing.
    """
    return _settle(text, _fold_once)


def normalise(text: str) -> str:
    """Give the comparison form of a text that keeps its Vietnamese marks.

    Case, compatibility forms, punctuation and the two ways of placing a tone mark ("hoà" and
    "hòa", "thuý" and "thúy") are made one.

    Args:
        text: Any text, in any Unicode normal form.

    Returns:
        The comparison form, composed (NFC). Normalising it again changes nothing.
    """
    return _settle(text, _normalise_once)


def marks_agree(typed: str, known: str) -> bool:
    """Say whether a typed text may be a hasty way of writing a known one.

    Marks that were left out do no harm ("tu dien" may be "tủ điện"); marks that contradict do
    ("tủ điện" is not "tụ điện", "kẹo" is not "keo"). Tones are compared by word, since they are
    placed on different vowels; the other marks by letter.

    Args:
        typed: What somebody wrote.
        known: The name or synonym it is compared with.

    Returns:
        True when both have the same letters and every typed mark is also in the known text.
    """
    if typed == known:
        return True
    typed_words, known_words = normalise(typed).split(), normalise(known).split()
    return len(typed_words) == len(known_words) and all(
        _word_agrees(*pair) for pair in zip(typed_words, known_words, strict=True)
    )


def _settle(text: str, once: Callable[[str], str]) -> str:
    """Apply a normal form until it changes nothing (plain ASCII is settled after one pass)."""
    for _ in range(_MAX_PASSES):
        before, text = text, once(text)
        if text.isascii() or text == before:
            break
    return text


def _fold_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).translate(_STROKE).casefold().translate(_FOLD)
    return " ".join(folded.split())


def _normalise_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_ETH)
    text = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION)
    text = _TONE_ON_SECOND_VOWEL.sub(_tone_on_first_vowel, text)
    text = _TONE_ON_Q_GLIDE.sub(_tone_on_y, text)
    return " ".join(text.split())


def _tone_on_first_vowel(match: re.Match[str]) -> str:
    first, marked = tuple(match[0])
    second, tone = tuple(unicodedata.normalize("NFD", marked))
    return unicodedata.normalize("NFC", first + tone) + second


def _tone_on_y(match: re.Match[str]) -> str:
    glide, tone = tuple(unicodedata.normalize("NFD", match[1]))
    return glide + unicodedata.normalize("NFC", "y" + tone)


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _word_agrees(typed: str, known: str) -> bool:
    typed_letters, known_letters = list(_letters(typed)), list(_letters(known))
    if [base for base, _ in typed_letters] != [base for base, _ in known_letters]:
        return False
    if not _tones(typed) <= _tones(known):
        return False
    return all(
        typed_marks <= known_marks
        for (_, typed_marks), (_, known_marks) in zip(typed_letters, known_letters, strict=True)
    )


def _tones(word: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFD", word)) & _TONES


def _letters(word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each letter with the marks that change its quality (circumflex, horn, stroke, ...)."""
    for character in word:
        if character == "đ":
            yield "d", frozenset("đ")
            continue
        base, *marks = tuple(unicodedata.normalize("NFD", character))
        if base.isascii():
            yield base, frozenset(marks) - _TONES
        else:
            yield character, frozenset()
