"""Scoring profiles: written once, versioned, put in force, named by requests."""

from dataclasses import asdict
from functools import partial
from typing import Any

import pytest

from app.matching import ScoringProfile
from tests.api.conftest import Market, Server
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import make_demand
from tests.factories.queries import recorded
from tests.factories.races import race
from tests.factories.scoring import IN_FORCE, PROFILES, activate, make_scoring
from tests.factories.suppliers import make_supplier

DEFAULT = {"name": "default", "version": 1}
NEAR = {"name": "near-first", "version": 1}


def _in_force(client: Client) -> Json:
    found: Json = client.get(IN_FORCE).json()
    return {"name": found["name"], "version": found["version"]}


def _matches_of(market: Market) -> list[tuple[str, str, Json]]:
    """Name every way to ask for matches."""
    demand, profile = market.demand["id"], market.profile["id"]
    return [
        ("GET", f"/v1/demands/{demand}/matches", {}),
        ("GET", f"/v1/demands/{demand}/matches/{profile}", {}),
        ("GET", f"/v1/suppliers/{profile}/matches", {}),
        ("POST", "/v1/matches/query", {"json": {"name": "Khuôn ép nhựa"}}),
    ]


def _used(market: Market, **params: str) -> list[Json]:
    """Return which scoring profile each way to ask for matches says it used."""
    return [
        market.centre.request(method, path, params=params, **options).json()["scoring_profile"]
        for method, path, options in _matches_of(market)
    ]


def test_the_built_in_profile_is_in_force_until_another_is_activated(centre: Client) -> None:
    answer = centre.get(IN_FORCE)
    found = answer.json()
    assert (found["name"], found["version"], found["active"]) == ("default", 1, True)
    assert found["created_at"] is None
    assert found["parameters"] == asdict(ScoringProfile().parameters)
    listed = centre.get(PROFILES).json()["items"]
    assert listed == [{key: value for key, value in found.items() if key != "criteria"}]
    read = centre.get(f"{PROFILES}/default").json()
    assert read.pop("versions") == [
        {**DEFAULT, "active": True, "note": "", "created_at": None},
    ]
    assert read == found


def test_a_new_profile_takes_the_built_in_numbers_where_none_are_given(centre: Client) -> None:
    made = make_scoring(
        centre, "near-first", weights={"location": 0.355, "capacity": 0}, note="Đường ngắn"
    )
    default = centre.get(IN_FORCE).json()
    assert made["weights"] == {**default["weights"], "location": 0.355, "capacity": 0}
    assert made["parameters"] == default["parameters"]
    assert (made["note"], made["active"]) == ("Đường ngắn", False)
    assert _in_force(centre) == DEFAULT


def test_what_is_read_can_be_sent_as_the_next_version(centre: Client) -> None:
    made = make_scoring(centre, "near-first", parameters={"location_half_distance_m": 60_000})
    body = {key: made[key] for key in ("name", "weights", "parameters", "note")}
    answer = centre.post(PROFILES, json={**body, "version": 2})
    assert answer.status_code == 201
    following = answer.json()
    assert following["version"] == 2
    assert following["parameters"] == made["parameters"]
    assert centre.get(answer.headers["Location"]).json()["version"] == 2


def test_a_name_is_read_at_its_newest_version_or_at_the_one_that_is_asked_for(
    market: Market,
) -> None:
    for version in (1, 2):
        make_scoring(market.centre, "near-first", version=version, note=f"Bản {version}")
    path = f"{PROFILES}/near-first"
    newest, first = (
        market.supplier.get(path, params=params).json() for params in ({}, {"version": 1})
    )
    assert (newest["note"], first["note"]) == ("Bản 2", "Bản 1")
    assert [item["version"] for item in newest["versions"]] == [2, 1]
    assert newest["versions"] == first["versions"]
    for unknown in (f"{path}?version=3", f"{PROFILES}/far-first", f"{PROFILES}/default?version=2"):
        answer = market.centre.get(unknown)
        assert (answer.status_code, answer.json()["code"]) == (404, "scoring_profile_not_found")


def test_a_version_is_written_once_and_in_order(centre: Client) -> None:
    make_scoring(centre, "near-first")
    for name, version, following in (("near-first", 1, 2), ("near-first", 3, 2), ("other", 2, 1)):
        answer = centre.post(PROFILES, json={"name": name, "version": version})
        assert (answer.status_code, answer.json()["code"]) == (409, "scoring_profile_version_taken")
        assert f"is {following}, not {version}" in answer.json()["detail"]


def test_of_two_who_write_the_same_version_at_once_one_wins(centre: Client) -> None:
    make_scoring(centre, "near-first")
    calls = [
        partial(centre.post, PROFILES, json={"name": "near-first", "version": 2, "note": note})
        for note in "abcd"
    ]
    answers = race(*calls)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json().get("code") for answer in answers} == {
        None,
        "scoring_profile_version_taken",
    }
    (won,) = (answer.json() for answer in answers if answer.status_code == 201)
    read = centre.get(f"{PROFILES}/near-first").json()
    assert (read["version"], read["note"]) == (2, won["note"])
    records = centre.get("/v1/audit-records?entity=scoring_profile").json()["items"]
    assert [record["entity_id"] for record in records] == ["near-first@2", "near-first@1"]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"name": "default"}, {"/name": "reserved_name"}),
        ({"name": "Near First"}, {"/name": "string_pattern_mismatch"}),
        ({"name": "x" * 31}, {"/name": "string_too_long"}),
        ({"weights": {"price": 0.1}}, {"/weights/price": "unknown_weight"}),
        (
            {"weights": {"category": 1.001, "location": -0.1, "capacity": 0.0001}},
            {
                "/weights/category": "less_than_equal",
                "/weights/location": "greater_than_equal",
                "/weights/capacity": "decimal_max_places",
            },
        ),
        (
            {
                "weights": dict.fromkeys(
                    ("category", "specification", "certification", "location", "capacity"), 0
                )
            },
            {"/weights": "weights_all_zero"},
        ),
        (
            {"parameters": {"half/way~": 1, "location_half_distance": 1}},
            {
                "/parameters/half~1way~0": "unknown_parameter",
                "/parameters/location_half_distance": "unknown_parameter",
            },
        ),
        (
            {"parameters": {"location_half_distance_m": 999, "category_unknown_value": 10**30}},
            {
                "/parameters/category_unknown_value": "parameter_out_of_range",
                "/parameters/location_half_distance_m": "parameter_out_of_range",
            },
        ),
        (
            {"parameters": {"location_linkage_partly_bonus": 2000}},
            {"/parameters/location_linkage_partly_bonus": "parameters_out_of_order"},
        ),
        (
            {"parameters": {"category_unknown_value": 0.5, "capacity_unknown_value": True}},
            {
                "/parameters/category_unknown_value": "int_type",
                "/parameters/capacity_unknown_value": "int_type",
            },
        ),
        ({"version": 0}, {"/version": "greater_than_equal"}),
        ({"colour": "red"}, {"/colour": "extra_forbidden"}),
    ],
)
def test_each_fault_is_named_where_it_stands_in_both_languages(
    fields: Json, faults: Json, centre: Client
) -> None:
    details = {}
    for language in ("en", "vi"):
        answer = centre.post(
            PROFILES,
            json={"name": "near-first", **fields},
            headers={"Accept-Language": language},
        )
        assert answer.status_code == 422, answer.text
        errors = answer.json()["errors"]
        assert {fault["pointer"]: fault["code"] for fault in errors} == faults
        details[language] = [fault["detail"] for fault in errors]
    assert not set(details["en"]) & set(details["vi"])
    assert len(centre.get(PROFILES).json()["items"]) == 1


def test_the_list_is_cut_into_pages_that_lose_nothing(centre: Client) -> None:
    wanted = [("default", 1), ("a", 1), ("b", 1), ("a", 2)]
    for name, version in wanted[1:]:
        make_scoring(centre, name, version=version)
    for limit in (1, 2, 4, 50):
        seen, path = [], f"{PROFILES}?limit={limit}"
        while path:
            answer = centre.get(path)
            seen += [(item["name"], item["version"]) for item in answer.json()["items"]]
            assert len(answer.json()["items"]) <= limit
            path = answer.links.get("next", {}).get("url", "")
        assert seen == wanted


def test_an_activated_profile_scores_where_a_request_names_none(market: Market) -> None:
    make_scoring(market.centre, "near-first", weights={"location": 1})
    assert _used(market) == [DEFAULT] * 4
    answer = activate(market.centre, "near-first")
    assert answer.status_code == 200, answer.text
    assert answer.json()["active"] is True
    assert _used(market) == [NEAR] * 4
    assert _in_force(market.buyer) == NEAR
    assert [item["active"] for item in market.buyer.get(PROFILES).json()["items"]] == [False, True]
    assert activate(market.centre, "default").status_code == 200
    assert _used(market) == [DEFAULT] * 4


def test_a_request_may_name_a_profile_and_its_version(market: Market) -> None:
    for version, weight in ((1, 1), (2, 0)):
        make_scoring(
            market.centre, "near-first", version=version, weights={"specification": weight}
        )
    for asked, used in (
        ("near-first", {**NEAR, "version": 2}),
        ("near-first@1", NEAR),
        ("near-first@2", {**NEAR, "version": 2}),
        ("default", DEFAULT),
        ("default@1", DEFAULT),
    ):
        assert _used(market, scoring_profile=asked) == [used] * 4
    path = f"/v1/demands/{market.demand['id']}/matches"
    weights = []
    for asked in ("near-first@1", "near-first@2"):
        (item, *_rest) = market.buyer.get(path, params={"scoring_profile": asked}).json()["items"]
        criteria = {criterion["criterion"]: criterion for criterion in item["criteria"]}
        weights.append(criteria["specification"]["weight"])
        total = sum(criterion["contribution"] for criterion in item["criteria"])
        assert total == pytest.approx(item["score"])
    assert weights[0] > weights[1] == 0


@pytest.mark.parametrize("asked", ["far-first", "near-first@2", "default@2", "Near First", "a@b@1"])
def test_an_unknown_profile_is_refused_with_those_that_there_are(
    asked: str, market: Market
) -> None:
    make_scoring(market.centre, "near-first")
    for method, path, options in _matches_of(market):
        answer = market.centre.request(method, path, params={"scoring_profile": asked}, **options)
        assert answer.status_code == 422
        assert codes_of(answer) == ["unknown_scoring_profile"]
        (fault,) = answer.json()["errors"]
        assert (fault["place"], fault["pointer"]) == ("query", "scoring_profile")
        assert "default, near-first" in fault["detail"]


def test_putting_a_profile_in_force_needs_the_etag_of_the_one_in_force(centre: Client) -> None:
    make_scoring(centre, "near-first")
    etag = centre.get(IN_FORCE).headers["ETag"]
    path = f"{PROFILES}/near-first/activate"
    assert centre.post(path, json={"version": 1}).status_code == 428
    first = activate(centre, "near-first", etag=etag)
    assert (first.status_code, first.headers["ETag"]) == (
        200,
        centre.get(IN_FORCE).headers["ETag"],
    )
    late = activate(centre, "default", etag=etag)
    assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
    assert _in_force(centre) == NEAR
    for name, version in (("near-first", 2), ("far-first", 1)):
        assert activate(centre, name, version).status_code == 404


@pytest.mark.parametrize("anything", [False, True])
def test_two_activations_at_once_cannot_both_win_unseen(anything: bool, centre: Client) -> None:
    names = ["a", "b", "c", "d"]
    for name in names:
        make_scoring(centre, name)
    etag = "*" if anything else centre.get(IN_FORCE).headers["ETag"]
    answers = race(*[partial(activate, centre, name, 1, etag) for name in names])
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == ([200] * 4 if anything else [200, 412, 412, 412])
    records = centre.get("/v1/audit-records?entity=scoring_profile").json()["items"]
    activations = [record for record in records if record["action"] == "activated"]
    assert len(activations) == statuses.count(200)
    # Each replaced what the one before had put in force; the last one is in force.
    chain: list[Any] = [DEFAULT]
    left = list(activations)
    while left:
        (following,) = (record for record in left if record["before"] == chain[-1])
        left.remove(following)
        chain.append(following["after"])
    assert _in_force(centre) == chain[-1]


def test_activating_what_is_in_force_leaves_no_trace(centre: Client) -> None:
    make_scoring(centre, "near-first")
    first = activate(centre, "near-first")
    again = activate(centre, "near-first", etag=first.headers["ETag"])
    assert (again.status_code, again.headers["ETag"]) == (200, first.headers["ETag"])
    records = centre.get("/v1/audit-records?entity=scoring_profile").json()["items"]
    (activated,) = (record for record in records if record["action"] == "activated")
    assert activated["entity_id"] == "near-first@1"
    assert (activated["before"], activated["after"]) == (DEFAULT, NEAR)


def test_a_zero_weight_takes_a_criterion_out_of_the_score_but_not_its_must_have(
    market: Market,
) -> None:
    make_scoring(market.centre, "no-papers", weights={"certification": 0})
    demand = make_demand(
        market.centre,
        market.buyer_organization["id"],
        required_certifications=["ISO 9001"],
        status="open",
    )
    uncertified = make_supplier(market.centre, certifications=[], certifications_complete=True)
    pairs = {}
    for supplier in (market.profile, uncertified):
        path = f"/v1/demands/{demand['id']}/matches/{supplier['id']}"
        found = market.buyer.get(path, params={"scoring_profile": "no-papers"}).json()
        pairs[supplier["id"]] = found
        (certification,) = (
            item for item in found["criteria"] if item["criterion"] == "certification"
        )
        assert (certification["weight"], certification["contribution"]) == (0, 0)
    held, missing = pairs[market.profile["id"]], pairs[uncertified["id"]]
    assert held["eligibility"] != "ineligible"
    assert missing["eligibility"] == "ineligible"
    assert [item["key"] for item in missing["missing"]] == ["certification:ISO-9001"]


def test_a_process_that_has_met_many_profiles_forgets_and_loads_again(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.scoring.service._MOST_LOADED", 1)
    for name in ("a", "b"):
        make_scoring(market.centre, name)
    for name in ("a", "b", "a", "b"):
        assert _used(market, scoring_profile=name) == [{"name": name, "version": 1}] * 4


def test_finding_the_profile_in_force_is_at_most_one_light_query(
    server: Server, market: Market
) -> None:
    make_scoring(market.centre, "near-first")
    activate(market.centre, "near-first")
    path = f"/v1/demands/{market.demand['id']}/matches"
    for params in ({}, {"scoring_profile": "near-first"}, {"scoring_profile": "near-first@1"}):
        market.buyer.get(path, params=params)
        with recorded(server.database) as statements:
            market.buyer.get(path, params=params)
        asked = [statement for statement in statements if "scoring_" in statement]
        assert len(asked) <= 1
        assert not any("parameters" in statement for statement in asked)
