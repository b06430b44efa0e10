"""Writing many suppliers with few statements, in memory that does not grow with their number."""

from collections import Counter
from collections.abc import Sequence

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.clock import utc_now
from app.core.database import Session
from app.core.principal import Principal
from app.models.base import new_ids
from app.organizations.bulk import OrganizationBulk
from app.suppliers.bulk_content import CapabilityReading, SupplierContent, SupplierReadings
from app.suppliers.bulk_reading import prepare_readings
from app.suppliers.bulk_repository import SupplierBulkRepository
from app.suppliers.bulk_rows import RowMaker
from app.suppliers.errors import ExternalIdTakenError, ProfileExistsError
from app.suppliers.verification import refuse_own_verification

__all__ = ["CapabilityReading", "SupplierBulk", "SupplierContent", "SupplierReadings"]


class SupplierBulk:
    """Registers suppliers in one transaction, as one principal.

    To be kept for all batches of a transaction: the reader of texts is looked up once.
    """

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._suppliers = SupplierBulkRepository(session)
        self._organizations = OrganizationBulk(session, actor)
        self._classification = ClassificationService(session, actor)
        self._audit = AuditTrail(session, actor)

    def create(self, contents: Sequence[SupplierContent]) -> list[str]:
        """Register suppliers; give them in batches of about 500.

        Args:
            contents: The suppliers.

        Returns:
            The ids of the profiles, in order.

        Raises:
            OrganizationNotFoundError: A company that was named by its id does not exist.
            TaxCodeTakenError: A company is registered already, or given twice.
            ProfileExistsError: A company has a profile already, or is given twice.
            ExternalIdTakenError: A number is taken, or given twice.
            InvalidInputError: Somebody verifies certificates who may not.
        """
        for item in contents:
            refuse_own_verification(self._actor, item.profile.certifications or [])
        self._check_external_ids(
            [item.profile.external_id for item in contents if item.profile.external_id is not None]
        )
        readings = self._read(contents)
        organization_ids = self._register_organizations(contents)
        ids = new_ids("sup", len(contents))
        maker = RowMaker(utc_now())
        for supplier_id, organization_id, item, read in zip(
            ids, organization_ids, contents, readings, strict=True
        ):
            maker.add(supplier_id, organization_id, item.profile, read)
        self._suppliers.add(maker.finish())
        self._audit.record_created(
            "supplier",
            ((key, item.profile) for key, item in zip(ids, contents, strict=True)),
        )
        return ids

    def _read(self, contents: Sequence[SupplierContent]) -> list[SupplierReadings]:
        """Return the readings that were given and still hold; make the others."""
        reader = self._classification.reader
        registered = [item.organization for item in contents if isinstance(item.organization, str)]
        names = self._organizations.find_names(registered)
        readings = []
        for item in contents:
            if isinstance(item.organization, str):
                name, name_en = names[item.organization]
                readings.append(prepare_readings(item, reader, name=name, name_en=name_en))
            elif item.readings is None or item.readings.version != reader.version:
                readings.append(prepare_readings(item, reader))
            else:
                readings.append(item.readings)
        return readings

    def _register_organizations(self, contents: Sequence[SupplierContent]) -> list[str]:
        """Return the company of each supplier; new ones are registered."""
        known = [item.organization for item in contents if isinstance(item.organization, str)]
        if len(set(known)) < len(known) or self._suppliers.find_organizations_with_profile(known):
            raise ProfileExistsError
        companies = [
            item.organization for item in contents if not isinstance(item.organization, str)
        ]
        registered = iter(self._organizations.create(companies))
        ids = [
            item.organization if isinstance(item.organization, str) else next(registered)
            for item in contents
        ]
        self._organizations.create_contacts(
            [
                (organization_id, contact)
                for organization_id, item in zip(ids, contents, strict=True)
                for contact in item.contacts
            ]
        )
        return ids

    def _check_external_ids(self, numbers: Sequence[str]) -> None:
        taken = self._suppliers.find_external_ids(numbers)
        taken |= {number for number, count in Counter(numbers).items() if count > 1}
        if taken:
            raise ExternalIdTakenError(external_id=min(taken))
