"""Imports over HTTP: upload, preview, corrections, confirmation."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from app.access.roles import CentreOrBuyer, CentreOrBuyerAlone
from app.core.errors import AppError
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession, RequestLanguage
from app.core.schemas import Listing
from app.core.settings import load_settings
from app.imports.columns import ImportKind
from app.imports.confirming import Confirmation, Confirming
from app.imports.filters import ImportFilter
from app.imports.forms import ImportForm
from app.imports.jobs import ImportJobs, wait_for
from app.imports.reading import FileReading
from app.imports.schemas import (
    ConfirmRead,
    ConfirmRequest,
    ImportPatch,
    ImportRead,
    ImportStatus,
    ImportSummary,
)
from app.imports.service import ImportService
from app.imports.uploading import UploadRequest, UploadStore
from app.imports.views import show_confirmation
from app.imports.waiting import Waiting

RETRY_SECONDS = 1
_LIMITS = load_settings()

router = APIRouter(tags=["imports"])

_RULES = f"""Nothing is written yet: the answer is a preview. It says which sheet, header and
columns were found and how sure that is, and per row whether it is `ready`, `needs_review` or
`invalid`, with reasons, suggestions, guesses, and what would change in the register.

The file is `.xlsx`, `.xls`, `.ods`, or text with separators in UTF-8, UTF-16 or Windows-1258; at
most {_LIMITS.max_upload_bytes:,} bytes ({_LIMITS.max_unpacked_bytes:,} unpacked),
{_LIMITS.max_import_rows:,} rows and {_LIMITS.max_cell_characters:,} characters in a cell, unless
the operator set other limits. A large file is answered with status `reading` and its progress;
ask for the import again until it is `previewed`. The same request with the same
`Idempotency-Key` gets the same import."""

_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "model": ConfirmRead,
        "description": "The rows are still being written; the import shows the progress.",
    }
}
_TRIED: dict[int | str, dict[str, Any]] = {
    200: {"model": ImportRead, "description": "The preview of a dry run; nothing was kept."}
}


def read_dry_run(
    dry_run: Annotated[
        bool | None, Query(description="Show what would come of it, and change nothing.")
    ] = None,
) -> bool:
    """Read whether nothing is to be changed."""
    return bool(dry_run)


DryRun = Annotated[bool, Depends(read_dry_run)]


def jobs_of(request: Request) -> ImportJobs:
    """Return the work of this process."""
    jobs: ImportJobs = request.app.state.import_jobs
    return jobs


Jobs = Annotated[ImportJobs, Depends(jobs_of)]


def import_service(
    session: DbSession, principal: CentreOrBuyer, jobs: Jobs, language: RequestLanguage
) -> ImportService:
    """Give the service in the request's transaction."""
    return ImportService(session, principal, jobs, language)


Service = Annotated[ImportService, Depends(import_service)]


@router.post(
    "/imports",
    operation_id="create_import",
    status_code=201,
    summary="Upload a file and preview it",
    description=f"Upload a spreadsheet and see what would be written.\n\n{_RULES}",
    responses={**problem_responses(409), **_TRIED},
)
async def create_import(
    form: Annotated[ImportForm, Form(media_type="multipart/form-data")],
    principal: CentreOrBuyerAlone,
    jobs: Jobs,
    language: RequestLanguage,
    response: Response,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=8,
            max_length=255,
            pattern=r"^[\x21-\x7e]+$",
            description="Any text of your own, the same at every retry of one request. A retry"
            " within 24 hours gets the same import as it is then.",
        ),
    ] = None,
) -> ImportRead:
    """Upload a spreadsheet and see what would be written."""
    stored = await run_in_threadpool(
        UploadStore(jobs.database, jobs.settings).store,
        principal,
        form.file.file,
        _wanted(form, None if form.dry_run else idempotency_key),
    )
    waiting = Waiting(jobs, principal, language)
    try:
        await waiting.read_file(stored.import_id, to_the_end=form.dry_run)
    except AppError:
        if not stored.is_replayed:
            await run_in_threadpool(waiting.remove, stored.import_id)
        raise
    shown, etag = await run_in_threadpool(waiting.show, stored.import_id)
    if form.dry_run:
        await run_in_threadpool(waiting.remove, stored.import_id)
        response.status_code = 200
        return shown
    response.headers["Location"] = f"/v1/imports/{shown.id}"
    response.headers["ETag"] = etag
    if stored.is_replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return shown


@router.get("/imports", operation_id="list_imports")
def list_imports(
    service: Service,
    request: Request,
    response: Response,
    page: PageQuery,
    kind: ImportKind | None = None,
    status: ImportStatus | None = None,
    source: Annotated[str | None, Query(max_length=200)] = None,
    buyer_id: Annotated[str | None, Query(max_length=40)] = None,
) -> Listing[ImportSummary]:
    """List imports, newest first: all for the centre, its own for a buyer."""
    found = service.find_imports(page, ImportFilter(kind, status, source, buyer_id))
    return listing_of(request, response, found)


@router.get("/imports/{import_id}", operation_id="get_import")
def get_import(import_id: str, service: Service, jobs: Jobs, response: Response) -> ImportRead:
    """Read one import with its preview, or with the progress of the work on it.

    A file whose reader has died is taken up again by this request.
    """
    row = service.get_import(import_id)
    if service.needs_reader(row):
        jobs.start(row.id, "read", FileReading(jobs.database, jobs.settings, row.id))
    shown = service.read_import(row)
    if shown.progress is not None:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["ETag"] = etag_of(row.version)
    return shown


@router.patch(
    "/imports/{import_id}", operation_id="update_import", responses=problem_responses(409)
)
async def update_import(
    import_id: str,
    patch: ImportPatch,
    if_match: IfMatch,
    principal: CentreOrBuyerAlone,
    jobs: Jobs,
    language: RequestLanguage,
    response: Response,
    dry_run: DryRun,
) -> ImportRead:
    """Choose sheet, header, columns, number format, key or target, and read the file again.

    Or answer for all rows with `answers` alone: then only the rows that say so change.

    Corrections and decisions on single rows stay. What was chosen for a header is remembered for
    the sender once the import is confirmed, and so are answers that count for all rows, unless
    they are about the names and numbers of single records.
    """
    waiting = Waiting(jobs, principal, language)
    if patch.model_fields_set == {"answers"}:
        shown, etag = await waiting.answer(import_id, patch, if_match, dry_run=dry_run)
        if shown.progress is not None:
            response.headers["Retry-After"] = str(RETRY_SECONDS)
        if not dry_run:
            response.headers["ETag"] = etag
        return shown
    changed_id = await run_in_threadpool(waiting.change, import_id, patch, if_match, dry_run)
    try:
        await waiting.read_file(changed_id, to_the_end=dry_run)
        shown, etag = await run_in_threadpool(waiting.show, changed_id)
    finally:
        if dry_run:
            await run_in_threadpool(waiting.remove, changed_id)
    if dry_run:
        return shown.model_copy(update={"id": import_id})
    response.headers["ETag"] = etag
    return shown


@router.post(
    "/imports/{import_id}/confirm",
    operation_id="confirm_import",
    responses={**problem_responses(409), **_ACCEPTED},
)
async def confirm_import(
    import_id: str,
    principal: CentreOrBuyerAlone,
    jobs: Jobs,
    language: RequestLanguage,
    response: Response,
    dry_run: DryRun,
    data: ConfirmRequest | None = None,
) -> ConfirmRead:
    """Write the ready rows, all in one transaction.

    Each is compared with the register once more; one that would become something else than the
    preview said is not written but needs review. May be repeated: it writes what has become ready
    since. If the process dies meanwhile nothing is written, and it can be confirmed again.
    """
    mode = (data or ConfirmRequest()).mode
    waiting = Waiting(jobs, principal, language)
    await run_in_threadpool(waiting.check_open, import_id)
    confirming = Confirming(jobs.database, principal, import_id, mode, dry_run=dry_run)
    future = jobs.start(import_id, f"confirm {mode} {dry_run}", confirming)
    is_done = await wait_for(future, None if dry_run else jobs.settings.import_wait_seconds)
    if not is_done:
        response.status_code = 202
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    outcome: Confirmation | None = future.result() if is_done else None
    shown, _ = await run_in_threadpool(waiting.show, import_id)
    return show_confirmation(shown, outcome, dry_run=dry_run)


@router.delete(
    "/imports/{import_id}",
    operation_id="discard_import",
    status_code=204,
    responses=problem_responses(409),
)
def discard_import(import_id: str, service: Service, if_match: IfMatch) -> None:
    """Discard an import: its file and the rows that were not written. What was written stays."""
    service.discard_import(import_id, if_match)


def _wanted(form: ImportForm, idempotency_key: str | None) -> UploadRequest:
    return UploadRequest(
        kind=form.kind,
        filename=form.file.filename or "",
        buyer_id=form.buyer_id,
        demand_list_id=form.demand_list_id,
        list_name=form.list_name,
        demand_status=form.demand_status,
        sheet=form.sheet,
        key=form.key,
        source=form.source,
        idempotency_key=idempotency_key,
    )
