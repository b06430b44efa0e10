"""Exports over HTTP: spreadsheets to pass on, and to import again."""

from collections.abc import Callable
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import StreamingResponse

from app.access.roles import Centre, CentreOrBuyer
from app.core.http.session import DbSession, RequestLanguage
from app.core.i18n import Text
from app.demands.filters import DemandFilter
from app.demands.router import read_filter as read_demand_filter
from app.exports.files import (
    MEDIA_TYPES,
    Format,
    download_headers,
    in_temporary_file,
    write_table,
)
from app.exports.rankings import MAX_DEMANDS, MAX_SHEETS, Layout, RankingExport, check_layout
from app.exports.register import RegisterExport
from app.matches.batch import Asker, BatchService
from app.matches.batch_schemas import BatchQuery
from app.matches.requests import RankingRequest
from app.matches.router import read_batch_request
from app.spreadsheets.writing.tables import Table
from app.suppliers.router import read_filter as read_supplier_filter
from app.suppliers.service import SupplierFilter

_MATCHES = Text("Suppliers for", "Nhà cung cấp cho")

FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file. `Content-Disposition` names it.",
        "headers": {
            "Content-Disposition": {
                "description": "Name of the file, also with Vietnamese letters (RFC 6266).",
                "schema": {"type": "string"},
            }
        },
        "content": {
            MEDIA_TYPES["xlsx"]: {
                "schema": {"type": "string", "format": "binary"},
                "example": "(a workbook)",
            },
            "text/csv": {
                "schema": {"type": "string"},
                "example": "external_id,tax_code,name\nNCC-001,0100233488,Công ty Ví Dụ\n",
            },
        },
    }
}

router = APIRouter(tags=["exports"])


async def read_format(
    request: Request,
    form: Annotated[
        Format | None,
        Query(
            alias="format",
            description="Kind of file; without it `Accept: text/csv` gives csv, and anything else"
            " xlsx.",
        ),
    ] = None,
) -> Format:
    """Read which kind of file is asked for."""
    if form is not None:
        return form
    return "csv" if "text/csv" in request.headers.get("accept", "").lower() else "xlsx"


FileFormat = Annotated[Format, Depends(read_format)]
WantedOfEach = Annotated[RankingRequest, Depends(read_batch_request)]


@router.get(
    "/suppliers/export",
    operation_id="export_suppliers",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
)
def export_suppliers(
    session: DbSession,
    principal: Centre,
    language: RequestLanguage,
    form: FileFormat,
    wanted: Annotated[SupplierFilter, Depends(read_supplier_filter)],
) -> StreamingResponse:
    """Export supplier profiles, with contacts: the columns that an import takes.

    Importing the file changes nothing. Headers of xlsx are in the language asked for, those of
    csv are the names of the columns.
    """
    export = RegisterExport(session, principal, language if form == "xlsx" else None)
    return _table_response(export.tabulate_suppliers(wanted), form)


@router.get(
    "/demands/export",
    operation_id="export_demands",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
)
def export_demands(
    session: DbSession,
    principal: CentreOrBuyer,
    language: RequestLanguage,
    form: FileFormat,
    wanted: Annotated[DemandFilter, Depends(read_demand_filter)],
) -> StreamingResponse:
    """Export demands: all for the centre, its own for a buyer; with the names of their lists."""
    export = RegisterExport(session, principal, language if form == "xlsx" else None)
    return _table_response(export.tabulate_demands(wanted), form)


@router.get(
    "/demand-lists/{demand_list_id}/export",
    operation_id="export_demand_list",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
)
def export_demand_list(
    demand_list_id: str,
    session: DbSession,
    principal: CentreOrBuyer,
    language: RequestLanguage,
    form: FileFormat,
) -> StreamingResponse:
    """Export the demands of one list: the columns that an import takes."""
    export = RegisterExport(session, principal, language if form == "xlsx" else None)
    return _table_response(export.tabulate_list(export.get_list(demand_list_id)), form)


@router.get(
    "/demands/{demand_id}/matches/export",
    operation_id="export_demand_matches",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
)
def export_demand_matches(
    demand_id: str,
    request: Request,
    session: DbSession,
    principal: CentreOrBuyer,
    language: RequestLanguage,
    form: FileFormat,
    wanted: WantedOfEach,
) -> StreamingResponse:
    """Export the suppliers ranked for a demand, with reasons and what is missing, in words.

    The numbers are those of `GET /v1/demands/{demand_id}/matches`. The centre gets the contacts
    of the suppliers as well.
    """
    batch = BatchService(session, principal).plan(BatchQuery(demand_ids=[demand_id]), wanted)
    session.close()  # each portion has a session of its own; this one need not wait beside it
    state = request.app.state
    asker = Asker(principal, language)
    export = RankingExport(batch, state.database, state.market, asker)
    name = batch.demands[0].external_id or batch.demands[0].name
    title = f"{_MATCHES.render(language)} {name}"
    layout: Layout = "table" if form == "csv" else "sheets"
    return _response(lambda file: export.write(file, title, form, layout), title, form)


@router.get(
    "/demand-lists/{demand_list_id}/matches/export",
    operation_id="export_list_matches",
    response_class=StreamingResponse,
    responses=FILE_RESPONSES,
    description="Export the suppliers ranked for every demand of a list. `layout=sheets` gives"
    f" each demand a sheet of its own, for at most {MAX_SHEETS:,} demands and in xlsx only;"
    f" `layout=table` puts all into one, for at most {MAX_DEMANDS:,}. The numbers are those of"
    " `POST /v1/matches/batch`.",
)
def export_list_matches(
    demand_list_id: str,
    request: Request,
    session: DbSession,
    principal: CentreOrBuyer,
    language: RequestLanguage,
    form: FileFormat,
    wanted: WantedOfEach,
    layout: Annotated[
        Layout, Query(description="One table of all, or a sheet for each demand.")
    ] = "table",
) -> StreamingResponse:
    """Export the suppliers ranked for every demand of a list."""
    named = RegisterExport(session, principal, language).get_list(demand_list_id).name
    query = BatchQuery(demand_list_id=demand_list_id)
    batch = BatchService(session, principal).plan(query, wanted)
    session.close()  # as above
    check_layout(len(batch.demands), form, layout)
    state = request.app.state
    asker = Asker(principal, language)
    export = RankingExport(batch, state.database, state.market, asker)
    title = f"{_MATCHES.render(language)} {named}"
    return _response(lambda file: export.write(file, title, form, layout), title, form)


def _table_response(table: Table, form: Format) -> StreamingResponse:
    return _response(lambda file: write_table(file, table, form), table.name, form)


def _response(write: Callable[[BinaryIO], None], title: str, form: Format) -> StreamingResponse:
    """Write the whole file before the answer begins, so that a fault has an answer of its own."""
    size, content = in_temporary_file(write)
    headers = download_headers(title, form, size)
    return StreamingResponse(content, media_type=MEDIA_TYPES[form], headers=headers)
