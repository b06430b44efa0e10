"""A small grammar for bilingual phrases: `máy ép <50/80> tấn | press $1 t`.

`|` parts Vietnamese from English, `<a/b>` is a choice, `$1` on the English side repeats the
first choice. Without an English side both languages share the text.
"""

import re
from dataclasses import dataclass
from typing import Literal

from app.demo.draws import Draws

Lang = Literal["vi", "en"]

_CHOICE = re.compile(r"<([^<>]*)>")
_REFERENCE = re.compile(r"\$(\d)")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in both languages; numbers in the parts point at choices."""

    vi: tuple[str | int, ...]
    en: tuple[str | int, ...]
    choices: tuple[tuple[str, ...], ...]

    def render(self, draws: Draws, lang: Lang, low: int = 0, high: int = 100) -> str:
        """Write the phrase out, drawing its choices.

        Args:
            draws: Source of chance.
            lang: Language to write in.
            low: Where in a list of choices to begin, in percent; lists rise with size.
            high: Where to end.
        """
        chosen = [
            options[
                draws.between((len(options) - 1) * low // 100, (len(options) - 1) * high // 100)
            ]
            for options in self.choices
        ]
        if lang == "en":
            chosen = [_english_number(text) for text in chosen]
        parts = self.vi if lang == "vi" else self.en
        return "".join(part if isinstance(part, str) else chosen[part] for part in parts)


def parse_phrases(text: str) -> tuple[Phrase, ...]:
    """Read phrases separated by ";"."""
    return tuple(parse_phrase(part.strip()) for part in text.split(";") if part.strip())


def parse_phrase(text: str) -> Phrase:
    """Read one phrase."""
    vietnamese, bar, english = (part.strip() for part in text.partition("|"))
    pieces = _CHOICE.split(vietnamese)
    choices = tuple(tuple(piece.split("/")) for piece in pieces[1::2])
    vi = tuple(index // 2 if index % 2 else piece for index, piece in enumerate(pieces))
    if bar:
        found = _REFERENCE.split(english)
        en = tuple(int(piece) - 1 if index % 2 else piece for index, piece in enumerate(found))
    else:
        en = tuple(part if isinstance(part, int) else _english_number(part) for part in vi)
    return Phrase(vi, en, choices)


def _english_number(text: str) -> str:
    """Turn 0,05 into 0.05 and 300.000 into 300,000."""
    if _THOUSANDS.fullmatch(text):
        return text.replace(".", ",")
    return _DECIMAL_COMMA.sub(".", text)
