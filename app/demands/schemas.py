"""How demands look over HTTP: as they are sent, and as their owner and suppliers see them."""

from datetime import date, datetime

from pydantic import JsonValue, field_validator

from app.classification.schemas import SUGGESTION_EXAMPLE, CategorySuggestionRead
from app.core.clock import today_in_vietnam
from app.core.i18n import Text
from app.core.schemas import OutputModel, PatchModel, QuantityNumber, Unset, example, field_error
from app.demands.content_schemas import (
    CONTENT_EXAMPLE,
    DeliveryUpdate,
    DemandContent,
    DemandFields,
    ItemText,
    ResourceId,
)
from app.demands.statuses import DemandStatus, InitialStatus
from app.matching.profiles import Period

PAST = Text(
    "{value} is past: today is {today} in Vietnam. Give today or a later date.",
    "{value} đã qua: hôm nay là {today} (giờ Việt Nam). Hãy nhập ngày hôm nay hoặc sau đó.",
)

_OWN: dict[str, JsonValue] = {"buyer_hidden": False, "notes": ""}
_STAMPS: dict[str, JsonValue] = {
    "created_at": "2026-11-21T08:00:00Z",
    "updated_at": "2026-11-21T08:00:00Z",
}


class DemandInList(DemandContent):
    """A new demand, without the list and the buyer that it belongs to."""

    model_config = example({**CONTENT_EXAMPLE, **_OWN})

    status: InitialStatus = "draft"

    @field_validator("needed_by")
    @classmethod
    def check_needed_by(cls, day: date | None) -> date | None:
        """Check that the day has not passed in Vietnam.

        Raises:
            PydanticCustomError: It has.
        """
        today = today_in_vietnam()
        if day is not None and day < today:
            raise field_error("date_in_past", PAST, value=day, today=today)
        return day


class DemandCreate(DemandInList):
    """A new demand."""

    model_config = example({**CONTENT_EXAMPLE, **_OWN, "status": "open"})

    buyer_id: ResourceId | None = None
    """Who needs it. The centre must say; a buyer's key always stands for its own organization."""
    demand_list_id: ResourceId | None = None
    """List of the same buyer that it belongs to, if any."""


class DemandState(DemandContent):
    """A stored demand with a change on top: what the result must satisfy."""

    status: DemandStatus
    demand_list_id: ResourceId | None = None


class DemandUpdate(PatchModel, DemandFields):
    """The fields to change; those left out stay, null empties what may be empty.

    `delivery` is changed field by field as well. A demand goes from `draft` to `open` or
    `cancelled`, from `open` to `closed`, `awarded` or `cancelled`, and from `closed` to `awarded`.
    """

    model_config = example({"status": "open", "quantity": "60000", "unit": "pcs"})

    name: ItemText | Unset = None
    delivery: DeliveryUpdate | None = None
    status: DemandStatus | Unset = None
    demand_list_id: ResourceId | None = None


class DeliveryRead(OutputModel):
    """Where the goods go."""

    model_config = example(
        {
            "province": "79",
            "legacy_province": "74",
            "latitude": None,
            "longitude": None,
            "address": "VSIP I, Thuận An",
        }
    )

    province: str | None
    legacy_province: str | None
    latitude: float | None
    longitude: float | None
    address: str | None


class DemandBaseRead(OutputModel):
    """What everybody sees who may see a demand."""

    id: str
    status: DemandStatus
    name: str
    name_en: str | None
    specification: str
    categories: list[str]
    materials: list[str]
    drawing_refs: list[str]
    standard_refs: list[str]
    approvals: list[str]
    quantity: QuantityNumber | None
    unit: str | None
    period: Period | None
    required_certifications: list[str]
    preferred_certifications: list[str]
    delivery: DeliveryRead | None
    allowed_places: list[str]
    max_distance_km: int | None
    needed_by: date | None
    created_at: datetime
    updated_at: datetime


class DemandRead(DemandBaseRead):
    """A demand in full: for the centre and the buyer whose it is."""

    model_config = example(
        {
            "id": "dem_00d201ee9eg0003zekxanckt",
            "buyer_id": "org_00d201ee9eg0003zekxanckt",
            "demand_list_id": "lst_00d201ee9eg0003zekxanckt",
            "status": "open",
            **CONTENT_EXAMPLE,
            **_OWN,
            "needs_review": False,
            "category_suggestions": [SUGGESTION_EXAMPLE],
            **_STAMPS,
        }
    )

    buyer_id: str
    demand_list_id: str | None
    external_id: str | None
    buyer_hidden: bool
    notes: str
    needs_review: bool
    """Whether nobody chose a category and none could be read surely enough to be used."""
    category_suggestions: list[CategorySuggestionRead]
    """What the texts were read as; used in matching where nobody chose a category."""


class BuyerPublicRead(OutputModel):
    """Who asks, as suppliers see it."""

    model_config = example(
        {"name": "Công ty TNHH Ví Dụ", "name_en": "Example Co., Ltd", "country": "VN"}
    )

    name: str
    name_en: str | None
    country: str


PUBLIC_EXAMPLE: dict[str, JsonValue] = {
    "id": "dem_00d201ee9eg0003zekxanckt",
    "status": "open",
    **{name: value for name, value in CONTENT_EXAMPLE.items() if name != "external_id"},
    "buyer": None,
    **_STAMPS,
}


class DemandPublicRead(DemandBaseRead):
    """An open demand as suppliers see it: no notes, no numbers of the buyer, no contacts."""

    model_config = example(PUBLIC_EXAMPLE)

    buyer: BuyerPublicRead | None
    """Null where the buyer asked not to be named; then the delivery place is its province."""
