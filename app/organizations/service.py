"""Registering and changing organizations, and who may see them."""

from collections.abc import Callable, Sequence

from app.audit.service import AuditTrail
from app.core.database import Session
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.validation import apply_patch
from app.core.versions import VersionCheck
from app.models import Contact, Organization
from app.organizations.bulk import OrganizationBulk
from app.organizations.errors import (
    ContactNotFoundError,
    OrganizationInUseError,
    OrganizationMergedError,
    OrganizationNotFoundError,
    TaxCodeTakenError,
)
from app.organizations.repository import OrganizationRepository
from app.organizations.schemas import (
    ContactCreate,
    ContactRead,
    ContactUpdate,
    OrganizationCreate,
    OrganizationRead,
    OrganizationUpdate,
)

_CENTRE_ONLY_FIELDS = frozenset(
    {"name", "tax_code", "country", "foreign_registration_number", "is_buyer", "is_supplier"}
)
_CENTRE_ONLY = Text(
    "Only the centre changes this, because it tells who the organization is.",
    "Chỉ trung tâm được sửa trường này vì nó xác định doanh nghiệp.",
)


class OrganizationService:
    """Organizations in one transaction, as one principal may see them."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._organizations = OrganizationRepository(session)
        self._bulk = OrganizationBulk(session, actor)
        self._audit = AuditTrail(session, actor)

    def create_organization(self, data: OrganizationCreate) -> Organization:
        """Register an organization.

        Raises:
            TaxCodeTakenError: Its tax code is registered.
        """
        return self.get_organization(self._bulk.create([data])[0])

    def get_organization(self, organization_id: str) -> Organization:
        """Return an organization that the actor may see, one that went into another as well.

        Raises:
            OrganizationNotFoundError: There is none, or it is another's.
        """
        organization = self._organizations.get(organization_id)
        if organization is None or not self._actor.acts_for(organization_id):
            raise OrganizationNotFoundError
        return organization

    def get_current_organization(self, organization_id: str) -> Organization:
        """Return the organization that one is today, for something new to hang on it.

        One that went into another gives that other. Nobody merges it until the end of the
        transaction.

        Raises:
            OrganizationNotFoundError: There is none, or it is another's.
        """
        return self._follow(organization_id, self._organizations.get_held)

    def find_organizations(
        self,
        page: PageRequest,
        *,
        q: str | None = None,
        tax_code: str | None = None,
        is_buyer: bool | None = None,
        is_supplier: bool | None = None,
    ) -> Page[Organization]:
        """Return the organizations that the actor may see."""
        return self._organizations.find_page(
            page,
            only_id=self._actor.organization_id,
            q=q,
            tax_code=tax_code,
            is_buyer=is_buyer,
            is_supplier=is_supplier,
        )

    def find_by_tax_codes(self, tax_codes: Sequence[str]) -> dict[str, Organization]:
        """Return the registered organizations among these tax codes, by tax code."""
        found = self._organizations.find_by_tax_codes(tax_codes)
        return {row.tax_code: row for row in found if row.tax_code is not None}

    def update_organization(
        self, organization_id: str, patch: OrganizationUpdate, expected: VersionCheck
    ) -> Organization:
        """Change an organization.

        Raises:
            OrganizationNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            InvalidInputError: The result would not be valid, or the field is the centre's.
            TaxCodeTakenError: The new tax code is registered.
            OrganizationMergedError: It went into another.
        """
        organization = self._get_living(organization_id)
        expected.check(organization.version)
        self._check_rights(patch)
        before = OrganizationRead.model_validate(organization)
        current = before.model_dump(include=set(OrganizationCreate.model_fields))
        merged = apply_patch(OrganizationCreate, current, patch)
        self._check_tax_code(merged.tax_code, organization.id)
        for field in patch.model_fields_set:
            setattr(organization, field, getattr(merged, field))
        organization.touch()
        self._organizations.flush()
        self._organizations.touch_profile(organization.id)
        self._record("updated", organization, before)
        return organization

    def delete_organization(self, organization_id: str, expected: VersionCheck) -> None:
        """Delete an organization on which nothing hangs.

        Raises:
            OrganizationNotFoundError: There is none.
            OrganizationInUseError: A profile, demands or keys hang on it.
            OrganizationMergedError: It went into another and is kept as a record.
        """
        organization = self._get_living(organization_id)
        expected.check(organization.version)
        if self._organizations.is_in_use(organization.id):
            raise OrganizationInUseError
        before = OrganizationRead.model_validate(organization)
        self._organizations.delete(organization)
        self._audit.record("deleted", "organization", organization_id, before=before, after=None)

    def find_contacts(self, organization_id: str) -> list[Contact]:
        """Return the contacts of an organization that the actor may see.

        Raises:
            OrganizationNotFoundError: There is none, or it is another's.
        """
        organization = self._follow(organization_id, self._organizations.get)
        return self._organizations.find_contacts(organization.id)

    def create_contact(self, organization_id: str, data: ContactCreate) -> Contact:
        """Add a contact.

        Raises:
            OrganizationNotFoundError: There is none, or it is another's.
        """
        organization = self.get_current_organization(organization_id)
        contact_id = self._bulk.create_contacts([(organization.id, data)])[0]
        return self._get_contact(organization.id, contact_id)

    def update_contact(
        self, organization_id: str, contact_id: str, patch: ContactUpdate
    ) -> Contact:
        """Change a contact.

        Raises:
            ContactNotFoundError: The organization has none with this id.
            InvalidInputError: Nothing would be left of it.
        """
        contact = self._get_contact(organization_id, contact_id)
        before = ContactRead.model_validate(contact)
        merged = apply_patch(ContactCreate, before.model_dump(exclude={"id"}), patch)
        for field in patch.model_fields_set:
            setattr(contact, field, getattr(merged, field))
        self._organizations.flush()
        after = ContactRead.model_validate(contact)
        self._audit.record("updated", "contact", contact.id, before=before, after=after)
        return contact

    def delete_contact(self, organization_id: str, contact_id: str) -> None:
        """Delete a contact.

        Raises:
            ContactNotFoundError: The organization has none with this id.
        """
        contact = self._get_contact(organization_id, contact_id)
        before = ContactRead.model_validate(contact)
        self._organizations.delete_contact(contact)
        self._audit.record("deleted", "contact", contact_id, before=before, after=None)

    def _follow(
        self, organization_id: str, get: Callable[[str], Organization | None]
    ) -> Organization:
        """Return what an organization is today, through all the merges since."""
        organization = get(organization_id)
        while organization is not None and organization.merged_into_id is not None:
            organization = get(organization.merged_into_id)
        if organization is None or not self._actor.acts_for(organization.id):
            raise OrganizationNotFoundError
        return organization

    def _get_living(self, organization_id: str) -> Organization:
        organization = self.get_organization(organization_id)
        if organization.merged_into_id is not None:
            raise OrganizationMergedError(merged_into_id=organization.merged_into_id)
        return organization

    def _get_contact(self, organization_id: str, contact_id: str) -> Contact:
        organization = self.get_current_organization(organization_id)
        contact = self._organizations.get_contact(organization.id, contact_id)
        if contact is None:
            raise ContactNotFoundError
        return contact

    def _check_tax_code(self, tax_code: str | None, own_id: str) -> None:
        if tax_code is None:
            return
        holder = self.find_by_tax_codes([tax_code]).get(tax_code)
        if holder is not None and holder.id != own_id:
            raise TaxCodeTakenError(tax_code=tax_code)

    def _check_rights(self, patch: OrganizationUpdate) -> None:
        if self._actor.is_centre:
            return
        refused = sorted(patch.model_fields_set & _CENTRE_ONLY_FIELDS)
        if refused:
            raise InvalidInputError(
                [Problem("centre_only", _CENTRE_ONLY, pointer=f"/{field}") for field in refused]
            )

    def _record(
        self, action: str, organization: Organization, before: OrganizationRead | None
    ) -> None:
        after = OrganizationRead.model_validate(organization)
        self._audit.record(action, "organization", organization.id, before=before, after=after)
