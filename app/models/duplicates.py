"""What was decided about companies that look alike: two and not one, or one and merged."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import utc_now
from app.models.base import ID_LENGTH, Base, id_column


def _organization_id(*, index: bool = False) -> Mapped[str]:
    return mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="CASCADE"), index=index
    )


class OrganizationDistinction(Base):
    """Two organizations that somebody looked at and found to be two companies."""

    __tablename__ = "organization_distinctions"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="pair_in_order"),
    )

    id: Mapped[str] = id_column("dis")
    first_id: Mapped[str] = _organization_id()
    second_id: Mapped[str] = _organization_id(index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH))


class OrganizationMerge(Base):
    """One organization that went into another, and all that is needed to take it back.

    A record like those of the audit trail: it names rows without referring to them.

    Attributes:
        number: Larger than that of every earlier merge that shares an organization with this one.
        record: What was moved and changed, with the old values (see ``app.duplicates.records``).
        outcome: What could not be taken back, since the merge was undone.
    """

    __tablename__ = "organization_merges"
    __table_args__ = (
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_at_and_by"),
        CheckConstraint("survivor_id <> merged_id", name="two_organizations"),
        Index(None, "survivor_id"),
        Index(None, "merged_id"),
    )

    id: Mapped[str] = id_column("mrg")
    number: Mapped[int]
    survivor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    merged_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    reason: Mapped[str] = mapped_column(Text, default="")
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    merged_at: Mapped[datetime] = mapped_column(default=utc_now)
    merged_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
