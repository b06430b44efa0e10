"""Texts in the two languages of the service, and the choice between them."""

from typing import Literal, NamedTuple

Language = Literal["vi", "en"]
DEFAULT_LANGUAGE: Language = "en"


class Text(NamedTuple):
    """One text in English and in Vietnamese; may hold ``str.format`` fields."""

    en: str
    vi: str

    def render(self, language: Language, **params: object) -> str:
        """Return the text in one language with its fields filled in."""
        template = self.vi if language == "vi" else self.en
        return template.format(**params)


def negotiate_language(accept_language: str | None) -> Language:
    """Choose the language from an ``Accept-Language`` header (RFC 9110, 12.5.4).

    Args:
        accept_language: The header's value, or None when the request had none.

    Returns:
        The supported language with the highest quality; English where nothing fits or where
        the header cannot be read. Of two with the same quality the first named wins.
    """
    best: Language = DEFAULT_LANGUAGE
    best_quality = 0.0
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        primary = tag.strip().lower().partition("-")[0]
        quality = _quality(parameters)
        if quality > best_quality and primary in {"vi", "en", "*"}:
            best = "vi" if primary == "vi" else "en"
            best_quality = quality
    return best


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
