"""Acronyms of names: initials ("VNS") and blended syllables ("CASUMINA")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from app.naming.lexicon import trade_initials
from app.naming.reading import CompanyName, Reading
from app.naming.words import Word

SHORTEST_INITIALS = 2
LONGEST_INITIALS = 7
_LONGEST_CAPITALS = 4
SURE_INITIALS = 3
"""Letters from which initials that fit all words of a name are hardly chance."""

SHORTEST_BLEND = 5
_FEWEST_PIECES = 3
_REMEMBERED = 20000
_TAILS = ("co", "corp", "jsc", "vn", "vina", "tex", "group")
_OF_TRADE = frozenset({"trade", "modifier", "generic"})
_SILENT = frozenset({"legal", "branch", "number"})


def is_short_form(core: Sequence[Word]) -> bool:
    """Say whether a distinctive part looks like initials: one short word in capitals."""
    if len(core) != 1 or not SHORTEST_INITIALS <= len(core[0].folded) <= LONGEST_INITIALS:
        return False
    word = core[0]
    return word.folded.isalpha() and (word.is_upper or not word.is_syllable)


def is_initialism(core: Sequence[Word]) -> bool:
    """Say whether a distinctive part is initials already, which have no short form."""
    if len(core) != 1 or not core[0].folded.isalpha():
        return False
    word = core[0]
    is_short = word.is_upper and len(word.folded) <= _LONGEST_CAPITALS
    return is_short or not any(letter in "aeiouy" for letter in word.folded)


@lru_cache(maxsize=_REMEMBERED)
def initials_of(name: CompanyName) -> frozenset[str]:
    """Give the initials a name may be shortened to, with and without its words of business."""
    words = [
        (word.folded[0], tag)
        for word, tag in zip(name.words, name.tags, strict=True)
        if tag not in _SILENT
    ]
    dropped: tuple[frozenset[str], ...] = (
        frozenset(),
        frozenset({"generic"}),
        frozenset({"country"}),
        frozenset({"generic", "country"}),
        frozenset({"generic", "country", "modifier"}),
        frozenset({"generic", "country", "place", "region", "modifier", "trade", "filler"}),
        frozenset({"place", "region", "filler"}),
    )
    found = {"".join(letter for letter, tag in words if tag not in drop) for drop in dropped}
    found |= {initials + "c" for initials in found if len(initials) >= SHORTEST_INITIALS}
    return frozenset(initials for initials in found if len(initials) >= SHORTEST_INITIALS)


def blend_pieces(short: str, name: CompanyName) -> int:
    """Count the words of a name whose beginnings make up a coined word, 0 when they do not.

    "CASUMINA" is made of cao, su, miền and nam. Words may be skipped, the order holds, each gives
    two letters or more, and all distinctive words must have given some.
    """
    if len(short) < SHORTEST_BLEND:
        return 0
    words = tuple(
        (word.folded, tag == "core")
        for word, tag in zip(name.words, name.tags, strict=True)
        if tag not in _SILENT
    )
    pieces = max(
        (_count_pieces(stem, words) for stem in _stems(short)),
        default=0,
    )
    return pieces if pieces >= _FEWEST_PIECES else 0


def _stems(short: str) -> Iterator[str]:
    yield short
    for tail in _TAILS:
        stem = short.removesuffix(tail)
        if stem != short and len(stem) >= SHORTEST_BLEND - 1:
            yield stem


@lru_cache(maxsize=_REMEMBERED)
def _count_pieces(short: str, words: tuple[tuple[str, bool], ...]) -> int:
    if not short:
        return 0 if not any(is_core for _, is_core in words) else -len(words) * 9
    if not words:
        return -99
    (word, is_core), rest = words[0], words[1:]
    best = -99 if is_core else _count_pieces(short, rest)
    for length in range(2, len(word) + 1):
        if short[:length] != word[:length]:
            break
        best = max(best, 1 + _count_pieces(short[length:], rest))
    return best


def short_form_of(short: Reading, name: CompanyName) -> int:
    """Say how surely one name is the short form of another.

    Returns:
        The number of words its letters stand for; 0 when it is no short form of it.
    """
    if len(short.core) != 1 or short.core[0].is_marked or is_initialism(name.readings[0].core):
        return 0
    folded = short.core[0].folded
    if is_short_form(short.core) and folded in initials_of(name):
        return len(folded)
    return blend_pieces(folded, name)


def spell_out(reading: Reading, other: CompanyName) -> Reading:
    """Take abbreviations of the other name's trade for that trade: "CK" beside "Cơ khí".

    Args:
        reading: A name, taken apart.
        other: The name it is compared with.

    Returns:
        The reading without the abbreviations among its distinctive words; itself when none is.
    """
    if len(reading.core) == 1:
        return reading
    found = [word for word in reading.core if _abbreviates(word, other)]
    if not found or len(found) == len(reading.core):
        return reading
    core = tuple(word for word in reading.core if word not in found)
    told = other.readings[0]
    return replace(reading, core=core, trades=(*reading.trades, *told.trades, *told.modifiers))


def _abbreviates(word: Word, other: CompanyName) -> bool:
    letters = word.folded
    if not word.is_upper or not SHORTEST_INITIALS <= len(letters) < LONGEST_INITIALS:
        return False
    said = "".join(
        known.folded[0] if tag in _OF_TRADE else " "
        for known, tag in zip(other.words, other.tags, strict=True)
    )
    return letters in said or any(
        letters in trade_initials().get(entry, ())
        for unit in other.readings[0].trades
        for entry in unit.ids
    )
