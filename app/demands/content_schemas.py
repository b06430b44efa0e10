"""What a demand says: its fields, and the rules by which they agree."""

from collections.abc import Hashable
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from app.core.i18n import Text
from app.core.schemas import (
    ExternalId,
    InputModel,
    LongText,
    PatchModel,
    PlausibleDate,
    PositiveQuantity,
    TextList,
    example,
    field_error,
)
from app.matching.profiles import Period
from app.reference.fields import CategoryCode, CertificationCode, PlaceKey, UnitCode
from app.reference.placed import PlacedFields, PlacedModel

MAX_CATEGORIES = 10
MAX_CERTIFICATIONS = 20
MAX_PLACES = 100
"""There are 34 provinces in force and 63 from before."""
MAX_DISTANCE_KM = 5000

_UNIT_MISSING = Text(
    "A quantity needs a unit, such as pcs or kg.", "Số lượng cần có đơn vị, ví dụ pcs hoặc kg."
)
_QUANTITY_MISSING = Text(
    "A unit needs a quantity: give quantity too, or leave unit out.",
    "Đơn vị cần có số lượng: hãy nhập quantity, hoặc bỏ unit.",
)
_PERIOD_ALONE = Text(
    "A period needs a quantity: give quantity and unit too, or leave period out.",
    "Kỳ (period) cần có số lượng: hãy nhập quantity và unit, hoặc bỏ period.",
)
_BOTH_REQUIRED_AND_PREFERRED = Text(
    "{codes}: a certification is either required or preferred; name it once.",
    "{codes}: chứng nhận chỉ có thể là bắt buộc hoặc ưu tiên; hãy nhập một lần.",
)
_NOWHERE = Text(
    "A largest distance needs a place to measure from: give delivery a province or coordinates.",
    "Khoảng cách tối đa cần có điểm giao: hãy nhập tỉnh hoặc tọa độ trong delivery.",
)

T = TypeVar("T", bound=Hashable)


def _unique(values: list[T]) -> list[T]:
    return list(dict.fromkeys(values))


def _without_trailing_zeros(value: Decimal) -> Decimal:
    return Decimal(f"{value.normalize():f}")


ItemText = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
ResourceId = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Quantity = Annotated[PositiveQuantity, AfterValidator(_without_trailing_zeros)]
CategoryCodes = Annotated[
    list[CategoryCode], Field(max_length=MAX_CATEGORIES), AfterValidator(_unique)
]
CertificationCodes = Annotated[
    list[CertificationCode], Field(max_length=MAX_CERTIFICATIONS), AfterValidator(_unique)
]
PlaceKeys = Annotated[list[PlaceKey], Field(max_length=MAX_PLACES), AfterValidator(_unique)]

CONTENT_EXAMPLE: dict[str, JsonValue] = {
    "external_id": "RFQ-014",
    "name": "Vỏ máy khoan cầm tay, nhựa PA6-GF30",
    "name_en": "Housing of a cordless drill, PA6-GF30",
    "specification": "Ép phun, hai nửa vỏ, dung sai ±0.05 mm, bề mặt VDI 27",
    "categories": ["PLA-INJ"],
    "materials": ["PA6-GF30"],
    "drawing_refs": ["DRW-77120-A"],
    "standard_refs": ["UL 94 V-0"],
    "approvals": ["UL yellow card"],
    "quantity": 50000,
    "unit": "pcs",
    "period": "month",
    "required_certifications": ["ISO-9001"],
    "preferred_certifications": ["ISO-14001"],
    "delivery": {
        "province": "79",
        "legacy_province": "79",
        "latitude": None,
        "longitude": None,
        "address": "Khu công nghệ cao, Thủ Đức",
    },
    "allowed_places": ["current:79", "legacy:75"],
    "max_distance_km": 120,
    "needed_by": "2030-03-01",
}


class DeliveryPlace(PlacedModel):
    """Where the goods go."""

    model_config = example({"legacy_province": "74", "address": "VSIP I, Thuận An"})


class DeliveryUpdate(PatchModel, PlacedFields):
    """What to change of the delivery place; what is left out stays, null empties."""

    model_config = example({"address": "VSIP II, Tân Uyên"})


class DemandFields(InputModel):
    """What may be said of a demand beside its item text."""

    external_id: ExternalId | None = None
    """The buyer's own number; unique within a demand list."""
    name_en: ItemText | None = None
    """The same item in English."""
    specification: LongText = ""
    """Everything else that describes the item, in any language."""
    categories: CategoryCodes = []
    """Taxonomy codes, any of which will do; names and synonyms are understood. None: leave it
    to the text."""
    materials: TextList = []
    drawing_refs: TextList = []
    """Numbers of drawings."""
    standard_refs: TextList = []
    """Product standards, such as "JIS G4051"."""
    approvals: TextList = []
    """Approved-source marks ("UL yellow card"); certifications have fields of their own."""
    quantity: Quantity | None = None
    """How much is needed in each `period`; with at most three decimals."""
    unit: UnitCode | None = None
    """Unit of `quantity`; the two come together."""
    period: Period | None = None
    """How often `quantity` is needed."""
    required_certifications: CertificationCodes = []
    """Without these a supplier is not eligible."""
    preferred_certifications: CertificationCodes = []
    """These only raise the score."""
    delivery: PlacedFields | None = None
    allowed_places: PlaceKeys = []
    """A supplier needs a site within one of these: `current:79`, `legacy:74`, or a name that
    stands for exactly one place. None: anywhere."""
    max_distance_km: Annotated[int, Field(ge=1, le=MAX_DISTANCE_KM)] | None = None
    """Largest straight distance from the delivery place to a site, in km."""
    needed_by: PlausibleDate | None = None
    """Day on which the goods are needed; certificates are judged on it."""
    buyer_hidden: bool = False
    """Whether suppliers see the demand without its buyer."""
    notes: LongText = ""
    """For the buyer and the centre; no supplier sees them."""


class DemandContent(DemandFields):
    """A whole demand, whose parts must agree; also one that is not stored."""

    model_config = ConfigDict(validate_default=True, **example(CONTENT_EXAMPLE))

    name: ItemText
    """The item, as the buyer writes it: the only text that is required."""
    delivery: DeliveryPlace | None = None

    @field_validator("unit")
    @classmethod
    def check_unit(cls, unit: str | None, info: ValidationInfo) -> str | None:
        """Check that quantity and unit come together.

        Raises:
            PydanticCustomError: One of the two is missing.
        """
        if "quantity" in info.data:
            quantity = info.data["quantity"]
            if unit is None and quantity is not None:
                raise field_error("unit_missing", _UNIT_MISSING)
            if unit is not None and quantity is None:
                raise field_error("quantity_missing", _QUANTITY_MISSING)
        return unit

    @field_validator("period")
    @classmethod
    def check_period(cls, period: Period | None, info: ValidationInfo) -> Period | None:
        """Check that there is a quantity to be needed so often.

        Raises:
            PydanticCustomError: There is none.
        """
        if period is not None and info.data.get("quantity", period) is None:
            raise field_error("quantity_missing", _PERIOD_ALONE)
        return period

    @field_validator("preferred_certifications")
    @classmethod
    def check_preferred(cls, preferred: list[str], info: ValidationInfo) -> list[str]:
        """Check that nothing is both required and preferred.

        Raises:
            PydanticCustomError: Something is.
        """
        required = info.data.get("required_certifications", [])
        both = [code for code in preferred if code in required]
        if both:
            text = _BOTH_REQUIRED_AND_PREFERRED
            raise field_error("required_and_preferred", text, codes=", ".join(both))
        return preferred

    @field_validator("max_distance_km")
    @classmethod
    def check_max_distance(cls, kilometres: int | None, info: ValidationInfo) -> int | None:
        """Check that there is a place to measure from.

        Raises:
            PydanticCustomError: Neither province nor coordinates of the delivery are given.
        """
        if kilometres is None or "delivery" not in info.data:
            return kilometres
        delivery: DeliveryPlace | None = info.data["delivery"]
        if delivery is None or (delivery.province is None and delivery.latitude is None):
            raise field_error("distance_from_nowhere", _NOWHERE)
        return kilometres
