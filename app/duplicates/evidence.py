"""Whether two companies are one: every sign for and against it, weighed and in words.

The score is the sum of the contributions, cut to 0..1000. The names give most of it; what the
companies share beside their names raises it, and what tells them apart lowers it. What is not
known of one of them neither raises nor lowers.

Certain are only an equal tax code, an equal number in the same foreign register, or an equal name
together with at least two of: premises, internet domain, telephone number. All else that is
likely is for a person to look at. Two different tax codes, or two different numbers of one
register, are two companies as far as the state is concerned: they weigh more than any other sign.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from app.core.i18n import Text
from app.duplicates import wording
from app.duplicates.addresses import Address, province_of
from app.duplicates.company import Company
from app.naming import FULL_SCORE, SAME_FROM, NameComparison, Verdict
from app.reference.text import fold

__all__ = ["REVIEW_SCORE", "Evidence", "Sign", "Verdict", "weigh"]

REVIEW_SCORE = 800
"""Score from which a person should look at two companies. Names alone are alike more often than
companies are one, so this is more than a name needs to be looked at."""

CERTAIN = 1_000
OTHER_NUMBER = -600
BRANCH_OF_THE_OTHER = 200
SAME_DOMAIN = 180
SAME_PHONE = 200
SAME_PREMISES = 150
SAME_STREET = 30
SHARED_BY_MANY = 30
DIFFERENT_DOMAIN = -80
DIFFERENT_PREMISES = -30
DIFFERENT_PROVINCE = -200
COMMON_NAME = -60
MOST_COMMON = 5
"""For each other company with such a name, up to this many: what many are called tells little."""

DIFFERENT_COUNTRY = -150

WRITTEN_ALIKE = 85
"""Likeness of two names, letter by letter and without marks (rapidfuzz ratio, 0..100), from which
a slip may have made them two."""

ENOUGH_SIGNS = 2
"""Strong signs beside an equal name that make two companies one."""

_CONTRADICTIONS = frozenset({"different_tax_codes", "different_registration_numbers"})
_CERTAINTIES = frozenset({"same_tax_code", "same_registration_number"})
_STRONG = frozenset({"same_domain", "same_phone", "same_premises"})


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign for or against two companies being one.

    Attributes:
        code: Stable name of the sign.
        contribution: What it adds to the score; 0 for words that only explain the sign before.
        text: The sign in words.
    """

    code: str
    contribution: int
    text: Text


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much two companies look like one, and why.

    Attributes:
        score: 0 (nothing in common) to 1000.
        verdict: ``same`` (certain), ``review`` (for a person to look at) or ``different``.
        signs: Why, the names first.
    """

    score: int
    verdict: Verdict
    signs: tuple[Sign, ...]


IsShared = Callable[[str, object], bool]
"""Tells whether a ``domain``, ``phone`` or ``premises`` belongs to more companies than one can
be: a business centre, an accountant's telephone."""


def weigh(
    left: Company,
    right: Company,
    names: NameComparison,
    is_shared: IsShared,
    *,
    namesakes: int = 0,
) -> Evidence:
    """Weigh all that speaks for and against two companies being one.

    Args:
        left: The one.
        right: The other.
        names: How their names compare, the two that are most alike.
        is_shared: What many share says little.
        namesakes: How many other registered companies have a name like theirs.
    """
    signs = [
        *_signs_of_names(left, right, names, namesakes),
        *_signs_of_numbers(left, right, names.score),
        *_signs_of_domains(left, right, is_shared),
        *_signs_of_phones(left, right, is_shared),
        *_signs_of_addresses(left, right, is_shared),
    ]
    signs += _signs_that_remain(left, right, signs)
    return _judge(names, tuple(signs))


def _judge(names: NameComparison, signs: tuple[Sign, ...]) -> Evidence:
    score = max(0, min(FULL_SCORE, sum(sign.contribution for sign in signs)))
    codes = {sign.code for sign in signs}
    if codes & _CERTAINTIES:
        return Evidence(FULL_SCORE, "same", signs)
    is_certain = (
        names.score >= SAME_FROM
        and len(codes & _STRONG) >= ENOUGH_SIGNS
        and not codes & _CONTRADICTIONS
        and "branch" not in codes
    )
    if is_certain:
        return Evidence(score, "same", signs)
    return Evidence(score, "review" if score >= REVIEW_SCORE else "different", signs)


def _signs_of_names(
    left: Company, right: Company, names: NameComparison, namesakes: int
) -> Iterator[Sign]:
    if not left.names or not right.names:
        return
    yield _sign("names", names.score, wording.NAMES, left=left.names[0], right=right.names[0])
    for reason in names.reasons:
        yield Sign(f"names_{reason.code}", 0, Text(*reason.text))
    if namesakes > 0 and names.score >= SAME_FROM:
        weight = COMMON_NAME * min(namesakes, MOST_COMMON)
        yield _sign("common_names", weight, wording.COMMON_NAMES, count=namesakes)


def _signs_that_remain(left: Company, right: Company, signs: Sequence[Sign]) -> Iterator[Sign]:
    """Give what makes two companies worth a look although their names are not taken for one.

    They share so much that no two companies do by chance; or they share something and are
    written much alike, so that a slip of the keyboard may have hidden the name.
    """
    total = sum(sign.contribution for sign in signs)
    codes = {sign.code for sign in signs}
    strong = len(codes & _STRONG)
    if strong == 0 or total >= REVIEW_SCORE or codes & _CONTRADICTIONS:
        return
    weight = REVIEW_SCORE - total
    if strong >= ENOUGH_SIGNS:
        yield _sign("several_signs", weight, wording.SEVERAL_SIGNS)
    elif _are_written_alike(left.names, right.names):
        yield _sign("written_alike", weight, wording.WRITTEN_ALIKE)


def _are_written_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    return any(
        fuzz.ratio(fold(one), fold(other)) >= WRITTEN_ALIKE for one, other in product(left, right)
    )


def _signs_of_numbers(left: Company, right: Company, name_score: int) -> Iterator[Sign]:
    codes = left.tax_code, right.tax_code
    if codes[0] is not None and codes[1] is not None:
        if codes[0] == codes[1]:
            yield _sign("same_tax_code", CERTAIN, wording.TAX_CODE, value=codes[0])
        elif left.head == right.head:
            # One legal person: a person looks at it, whatever the names say.
            weight = max(BRANCH_OF_THE_OTHER, REVIEW_SCORE - name_score)
            yield _sign("branch", weight, wording.BRANCH, value=left.head)
        else:
            yield _unequal("different_tax_codes", OTHER_NUMBER, wording.OTHER_TAX_CODE, *codes)
    yield from _signs_of_countries(left, right)


def _signs_of_countries(left: Company, right: Company) -> Iterator[Sign]:
    if left.country != right.country:
        weight, text = DIFFERENT_COUNTRY, wording.OTHER_COUNTRY
        yield _unequal("different_countries", weight, text, left.country, right.country)
        return
    if left.registration is None or right.registration is None:
        return
    numbers = left.registration[1].upper(), right.registration[1].upper()
    if numbers[0] == numbers[1]:
        text = wording.REGISTRATION
        yield _sign(
            "same_registration_number", CERTAIN, text, value=numbers[0], country=left.country
        )
    else:
        code, text = "different_registration_numbers", wording.OTHER_REGISTRATION
        yield _unequal(code, OTHER_NUMBER, text, *numbers)


def _signs_of_domains(left: Company, right: Company, is_shared: IsShared) -> Iterator[Sign]:
    common = sorted(
        left.domains & right.domains, key=lambda name: (is_shared("domain", name), name)
    )
    if common and is_shared("domain", common[0]):
        yield _sign("shared_domain", SHARED_BY_MANY, wording.SHARED_DOMAIN, value=common[0])
    elif common:
        yield _sign("same_domain", SAME_DOMAIN, wording.DOMAIN, value=common[0])
    elif left.domains and right.domains:
        names = min(left.domains), min(right.domains)
        yield _unequal("different_domains", DIFFERENT_DOMAIN, wording.OTHER_DOMAIN, *names)


def _signs_of_phones(left: Company, right: Company, is_shared: IsShared) -> Iterator[Sign]:
    common = sorted(
        left.phones & right.phones, key=lambda value: (is_shared("phone", value), value)
    )
    if common and is_shared("phone", common[0]):
        yield _sign("shared_phone", SHARED_BY_MANY, wording.SHARED_PHONE, value=common[0])
    elif common:
        yield _sign("same_phone", SAME_PHONE, wording.PHONE, value=common[0])


def _signs_of_addresses(left: Company, right: Company, is_shared: IsShared) -> Iterator[Sign]:
    """Give the best that any two addresses say: a company has several, and moves."""
    found = [
        _compare_addresses(one, other, is_shared)
        for one, other in product(left.addresses, right.addresses)
    ]
    known = [sign for sign in found if sign is not None]
    if known:
        yield max(known, key=lambda sign: sign.contribution)


def _compare_addresses(left: Address, right: Address, is_shared: IsShared) -> Sign | None:
    provinces = province_of(left.text), province_of(right.text)
    if None not in provinces and provinces[0] != provinces[1]:
        weight, text = DIFFERENT_PROVINCE, wording.OTHER_PROVINCE
        return _unequal("different_provinces", weight, text, left.text, right.text)
    if left.premises is not None and left.premises == right.premises:
        if is_shared("premises", left.premises):
            text = wording.SHARED_PREMISES
            return _sign("shared_premises", SHARED_BY_MANY, text, value=left.text)
        return _sign("same_premises", SAME_PREMISES, wording.PREMISES, value=left.text)
    if left.shares_street(right):
        return _sign("same_street", SAME_STREET, wording.STREET, value=left.text)
    if left.premises is not None and right.premises is not None:
        weight, text = DIFFERENT_PREMISES, wording.OTHER_PREMISES
        return _unequal("different_premises", weight, text, left.text, right.text)
    return None


def _sign(code: str, contribution: int, text: Text, **values: object) -> Sign:
    words = Text(text.render("en", **values), text.render("vi", **values))
    return Sign(code, contribution, words)


def _unequal(code: str, contribution: int, text: Text, left: object, right: object) -> Sign:
    return _sign(code, contribution, text, left=left, right=right)
