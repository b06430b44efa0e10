"""The rows of imports over HTTP, and the queue of those that wait for somebody."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Annotated, Any, BinaryIO, Literal, cast

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.access.roles import CentreOrBuyer
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession, RequestLanguage
from app.core.schemas import Listing
from app.imports.columns import ImportKind
from app.imports.corrections import RowCorrections
from app.imports.filters import RowFilter
from app.imports.router import DryRun, Service
from app.imports.row_schemas import (
    ImportRowRead,
    QueuedRowRead,
    RowAction,
    RowPatch,
    RowState,
)
from app.imports.templates_router import WORKBOOK
from app.imports.views import show_row
from app.spreadsheets.writing.names import content_disposition, file_name

rows_router = APIRouter(tags=["imports"])

_LAST_ROW = 1_048_576
_PIECE_BYTES = 64 * 1024

ReportState = Literal["ready", "needs_review", "invalid"]

_REPORT: dict[int | str, dict[str, Any]] = {
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

RowNumber = Annotated[
    int, Path(ge=1, le=_LAST_ROW, description="Number as the spreadsheet program shows it.")
]


@rows_router.get("/imports/{import_id}/rows", operation_id="list_import_rows")
def list_import_rows(
    import_id: str,
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    state: Annotated[RowState | None, Query(description="Only rows of this state.")] = None,
    action: Annotated[RowAction | None, Query(description="Only rows that become this.")] = None,
) -> Listing[ImportRowRead]:
    """List rows in the order of the file: what stands there, and what will become of it."""
    found = service.find_rows(import_id, page, RowFilter(state, action))
    return listing_of(request, response, found)


@rows_router.get("/imports/{import_id}/rows/{number}", operation_id="get_import_row")
def get_import_row(
    import_id: str, number: RowNumber, service: Service, response: Response
) -> ImportRowRead:
    """Read one row, with the ETag that a correction must name."""
    shown = service.get_row(import_id, number)
    response.headers["ETag"] = etag_of(shown.version)
    return shown


@rows_router.patch(
    "/imports/{import_id}/rows/{number}",
    operation_id="update_import_row",
    responses=problem_responses(409),
)
def update_import_row(
    import_id: str,
    number: RowNumber,
    patch: RowPatch,
    if_match: IfMatch,
    session: DbSession,
    principal: CentreOrBuyer,
    language: RequestLanguage,
    response: Response,
    dry_run: DryRun,
) -> ImportRowRead:
    """Correct the cells of a row, or decide on it, and see what becomes of it now."""
    trial = session.begin_nested()
    row, owner = RowCorrections(session, principal).change_row(import_id, number, patch, if_match)
    shown = show_row(row, owner, language)
    if dry_run:
        trial.rollback()
        return shown
    trial.commit()
    response.headers["ETag"] = etag_of(shown.version)
    return shown


@rows_router.get(
    "/imports/{import_id}/report.xlsx",
    operation_id="get_import_report",
    response_class=StreamingResponse,
    responses=_REPORT,
)
def get_import_report(
    import_id: str,
    service: Service,
    state: Annotated[
        ReportState | None,
        Query(description="Only rows of this state; those that need somebody if left out."),
    ] = None,
) -> StreamingResponse:
    """Get the original rows with a column that says what is wrong, cells coloured.

    In the language asked for. Corrected, it can be uploaded in place of the file.
    """
    file = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    try:
        filename = service.write_report(import_id, cast("BinaryIO", file), state=state)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    headers = {
        "Content-Disposition": content_disposition(file_name(f"{filename} - report", "xlsx"))
    }
    return StreamingResponse(_pieces(file), media_type=WORKBOOK, headers=headers)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(lambda: file.read(_PIECE_BYTES), b"")


@rows_router.get("/import-rows", operation_id="list_queued_rows")
def list_queued_rows(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    state: Annotated[RowState, Query(description="State of the rows.")] = "needs_review",
    kind: ImportKind | None = None,
) -> Listing[QueuedRowRead]:
    """List rows that wait for somebody, over all imports.

    All for the centre, its own for a buyer. Whoever works one off does so at its import.
    """
    return listing_of(request, response, service.find_queue(page, state=state, kind=kind))
