"""Telephone numbers in one form, however they were written."""

import re
from collections.abc import Iterable
from functools import lru_cache

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_possible_number
from phonenumbers import parse as parse_number

REMEMBERED = 50_000
"""Numbers that are kept read."""

_SEVERAL = re.compile(r"[,;/|\n]|\s-\s")
"""What separates numbers in one cell."""


def read_phones(texts: Iterable[str | None], country: str) -> frozenset[str]:
    """Return the numbers of some cells in the international form (E.164).

    Args:
        texts: Cells, each with one number or several.
        country: Where a number without country code is from, ISO 3166-1 alpha-2.
    """
    found = (_read_one(piece, country) for text in texts if text for piece in _SEVERAL.split(text))
    return frozenset(number for number in found if number is not None)


@lru_cache(maxsize=REMEMBERED)
def _read_one(text: str, country: str) -> str | None:
    try:
        number = parse_number(text, country)
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164) if is_possible_number(number) else None
