"""The feed of changes from which every process keeps its rankings in step with the database.

Triggers of the database write into it (see the initial migration), so that no writer can pass it
by, not even one that speaks SQL. The code itself only prunes it.
"""

from sqlalchemy import BigInteger, CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import ID_LENGTH, Base

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only where the column is an INTEGER."""


class MarketChange(Base):
    """Something that rankings depend on has changed.

    Attributes:
        seq: Grows with every row and is never used again. On PostgreSQL it is taken before the
            commit, so that a row may appear after one with a higher number.
        kind: What changed: a `supplier`, a `demand`, an `organization`, what is used for `scoring`;
            `reset` when a table was emptied; `pruned` when older rows of the feed were deleted.
        row_id: Id of what changed; for `pruned` the place before which rows are gone.
        token: Chance, to tell a row from one of the same number in another database.
        transaction_id: The writing transaction's id on PostgreSQL; empty on SQLite.
    """

    __tablename__ = "market_changes"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('supplier', 'demand', 'organization', 'scoring', 'reset', 'pruned')",
            name="kind_known",
        ),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = mapped_column(SEQUENCE, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    token: Mapped[str] = mapped_column(String(36))
    transaction_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
