"""Sites, capabilities and certificates of a profile over HTTP.

Each answer carries the ETag of the whole profile: its parts change together with it.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.access.roles import CentreOrSupplier
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession
from app.idempotency.route import Idempotent, IdempotentRoute
from app.suppliers.part_service import PartService
from app.suppliers.parts import CAPABILITY, CERTIFICATION, SITE
from app.suppliers.parts_schemas import (
    CapabilityCreate,
    CapabilityRead,
    CapabilityUpdate,
    CertificationCreate,
    CertificationRead,
    CertificationUpdate,
    SiteCreate,
    SiteRead,
    SiteUpdate,
)

router = APIRouter(
    prefix="/suppliers/{supplier_id}",
    tags=["suppliers"],
    route_class=IdempotentRoute,
    responses=problem_responses(409),
)


def part_service(session: DbSession, principal: CentreOrSupplier) -> PartService:
    """Give the service in the request's transaction."""
    return PartService(session, principal)


Service = Annotated[PartService, Depends(part_service)]


@router.post(
    "/sites",
    operation_id="create_site",
    status_code=201,
    response_model=SiteRead,
    dependencies=[Idempotent],
)
def create_site(supplier_id: str, data: SiteCreate, service: Service, response: Response) -> object:
    """Add a factory."""
    part, profile = service.create_part(SITE, supplier_id, data)
    response.headers["ETag"] = etag_of(profile.version)
    return part


@router.patch("/sites/{site_id}", operation_id="update_site", response_model=SiteRead)
def update_site(
    supplier_id: str,
    site_id: str,
    patch: SiteUpdate,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> object:
    """Change a factory."""
    part, profile = service.update_part(SITE, supplier_id, site_id, patch, if_match)
    response.headers["ETag"] = etag_of(profile.version)
    return part


@router.delete("/sites/{site_id}", operation_id="delete_site", status_code=204)
def delete_site(
    supplier_id: str, site_id: str, service: Service, if_match: IfMatch, response: Response
) -> None:
    """Take a factory away."""
    profile = service.delete_part(SITE, supplier_id, site_id, if_match)
    response.headers["ETag"] = etag_of(profile.version)


@router.post(
    "/capabilities",
    operation_id="create_capability",
    status_code=201,
    response_model=CapabilityRead,
    dependencies=[Idempotent],
)
def create_capability(
    supplier_id: str, data: CapabilityCreate, service: Service, response: Response
) -> object:
    """Add something that the supplier can make or do."""
    part, profile = service.create_part(CAPABILITY, supplier_id, data)
    response.headers["ETag"] = etag_of(profile.version)
    return part


@router.patch(
    "/capabilities/{capability_id}",
    operation_id="update_capability",
    response_model=CapabilityRead,
)
def update_capability(
    supplier_id: str,
    capability_id: str,
    patch: CapabilityUpdate,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> object:
    """Change a capability."""
    part, profile = service.update_part(CAPABILITY, supplier_id, capability_id, patch, if_match)
    response.headers["ETag"] = etag_of(profile.version)
    return part


@router.delete("/capabilities/{capability_id}", operation_id="delete_capability", status_code=204)
def delete_capability(
    supplier_id: str,
    capability_id: str,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> None:
    """Take a capability away."""
    profile = service.delete_part(CAPABILITY, supplier_id, capability_id, if_match)
    response.headers["ETag"] = etag_of(profile.version)


@router.post(
    "/certifications",
    operation_id="create_certification",
    status_code=201,
    response_model=CertificationRead,
    dependencies=[Idempotent],
)
def create_certification(
    supplier_id: str, data: CertificationCreate, service: Service, response: Response
) -> object:
    """Add a held certificate. Only the centre may say who verified it."""
    part, profile = service.create_part(CERTIFICATION, supplier_id, data)
    response.headers["ETag"] = etag_of(profile.version)
    return part


@router.patch(
    "/certifications/{certification_id}",
    operation_id="update_certification",
    response_model=CertificationRead,
)
def update_certification(
    supplier_id: str,
    certification_id: str,
    patch: CertificationUpdate,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> object:
    """Change a certificate; a change of its content takes an earlier verification off."""
    part, profile = service.update_part(
        CERTIFICATION, supplier_id, certification_id, patch, if_match
    )
    response.headers["ETag"] = etag_of(profile.version)
    return part


@router.delete(
    "/certifications/{certification_id}", operation_id="delete_certification", status_code=204
)
def delete_certification(
    supplier_id: str,
    certification_id: str,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> None:
    """Take a certificate away."""
    profile = service.delete_part(CERTIFICATION, supplier_id, certification_id, if_match)
    response.headers["ETag"] = etag_of(profile.version)
