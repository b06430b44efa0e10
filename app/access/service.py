"""Finding out who holds a token."""

from datetime import datetime
from typing import get_args

from app.access.memory import FoundKey, KeyMemory
from app.access.repository import KeyLookup
from app.core.database import Session, snapshot_time
from app.core.errors import UnauthorizedError
from app.core.principal import Principal, Role, Scope
from app.core.security import is_secret, split_token
from app.models import ApiKey


def find_key(session: Session, token: str, *, now: datetime) -> FoundKey:
    """Find out who holds a token.

    Raises:
        UnauthorizedError: No such key, a wrong secret, or it has expired or was revoked.
    """
    parts = split_token(token)
    key = KeyLookup(session).get_by_lookup(parts[0]) if parts else None
    if parts is None or key is None or not is_secret(parts[1], key.digest):
        raise UnauthorizedError
    if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now):
        raise UnauthorizedError
    principal = Principal(key.id, _role(key.role), key.organization_id, _scopes(key))
    return FoundKey(principal, key.expires_at)


def find_and_keep_key(
    session: Session, token: str, memory: KeyMemory, *, now: datetime
) -> FoundKey:
    """Find out who holds a token, and remember it where the session has only read so far.

    Raises:
        UnauthorizedError: No such key, a wrong secret, or it has expired or was revoked.
    """
    found = find_key(session, token, now=now)
    memory.keep(token, found, snapshot_time(session))
    return found


def _role(value: str) -> Role:
    return next(role for role in get_args(Role) if role == value)


def _scopes(key: ApiKey) -> frozenset[Scope]:
    return frozenset(scope for scope in get_args(Scope) if scope in key.scopes)
