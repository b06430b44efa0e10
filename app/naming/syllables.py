"""Vietnamese syllables: which words are one, how much one proves, and what a keyboard left."""

import re
import unicodedata
from functools import cache, lru_cache

from app.naming.data_files import read_data
from app.reference.text import fold, normalise

FREQUENT_BITS = 4.5
"""Evidence of a syllable that one company in twenty has in its name."""

COMMON_BITS = 6.0
"""Evidence of a syllable that is usual in names."""

RARE_BITS = 8.0
"""Evidence of a syllable that is seldom met in names."""

FOREIGN_BITS = 7.0
"""Evidence of a short word that is no Vietnamese syllable; each letter adds `LETTER_BITS`."""

LETTER_BITS = 0.7
_REMEMBERED = 65536

_INITIALS = "ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x|"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|"
    "ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oat|oay|oc|oe|"
    "oen|oeo|oet|oi|om|on|ong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|uoc|uoi|uom|"
    "uon|uong|uop|uot|uou|uu|um|un|ung|up|ut|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|uo|y"
)
_SYLLABLE = re.compile(rf"(?:{_INITIALS})(?:{_RHYMES})|y(?:em|en|et|eu)")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_FINAL_Y = re.compile(r"(?<=[hklmqstv])y$")
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX_LETTERS = (
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VOWEL = re.compile(r"[aeiouyâăêôơư]")


@lru_cache(maxsize=_REMEMBERED)
def is_syllable(folded: str) -> bool:
    """Say whether a folded word has the form of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def is_stopped(folded: str) -> bool:
    """Say whether a syllable ends in a stop: without a tone mark it was typed in haste."""
    return _STOPPED.search(folded) is not None


def same_sound(folded: str) -> str:
    """Give the form in which "Mỹ" and "Mĩ", "Quý" and "Quí" are one."""
    return _FINAL_Y.sub("i", folded.replace("quy", "qui"))


@lru_cache(maxsize=_REMEMBERED)
def bits_of(folded: str) -> float:
    """Give the evidence that a word shared by two names holds, in bits."""
    frequent, common = _tiers()
    if folded in frequent:
        return FREQUENT_BITS
    if folded in common:
        return COMMON_BITS
    if is_syllable(folded):
        return RARE_BITS
    return FOREIGN_BITS + LETTER_BITS * len(folded)


def is_name_syllable(folded: str) -> bool:
    """Say whether a folded syllable is usual in names of companies."""
    frequent, common = _tiers()
    return folded in frequent or folded in common


@lru_cache(maxsize=_REMEMBERED)
def is_usual(marked: str) -> bool:
    """Say whether a syllable, with just these marks, is usual in names of companies."""
    return marked in _usual()


@lru_cache(maxsize=_REMEMBERED)
def read_telex(folded: str) -> str | None:
    """Give the syllable that a Telex keyboard meant ("phats" is "phát"), or None."""
    letters = folded
    for typed, meant in _TELEX_LETTERS:
        letters = letters.replace(typed, meant)
    tone = _TELEX_TONES.get(letters[-1:], "")
    if tone:
        letters = letters[:-1]
    vowels = list(_VOWEL.finditer(letters))
    if letters == folded or not vowels or not is_syllable(fold(letters)):
        return None
    seat = _seat_of_tone(letters, vowels)
    return normalise(unicodedata.normalize("NFC", letters[: seat + 1] + tone + letters[seat + 1 :]))


def _seat_of_tone(letters: str, vowels: list[re.Match[str]]) -> int:
    for vowel in reversed(vowels):
        if vowel[0] in "âăêôơư":
            return vowel.start()
    is_open = vowels[-1].end() == len(letters)
    return vowels[-2 if is_open and len(vowels) > 1 else -1].start()


@cache
def _tiers() -> tuple[frozenset[str], frozenset[str]]:
    data = read_data("syllables")
    frequent, common = (frozenset(map(fold, data[key].split())) for key in ("frequent", "common"))
    return frequent, common - frequent


@cache
def _usual() -> frozenset[str]:
    data = read_data("syllables")
    return frozenset(normalise(word) for text in data.values() for word in text.split())
