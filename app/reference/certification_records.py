"""The certifications themselves, and which of them satisfies which, as packaged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from app.reference.tables import read_rows, split

Answer = Literal["same", "yes", "ask_buyer", "no", "unrelated"]

_NOT_EXPIRING = ("no expiry", "none")
"""How the validity of declarations and of practices begins: they carry no date of expiry."""


@dataclass(frozen=True, slots=True)
class Certification:
    """A certificate, standard, audit, mark or declaration that buyers ask for.

    Attributes:
        code: Stable code, such as "ISO-9001".
        short_name: How it is written on a certificate or a drawing, such as "ISO 9001".
        name_en: What it is about, in English.
        name_vi: What it is about, in Vietnamese.
        kind: management_system, accreditation, process, product, personnel, regulatory,
            social_audit, chain_of_custody, supply_chain_security or self_assessment.
        subject: What it is issued for: organisation, site, laboratory, product or person.
        sector: Where it is asked for.
        typical_validity_years: Usual validity, in words; "3" is three years.
        current_edition: Edition in force, with transition notes.
        aliases: Ways of writing it.
        notes: What to know when judging it.
        checked: Whether the row was compared with a published page.
        expires: False for declarations and practices, which carry no date of expiry.
        withdrawn_since: First day on which every certificate to it is void, if it was withdrawn.
    """

    code: str
    short_name: str
    name_en: str
    name_vi: str
    kind: str
    subject: str
    sector: str
    typical_validity_years: str
    current_edition: str
    aliases: tuple[str, ...]
    notes: str
    checked: str
    expires: bool
    withdrawn_since: date | None = None


@dataclass(frozen=True, slots=True)
class CertificationRelation:
    """Whether a held certificate satisfies a request for another.

    Attributes:
        held: Code of the held certification.
        asked: Code of the asked certification.
        answer: "same", "yes", "ask_buyer" (the buyer decides), "no" (documented not to) or
            "unrelated" (nothing is documented).
        relation: How they are related: contains, prerequisite, alternative, equivalent, ...
        reason_en: Why, in English.
        reason_vi: Why, in Vietnamese.
        source: Where that stands.
    """

    held: str
    asked: str
    answer: Answer
    relation: str
    reason_en: str
    reason_vi: str
    source: str


@dataclass(frozen=True, slots=True)
class VoidEdition:
    """A rule that certificates to an edition are void.

    Attributes:
        code: Code of the certification.
        bases: Aliases without a year that the rule is limited to; none means every alias.
        edition: Year of the edition; None when the rule holds for all, and for none named.
        since: First day on which they are void, at the latest.
    """

    code: str
    bases: tuple[str, ...]
    edition: str | None
    since: date


def read_certifications() -> Iterator[Certification]:
    """Yield the packaged certifications."""
    withdrawn = {
        rule.code: rule.since
        for rule in read_void_editions()
        if rule.edition is None and not rule.bases
    }
    for row in read_rows("certifications.csv"):
        yield _certification(row, withdrawn.get(row["code"]))


def read_certification_relations() -> Iterator[CertificationRelation]:
    """Yield the documented relations, the negative ones too."""
    for row in read_rows("certification_implies.csv"):
        yield CertificationRelation(
            held=row["certificate_held"],
            asked=row["certificate_asked"],
            answer=cast("Answer", row["satisfies"]),
            relation=row["relation"],
            reason_en=row["reason_en"],
            reason_vi=row["reason_vi"],
            source=row["source"],
        )


def read_void_editions() -> Iterator[VoidEdition]:
    """Yield the editions to which certificates are void."""
    for row in read_rows("certification_void_editions.csv"):
        yield VoidEdition(
            code=row["code"],
            bases=split(row["base"]),
            edition=None if row["edition"] == "any" else row["edition"],
            since=date.fromisoformat(row["void_since"]),
        )


def _certification(row: Mapping[str, str], withdrawn_since: date | None) -> Certification:
    validity = row["typical_validity_years"]
    return Certification(
        code=row["code"],
        short_name=row["short_name"],
        name_en=row["name_en"],
        name_vi=row["name_vi"],
        kind=row["kind"],
        subject=row["subject"],
        sector=row["sector"],
        typical_validity_years=validity,
        current_edition=row["current_edition"],
        aliases=split(row["aliases"]),
        notes=row["notes"],
        checked=row["checked"],
        expires=not validity.startswith(_NOT_EXPIRING),
        withdrawn_since=withdrawn_since,
    )
