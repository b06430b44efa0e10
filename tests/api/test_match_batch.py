"""The rankings of many demands at once: the numbers of the single ones, line by line."""

import jsonschema_rs
import pytest

from app.core.clock import today_in_vietnam
from tests.api.conftest import Market, Server
from tests.factories.batches import PATH, batch_of, post_batch, read_lines
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import demand_body, make_demand, make_demand_list
from tests.factories.markets import make_market
from tests.factories.rankings import EVERYTHING, of_demand


def test_each_line_is_the_answer_for_its_demand_alone(centre: Client) -> None:
    _profiles, made = make_market(centre, seed=11)
    demands = [stored for _asked, stored in made][::-1]
    lines = batch_of(centre, {"demand_ids": [it["id"] for it in demands]}, include="ineligible")
    assert lines.ids == [it["id"] for it in demands]
    for line, demand in zip(lines.demands, demands, strict=True):
        assert line["ranking"] == of_demand(centre, demand, include="ineligible")
        assert line["demand"] == {
            name: demand[name] for name in ("id", "external_id", "name", "status")
        }
        assert line["problem"] is None
    assert lines.end == {
        "complete": True,
        "demands": len(demands),
        "ranked": len(demands),
        "failed": 0,
        "scoring_profile": {"name": "default", "version": 1},
        "judged_on": str(today_in_vietnam()),
        "problem": None,
    }


def test_a_list_is_ranked_whole_in_its_own_order(market: Market) -> None:
    bodies = [demand_body(name=f"Vỏ {n}", external_id=f"X-{9 - n}") for n in range(4)]
    bodies[1]["status"] = "draft"
    made = make_demand_list(market.buyer, demands=bodies)
    stored = market.buyer.get("/v1/demands", params={"demand_list_id": made["id"]}).json()["items"]
    lines = batch_of(market.buyer, {"demand_list_id": made["id"]})
    assert lines.ids == [it["id"] for it in stored]
    seen = [(line["demand"]["external_id"], line["demand"]["status"]) for line in lines.demands]
    assert seen == [("X-9", "open"), ("X-8", "draft"), ("X-7", "open"), ("X-6", "open")]
    assert lines.demands[1]["ranking"] == of_demand(market.buyer, stored[1], limit=20)


def test_an_empty_list_has_only_the_last_line(market: Market) -> None:
    made = make_demand_list(market.buyer, demands=[])
    lines = batch_of(market.buyer, {"demand_list_id": made["id"]})
    assert (lines.demands, lines.end["complete"], lines.end["demands"]) == ([], True, 0)


def test_all_open_demands_are_those_that_the_key_may_see(market: Market) -> None:
    make_demand(market.buyer, status="draft")
    everybody = [market.demand["id"], market.other_demand["id"]]
    assert batch_of(market.centre, {"all_open": True}).ids == everybody
    assert batch_of(market.buyer, {"all_open": True}).ids == [market.demand["id"]]
    assert batch_of(market.other_buyer, {"all_open": True}).ids == [market.other_demand["id"]]


def test_anothers_demand_or_list_is_not_found_and_named(market: Market) -> None:
    own, other = market.demand["id"], market.other_demand["id"]
    refused = post_batch(market.buyer, {"demand_ids": [own, other, "dem_none"]})
    assert refused.status_code == 404
    assert refused.headers["content-type"] == "application/problem+json"
    faults = [(fault["pointer"], fault["value"]) for fault in refused.json()["errors"]]
    assert faults == [("/demand_ids/1", other), ("/demand_ids/2", "dem_none")]
    made = make_demand_list(market.other_buyer)
    for list_id in (made["id"], "lst_none"):
        refused = post_batch(market.buyer, {"demand_list_id": list_id})
        assert refused.status_code == 404
        assert refused.json()["code"] == "demand_list_not_found"
        assert list_id in refused.text
    assert batch_of(market.centre, {"demand_list_id": made["id"]}).end["ranked"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"all_open": False},
        {"all_open": True, "demand_ids": ["dem_1"]},
        {"demand_list_id": "lst_1", "all_open": True},
        {"demand_ids": []},
        {"demand_ids": [f"dem_{n}" for n in range(1001)]},
        {"demands": ["dem_1"]},
    ],
    ids=["none", "false", "two", "also-two", "empty", "too-many", "unknown-field"],
)
def test_a_batch_names_its_demands_in_one_way_within_the_limit(centre: Client, body: Json) -> None:
    assert post_batch(centre, body).status_code == 422


def test_a_demand_named_twice_is_ranked_once(market: Market) -> None:
    own = market.demand["id"]
    assert batch_of(market.buyer, {"demand_ids": [own, own]}).ids == [own]


def test_parts_and_profile_are_checked_before_the_first_line(market: Market) -> None:
    body: Json = {"all_open": True}
    assert post_batch(market.buyer, body, limit=101).status_code == 422
    assert codes_of(post_batch(market.buyer, body, include="best")) == ["unknown_tier"]
    assert codes_of(post_batch(market.buyer, body, offset=1)) == ["unknown_parameter"]
    unknown = post_batch(market.buyer, body, scoring_profile="none")
    assert codes_of(unknown) == ["unknown_scoring_profile"]


def test_a_named_profile_and_part_hold_for_every_line(market: Market) -> None:
    market.centre.made("/v1/scoring-profiles", {"name": "near-first", "weights": {"location": 1}})
    asked: Json = {**EVERYTHING, "limit": 1, "scoring_profile": "near-first"}
    lines = batch_of(market.centre, {"all_open": True}, **asked)
    assert lines.end["scoring_profile"] == {"name": "near-first", "version": 1}
    for line, demand in zip(lines.demands, [market.demand, market.other_demand], strict=True):
        assert len(line["ranking"]["items"]) == 1
        assert line["ranking"] == of_demand(market.centre, demand, **asked)


def test_words_are_in_the_language_that_is_asked_for(market: Market) -> None:
    speaking = {"Accept-Language": "vi"}
    answer = market.buyer.post(PATH, json={"all_open": True}, headers=speaking)
    single = market.buyer.get(f"/v1/demands/{market.demand['id']}/matches", headers=speaking)
    assert read_lines(answer.content).demands[0]["ranking"] == single.json()


def test_every_line_fits_the_schema_of_a_line(server: Server, market: Market) -> None:
    document = server.app.openapi()
    described = document["paths"][PATH]["post"]["responses"]["200"]["content"]
    schema = described["application/x-ndjson"]["schema"]
    validator = jsonschema_rs.validator_for({**schema, "components": document["components"]})
    lines = batch_of(market.centre, {"all_open": True})
    for line in [*lines.demands, lines.end]:
        assert [error.message for error in validator.iter_errors(line)] == []
