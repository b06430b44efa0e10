"""How matches and their explanations look over HTTP."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from app.core.schemas import OutputModel, example
from app.demands.content_schemas import DemandContent
from app.demands.schemas import PUBLIC_EXAMPLE, DemandPublicRead
from app.scoring.schemas import ScoringProfileName

Tier = Literal["eligible", "to_confirm", "ineligible"]
StatusName = Literal["met", "unmet", "unknown", "not_applicable"]
Scalar = str | int | list[str]

_EVIDENCE: dict[str, JsonValue] = {
    "code": "category.exact",
    "text": "makes Plastic injection moulding: exactly what was asked for",
    "params": {"offered": "PLA-INJ", "asked": "PLA-INJ"},
}
_CRITERION: dict[str, JsonValue] = {
    "criterion": "category",
    "value": 1.0,
    "weight": 0.4,
    "contribution": 0.4,
    "status": "met",
    "evidence": [_EVIDENCE],
}
_MISSING: dict[str, JsonValue] = {
    "key": "certification:IATF-16949",
    "criterion": "certification",
    "status": "unknown",
    "code": "certification.unknown",
    "text": "IATF 16949 is not listed; ask whether it is held",
}
_SUPPLIER: dict[str, JsonValue] = {
    "id": "sup_00d201ee9eg0003zekxanckt",
    "name": "Công ty TNHH Nhựa Kỹ Thuật Ví Dụ",
    "name_en": None,
    "country": "VN",
    "province": "79",
    "legacy_province": "74",
    "place": "old Bình Dương (today Ho Chi Minh City)",
    "categories": ["PLA-INJ"],
    "certifications": ["ISO-9001"],
    "data_origin": "declared",
}
_SCORED: dict[str, JsonValue] = {
    "eligibility": "to_confirm",
    "score": 0.8312,
    "criteria": [_CRITERION],
    "missing": [_MISSING],
}
_PROFILE: dict[str, JsonValue] = {"name": "default", "version": 1}
_FILTERS: dict[str, JsonValue] = {
    "tiers": ["eligible", "to_confirm"],
    "limit": 20,
    "offset": 0,
    "judged_on": "2026-11-21",
}
_TOTAL: dict[str, JsonValue] = {"eligible": 0, "to_confirm": 1, "ineligible": 4999}
_AROUND: dict[str, JsonValue] = {
    "total": _TOTAL,
    "filters": _FILTERS,
    "scoring_profile": _PROFILE,
    "nothing_matches": None,
}


class EvidenceRead(OutputModel):
    """One fact behind a value, in words and as a code with its facts."""

    model_config = example(_EVIDENCE)

    code: str
    """Stable code, such as `certification.satisfied_by`."""
    text: str
    params: dict[str, Scalar]


class CriterionResultRead(OutputModel):
    """What one criterion gives. Contribution is value times weight; they add up to the score."""

    model_config = example(_CRITERION)

    criterion: str
    value: Annotated[float, Field(ge=0, le=1)]
    weight: Annotated[float, Field(ge=0, le=1)]
    """Share of the score for this demand: criteria that it does not ask about drop out."""
    contribution: Annotated[float, Field(ge=0, le=1)]
    status: StatusName
    evidence: list[EvidenceRead]


class MissingRead(OutputModel):
    """A must-have that is unmet, or unknown and a question for the supplier."""

    model_config = example(_MISSING)

    key: str
    """What is asked, the same for every supplier, such as `certification:ISO-9001`."""
    criterion: str
    status: Literal["unmet", "unknown"]
    code: str
    text: str


class TotalRead(OutputModel):
    """How many there are in each tier, shown or not."""

    model_config = example(_TOTAL)

    eligible: int
    to_confirm: int
    ineligible: int


class FiltersRead(OutputModel):
    """What was asked, as it was applied."""

    model_config = example(_FILTERS)

    tiers: list[Tier]
    limit: int
    offset: int
    judged_on: date
    """Today in Vietnam; certificates are judged on the day the goods are needed, from here on."""


class ObstacleRead(OutputModel):
    """One must-have that keeps candidates out, with counts."""

    key: str
    within: int
    """How many it was counted among: those in the category, or all for the category itself."""
    failing: int
    """How many of these do not meet it."""
    only: int
    """How many fail on this alone, and would be let in without it."""
    code: str
    text: str


class NothingMatchesRead(OutputModel):
    """Why nobody is eligible or to be confirmed."""

    total: int
    code: str
    text: str
    obstacles: list[ObstacleRead]


class MatchedSupplierRead(OutputModel):
    """A ranked supplier; its contacts are released per introduction only."""

    model_config = example(_SUPPLIER)

    id: str
    name: str
    name_en: str | None
    country: str
    province: str | None
    """Current province of its first site."""
    legacy_province: str | None
    place: str | None
    """The same in words."""
    categories: list[str]
    certifications: list[str]
    data_origin: str


class ScoredRead(OutputModel):
    """A pair with its eligibility, score and explanation."""

    eligibility: Tier
    score: Annotated[float, Field(ge=0, le=1)]
    criteria: list[CriterionResultRead]
    missing: list[MissingRead]
    """Every must-have that is unmet or unknown; empty exactly when the pair is eligible."""


class RankedSupplierRead(OutputModel):
    """A supplier with its rank."""

    rank: int
    supplier: MatchedSupplierRead


class RankedDemandRead(OutputModel):
    """A demand with its rank."""

    rank: int
    demand: DemandPublicRead


class SupplierMatchRead(ScoredRead, RankedSupplierRead):
    """A supplier that fits a demand, or does not."""

    model_config = example({"rank": 1, "supplier": _SUPPLIER, **_SCORED})


class DemandMatchRead(ScoredRead, RankedDemandRead):
    """A demand that fits a supplier, or does not."""


class RankingRead(OutputModel):
    """What surrounds ranked items."""

    total: TotalRead
    filters: FiltersRead
    scoring_profile: ScoringProfileName
    nothing_matches: NothingMatchesRead | None
    """Set when no pair is eligible or to be confirmed: says why, with counts."""


class SupplierItemsRead(OutputModel):
    """Ranked suppliers, best first."""

    items: list[SupplierMatchRead]


class DemandItemsRead(OutputModel):
    """Ranked demands, best first."""

    items: list[DemandMatchRead]


class SupplierRankingRead(RankingRead, SupplierItemsRead):
    """Suppliers ranked for a demand."""

    model_config = example({"items": [{"rank": 1, "supplier": _SUPPLIER, **_SCORED}], **_AROUND})


class DemandRankingRead(RankingRead, DemandItemsRead):
    """Open demands ranked for a supplier."""

    model_config = example({"items": [{"rank": 1, "demand": PUBLIC_EXAMPLE, **_SCORED}], **_AROUND})


class PairRead(ScoredRead):
    """One pair in full."""

    model_config = example(
        {
            "demand_id": "dem_00d201ee9eg0003zekxanckt",
            "supplier": _SUPPLIER,
            **_SCORED,
            "scoring_profile": _PROFILE,
            "judged_on": "2026-11-21",
        }
    )

    demand_id: str
    supplier: MatchedSupplierRead
    scoring_profile: ScoringProfileName
    judged_on: date


class MatchQuery(DemandContent):
    """A demand that is not stored: what is asked once."""

    model_config = example(
        {
            "name": "Vỏ nhựa máy khoan ABS",
            "categories": ["PLA-INJ"],
            "required_certifications": ["ISO 9001"],
            "delivery": {"legacy_province": "79"},
            "max_distance_km": 100,
        }
    )
