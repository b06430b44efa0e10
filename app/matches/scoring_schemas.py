"""How a scoring profile and the documentation of its criteria look over HTTP."""

from app.core.schemas import OutputModel, example


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
    """Whether it can decide about eligibility."""
    documentation: str
    parameters: list[ParameterRead]


class ScoringProfileRead(OutputModel):
    """The scoring profile in force."""

    model_config = example(
        {
            "name": "default",
            "version": 1,
            "criteria": [
                {
                    "criterion": "location",
                    "weight": 0.15,
                    "has_must_haves": True,
                    "documentation": "Closeness of the nearest site to the delivery place.",
                    "parameters": [
                        {
                            "name": "location_half_distance_m",
                            "value": 120000,
                            "unit": "m",
                            "default": 120000,
                            "minimum": 1000,
                            "maximum": 5000000,
                            "reason": "Distance at which the value has fallen to one half.",
                        }
                    ],
                }
            ],
        }
    )

    name: str
    version: int
    criteria: list[CriterionRead]
