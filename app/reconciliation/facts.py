"""What is compared about a company, beside its names."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from app.reference import load_reference
from app.reference.text import fold

SHORT_TAX_CODES = {9: 10, 12: 13}
"""Lengths of tax codes that lost their leading zero in a spreadsheet, and the right lengths."""

COMPANY_DIGITS = 10
"""The first digits of a branch's tax code are its company's."""


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """A company as reconciliation knows it; only what the asker may see.

    Attributes:
        id: Id of the organization.
        name: Name to show.
        name_en: English name, or None.
        tax_code: Tax code, 10 or 13 digits; None where there is none or it is not shown.
        website: Host of its website, without "www."; None as above.
        provinces: Codes of today's provinces in which it has sites.
        places: Names of these places to show, in Vietnamese.
        types: Ids of its types.
        supplier_id: Id of its supplier profile, if it has one.
        external_id: Its number in the centre's list; None where there is none or it is not shown.
    """

    id: str
    name: str
    name_en: str | None
    tax_code: str | None
    website: str | None
    provinces: frozenset[str]
    places: tuple[str, ...]
    types: frozenset[str]
    supplier_id: str | None
    external_id: str | None

    @property
    def names(self) -> list[str]:
        """All its names."""
        return [self.name] if self.name_en is None else [self.name, self.name_en]

    @property
    def description(self) -> str | None:
        """One line that tells it from others of the same name."""
        parts = [self.name_en, self.tax_code, ", ".join(self.places)]
        return " · ".join(part for part in parts if part) or None


def digits_of_tax_code(text: str) -> str | None:
    """Return the digits of what may be a tax code, with the zero that spreadsheets drop.

    Returns:
        10 or 13 digits; None when the text is no such number. The check digit is not asked for:
        what is compared with stored codes needs none.
    """
    if not re.fullmatch(r"[\d\s.-]+", text.strip()):
        return None
    digits = re.sub(r"\D", "", text)
    digits = digits.zfill(SHORT_TAX_CODES.get(len(digits), 0))
    return digits if len(digits) in SHORT_TAX_CODES.values() and digits.isascii() else None


def host_of(text: str | None) -> str | None:
    """Return the host of a web address, without "www."; None when there is none."""
    if not text:
        return None
    address = text.strip().lower()
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    host = (host or "").removeprefix("www.")
    return host if "." in host else None


@lru_cache(maxsize=4096)
def province_of(text: str) -> str | None:
    """Return the code of today's province that a text names, if it names one."""
    places = load_reference().places
    key = places.resolve(text).key
    return None if key is None else places.current_of(key)


@lru_cache(maxsize=4096)
def search_text(names: tuple[str, ...]) -> str:
    """Return folded names, each word with a space before it."""
    return "".join(f" {fold(name)}" for name in names)
