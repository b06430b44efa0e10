"""API keys, the audit trail, and answers kept for retried requests."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import utc_now
from app.models.base import ID_LENGTH, NAME_LENGTH, Base, id_column


class ApiKey(Base):
    """A key of the centre, of a buyer or of a supplier; only its digest is stored."""

    __tablename__ = "api_keys"
    __table_args__ = (
        CheckConstraint("role IN ('centre', 'buyer', 'supplier')", name="role_known"),
        CheckConstraint(
            "(role = 'centre') = (organization_id IS NULL)", name="organization_of_the_role"
        ),
    )

    id: Mapped[str] = id_column("key")
    lookup: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    role: Mapped[str] = mapped_column(String(10))
    organization_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="RESTRICT"), index=True
    )
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AuditRecord(Base):
    """Who changed what, from what, to what. Never changed, never deleted, no foreign keys."""

    __tablename__ = "audit_records"
    __table_args__ = (Index(None, "entity", "entity_id"),)

    id: Mapped[str] = id_column("aud")
    at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    actor: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    actor_role: Mapped[str] = mapped_column(String(10))
    actor_organization_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    action: Mapped[str] = mapped_column(String(40))
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    request_id: Mapped[str | None] = mapped_column(String(64))


class IdempotencyRecord(Base):
    """The answer to a request that carried an ``Idempotency-Key``, kept for a day."""

    __tablename__ = "idempotency_records"

    owner: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    headers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    body: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    created_at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
