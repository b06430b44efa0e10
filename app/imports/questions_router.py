"""The questions of an import over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.imports.questions.schemas import QuestionsRead
from app.imports.router import Service

questions_router = APIRouter(tags=["imports"])

MOST_QUESTIONS = 200


@questions_router.get("/imports/{import_id}/questions", operation_id="list_import_questions")
def list_import_questions(
    import_id: str,
    service: Service,
    column: Annotated[
        str | None, Query(max_length=40, description="Only questions about this column.")
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=MOST_QUESTIONS, description="Most questions to return.")
    ] = 50,
) -> QuestionsRead:
    """List what is asked about the rows, the same questions together, most frequent first.

    `PATCH /v1/imports/{id}` with `answers` settles one for all its rows: the column, what stands
    there, and what is meant.
    """
    return service.find_questions(import_id, column=column, limit=limit)
