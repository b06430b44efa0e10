"""Import templates over HTTP."""

import io
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.access.roles import AnyRole
from app.core.http.session import RequestLanguage
from app.core.i18n import Language
from app.imports.columns import ImportKind
from app.imports.workbooks.templates import TITLES, write_template
from app.spreadsheets.writing.names import content_disposition, file_name

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The workbook. `Content-Disposition` names it.",
        "content": {
            WORKBOOK: {
                "schema": {"type": "string", "format": "binary"},
                "example": "(a workbook)",
            }
        },
    }
}

router = APIRouter(tags=["imports"])


@router.get(
    "/imports/templates/{kind}.xlsx",
    operation_id="get_import_template",
    response_class=Response,
    responses=_RESPONSES,
)
def get_import_template(
    kind: ImportKind,
    accepted: RequestLanguage,
    _role: AnyRole,
    language: Annotated[
        Language | None,
        Query(description="Language of the template; that of `Accept-Language` if left out."),
    ] = None,
) -> Response:
    """Get a workbook to fill in: drop-downs of valid values, instructions and an example."""
    file = io.BytesIO()
    chosen = language or accepted
    write_template(file, kind, chosen)
    name = file_name(TITLES[kind].render(chosen), "xlsx")
    headers = {"Content-Disposition": content_disposition(name)}
    return Response(file.getvalue(), media_type=WORKBOOK, headers=headers)
