"""Suppliers and demands as tables with the columns that an import takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.core.database import Session
from app.core.i18n import Language, Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.demands.filters import DemandFilter
from app.demands.list_service import DemandListService
from app.demands.service import DemandService
from app.exports.repository import ExportRepository
from app.imports.columns import COLUMNS, DATE_COLUMNS, NUMBER_COLUMNS, ImportKind
from app.imports.rendering.content import (
    content_of_demand,
    content_of_supplier,
    render_demand,
    render_supplier,
)
from app.imports.workbooks.column_texts import load_column_texts
from app.models import Demand, DemandList, SupplierProfile
from app.spreadsheets.writing.tables import Column, Table, Value
from app.suppliers.service import SupplierFilter, SupplierService

T = TypeVar("T")

PAGE = 500
"""Rows that are held in memory at a time."""

Advance = Callable[[int], object]
"""Is told how many rows more are written."""

_KEY = "ketnoi_id"
_NAMES = {"suppliers": Text("Suppliers", "Nhà cung cấp"), "demands": Text("Demands", "Nhu cầu")}
_BUYER = Text("Name of the buyer", "Tên bên mua")
_LIST = Text("Name of the demand list", "Tên danh sách nhu cầu")


def _unheard(_: int) -> None:
    """Hear of progress and do nothing."""


class RegisterExport:
    """Tables of what one principal may see, in one transaction.

    Args:
        session: The transaction.
        actor: Who asks.
        language: Language of the headers; None writes the canonical names.
        advance: Is told of rows as they are written.
    """

    def __init__(
        self,
        session: Session,
        actor: Principal,
        language: Language | None,
        advance: Advance = _unheard,
    ) -> None:
        self._session = session
        self._actor = actor
        self._language = language
        self._advance = advance
        self._rows = ExportRepository(session)

    def tabulate_suppliers(self, wanted: SupplierFilter) -> Table:
        """Return the suppliers; they are read while the table is written."""
        return Table(self.title("suppliers"), self._columns("suppliers"), self._suppliers(wanted))

    def tabulate_demands(self, wanted: DemandFilter) -> Table:
        """Return the demands, with the names of their buyers and lists before the key."""
        named = [self._said(_BUYER), self._said(_LIST)]
        columns = self._columns("demands")
        columns[-1:-1] = [Column(header, 30) for header in named]
        return Table(self.title("demands"), columns, self._demands(wanted))

    def get_list(self, demand_list_id: str) -> DemandList:
        """Return a demand list that the actor may see.

        Raises:
            DemandListNotFoundError: There is none, or it is another's.
        """
        return DemandListService(self._session, self._actor).get_demand_list(demand_list_id)

    def tabulate_list(self, demand_list: DemandList) -> Table:
        """Return the demands of one list, with just the columns that an import takes."""
        wanted = DemandFilter(demand_list_id=demand_list.id)
        return Table(demand_list.name, self._columns("demands"), self._demand_rows(wanted))

    def title(self, kind: ImportKind) -> str:
        """Return what a table of a kind is called."""
        return self._said(_NAMES[kind])

    def _said(self, text: Text) -> str:
        return text.render(self._language or "en")

    def _columns(self, kind: ImportKind) -> list[Column]:
        language = self._language
        return [
            Column(text.column if language is None else text.header_in(language), text.width)
            for text in load_column_texts(kind).values()
        ]

    def _suppliers(self, wanted: SupplierFilter) -> Iterator[Sequence[Value]]:
        service = SupplierService(self._session, self._actor)
        for page in _pages(lambda asked: service.find_suppliers(asked, wanted)):
            for profile in self._rows.load_suppliers([found.id for found in page.items]):
                yield supplier_row(profile)
            self._advance(len(page.items))

    def _demands(self, wanted: DemandFilter) -> Iterator[Sequence[Value]]:
        buyers: dict[str, str] = {}
        lists: dict[str, str] = {}
        for page in self._demand_pages(wanted):
            ids = {demand.buyer_id for demand in page.items} - set(buyers)
            buyers |= self._rows.name_organizations(sorted(ids))
            given = {demand.demand_list_id for demand in page.items if demand.demand_list_id}
            lists |= self._rows.name_lists(sorted(given - set(lists)))
            for demand in page.items:
                *cells, key = demand_row(demand)
                yield [*cells, buyers[demand.buyer_id], lists.get(demand.demand_list_id or ""), key]
            self._advance(len(page.items))

    def _demand_rows(self, wanted: DemandFilter) -> Iterator[Sequence[Value]]:
        for page in self._demand_pages(wanted):
            yield from map(demand_row, page.items)
            self._advance(len(page.items))

    def _demand_pages(self, wanted: DemandFilter) -> Iterator[Page[Demand]]:
        service = DemandService(self._session, self._actor)
        return _pages(lambda asked: service.find_demands(asked, wanted))


def supplier_row(profile: SupplierProfile) -> Sequence[Value]:
    """Write a stored supplier as the cells of one row."""
    return _row("suppliers", render_supplier(content_of_supplier(profile)), profile.id)


def demand_row(demand: Demand) -> Sequence[Value]:
    """Write a stored demand as the cells of one row."""
    return _row("demands", render_demand(content_of_demand(demand)), demand.id)


def _row(kind: ImportKind, cells: Mapping[str, str], key: str) -> list[Value]:
    keyed = {**cells, _KEY: key}
    return [typed_cell(kind, column, keyed.get(column, "")) for column in COLUMNS[kind]]


def typed_cell(kind: ImportKind, column: str, text: str) -> Value:
    """Return a number or a date where a column holds nothing else; else the text."""
    if not text:
        return None
    if column in NUMBER_COLUMNS[kind]:
        return Decimal(text)
    return date.fromisoformat(text) if column in DATE_COLUMNS[kind] else text


def _pages(find: Callable[[PageRequest], Page[T]]) -> Iterator[Page[T]]:
    page = find(PageRequest(None, PAGE))
    yield page
    while page.next_after is not None:
        page = find(PageRequest(page.next_after, PAGE))
        yield page
