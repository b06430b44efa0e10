"""What both reconciliation services read and answer over HTTP in the same way."""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Form, Query, Request, Response
from pydantic import BaseModel, ValidationError

from app.core.errors import (
    BadRequestError,
    InvalidInputError,
    PayloadTooLargeError,
    UnsupportedMediaTypeError,
)
from app.core.http.body_limit import is_form, is_urlencoded
from app.core.http.openapi import problem_responses
from app.core.i18n import Language
from app.core.validation import problems_of
from app.reconciliation import examples
from app.reconciliation.extending import PREVIEW_HEIGHT, PREVIEW_WIDTH
from app.reconciliation.limits import LONGEST_TEXT, SUGGESTED
from app.reconciliation.schemas import (
    MAX_CANDIDATES,
    MAX_IDS,
    MAX_PROPERTIES,
    MAX_QUERIES,
    ExtensionQuery,
    QueryBatch,
    ResultBatch,
)
from app.reconciliation.service_schemas import (
    ExtensionAnswer,
    PropertyProposal,
    ProposedProperty,
    ServiceManifest,
    SuggestAnswer,
    Suggestion,
)

M = TypeVar("M", bound=BaseModel)

_QUERIES = f"""Reconciliation queries as JSON, by names of yours:
`{{"q0": {{"query": "Cơ khí Minh Phát", "limit": 3}}}}`. At most {MAX_QUERIES} at once; a text of
more than {LONGEST_TEXT} characters is no name and finds nothing; of the candidates at most
{MAX_CANDIDATES} are answered."""
_EXTEND = f"""A data extension query as JSON:
`{{"ids": ["..."], "properties": [{{"id": "name_en"}}]}}`. At most {MAX_IDS} ids and
{MAX_PROPERTIES} properties."""

QueriesParameter = Annotated[str | None, Query(description=_QUERIES)]
ExtendParameter = Annotated[str | None, Query(description=_EXTEND)]
QueriesField = Annotated[str | None, Form(description=_QUERIES)]
ExtendField = Annotated[str | None, Form(description=_EXTEND)]
Prefix = Annotated[
    str, Query(description="The beginning of a word of the name, or an id.", examples=["min"])
]
Skipped = Annotated[
    int, Query(alias="cursor", ge=0, le=1_000_000, description="How many suggestions to skip.")
]
TypeId = Annotated[str, Query(alias="type", description="The type that the entities have.")]
Most = Annotated[int | None, Query(ge=1, description="How many properties to propose at most.")]

Manifest = ServiceManifest | ResultBatch | ExtensionAnswer
Answered = ResultBatch | ExtensionAnswer

TOO_MANY = problem_responses(413)
PAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": f"A page of {PREVIEW_WIDTH} by {PREVIEW_HEIGHT} pixels.",
        "content": {"text/html": {"schema": {"type": "string"}, "example": examples.PREVIEW}},
    }
}
_PAGE_RULES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"


class Answers(Protocol):
    """A reconciliation service."""

    def reconcile(self, batch: QueryBatch, language: Language) -> ResultBatch:
        """Find the candidates for every query."""

    def extend(self, query: ExtensionQuery, language: Language) -> ExtensionAnswer:
        """Return the values of properties."""


def answer_either(
    service: Answers, queries: str | None, extend: str | None, language: Language
) -> Response | None:
    """Answer reconciliation queries or a data extension query; None where neither is given.

    Raises:
        BadRequestError: It is not JSON.
        InvalidInputError: It is not what the protocol says.
        PayloadTooLargeError: Too much is asked for at once.
    """
    if queries is not None:
        batch = _read(QueryBatch, queries)
        if len(batch.root) > MAX_QUERIES:
            raise PayloadTooLargeError(reason=f"Send at most {MAX_QUERIES} queries at once.")
        return answer(service.reconcile(batch, language))
    if extend is not None:
        return answer(service.extend(_read(ExtensionQuery, extend), language))
    return None


def answer_form(
    request: Request,
    service: Answers,
    queries: str | None,
    extend: str | None,
    language: Language,
) -> Response:
    """Answer what a form asks for.

    Raises:
        UnsupportedMediaTypeError: The body is no form.
        BadRequestError: The form has neither of the two fields, or it is not JSON.
        InvalidInputError: It is not what the protocol says.
        PayloadTooLargeError: Too much is asked for at once.
    """
    answered = answer_either(service, queries, extend, language)
    if answered is not None:
        return answered
    if not is_form(request.headers) and not is_urlencoded(request.headers):
        raise UnsupportedMediaTypeError(reason="Send application/x-www-form-urlencoded.")
    raise BadRequestError(reason="The form needs a field 'queries' or 'extend'.")


def answer(content: BaseModel) -> Response:
    """Write an answer as the protocol wants it: what is not there is left out."""
    return Response(
        content.model_dump_json(by_alias=True, exclude_none=True),
        media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def answer_page(page: str) -> Response:
    """Write a page that may be shown inside other sites, and can neither load nor run anything."""
    headers = {"Content-Security-Policy": _PAGE_RULES, "Cache-Control": "no-store"}
    return Response(page, media_type="text/html", headers=headers)


def answer_suggestions(found: Sequence[Suggestion], skipped: int) -> Response:
    """Write one page of suggestions."""
    return answer(SuggestAnswer(result=list(found[skipped : skipped + SUGGESTED])))


def answer_proposal(
    proposed: Sequence[ProposedProperty], type_id: str, limit: int | None
) -> Response:
    """Write the properties that can be asked for."""
    return answer(PropertyProposal(properties=list(proposed[:limit]), type=type_id, limit=limit))


def _read(model: type[M], text: str) -> M:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        details = error.errors(include_url=False)
        if details[0]["type"] == "json_invalid":
            raise BadRequestError(reason=f"This is not JSON: {details[0]['msg']}") from error
        raise InvalidInputError(problems_of(details)) from error
