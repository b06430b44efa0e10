"""Registering many organizations with few statements."""

from collections import Counter
from collections.abc import Mapping, Sequence

from app.audit.service import AuditTrail
from app.core.clock import utc_now
from app.core.database import Session
from app.core.principal import Principal
from app.models import Organization
from app.models.base import new_ids
from app.organizations.bulk_repository import UNTOLD, OrganizationBulkRepository
from app.organizations.errors import OrganizationNotFoundError, TaxCodeTakenError
from app.organizations.schemas import (
    ContactCreate,
    ContactRead,
    OrganizationCreate,
    OrganizationRead,
)
from app.reference.text import fold


class OrganizationBulk:
    """Organizations and contacts by the batch, in one transaction and as one principal.

    Nothing of them stays in the memory of the session.
    """

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._organizations = OrganizationBulkRepository(session)
        self._audit = AuditTrail(session, actor)

    def create(self, companies: Sequence[OrganizationCreate]) -> list[str]:
        """Register organizations.

        Args:
            companies: The organizations; 500 at once are quick to write.

        Returns:
            Their ids, in order.

        Raises:
            TaxCodeTakenError: A tax code is registered, or given twice.
        """
        self._check_tax_codes([item.tax_code for item in companies if item.tax_code is not None])
        now = utc_now()
        made = {"created_at": now, "updated_at": now, "version": 1}
        ids = new_ids("org", len(companies))
        rows = [
            {
                **UNTOLD,
                **item.model_dump(),
                **made,
                "id": organization_id,
                "search_text": fold(
                    " ".join(getattr(item, name) or "" for name in Organization.searched)
                ),
            }
            for organization_id, item in zip(ids, companies, strict=True)
        ]
        self._organizations.add_organizations(rows)
        after = (OrganizationRead.model_validate(row) for row in rows)
        self._audit.record_created("organization", zip(ids, after, strict=True))
        return ids

    def create_contacts(self, new: Sequence[tuple[str, ContactCreate]]) -> list[str]:
        """Add contacts.

        Args:
            new: Ids of organizations that the actor may change, and a contact for each.

        Returns:
            The ids of the contacts, in order.
        """
        ids = new_ids("con", len(new))
        rows = [
            {"id": contact_id, "organization_id": owner_id, **contact.model_dump()}
            for contact_id, (owner_id, contact) in zip(ids, new, strict=True)
        ]
        self._organizations.add_contacts(rows)
        after = (ContactRead.model_validate(row) for row in rows)
        self._audit.record_created("contact", zip(ids, after, strict=True))
        return ids

    def find_names(self, organization_ids: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
        """Return name and English name of organizations that the actor may change, by id.

        Raises:
            OrganizationNotFoundError: One does not exist, or is another's.
        """
        names = self._organizations.find_names(organization_ids)
        if any(key not in names or not self._actor.acts_for(key) for key in organization_ids):
            raise OrganizationNotFoundError
        return names

    def _check_tax_codes(self, codes: Sequence[str]) -> None:
        taken = self._organizations.find_tax_codes(codes)
        taken |= {code for code, count in Counter(codes).items() if count > 1}
        if taken:
            raise TaxCodeTakenError(tax_code=min(taken))
