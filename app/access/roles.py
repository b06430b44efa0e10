"""Who may call a route: the dependencies that routers declare."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.access.service import authenticate
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


def current_principal(
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
    principal = authenticate(
        session,
        credentials.credentials,
        now=utc_now(),
        request_id=getattr(request.state, "request_id", None),
    )
    needed = "read" if is_read_only(request) else "write"
    if needed not in principal.scopes:
        raise ForbiddenError(needed=f"scope {needed}", given=", ".join(sorted(principal.scopes)))
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def allow(*roles: Role) -> Callable[[Principal], Principal]:
    """Make a dependency that lets only these roles through.

    Raises:
        ForbiddenError: The key has another role.
    """

    def check(principal: CurrentPrincipal) -> Principal:
        if principal.role not in roles:
            raise ForbiddenError(needed=" or ".join(roles), given=f"role {principal.role}")
        return principal

    return check


AnyRole = Annotated[Principal, Depends(allow("centre", "buyer", "supplier"))]
Centre = Annotated[Principal, Depends(allow("centre"))]
CentreOrBuyer = Annotated[Principal, Depends(allow("centre", "buyer"))]
CentreOrSupplier = Annotated[Principal, Depends(allow("centre", "supplier"))]
