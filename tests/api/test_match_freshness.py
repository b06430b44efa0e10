"""Rankings show the state of this moment: what changed, what opened, what expired today."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from app.core.clock import today_in_vietnam
from tests.api.conftest import Market
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer
from tests.factories.rankings import (
    EVERYTHING,
    keys_of,
    of_demand,
    of_supplier,
    only_item,
    suppliers_of,
)
from tests.factories.suppliers import make_supplier


def test_a_change_is_seen_by_the_very_next_request(market: Market) -> None:
    buyer, own, demand = market.buyer, market.supplier, market.demand
    path = f"/v1/suppliers/{market.profile['id']}"
    market.centre.delete(f"/v1/suppliers/{market.other_profile['id']}")

    def now() -> Json:
        return only_item(of_demand(buyer, demand))

    first = now()
    assert first["eligibility"] == "eligible"

    capability = f"{path}/capabilities/{market.profile['capabilities'][0]['id']}"
    assert own.patch(capability, {"text": "Vỏ nhựa máy khoan ABS"}).status_code == 200
    assert now()["score"] > first["score"]
    assert own.patch(capability, {"category": "MAC-CNC"}).status_code == 200
    assert now()["eligibility"] == "ineligible"
    assert own.patch(capability, {"category": "PLA-INJ"}).status_code == 200

    changed = {"required_certifications": ["ISO-9001", "ISO-14001"]}
    assert buyer.patch(f"/v1/demands/{demand['id']}", changed).status_code == 200
    assert keys_of(now()["missing"]) == {("certification:ISO-14001", "unmet")}
    added = own.made(f"{path}/certifications", {"code": "ISO 14001", "expires_on": "2199-01-01"})
    assert now()["eligibility"] == "eligible"
    assert own.delete(f"{path}/certifications/{added['id']}").status_code == 204
    assert now()["eligibility"] == "ineligible"

    organization = f"/v1/organizations/{market.supplier_organization['id']}"
    assert market.centre.patch(organization, {"name": "Tên Mới"}).status_code == 200
    assert now()["supplier"]["name"] == "Tên Mới"

    assert own.patch(path, {"is_active": False}).status_code == 200
    assert of_demand(buyer, demand)["items"] == []
    assert own.patch(path, {"is_active": True}).status_code == 200
    new = make_supplier(market.centre)
    assert set(suppliers_of(of_demand(buyer, demand))) == {market.profile["id"], new["id"]}
    assert market.centre.delete(path).status_code == 204
    assert suppliers_of(of_demand(buyer, demand)) == [new["id"]]


def test_a_demand_is_ranked_for_suppliers_while_it_is_open(market: Market) -> None:
    path = f"/v1/demands/{market.demand['id']}"

    def seen() -> set[str]:
        ranked = of_supplier(market.supplier, market.profile)
        return {item["demand"]["id"] for item in ranked["items"]}

    there = {market.demand["id"], market.other_demand["id"]}
    assert seen() == there
    assert market.buyer.patch(path, {"name": "Tên mới"}).status_code == 200
    shown = [
        item["demand"]["name"] for item in of_supplier(market.supplier, market.profile)["items"]
    ]
    assert "Tên mới" in shown
    draft = make_demand(market.buyer, status="draft")
    assert seen() == there
    assert market.buyer.patch(f"/v1/demands/{draft['id']}", {"status": "open"}).is_success
    assert seen() == there | {draft["id"]}
    assert market.buyer.patch(path, {"status": "closed"}).is_success
    assert seen() == there - {market.demand["id"]} | {draft["id"]}
    assert len(of_demand(market.buyer, market.demand)["items"]) == 2, "its buyer still may look"


def test_rankings_that_are_read_while_suppliers_change_show_one_state(market: Market) -> None:
    paths = [f"/v1/suppliers/{p['id']}" for p in (market.profile, market.other_profile)]

    def toggle() -> set[int]:
        return {
            market.centre.patch(path, {"is_active": active}).status_code
            for _ in range(4)
            for active in (False, True)
            for path in paths
        }

    def read(_: int) -> tuple[int, int, int]:
        answer = market.buyer.get(f"/v1/demands/{market.demand['id']}/matches", params=EVERYTHING)
        body = answer.json()
        return answer.status_code, len(body["items"]), sum(body["total"].values())

    with ThreadPoolExecutor(4) as pool:
        changed = pool.submit(toggle)
        answers = list(pool.map(read, range(24)))
    assert changed.result() == {200}
    assert {status for status, _, _ in answers} == {200}
    assert all(listed == counted for _, listed, counted in answers)


@pytest.mark.parametrize("needed_in", [None, 30])
def test_a_certificate_counts_until_its_last_day(needed_in: int | None, centre: Client) -> None:
    today = today_in_vietnam()
    needed = None if needed_in is None else today + timedelta(needed_in)
    demand = make_demand(
        centre, make_buyer(centre)["id"], needed_by=None if needed is None else str(needed)
    )
    profile = make_supplier(centre)
    path = f"/v1/suppliers/{profile['id']}/certifications/{profile['certifications'][0]['id']}"

    def on(day: date) -> tuple[str, str]:
        assert centre.patch(path, {"expires_on": str(day)}).status_code == 200
        item = only_item(of_demand(centre, demand))
        certification = next(c for c in item["criteria"] if c["criterion"] == "certification")
        return item["eligibility"], certification["evidence"][0]["code"]

    judged_on = needed or today
    day = timedelta(1)
    assert on(judged_on) == ("eligible", "certification.valid")
    assert on(judged_on + day) == ("eligible", "certification.valid")
    assert on(today - day) == ("ineligible", "certification.lapsed")
    if needed is not None:
        assert on(needed - day) == ("to_confirm", "certification.expiring")
        assert on(today) == ("to_confirm", "certification.expiring")
