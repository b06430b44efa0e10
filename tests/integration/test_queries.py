"""The number of queries of a request does not grow with the number of rows."""

from collections.abc import Callable

import pytest

from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.demands import demand_body
from tests.factories.imports import confirm, preview
from tests.factories.organizations import make_buyer, make_key, make_supplier_organization
from tests.factories.queries import recorded
from tests.factories.spreadsheets import csv_file
from tests.factories.suppliers import make_supplier

FEW, MORE = 2, 7
"""Rows of each kind before the first and before the second measurement."""

MOST_SELECTS = 13
"""Of one request: a ranking of demands reads the key, the profile in force, the supplier, versions,
and demands twice."""


class Stock:
    """Rows of every kind, and one thing of each kind to ask for.

    Args:
        centre: Makes them.
    """

    def __init__(self, centre: Client) -> None:
        self.centre = centre
        self.buyer = make_buyer(centre)["id"]
        self.supplier = make_supplier(centre)
        self.lists: list[Json] = []

    def add(self, number: int) -> None:
        """Add rows of every kind, with several parts each."""
        for _ in range(number):
            make_supplier(
                self.centre,
                sites=[{"legacy_province": code} for code in ("74", "75")],
                capabilities=[{"category": code} for code in ("PLA-INJ", "TOO-PLM")],
            )
            body = {
                "buyer_id": self.buyer,
                "name": f"Đợt {len(self.lists)}",
                "demands": [
                    demand_body(categories=["PLA-INJ", "TOO-PLM"], status="open") for _ in "ab"
                ],
            }
            self.lists.append(self.centre.made("/v1/demand-lists", body))
            make_key(self.centre, "buyer", self.buyer)
            path = f"/v1/organizations/{self.buyer}/contacts"
            self.centre.made(path, {"name": "Chị Ví Dụ"})

    def demand_of(self, demand_list: Json) -> Json:
        """Return the first demand of a list."""
        params = {"demand_list_id": demand_list["id"]}
        found: Json = self.centre.get("/v1/demands", params=params).json()["items"][0]
        return found


def _matches_of_a_demand(stock: Stock) -> str:
    demand = stock.demand_of(stock.lists[0])
    return f"/v1/demands/{demand['id']}/matches?include=to_confirm,ineligible&limit=100"


def _matches_of_a_supplier(stock: Stock) -> str:
    return f"/v1/suppliers/{stock.supplier['id']}/matches?include=to_confirm,ineligible&limit=100"


LISTS: dict[str, Callable[[Stock], str]] = {
    "organizations": lambda _: "/v1/organizations",
    "contacts": lambda stock: f"/v1/organizations/{stock.buyer}/contacts",
    "suppliers": lambda _: "/v1/suppliers?category=PLA&province=79&certification=ISO-9001",
    "demands": lambda _: "/v1/demands?category=PLA",
    "demand lists": lambda _: "/v1/demand-lists",
    "keys": lambda _: "/v1/api-keys",
    "audit records": lambda _: "/v1/audit-records",
    "matches of a demand": _matches_of_a_demand,
    "matches of a supplier": _matches_of_a_supplier,
}


def test_lists_and_rankings_ask_as_much_for_many_rows_as_for_few(
    server: Server, centre: Client
) -> None:
    stock = Stock(centre)
    counts: dict[str, list[int]] = {name: [] for name in LISTS}
    sizes: dict[str, list[int]] = {name: [] for name in LISTS}
    for number in (FEW, MORE):
        stock.add(number)
        for name, path_of in LISTS.items():
            path = path_of(stock)
            with recorded(server.database) as statements:
                answer = centre.get(path)
            assert answer.status_code == 200, answer.text
            counts[name].append(len(statements))
            sizes[name].append(len(answer.json()["items"]))
    assert all(few < many for few, many in sizes.values()), sizes
    assert all(few == many for few, many in counts.values()), counts
    assert max(many for _, many in counts.values()) <= MOST_SELECTS, counts


def test_a_ranking_asked_again_loads_only_what_has_changed(server: Server, centre: Client) -> None:
    stock = Stock(centre)
    stock.add(FEW)
    path = _matches_of_a_demand(stock)
    unchanged = centre.get(path).json()
    with recorded(server.database) as again:
        assert centre.get(path).json() == unchanged
    assert not any("capabilities" in statement for statement in again)
    centre.patch(f"/v1/suppliers/{stock.supplier['id']}", {"employees": 5})
    with recorded(server.database) as changed:
        assert centre.get(path).json() == unchanged
    loaded = [statement for statement in changed if "capabilities" in statement]
    assert len(loaded) <= 1, "the request loads it, unless the poller has done so already"


@pytest.mark.parametrize("kind", ["demands", "suppliers"])
def test_an_import_asks_as_much_for_many_rows_as_for_few(
    kind: str, server: Server, centre: Client
) -> None:
    buyer = make_key(centre, "buyer", make_buyer(centre)["id"])
    client = buyer if kind == "demands" else centre
    counts = []
    for number in (3, 60):
        name = "Hàng" if kind == "demands" else "NCC"
        rows = [
            {"external_id": f"{number}-{i}", "name": f"{name} {number} {i}"} for i in range(number)
        ]
        made = preview(client, csv_file(rows), f"{number}.csv", kind=kind)
        with recorded(server.database) as statements:
            answer = confirm(client, made)
        assert answer.status_code == 200, answer.text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_imports_are_listed_with_as_many_queries_for_many_as_for_few(
    server: Server, centre: Client
) -> None:
    counts = []
    for number in (1, 5):
        for position in range(number):
            preview(centre, b"name\nA\n", f"{number}-{position}.csv", kind="suppliers")
        with recorded(server.database) as statements:
            assert len(centre.get("/v1/imports").json()["items"]) >= number
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_list_of_many_demands_is_opened_with_few_queries(server: Server, centre: Client) -> None:
    buyer = make_buyer(centre)["id"]
    counts = []
    for number in (2, 40):
        body = {"buyer_id": buyer, "name": f"{number}", "demands": [{"name": "A"}] * number}
        path = f"/v1/demand-lists/{centre.made('/v1/demand-lists', body)['id']}"
        with recorded(server.database) as statements:
            assert centre.post(f"{path}/open").json()["demand_counts"]["open"] == number
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_one_thing_is_read_with_few_queries(server: Server, centre: Client) -> None:
    company = make_supplier_organization(centre)
    profile = make_supplier(
        centre, company, capabilities=[{"text": f"Năng lực {i}"} for i in range(10)]
    )
    with recorded(server.database) as statements:
        assert len(centre.get(f"/v1/suppliers/{profile['id']}").json()["capabilities"]) == 10
    assert len(statements) <= 5, statements
