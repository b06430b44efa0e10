"""Merging organizations over HTTP: for the centre."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import Centre
from app.core.errors import InvalidInputError, Problem
from app.core.http.conditional import ExpectedVersion, IfMatch
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession
from app.core.i18n import Text
from app.core.schemas import Listing
from app.core.versions import AnyVersion
from app.duplicates.merge_schemas import MergeCreate, MergeDetails, MergeSummary
from app.duplicates.merging import MergeService, Wish
from app.duplicates.undoing import UndoService
from app.duplicates.views import show_merge
from app.idempotency.route import Idempotent, IdempotentRoute

organization_router = APIRouter(
    prefix="/organizations", tags=["duplicates"], route_class=IdempotentRoute
)
router = APIRouter(prefix="/organization-merges", tags=["duplicates"], route_class=IdempotentRoute)

_INTO_ITSELF = Text(
    "An organization cannot go into itself: name another.",
    "Không thể gộp doanh nghiệp vào chính nó: hãy nêu doanh nghiệp khác.",
)


def merge_service(session: DbSession, principal: Centre) -> MergeService:
    """Give the service in the request's transaction."""
    return MergeService(session, principal)


def undo_service(session: DbSession, principal: Centre) -> UndoService:
    """Give the service in the request's transaction."""
    return UndoService(session, principal)


Service = Annotated[MergeService, Depends(merge_service)]


@organization_router.post(
    "/{organization_id}/merge",
    operation_id="merge_organization",
    status_code=201,
    responses={
        200: {"model": MergeDetails, "description": "Dry run: what the merge would do."},
        **problem_responses(409),
    },
    dependencies=[Idempotent],
)
def merge_organization(
    organization_id: str,
    data: MergeCreate,
    service: Service,
    if_match: IfMatch,
    response: Response,
) -> MergeDetails:
    """Let another organization go into this one, with all that hangs on it.

    Contacts, demand lists, demands, keys and imports move. Two profiles become one: what the
    survivor lacks is completed, parts that say something new move, the other profile stays as a
    record and leaves matching. Names and numbers of lists that exist twice get a suffix. Two
    different tax codes are two companies and are refused. `dry_run` shows all of it first.
    """
    if data.merged_id == organization_id:
        raise InvalidInputError([Problem("same_organization", _INTO_ITSELF, pointer="/merged_id")])
    wish = Wish(
        survivor_id=organization_id,
        merged_id=data.merged_id,
        reason=data.reason,
        survivor_version=if_match,
        merged_version=(
            AnyVersion()
            if data.merged_etag is None
            else ExpectedVersion(frozenset({data.merged_etag}))
        ),
    )
    if data.dry_run:
        response.status_code = 200
        return show_merge(service.preview(wish))
    merge = service.merge(wish)
    response.headers["Location"] = f"/v1/organization-merges/{merge.id}"
    return show_merge(merge)


@router.get("", operation_id="list_organization_merges")
def list_organization_merges(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    organization_id: Annotated[
        str | None, Query(max_length=40, description="Only merges of this organization.")
    ] = None,
    undone: Annotated[
        bool | None, Query(description="Only those that were undone, or that stand.")
    ] = None,
) -> Listing[MergeSummary]:
    """List merges, newest first."""
    found = service.find_merges(page, organization_id=organization_id, undone=undone)
    return listing_of(request, response, found.map(MergeSummary.model_validate))


@router.get("/{merge_id}", operation_id="get_organization_merge")
def get_organization_merge(merge_id: str, service: Service) -> MergeDetails:
    """Read what a merge moved and changed."""
    return show_merge(service.get_merge(merge_id))


@router.post(
    "/{merge_id}/undo",
    operation_id="undo_organization_merge",
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def undo_organization_merge(
    merge_id: str, service: Annotated[UndoService, Depends(undo_service)]
) -> MergeDetails:
    """Take a merge back: both organizations are again what they were.

    What was changed since stays as it is and is named in `left`. Of several merges on top of one
    another the last is undone first.
    """
    return show_merge(service.undo(merge_id))
