"""How an audit record looks over HTTP."""

from datetime import datetime
from typing import Any

from app.core.schemas import OutputModel, example


class AuditRecordRead(OutputModel):
    """One change: who made it, when, from what, to what."""

    model_config = example(
        {
            "id": "aud_00d201ee9eg0003zekxanckt",
            "at": "2026-11-21T08:00:00Z",
            "actor": "key_00d201ee9eg0003zekxanckt",
            "actor_role": "buyer",
            "actor_organization_id": "org_00d201ee9eg0003zekxanckt",
            "action": "updated",
            "entity": "demand",
            "entity_id": "dem_00d201ee9eg0003zekxanckt",
            "before": {"status": "draft"},
            "after": {"status": "open"},
            "request_id": "5f0c2a2d9f3a4a7f",
        }
    )

    id: str
    at: datetime
    actor: str
    actor_role: str
    actor_organization_id: str | None
    action: str
    entity: str
    entity_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    request_id: str | None
