"""Recording and reading who changed what."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from app.audit.repository import AuditRepository
from app.core.clock import utc_now
from app.core.database import Session
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.models import AuditRecord
from app.models.base import new_ids

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
                **self._who(),
                action=action,
                entity=entity,
                entity_id=entity_id,
                before=_dump(before),
                after=_dump(after),
            )
        )

    def record_created(self, entity: str, made: Iterable[tuple[str, BaseModel]]) -> None:
        """Record with one statement that many things of one kind were created.

        Args:
            entity: Kind of the things.
            made: Id of each, and what it is now.
        """
        common = {**self._who(), "at": utc_now(), "action": "created", "entity": entity}
        records = [
            {**common, "entity_id": key, "before": None, "after": _dump(after)}
            for key, after in made
        ]
        for record, record_id in zip(records, new_ids("aud", len(records)), strict=True):
            record["id"] = record_id
        self._records.add_all(records)

    def find_page(
        self, page: PageRequest, *, entity: str | None, entity_id: str | None, actor: str | None
    ) -> Page[AuditRecord]:
        """Return records, newest first, narrowed to an entity or an actor where asked."""
        return self._records.find_page(page, entity=entity, entity_id=entity_id, actor=actor)

    def _who(self) -> dict[str, str | None]:
        return {
            "actor": self._actor.key_id,
            "actor_role": self._actor.role,
            "actor_organization_id": self._actor.organization_id,
            "request_id": self._actor.request_id,
        }


def _dump(snapshot: Snapshot) -> dict[str, Any] | None:
    return None if snapshot is None else snapshot.model_dump(mode="json")
