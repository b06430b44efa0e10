"""How gaps and opportunities look over HTTP."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from app.core.schemas import OutputModel, example
from app.matches.schemas import MissingRead, Scalar, Tier
from app.scoring.schemas import ScoringProfileName

SearchStatus = Literal["reached", "found", "not_found"]

_CHANGE: dict[str, JsonValue] = {
    "key": "certificate:ISO-9001",
    "kind": "certificate.renew",
    "code": "change.certificate.renew",
    "text": "renew ISO 9001, until 2027-02-19 at least",
    "params": {"certificate": "ISO-9001", "through": "2027-02-19"},
}
_SET: dict[str, JsonValue] = {"changes": [_CHANGE], "eligibility": "eligible", "score": 0.8312}
_FOUND: dict[str, JsonValue] = {
    "status": "found",
    "sets": [_SET],
    "nearest": None,
    "is_complete": True,
}
_MISSING: dict[str, JsonValue] = {
    "key": "certification:ISO-9001",
    "criterion": "certification",
    "status": "unmet",
    "code": "certification.lapsed",
    "text": "ISO 9001 expired on 2026-10-31",
}
_AROUND: dict[str, JsonValue] = {
    "scoring_profile": {"name": "default", "version": 1},
    "judged_on": "2026-11-21",
}
_SUPPLIER_ID = "sup_00d201ee9eg0003zekxanckt"
_DEMAND_ID = "dem_00d201ee9eg0003zekxanckt"
_OPPORTUNITY: dict[str, JsonValue] = {
    "change": _CHANGE,
    "opens": 1,
    "lifts": 1,
    "opened_demands": [_DEMAND_ID],
    "lifted_demands": [_DEMAND_ID],
}
_PROGRAMME: dict[str, JsonValue] = {
    "topic": "certificate:ISO-9001",
    "code": "topic.certificate",
    "text": "hold ISO 9001",
    "params": {"certificate": "ISO-9001"},
    "pairs": 412,
    "to_confirm": 150,
    "suppliers": 57,
    "demands": 31,
    "first_suppliers": [_SUPPLIER_ID],
    "first_demands": [_DEMAND_ID],
}


class ChangeRead(OutputModel):
    """One thing that a supplier can change, in words and as a code with its facts."""

    model_config = example(_CHANGE)

    key: str
    """Names the change of this supplier."""
    kind: str
    """What it is and what it takes, such as `certificate.renew`: `confirm` answers an open
    question, `renew` renews, `gain` gets what is not there."""
    code: str
    text: str
    params: dict[str, Scalar]


class ChangeSetRead(OutputModel):
    """Changes to be made together, and what becomes of the pair."""

    model_config = example(_SET)

    changes: list[ChangeRead]
    eligibility: Tier
    score: Annotated[float, Field(ge=0, le=1)]


class SearchRead(OutputModel):
    """What it takes to reach one aim."""

    model_config = example(_FOUND)

    status: SearchStatus
    """`reached`: nothing has to change. `found`: `sets` reach it. `not_found`: no set of at most
    four changes does."""
    sets: list[ChangeSetRead]
    """The smallest sets, all of the same size, those with the least effort first; ten at most."""
    nearest: ChangeSetRead | None
    """Where nothing was found, the set that comes nearest."""
    is_complete: bool
    """False where there were more than twenty possible changes, and the heaviest were left out."""


class GapRead(OutputModel):
    """What keeps a supplier from a demand, and the smallest changes that would let it in."""

    model_config = example(
        {
            "demand_id": _DEMAND_ID,
            "supplier_id": _SUPPLIER_ID,
            "eligibility": "ineligible",
            "score": 0.7262,
            "missing": [_MISSING],
            "out_of_reach": [],
            "to_eligible": _FOUND,
            "k": 10,
            "to_top": _FOUND,
            **_AROUND,
        }
    )

    demand_id: str
    supplier_id: str
    eligibility: Tier
    score: Annotated[float, Field(ge=0, le=1)]
    missing: list[MissingRead]
    out_of_reach: list[str]
    """Keys of the must-haves in `missing` that no change of the supplier meets."""
    to_eligible: SearchRead
    k: int
    to_top: SearchRead
    """What lifts the supplier among the first k of the ranking, questions included."""
    scoring_profile: ScoringProfileName
    judged_on: date


class OpportunityRead(OutputModel):
    """One change, and the open demands for which it makes the difference."""

    model_config = example(_OPPORTUNITY)

    change: ChangeRead
    opens: int
    """For how many demands the supplier becomes eligible."""
    lifts: int
    """In how many rankings it gets among the first k."""
    opened_demands: list[str]
    lifted_demands: list[str]


class OpportunitiesRead(OutputModel):
    """What each single change would do for a supplier."""

    model_config = example(
        {
            "supplier_id": _SUPPLIER_ID,
            "items": [_OPPORTUNITY],
            "total": 1,
            "demands": 400,
            "k": 10,
            **_AROUND,
        }
    )

    supplier_id: str
    items: list[OpportunityRead]
    """Those that open most first, then those that lift most."""
    total: int
    """How many changes make a difference, shown or not."""
    demands: int
    """How many open demands were looked at."""
    k: int
    scoring_profile: ScoringProfileName
    judged_on: date


class ProgrammeRead(OutputModel):
    """One change, and what it would open if every supplier made it."""

    model_config = example(_PROGRAMME)

    topic: str
    code: str
    text: str
    params: dict[str, Scalar]
    pairs: int
    """How many pairs of a supplier and an open demand become eligible."""
    to_confirm: int
    """How many of them are to be confirmed today, so that an answer may be enough; the others are
    ineligible."""
    suppliers: int
    """How many suppliers there are in these pairs."""
    demands: int
    """How many demands there are in these pairs."""
    first_suppliers: list[str]
    """The suppliers to which it opens most; twenty at most."""
    first_demands: list[str]
    """The demands to which it brings most; twenty at most."""


class MarketOpportunitiesRead(OutputModel):
    """Which changes would open most pairs over all suppliers and open demands."""

    model_config = example(
        {
            "items": [_PROGRAMME],
            "total": 1,
            "suppliers": 5000,
            "demands": 400,
            **_AROUND,
        }
    )

    items: list[ProgrammeRead]
    total: int
    """How many changes open any pair, shown or not."""
    suppliers: int
    """How many active suppliers were looked at."""
    demands: int
    """How many open demands were looked at."""
    scoring_profile: ScoringProfileName
    judged_on: date
