"""What an import answers."""

from app.core.schemas import OutputModel, example
from app.demands.statuses import InitialStatus


class ImportReport(OutputModel):
    """What became of a file; all of its rows were written."""

    sheet: str | None
    """Sheet that was read; null for a text file."""
    rows_read: int
    """Rows below the header that are not blank; each became one demand or supplier."""
    blank_rows: int
    """Blank rows, which were skipped."""
    created: int
    """Demands or suppliers that were made."""
    needs_review: int
    """How many of them could not be read into a category and have none: a person must choose."""
    ignored_columns: list[str]
    """Headers of columns that only number the rows ("STT"), which were not read."""


class DemandImportReport(ImportReport):
    """What became of a demand list."""

    model_config = example(
        {
            "sheet": "Nhu cầu",
            "rows_read": 120,
            "blank_rows": 2,
            "created": 120,
            "needs_review": 3,
            "ignored_columns": ["STT"],
            "demand_list_id": "lst_00d201ee9eg0003zekxanckt",
            "buyer_id": "org_00d201ee9eg0003zekxanckt",
            "name": "Linh kiện máy khoan 2027",
            "status": "draft",
        }
    )

    demand_list_id: str
    buyer_id: str
    name: str
    """Name of the list."""
    status: InitialStatus
    """Status of its demands."""


class AttachedRow(OutputModel):
    """A row whose company was registered already and now has its profile."""

    row: int
    organization_id: str
    kept_columns: list[str]
    """Columns in which the registered company says something else, which was kept."""


class SupplierImportReport(ImportReport):
    """What became of a list of suppliers."""

    model_config = example(
        {
            "sheet": "NCC",
            "rows_read": 5000,
            "blank_rows": 0,
            "created": 5000,
            "needs_review": 41,
            "ignored_columns": [],
            "supplier_ids": ["sup_00d201ee9eg0003zekxanckt"],
            "attached": [
                {
                    "row": 17,
                    "organization_id": "org_00d201ee9eg0003zekxanckt",
                    "kept_columns": ["website"],
                }
            ],
        }
    )

    supplier_ids: list[str]
    """The first suppliers that were made, in the order of the file."""
    attached: list[AttachedRow]
    """Rows whose company was registered before; the others registered a new one."""
