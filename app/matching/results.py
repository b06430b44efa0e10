"""The result types that the criteria, the ranking and the explanation share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Param: TypeAlias = str | int | date | tuple[str, ...]
"""A fact named by a piece of evidence: a code, a number, a day, or a list of codes or words."""


class Status(StrEnum):
    """The answer to a criterion or to a must-have."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    __hash__ = str.__hash__  # that of Enum is written in Python, and asked a million times


class Eligibility(StrEnum):
    """The tier of a match; tiers sort before scores, in this order."""

    ELIGIBLE = "eligible"
    TO_CONFIRM = "to_confirm"
    INELIGIBLE = "ineligible"

    __hash__ = str.__hash__  # that of Enum is written in Python, and asked a million times


TIERS: tuple[Eligibility, ...] = tuple(Eligibility)
"""The tiers, best first."""

GOODNESS: Mapping[Status, int] = {
    Status.UNMET: 0,
    Status.UNKNOWN: 1,
    Status.NOT_APPLICABLE: 2,
    Status.MET: 2,
}
"""How good a status is, to take the best or the worst of several."""


def worst_status(*statuses: Status) -> Status:
    """Return the worst status: unmet, else unknown, else met, else not applicable."""
    if Status.UNMET in statuses:
        return Status.UNMET
    if Status.UNKNOWN in statuses:
        return Status.UNKNOWN
    return Status.MET if Status.MET in statuses else Status.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact behind a value or a status; `app.matching.explanation` puts it into words.

    Attributes:
        code: A stable code, such as `certification.satisfied_by`.
        params: The facts that the words name, by the names that the template uses.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MustHave:
    """One condition of eligibility and how the pair does on it.

    Attributes:
        key: What is asked, the same for every supplier: `category`,
            `certification:ISO-9001`, `location.allowed_places`, `location.max_distance`,
            `capacity`.
        criterion: The criterion that judged it.
        status: Met, unmet or unknown.
        evidence: Why.
        asked: What the demand asks for, the same for every supplier.
    """

    key: str
    criterion: str
    status: Status
    evidence: Evidence
    asked: Mapping[str, Param] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The evidence's code."""
        return self.evidence.code


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a criterion says about a pair, before it is weighted.

    Attributes:
        value: 0 to 10_000 (four decimals).
        status: The criterion's status.
        evidence: What led there, the most telling first.
        must_haves: Every condition of eligibility that the criterion judged, the met ones too.
    """

    value: int
    status: Status
    evidence: tuple[Evidence, ...] = ()
    must_haves: tuple[MustHave, ...] = ()


NOT_APPLICABLE = Judgement(value=0, status=Status.NOT_APPLICABLE)
"""The judgement of a criterion that the demand does not ask about: it drops out of the score."""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One line of an explanation.

    Attributes:
        criterion: The criterion's name.
        value: 0 to 10_000 (four decimals).
        weight: Per mille, renormalised for the demand; 0 when not applicable.
        contribution: `value * weight`, in ten-millionths.
        status: The criterion's status.
        evidence: What led there, the most telling first.
    """

    criterion: str
    value: int
    weight: int
    contribution: int
    status: Status
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A demand and a supplier with eligibility, score and explanation.

    Attributes:
        demand_id: Id of the demand.
        supplier_id: Id of the supplier.
        eligibility: The tier, from the must-haves alone.
        score: The sum of the contributions: 0 to 10_000_000.
        criteria: One result per criterion, in the order of the criteria.
        must_haves: Every condition of eligibility, in the order of the criteria.
    """

    demand_id: str
    supplier_id: str
    eligibility: Eligibility
    score: int
    criteria: tuple[CriterionResult, ...]
    must_haves: tuple[MustHave, ...]

    @property
    def missing(self) -> tuple[MustHave, ...]:
        """Every must-have that is unmet or unknown; empty exactly when the match is eligible."""
        return tuple(item for item in self.must_haves if item.status is not Status.MET)


def tier_of(must_haves: tuple[MustHave, ...]) -> Eligibility:
    """Return the tier that the must-haves allow: one unmet breaks, one unknown asks."""
    statuses = {item.status for item in must_haves}
    if Status.UNMET in statuses:
        return Eligibility.INELIGIBLE
    return Eligibility.TO_CONFIRM if Status.UNKNOWN in statuses else Eligibility.ELIGIBLE
