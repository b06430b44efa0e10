"""Who may ask the reconciliation service of companies."""

from typing import Annotated

from fastapi import Depends, Request

from app.access.roles import KeyHolder
from app.core.errors import ForbiddenError
from app.core.principal import Principal

_RECONCILE = frozenset({"reconcile"})
_ROLES = frozenset({"centre", "buyer"})


async def reconciling_principal(request: Request, principal: KeyHolder) -> Principal:
    """Return who is asking.

    A key in an address is seen by more eyes than one in a header: it lands in bookmarks, in
    histories, in project files that people pass on. So it must be one that opens nothing else.

    Raises:
        UnauthorizedError: There is no valid key.
        ForbiddenError: The key has another role; it may neither read nor reconcile; or it stands
            in the address although it opens more than this.
    """
    given = ", ".join(sorted(principal.scopes))
    if getattr(request.state, "reconciliation_key", None) and principal.scopes != _RECONCILE:
        raise ForbiddenError(
            needed="a key with the scope reconcile alone, because the key stands in the address",
            given=f"scope {given}",
        )
    if not principal.scopes & {"read", "reconcile"}:
        raise ForbiddenError(needed="scope read or reconcile", given=f"scope {given}")
    if principal.role not in _ROLES:
        raise ForbiddenError(needed=" or ".join(sorted(_ROLES)), given=f"role {principal.role}")
    return principal


Reconciler = Annotated[Principal, Depends(reconciling_principal)]
