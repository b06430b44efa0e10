"""Organizations and their keys."""

from collections.abc import Iterator
from itertools import count

from stdnum.vn import mst

from tests.factories.client import Client, Json


def tax_codes() -> Iterator[str]:
    """Give valid tax codes, one after the other."""
    for number in count(1):
        stem = f"03{number:07d}"
        digit = mst.calc_check_digit(stem)
        if len(digit) == 1:
            yield stem + digit


_tax_codes = tax_codes()


def new_tax_code() -> str:
    """Return a valid tax code that no other test uses."""
    return next(_tax_codes)


def make_buyer(centre: Client, **fields: object) -> Json:
    """Register a buyer."""
    number = new_tax_code()
    body: Json = {"name": f"Buyer {number}", "tax_code": number, "is_buyer": True, **fields}
    return centre.made("/v1/organizations", body)


def make_supplier_organization(centre: Client, **fields: object) -> Json:
    """Register a company that supplies."""
    number = new_tax_code()
    body: Json = {"name": f"Supplier {number}", "tax_code": number, "is_supplier": True, **fields}
    return centre.made("/v1/organizations", body)


def make_key(centre: Client, role: str, organization_id: str | None, **fields: object) -> Client:
    """Make a key, and a client that holds it."""
    body: Json = {"name": f"{role} key", "role": role, **fields}
    if organization_id is not None:
        body["organization_id"] = organization_id
    return Client(centre.http, centre.made("/v1/api-keys", body)["token"])
