"""A demand after it was made: its changes, its statuses, its end and its record."""

from itertools import product

import pytest

from tests.api.conftest import Market
from tests.factories.audit import records_of
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer, make_key

DEMANDS = "/v1/demands"

STATUSES = ("draft", "open", "closed", "awarded", "cancelled")

CHANGES = {
    "draft": {"open", "cancelled"},
    "open": {"closed", "awarded", "cancelled"},
    "closed": {"awarded"},
    "awarded": set(),
    "cancelled": set(),
}
"""What a demand of each status may become."""

WAY_TO = {
    "draft": (),
    "open": ("open",),
    "closed": ("open", "closed"),
    "awarded": ("open", "awarded"),
    "cancelled": ("cancelled",),
}
"""The changes that lead a draft to each status."""


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _path(demand: Json) -> str:
    return f"{DEMANDS}/{demand['id']}"


def test_a_demand_goes_only_the_ways_that_its_life_has(buyer: Client) -> None:
    for current, wanted in product(STATUSES, STATUSES):
        path = _path(buyer.made(DEMANDS, {"name": f"{current} {wanted}"}))
        for step in WAY_TO[current]:
            assert buyer.patch(path, {"status": step}).status_code == 200
        answer = buyer.patch(path, {"status": wanted})
        if wanted in CHANGES[current] | {current}:
            assert (answer.status_code, answer.json()["status"]) == (200, wanted)
        else:
            assert (answer.status_code, answer.json()["code"]) == (409, "invalid_status_change")
            assert current in answer.json()["detail"]
            assert buyer.get(path).json()["status"] == current


def test_only_a_draft_can_be_deleted(buyer: Client) -> None:
    for status in STATUSES:
        path = _path(buyer.made(DEMANDS, {"name": "A", "categories": ["PLA-INJ"]}))
        for step in WAY_TO[status]:
            buyer.patch(path, {"status": step})
        answer = buyer.delete(path)
        if status == "draft":
            assert answer.status_code == 204
            assert buyer.get(path).status_code == 404
        else:
            assert (answer.status_code, answer.json()["code"]) == (409, "demand_not_draft")
            assert buyer.get(path).json()["status"] == status


def test_suppliers_see_a_demand_while_it_is_open(market: Market) -> None:
    demand = make_demand(market.buyer, status="draft")
    for status, seen in (("draft", 404), ("open", 200), ("closed", 404), ("awarded", 404)):
        assert market.buyer.patch(_path(demand), {"status": status}).status_code == 200
        assert market.supplier.get(_path(demand)).status_code == seen, status


def test_a_change_leaves_out_what_it_leaves_out_and_null_empties(buyer: Client) -> None:
    made = make_demand(
        buyer,
        quantity=10,
        unit="kg",
        period="month",
        external_id="1",
        materials=["ABS"],
        needed_by="2199-01-01",
    )
    emptied: Json = {
        "quantity": None,
        "unit": None,
        "period": None,
        "needed_by": None,
        "delivery": None,
        "materials": [],
        "required_certifications": [],
        "preferred_certifications": ["ISO-9001"],
        "categories": ["TOO-PLM", "PLA-INJ"],
    }
    changed = buyer.patch(_path(made), emptied).json()
    made_anew = ("updated_at", "category_suggestions")
    assert changed == {**made, **emptied, **{name: changed[name] for name in made_anew}}
    for field in ("name", "status", "categories", "specification", "buyer_hidden"):
        refused = buyer.patch(_path(made), {field: None})
        assert refused.status_code == 422, field
        assert refused.json()["errors"][0]["pointer"] == f"/{field}"
    half = buyer.patch(_path(made), {"quantity": 5})
    assert (half.status_code, codes_of(half)) == (422, ["unit_missing"])
    assert buyer.get(_path(made)).json() == changed


def test_the_delivery_place_is_changed_field_by_field(buyer: Client) -> None:
    made = make_demand(buyer, delivery={"legacy_province": "74", "address": "VSIP I"})

    def change(**fields: object) -> Json:
        answer = buyer.patch(_path(made), {"delivery": fields})
        assert answer.status_code == 200, answer.text
        place: Json = answer.json()["delivery"]
        return {name: value for name, value in place.items() if value is not None}

    assert change(address="VSIP II") == {
        "address": "VSIP II",
        "province": "79",
        "legacy_province": "74",
    }
    assert change(legacy_province="01", address=None) == {
        "province": "01",
        "legacy_province": "01",
    }
    assert change(legacy_province=None) == {"province": "01"}
    assert change(province="79", latitude=10.5, longitude=106.5) == {
        "province": "79",
        "latitude": 10.5,
        "longitude": 106.5,
    }
    refused = buyer.patch(_path(made), {"delivery": {"legacy_province": "74", "province": "01"}})
    assert (refused.status_code, codes_of(refused)) == (422, ["provinces_disagree"])


def test_a_past_date_stays_but_is_not_given_anew(buyer: Client) -> None:
    made = make_demand(buyer, needed_by="2199-01-01")
    refused = buyer.patch(_path(made), {"needed_by": "2020-01-01"})
    assert (refused.status_code, codes_of(refused)) == (422, ["date_in_past"])
    assert buyer.patch(_path(made), {"needed_by": "2198-01-01"}).status_code == 200


def test_every_change_of_a_demand_is_recorded(buyer: Client, centre: Client) -> None:
    made = make_demand(buyer, status="draft")
    opened = buyer.patch(_path(made), {"status": "open"})
    cancelled = buyer.patch(_path(made), {"status": "cancelled"}).json()
    history = records_of(centre, made["id"])
    assert [record["action"] for record in history] == ["created", "updated", "updated"]
    assert [record["entity"] for record in history] == ["demand"] * 3
    assert history[0]["before"] is None
    assert history[0]["after"] == made
    assert (history[1]["before"], history[1]["after"]) == (made, opened.json())
    assert (history[2]["before"], history[2]["after"]) == (opened.json(), cancelled)
    assert {record["actor"] for record in history} == {buyer.get("/v1/me").json()["key_id"]}
    assert {record["actor_organization_id"] for record in history} == {made["buyer_id"]}
    assert history[1]["request_id"] == opened.headers["X-Request-ID"]

    draft = make_demand(buyer, status="draft")
    buyer.delete(_path(draft))
    deleted = records_of(centre, draft["id"])[-1]
    assert (deleted["action"], deleted["before"], deleted["after"]) == ("deleted", draft, None)
