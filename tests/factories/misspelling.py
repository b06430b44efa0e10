"""Names as hurried people, scanners and old programs leave them; knows nothing of the matcher."""

import random
import unicodedata
from collections.abc import Callable

_NEIGHBOURS = {
    "a": "sq",
    "e": "wr",
    "i": "uo",
    "o": "ip",
    "n": "bm",
    "t": "ry",
    "c": "xv",
    "m": "n",
}
_SCANNED = {"l": "1", "o": "0", "m": "rn", "i": "l", "s": "5"}
_LONG_WORD = 6


def without_marks(text: str) -> str:
    """Drop all marks, as a program does that knows ASCII alone."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def in_capitals(text: str) -> str:
    return text.upper()


def decomposed(text: str) -> str:
    """Write marks as letters of their own, as files from some computers have them."""
    return unicodedata.normalize("NFD", text)


def crowded(text: str) -> str:
    """Put blanks, dots and commas where they do not belong."""
    return "  " + text.replace(" ", "  ").replace("Co., Ltd", "CO.,LTD.") + " ."


def swapped_letters(text: str, chance: random.Random) -> str:
    """Swap two letters inside a long word."""
    return _in_long_word(text, chance, lambda w, at: w[:at] + w[at + 1] + w[at] + w[at + 2 :])


def lost_letter(text: str, chance: random.Random) -> str:
    return _in_long_word(text, chance, lambda w, at: w[:at] + w[at + 1 :])


def doubled_letter(text: str, chance: random.Random) -> str:
    return _in_long_word(text, chance, lambda w, at: w[: at + 1] + w[at:])


def wrong_key(text: str, chance: random.Random) -> str:
    """Hit the key beside the right one, in a long word."""
    return _in_long_word(
        text, chance, lambda w, at: w[:at] + _NEIGHBOURS.get(w[at], w[at])[0] + w[at + 1 :]
    )


def scanned(text: str, chance: random.Random) -> str:
    """Read a letter of a long word as its look-alike."""
    return _in_long_word(
        text, chance, lambda w, at: w[:at] + _SCANNED.get(w[at], w[at]) + w[at + 1 :]
    )


def _in_long_word(text: str, chance: random.Random, change: Callable[[str, int], str]) -> str:
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= _LONG_WORD and word.isalpha()]
    if not long:
        return text
    chosen = chance.choice(long)
    word = words[chosen]
    words[chosen] = change(word, chance.randrange(1, len(word) - 2))
    return " ".join(words)


def misspell(text: str, chance: random.Random) -> str:
    """Spoil a name in one way that people and machines do."""
    plain = (without_marks, in_capitals, decomposed, crowded)
    by_chance = (swapped_letters, lost_letter, doubled_letter, wrong_key, scanned)
    if chance.random() < 0.5:
        return chance.choice(plain)(text)
    return chance.choice(by_chance)(text, chance)
