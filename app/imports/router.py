"""Imports over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from pydantic import Field

from app.access.roles import AnyRole, Centre, CentreOrBuyer
from app.core.http.openapi import problem_responses
from app.core.http.problems import PROBLEM_MEDIA_TYPE
from app.core.http.session import DbSession
from app.core.schemas import InputModel, Name, example
from app.core.settings import Settings, load_settings
from app.demands.statuses import InitialStatus
from app.idempotency.route import Idempotent, IdempotentRoute
from app.imports.headers import COLUMNS
from app.imports.schemas import DemandImportReport, SupplierImportReport
from app.imports.service import ImportService
from app.spreadsheets.errors import MAX_PROBLEMS

_LIMITS = load_settings()

router = APIRouter(route_class=IdempotentRoute)

_RULES = f"""All rows are written, or none. Each fault is named with row, column, value and remedy,
the first {MAX_PROBLEMS:,} of them in `errors`.

The file is `.xlsx`, or `.csv` in UTF-8 with comma, semicolon or tab between cells; at most
{_LIMITS.max_upload_bytes:,} bytes ({_LIMITS.max_unpacked_bytes:,} unpacked),
{_LIMITS.max_import_rows:,} rows and {_LIMITS.max_cell_characters:,} characters in a cell, unless
the operator set other limits. The first row that is not blank is the header; unknown columns,
formulas, macros and merged cells are refused. Several values in a cell are separated by `;`."""


def _describe(what: str, kind_columns: tuple[str, ...]) -> str:
    return f"{what}\n\n{_RULES}\n\nColumns, of which only `name` is needed: " + ", ".join(
        f"`{column}`" for column in kind_columns
    )


def _invalid(fault: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    """Document what a file with a fault is answered with."""
    responses = problem_responses(422)
    responses[422]["content"][PROBLEM_MEDIA_TYPE]["example"] = {
        "type": "urn:ketnoi:problem:invalid_file",
        "title": "Invalid file",
        "status": 422,
        "code": "invalid_file",
        "detail": "1 place(s) in the file must be corrected; 'errors' names each. Nothing was"
        " written.",
        "errors": [{"place": "file", **fault}],
    }
    return responses


_INVALID_DEMANDS = _invalid(
    {
        "code": "greater_than",
        "detail": "This must be greater than 0.",
        "row": 7,
        "column": "quantity",
        "value": "-5",
    }
)
_INVALID_SUPPLIERS = _invalid(
    {
        "code": "stands_twice",
        "detail": "external_id 'NCC-7' stands in row 3 already; each may stand once in a file.",
        "row": 9,
        "column": "external_id",
        "value": "NCC-7",
    }
)

Upload = Annotated[UploadFile, File(description="The spreadsheet: .xlsx, or .csv in UTF-8.")]
SheetName = Annotated[
    str | None, Field(max_length=100, description="Sheet to read, where several hold data.")
]


class DemandImportForm(InputModel):
    """A demand list to import."""

    model_config = example(
        {
            "file": "name,quantity,unit\nVỏ máy khoan,50000,pcs\n",
            "buyer_id": "org_00d201ee9eg0003zekxanckt",
            "name": "Linh kiện máy khoan 2027",
            "status": "open",
        }
    )

    file: Upload
    buyer_id: Annotated[str, Field(max_length=40)] | None = None
    """Whose list it is. The centre must say; a buyer's key stands for its own organization."""
    name: Name | None = None
    """Name of the list; that of the file without its extension when left out."""
    status: InitialStatus = "draft"
    """Status of all its demands."""
    sheet: SheetName = None


class SupplierImportForm(InputModel):
    """A list of suppliers to import."""

    model_config = example(
        {"file": "tax_code,name,categories\n0100233488,Công ty TNHH Ví Dụ,PLA-INJ\n"}
    )

    file: Upload
    sheet: SheetName = None


def import_service(request: Request, session: DbSession, principal: AnyRole) -> ImportService:
    """Give the service in the request's transaction."""
    return ImportService(session, principal, _settings_of(request))


Service = Annotated[ImportService, Depends(import_service)]


@router.post(
    "/demand-lists/import",
    operation_id="import_demands",
    tags=["demand lists"],
    status_code=201,
    summary="Import a demand list",
    description=_describe("Make a demand list of a spreadsheet.", COLUMNS["demands"]),
    responses={**problem_responses(409), **_INVALID_DEMANDS},
    dependencies=[Idempotent],
)
def import_demands(
    form: Annotated[DemandImportForm, Form(media_type="multipart/form-data")],
    request: Request,
    service: Service,
    response: Response,
    _role: CentreOrBuyer,
) -> DemandImportReport:
    """Make a demand list of a spreadsheet."""
    report = service.import_demands(
        _read(form.file, request),
        form.file.filename or "",
        buyer_id=form.buyer_id,
        name=form.name,
        status=form.status,
        sheet=form.sheet,
    )
    response.headers["Location"] = f"/v1/demand-lists/{report.demand_list_id}"
    return report


@router.post(
    "/suppliers/import",
    operation_id="import_suppliers",
    tags=["suppliers"],
    status_code=201,
    summary="Import supplier profiles",
    description=_describe(
        "Register the companies of a spreadsheet with their profiles. A company whose tax code is"
        " registered gets the profile, if it has none.",
        COLUMNS["suppliers"],
    ),
    responses={**problem_responses(409), **_INVALID_SUPPLIERS},
    dependencies=[Idempotent],
)
def import_suppliers(
    form: Annotated[SupplierImportForm, Form(media_type="multipart/form-data")],
    request: Request,
    service: Service,
    _role: Centre,
) -> SupplierImportReport:
    """Register the companies of a spreadsheet with their profiles."""
    return service.import_suppliers(
        _read(form.file, request), form.file.filename or "", sheet=form.sheet
    )


def _settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _read(file: UploadFile, request: Request) -> bytes:
    """Read a file, and of one over the limit one byte more than allowed."""
    return file.file.read(_settings_of(request).max_upload_bytes + 1)
