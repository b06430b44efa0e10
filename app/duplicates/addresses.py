"""An address taken apart as far as it tells companies apart: number, street, park, province."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.reference import load_reference
from app.reference.text import fold

REMEMBERED = 50_000
"""Addresses whose province is kept: finding it takes longer than all the rest."""

_BREAK = re.compile(r"[,;|\n\r()\[\]]|\s[-–—]\s")
_TOKEN = re.compile(r"[a-z0-9]+(?:[/-][a-z0-9]+)*")
_NUMBERED_STREET = re.compile(
    r"\b(?:duong|pho|street|road|str|rd)\s+(?:so\s+|no\s+|truc\s+)*([a-z]{0,2}\d+[a-z]?)\b"
    r"|\b(?:so\s+|no\s+)*(\d+[a-z]?|[a-z]\d+)\s+(?:street|road|st|str|rd)\b"
)
"""A street that has a number for a name ("Đường số 5", "Street No. 5", "D3 Road")."""

_NAMES_STREET = re.compile(r"\d|\b(?:duong|pho|street|road|str|rd)\b")
"""What a part of an address has that names a street, beside its name."""

_PARK = re.compile(
    r"\b(?:khu cong nghiep|khu cong nghe cao|khu che xuat|cum cong nghiep|kcn|kcx|ccn|khu cn"
    r"|industrial (?:park|zone|cluster|estate)|export processing zone|i p|ip|epz|iz)\b"
)
_AREA = re.compile(
    r"^(?:p|q|h|x|tx|tp|tt|kp|phuong|quan|huyen|xa|thi xa|thi tran|thanh pho|tinh|khu pho|ap|xom"
    r"|thon|to dan pho|to|tdp|khu vuc|viet nam|vietnam)\b"
    r"|\b(?:ward|district|dist|commune|town|city|province|hamlet|quarter)\b"
)
_PREMISES_NOISE = frozenset(
    [
        "so",
        "no",
        "number",
        "nha",
        "duong",
        "pho",
        "street",
        "st",
        "str",
        "road",
        "rd",
        "lo",
        "lot",
        "plot",
        "hem",
        "ngo",
        "ngach",
        "d",
        "toa",
        "building",
        "tang",
        "floor",
        "f",
        "lau",
        "va",
        "and",
    ]
)
_PARK_NOISE = frozenset(
    [
        "khu",
        "cong",
        "nghiep",
        "nghe",
        "cao",
        "che",
        "xuat",
        "cum",
        "kcn",
        "kcx",
        "ccn",
        "cn",
        "industrial",
        "park",
        "zone",
        "cluster",
        "estate",
        "export",
        "processing",
        "i",
        "p",
        "ip",
        "epz",
        "iz",
    ]
)
_FRONT = 2
"""Parts at the beginning of an address that may name the street."""

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}


@dataclass(frozen=True, slots=True)
class Address:
    """What of an address tells premises apart.

    Attributes:
        text: The address as written.
        numbers: House and lot numbers.
        street: Words of the street's name; a numbered street by its number.
        park: Words of the industrial park's name.
    """

    text: str
    numbers: frozenset[str]
    street: frozenset[str]
    park: frozenset[str]

    @property
    def premises(self) -> tuple[frozenset[str], ...] | None:
        """What two companies on the same ground share; None where the address is too vague."""
        if not self.numbers or not (self.street or self.park):
            return None
        return (self.numbers, self.park) if self.park else (self.numbers, self.street)

    def shares_street(self, other: "Address") -> bool:
        """Tell whether the other lies in the same street, and park where both name one."""
        if not self.street or self.street != other.street:
            return False
        return not (self.park and other.park) or self.park == other.park


@lru_cache(maxsize=REMEMBERED)
def read_address(text: str) -> Address:
    """Take an address apart."""
    numbers: set[str] = set()
    street: set[str] = set()
    park: set[str] = set()
    for position, part in enumerate(_BREAK.split(text)):
        words = re.sub(r"(?<=[a-z])\.|\.(?=\s|$)", " ", fold(part))
        words = " ".join(words.split())
        if _PARK.search(words):
            park |= _park_words(words)
        elif position < _FRONT and not street and words and not _AREA.search(words):
            _read_premises(words, numbers, street)
    return Address(text, frozenset(numbers), frozenset(street), frozenset(park))


@lru_cache(maxsize=REMEMBERED)
def province_of(address: str) -> str | None:
    """Return the code of today's province that an address names; None where it is not clear."""
    places = load_reference().places
    found = {places.current_of(item.key) for item in places.resolve(address).candidates}
    return found.pop() if len(found) == 1 else None


def _park_words(words: str) -> set[str]:
    tokens = [_ROMAN.get(token, token) for token in _TOKEN.findall(_PARK.sub(" ", words))]
    return {token for token in tokens if token not in _PARK_NOISE}


def _read_premises(words: str, numbers: set[str], street: set[str]) -> None:
    """Add what one part of an address says of number and street."""
    named = _NUMBERED_STREET.search(words)
    if named is not None:
        street.add(named[1] or named[2])
        words = f"{words[: named.start()]} {words[named.end() :]}"
    elif not _NAMES_STREET.search(words):
        return
    for token in _TOKEN.findall(words):
        if any(sign.isdigit() for sign in token):
            numbers.add(token)
        elif token not in _PREMISES_NOISE and named is None:
            street.add(token)
