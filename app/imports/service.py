"""Importing files: every row is written, or none is."""

from collections.abc import Sequence
from pathlib import PurePath

from app.core.database import Session
from app.core.principal import Principal
from app.core.settings import Settings
from app.core.validation import validate
from app.demands.buyers import find_buyer_id
from app.demands.list_schemas import DemandListCreate
from app.demands.list_service import DemandListService
from app.demands.service import DemandService
from app.imports.demand_rows import read_demands
from app.imports.headers import Layout, find_layout
from app.imports.registration import register_suppliers
from app.imports.schemas import DemandImportReport, ImportReport, SupplierImportReport
from app.imports.supplier_rows import read_suppliers
from app.spreadsheets.errors import Faults
from app.spreadsheets.files import read_table
from app.spreadsheets.tables import Table, TableLimits

__all__ = ["ImportReport", "ImportService"]

_REPORTED_IDS = 20
"""Suppliers that the report names; the list of suppliers has them all."""


class ImportService:
    """Imports in one transaction, as one principal.

    Args:
        session: The transaction.
        actor: Who imports.
        settings: How much a file may hold.
    """

    def __init__(self, session: Session, actor: Principal, settings: Settings) -> None:
        self._session = session
        self._actor = actor
        self._limits = TableLimits.of(settings)

    def import_demands(
        self,
        content: bytes,
        filename: str,
        *,
        buyer_id: str | None = None,
        name: str | None = None,
        status: str = "draft",
        sheet: str | None = None,
    ) -> DemandImportReport:
        """Make a demand list of a file.

        Args:
            content: The file.
            filename: Its name.
            buyer_id: Whose list it is; the centre must say.
            name: Name of the list; the file's without its extension by default.
            status: "draft" or "open", for all demands.
            sheet: Sheet to read, where several hold data.

        Raises:
            UnsupportedMediaTypeError: It is no .xlsx or .csv file, or holds macros.
            PayloadTooLargeError: It holds more than allowed.
            UnreadableFileError: It cannot be read as one table.
            InvalidFileError: Cells or rows must be corrected; names each.
            InvalidInputError: The buyer, name or status is not valid.
            DemandListNameTakenError: The buyer has a list of this name.
        """
        buyer_id = find_buyer_id(self._session, self._actor, buyer_id)
        name = PurePath(filename).stem if name is None else name
        values = {"buyer_id": buyer_id, "name": name, "status": status}
        wanted = validate(DemandListCreate, values)
        table = read_table(content, filename, self._limits, sheet)
        layout = find_layout(table, "demands")
        faults = Faults()
        demands = read_demands(table, layout, wanted.status, faults)
        faults.raise_if_any()
        lists = DemandListService(self._session, self._actor)
        demand_list = lists.create_empty_list(wanted)
        created = DemandService(self._session, self._actor).create_demands(demand_list, demands)
        return DemandImportReport(
            **_counts(table, layout, created),
            needs_review=sum(demand.needs_review for demand in created),
            demand_list_id=demand_list.id,
            buyer_id=demand_list.buyer_id,
            name=demand_list.name,
            status=wanted.status,
        )

    def import_suppliers(
        self, content: bytes, filename: str, *, sheet: str | None = None
    ) -> SupplierImportReport:
        """Register the suppliers of a file.

        A company whose tax code is registered gets the profile, if it has none yet.

        Args:
            content: The file.
            filename: Its name.
            sheet: Sheet to read, where several hold data.

        Raises:
            UnsupportedMediaTypeError: It is no .xlsx or .csv file, or holds macros.
            PayloadTooLargeError: It holds more than allowed.
            UnreadableFileError: It cannot be read as one table.
            InvalidFileError: Cells or rows must be corrected, or suppliers exist; names each.
        """
        table = read_table(content, filename, self._limits, sheet)
        layout = find_layout(table, "suppliers")
        faults = Faults()
        rows = read_suppliers(table, layout, faults)
        registered = register_suppliers(self._session, self._actor, rows, faults)
        return SupplierImportReport(
            **_counts(table, layout, registered.supplier_ids),
            needs_review=registered.needs_review,
            supplier_ids=registered.supplier_ids[:_REPORTED_IDS],
            attached=registered.attached,
        )


def _counts(table: Table, layout: Layout, created: Sequence[object]) -> dict[str, object]:
    return {
        "sheet": table.sheet,
        "rows_read": len(table.rows),
        "blank_rows": table.blank_rows,
        "created": len(created),
        "ignored_columns": list(layout.ignored),
    }
