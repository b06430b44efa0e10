"""A profile as the centre, its owner and a buyer see it."""

from app.core.redaction import redact_all, redact_contacts
from app.models import Capability, Certification, Site, SupplierProfile
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


def own_supplier(profile: SupplierProfile) -> SupplierRead:
    """Return a profile as the supplier itself sees it: all but the notes of the centre."""
    return read_supplier(profile).model_copy(update={"notes": None})


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
