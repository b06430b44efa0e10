"""Typing errors in distinctive words."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from app.naming.lexicon import load_lexicon
from app.naming.syllables import is_syllable

LONG_WORD = 7
"""Letters from which one wrong letter is rather an error than another name."""

_VERY_LONG_WORD = 10
_SHORTEST_TYPO = 4
_REMEMBERED = 65536
_LOOKALIKES = str.maketrans({"0": "o", "1": "l", "5": "s", "8": "b"})


@lru_cache(maxsize=_REMEMBERED)
def is_typo(a: str, b: str) -> bool:
    """Say whether two different words are likely one, mistyped.

    Two words that both exist are two words: "Phát" and "Phú", "Sunrise" and "Sunshine". In a short
    word a changed letter makes another name, while letters that are swapped, doubled or look alike
    are slips of the hand or of a reader.
    """
    shorter = min(len(a), len(b))
    if shorter < _SHORTEST_TYPO or (exists(a) and exists(b)):
        return False
    distance = OSA.distance(a, b, score_cutoff=2)
    if distance == 1:
        lost = len(a) != len(b) and shorter + 1 >= LONG_WORD
        return lost or shorter >= LONG_WORD or is_slip(a, b) or exists(a) != exists(b)
    return distance == 2 and shorter >= _VERY_LONG_WORD and a[0] == b[0]  # noqa: PLR2004


def exists(word: str) -> bool:
    """Say whether a folded word is known: a Vietnamese syllable or a word of the dictionary."""
    return is_syllable(word) or word in load_lexicon().known or word in load_lexicon().english


def is_slip(a: str, b: str) -> bool:
    """Say whether letters were swapped, doubled or taken for ones that look alike."""
    if a.translate(_LOOKALIKES) == b.translate(_LOOKALIKES) or sorted(a) == sorted(b):
        return True
    short, long = sorted((a, b), key=len)
    return any(
        long[i] == long[i - 1] and long[:i] + long[i + 1 :] == short for i in range(1, len(long))
    )
