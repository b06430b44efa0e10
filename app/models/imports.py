"""Imports: an uploaded file, its rows as they were read and planned, and remembered mappings."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy import Text as TextType
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import utc_now
from app.models.base import ID_LENGTH, NAME_LENGTH, Base, Versioned, id_column

STATE_LENGTH = 20
KEY_LENGTH = 300
"""Longest key of a row that is kept for finding it; a longer one finds nothing."""

_JSON = JSON(none_as_null=True)


class Import(Versioned, Base):
    """One uploaded file on its way into the register."""

    __tablename__ = "imports"
    __table_args__ = (
        UniqueConstraint("created_by", "idempotency_key"),
        CheckConstraint("kind IN ('demands', 'suppliers')", name="kind_known"),
        CheckConstraint(
            "status IN ('reading', 'previewed', 'failed', 'confirmed', 'discarded')",
            name="status_known",
        ),
        Index(None, "sender", "kind"),
    )

    id: Mapped[str] = id_column("imp")
    kind: Mapped[str] = mapped_column(String(STATE_LENGTH))
    status: Mapped[str] = mapped_column(String(STATE_LENGTH), default="reading", index=True)
    filename: Mapped[str] = mapped_column(String(NAME_LENGTH))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(BigInteger)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    layout: Mapped[dict[str, Any] | None] = mapped_column(_JSON)
    sender: Mapped[str] = mapped_column(String(ID_LENGTH))
    source: Mapped[str] = mapped_column(String(NAME_LENGTH))
    key: Mapped[str | None] = mapped_column(String(STATE_LENGTH))
    buyer_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("organizations.id", ondelete="CASCADE"), index=True
    )
    demand_list_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("demand_lists.id", ondelete="SET NULL"), index=True
    )
    list_name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    demand_status: Mapped[str] = mapped_column(String(STATE_LENGTH), default="draft")
    phase: Mapped[str | None] = mapped_column(String(STATE_LENGTH))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    blank_rows: Mapped[int] = mapped_column(default=0)
    generation: Mapped[int] = mapped_column(default=0)
    run_token: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    heartbeat_at: Mapped[datetime | None]
    previous: Mapped[dict[str, Any] | None] = mapped_column(_JSON)
    problem: Mapped[dict[str, Any] | None] = mapped_column(_JSON)
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    idempotency_key: Mapped[str | None] = mapped_column(String(255))
    fingerprint: Mapped[str] = mapped_column(String(64))


def _import_id() -> Mapped[str]:
    return mapped_column(
        String(ID_LENGTH), ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True
    )


class ImportFilePart(Base):
    """A piece of the uploaded file, kept until every row is written or the import is dropped."""

    __tablename__ = "import_file_parts"

    import_id: Mapped[str] = _import_id()
    position: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(Base):
    """A row of the file: what it says, what is wrong with it, and what will become of it.

    Rows are written for a generation that nobody sees yet; the import then moves to it.
    """

    __tablename__ = "import_rows"
    __table_args__ = (
        CheckConstraint(
            "state IN ('ready', 'needs_review', 'invalid', 'written', 'skipped')",
            name="state_known",
        ),
        CheckConstraint("action IN ('create', 'update', 'unchanged')", name="action_known"),
        Index(None, "state", "import_id", "number"),
        Index(None, "import_id", "ketnoi_id"),
        Index(None, "import_id", "external_id"),
        Index(None, "import_id", "tax_code"),
        Index(None, "import_id", "name_key"),
        Index(None, "target_id"),
        Index(None, "fingerprint"),
    )

    import_id: Mapped[str] = _import_id()
    generation: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    cells: Mapped[list[Any]] = mapped_column(JSON)
    context: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    corrections: Mapped[dict[str, Any] | None] = mapped_column(_JSON)
    decision: Mapped[dict[str, Any] | None] = mapped_column(_JSON)
    reading_state: Mapped[str] = mapped_column(String(STATE_LENGTH))
    state: Mapped[str] = mapped_column(String(STATE_LENGTH))
    action: Mapped[str | None] = mapped_column(String(STATE_LENGTH))
    target_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    problems: Mapped[list[Any]] = mapped_column(JSON, default=list)
    guesses: Mapped[list[Any]] = mapped_column(JSON, default=list)
    content: Mapped[dict[str, Any] | None] = mapped_column(_JSON)
    readings: Mapped[Any | None] = mapped_column(_JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    differences: Mapped[list[Any]] = mapped_column(JSON, default=list)
    digest: Mapped[str | None] = mapped_column(String(32))
    ketnoi_id: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    external_id: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    tax_code: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    name_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    fingerprint: Mapped[str | None] = mapped_column(String(32))
    remembered_from: Mapped[str | None] = mapped_column(String(ID_LENGTH))


class ImportMapping(Base):
    """What a sender's header stands for, as a person decided or confirmed it."""

    __tablename__ = "import_mappings"
    __table_args__ = (CheckConstraint("kind IN ('demands', 'suppliers')", name="kind_known"),)

    sender: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(STATE_LENGTH), primary_key=True)
    header: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    column: Mapped[str] = mapped_column(String(40))
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)


class ImportAnswer(Base):
    """What a text in a column of a sender's files stands for, as a person said."""

    __tablename__ = "import_answers"
    __table_args__ = (CheckConstraint("kind IN ('demands', 'suppliers')", name="kind_known"),)

    sender: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(STATE_LENGTH), primary_key=True)
    column: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True)
    value: Mapped[str | None] = mapped_column(TextType)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
