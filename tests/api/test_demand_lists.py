"""Demand lists: sent at once, opened at once, deleted while nobody was asked."""

from functools import partial

import pytest

from tests.api.conftest import Server
from tests.factories.audit import changes_of, records_of
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import demand_body, make_demand, make_demand_list
from tests.factories.organizations import make_buyer, make_key
from tests.factories.races import race
from tests.factories.rows import count_rows

LISTS = "/v1/demand-lists"
NO_COUNTS = {"draft": 0, "open": 0, "closed": 0, "awarded": 0, "cancelled": 0}


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _path(demand_list: Json) -> str:
    return f"{LISTS}/{demand_list['id']}"


def _demands(client: Client, demand_list: Json) -> list[Json]:
    params = {"demand_list_id": demand_list["id"], "limit": 200}
    items: list[Json] = client.get("/v1/demands", params=params).json()["items"]
    return items


def test_a_list_is_sent_with_its_demands_in_their_order(buyer: Client) -> None:
    body = {
        "name": "Đợt 1",
        "external_id": "L-1",
        "note": "Gấp",
        "status": "open",
        "demands": [
            {"external_id": "1", "name": "Vỏ máy"},
            {"external_id": "2", "name": "Khuôn", "status": "draft"},
            {"name": "Lò xo"},
            {"name": "Lò xo"},
        ],
    }
    made = buyer.made(LISTS, body)
    assert {name: made[name] for name in ("name", "external_id", "note")} == {
        "name": "Đợt 1",
        "external_id": "L-1",
        "note": "Gấp",
    }
    assert made["demand_counts"] == {**NO_COUNTS, "open": 3, "draft": 1}
    assert buyer.get(_path(made)).json() == made
    demands = _demands(buyer, made)
    assert [(demand["name"], demand["status"]) for demand in demands] == [
        ("Vỏ máy", "open"),
        ("Khuôn", "draft"),
        ("Lò xo", "open"),
        ("Lò xo", "open"),
    ]
    assert {demand["buyer_id"] for demand in demands} == {made["buyer_id"]}


def test_a_list_is_stored_whole_or_not_at_all(buyer: Client, server: Server) -> None:
    before = count_rows(server.database)
    demands = [demand_body(), demand_body(quantity=-1, unit="pcs"), {"name": ""}]
    answer = buyer.post(LISTS, json={"name": "Đợt 1", "demands": demands})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "/demands/1/quantity",
        "/demands/2/name",
    ]
    twice = [{"name": "A", "external_id": "1"}, {"name": "B"}, {"name": "C", "external_id": "1"}]
    answer = buyer.post(LISTS, json={"name": "Đợt 1", "demands": twice})
    assert (answer.status_code, codes_of(answer)) == (422, ["external_id_repeated"])
    assert answer.json()["errors"][0]["pointer"] == "/demands/2/external_id"
    assert "/demands/0" in answer.json()["errors"][0]["detail"]
    assert count_rows(server.database) == before


def test_a_list_holds_up_to_a_thousand_demands(buyer: Client) -> None:
    demands = [{"name": f"Chi tiết {number}"} for number in range(1000)]
    made = buyer.made(LISTS, {"name": "Đợt lớn", "demands": demands})
    assert made["demand_counts"] == {**NO_COUNTS, "draft": 1000}
    too_many = buyer.post(LISTS, json={"name": "Quá lớn", "demands": [*demands, {"name": "A"}]})
    assert (too_many.status_code, codes_of(too_many)) == (422, ["too_long"])


def test_names_and_numbers_of_lists_are_unique_for_a_buyer(centre: Client) -> None:
    one, other = make_buyer(centre)["id"], make_buyer(centre)["id"]
    make_demand_list(centre, one, name="Đợt 1", external_id="L-1")
    for body, code in (
        ({"name": "Đợt 1"}, "demand_list_name_taken"),
        ({"name": "Đợt 2", "external_id": "L-1"}, "demand_list_external_id_taken"),
    ):
        refused = centre.post(LISTS, json={"buyer_id": one, **body})
        assert (refused.status_code, refused.json()["code"]) == (409, code)
    make_demand_list(centre, other, name="Đợt 1", external_id="L-1")

    second = make_demand_list(centre, one, name="Đợt 2")
    for patch in ({"name": "Đợt 1"}, {"external_id": "L-1"}):
        assert centre.patch(_path(second), patch).status_code == 409
    assert centre.patch(_path(second), {"name": "Đợt 2", "note": "a"}).status_code == 200

    body = {"buyer_id": one, "name": "Đợt 3"}
    answers = race(*[partial(centre.post, LISTS, json=body)] * 4)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


def test_a_change_leaves_out_what_it_leaves_out_and_null_empties(buyer: Client) -> None:
    made = make_demand_list(buyer, external_id="L-1", note="a")
    changed = buyer.patch(_path(made), {"external_id": None, "note": ""}).json()
    assert changed == {
        **made,
        "external_id": None,
        "note": "",
        "updated_at": changed["updated_at"],
    }
    for field in ("name", "note"):
        assert buyer.patch(_path(made), {field: None}).status_code == 422, field
    assert buyer.patch(_path(made), {"buyer_id": "org_none"}).status_code == 422
    assert buyer.get(_path(made)).json() == changed


def test_opening_a_list_opens_its_drafts_and_nothing_else(buyer: Client, centre: Client) -> None:
    made = make_demand_list(buyer, demands=[{"name": name} for name in "ABCD"])
    drafts = _demands(buyer, made)
    buyer.patch(f"/v1/demands/{drafts[0]['id']}", {"status": "cancelled"})
    buyer.patch(f"/v1/demands/{drafts[1]['id']}", {"status": "open"})
    untouched = buyer.get(f"/v1/demands/{drafts[1]['id']}")
    elsewhere = make_demand(buyer, status="draft")

    opened = buyer.post(f"{_path(made)}/open")
    assert opened.status_code == 200
    assert opened.json()["demand_counts"] == {**NO_COUNTS, "open": 3, "cancelled": 1}
    assert opened.headers["ETag"] == buyer.get(_path(made)).headers["ETag"]
    again = buyer.get(f"/v1/demands/{drafts[1]['id']}")
    assert (again.json(), again.headers["ETag"]) == (untouched.json(), untouched.headers["ETag"])
    assert buyer.get(f"/v1/demands/{elsewhere['id']}").json()["status"] == "draft"

    stale = buyer.patch(f"/v1/demands/{drafts[2]['id']}", {"notes": "a"}, '"1"')
    assert stale.status_code == 412, "opening is a change that others must see"
    record = records_of(centre, drafts[2]["id"])[-1]
    assert (record["before"]["status"], record["after"]["status"]) == ("draft", "open")
    assert record["after"] == buyer.get(f"/v1/demands/{drafts[2]['id']}").json()

    repeated = buyer.post(f"{_path(made)}/open")
    assert repeated.json() == opened.json()
    assert len(records_of(centre, drafts[2]["id"])) == 2


def test_a_list_goes_with_its_demands_while_nobody_was_asked(buyer: Client, centre: Client) -> None:
    made = make_demand_list(buyer, demands=[{"name": "A"}, {"name": "B"}])
    first, second = _demands(buyer, made)
    buyer.patch(f"/v1/demands/{first['id']}", {"status": "cancelled"})
    assert buyer.delete(_path(made)).status_code == 204
    assert buyer.get(_path(made)).status_code == 404
    assert buyer.get("/v1/demands").json()["items"] == []
    for gone in (first, second):
        record = records_of(centre, gone["id"])[-1]
        assert (record["action"], record["before"]["name"]) == ("deleted", gone["name"])
        assert record["after"] is None
    assert changes_of(centre, made["id"]) == [
        ("demand_list", "created"),
        ("demand_list", "deleted"),
    ]


@pytest.mark.parametrize("status", ["open", "closed", "awarded"])
def test_a_list_with_a_demand_that_was_asked_for_stays(status: str, buyer: Client) -> None:
    made = make_demand_list(buyer)
    demand = _demands(buyer, made)[0]
    if status != "draft":
        buyer.patch(f"/v1/demands/{demand['id']}", {"status": "open"})
    buyer.patch(f"/v1/demands/{demand['id']}", {"status": status})
    refused = buyer.delete(_path(made))
    assert (refused.status_code, refused.json()["code"]) == (409, "demand_list_in_use")
    assert buyer.get(_path(made)).json()["demand_counts"] == {**NO_COUNTS, status: 1}


def test_a_list_that_is_opened_while_it_is_deleted_is_one_or_the_other(buyer: Client) -> None:
    for _ in range(4):
        made = make_demand_list(buyer, demands=[{"name": "A"}])
        opened, deleted = race(
            partial(buyer.post, f"{_path(made)}/open"),
            partial(buyer.delete, _path(made)),
        )
        outcome = (opened.status_code, deleted.status_code)
        assert outcome in {(200, 409), (404, 204)}, outcome
        assert buyer.get(_path(made)).status_code == (200 if opened.is_success else 404)


def test_a_demand_that_is_added_while_its_list_is_deleted_is_kept_or_refused(
    buyer: Client,
) -> None:
    for _ in range(4):
        made = make_demand_list(buyer, demands=[])
        body = demand_body(demand_list_id=made["id"])
        added, deleted = race(
            partial(buyer.post, "/v1/demands", json=body),
            partial(buyer.delete, _path(made)),
        )
        if deleted.status_code == 204:
            assert added.status_code in {409, 422}, added.text
            assert buyer.get("/v1/demands").json()["items"] == []
        else:
            assert (added.status_code, deleted.status_code) == (201, 409)
            assert buyer.get(_path(made)).json()["demand_counts"]["open"] == 1
            buyer.patch(f"/v1/demands/{added.json()['id']}", {"status": "cancelled"})
            assert buyer.delete(_path(made)).status_code == 204


def test_every_change_of_a_list_is_recorded(buyer: Client, centre: Client) -> None:
    made = make_demand_list(buyer)
    buyer.patch(_path(made), {"note": "b"})
    created, updated = records_of(centre, made["id"])
    assert (created["entity"], created["action"], created["before"]) == (
        "demand_list",
        "created",
        None,
    )
    assert created["after"]["name"] == made["name"]
    assert (updated["before"]["note"], updated["after"]["note"]) == ("", "b")
    assert updated["actor"] == buyer.get("/v1/me").json()["key_id"]
    assert changes_of(centre, _demands(buyer, made)[0]["id"]) == [("demand", "created")]
