"""Reads and writes of organizations and contacts."""

from collections.abc import Sequence

from sqlalchemy import select, update

from app.core.clock import utc_now
from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.models import (
    ApiKey,
    Contact,
    Demand,
    DemandList,
    Organization,
    SupplierProfile,
)
from app.reference.text import fold


class OrganizationRepository:
    """The organizations of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def flush(self) -> None:
        """Send the changes to the database, so that its constraints speak now."""
        self._session.flush()

    def delete(self, organization: Organization) -> None:
        """Delete an organization and its contacts."""
        self._session.delete(organization)
        self._session.flush()

    def get(self, organization_id: str) -> Organization | None:
        """Return an organization by its id."""
        return self._session.get(Organization, organization_id)

    def get_held(self, organization_id: str) -> Organization | None:
        """Return an organization as it is now, and let nobody merge or delete it until the end."""
        query = select(Organization).where(Organization.id == organization_id)
        query = query.with_for_update(read=True, key_share=True)
        return self._session.scalar(query.execution_options(populate_existing=True))

    def find_by_tax_codes(self, tax_codes: Sequence[str]) -> list[Organization]:
        """Return the organizations that have one of these tax codes."""
        found: list[Organization] = []
        for batch in batches(tax_codes):
            query = select(Organization).where(Organization.tax_code.in_(batch))
            found.extend(self._session.scalars(query))
        return found

    def find_page(
        self,
        page: PageRequest,
        *,
        only_id: str | None,
        q: str | None,
        tax_code: str | None,
        is_buyer: bool | None,
        is_supplier: bool | None,
    ) -> Page[Organization]:
        """Return organizations in the order of their making, narrowed where asked.

        Those that went into another are left out.
        """
        query = select(Organization).where(Organization.merged_into_id.is_(None))
        query = query.order_by(Organization.id).limit(page.limit + 1)
        if only_id is not None:
            query = query.where(Organization.id == only_id)
        if q is not None:
            query = query.where(Organization.search_text.contains(fold(q), autoescape=True))
        if tax_code is not None:
            query = query.where(Organization.tax_code == tax_code)
        if is_buyer is not None:
            query = query.where(Organization.is_buyer == is_buyer)
        if is_supplier is not None:
            query = query.where(Organization.is_supplier == is_supplier)
        if page.after is not None:
            query = query.where(Organization.id > page.after)
        rows = self._session.scalars(query).all()
        return cut_page(rows, page.limit, lambda organization: organization.id)

    def is_in_use(self, organization_id: str) -> bool:
        """Tell whether a profile, a list, a demand, a key or a merged one hangs on it."""
        referring = (
            SupplierProfile.organization_id,
            DemandList.buyer_id,
            Demand.buyer_id,
            ApiKey.organization_id,
            Organization.merged_into_id,
        )
        return any(
            self._session.scalar(select(column).where(column == organization_id).limit(1))
            for column in referring
        )

    def touch_profile(self, organization_id: str) -> None:
        """Count a change of the organization as a change of its supplier profile."""
        self._session.execute(
            update(SupplierProfile)
            .where(SupplierProfile.organization_id == organization_id)
            .values(version=SupplierProfile.version + 1, updated_at=utc_now())
            .execution_options(synchronize_session=False)
        )

    def find_contacts(self, organization_id: str) -> list[Contact]:
        """Return the contacts of an organization in the order of their making."""
        query = select(Contact).where(Contact.organization_id == organization_id)
        return list(self._session.scalars(query.order_by(Contact.id)))

    def get_contact(self, organization_id: str, contact_id: str) -> Contact | None:
        """Return one contact of an organization."""
        query = select(Contact).where(
            Contact.organization_id == organization_id, Contact.id == contact_id
        )
        return self._session.scalar(query)

    def delete_contact(self, contact: Contact) -> None:
        """Delete a contact."""
        self._session.delete(contact)
        self._session.flush()
