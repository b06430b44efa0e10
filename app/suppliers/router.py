"""Supplier profiles over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import AnyRole, Centre, CentreOrSupplier
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession
from app.core.principal import Principal
from app.core.schemas import Listing
from app.idempotency.route import Idempotent, IdempotentRoute
from app.models import SupplierProfile
from app.reference.fields import (
    CategoryCode,
    CertificationCode,
    LegacyProvinceCode,
    ProvinceCode,
)
from app.suppliers.schemas import (
    SupplierCreate,
    SupplierPublicRead,
    SupplierRead,
    SupplierSummary,
    SupplierUpdate,
)
from app.suppliers.service import SupplierFilter, SupplierService
from app.suppliers.views import own_supplier, public_supplier, read_supplier, summarise_supplier

router = APIRouter(prefix="/suppliers", tags=["suppliers"], route_class=IdempotentRoute)


def supplier_service(session: DbSession, principal: AnyRole) -> SupplierService:
    """Give the service in the request's transaction."""
    return SupplierService(session, principal)


Service = Annotated[SupplierService, Depends(supplier_service)]


def read_filter(
    q: Annotated[
        str | None, Query(min_length=1, max_length=200, description="Part of a name.")
    ] = None,
    category: Annotated[
        CategoryCode | None, Query(description="Category; includes what is below it.")
    ] = None,
    certification: CertificationCode | None = None,
    province: ProvinceCode | None = None,
    legacy_province: LegacyProvinceCode | None = None,
    is_active: bool | None = None,
) -> SupplierFilter:
    """Read which suppliers are asked for."""
    return SupplierFilter(q, category, certification, province, legacy_province, is_active)


@router.post(
    "",
    operation_id="create_supplier",
    status_code=201,
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def create_supplier(
    data: SupplierCreate, service: Service, response: Response, principal: Centre
) -> SupplierRead:
    """Give a registered organization its profile: sites, capabilities, certificates at once."""
    profile = service.create_supplier(data)
    response.headers["Location"] = f"/v1/suppliers/{profile.id}"
    return _answer(profile, response, principal)


@router.get("", operation_id="list_suppliers")
def list_suppliers(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    wanted: Annotated[SupplierFilter, Depends(read_filter)],
    _role: CentreOrSupplier,
) -> Listing[SupplierSummary]:
    """List profiles: all for the centre, its own for a supplier. Buyers ask for matches."""
    found = service.find_suppliers(page, wanted)
    return listing_of(request, response, found.map(summarise_supplier))


@router.get("/{supplier_id}", operation_id="get_supplier")
def get_supplier(
    supplier_id: str, service: Service, response: Response, principal: AnyRole
) -> SupplierRead | SupplierPublicRead:
    """Read one profile.

    A buyer gets it without contacts, addresses and websites, also in its texts; the supplier
    itself gets all but the notes of the centre.
    """
    profile = service.get_supplier(supplier_id)
    if principal.role == "buyer":
        response.headers["ETag"] = etag_of(profile.version)
        return public_supplier(profile)
    return _answer(profile, response, principal)


@router.patch("/{supplier_id}", operation_id="update_supplier", responses=problem_responses(409))
def update_supplier(
    supplier_id: str,
    patch: SupplierUpdate,
    service: Service,
    if_match: IfMatch,
    response: Response,
    principal: CentreOrSupplier,
) -> SupplierRead:
    """Change the fields of a profile; sites, capabilities and certificates have own paths."""
    return _answer(service.update_supplier(supplier_id, patch, if_match), response, principal)


@router.delete(
    "/{supplier_id}",
    operation_id="delete_supplier",
    status_code=204,
    responses=problem_responses(409),
)
def delete_supplier(supplier_id: str, service: Service, if_match: IfMatch, _role: Centre) -> None:
    """Delete a profile with its parts; the organization stays registered."""
    service.delete_supplier(supplier_id, if_match)


def _answer(profile: SupplierProfile, response: Response, principal: Principal) -> SupplierRead:
    response.headers["ETag"] = etag_of(profile.version)
    return read_supplier(profile) if principal.is_centre else own_supplier(profile)
