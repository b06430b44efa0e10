"""Reads and writes of many organizations at once, as plain rows."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, select

from app.core.database import Session, batches
from app.core.inserting import insert_rows
from app.models import Contact, Organization

Rows = Sequence[Mapping[str, Any]]

_ORGANIZATIONS = cast("Table", Organization.__table__)
_CONTACTS = cast("Table", Contact.__table__)

UNTOLD: Mapping[str, None] = {
    column.name: None for column in _ORGANIZATIONS.columns if column.nullable
}
"""The columns of an organization that may stay empty."""


class OrganizationBulkRepository:
    """The organizations of one session, many at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_tax_codes(self, tax_codes: Sequence[str]) -> set[str]:
        """Return which of these tax codes are registered."""
        found: set[str] = set()
        for batch in batches(tax_codes):
            query = select(Organization.tax_code).where(Organization.tax_code.in_(batch))
            found.update(code for code in self._session.scalars(query) if code is not None)
        return found

    def find_names(self, organization_ids: Sequence[str]) -> dict[str, tuple[str, str | None]]:
        """Return name and English name of those of these organizations that exist, by id."""
        found: dict[str, tuple[str, str | None]] = {}
        for batch in batches(organization_ids):
            query = select(Organization.id, Organization.name, Organization.name_en).where(
                Organization.id.in_(batch)
            )
            found.update((row.id, (row.name, row.name_en)) for row in self._session.execute(query))
        return found

    def add_organizations(self, rows: Rows) -> None:
        """Add organizations."""
        insert_rows(self._session, _ORGANIZATIONS, rows)

    def add_contacts(self, rows: Rows) -> None:
        """Add contacts of organizations."""
        insert_rows(self._session, _CONTACTS, rows)
