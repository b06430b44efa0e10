"""API keys over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import AnyRole, Centre
from app.accounts.schemas import ApiKeyCreate, ApiKeyCreated, ApiKeyRead, PrincipalRead
from app.accounts.service import AccountService
from app.core.http.listing import PageQuery, listing_of
from app.core.http.session import DbSession
from app.core.schemas import Listing

router = APIRouter(tags=["accounts"])


def account_service(session: DbSession, principal: Centre) -> AccountService:
    """Give the service in the request's transaction."""
    return AccountService(session, principal)


Service = Annotated[AccountService, Depends(account_service)]


@router.get("/me", operation_id="get_me")
def get_me(principal: AnyRole) -> PrincipalRead:
    """Tell whose key this is and what it may do."""
    return PrincipalRead(
        key_id=principal.key_id,
        role=principal.role,
        organization_id=principal.organization_id,
        scopes=sorted(principal.scopes),
    )


@router.post("/api-keys", operation_id="create_api_key", status_code=201)
def create_api_key(data: ApiKeyCreate, service: Service, response: Response) -> ApiKeyCreated:
    """Make a key. Its token is shown in this answer and never again.

    Takes no Idempotency-Key: a kept answer would store the token.
    """
    response.headers["Cache-Control"] = "no-store"
    created = service.create_key(data)
    response.headers["Location"] = f"/v1/api-keys/{created.id}"
    return created


@router.get("/api-keys", operation_id="list_api_keys")
def list_api_keys(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    organization_id: Annotated[str | None, Query(max_length=40)] = None,
) -> Listing[ApiKeyRead]:
    """List keys, without their secrets."""
    found = service.find_keys(page, organization_id)
    return listing_of(request, response, found.map(ApiKeyRead.model_validate))


@router.get("/api-keys/{key_id}", operation_id="get_api_key")
def get_api_key(key_id: str, service: Service) -> ApiKeyRead:
    """Read one key, without its secret."""
    return ApiKeyRead.model_validate(service.get_key(key_id))


@router.delete("/api-keys/{key_id}", operation_id="revoke_api_key")
def revoke_api_key(key_id: str, service: Service) -> ApiKeyRead:
    """Revoke a key for good. The next request with it is refused, on every worker."""
    return ApiKeyRead.model_validate(service.revoke_key(key_id))
