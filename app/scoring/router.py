"""Scoring profiles over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import AnyRole, Centre
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession, RequestLanguage
from app.core.schemas import Listing
from app.idempotency.route import Idempotent, IdempotentRoute
from app.scoring.schemas import (
    MAX_VERSION,
    ScoringProfileActivate,
    ScoringProfileCreate,
    ScoringProfileItemRead,
    ScoringProfileRead,
    ScoringProfileVersionsRead,
)
from app.scoring.service import ActiveProfile, ScoringProfileEditor, ScoringProfileService
from app.scoring.views import read_item, read_profile, read_versions

router = APIRouter(tags=["scoring profiles"], route_class=IdempotentRoute)


def scoring_profile_service(session: DbSession, _principal: AnyRole) -> ScoringProfileService:
    """Give the service in the request's transaction."""
    return ScoringProfileService(session)


def scoring_profile_editor(session: DbSession, principal: Centre) -> ScoringProfileEditor:
    """Give the centre's service in the request's transaction."""
    return ScoringProfileEditor(session, principal)


Service = Annotated[ScoringProfileService, Depends(scoring_profile_service)]
Editor = Annotated[ScoringProfileEditor, Depends(scoring_profile_editor)]


@router.get("/scoring-profile", operation_id="get_scoring_profile")
def get_scoring_profile(
    service: Service, language: RequestLanguage, response: Response
) -> ScoringProfileRead:
    """Tell how matches are scored now: weights, parameters, and what each criterion means.

    Its ETag says which activation is in force; putting another profile in force names it.
    """
    return _answer_active(service.get_active(), language, response)


@router.get("/scoring-profiles", operation_id="list_scoring_profiles")
def list_scoring_profiles(
    service: Service, request: Request, response: Response, page: PageQuery
) -> Listing[ScoringProfileItemRead]:
    """List every version of every profile: the built-in one, then in the order of their making."""
    return listing_of(request, response, service.find_profiles(page).map(read_item))


@router.post(
    "/scoring-profiles",
    operation_id="create_scoring_profile",
    status_code=201,
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def create_scoring_profile(
    data: ScoringProfileCreate, editor: Editor, response: Response
) -> ScoringProfileItemRead:
    """Write a new profile, or the next version of one. Activate it to put it in force.

    Any request for matches may name it at once, so that it can be tried before.
    """
    known = editor.create_profile(data)
    path = f"/v1/scoring-profiles/{data.name}?version={data.version}"
    response.headers["Location"] = path
    return read_item(known)


@router.get("/scoring-profiles/{name}", operation_id="get_scoring_profile_by_name")
def get_scoring_profile_by_name(
    name: str,
    service: Service,
    language: RequestLanguage,
    version: Annotated[
        int | None, Query(ge=1, le=MAX_VERSION, description="Which version; none: the newest.")
    ] = None,
) -> ScoringProfileVersionsRead:
    """Read a profile with the documentation of its criteria, and the versions of its name."""
    known = service.get_profile(name, version)
    return read_versions(known, service.find_versions(name), language)


@router.post("/scoring-profiles/{name}/activate", operation_id="activate_scoring_profile")
def activate_scoring_profile(
    name: str,
    data: ScoringProfileActivate,
    editor: Editor,
    if_match: IfMatch,
    language: RequestLanguage,
    response: Response,
) -> ScoringProfileRead:
    """Put a version in force: from now on it scores where a request names none.

    If-Match takes the ETag of `GET /v1/scoring-profile`. To go back, activate an earlier version
    or `default`, version 1.
    """
    return _answer_active(editor.activate_profile(name, data.version, if_match), language, response)


def _answer_active(
    active: ActiveProfile, language: RequestLanguage, response: Response
) -> ScoringProfileRead:
    response.headers["ETag"] = etag_of(active.number)
    return read_profile(active.profile, language)
