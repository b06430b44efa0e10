"""Vietnamese marks of two spellings of one syllable."""

import unicodedata
from functools import lru_cache
from typing import Literal

from app.naming.syllables import is_name_syllable, is_stopped, is_usual
from app.naming.words import Word
from app.reference.text import marks_agree

Marks = Literal["equal", "left_out", "confused", "disagree"]

_REMEMBERED = 65536
_HOOK, _TILDE = "\u0309", "\u0303"


def compare_marks(a: Word, b: Word, *, a_is_careful: bool, b_is_careful: bool) -> Marks:
    """Compare the marks of two words that are the same without them.

    Args:
        a: A word of the first name.
        b: The word of the second name.
        a_is_careful: Whether the first name was typed with marks, so that a word without marks was
            meant to have none.
        b_is_careful: The same of the second name.

    Returns:
        "equal"; "left_out" when one side has no marks or fewer; "confused" when they differ as
        people who speak alike write them ("Vỉnh" for "Vĩnh"); "disagree" when they make another
        word ("Hùng", "Hưng").
    """
    if a.marked == b.marked:
        return "equal"
    if a.is_marked and b.is_marked:
        return _compare_typed(a.marked, b.marked, are_careful=a_is_careful and b_is_careful)
    bare = a if b.is_marked else b
    bare_is_meant = a_is_careful if bare is a else b_is_careful
    if not bare_is_meant or is_stopped(bare.folded) or not is_name_syllable(bare.folded):
        return "left_out"
    return "disagree" if is_usual(bare.marked) else "left_out"


@lru_cache(maxsize=_REMEMBERED)
def _compare_typed(a: str, b: str, *, are_careful: bool) -> Marks:
    first, second = (unicodedata.normalize("NFD", text).replace(_HOOK, _TILDE) for text in (a, b))
    if first == second:
        return "confused"
    if marks_agree(a, b) or marks_agree(b, a):
        return "disagree" if are_careful else "left_out"
    return "disagree"
