"""Storing a synthetic market through the same services as real data."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from app.core.database import Session
from app.core.pagination import MAX_LIMIT, PageRequest
from app.core.principal import COMMAND_LINE
from app.core.validation import validate
from app.core.versions import AnyVersion
from app.demands.filters import DemandFilter
from app.demands.list_schemas import DemandListCreate
from app.demands.schemas import DemandUpdate
from app.demands.service import DemandService
from app.demo.records import DemoDemandList, DemoOrganization, DemoSupplier, Market
from app.models import Organization
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.organizations.service import OrganizationService
from app.suppliers.bulk import SupplierContent
from app.suppliers.schemas import ProfileContent
from app.suppliers.service import SupplierService

BATCH = 500
"""Suppliers stored in one transaction's flush: keeps the memory flat."""

_INITIAL = ("draft", "open")

Progress = Callable[[int], None]


class DemoLoader:
    """Stores a market in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._organizations = OrganizationService(session, COMMAND_LINE)
        self._suppliers = SupplierService(session, COMMAND_LINE)
        self._demands = DemandService(session, COMMAND_LINE)

    def load(self, market: Market, progress: Progress) -> None:
        """Store suppliers, buyers and demand lists.

        Args:
            market: What to store.
            progress: Told how many suppliers and demands were stored since it was told last.
        """
        for batch in _batches(market.suppliers):
            self._suppliers.create_suppliers([_new_supplier(supplier) for supplier in batch])
            progress(len(batch))
        buyers: dict[str, Organization] = {}
        for demand_list in market.demand_lists:
            name = demand_list.buyer.name
            if name not in buyers:
                buyers[name] = self._register(demand_list.buyer)
            self._store_list(demand_list, buyers[name].id)
            progress(len(demand_list.demands))

    def _register(self, buyer: DemoOrganization) -> Organization:
        organization = self._organizations.create_organization(_organization(buyer))
        for contact in buyer.contacts:
            data = validate(ContactCreate, asdict(contact))
            self._organizations.create_contact(organization.id, data)
        return organization

    def _store_list(self, demand_list: DemoDemandList, buyer_id: str) -> None:
        demands = []
        final = {}
        for demand in demand_list.demands:
            values = _plain(asdict(demand))
            values.pop("data_origin")
            if demand.status not in _INITIAL:
                final[demand.external_id] = demand.status
                values["status"] = "open"
            demands.append(values)
        stored = self._demands.create_demand_list(
            validate(
                DemandListCreate,
                {
                    "buyer_id": buyer_id,
                    "external_id": demand_list.external_id,
                    "name": demand_list.name,
                    "note": demand_list.note,
                    "demands": demands,
                },
            )
        )
        for external_id, status in final.items():
            self._end(stored.id, external_id, status)

    def _end(self, list_id: str, external_id: str, status: str) -> None:
        wanted = DemandFilter(demand_list_id=list_id, external_id=external_id)
        for demand in self._demands.find_demands(PageRequest(None, MAX_LIMIT), wanted).items:
            patch = validate(DemandUpdate, {"status": status})
            self._demands.update_demand(demand.id, patch, AnyVersion())


def _new_supplier(supplier: DemoSupplier) -> SupplierContent:
    values = _plain(asdict(supplier))
    contacts = values.pop("organization")["contacts"]
    for certification in values["certifications"]:
        certification.pop("void_since")
    return SupplierContent(
        organization=_organization(supplier.organization),
        profile=validate(ProfileContent, values),
        contacts=[validate(ContactCreate, contact) for contact in contacts],
    )


def _organization(organization: DemoOrganization) -> OrganizationCreate:
    values = asdict(organization)
    values.pop("contacts")
    return validate(OrganizationCreate, values)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Turn the tuples of records into the lists that request bodies have."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _batches(suppliers: Iterable[DemoSupplier]) -> Iterator[list[DemoSupplier]]:
    batch: list[DemoSupplier] = []
    for supplier in suppliers:
        batch.append(supplier)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
