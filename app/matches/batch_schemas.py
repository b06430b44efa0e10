"""How the rankings of many demands are asked for, and the lines of the answer."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, JsonValue, model_validator

from app.core.http.problems import ProblemDetails
from app.core.i18n import Text
from app.core.schemas import InputModel, OutputModel, example, field_error
from app.demands.content_schemas import ResourceId
from app.demands.statuses import DemandStatus
from app.matches.schemas import SupplierRankingRead
from app.scoring.schemas import ScoringProfileName

MAX_BATCH_IDS = 1000
"""Demands that one request may name; a list, and all open demands, may be longer."""

_ONE = Text(
    "Say which demands with one of demand_ids, demand_list_id and all_open.",
    "Hãy chọn nhu cầu bằng đúng một trong demand_ids, demand_list_id và all_open.",
)

_DEMAND: dict[str, JsonValue] = {
    "id": "dem_00d201ee9eg0003zekxanckt",
    "external_id": "RFQ-014",
    "name": "Vỏ máy khoan cầm tay, nhựa PA6-GF30",
    "status": "open",
}


def _unique(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))


class BatchQuery(InputModel):
    """Which demands to rank the suppliers for: one of the three ways to say it."""

    model_config = example({"demand_list_id": "lst_00d201ee9eg0003zekxanckt"})

    demand_ids: (
        Annotated[
            list[ResourceId],
            Field(min_length=1, max_length=MAX_BATCH_IDS),
            AfterValidator(_unique),
        ]
        | None
    ) = None
    """Demands, in the order of the answer; one that is named twice is ranked once."""
    demand_list_id: ResourceId | None = None
    """Every demand of a list, whatever its status, in the order of their making."""
    all_open: Literal[True] | None = None
    """Every open demand that the key may see, in the order of their making."""

    @model_validator(mode="after")
    def check_one_way(self) -> Self:
        """Check that the demands are named in one way.

        Raises:
            PydanticCustomError: They are named in none, or in several.
        """
        ways = (self.demand_ids, self.demand_list_id, self.all_open)
        if sum(way is not None for way in ways) != 1:
            raise field_error("one_way_needed", _ONE)
        return self


class BatchDemandRead(OutputModel):
    """A demand of a batch."""

    model_config = example(_DEMAND)

    id: str
    external_id: str | None
    name: str
    status: DemandStatus


class BatchLineRead(OutputModel):
    """The line of one demand: its ranking, or the problem that it has none."""

    model_config = example(
        {
            "demand": _DEMAND,
            "ranking": SupplierRankingRead.model_config["json_schema_extra"]["example"],  # type: ignore[index] # made by example()
            "problem": None,
        }
    )

    demand: BatchDemandRead
    """As it was judged."""
    ranking: SupplierRankingRead | None
    """The answer of `GET /v1/demands/{demand_id}/matches` at the moment of this line."""
    problem: ProblemDetails | None
    """Set when the demand was deleted meanwhile, or cannot be judged."""


class BatchEndRead(OutputModel):
    """The last line. An answer that does not end with it was cut off on its way."""

    model_config = example(
        {
            "complete": True,
            "demands": 400,
            "ranked": 399,
            "failed": 1,
            "scoring_profile": {"name": "default", "version": 1},
            "judged_on": "2026-11-21",
            "problem": None,
        }
    )

    complete: bool
    """Whether every demand has its line; false when the service had to stop."""
    demands: int
    """How many were asked for."""
    ranked: int
    """How many lines have a ranking."""
    failed: int
    """How many lines have a problem instead."""
    scoring_profile: ScoringProfileName
    """The same for all lines."""
    judged_on: date
    """The same for all lines."""
    problem: ProblemDetails | None
    """Why the service had to stop; the lines before are right."""
