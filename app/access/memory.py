"""Keys that were found a moment ago, so that not every request has to look its key up.

A revocation has to hold on every worker within a second. A key is remembered for half of one, from
the moment of the snapshot in which it was valid; and every commit of this process forgets all
keys, so that here a revocation holds at once. What is no key is never remembered.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic

from app.core.principal import Principal

REMEMBERED_SECONDS = 0.5
"""How long a key is believed. With the time that an answer takes it stays below a second."""

CAPACITY = 10_000
"""Keys kept; the ones read longest ago go first."""


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key that was valid when it was read.

    Attributes:
        principal: Who holds it, in no particular request.
        expires_at: When it stops working, if ever.
    """

    principal: Principal
    expires_at: datetime | None

    def principal_in(self, request_id: str | None) -> Principal:
        """Return who holds the key, in a request."""
        known = self.principal
        return Principal(known.key_id, known.role, known.organization_id, known.scopes, request_id)


class KeyMemory:
    """The keys that one process remembers, by a digest of their tokens.

    Args:
        seconds: How long each is believed.
        capacity: Keys kept.
    """

    def __init__(self, seconds: float = REMEMBERED_SECONDS, capacity: int = CAPACITY) -> None:
        self._seconds = seconds
        self._capacity = capacity
        self._lock = Lock()
        self._found: OrderedDict[bytes, tuple[FoundKey, float]] = OrderedDict()
        self._forgotten_at = monotonic()

    def recall(self, token: str, now: datetime) -> FoundKey | None:
        """Return the key of a token, if it was found a moment ago and has not expired since."""
        held = self._found.get(_digest(token))
        if held is None:
            return None
        found, read_at = held
        if monotonic() - read_at > self._seconds:
            return None
        return found if found.expires_at is None or found.expires_at > now else None

    def keep(self, token: str, found: FoundKey, read_at: float) -> None:
        """Remember a key.

        Args:
            token: Its token.
            found: The key.
            read_at: A moment at or before the snapshot that it was read in, by the monotonic
                clock. Nothing is kept of what was read before the last commit of this process.
        """
        with self._lock:
            if read_at <= self._forgotten_at:
                return
            digest = _digest(token)
            self._found[digest] = (found, read_at)
            self._found.move_to_end(digest)
            if len(self._found) > self._capacity:
                self._found.popitem(last=False)

    def forget_all(self) -> None:
        """Forget every key: one of them may have changed."""
        with self._lock:
            self._forgotten_at = monotonic()
            self._found.clear()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
