"""Reads what people decided in earlier imports of a sender, and keeps it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import utc_now
from app.core.database import Session, batches
from app.models import Demand, Import, ImportAnswer, ImportRow, SupplierProfile

DONE = ("written", "skipped")


class MemoryRepository:
    """Earlier rows and answers of one session.

    Args:
        session: Where they are kept.
        sender: Who sent the files.
        kind: What they hold.
    """

    def __init__(self, session: Session, sender: str, kind: str) -> None:
        self._session = session
        self._sender = sender
        self._kind = kind

    def has_decided(self) -> bool:
        """Tell whether any row was corrected or decided on, and then written or skipped."""
        return self._session.scalar(self._decided().limit(1)) is not None

    def find_decided(self, prints: Sequence[str]) -> set[str]:
        """Return, of these fingerprints, those of rows that were corrected or decided on."""
        found: set[str] = set()
        for batch in batches(list(prints)):
            query = self._decided().where(ImportRow.fingerprint.in_(batch))
            found.update(self._session.scalars(query))
        return found

    def find_rows(self, prints: Sequence[str]) -> list[ImportRow]:
        """Return the rows that were written or skipped and have one of these fingerprints.

        Those of the latest import come last, each import's in the order of the file.
        """
        found: list[ImportRow] = []
        for batch in batches(list(prints)):
            query = self._earlier(select(ImportRow)).where(ImportRow.fingerprint.in_(batch))
            found.extend(self._session.scalars(query))
        return sorted(found, key=lambda row: (row.import_id, row.number))

    def find_existing(self, ids: Sequence[str]) -> set[str]:
        """Return, of these suppliers or demands, those that exist."""
        thing: Any = Demand.id if self._kind == "demands" else SupplierProfile.id
        found: set[str] = set()
        for batch in batches(list(ids)):
            found.update(self._session.scalars(select(thing).where(thing.in_(batch))))
        return found

    def find_answers(self, most: int) -> dict[str, dict[str, str | None]]:
        """Return what texts stand for, by column; the latest answers where there are too many."""
        query = (
            select(ImportAnswer.column, ImportAnswer.text, ImportAnswer.value)
            .where(ImportAnswer.sender == self._sender, ImportAnswer.kind == self._kind)
            .order_by(ImportAnswer.updated_at.desc(), ImportAnswer.column, ImportAnswer.text)
            .limit(most)
        )
        found: dict[str, dict[str, str | None]] = {}
        for row in self._session.execute(query):
            found.setdefault(row.column, {})[row.text] = row.value
        return found

    def remember(self, answers: Mapping[str, Mapping[str, str | None]]) -> None:
        """Remember what texts stand for; a later answer replaces an earlier one."""
        dialect = self._session.get_bind().dialect.name
        upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        for column, texts in answers.items():
            for text, value in texts.items():
                values = {"value": value, "updated_at": utc_now()}
                statement = upsert(ImportAnswer).values(
                    sender=self._sender, kind=self._kind, column=column, text=text, **values
                )
                keys = ["sender", "kind", "column", "text"]
                self._session.execute(
                    statement.on_conflict_do_update(index_elements=keys, set_=values)
                )

    def _decided(self) -> Select[Any]:
        return self._earlier(select(ImportRow.fingerprint)).where(
            or_(ImportRow.corrections.is_not(None), ImportRow.decision.is_not(None)),
            ImportRow.fingerprint.is_not(None),
        )

    def _earlier(self, query: Select[Any]) -> Select[Any]:
        return query.join(
            Import,
            and_(Import.id == ImportRow.import_id, Import.generation == ImportRow.generation),
        ).where(
            Import.sender == self._sender,
            Import.kind == self._kind,
            Import.status == "confirmed",
            ImportRow.state.in_(DONE),
        )
