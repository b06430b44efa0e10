"""Matches over HTTP: one truth in every direction, in an order that nothing moves."""

import httpx

from app.core.clock import today_in_vietnam
from tests.api.conftest import Market, Server
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import make_demand
from tests.factories.markets import make_market
from tests.factories.organizations import make_buyer, make_key, make_supplier_organization
from tests.factories.rankings import (
    EVERYTHING,
    TIERS,
    judged,
    of_demand,
    of_supplier,
    only_item,
    suppliers_of,
)
from tests.factories.rows import count_rows
from tests.factories.suppliers import make_supplier


def test_an_item_has_the_shape_that_is_promised(market: Market) -> None:
    market.centre.delete(f"/v1/suppliers/{market.other_profile['id']}")
    ranked = of_demand(market.buyer, market.demand)
    assert ranked.keys() == {"items", "total", "filters", "scoring_profile", "nothing_matches"}
    assert ranked["total"] == {"eligible": 1, "to_confirm": 0, "ineligible": 0}
    assert ranked["scoring_profile"] == {"name": "default", "version": 1}
    assert ranked["nothing_matches"] is None
    assert ranked["filters"] == {
        "tiers": TIERS,
        "limit": 100,
        "offset": 0,
        "judged_on": today_in_vietnam().isoformat(),
    }
    item = only_item(ranked)
    assert list(item) == ["rank", "supplier", "eligibility", "score", "criteria", "missing"]
    assert (item["rank"], item["eligibility"], item["missing"]) == (1, "eligible", [])
    supplier = item["supplier"]
    assert (supplier["id"], supplier["province"]) == (market.profile["id"], "79")
    assert supplier["legacy_province"] == "74"
    assert supplier["place"] == "old Bình Dương (today Ho Chi Minh City)"
    assert (supplier["categories"], supplier["certifications"]) == (["PLA-INJ"], ["ISO-9001"])
    names = [criterion["criterion"] for criterion in item["criteria"]]
    assert names == ["category", "specification", "certification", "location", "capacity"]
    for criterion in item["criteria"]:
        assert list(criterion) == [
            "criterion",
            "value",
            "weight",
            "contribution",
            "status",
            "evidence",
        ]
        for evidence in criterion["evidence"]:
            assert evidence["code"].startswith(f"{criterion['criterion']}.")
            assert evidence["text"]


def test_a_pair_is_given_the_same_in_every_direction(centre: Client) -> None:
    suppliers, demands = make_market(centre, seed=20261121)
    by_demand = {
        (demand["id"], item["supplier"]["id"]): judged(item)
        for _, demand in demands
        for item in of_demand(centre, demand)["items"]
    }
    by_supplier = {
        (item["demand"]["id"], supplier["id"]): judged(item)
        for supplier in suppliers
        for item in of_supplier(centre, supplier)["items"]
    }
    asked_once = {}
    for asked, demand in demands:
        query = {name: value for name, value in asked.items() if name != "status"}
        answer = centre.post("/v1/matches/query", json=query, params=EVERYTHING)
        assert answer.status_code == 200, answer.text
        for item in answer.json()["items"]:
            asked_once[demand["id"], item["supplier"]["id"]] = judged(item)
    assert len(by_demand) == len(suppliers) * len(demands)
    assert by_supplier == by_demand
    assert asked_once == by_demand
    for demand_id, supplier_id in sorted(by_demand)[::6]:
        pair = centre.get(f"/v1/demands/{demand_id}/matches/{supplier_id}").json()
        assert (pair["demand_id"], pair["supplier"]["id"]) == (demand_id, supplier_id)
        assert judged(pair) == by_demand[demand_id, supplier_id]
    assert {pair["eligibility"] for pair in by_demand.values()} == set(TIERS)


def test_scores_add_up_and_tiers_come_before_scores(centre: Client) -> None:
    suppliers, demands = make_market(centre, seed=11)
    for _, demand in demands:
        ranked = of_demand(centre, demand)
        items = ranked["items"]
        assert [item["rank"] for item in items] == list(range(1, len(suppliers) + 1))
        order = [(TIERS.index(item["eligibility"]), -item["score"]) for item in items]
        assert order == sorted(order)
        tiers = [item["eligibility"] for item in items]
        assert ranked["total"] == {tier: tiers.count(tier) for tier in TIERS}
        for item in items:
            criteria = item["criteria"]
            assert round(sum(c["contribution"] for c in criteria), 7) == item["score"]
            assert all(round(c["value"] * c["weight"], 7) == c["contribution"] for c in criteria)
            assert round(sum(c["weight"] for c in criteria), 3) == 1
            assert (item["missing"] == []) == (item["eligibility"] == "eligible")
            statuses = {missing["status"] for missing in item["missing"]}
            assert ("unmet" in statuses) == (item["eligibility"] == "ineligible")


def test_include_names_the_tiers_beside_the_eligible(centre: Client) -> None:
    suppliers, demands = make_market(centre, seed=20261121)
    for _, demand in demands:
        everything = of_demand(centre, demand)
        for include, tiers in (
            (None, ["eligible", "to_confirm"]),
            ("", ["eligible"]),
            ("eligible", ["eligible"]),
            ("ineligible", ["eligible", "ineligible"]),
            ("ineligible, to_confirm", TIERS),
        ):
            params: dict[str, str | int] = {"limit": 100}
            if include is not None:
                params["include"] = include
            ranked = of_demand(centre, demand, **params)
            expected = [item for item in everything["items"] if item["eligibility"] in tiers]
            assert [judged(item) for item in ranked["items"]] == list(map(judged, expected))
            assert suppliers_of(ranked) == [item["supplier"]["id"] for item in expected]
            assert ranked["filters"]["tiers"] == tiers
            assert ranked["total"] == everything["total"]
    unknown = centre.get(
        f"/v1/demands/{demands[0][1]['id']}/matches", params={"include": "to_confirm,perhaps"}
    )
    assert (unknown.status_code, codes_of(unknown)) == (422, ["unknown_tier"])
    assert unknown.json()["errors"][0]["value"] == "perhaps"
    assert len(suppliers) == sum(everything["total"].values())


def test_the_order_does_not_depend_on_the_order_of_insertion(centre: Client) -> None:
    numbers = [f"NCC-{number}" for number in range(6)]
    different: dict[str, Json] = {
        "NCC-2": {"sites": [{"legacy_province": "01"}]},
        "NCC-4": {"certifications": []},
    }
    demand = make_demand(centre, make_buyer(centre)["id"])
    rankings = []
    for order in (numbers, numbers[::-1], [*numbers[3:], *numbers[:3]]):
        made = {
            make_supplier(centre, external_id=number, **different.get(number, {}))["id"]: number
            for number in order
        }
        items = of_demand(centre, demand)["items"]
        rankings.append([(made[item["supplier"]["id"]], judged(item)) for item in items])
        for supplier_id in made:
            assert centre.delete(f"/v1/suppliers/{supplier_id}").status_code == 204
    assert rankings[0] == rankings[1] == rankings[2]
    ranked = [number for number, _ in rankings[0]]
    assert ranked == ["NCC-0", "NCC-1", "NCC-3", "NCC-5", "NCC-2", "NCC-4"], "ties by number"


def test_pages_neither_overlap_nor_skip(centre: Client) -> None:
    for number in range(5):
        make_supplier(centre, external_id=f"NCC-{number}")
    demand = make_demand(centre, make_buyer(centre)["id"])
    everything = of_demand(centre, demand)
    seen = []
    for offset in (0, 2, 4, 6):
        page = of_demand(centre, demand, limit=2, offset=offset)
        assert page["total"] == everything["total"]
        assert (page["filters"]["limit"], page["filters"]["offset"]) == (2, offset)
        seen += page["items"]
    assert seen == everything["items"]
    assert [item["rank"] for item in seen] == [1, 2, 3, 4, 5]
    for params, name in (
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"offset": -1}, "offset"),
        ({"offset": 100_001}, "offset"),
    ):
        refused = centre.get(f"/v1/demands/{demand['id']}/matches", params=params)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == name


def test_a_constraint_that_cannot_be_judged_is_refused(centre: Client) -> None:
    refused: list[tuple[Json, str]] = [
        ({"max_distance_km": 50}, "/max_distance_km"),
        ({"max_distance_km": 50, "delivery": {"address": "VSIP"}}, "/max_distance_km"),
        ({"max_price": 5}, "/max_price"),
        ({"required_certifications": ["ISO nine"]}, "/required_certifications/0"),
        ({"allowed_places": ["legacy:99"]}, "/allowed_places/0"),
        ({"categories": ["no such thing at all"]}, "/categories/0"),
        ({"quantity": 5}, "/unit"),
        ({"delivery": {"postcode": "70000"}}, "/delivery/postcode"),
    ]
    for constraint, pointer in refused:
        answer = centre.post("/v1/matches/query", json={"name": "Vỏ máy", **constraint})
        assert answer.status_code == 422, constraint
        assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_a_question_stores_nothing(market: Market, server: Server) -> None:
    before = count_rows(server.database)
    answers: list[httpx.Response] = [
        market.buyer.post("/v1/matches/query", json={"name": "Khuôn ép"}),
        market.buyer.get(f"/v1/demands/{market.demand['id']}/matches"),
        market.supplier.get(f"/v1/suppliers/{market.profile['id']}/matches"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert count_rows(server.database) == before


def test_a_company_may_be_on_both_sides(centre: Client) -> None:
    company = make_supplier_organization(centre, is_buyer=True)
    profile = make_supplier(centre, company)
    as_buyer = make_key(centre, "buyer", company["id"])
    demand = make_demand(as_buyer)
    assert suppliers_of(of_demand(as_buyer, demand)) == [profile["id"]]
