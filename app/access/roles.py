"""Who may call a route: the dependencies that routers declare."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.access.memory import FoundKey, KeyMemory
from app.access.service import find_and_keep_key
from app.core.clock import utc_now
from app.core.database import Database
from app.core.errors import ForbiddenError, UnauthorizedError
from app.core.http.session import DbSession, is_read_only
from app.core.http.turns import Turns
from app.core.principal import Principal, Role

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="api_key",
    bearerFormat="kn_<id>_<secret>",
    description="An API key of the centre, a buyer or a supplier.",
)


async def find_principal(
    request: Request,
    session: DbSession,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    """Return whose key the request carries, whatever it may do.

    Raises:
        UnauthorizedError: There is no valid key.
    """
    if credentials is None:
        raise UnauthorizedError
    memory: KeyMemory = request.app.state.keys
    token, now = credentials.credentials, utc_now()
    found = memory.recall(token, now)
    if found is None:
        found = await run_in_threadpool(find_and_keep_key, session, token, memory, now=now)
    return found.principal_in(getattr(request.state, "request_id", None))


KeyHolder = Annotated[Principal, Depends(find_principal)]
"""Whose key it is; the route has to look at its scopes and role itself."""


async def current_principal(request: Request, principal: KeyHolder) -> Principal:
    """Return who is asking.

    Raises:
        UnauthorizedError: There is no valid key.
        ForbiddenError: The key may not write, and this would; or it may not read.
    """
    needed = "read" if is_read_only(request) else "write"
    if needed not in principal.scopes:
        raise ForbiddenError(needed=f"scope {needed}", given=", ".join(sorted(principal.scopes)))
    return principal


async def find_writer_alone(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    """Return who is asking, and hold no transaction after that.

    For routes that wait for long work and open short transactions of their own.

    Raises:
        UnauthorizedError: There is no valid key.
        ForbiddenError: The key may not write.
    """
    if credentials is None:
        raise UnauthorizedError
    memory: KeyMemory = request.app.state.keys
    token, now = credentials.credentials, utc_now()
    found = memory.recall(token, now)
    if found is None:
        turns: Turns = request.app.state.turns
        async with turns.take(writing=False):
            found = await run_in_threadpool(_find_alone, request, token, now)
    principal = found.principal_in(getattr(request.state, "request_id", None))
    if "write" not in principal.scopes:
        raise ForbiddenError(needed="scope write", given=", ".join(sorted(principal.scopes)))
    return principal


def _find_alone(request: Request, token: str, now: datetime) -> FoundKey:
    database: Database = request.app.state.database
    with database.read() as session:
        return find_and_keep_key(session, token, request.app.state.keys, now=now)


def remembered_reader(request: Request, *roles: Role) -> Principal | None:
    """Return who is asking, as it was found a moment ago, where it may read and has such a role.

    None says nothing about the key: the request has to go the ordinary way.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    memory: KeyMemory = request.app.state.keys
    found = memory.recall(token, utc_now())
    if found is None or found.principal.role not in roles or "read" not in found.principal.scopes:
        return None
    return found.principal_in(getattr(request.state, "request_id", None))


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def allow(*roles: Role) -> Callable[[Principal], Awaitable[Principal]]:
    """Make a dependency that lets only these roles through.

    Raises:
        ForbiddenError: The key has another role.
    """

    async def check(principal: CurrentPrincipal) -> Principal:
        if principal.role not in roles:
            raise ForbiddenError(needed=" or ".join(roles), given=f"role {principal.role}")
        return principal

    return check


AnyRole = Annotated[Principal, Depends(allow("centre", "buyer", "supplier"))]
Centre = Annotated[Principal, Depends(allow("centre"))]
CentreOrBuyer = Annotated[Principal, Depends(allow("centre", "buyer"))]
CentreOrSupplier = Annotated[Principal, Depends(allow("centre", "supplier"))]


async def check_centre_or_buyer(
    principal: Annotated[Principal, Depends(find_writer_alone)],
) -> Principal:
    """Let only the centre and buyers through.

    Raises:
        ForbiddenError: The key has another role.
    """
    return await allow("centre", "buyer")(principal)


CentreOrBuyerAlone = Annotated[Principal, Depends(check_centre_or_buyer)]
"""Who writes in transactions of its own."""
