"""Classification and synonyms over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import AnyRole, Centre
from app.classification.schemas import (
    ClassifyAnswer,
    ClassifyRequest,
    SynonymCreate,
    SynonymRead,
)
from app.classification.service import ClassificationService
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession, read_only
from app.core.schemas import Listing
from app.idempotency.route import Idempotent, IdempotentRoute
from app.reference.fields import CategoryCode

router = APIRouter(tags=["reference"], route_class=IdempotentRoute)


def classification_service(session: DbSession, principal: AnyRole) -> ClassificationService:
    """Give the service in the request's transaction."""
    return ClassificationService(session, principal)


Service = Annotated[ClassificationService, Depends(classification_service)]


@router.post("/reference/categories/classify", operation_id="classify_texts")
@read_only
def classify_texts(data: ClassifyRequest, service: Service) -> ClassifyAnswer:
    """Read texts into categories, in any of five languages, with the words that led there.

    A text that does not say gets no suggestion. This instance's synonyms are used.
    """
    return service.classify(data.texts)


@router.get("/synonyms", operation_id="list_synonyms")
def list_synonyms(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    _role: Centre,
    q: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    category: CategoryCode | None = None,
) -> Listing[SynonymRead]:
    """List this instance's own words for categories."""
    found = service.find_synonyms(page, q=q, category=category)
    return listing_of(request, response, found.map(SynonymRead.model_validate))


@router.post(
    "/synonyms",
    operation_id="create_synonym",
    status_code=201,
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def create_synonym(data: SynonymCreate, service: Service, _role: Centre) -> SynonymRead:
    """Teach this instance a phrase for a category; texts read from now on know it.

    A category that the centre chooses for a short item text is learned in the same way.
    """
    return SynonymRead.model_validate(service.create_synonym(data))


@router.delete("/synonyms/{synonym_id}", operation_id="delete_synonym", status_code=204)
def delete_synonym(synonym_id: str, service: Service, _role: Centre) -> None:
    """Forget a phrase; what was read with it stays as it was read."""
    service.delete_synonym(synonym_id)
