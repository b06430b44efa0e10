"""How likely a company is the one that a row means: its name first, then what else is known.

The name gives 0 to 100. Agreement closes a part of the gap to 100, contradiction takes a part of
the score away; what is not known on one side does neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from app.naming import FULL_SCORE, NameComparison
from app.reconciliation.facts import (
    COMPANY_DIGITS,
    OrganizationFacts,
    digits_of_tax_code,
    host_of,
    province_of,
)
from app.reconciliation.schemas import ReconciliationQuery

FULL = 100.0
OTHER_NAME = 90.0
"""Score of the right identifier beside a wholly different name or another tax code: a person
looks at it."""

_CONTRADICTING = {"tax_code": 0.6, "province": 0.9}
"""Part of the score that contradiction leaves. Two companies may bear one name, but one tax code
is never two companies'; firms change their websites."""

_AGREEING_GAPS = {"tax_code": 0.5, "website": 0.5, "province": 0.8}
"""Part of the gap to 100 that agreement leaves; of the tax code that of another branch."""

WEBSITE_ALONE = 80.0
"""Score of the same website where no name is asked for."""

SURE_FROM = 85.0
"""Score from which a name is taken without asking. Below it stand slips that could be another
name as well."""

LEAD = 10.0
"""By how much a name must look better than the next that looks right."""

TAX_CODE = ("tax_code",)
NAMES = ("name", "name_en")
WEBSITE = ("website",)
PROVINCE = ("province", "provinces", "legacy_province")


class Agreement(Enum):
    """How far two facts agree."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row says about a company, made comparable.

    Attributes:
        names: Names to look for.
        tax_codes: Digits of tax codes.
        hosts: Hosts of websites.
        provinces: Codes of today's provinces.
        ids: Texts that may be ids of what is registered.
    """

    names: tuple[str, ...]
    tax_codes: frozenset[str]
    hosts: frozenset[str]
    provinces: frozenset[str]
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of a comparison.

    Attributes:
        score: 0 to 100.
        is_certain: Whether an identifier says that it is the one.
        is_alike: Whether the name says so, and nothing says otherwise.
        features: What was compared, and what came of it.
    """

    score: float
    is_certain: bool
    is_alike: bool
    features: dict[str, bool | float]


def read_query(query: ReconciliationQuery) -> Asked:
    """Make a query comparable."""
    text = (query.query or "").strip()
    names = [text, *query.values_of(*NAMES)]
    codes = [text, *query.values_of(*TAX_CODE)]
    return Asked(
        names=tuple(dict.fromkeys(name for name in names if name)),
        tax_codes=_present(map(digits_of_tax_code, codes)),
        hosts=_present(map(host_of, query.values_of(*WEBSITE))),
        provinces=_present(map(province_of, query.values_of(*PROVINCE))),
        ids=frozenset([text, *query.values_of("id", "supplier_id", "external_id")]),
    )


def judge(asked: Asked, known: OrganizationFacts, name: NameComparison | None) -> Judgement:
    """Compare a row with a company.

    Args:
        asked: What the row says.
        known: The company.
        name: How their names compare; None where the row gives none.
    """
    score = 0.0 if name is None else name.score * FULL / FULL_SCORE
    features: dict[str, bool | float] = {"name": round(score, 1)} if asked.names else {}
    agreements = _compare_facts(asked, known)
    for feature, agreement in agreements.items():
        features[feature] = agreement is not Agreement.NONE
        score = _weigh(score, feature, agreement)
    contradicted = any(
        agreements.get(feature) is Agreement.NONE for feature in ("tax_code", "province")
    )
    if not asked.names and agreements.get("website") is Agreement.FULL:
        score = max(score, WEBSITE_ALONE)
    certain = Agreement.FULL in (agreements.get("id"), agreements.get("tax_code"))
    if certain:
        strange = agreements.get("tax_code") is Agreement.NONE or _is_strange(asked, known, name)
        score, certain = (OTHER_NAME, False) if strange else (FULL, True)
    alike = name is not None and name.verdict == "same" and not contradicted
    return Judgement(round(score, 1), certain, alike, features)


def choose(judgements: Sequence[Judgement]) -> int | None:
    """Return the position of the one that is the right one beyond doubt, or None.

    It is so by an identifier that it alone has; else by its name, if no other name that looks
    right comes near.

    Args:
        judgements: Those on one query, by falling score.
    """
    certain = [at for at, found in enumerate(judgements) if found.is_certain]
    if certain:
        return certain[0] if len(certain) == 1 else None
    alike = [at for at, found in enumerate(judgements) if found.is_alike]
    if not alike:
        return None
    first, *others = alike
    leads = all(judgements[first].score - judgements[at].score >= LEAD for at in others)
    return first if leads and judgements[first].score >= SURE_FROM else None


def _compare_facts(asked: Asked, known: OrganizationFacts) -> dict[str, Agreement]:
    """Compare what both sides say beside the name; what one does not say is left out."""
    found: dict[str, Agreement] = {}
    if asked.ids & {known.id, known.supplier_id, known.external_id}:
        found["id"] = Agreement.FULL
    if asked.tax_codes and known.tax_code:
        found["tax_code"] = _compare_tax_codes(asked.tax_codes, known.tax_code)
    if asked.hosts and known.website:
        found["website"] = _agreement(known.website in asked.hosts)
    if asked.provinces and known.provinces:
        found["province"] = _agreement(bool(asked.provinces & known.provinces))
    return found


def _compare_tax_codes(asked: frozenset[str], known: str) -> Agreement:
    if known in asked:
        return Agreement.FULL
    companies = {code[:COMPANY_DIGITS] for code in asked}
    return Agreement.PART if known[:COMPANY_DIGITS] in companies else Agreement.NONE


def _agreement(agrees: bool) -> Agreement:
    return Agreement.FULL if agrees else Agreement.NONE


def _weigh(score: float, feature: str, agreement: Agreement) -> float:
    """Bring the score nearer to 100, or take a part of it away."""
    if agreement is Agreement.NONE:
        return score * _CONTRADICTING.get(feature, 1.0)
    return FULL - (FULL - score) * _AGREEING_GAPS.get(feature, 1.0)


def _is_strange(asked: Asked, known: OrganizationFacts, name: NameComparison | None) -> bool:
    """Say whether a row with the right identifier bears a wholly different name."""
    identifiers = {known.id, known.supplier_id, known.external_id}
    names = [
        text for text in asked.names if text not in identifiers and not digits_of_tax_code(text)
    ]
    return bool(names) and (name is None or name.verdict == "different")


def _present(values: "map[str | None]") -> frozenset[str]:
    return frozenset(value for value in values if value is not None)
