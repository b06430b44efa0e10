"""What the generator makes: plain frozen records under the field names of the API."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

DataOrigin = Literal["synthetic"]
Period = Literal["once", "day", "week", "month", "quarter", "year"]
Status = Literal["draft", "open", "closed", "awarded", "cancelled"]

SYNTHETIC: DataOrigin = "synthetic"


@dataclass(frozen=True, slots=True)
class DemoContact:
    """A person who does not exist.

    Attributes:
        name: Vietnamese personal name.
        position: Role in the company.
        email: Address in a domain reserved for examples (RFC 2606).
        phone: Possible by its length, but in a range that no operator was given.
    """

    name: str
    position: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class DemoOrganization:
    """A company: registered in Vietnam with a tax code, or abroad with a number of its own."""

    name: str
    name_en: str | None
    tax_code: str | None
    country: str
    foreign_registration_number: str | None
    is_buyer: bool
    is_supplier: bool
    website: str | None
    address: str | None
    contacts: tuple[DemoContact, ...]
    data_origin: DataOrigin = SYNTHETIC


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A factory. Codes are texts; a legacy code always comes with its current one."""

    name: str | None
    address: str | None
    province: str | None
    legacy_province: str | None
    industrial_park: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class DemoQuantity:
    """An amount with the code of its unit."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class DemoCapability:
    """Something that a supplier makes or does, in its own words and in fields."""

    category: str | None
    text: str
    materials: tuple[str, ...]
    processes: tuple[str, ...]
    machines: tuple[str, ...]
    tolerance: str | None
    monthly_capacity: DemoQuantity | None
    moq: DemoQuantity | None
    lead_time_days: int | None


@dataclass(frozen=True, slots=True)
class DemoCertification:
    """A held certificate; `void_since` is set where the edition as written is withdrawn."""

    code: str
    as_written: str
    number: str | None
    issuer: str | None
    issued_on: date | None
    expires_on: date | None
    void_since: date | None
    verified_by: str | None
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class DemoSupplier:
    """A supplier with its profile.

    Attributes:
        certifications_complete: True where the list is all it holds, False where more may exist.
        export_markets: Countries, ISO 3166-1 alpha-2.
        languages: ISO 639-1 codes.
        fdi_customers: Kinds of customers, never names.
    """

    external_id: str
    organization: DemoOrganization
    description: str
    employees: int | None
    founded_year: int | None
    sites: tuple[DemoSite, ...]
    capabilities: tuple[DemoCapability, ...]
    certifications: tuple[DemoCertification, ...]
    certifications_complete: bool
    languages: tuple[str, ...]
    export_markets: tuple[str, ...]
    fdi_customers: tuple[str, ...]
    badges: tuple[str, ...]
    data_origin: DataOrigin = SYNTHETIC


@dataclass(frozen=True, slots=True)
class DemoDelivery:
    """Where the goods go."""

    province: str
    legacy_province: str
    latitude: float | None
    longitude: float | None
    address: str | None


@dataclass(frozen=True, slots=True)
class DemoDemand:
    """One sourcing request. Its notes say that it is synthetic."""

    external_id: str
    status: Status
    name: str
    name_en: str | None
    specification: str
    categories: tuple[str, ...]
    materials: tuple[str, ...]
    drawing_refs: tuple[str, ...]
    standard_refs: tuple[str, ...]
    approvals: tuple[str, ...]
    quantity: Decimal | None
    unit: str | None
    period: Period | None
    required_certifications: tuple[str, ...]
    preferred_certifications: tuple[str, ...]
    delivery: DemoDelivery | None
    allowed_places: tuple[str, ...]
    max_distance_km: int | None
    needed_by: date | None
    buyer_hidden: bool
    notes: str
    data_origin: DataOrigin = SYNTHETIC


@dataclass(frozen=True, slots=True)
class DemoDemandList:
    """What one buyer sends at once."""

    buyer: DemoOrganization
    external_id: str
    name: str
    note: str
    demands: tuple[DemoDemand, ...]
    data_origin: DataOrigin = SYNTHETIC


@dataclass(frozen=True, slots=True)
class Market:
    """A whole synthetic market, as it stands on one day.

    Attributes:
        seed: What it was made from; the same seed and day give the same market.
        today: The day that all dates are relative to.
        suppliers: In the order of their numbers.
        demand_lists: The illustrative list first.
    """

    seed: int
    today: date
    suppliers: tuple[DemoSupplier, ...]
    demand_lists: tuple[DemoDemandList, ...]
