"""What an export must read of suppliers, demands and contacts, in few statements."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import Session, batches
from app.models import Contact, DemandList, Organization, SupplierProfile


class ExportRepository:
    """Reads of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def load_suppliers(self, supplier_ids: Sequence[str]) -> list[SupplierProfile]:
        """Return profiles with their parts, companies and contacts, in the order of the ids."""
        query = select(SupplierProfile).options(
            joinedload(SupplierProfile.organization).selectinload(Organization.contacts),
            selectinload(SupplierProfile.sites),
            selectinload(SupplierProfile.capabilities),
            selectinload(SupplierProfile.certifications),
        )
        found: dict[str, SupplierProfile] = {}
        for batch in batches(supplier_ids):
            rows = self._session.scalars(query.where(SupplierProfile.id.in_(batch)))
            found.update((row.id, row) for row in rows)
        return [found[supplier_id] for supplier_id in supplier_ids if supplier_id in found]

    def name_organizations(self, organization_ids: Sequence[str]) -> dict[str, str]:
        """Return the names of organizations, by id."""
        found: dict[str, str] = {}
        for batch in batches(organization_ids):
            query = select(Organization.id, Organization.name).where(Organization.id.in_(batch))
            found.update((row.id, row.name) for row in self._session.execute(query))
        return found

    def name_lists(self, list_ids: Sequence[str]) -> dict[str, str]:
        """Return the names of demand lists, by id."""
        found: dict[str, str] = {}
        for batch in batches(list_ids):
            query = select(DemandList.id, DemandList.name).where(DemandList.id.in_(batch))
            found.update((row.id, row.name) for row in self._session.execute(query))
        return found

    def find_contacts(self, supplier_ids: Sequence[str]) -> dict[str, list[Contact]]:
        """Return the contacts of suppliers, by the id of the profile."""
        found: dict[str, list[Contact]] = {}
        for batch in batches(supplier_ids):
            query = (
                select(SupplierProfile.id, Contact)
                .join(Contact, Contact.organization_id == SupplierProfile.organization_id)
                .where(SupplierProfile.id.in_(batch))
                .order_by(Contact.id)
            )
            for supplier_id, contact in self._session.execute(query):
                found.setdefault(supplier_id, []).append(contact)
        return found
