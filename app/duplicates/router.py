"""Duplicates and decisions about them over HTTP: for the centre."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import Centre
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession, RequestLanguage, read_only
from app.core.pagination import Page
from app.core.schemas import Listing
from app.duplicates.company import CompanyFacts
from app.duplicates.evidence import REVIEW_SCORE
from app.duplicates.schemas import (
    DistinctionCreate,
    DistinctionRead,
    DuplicateCandidates,
    DuplicateCheck,
    DuplicatePair,
    DuplicateVerdict,
)
from app.duplicates.service import DuplicateService, Pair
from app.duplicates.views import show_candidate, show_pair
from app.idempotency.route import Idempotent, IdempotentRoute

router = APIRouter(prefix="/organizations", tags=["duplicates"], route_class=IdempotentRoute)


def duplicate_service(session: DbSession, principal: Centre) -> DuplicateService:
    """Give the service in the request's transaction."""
    return DuplicateService(session, principal)


Service = Annotated[DuplicateService, Depends(duplicate_service)]
MinScore = Annotated[int, Query(ge=0, le=1000, description="Least score of a pair, 0 to 1000.")]


@router.get("/duplicates", operation_id="list_duplicates")
def list_duplicates(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    language: RequestLanguage,
    min_score: MinScore = REVIEW_SCORE,
    verdict: DuplicateVerdict | None = None,
) -> Listing[DuplicatePair]:
    """List the pairs of registered companies that may be one, the likeliest first.

    Compared are names in both languages, tax codes and foreign registration numbers, addresses,
    internet domains and telephone numbers. Pairs that were told apart are left out.
    """
    found = service.find_candidates(page, threshold=min_score, verdict=verdict)
    return listing_of(request, response, _show(service, found, language))


@router.post("/duplicates/check", operation_id="check_duplicates")
@read_only
def check_duplicates(
    data: DuplicateCheck, service: Service, language: RequestLanguage
) -> DuplicateCandidates:
    """Ask which registered companies a company may be, before it is registered."""
    facts = CompanyFacts(
        key="asked",
        names=tuple(data.names),
        tax_code=data.tax_code,
        address=data.address,
        website=data.website,
        phones=tuple(data.phones),
        emails=tuple(data.emails),
        country=data.country,
        foreign_registration_number=data.foreign_registration_number,
    )
    found = service.candidates_for([facts], threshold=data.min_score)["asked"]
    organizations = service.find_organizations(item.organization_id for item in found)
    return DuplicateCandidates(
        items=[show_candidate(item, organizations, language) for item in found]
    )


@router.get("/{organization_id}/duplicates", operation_id="list_duplicates_of_organization")
def list_duplicates_of_organization(
    organization_id: str,
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    language: RequestLanguage,
    min_score: MinScore = REVIEW_SCORE,
    verdict: DuplicateVerdict | None = None,
) -> Listing[DuplicatePair]:
    """List the pairs of one company, the likeliest first."""
    found = service.find_candidates(
        page, threshold=min_score, verdict=verdict, organization_id=organization_id
    )
    return listing_of(request, response, _show(service, found, language))


@router.post(
    "/distinctions",
    operation_id="create_distinction",
    status_code=201,
    responses=problem_responses(404, 409),
    dependencies=[Idempotent],
)
def create_distinction(data: DistinctionCreate, service: Service) -> DistinctionRead:
    """Say that two organizations are not the same company; they are not shown as a pair again.

    Saying it again answers with the decision that is there.
    """
    decision = service.create_distinction(data.first_id, data.second_id, data.note)
    return DistinctionRead.model_validate(decision)


@router.get("/distinctions", operation_id="list_distinctions")
def list_distinctions(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    organization_id: Annotated[
        str | None, Query(max_length=40, description="Only decisions about this organization.")
    ] = None,
) -> Listing[DistinctionRead]:
    """List which organizations were told apart, in the order of the decisions."""
    found = service.find_distinctions(page, organization_id)
    return listing_of(request, response, found.map(DistinctionRead.model_validate))


@router.delete("/distinctions/{distinction_id}", operation_id="delete_distinction", status_code=204)
def delete_distinction(distinction_id: str, service: Service) -> None:
    """Take a decision back: the two may be shown as a pair again."""
    service.delete_distinction(distinction_id)


def _show(
    service: DuplicateService, found: Page[Pair], language: RequestLanguage
) -> Page[DuplicatePair]:
    ids = {row_id for pair in found.items for row_id in (pair.first_id, pair.second_id)}
    organizations = service.find_organizations(ids)
    return found.map(lambda pair: show_pair(pair, organizations, language))
