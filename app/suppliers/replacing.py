"""Applying a whole content to a supplier that exists: only what differs is changed."""

from collections.abc import Collection
from typing import cast

from pydantic import BaseModel

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.principal import Principal
from app.core.versions import AnyVersion
from app.models import SupplierProfile
from app.organizations.contact_replacing import ContactReplacing
from app.organizations.schemas import OrganizationCreate, OrganizationRead, OrganizationUpdate
from app.organizations.service import OrganizationService
from app.suppliers.bulk_content import SupplierContent
from app.suppliers.part_replacing import replace_parts
from app.suppliers.reading import read_profile
from app.suppliers.schemas import ProfileContent, ProfileFields
from app.suppliers.service import SupplierService
from app.suppliers.verification import refuse_own_verification
from app.suppliers.views import read_supplier

_OFFICE = "registered_office"
_SITE_ADDRESS = "address"
_CONTACTS = frozenset({"contact_name", "contact_position", "contact_email", "contact_phone"})
_PROFILE_FIELDS = frozenset(ProfileFields.model_fields) | {"data_origin"}
_COMPANY_FIELDS = frozenset(OrganizationUpdate.model_fields) - {"address"}
"""Fields whose columns have the same name; a column `address` is that of a site."""


class SupplierReplacing:
    """Changes suppliers to a content in one transaction, as one principal."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._session = session
        self._actor = actor
        self._suppliers = SupplierService(session, actor)
        self._organizations = OrganizationService(session, actor)
        self._contacts = ContactReplacing(session, actor)
        self._classification = ClassificationService(session, actor)
        self._audit = AuditTrail(session, actor)

    def replace_content(
        self, supplier_id: str, content: SupplierContent, columns: Collection[str]
    ) -> bool:
        """Let a supplier be what a content says; what it does not speak of stays.

        Parts that are as the content says keep their ids, and so do those that it only adds to;
        others are taken away. The version grows only when something was changed.

        Args:
            supplier_id: The profile.
            content: The content; of a whole company, not of an id.
            columns: Columns of a table of suppliers that the content speaks of.

        Returns:
            Whether anything was changed.

        Raises:
            SupplierNotFoundError: There is no such supplier, or it is another's.
            OrganizationMergedError: Its organization went into another.
            TaxCodeTakenError: The new tax code is another company's.
            ExternalIdTakenError: The new number is another supplier's.
            InvalidInputError: Somebody verifies certificates who may not.
        """
        refuse_own_verification(self._actor, content.profile.certifications or [])
        profile = self._suppliers.get_changeable_supplier(supplier_id)
        company = cast("OrganizationCreate", content.organization)
        before = read_supplier(profile)
        changed = self._replace_company(profile, company, columns)
        if _CONTACTS.intersection(columns):
            changed |= self._contacts.replace(profile.organization_id, content.contacts)
        return self._replace_profile(profile, content.profile, columns, before) or changed

    def _replace_company(
        self, profile: SupplierProfile, company: OrganizationCreate, columns: Collection[str]
    ) -> bool:
        stored = OrganizationRead.model_validate(profile.organization)
        spoken = _COMPANY_FIELDS.intersection(columns) & company.model_fields_set
        if self._moves_office(profile, columns):
            spoken |= {"address"}
        changes = {
            name: getattr(company, name)
            for name in sorted(spoken)
            if getattr(company, name) != getattr(stored, name)
        }
        if not changes:
            return False
        patch = OrganizationUpdate.model_validate(changes)
        self._organizations.update_organization(profile.organization_id, patch, AnyVersion())
        self._session.refresh(profile, ["version", "updated_at"])
        return True

    @staticmethod
    def _moves_office(profile: SupplierProfile, columns: Collection[str]) -> bool:
        """Say whether the content tells where the company is registered.

        It does where the office is that of the first factory, and this one moves.
        """
        first = profile.sites[0].address if profile.sites else None
        return _OFFICE in columns or (
            _SITE_ADDRESS in columns and profile.organization.address == first
        )

    def _replace_profile(
        self,
        profile: SupplierProfile,
        content: ProfileContent,
        columns: Collection[str],
        before: BaseModel,
    ) -> bool:
        with self._session.no_autoflush:  # one change, one version
            changed = self._replace_fields(profile, content, columns)
            changed |= replace_parts(profile, content, columns)
            if not changed:
                return False
            read_profile(profile, self._classification)
            profile.touch()
        self._session.flush()
        after = read_supplier(profile)
        self._audit.record("updated", "supplier", profile.id, before=before, after=after)
        return True

    def _replace_fields(
        self, profile: SupplierProfile, content: ProfileContent, columns: Collection[str]
    ) -> bool:
        spoken = _PROFILE_FIELDS.intersection(columns) & content.model_fields_set
        changes = {
            name: getattr(content, name)
            for name in sorted(spoken)
            if getattr(content, name) != getattr(profile, name)
        }
        if changes.get("external_id") is not None:
            self._suppliers.check_external_id(changes["external_id"])
        for name, value in changes.items():
            setattr(profile, name, value)
        return bool(changes)
