"""Which certificates firms hold, and how well they are kept: valid, ending, lapsed, undated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.records import DemoCertification
from app.reference import load_reference

_DAYS_A_YEAR = 365
_SOON = 90
_LONGEST_LAPSE = 900
_ISSUE_STATED = 60
_HIGHEST_CHANCE = 96

_Standing = Literal["valid", "ending", "lapsed", "undated"]
_STANDINGS: Weighted[_Standing] = Weighted(
    [(66, "valid"), (11, "ending"), (9, "lapsed"), (14, "undated")]
)
_OLD_EDITIONS = {"ISO-9001": "ISO 9001:2008", "IATF-16949": "ISO/TS 16949:2009"}
_OLD_EDITION_CHANCE = 2
_OLD_EDITION_ISSUED = date(2014, 1, 6)
_OLD_EDITION_SPREAD = 900
_CARRIED_BY_IATF = 65
_COMMONEST = "ISO-9001"

_ISSUERS = (
    "Tổ chức chứng nhận Mẫu A (hư cấu)",
    "Tổ chức chứng nhận Mẫu B (hư cấu)",
    "Demo Certification Body North (fictitious)",
    "Demo Certification Body South (fictitious)",
)
_VERIFIER = "Ketnoi demo (fictitious)"


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    written: tuple[str, ...]
    years: int
    any_firm: int
    sectors: Mapping[str, int]
    categories: Mapping[str, int]


class _RuleEntry(TypedDict, total=False):
    written: list[str]
    years: int
    all: int
    sectors: dict[str, int]
    categories: dict[str, int]


def draw_certificates(
    draws: Draws,
    today: date,
    sectors: Sequence[str],
    categories: Sequence[str],
    size_percent: int,
) -> tuple[DemoCertification, ...]:
    """Draw the certificates of a firm.

    Args:
        draws: Source of chance.
        today: The day that validity is relative to.
        sectors: Industries that the firm serves.
        categories: What it makes.
        size_percent: How the chance of a usual firm changes with size; 100 leaves it. It counts
            once for certificates that any firm may hold, twice for those of specialists.
    """
    rules = [
        rule
        for rule in _load_rules()
        if draws.chance(_chance(rule, sectors, categories, size_percent))
    ]
    held = [_draw_certificate(draws, rule, today) for rule in rules]
    codes = [rule.code for rule in rules]
    if "IATF-16949" in codes and _COMMONEST not in codes and draws.chance(_CARRIED_BY_IATF):
        held.insert(0, _draw_certificate(draws, _load_rules()[0], today))
    return tuple(held)


@cache
def _load_rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            code=code,
            written=tuple(entry["written"]),
            years=entry["years"],
            any_firm=entry.get("all", 0),
            sectors=entry.get("sectors", {}),
            categories=entry.get("categories", {}),
        )
        for code, entry in cast("dict[str, _RuleEntry]", read_data("certificates")).items()
    )


def _chance(
    rule: _Rule, sectors: Sequence[str], categories: Sequence[str], size_percent: int
) -> float:
    usual = max(
        rule.any_firm,
        *(rule.sectors.get(sector, 0) for sector in sectors),
        *(rule.categories.get(code, 0) for code in categories),
        *(rule.categories.get(code.partition("-")[0], 0) for code in categories),
    )
    factor = size_percent / 100
    if rule.code != _COMMONEST:
        factor *= size_percent / 100
    return min(_HIGHEST_CHANCE, usual * factor)


def _draw_certificate(draws: Draws, rule: _Rule, today: date) -> DemoCertification:
    if rule.code in _OLD_EDITIONS and draws.chance(_OLD_EDITION_CHANCE):
        return _draw_old_edition(draws, rule)
    issued, expires = _draw_validity(draws, rule.years, today)
    number = _draw_number(draws, rule)
    verified = number is not None and expires is not None and draws.chance(35)
    last_check = min(today, expires) if expires is not None else today
    return DemoCertification(
        code=rule.code,
        as_written=draws.pick(rule.written),
        number=number,
        issuer=draws.pick(_ISSUERS) if draws.chance(65) else None,
        issued_on=issued,
        expires_on=expires,
        void_since=None,
        verified_by=_VERIFIER if verified else None,
        verified_on=last_check - timedelta(days=draws.between(5, 80)) if verified else None,
    )


def _draw_number(draws: Draws, rule: _Rule) -> str | None:
    """Draw a number that is plainly none; declarations seldom have one."""
    number = f"DEMO-{rule.code}-{draws.below(1_000_000):06d}"
    return number if draws.chance(72 if rule.years else 25) else None


def _draw_validity(draws: Draws, years: int, today: date) -> tuple[date | None, date | None]:
    """Draw the days of issue and expiry; None where they are not stated or do not exist."""
    if years == 0:
        issued = today - timedelta(days=draws.between(30, 1500))
        return (issued if draws.chance(35) else None), None
    whole = years * _DAYS_A_YEAR
    standing = draws.weigh(_STANDINGS)
    if standing == "undated":
        return None, None
    days = {
        "valid": draws.between(_SOON + 1, whole - 1),
        "ending": draws.between(0, _SOON),
        "lapsed": -draws.between(1, _LONGEST_LAPSE),
    }[standing]
    expires = today + timedelta(days=days)
    stated = draws.chance(_ISSUE_STATED)
    return (expires - timedelta(days=whole - 1) if stated else None), expires


def _draw_old_edition(draws: Draws, rule: _Rule) -> DemoCertification:
    """Draw a certificate to an edition that was withdrawn, as some profiles still show."""
    written = _OLD_EDITIONS[rule.code]
    issued = _OLD_EDITION_ISSUED + timedelta(days=draws.below(_OLD_EDITION_SPREAD))
    return DemoCertification(
        code=rule.code,
        as_written=written,
        number=None,
        issuer=None,
        issued_on=issued,
        expires_on=None,
        void_since=load_reference().certifications.resolve(written).void_since,
        verified_by=None,
        verified_on=None,
    )
