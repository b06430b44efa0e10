"""Gaps and opportunities over HTTP: each figure is what ranking again after the change gives."""

from datetime import timedelta

import pytest

from app.core.clock import today_in_vietnam
from tests.api.conftest import Market
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand
from tests.factories.markets import make_market
from tests.factories.organizations import make_buyer
from tests.factories.rankings import of_demand
from tests.factories.suppliers import make_supplier

LATE = str(today_in_vietnam() + timedelta(900))
CAPABLE = [{"category": "MET-SPR", "text": "lò xo nén"}]


def ask_for_springs(centre: Client, **changes: object) -> Json:
    body: Json = {
        "name": "Lò xo nén",
        "categories": ["MET-SPR"],
        "required_certifications": None,
        **changes,
    }
    return make_demand(centre, make_buyer(centre)["id"], **body)


def make_springs(centre: Client, **changes: object) -> Json:
    body: Json = {"capabilities": CAPABLE, "certifications": [], "sites": [{"province": "01"}]}
    return make_supplier(centre, **{**body, **changes})


def gap_of(client: Client, demand: Json, supplier: Json, **query: str | int) -> Json:
    return ask(client, f"/v1/demands/{demand['id']}/matches/{supplier['id']}/gap", **query)


def opportunities_of(client: Client, supplier: Json, **query: str | int) -> Json:
    return ask(client, f"/v1/suppliers/{supplier['id']}/opportunities", **query)


def ask(client: Client, path: str, **query: str | int) -> Json:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


def test_a_gap_names_the_change_and_the_change_closes_it(centre: Client) -> None:
    demand = ask_for_springs(centre, required_certifications=["ISO-9001"])
    supplier = make_springs(centre)
    found = gap_of(centre, demand, supplier)
    assert found["eligibility"] == "ineligible"
    assert [item["key"] for item in found["missing"]] == ["certification:ISO-9001"]
    assert (found["out_of_reach"], found["k"]) == ([], 10)
    assert found["to_eligible"]["status"] == found["to_top"]["status"] == "found"
    [closing] = found["to_eligible"]["sets"]
    [change] = closing["changes"]
    assert (change["key"], change["kind"]) == ("certificate:ISO-9001", "certificate.gain")
    assert change["text"].startswith("obtain ISO 9001, in force until ")
    path = f"/v1/suppliers/{supplier['id']}/certifications"
    centre.made(path, {"code": "ISO-9001", "expires_on": LATE})
    [item] = of_demand(centre, demand)["items"]
    assert (item["eligibility"], item["score"]) == ("eligible", closing["score"])
    after = gap_of(centre, demand, supplier)
    assert after["to_eligible"]["status"] == after["to_top"]["status"] == "reached"
    assert after["to_eligible"]["sets"] == []


def test_a_gap_tells_what_lifts_a_supplier_among_the_first(centre: Client) -> None:
    demand = ask_for_springs(centre, preferred_certifications=["ISO-9001"])
    make_springs(centre, certifications=[{"code": "ISO-9001", "expires_on": LATE}])
    supplier = make_springs(centre, sites=[{"province": "01"}])
    found = gap_of(centre, demand, supplier, k=1)
    assert found["to_eligible"]["status"] == "reached"
    assert found["to_top"]["status"] == "found"
    keys = [[change["key"] for change in item["changes"]] for item in found["to_top"]["sets"]]
    assert keys == [["certificate:ISO-9001", "site:legacy:79"]]
    assert gap_of(centre, demand, supplier, k=2)["to_top"]["status"] == "reached"


def test_words_follow_the_language_and_what_cannot_be_met_is_named(centre: Client) -> None:
    codes = ["ISO-9001", "ISO-14001", "ISO-45001", "ISO-27001", "ISO-50001"]
    demand = ask_for_springs(centre, required_certifications=codes)
    supplier = make_springs(centre)
    path = f"/v1/demands/{demand['id']}/matches/{supplier['id']}/gap"
    found = centre.get(path, headers={"Accept-Language": "vi"}).json()["to_eligible"]
    assert (found["status"], found["sets"], found["is_complete"]) == ("not_found", [], True)
    assert len(found["nearest"]["changes"]) == 4
    assert found["nearest"]["changes"][0]["text"].startswith("lấy chứng chỉ ISO ")


def test_the_exact_place_of_a_delivery_is_not_told(market: Market) -> None:
    hidden = make_demand(
        market.centre,
        market.buyer_organization["id"],
        name="Vỏ nhựa",
        delivery={"legacy_province": "01", "latitude": 21.234567, "longitude": 105.456789},
        max_distance_km=5,
    )
    path = f"/v1/demands/{hidden['id']}/matches/{market.profile['id']}/gap"
    answer = market.supplier.get(path)
    assert answer.json()["to_eligible"]["sets"][0]["changes"][0]["kind"] == "site.gain"
    listed = market.supplier.get(f"/v1/suppliers/{market.profile['id']}/opportunities")
    for told in (answer.text, listed.text):
        assert "21.23" not in told
        assert "105.45" not in told


def test_an_opportunity_is_what_ranking_again_after_the_change_gives(centre: Client) -> None:
    demands = [
        ask_for_springs(centre, required_certifications=["ISO-9001"]),
        ask_for_springs(centre, required_certifications=["ISO-9001", "ISO-14001"]),
        ask_for_springs(centre, required_certifications=["IATF-16949"]),
        ask_for_springs(centre),
    ]
    supplier = make_springs(centre)
    before = eligible_for(centre, supplier, demands)
    found = opportunities_of(centre, supplier)
    assert (found["demands"], found["k"]) == (4, 10)
    by_key = {item["change"]["key"]: item for item in found["items"]}
    change = by_key["certificate:IATF-16949"]
    assert (change["opens"], change["lifts"]) == (2, 2)
    assert by_key["certificate:ISO-9001"]["opened_demands"] == [demands[0]["id"]]
    [best] = opportunities_of(centre, supplier, limit=1)["items"]
    assert best == change
    path = f"/v1/suppliers/{supplier['id']}/certifications"
    centre.made(path, {"code": "IATF-16949", "expires_on": LATE})
    after = eligible_for(centre, supplier, demands)
    assert after - before == set(change["opened_demands"]) == set(change["lifted_demands"])


def eligible_for(client: Client, supplier: Json, demands: list[Json]) -> set[str]:
    return {
        demand["id"]
        for demand in demands
        for item in of_demand(client, demand)["items"]
        if item["supplier"]["id"] == supplier["id"] and item["eligibility"] == "eligible"
    }


@pytest.mark.parametrize("subject", ["certificate", "category", "site", "capacity"])
def test_the_market_counts_the_pairs_that_open_when_every_supplier_makes_the_change(
    centre: Client, subject: str
) -> None:
    suppliers, pairs = make_market(centre, seed=3)
    demands = [demand for _, demand in pairs]
    found = ask(centre, "/v1/analytics/opportunities", subject=subject, limit=200)
    assert (found["suppliers"], found["demands"]) == (len(suppliers), len(demands))
    assert found["total"] == len(found["items"])
    best = found["items"][0]
    before = eligible_pairs(centre, demands)
    for supplier in suppliers:
        make_change(centre, supplier, subject, best["params"])
    opened = eligible_pairs(centre, demands) - before
    assert best["pairs"] == len(opened)
    assert set(best["first_suppliers"]) == {supplier_id for supplier_id, _ in opened}
    assert set(best["first_demands"]) == {demand_id for _, demand_id in opened}
    assert best["suppliers"] == len(best["first_suppliers"])
    assert best["demands"] == len(best["first_demands"])


def make_change(centre: Client, supplier: Json, subject: str, facts: Json) -> None:
    path = f"/v1/suppliers/{supplier['id']}"
    if subject == "certificate":
        centre.made(f"{path}/certifications", {"code": facts["certificate"], "expires_on": LATE})
        return
    if subject == "site":
        vintage, _, code = facts["place"].partition(":")
        field = "province" if vintage == "current" else "legacy_province"
        centre.made(f"{path}/sites", {field: code})
        return
    own = {row["category"] for row in supplier["capabilities"]}
    if subject == "category" or facts["category"] in own:
        body = {
            "category": facts["category"],
            "text": "công suất",
            "monthly_capacity": {"value": 10**9, "unit": "pcs"},
        }
        centre.made(f"{path}/capabilities", body)


def eligible_pairs(client: Client, demands: list[Json]) -> set[tuple[str, str]]:
    return {
        (item["supplier"]["id"], demand["id"])
        for demand in demands
        for item in of_demand(client, demand)["items"]
        if item["eligibility"] == "eligible"
    }


def test_a_demand_that_does_not_exist_and_a_first_that_is_none_are_refused(market: Market) -> None:
    supplier, demand = market.profile["id"], market.demand["id"]
    missing = market.centre.get(f"/v1/demands/dem_none/matches/{supplier}/gap")
    assert (missing.status_code, missing.json()["code"]) == (404, "demand_not_found")
    assert market.centre.get("/v1/suppliers/sup_none/opportunities").status_code == 404
    wrong = market.centre.get(f"/v1/demands/{demand}/matches/{supplier}/gap", params={"k": 0})
    assert wrong.status_code == 422
