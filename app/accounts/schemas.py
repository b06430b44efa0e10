"""How API keys look over HTTP."""

from datetime import datetime

from pydantic import Field, JsonValue

from app.core.principal import Role, Scope
from app.core.schemas import InputModel, Name, OutputModel, example

_EXAMPLE: dict[str, JsonValue] = {
    "id": "key_00d201ee9eg0003zekxanckt",
    "name": "Procurement, Binh Duong plant",
    "role": "buyer",
    "organization_id": "org_00d201ee9eg0003zekxanckt",
    "scopes": ["read", "write"],
    "created_at": "2026-11-21T08:00:00Z",
    "expires_at": None,
    "revoked_at": None,
}


class ApiKeyCreate(InputModel):
    """A key to make. Buyers and suppliers act for one organization; the centre for none."""

    model_config = example(
        {
            "name": "Procurement, Binh Duong plant",
            "role": "buyer",
            "organization_id": "org_00d201ee9eg0003zekxanckt",
            "scopes": ["read", "write"],
        }
    )

    name: Name
    """Who uses the key, in words that you will recognise later."""
    role: Role
    organization_id: str | None = Field(None, max_length=40)
    """Required for `buyer` and `supplier`, absent for `centre`."""
    scopes: list[Scope] = Field(default=["read", "write"], min_length=1)
    expires_at: datetime | None = None
    """When the key stops working; never when absent. With a time zone."""


class ApiKeyRead(OutputModel):
    """A key without its secret."""

    model_config = example(_EXAMPLE)

    id: str
    name: str
    role: Role
    organization_id: str | None
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class ApiKeyCreated(ApiKeyRead):
    """A new key with its token, which is shown this once and never again."""

    model_config = example({**_EXAMPLE, "token": "kn_0123456789abcdef_..."})

    token: str


class PrincipalRead(OutputModel):
    """Who the key that you sent belongs to."""

    model_config = example(
        {
            "key_id": "key_00d201ee9eg0003zekxanckt",
            "role": "buyer",
            "organization_id": "org_00d201ee9eg0003zekxanckt",
            "scopes": ["read", "write"],
        }
    )

    key_id: str
    role: Role
    organization_id: str | None
    scopes: list[Scope]
