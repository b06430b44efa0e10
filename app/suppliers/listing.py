"""A profile as it takes part in matching, from a loaded row or from plain columns."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from app.core.database import Session
from app.core.redaction import redact_contacts
from app.matching import profiles
from app.models import SupplierProfile
from app.reading import from_json
from app.suppliers.listing_repository import ListingRepository, ProfileRows


@dataclass(frozen=True, slots=True)
class ListedSupplier:
    """A supplier that takes part in matching.

    Attributes:
        profile: What the matching core is told.
        version: Version of the profile that was read.
        is_active: Whether it is ranked.
        name: Name to show, without contacts.
        name_en: English name to show, without contacts; None where there is none.
        organization_id: The company behind it.
        country: Country of the company, ISO 3166-1 alpha-2.
        data_origin: Whether the data is declared, imported or synthetic.
    """

    profile: profiles.SupplierProfile
    version: int
    is_active: bool
    name: str
    name_en: str | None
    organization_id: str
    country: str
    data_origin: str


class SupplierListing:
    """Suppliers as they take part in matching, in one session and whoever asks."""

    def __init__(self, session: Session) -> None:
        self._suppliers = ListingRepository(session)

    def find(self, supplier_ids: Sequence[str]) -> Iterator[ListedSupplier]:
        """Give those of these suppliers that exist, the inactive ones too."""
        return map(_list_rows, self._suppliers.find(supplier_ids))

    def find_active(self) -> Iterator[ListedSupplier]:
        """Give every supplier that is ranked."""
        return map(_list_rows, self._suppliers.find_active())


def list_supplier(profile: SupplierProfile) -> ListedSupplier:
    """Return a profile, with its organization and parts loaded, as it takes part in matching."""
    return _list(profile, profile.organization, to_matching(profile))


def to_matching(profile: SupplierProfile) -> profiles.SupplierProfile:
    """Return a profile as the matching core takes it."""
    return _profile(
        profile,
        profile.organization,
        profile.sites,
        profile.capabilities,
        profile.certifications,
    )


def _list_rows(rows: ProfileRows) -> ListedSupplier:
    return _list(rows.profile, rows.profile, _profile(rows.profile, *rows))


# What follows reads attributes that mapped rows and plain rows share by name. A plain row of a
# profile holds the columns of its organization as well, and lists as JSON.


def _list(row: Any, organization: Any, profile: profiles.SupplierProfile) -> ListedSupplier:
    name_en = organization.name_en
    return ListedSupplier(
        profile=profile,
        version=row.version,
        is_active=row.is_active,
        name=redact_contacts(organization.name),
        name_en=None if name_en is None else redact_contacts(name_en),
        organization_id=row.organization_id,
        country=organization.country,
        data_origin=row.data_origin,
    )


def _profile(
    row: Any,
    organization: Any,
    sites: Iterable[Any],
    capabilities: Iterable[Any],
    certifications: Iterable[Any],
) -> profiles.SupplierProfile:
    return profiles.SupplierProfile(
        id=row.id,
        key=row.external_id or organization.tax_code or row.id,
        name=organization.name,
        name_en=organization.name_en or "",
        description=row.description,
        sites=tuple(map(_site, sites)),
        capabilities=tuple(map(_capability, capabilities)),
        certifications=tuple(map(_certification, certifications)),
        certifications_complete=row.certifications_complete,
        languages=_strings(row.languages),
        export_markets=_strings(row.export_markets),
        fdi_customers=_strings(row.fdi_customers),
        badges=_strings(row.badges),
        reading=from_json(row.reading) if row.reading else None,
    )


def _strings(value: str | list[str]) -> tuple[str, ...]:
    return _parsed(value) if isinstance(value, str) else tuple(value)


@lru_cache(maxsize=50_000)
def _parsed(value: str) -> tuple[str, ...]:
    return tuple(json.loads(value))


def _site(row: Any) -> profiles.Site:
    return profiles.Site(
        id=row.id,
        province=row.province,
        legacy_province=row.legacy_province,
        latitude=row.latitude,
        longitude=row.longitude,
        industrial_park=row.industrial_park or "",
    )


def _capability(row: Any) -> profiles.Capability:
    return profiles.Capability(
        id=row.id,
        category=row.category,
        text=row.text,
        materials=_strings(row.materials),
        processes=_strings(row.processes),
        machines=_strings(row.machines),
        tolerance=row.tolerance or "",
        monthly_capacity=_quantity(row.monthly_capacity, row.monthly_capacity_unit),
        moq=_quantity(row.moq, row.moq_unit),
        lead_time_days=row.lead_time_days,
        suggestions=from_json(row.reading).suggestions if row.reading else None,
    )


def _quantity(value: Decimal | None, unit: str | None) -> profiles.Quantity | None:
    return None if value is None or unit is None else profiles.Quantity(value, unit)


def _certification(row: Any) -> profiles.HeldCertification:
    return profiles.HeldCertification(
        id=row.id,
        code=row.code,
        number=row.number or "",
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        void_since=row.void_since,
        verified=row.verified_by is not None,
    )
