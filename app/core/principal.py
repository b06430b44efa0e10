"""Who is asking: the identity behind a request or a command."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["centre", "buyer", "supplier"]
Scope = Literal["read", "write", "reconcile"]
"""What a key may do. `reconcile` alone opens nothing but the reconciliation services: such a key
may stand in their address."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The key behind a request, or the command line.

    Attributes:
        key_id: Id of the API key; ``cli`` for the command line.
        role: What it may do.
        organization_id: Whose data it may see; None for the centre, which sees all.
        scopes: Whether it may read, write, reconcile, or several of these.
        request_id: The request that it acts in, for the audit trail.
    """

    key_id: str
    role: Role
    organization_id: str | None
    scopes: frozenset[Scope]
    request_id: str | None = None

    @property
    def is_centre(self) -> bool:
        """Whether this is the support-industry centre, which sees everything."""
        return self.role == "centre"

    def acts_for(self, organization_id: str | None) -> bool:
        """Whether it may see and change what belongs to this organization."""
        return self.is_centre or (
            organization_id is not None and organization_id == self.organization_id
        )


COMMAND_LINE = Principal("cli", "centre", None, frozenset({"read", "write"}))
"""The operator at the command line, who holds the database anyway."""
