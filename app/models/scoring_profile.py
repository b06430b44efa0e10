"""Scoring profiles: every version that was ever written, and which one was put in force when."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import utc_now
from app.models.base import ID_LENGTH, Base, id_column

PROFILE_NAME_LENGTH = 30
"""Leaves room for ``@`` and the version in an id of the audit trail."""


class ScoringProfileVersion(Base):
    """One version of a scoring profile. Never changed: a change is the next version.

    All numbers are kept, also those that equal the defaults, so that a later release with other
    defaults scores with a stored profile as before.
    """

    __tablename__ = "scoring_profiles"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        CheckConstraint("name <> 'default'", name="name_not_built_in"),
        CheckConstraint("version >= 1", name="version_counts_from_one"),
    )

    id: Mapped[str] = id_column("sco")
    name: Mapped[str] = mapped_column(String(PROFILE_NAME_LENGTH))
    version: Mapped[int]
    weights: Mapped[dict[str, int]] = mapped_column(JSON)
    parameters: Mapped[dict[str, int]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH))


class ScoringActivation(Base):
    """A profile put in force; the highest number is in force, none means the built-in one.

    Numbers count without gaps, and the primary key lets one of two racing activations win.
    """

    __tablename__ = "scoring_activations"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    profile_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("scoring_profiles.id", ondelete="RESTRICT")
    )
    activated_at: Mapped[datetime] = mapped_column(default=utc_now)
    activated_by: Mapped[str] = mapped_column(String(ID_LENGTH))
