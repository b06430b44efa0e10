"""A profile as the centre, its owner, a buyer, and the matching core see it."""

from dataclasses import dataclass
from decimal import Decimal

from app.core.redaction import redact_all, redact_contacts
from app.matching import profiles
from app.models import Capability, Certification, Site, SupplierProfile
from app.reading import from_json
from app.suppliers.parts import read_capability
from app.suppliers.parts_schemas import CapabilityRead, CertificationRead, SitePublicRead, SiteRead
from app.suppliers.schemas import (
    SupplierOrganizationRead,
    SupplierPublicRead,
    SupplierRead,
    SupplierSummary,
)

_PLAIN = (
    "id",
    "employees",
    "founded_year",
    "certifications_complete",
    "data_origin",
)
_WRITTEN_ON_CERTIFICATES = ("as_written", "number", "issuer", "verified_by")


@dataclass(frozen=True, slots=True)
class ListedSupplier:
    """A supplier that takes part in matching.

    Attributes:
        profile: What the matching core is told.
        version: Version of the profile that was read.
        name: Name to show, without contacts.
        name_en: English name to show, without contacts; None where there is none.
        organization_id: The company behind it.
        country: Country of the company, ISO 3166-1 alpha-2.
        data_origin: Whether the data is declared, imported or synthetic.
    """

    profile: profiles.SupplierProfile
    version: int
    name: str
    name_en: str | None
    organization_id: str
    country: str
    data_origin: str


def list_supplier(profile: SupplierProfile) -> ListedSupplier:
    """Return a profile as it takes part in matching."""
    return ListedSupplier(
        profile=to_matching(profile),
        version=profile.version,
        name=redact_contacts(profile.organization.name),
        name_en=_redact_optional(profile.organization.name_en),
        organization_id=profile.organization_id,
        country=profile.organization.country,
        data_origin=profile.data_origin,
    )


def read_supplier(profile: SupplierProfile) -> SupplierRead:
    """Return a profile in full."""
    plain = {
        field: getattr(profile, field)
        for field in SupplierRead.model_fields
        if field not in {"organization", "sites", "capabilities", "certifications"}
    }
    return SupplierRead(
        **plain,
        organization=SupplierOrganizationRead.model_validate(profile.organization),
        sites=[SiteRead.model_validate(site) for site in profile.sites],
        capabilities=[read_capability(capability) for capability in profile.capabilities],
        certifications=[CertificationRead.model_validate(row) for row in profile.certifications],
    )


def public_supplier(profile: SupplierProfile) -> SupplierPublicRead:
    """Return a profile without anything by which the supplier could be reached."""
    return SupplierPublicRead(
        **{field: getattr(profile, field) for field in _PLAIN},
        name=redact_contacts(profile.organization.name),
        name_en=_redact_optional(profile.organization.name_en),
        country=profile.organization.country,
        description=redact_contacts(profile.description),
        languages=redact_all(profile.languages),
        export_markets=redact_all(profile.export_markets),
        fdi_customers=redact_all(profile.fdi_customers),
        badges=redact_all(profile.badges),
        sites=[_public_site(site) for site in profile.sites],
        capabilities=[_public_capability(row) for row in profile.capabilities],
        certifications=[_public_certification(row) for row in profile.certifications],
    )


def summarise_supplier(profile: SupplierProfile) -> SupplierSummary:
    """Return a profile as it stands in a list."""
    return SupplierSummary(
        id=profile.id,
        organization_id=profile.organization_id,
        external_id=profile.external_id,
        name=profile.organization.name,
        name_en=profile.organization.name_en,
        tax_code=profile.organization.tax_code,
        is_active=profile.is_active,
        data_origin=profile.data_origin,
        updated_at=profile.updated_at,
    )


def to_matching(profile: SupplierProfile) -> profiles.SupplierProfile:
    """Return a profile as the matching core takes it."""
    organization = profile.organization
    return profiles.SupplierProfile(
        id=profile.id,
        key=profile.external_id or organization.tax_code or profile.id,
        name=organization.name,
        name_en=organization.name_en or "",
        description=profile.description,
        sites=tuple(_matching_site(site) for site in profile.sites),
        capabilities=tuple(_matching_capability(row) for row in profile.capabilities),
        certifications=tuple(_matching_certification(row) for row in profile.certifications),
        certifications_complete=profile.certifications_complete,
        languages=tuple(profile.languages),
        export_markets=tuple(profile.export_markets),
        fdi_customers=tuple(profile.fdi_customers),
        badges=tuple(profile.badges),
        reading=from_json(profile.reading) if profile.reading else None,
    )


def _public_site(site: Site) -> SitePublicRead:
    read = SitePublicRead.model_validate(site)
    read.industrial_park = _redact_optional(read.industrial_park)
    return read


def _public_capability(row: Capability) -> CapabilityRead:
    read = read_capability(row)
    return read.model_copy(
        update={
            "text": redact_contacts(read.text),
            "materials": redact_all(read.materials),
            "processes": redact_all(read.processes),
            "machines": redact_all(read.machines),
            "category_suggestions": [],
            "tolerance": _redact_optional(read.tolerance),
        }
    )


def _public_certification(row: Certification) -> CertificationRead:
    read = CertificationRead.model_validate(row)
    for name in _WRITTEN_ON_CERTIFICATES:
        setattr(read, name, _redact_optional(getattr(read, name)))
    return read


def _redact_optional(text: str | None) -> str | None:
    return None if text is None else redact_contacts(text)


def _matching_site(site: Site) -> profiles.Site:
    return profiles.Site(
        id=site.id,
        province=site.province,
        legacy_province=site.legacy_province,
        latitude=site.latitude,
        longitude=site.longitude,
        industrial_park=site.industrial_park or "",
    )


def _matching_capability(row: Capability) -> profiles.Capability:
    return profiles.Capability(
        id=row.id,
        category=row.category,
        text=row.text,
        materials=tuple(row.materials),
        processes=tuple(row.processes),
        machines=tuple(row.machines),
        tolerance=row.tolerance or "",
        monthly_capacity=_quantity(row.monthly_capacity, row.monthly_capacity_unit),
        moq=_quantity(row.moq, row.moq_unit),
        lead_time_days=row.lead_time_days,
        suggestions=from_json(row.reading).suggestions if row.reading else (),
    )


def _quantity(value: Decimal | None, unit: str | None) -> profiles.Quantity | None:
    return None if value is None or unit is None else profiles.Quantity(value, unit)


def _matching_certification(row: Certification) -> profiles.HeldCertification:
    return profiles.HeldCertification(
        id=row.id,
        code=row.code,
        number=row.number or "",
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        void_since=row.void_since,
        verified=row.verified_by is not None,
    )
