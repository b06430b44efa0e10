"""Nobody overwrites what they have not seen: ETag and If-Match, also when two change at once."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.api.conftest import Market
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand, make_demand_list
from tests.factories.organizations import make_buyer
from tests.factories.races import race
from tests.factories.suppliers import make_supplier

ROUNDS = 4
"""Races are lost by luck: run each a few times."""


class Resource:
    """Something that can be changed, and where its ETag is read."""

    def __init__(self, path: str, change: Json, read_at: str | None = None) -> None:
        self.path = path
        self.change = change
        self.read_at = read_at or path


def _organization(centre: Client) -> Resource:
    made = make_buyer(centre)
    return Resource(f"/v1/organizations/{made['id']}", {"name_en": "Changed"})


def _supplier(centre: Client) -> Resource:
    made = make_supplier(centre)
    return Resource(f"/v1/suppliers/{made['id']}", {"employees": 120})


def _site(centre: Client) -> Resource:
    made = make_supplier(centre)
    profile = f"/v1/suppliers/{made['id']}"
    return Resource(f"{profile}/sites/{made['sites'][0]['id']}", {"name": "Nhà máy 2"}, profile)


def _capability(centre: Client) -> Resource:
    made = make_supplier(centre)
    profile = f"/v1/suppliers/{made['id']}"
    part = made["capabilities"][0]["id"]
    return Resource(f"{profile}/capabilities/{part}", {"tolerance": "±0.02 mm"}, profile)


def _certification(centre: Client) -> Resource:
    made = make_supplier(centre)
    profile = f"/v1/suppliers/{made['id']}"
    part = made["certifications"][0]["id"]
    return Resource(f"{profile}/certifications/{part}", {"number": "VN-2"}, profile)


def _demand(centre: Client) -> Resource:
    made = make_demand(centre, make_buyer(centre)["id"])
    return Resource(f"/v1/demands/{made['id']}", {"notes": "Gấp"})


def _demand_list(centre: Client) -> Resource:
    made = make_demand_list(centre, make_buyer(centre)["id"])
    return Resource(f"/v1/demand-lists/{made['id']}", {"note": "Đợt 2"})


RESOURCES = (
    _organization,
    _supplier,
    _site,
    _capability,
    _certification,
    _demand,
    _demand_list,
)
each_resource = pytest.mark.parametrize("make", RESOURCES, ids=lambda make: make.__name__[1:])


@each_resource
def test_a_change_needs_the_version_that_was_read_last(
    make: Callable[[Client], Resource], centre: Client
) -> None:
    resource = make(centre)
    first = centre.get(resource.read_at).headers["ETag"]

    missing = centre.request("PATCH", resource.path, json=resource.change)
    assert (missing.status_code, missing.json()["code"]) == (428, "if_match_required")

    changed = centre.patch(resource.path, resource.change, first)
    assert changed.status_code == 200
    second = changed.headers["ETag"]
    assert second != first
    assert centre.get(resource.read_at).headers["ETag"] == second

    stale = centre.patch(resource.path, resource.change, first)
    assert (stale.status_code, stale.json()["code"]) == (412, "version_mismatch")
    assert centre.get(resource.read_at).headers["ETag"] == second
    assert centre.delete(resource.path, first).status_code == 412


@each_resource
def test_of_two_changes_to_the_same_version_exactly_one_wins(
    make: Callable[[Client], Resource], centre: Client
) -> None:
    resource = make(centre)
    for _ in range(ROUNDS):
        tag = centre.get(resource.read_at).headers["ETag"]
        answers = race(*[partial(centre.patch, resource.path, resource.change, tag)] * 2)
        assert sorted(answer.status_code for answer in answers) == [200, 412]
        winner = next(answer for answer in answers if answer.status_code == 200)
        assert centre.get(resource.read_at).headers["ETag"] == winner.headers["ETag"]


def test_the_parts_of_a_profile_share_its_version(centre: Client) -> None:
    made = make_supplier(centre)
    profile = f"/v1/suppliers/{made['id']}"
    site = f"{profile}/sites/{made['sites'][0]['id']}"
    capability = f"{profile}/capabilities/{made['capabilities'][0]['id']}"
    for _ in range(ROUNDS):
        tag = centre.get(profile).headers["ETag"]
        answers = race(
            partial(centre.patch, site, {"name": "Xưởng A"}, tag),
            partial(centre.patch, capability, {"lead_time_days": 20}, tag),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 412]


def test_a_deletion_and_a_change_of_the_same_version_do_not_both_happen(centre: Client) -> None:
    buyer = make_buyer(centre)
    for _ in range(ROUNDS):
        path = f"/v1/demands/{make_demand(centre, buyer['id'], status='draft')['id']}"
        tag = centre.get(path).headers["ETag"]
        deleted, changed = race(
            partial(centre.delete, path, tag),
            partial(centre.patch, path, {"notes": "Gấp"}, tag),
        )
        if deleted.status_code == 204:
            assert changed.status_code in {404, 412}
            assert centre.get(path).status_code == 404
        else:
            assert (deleted.status_code, changed.status_code) == (412, 200)
            assert centre.get(path).json()["notes"] == "Gấp"


def test_if_match_takes_several_tags_or_a_star_and_compares_strongly(market: Market) -> None:
    path = f"/v1/demands/{market.demand['id']}"
    tag = market.buyer.get(path).headers["ETag"]

    weak = market.buyer.patch(path, {"notes": "a"}, f"W/{tag}")
    assert (weak.status_code, weak.json()["code"]) == (412, "version_mismatch")

    assert market.buyer.patch(path, {"notes": "b"}, f'"other", {tag}').status_code == 200
    assert market.buyer.patch(path, {"notes": "c"}, "*").status_code == 200
    assert market.buyer.get(path).json()["notes"] == "c"


def test_a_malformed_if_match_is_refused(market: Market) -> None:
    path = f"/v1/demands/{market.demand['id']}"
    for header in ("3", '"3', "*, *", '"3" "4"', "W/3", '""3""', '"1",'):
        answer = market.buyer.patch(path, {"notes": "a"}, header)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), header
    assert market.buyer.get(path).json()["notes"] == ""


def test_every_answer_with_a_resource_carries_the_tag_that_the_next_change_needs(
    centre: Client,
) -> None:
    buyer = make_buyer(centre)
    for path, body in (
        ("/v1/organizations", {"name": "Mới", "is_supplier": True}),
        ("/v1/demand-lists", {"buyer_id": buyer["id"], "name": "Danh sách"}),
        ("/v1/demands", {"buyer_id": buyer["id"], "name": "Khuôn ép"}),
    ):
        created = centre.post(path, json=body)
        where = created.headers["Location"]
        assert where == f"{path}/{created.json()['id']}"
        assert centre.get(where).headers["ETag"] == created.headers["ETag"]
        assert centre.get(where).json() == created.json()
        assert centre.delete(where, created.headers["ETag"]).status_code == 204
