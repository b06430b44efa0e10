"""Letting the contacts of an organization be those that somebody lists."""

from collections.abc import Sequence

from app.core.database import Session
from app.core.principal import Principal
from app.models import Contact
from app.organizations.schemas import ContactCreate, ContactUpdate
from app.organizations.service import OrganizationService
from app.reference.text import fold


class ContactReplacing:
    """Changes contacts in one transaction, as one principal."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._organizations = OrganizationService(session, actor)

    def replace(self, organization_id: str, wanted: Sequence[ContactCreate]) -> bool:
        """Let the contacts be the given ones; a person who stays keeps the id.

        Args:
            organization_id: An organization that the actor may change.
            wanted: The contacts. What they leave out of a person stays.

        Returns:
            Whether anything was changed.

        Raises:
            OrganizationNotFoundError: There is no such organization.
        """
        free = self._organizations.find_contacts(organization_id)
        changed = False
        for person in wanted:
            stored = next((contact for contact in free if _is_same(contact, person)), None)
            if stored is None:
                self._organizations.create_contact(organization_id, person)
                changed = True
                continue
            free.remove(stored)
            changes = {
                name: getattr(person, name)
                for name in person.model_fields_set
                if getattr(person, name) != getattr(stored, name)
            }
            if changes:
                patch = ContactUpdate.model_validate(changes)
                self._organizations.update_contact(organization_id, stored.id, patch)
                changed = True
        for contact in free:
            self._organizations.delete_contact(organization_id, contact.id)
        return changed or bool(free)


def _is_same(contact: Contact, person: ContactCreate) -> bool:
    """Say whether two entries are one person: the same name, address or number."""
    same_name = contact.name and person.name and fold(contact.name) == fold(person.name)
    return bool(
        same_name
        or (person.email and person.email == contact.email)
        or (person.phone and person.phone == contact.phone)
    )
