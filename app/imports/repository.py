"""What an import must know of suppliers that exist."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.database import Session, batches
from app.models import SupplierProfile


class RegisteredSuppliers:
    """The supplier profiles of one session, by what a file may repeat of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_by_organizations(self, organization_ids: Sequence[str]) -> dict[str, str]:
        """Return the id of the profile of each of these organizations that has one."""
        found: dict[str, str] = {}
        for batch in batches(organization_ids):
            query = select(SupplierProfile.organization_id, SupplierProfile.id).where(
                SupplierProfile.organization_id.in_(batch)
            )
            found.update((row.organization_id, row.id) for row in self._session.execute(query))
        return found

    def find_by_external_ids(self, external_ids: Sequence[str]) -> dict[str, str]:
        """Return the id of the profile that has each of these numbers, where one has it."""
        found: dict[str, str] = {}
        for batch in batches(external_ids):
            query = select(SupplierProfile.external_id, SupplierProfile.id).where(
                SupplierProfile.external_id.in_(batch)
            )
            rows = self._session.execute(query)
            found.update((row.external_id, row.id) for row in rows if row.external_id is not None)
        return found
