"""Recording and reading who changed what."""

from typing import Any

from pydantic import BaseModel

from app.audit.repository import AuditRepository
from app.core.database import Session
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.models import AuditRecord

Snapshot = BaseModel | None


class AuditTrail:
    """The audit trail of one transaction: its records stand or fall with the change."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._records = AuditRepository(session)
        self._actor = actor

    def record(
        self, action: str, entity: str, entity_id: str, *, before: Snapshot, after: Snapshot
    ) -> None:
        """Record one change.

        Args:
            action: ``created``, ``updated``, ``deleted``, ``revoked``, ...
            entity: Kind of the thing, as in its path (``demand``, ``site``, ...).
            entity_id: Its id.
            before: What it was; None when it did not exist.
            after: What it is now; None when it is gone.
        """
        self._records.add(
            AuditRecord(
                actor=self._actor.key_id,
                actor_role=self._actor.role,
                actor_organization_id=self._actor.organization_id,
                action=action,
                entity=entity,
                entity_id=entity_id,
                before=_dump(before),
                after=_dump(after),
                request_id=self._actor.request_id,
            )
        )

    def find_page(
        self, page: PageRequest, *, entity: str | None, entity_id: str | None, actor: str | None
    ) -> Page[AuditRecord]:
        """Return records, newest first, narrowed to an entity or an actor where asked."""
        return self._records.find_page(page, entity=entity, entity_id=entity_id, actor=actor)


def _dump(snapshot: Snapshot) -> dict[str, Any] | None:
    return None if snapshot is None else snapshot.model_dump(mode="json")
