"""How scoring profiles and the documentation of their criteria look over HTTP."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints, WithJsonSchema

from app.core.schemas import InputModel, OutputModel, example
from app.matching import WEIGHT_NAMES, Weights, parameter_specs, to_weight

MAX_NAME = 30
MAX_VERSION = 1_000_000
MAX_NOTE = 2000
MAX_NUMBERS = 100

_WEIGHTS: dict[str, JsonValue] = {
    "category": 0.4,
    "specification": 0.25,
    "certification": 0.2,
    "location": 0.15,
    "capacity": 0,
}
_NAME: dict[str, JsonValue] = {"name": "near-first", "version": 2}
_ITEM: dict[str, JsonValue] = {
    **_NAME,
    "active": True,
    "note": "Buyers of this locality want short ways.",
    "created_at": "2026-11-21T08:00:00Z",
    "weights": _WEIGHTS,
    "parameters": {"location_half_distance_m": 60000},
}
_CRITERION: dict[str, JsonValue] = {
    "criterion": "location",
    "weight": 0.15,
    "has_must_haves": True,
    "documentation": "Closeness of the nearest site to the delivery place.",
    "parameters": [
        {
            "name": "location_half_distance_m",
            "value": 60000,
            "unit": "m",
            "default": 120000,
            "minimum": 1000,
            "maximum": 5000000,
            "reason": "Distance at which the value has fallen to one half.",
        }
    ],
}
_READ: dict[str, JsonValue] = {**_ITEM, "criteria": [_CRITERION]}
_VERSION: dict[str, JsonValue] = {
    key: _ITEM[key] for key in ("name", "version", "active", "note", "created_at")
}


def _weights_schema() -> dict[str, JsonValue]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "default": to_weight(getattr(Weights(), name)),
            }
            for name in WEIGHT_NAMES
        },
    }


def _parameters_schema() -> dict[str, JsonValue]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            spec.name: {
                "type": "integer",
                "minimum": spec.minimum,
                "maximum": spec.maximum,
                "default": spec.default,
                "description": f"{spec.reason_en} In {spec.unit}.",
            }
            for spec in parameter_specs()
        },
    }


Weight = Annotated[Decimal, Field(ge=0, le=1, decimal_places=3)]
WeightsGiven = Annotated[
    dict[str, Weight], Field(max_length=MAX_NUMBERS), WithJsonSchema(_weights_schema())
]
ParametersGiven = Annotated[
    dict[str, Annotated[int, Field(strict=True)]],
    Field(max_length=MAX_NUMBERS),
    WithJsonSchema(_parameters_schema()),
]
ProfileName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_NAME, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
]
Version = Annotated[int, Field(ge=1, le=MAX_VERSION)]


class ScoringProfileName(OutputModel):
    """Which scoring profile was used."""

    model_config = example({"name": "default", "version": 1})

    name: str
    version: int


class ScoringProfileCreate(InputModel):
    """A version of a scoring profile, whole: numbers left out take those of `default`.

    A version is never changed. To change a profile, send the whole of its next version.
    """

    model_config = example(
        {
            **_NAME,
            "weights": _WEIGHTS,
            "parameters": {"location_half_distance_m": 60000},
            "note": "Buyers of this locality want short ways.",
        }
    )

    name: ProfileName
    """Lower-case letters, digits and hyphens. `default` is the built-in profile's."""
    version: Version = 1
    """1 for a new name, else one more than the newest: so nobody writes over unseen work."""
    weights: WeightsGiven = Field(default_factory=dict)
    """The weight of each criterion before the weights are scaled to add up to 1, with at most
    three decimals. Zero takes a criterion out of the score; its must-haves stay."""
    parameters: ParametersGiven = Field(default_factory=dict)
    """The numbers that the criteria use."""
    note: Annotated[str, StringConstraints(max_length=MAX_NOTE)] = ""
    """What it is for. Everybody who has a key can read it."""


class ScoringProfileActivate(InputModel):
    """Which version to put in force."""

    model_config = example({"version": 2})

    version: Version


class ScoringProfileItemRead(ScoringProfileName):
    """A version of a scoring profile with its numbers."""

    model_config = example(_ITEM)

    active: bool
    """Whether it is in force: used where a request names none."""
    note: str
    created_at: datetime | None
    """Null for the built-in profile."""
    weights: dict[str, float]
    parameters: dict[str, int]


class ParameterRead(OutputModel):
    """A number that a criterion uses."""

    name: str
    value: int
    unit: str
    default: int
    minimum: int
    maximum: int
    reason: str


class CriterionRead(OutputModel):
    """A criterion: what it means and how it is parametrised."""

    criterion: str
    weight: float
    has_must_haves: bool
    """Whether it can decide about eligibility, also with a weight of zero."""
    documentation: str
    parameters: list[ParameterRead]


class ScoringProfileRead(ScoringProfileItemRead):
    """A scoring profile with the documentation of its criteria."""

    model_config = example(_READ)

    criteria: list[CriterionRead]


class ScoringProfileVersionRead(ScoringProfileName):
    """One version of a name."""

    model_config = example(_VERSION)

    active: bool
    note: str
    created_at: datetime | None


class ScoringProfileVersionsRead(ScoringProfileRead):
    """A scoring profile, and the versions that there are of its name."""

    model_config = example({**_READ, "versions": [_VERSION]})

    versions: list[ScoringProfileVersionRead]
    """Newest first, the newest 100."""
