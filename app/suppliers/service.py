"""Keeping supplier profiles, and who may see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.errors import ConflictError, InvalidInputError, NotFoundError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.validation import apply_patch
from app.core.versions import VersionCheck
from app.models import Organization, SupplierProfile
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.organizations.service import OrganizationService
from app.reference.fields import within_category
from app.suppliers.listing import ListedSupplier, SupplierListing
from app.suppliers.parts import CAPABILITY, CERTIFICATION, SITE
from app.suppliers.reading import read_profile
from app.suppliers.repository import SupplierRepository
from app.suppliers.schemas import ProfileContent, ProfileFields, SupplierCreate, SupplierUpdate
from app.suppliers.verification import refuse_own_verification
from app.suppliers.views import read_supplier

_PARTS = (SITE, CAPABILITY, CERTIFICATION)
_NO_ORGANIZATION = Text(
    "There is no organization with this id, or it is not registered as a supplier.",
    "Không có doanh nghiệp với id này, hoặc chưa được đăng ký là nhà cung cấp.",
)


class SupplierNotFoundError(NotFoundError):
    """There is no such supplier, or it is not the key's own."""

    code = "supplier_not_found"
    detail = Text("There is no such supplier.", "Không có nhà cung cấp này.")


class ProfileExistsError(ConflictError):
    """The organization has a profile already."""

    code = "profile_exists"
    detail = Text(
        "This organization has a supplier profile; change that one.",
        "Doanh nghiệp này đã có hồ sơ nhà cung cấp; hãy sửa hồ sơ đó.",
    )


class ExternalIdTakenError(ConflictError):
    """Another supplier has this number."""

    code = "external_id_taken"
    detail = Text(
        "A supplier with external_id {external_id} exists.",
        "Đã có nhà cung cấp với external_id {external_id}.",
    )


@dataclass(frozen=True, slots=True)
class NewSupplier:
    """A supplier to register with everything at once.

    Attributes:
        organization: The company, or the id of a registered one.
        profile: Its profile.
        contacts: People to call.
    """

    organization: OrganizationCreate | str
    profile: ProfileContent
    contacts: Sequence[ContactCreate] = field(default_factory=tuple)


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
        created = self.create_suppliers([NewSupplier(organization.id, content)])
        return self._get(created[0].id)

    def create_suppliers(self, new: Sequence[NewSupplier]) -> list[SupplierProfile]:
        """Register suppliers in bulk, with few statements.

        The profiles returned have their ids; their relationships are not all loaded.

        Raises:
            TaxCodeTakenError: A company is registered already.
            ProfileExistsError: A company has a profile already.
            ExternalIdTakenError: A number is taken.
        """
        self._check_external_ids(
            [item.profile.external_id for item in new if item.profile.external_id is not None]
        )
        organizations = self._register_organizations(new)
        if self._suppliers.find_organizations_with_profile([row.id for row in organizations]):
            raise ProfileExistsError
        rows = [
            self._make(organization, item.profile)
            for organization, item in zip(organizations, new, strict=True)
        ]
        self._suppliers.add_all(rows)
        for row, item in zip(rows, new, strict=True):
            self._audit.record("created", "supplier", row.id, before=None, after=item.profile)
        return rows

    def get_supplier(self, supplier_id: str) -> SupplierProfile:
        """Return a profile that the actor may see: buyers see the active ones.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
        """
        profile = self._suppliers.get(supplier_id)
        if profile is None or not self._may_see(profile):
            raise SupplierNotFoundError
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
        """
        profile = self.get_own_supplier(supplier_id)
        expected.check(profile.version)
        before = read_supplier(profile)
        current = before.model_dump(include=set(ProfileFields.model_fields))
        merged = apply_patch(ProfileFields, current, patch)
        if merged.external_id is not None and merged.external_id != profile.external_id:
            self._check_external_ids([merged.external_id])
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
        """
        profile = self.get_own_supplier(supplier_id)
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
            organization = self._organizations.get_organization(organization_id)
        except NotFoundError:
            organization = None
        if organization is None or not organization.is_supplier:
            problem = Problem("unknown_reference", _NO_ORGANIZATION, pointer="/organization_id")
            raise InvalidInputError([problem])
        return organization

    def _register_organizations(self, new: Sequence[NewSupplier]) -> list[Organization]:
        companies = [item.organization for item in new if not isinstance(item.organization, str)]
        registered = iter(self._organizations.create_organizations(companies))
        organizations = [
            self._organizations.get_organization(item.organization)
            if isinstance(item.organization, str)
            else next(registered)
            for item in new
        ]
        self._organizations.create_contacts(
            [
                (organization.id, contact)
                for organization, item in zip(organizations, new, strict=True)
                for contact in item.contacts
            ]
        )
        return organizations

    def _check_external_ids(self, numbers: Sequence[str]) -> None:
        taken = self._suppliers.find_external_ids(numbers)
        taken |= {number for number, count in Counter(numbers).items() if count > 1}
        if taken:
            raise ExternalIdTakenError(external_id=min(taken))

    def _make(self, organization: Organization, content: ProfileContent) -> SupplierProfile:
        refuse_own_verification(self._actor, content.certifications or [])
        fields = content.model_dump(include=set(ProfileFields.model_fields))
        if content.certifications_complete is None:
            fields["certifications_complete"] = content.certifications is not None
        profile = SupplierProfile(
            organization_id=organization.id,
            organization=organization,
            data_origin=content.data_origin,
            **fields,
        )
        for kind in _PARTS:
            parts = getattr(content, kind.collection) or []
            rows = [kind.table(**kind.columns(part)) for part in parts]
            setattr(profile, kind.collection, rows)
        read_profile(profile, self._classification)
        return profile
