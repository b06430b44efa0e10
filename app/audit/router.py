"""The audit trail over HTTP: for the centre."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import Centre
from app.audit.schemas import AuditRecordRead
from app.audit.service import AuditTrail
from app.core.http.listing import PageQuery, listing_of
from app.core.http.session import DbSession
from app.core.schemas import Listing

router = APIRouter(prefix="/audit-records", tags=["audit"])


def audit_trail(session: DbSession, principal: Centre) -> AuditTrail:
    """Give the trail in the request's transaction."""
    return AuditTrail(session, principal)


@router.get("", operation_id="list_audit_records")
def list_audit_records(
    trail: Annotated[AuditTrail, Depends(audit_trail)],
    request: Request,
    response: Response,
    page: PageQuery,
    entity: Annotated[
        str | None, Query(max_length=40, description="Kind of thing, such as `demand`.")
    ] = None,
    entity_id: Annotated[str | None, Query(max_length=40)] = None,
    actor: Annotated[str | None, Query(max_length=40, description="Id of an API key.")] = None,
) -> Listing[AuditRecordRead]:
    """List who changed what, from what, to what; newest first."""
    found = trail.find_page(page, entity=entity, entity_id=entity_id, actor=actor)
    return listing_of(request, response, found.map(AuditRecordRead.model_validate))
