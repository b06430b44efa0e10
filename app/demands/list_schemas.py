"""How demand lists look over HTTP."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue

from app.core.schemas import (
    ExternalId,
    InputModel,
    LongText,
    Name,
    OutputModel,
    PatchModel,
    Unset,
    example,
)
from app.demands.content_schemas import ResourceId
from app.demands.schemas import DemandInList
from app.demands.statuses import InitialStatus

MAX_DEMANDS_AT_ONCE = 1000

_FIELDS: dict[str, JsonValue] = {
    "name": "Linh kiện máy khoan",
    "external_id": "LIST-03",
    "note": "",
}


class DemandListFields(InputModel):
    """What may be said of a demand list beside its name."""

    external_id: ExternalId | None = None
    """The buyer's own number; unique among its lists."""
    note: LongText = ""


class DemandListCreate(DemandListFields):
    """A new demand list, with its demands or empty."""

    model_config = example(
        {
            **_FIELDS,
            "status": "open",
            "demands": [
                {"external_id": "1", "name": "Vỏ máy khoan", "categories": ["PLA-INJ"]},
                {"external_id": "2", "name": "Khuôn ép vỏ máy khoan"},
            ],
        }
    )

    buyer_id: ResourceId | None = None
    """Whose list it is. The centre must say; a buyer's key stands for its own organization."""
    name: Name
    """Unique among the buyer's lists."""
    status: InitialStatus = "draft"
    """Status of the demands that do not give their own."""
    demands: Annotated[list[DemandInList], Field(max_length=MAX_DEMANDS_AT_ONCE)] = []


class DemandListUpdate(PatchModel, DemandListFields):
    """The fields to change; those left out stay, null empties what may be empty."""

    model_config = example({"name": "Linh kiện máy khoan, lần 2"})

    name: Name | Unset = None


class DemandCounts(OutputModel):
    """How many demands of a list have which status."""

    model_config = example({"draft": 0, "open": 2, "closed": 0, "awarded": 0, "cancelled": 0})

    draft: int = 0
    open: int = 0
    closed: int = 0
    awarded: int = 0
    cancelled: int = 0


class DemandListBaseRead(OutputModel):
    """A demand list without what belongs to its demands; the form that the audit trail keeps."""

    id: str
    buyer_id: str
    name: str
    external_id: str | None
    note: str
    created_at: datetime
    updated_at: datetime


class DemandListRead(DemandListBaseRead):
    """A demand list. Its demands are at `/v1/demands?demand_list_id=`."""

    model_config = example(
        {
            "id": "lst_00d201ee9eg0003zekxanckt",
            "buyer_id": "org_00d201ee9eg0003zekxanckt",
            **_FIELDS,
            "demand_counts": {"draft": 0, "open": 2, "closed": 0, "awarded": 0, "cancelled": 0},
            "created_at": "2026-11-21T08:00:00Z",
            "updated_at": "2026-11-21T08:00:00Z",
        }
    )

    demand_counts: DemandCounts
