"""An instance's own words for categories: what its staff has taught it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import utc_now
from app.models.base import CODE_LENGTH, ID_LENGTH, Base, id_column

PHRASE_LENGTH = 200


class Synonym(Base):
    """A phrase that stands for a category in this instance."""

    __tablename__ = "synonyms"
    __table_args__ = (
        UniqueConstraint("key", "category"),
        CheckConstraint("phrase <> ''", name="phrase_given"),
        CheckConstraint("origin IN ('entered', 'choice')", name="origin_known"),
    )

    id: Mapped[str] = id_column("syn")
    phrase: Mapped[str] = mapped_column(String(PHRASE_LENGTH))
    key: Mapped[str] = mapped_column(String(PHRASE_LENGTH))
    category: Mapped[str] = mapped_column(String(CODE_LENGTH), index=True)
    origin: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH))
