"""Categories that are written as free text: kept as texts where it is clear what they speak of."""

from functools import lru_cache

from app.core.i18n import Text
from app.reading import load_reader
from app.reference import load_reference

KEPT_AS_TEXT = Text(
    "No category has this name. The words are kept as a text, and read as {en}; they decide"
    " nothing about eligibility.",
    "Không có ngành hàng nào mang tên này. Nội dung được giữ dưới dạng văn bản và hiểu là {vi};"
    " không dùng để xét điều kiện.",
)
KEPT = "category_kept_as_text"

_LEAST_CONFIDENCE = 700
"""Least confidence (0..1000) of a reading that lets a text stand without being asked about."""

_REMEMBERED = 4096


@lru_cache(_REMEMBERED)
def category_read(text: str) -> str | None:
    """Return the code of the category that a text surely speaks of without naming one.

    Returns:
        The code; None for the name or code of a category, for one of several, and for a text of
        which it is not clear what it speaks of.
    """
    if not text:
        return None
    found = load_reference().categories.resolve(text, suggest=False)
    if found.key is not None or found.candidates:
        return None
    best = next(iter(load_reader().classify(text)), None)
    return best.code if best is not None and best.confidence >= _LEAST_CONFIDENCE else None


def category_label(code: str) -> Text:
    """Return the name of a category with its code."""
    category = load_reference().categories[code]
    return Text(f"{category.name_en} ({code})", f"{category.name_vi} ({code})")
