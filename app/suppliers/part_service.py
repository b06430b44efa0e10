"""Adding, changing and taking away the parts of a profile."""

from pydantic import BaseModel

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.errors import NotFoundError
from app.core.i18n import Text
from app.core.principal import Principal
from app.core.schemas import PatchModel
from app.core.validation import apply_patch
from app.core.versions import VersionCheck
from app.models import Capability, Certification, SupplierProfile
from app.suppliers.parts import CAPABILITY, PartKind, Row, stored_fields
from app.suppliers.parts_schemas import CertificationFields
from app.suppliers.reading import read_profile
from app.suppliers.repository import SupplierRepository
from app.suppliers.service import SupplierService
from app.suppliers.verification import forget_verification, refuse_own_verification


class PartNotFoundError(NotFoundError):
    """The profile has no such part."""

    code = "part_not_found"
    detail = Text("This supplier has no such {part}.", "Nhà cung cấp không có {part} này.")


class PartService:
    """Sites, capabilities and certifications of the profiles that one principal keeps.

    Every change counts as a change of the profile: its version grows.
    """

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._profiles = SupplierService(session, actor)
        self._suppliers = SupplierRepository(session)
        self._audit = AuditTrail(session, actor)
        self._classification = ClassificationService(session, actor)

    def create_part(
        self, kind: PartKind, supplier_id: str, data: BaseModel
    ) -> tuple[BaseModel, SupplierProfile]:
        """Add a part; return it with its profile.

        Raises:
            SupplierNotFoundError: There is no such profile, or it is another's.
            OrganizationMergedError: Its organization went into another.
        """
        profile = self._profiles.get_changeable_supplier(supplier_id)
        self._check_verification(data)
        row = kind.table(**kind.columns(data))
        getattr(profile, kind.collection).append(row)
        self._touch(kind, profile)
        self._suppliers.flush()
        after = kind.read(row)
        self._audit.record("created", kind.name, row.id, before=None, after=after)
        return after, profile

    def update_part(
        self,
        kind: PartKind,
        supplier_id: str,
        part_id: str,
        patch: PatchModel,
        expected: VersionCheck,
    ) -> tuple[BaseModel, SupplierProfile]:
        """Change a part; return it with its profile.

        Raises:
            SupplierNotFoundError: There is no such profile, or it is another's.
            OrganizationMergedError: Its organization went into another.
            PartNotFoundError: The profile has no such part.
            PreconditionFailedError: Somebody changed the profile in the meantime.
            InvalidInputError: The result would not be valid.
        """
        profile, row = self._find(kind, supplier_id, part_id)
        expected.check(profile.version)
        self._check_verification(patch)
        before = kind.read(row)
        before_category = getattr(row, "category", None)
        merged = apply_patch(kind.create, stored_fields(kind, row, patch), patch)
        for column, value in kind.columns(merged).items():
            setattr(row, column, value)
        if isinstance(row, Certification):
            forget_verification(row, patch.model_fields_set)
        if isinstance(row, Capability) and row.category != before_category:
            self._classification.learn_choice(row.text, [row.category] if row.category else [])
        self._touch(kind, profile)
        self._suppliers.flush()
        after = kind.read(row)
        self._audit.record("updated", kind.name, row.id, before=before, after=after)
        return after, profile

    def delete_part(
        self, kind: PartKind, supplier_id: str, part_id: str, expected: VersionCheck
    ) -> SupplierProfile:
        """Take a part away; return its profile.

        Raises:
            SupplierNotFoundError: There is no such profile, or it is another's.
            OrganizationMergedError: Its organization went into another.
            PartNotFoundError: The profile has no such part.
            PreconditionFailedError: Somebody changed the profile in the meantime.
        """
        profile, row = self._find(kind, supplier_id, part_id)
        expected.check(profile.version)
        before = kind.read(row)
        getattr(profile, kind.collection).remove(row)
        self._touch(kind, profile)
        self._suppliers.flush()
        self._audit.record("deleted", kind.name, part_id, before=before, after=None)
        return profile

    def _touch(self, kind: PartKind, profile: SupplierProfile) -> None:
        """Count the change as one of the profile, and read its texts anew if they changed."""
        if kind is CAPABILITY:
            read_profile(profile, self._classification)
        profile.touch()

    def _find(self, kind: PartKind, supplier_id: str, part_id: str) -> tuple[SupplierProfile, Row]:
        profile = self._profiles.get_changeable_supplier(supplier_id)
        rows: list[Row] = getattr(profile, kind.collection)
        row = next((row for row in rows if row.id == part_id), None)
        if row is None:
            raise PartNotFoundError(part=kind.name)
        return profile, row

    def _check_verification(self, data: BaseModel) -> None:
        if isinstance(data, CertificationFields):
            refuse_own_verification(self._actor, [data])
