"""Who may call a route: the dependencies that routers declare."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.access.memory import KeyMemory
from app.access.service import find_and_keep_key
from app.core.clock import utc_now
from app.core.errors import ForbiddenError, UnauthorizedError
from app.core.http.session import DbSession, is_read_only
from app.core.principal import Principal, Role

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="api_key",
    bearerFormat="kn_<id>_<secret>",
    description="An API key of the centre, a buyer or a supplier.",
)


async def current_principal(
    request: Request,
    session: DbSession,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    """Return who is asking.

    Raises:
        UnauthorizedError: There is no valid key.
        ForbiddenError: The key may not write, and this would.
    """
    if credentials is None:
        raise UnauthorizedError
    memory: KeyMemory = request.app.state.keys
    token, now = credentials.credentials, utc_now()
    found = memory.recall(token, now)
    if found is None:
        found = await run_in_threadpool(find_and_keep_key, session, token, memory, now=now)
    principal = found.principal_in(getattr(request.state, "request_id", None))
    needed = "read" if is_read_only(request) else "write"
    if needed not in principal.scopes:
        raise ForbiddenError(needed=f"scope {needed}", given=", ".join(sorted(principal.scopes)))
    return principal


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
