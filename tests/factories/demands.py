"""Demand lists and demands."""

from itertools import count

from tests.factories.client import Client, Json

_numbers = count(1)


def demand_body(**fields: object) -> Json:
    """Return an open demand for moulded housings, with what is given changed."""
    body: Json = {
        "name": "Vỏ nhựa máy khoan ABS",
        "categories": ["PLA-INJ"],
        "required_certifications": ["ISO-9001"],
        "delivery": {"legacy_province": "79"},
        "status": "open",
        **fields,
    }
    return {name: value for name, value in body.items() if value is not None}


def make_demand(client: Client, buyer_id: str | None = None, **fields: object) -> Json:
    """Post one demand; the centre must say whose it is."""
    return client.made("/v1/demands", demand_body(buyer_id=buyer_id, **fields))


def make_demand_list(client: Client, buyer_id: str | None = None, **fields: object) -> Json:
    """Post a list with one open demand."""
    body: Json = {
        "name": f"Danh sách {next(_numbers)}",
        "demands": [demand_body()],
        **({"buyer_id": buyer_id} if buyer_id else {}),
        **fields,
    }
    return client.made("/v1/demand-lists", body)
