"""Finding out who holds a token."""

from datetime import datetime
from typing import get_args

from app.access.repository import KeyLookup
from app.core.database import Session
from app.core.errors import UnauthorizedError
from app.core.principal import Principal, Role, Scope
from app.core.security import is_secret, split_token
from app.models import ApiKey


def authenticate(
    session: Session, token: str, *, now: datetime, request_id: str | None
) -> Principal:
    """Find out who holds a token.

    The key is read from the database at every request, so that a revocation holds on every
    worker at once.

    Raises:
        UnauthorizedError: No such key, a wrong secret, or it has expired or was revoked.
    """
    parts = split_token(token)
    key = KeyLookup(session).get_by_lookup(parts[0]) if parts else None
    if parts is None or key is None or not is_secret(parts[1], key.digest):
        raise UnauthorizedError
    if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= now):
        raise UnauthorizedError
    return Principal(key.id, _role(key.role), key.organization_id, _scopes(key), request_id)


def _role(value: str) -> Role:
    return next(role for role in get_args(Role) if role == value)


def _scopes(key: ApiKey) -> frozenset[Scope]:
    return frozenset(scope for scope in get_args(Scope) if scope in key.scopes)
