"""Problem details (RFC 9457): how every error looks on the wire."""

import json
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from app.core.errors import AppError, Problem
from app.core.http.session import request_language
from app.core.i18n import Language

PROBLEM_MEDIA_TYPE = "application/problem+json"
_TYPE_BASE = "urn:ketnoi:problem:"


class FaultRead(BaseModel):
    """One fault of the input, and where it stands."""

    code: str = Field(description="Stable name of the fault.")
    detail: str = Field(description="What is wrong and what would be right.")
    place: str = Field(description="body, query, path, header or file.")
    pointer: str | None = Field(None, description="JSON pointer, or name of the parameter.")
    row: int | None = Field(None, description="Row of the file; the first row is 1.")
    column: str | None = Field(None, description="Canonical column of the file.")
    value: str | None = Field(None, description="The value as given, shortened.")


class ProblemDetails(BaseModel):
    """An error (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:ketnoi:problem:invalid_input",
                "title": "Invalid input",
                "status": 422,
                "code": "invalid_input",
                "detail": "1 value(s) must be corrected; 'errors' names each.",
                "request_id": "5f0c2a2d9f3a4a7f",
                "errors": [
                    {
                        "code": "missing",
                        "detail": "This field is required.",
                        "place": "body",
                        "pointer": "/name",
                    }
                ],
            }
        }
    )

    type: str
    title: str
    status: int
    code: str = Field(description="Stable name of the error, for programs.")
    detail: str
    request_id: str | None = Field(None, description="Name it when you report the error.")
    errors: list[FaultRead] = Field(default_factory=list)


def problem_of(error: AppError, language: Language, request_id: str | None) -> dict[str, Any]:
    """Render an error as problem details."""
    body = ProblemDetails(
        type=_TYPE_BASE + error.code,
        title=error.title.render(language),
        status=error.status,
        code=error.code,
        detail=error.render_detail(language),
        request_id=request_id,
        errors=[_fault(problem, language) for problem in error.problems],
    )
    return body.model_dump(exclude_none=True)


def _fault(problem: Problem, language: Language) -> FaultRead:
    return FaultRead(
        code=problem.code,
        detail=problem.render(language),
        place=problem.place,
        pointer=problem.pointer or None,
        row=problem.row,
        column=problem.column,
        value=problem.value,
    )


def problem_response(request: Request, error: AppError) -> Response:
    """Answer a request with an error."""
    language = request_language(request)
    content = problem_of(error, language, getattr(request.state, "request_id", None))
    headers = {"Content-Language": language, **error.headers}
    # Half a surrogate pair, which JSON can bring in, has no UTF-8: it goes out as it came in.
    body = json.dumps(content, ensure_ascii=False).encode(errors="backslashreplace")
    return Response(body, error.status, headers, media_type=PROBLEM_MEDIA_TYPE)
