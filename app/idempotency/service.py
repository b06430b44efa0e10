"""Claiming a key, and keeping the answer in the transaction that made it."""

from dataclasses import dataclass
from datetime import timedelta

from app.core.clock import utc_now
from app.core.database import Session
from app.core.errors import AppError
from app.core.i18n import Text
from app.idempotency.repository import IdempotencyRepository
from app.models import IdempotencyRecord

RETENTION = timedelta(hours=24)
"""How long an answer is kept."""


class IdempotencyKeyReusedError(AppError):
    """The key was used before, with another request."""

    status = 422
    code = "idempotency_key_reused"
    title = Text("Idempotency-Key used before", "Idempotency-Key đã được dùng")
    detail = Text(
        "This Idempotency-Key belongs to a request with another content; use a new one.",
        "Idempotency-Key này thuộc về một yêu cầu có nội dung khác; hãy dùng khóa mới.",
    )


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was first given."""

    status: int
    headers: dict[str, str]
    body: bytes


class IdempotencyService:
    """Keys of one owner in one transaction."""

    def __init__(self, session: Session, owner: str) -> None:
        self._records = IdempotencyRepository(session)
        self._owner = owner

    def claim(self, key: str, fingerprint: str) -> KeptAnswer | None:
        """Claim a key, or return the answer that it was given before.

        Raises:
            IdempotencyKeyReusedError: The key was used with another request.
        """
        self._records.delete_before(utc_now() - RETENTION)
        if self._records.claim(self._owner, key, fingerprint):
            return None
        record = self._get(key)
        if record.fingerprint != fingerprint:
            raise IdempotencyKeyReusedError
        return KeptAnswer(record.status or 500, record.headers, record.body)

    def keep(self, key: str, answer: KeptAnswer) -> None:
        """Keep the answer to a claimed key."""
        record = self._get(key)
        record.status = answer.status
        record.headers = dict(answer.headers)
        record.body = answer.body

    def _get(self, key: str) -> IdempotencyRecord:
        record = self._records.get(self._owner, key)
        if record is None:  # pragma: no cover - a claim that failed saw the row
            msg = "a claimed idempotency key has no record"
            raise LookupError(msg)
        return record
