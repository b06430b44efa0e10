"""Reads and writes of many supplier profiles at once, as plain rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Table, select

from app.core.database import Session, batches
from app.core.inserting import insert_rows
from app.models import Capability, Certification, Site, SupplierProfile

Row = dict[str, Any]

_PROFILES, _SITES, _CAPABILITIES, _CERTIFICATIONS = (
    cast("Table", table.__table__) for table in (SupplierProfile, Site, Capability, Certification)
)


@dataclass(frozen=True, slots=True)
class SupplierRows:
    """Rows of suppliers, one list for each table."""

    profiles: list[Row] = field(default_factory=list)
    sites: list[Row] = field(default_factory=list)
    capabilities: list[Row] = field(default_factory=list)
    certifications: list[Row] = field(default_factory=list)


class SupplierBulkRepository:
    """The supplier profiles of one session, many at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_external_ids(self, external_ids: Sequence[str]) -> set[str]:
        """Return which of these numbers are taken."""
        found: set[str] = set()
        for batch in batches(external_ids):
            query = select(SupplierProfile.external_id).where(
                SupplierProfile.external_id.in_(batch)
            )
            found.update(number for number in self._session.scalars(query) if number is not None)
        return found

    def find_organizations_with_profile(self, organization_ids: Sequence[str]) -> set[str]:
        """Return which of these organizations have a profile."""
        found: set[str] = set()
        for batch in batches(organization_ids):
            query = select(SupplierProfile.organization_id).where(
                SupplierProfile.organization_id.in_(batch)
            )
            found.update(self._session.scalars(query))
        return found

    def add(self, rows: SupplierRows) -> None:
        """Add profiles with their parts."""
        insert_rows(self._session, _PROFILES, rows.profiles)
        insert_rows(self._session, _SITES, rows.sites)
        insert_rows(self._session, _CAPABILITIES, rows.capabilities)
        insert_rows(self._session, _CERTIFICATIONS, rows.certifications)
