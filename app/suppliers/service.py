"""Keeping supplier profiles, and who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.errors import InvalidInputError, NotFoundError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.validation import apply_patch
from app.core.versions import VersionCheck
from app.models import Organization, SupplierProfile
from app.organizations.errors import OrganizationMergedError
from app.organizations.service import OrganizationService
from app.reference.fields import within_category
from app.suppliers.bulk import SupplierBulk, SupplierContent
from app.suppliers.errors import ExternalIdTakenError, SupplierNotFoundError
from app.suppliers.listing import ListedSupplier, SupplierListing
from app.suppliers.reading import read_profile
from app.suppliers.repository import SupplierRepository
from app.suppliers.schemas import ProfileContent, ProfileFields, SupplierCreate, SupplierUpdate
from app.suppliers.verification import refuse_own_notes
from app.suppliers.views import read_supplier

_NO_ORGANIZATION = Text(
    "There is no organization with this id, or it is not registered as a supplier.",
    "Không có doanh nghiệp với id này, hoặc chưa được đăng ký là nhà cung cấp.",
)


@dataclass(frozen=True, slots=True)
class SupplierFilter:
    """Which suppliers are asked for; None does not narrow."""

    q: str | None = None
    category: str | None = None
    certification: str | None = None
    province: str | None = None
    legacy_province: str | None = None
    is_active: bool | None = None


class SupplierService:
    """Supplier profiles in one transaction, as one principal may see them."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._session = session
        self._actor = actor
        self._suppliers = SupplierRepository(session)
        self._organizations = OrganizationService(session, actor)
        self._audit = AuditTrail(session, actor)
        self._classification = ClassificationService(session, actor)

    def create_supplier(self, data: SupplierCreate) -> SupplierProfile:
        """Give a registered organization its profile.

        Raises:
            InvalidInputError: There is no such supplier organization.
            ProfileExistsError: It has a profile.
            ExternalIdTakenError: The number is another supplier's.
        """
        organization = self._find_organization(data.organization_id)
        content = ProfileContent(**data.model_dump(exclude={"organization_id"}, exclude_unset=True))
        return self._get(self.create_suppliers([SupplierContent(organization.id, content)])[0])

    def create_suppliers(self, new: Sequence[SupplierContent]) -> list[str]:
        """Register suppliers in bulk, with few statements; see `SupplierBulk.create`.

        Returns:
            The ids of the profiles, in order.
        """
        return SupplierBulk(self._session, self._actor).create(new)

    def get_supplier(self, supplier_id: str) -> SupplierProfile:
        """Return a profile that the actor may see: buyers see the active ones.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
        """
        profile = self._suppliers.get(supplier_id)
        if profile is None or not self._may_see(profile):
            raise SupplierNotFoundError
        return profile

    def get_changeable_supplier(self, supplier_id: str) -> SupplierProfile:
        """Return a profile that the actor may change and that is more than a record.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
            OrganizationMergedError: Its organization went into another.
        """
        profile = self.get_own_supplier(supplier_id)
        went_into = profile.organization.merged_into_id
        if went_into is not None:
            raise OrganizationMergedError(merged_into_id=went_into)
        return profile

    def get_own_supplier(self, supplier_id: str) -> SupplierProfile:
        """Return a profile that the actor may change or ask on behalf of.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
        """
        profile = self._get(supplier_id)
        if not self._actor.acts_for(profile.organization_id):
            raise SupplierNotFoundError
        return profile

    def check_own(self, supplier: ListedSupplier) -> None:
        """Check that the actor may change a supplier or ask on behalf of it.

        Raises:
            SupplierNotFoundError: It is another's.
        """
        if not self._actor.acts_for(supplier.organization_id):
            raise SupplierNotFoundError

    def check_external_id(self, number: str) -> None:
        """Check that no supplier has a number.

        Raises:
            ExternalIdTakenError: One has.
        """
        if self._suppliers.find_external_ids([number]):
            raise ExternalIdTakenError(external_id=number)

    def find_suppliers(self, page: PageRequest, wanted: SupplierFilter) -> Page[SupplierProfile]:
        """Return the profiles that the actor keeps: all for the centre, its own for a supplier."""
        return self._suppliers.find_page(
            page,
            organization_id=self._actor.organization_id,
            q=wanted.q,
            categories=within_category(wanted.category),
            certification=wanted.certification,
            province=wanted.province,
            legacy_province=wanted.legacy_province,
            is_active=wanted.is_active,
        )

    def update_supplier(
        self, supplier_id: str, patch: SupplierUpdate, expected: VersionCheck
    ) -> SupplierProfile:
        """Change a profile.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            InvalidInputError: The result would not be valid.
            ExternalIdTakenError: The new number is another supplier's.
            OrganizationMergedError: Its organization went into another.
        """
        refuse_own_notes(self._actor, patch)
        profile = self.get_changeable_supplier(supplier_id)
        expected.check(profile.version)
        before = read_supplier(profile)
        current = before.model_dump(include=set(ProfileFields.model_fields))
        merged = apply_patch(ProfileFields, current, patch)
        if merged.external_id is not None and merged.external_id != profile.external_id:
            self.check_external_id(merged.external_id)
        if merged.certifications_complete is None:
            merged.certifications_complete = bool(profile.certifications)
        for name in patch.model_fields_set:
            setattr(profile, name, getattr(merged, name))
        read_profile(profile, self._classification)
        profile.touch()
        self._suppliers.flush()
        after = read_supplier(profile)
        self._audit.record("updated", "supplier", profile.id, before=before, after=after)
        return profile

    def delete_supplier(self, supplier_id: str, expected: VersionCheck) -> None:
        """Delete a profile with its parts; the organization stays.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            OrganizationMergedError: Its organization went into another.
        """
        profile = self.get_changeable_supplier(supplier_id)
        expected.check(profile.version)
        before = read_supplier(profile)
        self._suppliers.delete(profile)
        self._audit.record("deleted", "supplier", supplier_id, before=before, after=None)

    def find_active_versions(self) -> dict[str, int]:
        """Return id and version of every profile that takes part in matching."""
        return self._suppliers.find_active_versions()

    def load_for_matching(self, supplier_ids: Sequence[str]) -> Mapping[str, ListedSupplier]:
        """Return profiles as they take part in matching, by id."""
        found = SupplierListing(self._session).find(supplier_ids)
        return {listed.profile.id: listed for listed in found}

    def _get(self, supplier_id: str) -> SupplierProfile:
        profile = self._suppliers.get(supplier_id)
        if profile is None:
            raise SupplierNotFoundError
        return profile

    def _may_see(self, profile: SupplierProfile) -> bool:
        if self._actor.role == "buyer":
            return profile.is_active
        return self._actor.acts_for(profile.organization_id)

    def _find_organization(self, organization_id: str) -> Organization:
        try:
            organization = self._organizations.get_current_organization(organization_id)
        except NotFoundError:
            organization = None
        if organization is None or not organization.is_supplier:
            problem = Problem("unknown_reference", _NO_ORGANIZATION, pointer="/organization_id")
            raise InvalidInputError([problem])
        return organization
