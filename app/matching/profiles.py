"""What the matching core is told about a demand and about a supplier: plain frozen values.

Codes are those of `app.reference`. A province code never travels without its vintage, because
the codes were reused in 2025: `province` is a code in force since 2025-07-01 (34 units),
`legacy_province` one from before (63 units), and a place key spells the vintage out, as in
`current:79` or `legacy:74`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.reading import Reading, Suggestion

Period = Literal["once", "day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit.

    Attributes:
        value: The amount, exact.
        unit: A unit code of `app.reference.units`, such as `pcs`, `kg` or `m2`.
    """

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Site:
    """A factory.

    Attributes:
        id: The site's own id.
        province: Code of the province in force, or None when it is not known.
        legacy_province: Code of the province before 2025-07-01, or None when it is not known.
        latitude: Degrees north, or None.
        longitude: Degrees east, or None.
        industrial_park: Name of the park, or empty.
    """

    id: str
    province: str | None = None
    legacy_province: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    industrial_park: str = ""


@dataclass(frozen=True, slots=True)
class Capability:
    """What a supplier can make or do.

    Attributes:
        id: The capability's own id.
        category: A code of the taxonomy, or None when it has not been categorised.
        text: The supplier's own words.
        materials: Materials it works with.
        processes: Processes it masters.
        machines: Machines it has, with their size where stated ("press 250 t").
        tolerance: The tolerance it holds, in its own words.
        monthly_capacity: What it can make in a month, or None when not stated.
        moq: The smallest order it takes, or None when not stated.
        lead_time_days: Days from order to delivery, or None when not stated.
        suggestions: Categories that its texts were read as, the surest first, or None when they
            are to be read now.
    """

    id: str
    category: str | None = None
    text: str = ""
    materials: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    tolerance: str = ""
    monthly_capacity: Quantity | None = None
    moq: Quantity | None = None
    lead_time_days: int | None = None
    suggestions: tuple[Suggestion, ...] | None = None


@dataclass(frozen=True, slots=True)
class HeldCertification:
    """A certificate that a supplier says it holds.

    Attributes:
        id: The row's own id.
        code: A code of the certification table.
        number: The certificate's number, or empty.
        issued_on: The day it was issued, or None when not stated.
        expires_on: The last day on which it counts, or None when not stated.
        void_since: The first day on which the written edition no longer counted, or None when
            the edition is in force (ISO/TS 16949: 2018-09-14).
        verified: Whether somebody checked it; shown, never scored.
    """

    id: str
    code: str
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    void_since: date | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class SupplierProfile:
    """A supplier as the matching core sees it.

    Attributes:
        id: The organization's id, the last tie-break.
        key: A key that stays the same when the data are loaded again (a tax code, say): the first
            tie-break between equal scores.
        name: The name of the company.
        name_en: Its English name, or empty.
        description: What it says about itself.
        sites: Its factories, in any order.
        capabilities: What it can make, in any order.
        certifications: What it holds, in any order.
        certifications_complete: True when `certifications` is all it holds; False when that is not
            known, so that what is missing from the list is a question and not a no.
        languages: Languages it works in.
        export_markets: Where it exports to.
        fdi_customers: FDI firms it has served.
        badges: Programmes it has passed.
        reading: What its texts were read as, or None when they are to be read now.
    """

    id: str
    key: str
    name: str
    name_en: str = ""
    description: str = ""
    sites: tuple[Site, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    certifications: tuple[HeldCertification, ...] = ()
    certifications_complete: bool = False
    languages: tuple[str, ...] = ()
    export_markets: tuple[str, ...] = ()
    fdi_customers: tuple[str, ...] = ()
    badges: tuple[str, ...] = ()
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class DeliveryPlace:
    """Where the goods go: the fields mean what they mean for a `Site`."""

    province: str | None = None
    legacy_province: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """One sourcing request as the matching core sees it.

    Attributes:
        id: The demand's id, the last tie-break when demands are ranked for a supplier.
        key: A key that stays the same when the data are loaded again, the first tie-break.
        name: The item, as the buyer writes it.
        name_en: The same item in English, or empty.
        specification: The buyer's further words.
        categories: Taxonomy codes, any of which will do; empty when it has not been categorised.
        materials: Materials asked for.
        drawing_refs: Drawing numbers; they identify a part for the buyer and are not compared.
        standard_refs: Product standards, such as "JIS G4051".
        quantity: The amount per `period`, or None.
        unit: A unit code of `app.reference.units`, or None.
        period: How often `quantity` is needed, or None when it was not said.
        required_certifications: Certificates without which a supplier is not eligible.
        preferred_certifications: Certificates that only raise the score.
        delivery: Where the goods go, or None.
        allowed_places: Place keys; a supplier needs a site within one of them. Empty: anywhere.
        max_distance_km: The largest distance from the delivery place, or None.
        needed_by: The day on which the goods are needed, or None.
        approvals: Approved-source marks; they are not certifications and are not judged here.
        reading: What its texts were read as, or None when they are to be read now.
    """

    id: str
    key: str
    name: str
    name_en: str = ""
    specification: str = ""
    categories: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    drawing_refs: tuple[str, ...] = ()
    standard_refs: tuple[str, ...] = ()
    quantity: Decimal | None = None
    unit: str | None = None
    period: Period | None = None
    required_certifications: tuple[str, ...] = ()
    preferred_certifications: tuple[str, ...] = ()
    delivery: DeliveryPlace | None = None
    allowed_places: tuple[str, ...] = ()
    max_distance_km: int | None = None
    needed_by: date | None = None
    approvals: tuple[str, ...] = ()
    reading: Reading | None = None
