"""How organizations and contacts look over HTTP."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, JsonValue, StringConstraints, model_validator

from app.core.i18n import Text
from app.core.schemas import (
    Address,
    InputModel,
    Name,
    OutputModel,
    PatchModel,
    ShortText,
    Unset,
    example,
    field_error,
)
from app.core.tax_codes import InvalidTaxCodeError, normalise_tax_code

DataOrigin = Literal["declared", "imported", "synthetic"]

_TAX_CODE = Text(
    "This is no Vietnamese tax code: give 10 digits, or 13 for a branch; check digits are"
    " checked. Personal numbers (12 digits) are not accepted.",
    "Không phải mã số thuế: nhập 10 chữ số, hoặc 13 chữ số cho chi nhánh (có kiểm tra số"
    " kiểm tra). Không nhận số định danh cá nhân 12 chữ số.",
)
_IDENTITY = Text(
    "A foreign organization without a Vietnamese tax code needs foreign_registration_number.",
    "Doanh nghiệp nước ngoài không có mã số thuế Việt Nam phải có foreign_registration_number.",
)
_SIDE = Text(
    "Say whether it buys, supplies or both: is_buyer, is_supplier.",
    "Hãy cho biết là bên mua, nhà cung cấp hay cả hai: is_buyer, is_supplier.",
)
_CONTACT = Text(
    "Give at least a name, an email or a phone number.",
    "Hãy nhập ít nhất tên, email hoặc số điện thoại.",
)


def _check_tax_code(value: str) -> str:
    try:
        return normalise_tax_code(value)
    except InvalidTaxCodeError as error:
        raise field_error("invalid_tax_code", _TAX_CODE) from error


TaxCode = Annotated[str, StringConstraints(max_length=20), AfterValidator(_check_tax_code)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Website = Annotated[str, StringConstraints(max_length=500, pattern=r"^https?://[^\s/$.?#][^\s]*$")]
Email = Annotated[
    str, StringConstraints(max_length=320, pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")
]
Phone = Annotated[str, StringConstraints(min_length=6, max_length=40, pattern=r"^[0-9+() .-]+$")]

_ORGANIZATION: dict[str, JsonValue] = {
    "name": "Công ty TNHH Nhựa Kỹ Thuật Ví Dụ",
    "name_en": "Example Engineering Plastics Co., Ltd",
    "tax_code": "0100233488",
    "country": "VN",
    "is_supplier": True,
    "website": "https://nhua-ky-thuat.example",
}


class OrganizationFields(InputModel):
    """What may be said of an organization beside its name."""

    name_en: Name | None = None
    tax_code: TaxCode | None = None
    """Vietnamese tax code, 10 digits or 13 for a branch."""
    country: Country = "VN"
    """Country of registration, ISO 3166-1 alpha-2."""
    foreign_registration_number: ShortText | None = None
    """Number in the register of a foreign country; needed where there is no tax code."""
    is_buyer: bool = False
    is_supplier: bool = False
    website: Website | None = None
    address: Address | None = None


class OrganizationCreate(OrganizationFields):
    """An organization to register."""

    model_config = example(_ORGANIZATION)

    name: Name
    """Registered name, in the script of its country."""
    data_origin: DataOrigin = "declared"
    """Where the data comes from; `synthetic` marks invented data."""

    @model_validator(mode="after")
    def check_identity(self) -> Self:
        """Check that it has a side and can be told from others.

        Raises:
            PydanticCustomError: Neither buyer nor supplier, or a foreigner without a number.
        """
        if not (self.is_buyer or self.is_supplier):
            raise field_error("no_side", _SIDE)
        if (
            self.tax_code is None
            and self.country != "VN"
            and self.foreign_registration_number is None
        ):
            raise field_error("not_identified", _IDENTITY)
        return self


class OrganizationUpdate(PatchModel, OrganizationFields):
    """The fields to change; those left out stay, null empties what may be empty."""

    model_config = example({"name_en": "Example Plastics Vietnam Co., Ltd"})

    name: Name | Unset = None


class OrganizationRead(OutputModel):
    """An organization, without its contacts."""

    model_config = example(
        {
            "id": "org_00d201ee9eg0003zekxanckt",
            **_ORGANIZATION,
            "foreign_registration_number": None,
            "is_buyer": False,
            "address": None,
            "data_origin": "declared",
            "merged_into_id": None,
            "created_at": "2026-11-21T08:00:00Z",
            "updated_at": "2026-11-21T08:00:00Z",
        }
    )

    id: str
    name: str
    name_en: str | None
    tax_code: str | None
    country: str
    foreign_registration_number: str | None
    is_buyer: bool
    is_supplier: bool
    website: str | None
    address: str | None
    data_origin: DataOrigin
    merged_into_id: str | None
    """The organization that this one went into, as it was found to be the same company. It is
    kept as a record: lists, search and matching leave it out."""
    created_at: datetime
    updated_at: datetime


class ContactFields(InputModel):
    """How to reach a person."""

    name: Name | None = None
    position: ShortText | None = None
    email: Email | None = None
    phone: Phone | None = None


class ContactCreate(ContactFields):
    """A person to call."""

    model_config = example(
        {"name": "Nguyễn Văn Ví Dụ", "email": "vi.du@example.com", "phone": "028 0000 0000"}
    )

    @model_validator(mode="after")
    def check_not_empty(self) -> Self:
        """Check that there is something to reach the person by.

        Raises:
            PydanticCustomError: Neither name, email nor phone was given.
        """
        if not (self.name or self.email or self.phone):
            raise field_error("empty_contact", _CONTACT)
        return self


class ContactUpdate(PatchModel, ContactFields):
    """The fields of a contact to change; those left out stay, null empties."""

    model_config = example({"phone": "028 0000 0001"})


class ContactRead(OutputModel):
    """A contact; only the centre and the organization itself see it."""

    model_config = example(
        {
            "id": "con_00d201ee9eg0003zekxanckt",
            "name": "Nguyễn Văn Ví Dụ",
            "position": None,
            "email": "vi.du@example.com",
            "phone": "028 0000 0000",
        }
    )

    id: str
    name: str | None
    position: str | None
    email: str | None
    phone: str | None
