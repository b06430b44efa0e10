"""Organizations over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import AnyRole, Centre
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession
from app.core.schemas import Listing
from app.idempotency.route import Idempotent, IdempotentRoute
from app.models import Organization
from app.organizations.schemas import (
    ContactCreate,
    ContactRead,
    ContactUpdate,
    OrganizationCreate,
    OrganizationRead,
    OrganizationUpdate,
)
from app.organizations.service import OrganizationService

router = APIRouter(prefix="/organizations", tags=["organizations"], route_class=IdempotentRoute)


def organization_service(session: DbSession, principal: AnyRole) -> OrganizationService:
    """Give the service in the request's transaction."""
    return OrganizationService(session, principal)


Service = Annotated[OrganizationService, Depends(organization_service)]


@router.post(
    "",
    operation_id="create_organization",
    status_code=201,
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def create_organization(
    data: OrganizationCreate, service: Service, response: Response, _role: Centre
) -> OrganizationRead:
    """Register a company. The centre does this; a tax code can be registered once."""
    organization = service.create_organization(data)
    response.headers["Location"] = f"/v1/organizations/{organization.id}"
    return _answer(organization, response)


@router.get("", operation_id="list_organizations")
def list_organizations(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    q: Annotated[
        str | None, Query(min_length=1, max_length=200, description="Part of a name.")
    ] = None,
    tax_code: Annotated[str | None, Query(max_length=13)] = None,
    is_buyer: bool | None = None,
    is_supplier: bool | None = None,
) -> Listing[OrganizationRead]:
    """List companies: all for the centre, its own for a buyer or supplier."""
    found = service.find_organizations(
        page, q=q, tax_code=tax_code, is_buyer=is_buyer, is_supplier=is_supplier
    )
    return listing_of(request, response, found.map(OrganizationRead.model_validate))


@router.get("/{organization_id}", operation_id="get_organization")
def get_organization(
    organization_id: str, service: Service, response: Response
) -> OrganizationRead:
    """Read one company. Its ETag is what a change must name in If-Match.

    One that was merged into another still answers, and says which in `merged_into_id`.
    """
    return _answer(service.get_organization(organization_id), response)


@router.patch(
    "/{organization_id}", operation_id="update_organization", responses=problem_responses(409)
)
def update_organization(
    organization_id: str,
    patch: OrganizationUpdate,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> OrganizationRead:
    """Change a company. What tells who it is (name, tax code, sides) only the centre changes."""
    return _answer(service.update_organization(organization_id, patch, if_match), response)


@router.delete(
    "/{organization_id}",
    operation_id="delete_organization",
    status_code=204,
    responses=problem_responses(409),
)
def delete_organization(
    organization_id: str, service: Service, if_match: IfMatch, _role: Centre
) -> None:
    """Delete a company on which no profile, demand or key hangs."""
    service.delete_organization(organization_id, if_match)


@router.get("/{organization_id}/contacts", operation_id="list_contacts")
def list_contacts(organization_id: str, service: Service) -> Listing[ContactRead]:
    """List the contacts. Only the centre and the company itself see them."""
    found = service.find_contacts(organization_id)
    return Listing(items=[ContactRead.model_validate(contact) for contact in found])


@router.post(
    "/{organization_id}/contacts",
    operation_id="create_contact",
    status_code=201,
    dependencies=[Idempotent],
)
def create_contact(organization_id: str, data: ContactCreate, service: Service) -> ContactRead:
    """Add a person to call."""
    return ContactRead.model_validate(service.create_contact(organization_id, data))


@router.patch("/{organization_id}/contacts/{contact_id}", operation_id="update_contact")
def update_contact(
    organization_id: str, contact_id: str, patch: ContactUpdate, service: Service
) -> ContactRead:
    """Change a contact."""
    return ContactRead.model_validate(service.update_contact(organization_id, contact_id, patch))


@router.delete(
    "/{organization_id}/contacts/{contact_id}", operation_id="delete_contact", status_code=204
)
def delete_contact(organization_id: str, contact_id: str, service: Service) -> None:
    """Delete a contact."""
    service.delete_contact(organization_id, contact_id)


def _answer(organization: Organization, response: Response) -> OrganizationRead:
    response.headers["ETag"] = etag_of(organization.version)
    return OrganizationRead.model_validate(organization)
