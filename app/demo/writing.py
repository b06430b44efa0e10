"""Habits of real writing: dropped marks, capitals, abbreviations, slips of the keyboard."""

import re
import unicodedata
from collections.abc import Mapping

from app.demo.draws import Draws

_D_STROKE = str.maketrans("đĐ", "dD")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEW_TONES = ("òa", "óa", "ọa", "ỏa", "ùy", "úy", "ủy", "ụy", "òe", "óe")
_OLD_TONES = ("oà", "oá", "oạ", "oả", "uỳ", "uý", "uỷ", "uỵ", "oè", "oé")


def capitalise(text: str) -> str:
    """Raise the first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def without_marks(text: str) -> str:
    """Write Vietnamese as on a keyboard without an input method: "ép nhựa" as "ep nhua"."""
    plain = unicodedata.normalize("NFD", text.translate(_D_STROKE))
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    )


def slug(text: str) -> str:
    """Make a label of a domain name: small Latin letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", without_marks(text).lower())


def with_old_tones(text: str) -> str:
    """Put the tone mark where schoolbooks of before 1984 had it: "hòa" as "hoà"."""
    for new, old in zip(_NEW_TONES, _OLD_TONES, strict=True):
        text = re.sub(rf"(?<![qQ]){new}(?!\w)", old, text)
    return text


def abbreviated(text: str, short_forms: Mapping[str, str], draws: Draws) -> str:
    """Shorten most of the words that have a usual short form."""
    for long, short in short_forms.items():
        if draws.chance(75):
            text = re.sub(rf"\b{long}\b", short, text, flags=re.IGNORECASE)
    return text


def with_typo(text: str, telex: Mapping[str, str], draws: Draws) -> str:
    """Misspell one word of four letters or more; codes and numbers stay."""
    words = [match for match in _WORD.finditer(text) if not match.group().isupper()]
    if not words:
        return text
    word = draws.pick(words)
    return text[: word.start()] + _slip(word.group(), telex, draws) + text[word.end() :]


def _slip(word: str, telex: Mapping[str, str], draws: Draws) -> str:
    """Make one slip: keys of an input method left in, a letter swapped, lost or doubled."""
    raw = [letter for letter in word if letter in telex]
    if raw and draws.chance(40):
        letter = draws.pick(raw)
        return word.replace(letter, telex[letter], 1)
    at = draws.between(1, len(word) - 3)
    kind = draws.below(3)
    if kind == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    return word[: at + 1] + word[at:]
