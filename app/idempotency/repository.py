"""Reads and writes of kept answers."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from app.core.clock import utc_now
from app.core.database import Session
from app.models import IdempotencyRecord


class IdempotencyRepository:
    """The kept answers of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, owner: str, key: str, fingerprint: str) -> bool:
        """Claim a key for this transaction; False when it is taken.

        A transaction that holds the same claim and has not ended yet is waited for: the unique
        key decides, not the order of arrival.
        """
        dialect = self._session.get_bind().dialect.name
        insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        statement = (
            insert(IdempotencyRecord)
            .values(
                owner=owner,
                key=key,
                fingerprint=fingerprint,
                headers={},
                body=b"",
                created_at=utc_now(),
            )
            .on_conflict_do_nothing()
            .returning(IdempotencyRecord.owner)
        )
        return self._session.execute(statement).first() is not None

    def get(self, owner: str, key: str) -> IdempotencyRecord | None:
        """Return the kept answer of a key."""
        return self._session.get(IdempotencyRecord, (owner, key))

    def delete_before(self, moment: datetime) -> None:
        """Forget answers older than a moment."""
        self._session.execute(
            delete(IdempotencyRecord).where(IdempotencyRecord.created_at < moment)
        )
