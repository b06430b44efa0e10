"""Reads and writes of the audit trail."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, select

from app.core.database import Session
from app.core.inserting import insert_rows
from app.core.pagination import Page, PageRequest, cut_page
from app.models import AuditRecord

_RECORDS = cast("Table", AuditRecord.__table__)


class AuditRepository:
    """The audit records of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: AuditRecord) -> None:
        """Add a record to the transaction."""
        self._session.add(record)

    def add_all(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Add records with one statement."""
        insert_rows(self._session, _RECORDS, records)

    def find_page(
        self, page: PageRequest, *, entity: str | None, entity_id: str | None, actor: str | None
    ) -> Page[AuditRecord]:
        """Return records, newest first."""
        query = select(AuditRecord).order_by(AuditRecord.id.desc()).limit(page.limit + 1)
        if entity is not None:
            query = query.where(AuditRecord.entity == entity)
        if entity_id is not None:
            query = query.where(AuditRecord.entity_id == entity_id)
        if actor is not None:
            query = query.where(AuditRecord.actor == actor)
        if page.after is not None:
            query = query.where(AuditRecord.id < page.after)
        rows = self._session.scalars(query).all()
        return cut_page(rows, page.limit, lambda record: record.id)
