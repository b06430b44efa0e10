"""How the parts of a supplier profile look: sites, capabilities, certifications."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from app.classification.schemas import SUGGESTION_EXAMPLE, CategorySuggestionRead
from app.core.i18n import Text
from app.core.schemas import (
    InputModel,
    LongText,
    Name,
    OutputModel,
    PatchModel,
    PlausibleDate,
    PositiveQuantity,
    QuantityNumber,
    ShortText,
    TextList,
    Unset,
    example,
    field_error,
)
from app.reference.fields import CategoryCode, CertificationCode, UnitCode
from app.reference.placed import PlacedFields, PlacedModel

MAX_LEAD_TIME_DAYS = 3650

_SAYS_NOTHING = Text(
    "Give a category, a text, or both.", "Hãy nhập ngành hàng (category), mô tả (text) hoặc cả hai."
)
_DATES = Text(
    "A certificate expires after it was issued: {issued} is later than {expires}.",
    "Ngày hết hạn phải sau ngày cấp: {issued} muộn hơn {expires}.",
)

_SITE: dict[str, JsonValue] = {
    "name": "Nhà máy 1",
    "address": "Lô A1, đường số 2",
    "province": "79",
    "legacy_province": "74",
    "industrial_park": "VSIP I",
    "latitude": None,
    "longitude": None,
}
_CAPABILITY: dict[str, JsonValue] = {
    "category": "PLA-INJ",
    "text": "Ép phun vỏ máy và chi tiết nhựa kỹ thuật ABS, PC",
    "materials": ["ABS", "PC"],
    "processes": ["ép phun"],
    "machines": ["máy ép 350 tấn"],
    "tolerance": "±0.05 mm",
    "monthly_capacity": {"value": 200000, "unit": "pcs"},
    "moq": {"value": 1000, "unit": "pcs"},
    "lead_time_days": 30,
}
_CERTIFICATION: dict[str, JsonValue] = {
    "code": "ISO-9001",
    "number": "VN-0001",
    "issuer": "Example Certification Body",
    "issued_on": "2024-03-02",
    "expires_on": "2027-03-01",
}


class QuantityFields(InputModel):
    """An amount with its unit."""

    model_config = example({"value": 200000, "unit": "pcs"})

    value: PositiveQuantity
    unit: UnitCode


class QuantityRead(OutputModel):
    """An amount with its unit."""

    value: QuantityNumber
    unit: str


class SiteFields(PlacedFields):
    """What may be said of a factory."""

    name: Name | None = None
    industrial_park: Name | None = None


class SiteCreate(SiteFields, PlacedModel):
    """A factory of the supplier."""

    model_config = example(_SITE)


class SiteUpdate(PatchModel, SiteFields):
    """The fields of a site to change; those left out stay, null empties."""

    model_config = example({"industrial_park": "VSIP II"})


class SitePublicRead(OutputModel):
    """A site as buyers see it."""

    id: str
    province: str | None
    legacy_province: str | None
    industrial_park: str | None


class SiteRead(SitePublicRead):
    """A site in full."""

    model_config = example({"id": "sit_00d201ee9eg0003zekxanckt", **_SITE})

    name: str | None
    address: str | None
    latitude: float | None
    longitude: float | None


class CapabilityFields(InputModel):
    """What may be said of a capability."""

    category: CategoryCode | None = None
    """Taxonomy code, or a name or synonym that stands for exactly one."""
    text: LongText = ""
    """The supplier's own words, in any language."""
    materials: TextList = []
    processes: TextList = []
    machines: TextList = []
    """Machines with their size, such as "press 250 t"."""
    tolerance: ShortText | None = None
    monthly_capacity: QuantityFields | None = None
    moq: QuantityFields | None = None
    """Smallest order that is taken."""
    lead_time_days: Annotated[int, Field(ge=0, le=MAX_LEAD_TIME_DAYS)] | None = None


class CapabilityCreate(CapabilityFields):
    """Something that the supplier can make or do."""

    model_config = example(_CAPABILITY)

    @model_validator(mode="after")
    def check_not_empty(self) -> Self:
        """Check that it says something.

        Raises:
            PydanticCustomError: Neither category nor text was given.
        """
        if self.category is None and not self.text:
            raise field_error("empty_capability", _SAYS_NOTHING)
        return self


class CapabilityUpdate(PatchModel, CapabilityFields):
    """The fields of a capability to change; those left out stay, null empties."""

    model_config = example({"machines": ["máy ép 350 tấn", "máy ép 850 tấn"]})


class CapabilityRead(OutputModel):
    """A capability."""

    model_config = example(
        {
            "id": "cap_00d201ee9eg0003zekxanckt",
            **_CAPABILITY,
            "needs_review": False,
            "category_suggestions": [SUGGESTION_EXAMPLE],
        }
    )

    id: str
    category: str | None
    text: str
    materials: list[str]
    processes: list[str]
    machines: list[str]
    tolerance: str | None
    monthly_capacity: QuantityRead | None
    moq: QuantityRead | None
    lead_time_days: int | None
    needs_review: bool
    """Whether nobody chose a category and none could be read surely enough to be used."""
    category_suggestions: list[CategorySuggestionRead]
    """What the texts were read as; used in matching where nobody chose a category."""


class CertificationFields(InputModel):
    """What may be said of a held certificate."""

    as_written: ShortText | None = None
    """The standard as it stands on the certificate, with its edition ("ISO 9001:2015"); a void
    edition counts as lapsed. Taken from `code` when left out."""
    number: Annotated[ShortText, Field(max_length=100)] | None = None
    issuer: Name | None = None
    issued_on: PlausibleDate | None = None
    expires_on: PlausibleDate | None = None
    """Last day on which it is valid."""
    verified_by: Name | None = None
    """Who checked the certificate; only the centre writes this."""
    verified_on: PlausibleDate | None = None

    @model_validator(mode="before")
    @classmethod
    def keep_wording(cls, value: object) -> object:
        """Keep the code as it was written, because its edition may be void."""
        if isinstance(value, dict) and isinstance(value.get("code"), str):
            return {"as_written": value["code"][:200].strip() or None, **value}
        return value


class CertificationCreate(CertificationFields):
    """A certificate that the supplier holds."""

    model_config = example(_CERTIFICATION)

    code: CertificationCode

    @model_validator(mode="after")
    def check_dates(self) -> Self:
        """Check that it expires after its issue.

        Raises:
            PydanticCustomError: It expires earlier.
        """
        issued, expires = self.issued_on, self.expires_on
        if issued is not None and expires is not None and issued > expires:
            raise field_error("expires_before_issue", _DATES, issued=issued, expires=expires)
        return self


class CertificationUpdate(PatchModel, CertificationFields):
    """The fields of a certificate to change; those left out stay, null empties."""

    model_config = example({"expires_on": "2030-03-01"})

    code: CertificationCode | Unset = None


class CertificationRead(OutputModel):
    """A held certificate."""

    model_config = example(
        {
            "id": "cer_00d201ee9eg0003zekxanckt",
            **_CERTIFICATION,
            "as_written": "ISO 9001:2015",
            "void_since": None,
            "verified_by": None,
            "verified_on": None,
        }
    )

    id: str
    code: str
    as_written: str | None
    number: str | None
    issuer: str | None
    issued_on: date | None
    expires_on: date | None
    void_since: date | None
    """First day on which the written edition was no longer valid."""
    verified_by: str | None
    verified_on: date | None
