"""How supplier profiles look over HTTP: in full, and as buyers see them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue

from app.core.schemas import (
    MAX_LIST,
    ExternalId,
    InputModel,
    LongText,
    OutputModel,
    PatchModel,
    TextList,
    example,
)
from app.organizations.schemas import DataOrigin
from app.suppliers.parts_schemas import (
    CapabilityCreate,
    CapabilityRead,
    CertificationCreate,
    CertificationRead,
    SiteCreate,
    SitePublicRead,
    SiteRead,
)

MAX_EMPLOYEES = 10_000_000

_FIELDS: dict[str, JsonValue] = {
    "external_id": "NCC-001",
    "description": "Nhà máy ép nhựa kỹ thuật cho ngành điện gia dụng",
    "employees": 120,
    "founded_year": 2009,
    "languages": ["vi", "en", "ja"],
    "export_markets": ["JP"],
    "fdi_customers": [],
    "badges": [],
}
_PARTS_GIVEN: dict[str, JsonValue] = {
    "sites": [{"legacy_province": "74", "industrial_park": "VSIP I"}],
    "capabilities": [{"category": "PLA-INJ", "text": "Ép phun vỏ máy ABS", "materials": ["ABS"]}],
    "certifications": [{"code": "ISO 9001:2015", "expires_on": "2027-03-01"}],
}


class ProfileFields(InputModel):
    """What may be said of a supplier beside its parts."""

    external_id: ExternalId | None = None
    """Number of the supplier in the centre's own list."""
    is_active: bool = True
    """Whether the supplier takes part in matching."""
    description: LongText = ""
    employees: Annotated[int, Field(ge=0, le=MAX_EMPLOYEES)] | None = None
    founded_year: Annotated[int, Field(ge=1800, le=2200)] | None = None
    languages: TextList = []
    export_markets: TextList = []
    fdi_customers: TextList = []
    badges: TextList = []
    """Support programmes that the supplier has passed."""
    certifications_complete: bool | None = None
    """Whether the listed certificates are all that is held, so that a missing one is a no and
    not a question. By default true where certificates are given."""
    notes: LongText = ""
    """Notes of the centre, such as what an imported file said beyond the known columns. Only the
    centre reads and writes them."""


class ProfileContent(ProfileFields):
    """A whole profile: its fields and its parts."""

    sites: Annotated[list[SiteCreate], Field(max_length=MAX_LIST)] = []
    capabilities: Annotated[list[CapabilityCreate], Field(max_length=MAX_LIST)] = []
    certifications: Annotated[list[CertificationCreate], Field(max_length=MAX_LIST)] | None = None
    """Held certificates. An empty list says that none is held; leave it out when not known."""
    data_origin: DataOrigin = "declared"


class SupplierCreate(ProfileContent):
    """A profile of a registered organization."""

    model_config = example(
        {"organization_id": "org_00d201ee9eg0003zekxanckt", **_FIELDS, **_PARTS_GIVEN}
    )

    organization_id: Annotated[str, Field(max_length=40)]


class SupplierUpdate(PatchModel, ProfileFields):
    """The fields to change; those left out stay. Parts have paths of their own."""

    model_config = example({"employees": 150})


class SupplierOrganizationRead(OutputModel):
    """The company behind a profile."""

    id: str
    name: str
    name_en: str | None
    tax_code: str | None
    country: str
    website: str | None
    address: str | None


class SupplierPublicRead(OutputModel):
    """A supplier as buyers see it: no contacts, addresses or websites; none in texts either."""

    model_config = example(
        {
            "id": "sup_00d201ee9eg0003zekxanckt",
            "name": "Công ty TNHH Nhựa Kỹ Thuật Ví Dụ",
            "name_en": None,
            "country": "VN",
            **{name: value for name, value in _FIELDS.items() if name != "external_id"},
            "sites": [],
            "capabilities": [],
            "certifications": [],
            "certifications_complete": True,
            "data_origin": "declared",
        }
    )

    id: str
    name: str
    name_en: str | None
    country: str
    description: str
    employees: int | None
    founded_year: int | None
    languages: list[str]
    export_markets: list[str]
    fdi_customers: list[str]
    badges: list[str]
    sites: list[SitePublicRead]
    capabilities: list[CapabilityRead]
    certifications: list[CertificationRead]
    certifications_complete: bool
    data_origin: DataOrigin


class SupplierRead(OutputModel):
    """A supplier profile in full: for the centre and the supplier itself."""

    model_config = example(
        {
            "id": "sup_00d201ee9eg0003zekxanckt",
            "organization": {
                "id": "org_00d201ee9eg0003zekxanckt",
                "name": "Công ty TNHH Nhựa Kỹ Thuật Ví Dụ",
                "name_en": None,
                "tax_code": "0100233488",
                "country": "VN",
                "website": "https://nhua-ky-thuat.example",
                "address": None,
            },
            **_FIELDS,
            "is_active": True,
            "sites": [],
            "capabilities": [],
            "certifications": [],
            "certifications_complete": True,
            "data_origin": "declared",
            "notes": "",
            "created_at": "2026-11-21T08:00:00Z",
            "updated_at": "2026-11-21T08:00:00Z",
        }
    )

    id: str
    organization: SupplierOrganizationRead
    external_id: str | None
    is_active: bool
    description: str
    employees: int | None
    founded_year: int | None
    languages: list[str]
    export_markets: list[str]
    fdi_customers: list[str]
    badges: list[str]
    sites: list[SiteRead]
    capabilities: list[CapabilityRead]
    certifications: list[CertificationRead]
    certifications_complete: bool
    data_origin: DataOrigin
    notes: str | None
    """Notes of the centre; null for everybody else."""
    created_at: datetime
    updated_at: datetime


class SupplierSummary(OutputModel):
    """A supplier in a list."""

    model_config = example(
        {
            "id": "sup_00d201ee9eg0003zekxanckt",
            "organization_id": "org_00d201ee9eg0003zekxanckt",
            "external_id": "NCC-001",
            "name": "Công ty TNHH Nhựa Kỹ Thuật Ví Dụ",
            "name_en": None,
            "tax_code": "0100233488",
            "is_active": True,
            "data_origin": "declared",
            "updated_at": "2026-11-21T08:00:00Z",
        }
    )

    id: str
    organization_id: str
    external_id: str | None
    name: str
    name_en: str | None
    tax_code: str | None
    is_active: bool
    data_origin: DataOrigin
    updated_at: datetime
