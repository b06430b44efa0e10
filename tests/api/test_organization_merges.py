"""Two registered companies made one, and two again."""

from dataclasses import dataclass

import httpx
import pytest

from tests.factories.audit import changes_of
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import demand_body, make_demand, make_demand_list
from tests.factories.organizations import make_key, new_tax_code
from tests.factories.rankings import of_demand, suppliers_of
from tests.factories.suppliers import make_supplier

MERGES = "/v1/organization-merges"


@dataclass(frozen=True, slots=True)
class Twins:
    """One company, registered twice."""

    centre: Client
    survivor: Json
    merged: Json

    def read(self, which: Json) -> Json:
        answer = self.centre.get(f"/v1/organizations/{which['id']}")
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def merge(self, **fields: object) -> httpx.Response:
        body = {"merged_id": self.merged["id"], **fields}
        path = f"/v1/organizations/{self.survivor['id']}/merge"
        return self.centre.post(path, json=body, headers={"If-Match": "*"})

    def merged_now(self) -> Json:
        answer = self.merge()
        assert answer.status_code == 201, answer.text
        done: Json = answer.json()
        return done

    def undo(self, done: Json) -> httpx.Response:
        return self.centre.post(f"{MERGES}/{done['id']}/undo")

    def undone(self, done: Json) -> list[Json]:
        """Undo a merge; return what was left as it is."""
        answer = self.undo(done)
        assert answer.status_code == 200, answer.text
        left: list[Json] = answer.json()["left"]
        return left


BOTH = {"is_buyer": True, "is_supplier": True}


@pytest.fixture
def twins(centre: Client) -> Twins:
    first = centre.made("/v1/organizations", {"name": "Công ty TNHH Minh Phát", **BOTH})
    second = centre.made("/v1/organizations", {"name": "CTY TNHH MINH PHAT", **BOTH})
    return Twins(centre, first, second)


def test_what_the_survivor_lacks_is_completed(centre: Client) -> None:
    number = new_tax_code()
    survivor = centre.made("/v1/organizations", {"name": "Minh Phát", "is_buyer": True})
    merged = centre.made(
        "/v1/organizations",
        {"name": "Minh Phat", "name_en": "Minh Phat Co.", "tax_code": number, "is_supplier": True},
    )
    twins = Twins(centre, survivor, merged)
    done = twins.merged_now()
    now = twins.read(survivor)
    assert (now["tax_code"], now["name_en"], now["is_supplier"]) == (number, "Minh Phat Co.", True)
    gone = twins.read(merged)
    assert (gone["merged_into_id"], gone["tax_code"]) == (survivor["id"], None)
    found = centre.get("/v1/organizations", params={"q": "Minh Phat Co."}).json()["items"]
    assert [item["id"] for item in found] == [survivor["id"]]
    assert twins.undone(done) == []
    assert {**twins.read(survivor), "updated_at": ""} == {**survivor, "updated_at": ""}
    assert {**twins.read(merged), "updated_at": ""} == {**merged, "updated_at": ""}


def test_a_foreign_number_goes_to_the_survivor_of_the_same_country(centre: Client) -> None:
    abroad = {"country": "HK", "is_buyer": True}
    body = {"name": "Ví Dụ Ltd", "foreign_registration_number": "HK-1", **abroad}
    merged = centre.made("/v1/organizations", body)
    body = {"name": "Vi Du Limited", "tax_code": new_tax_code(), **abroad}
    twins = Twins(centre, centre.made("/v1/organizations", body), merged)
    done = twins.merged_now()
    assert twins.read(twins.survivor)["foreign_registration_number"] == "HK-1"
    assert twins.undone(done) == []
    assert twins.read(merged)["foreign_registration_number"] == "HK-1"


def test_contacts_lists_demands_and_keys_move(twins: Twins) -> None:
    centre, merged = twins.centre, twins.merged["id"]
    contact = centre.made(f"/v1/organizations/{merged}/contacts", {"name": "Chị Ví Dụ"})
    demand_list = make_demand_list(centre, merged)
    demand = make_demand(centre, merged)
    key = make_key(centre, "buyer", merged)
    done = twins.merged_now()
    moved = {item["entity"]: item["ids"] for item in done["moved"]}
    assert moved["contact"] == [contact["id"]]
    assert moved["demand_list"] == [demand_list["id"]]
    assert len(moved["demand"]) == 2
    assert len(moved["api_key"]) == 1
    survivor = twins.survivor["id"]
    for row in (survivor, merged):
        assert len(centre.get(f"/v1/organizations/{row}/contacts").json()["items"]) == 1
    assert key.get(f"/v1/demands/{demand['id']}").json()["buyer_id"] == survivor
    assert key.get(f"/v1/demand-lists/{demand_list['id']}").json()["buyer_id"] == survivor
    assert key.get("/v1/me").json()["organization_id"] == survivor
    assert ("demand", "moved") in changes_of(centre, demand["id"])
    assert twins.undone(done) == []
    assert key.get("/v1/me").json()["organization_id"] == merged
    assert key.get(f"/v1/demand-lists/{demand_list['id']}").json()["buyer_id"] == merged


def test_lists_of_the_same_name_and_number_get_a_suffix(twins: Twins) -> None:
    centre = twins.centre
    body = {"name": "Đợt 1", "external_id": "D1"}
    make_demand_list(centre, twins.survivor["id"], **body)
    make_demand_list(centre, twins.survivor["id"], name="Đợt 1 (2)")
    moved = make_demand_list(centre, twins.merged["id"], **body)
    done = twins.merged_now()
    changed = [(item["field"], item["old"], item["new"]) for item in done["changed"][1:]]
    assert changed == [("external_id", "D1", "D1-2"), ("name", "Đợt 1", "Đợt 1 (3)")]
    path = f"/v1/demand-lists/{moved['id']}"
    assert centre.get(path).json()["name"] == "Đợt 1 (3)"
    assert len(centre.get("/v1/demand-lists", params={"q": "dot 1 (3)"}).json()["items"]) == 1
    assert twins.undone(done) == []
    assert centre.get(path).json()["name"] == "Đợt 1"


def test_a_profile_moves_to_a_survivor_without_one(twins: Twins) -> None:
    centre = twins.centre
    profile = make_supplier(centre, twins.merged)
    demand = make_demand(centre, twins.survivor["id"])
    done = twins.merged_now()
    now = centre.get(f"/v1/suppliers/{profile['id']}").json()
    assert now["organization"]["id"] == twins.survivor["id"]
    [item] = of_demand(centre, demand)["items"]
    assert item["supplier"]["name"] == twins.survivor["name"]
    assert twins.undone(done) == []
    [item] = of_demand(centre, demand)["items"]
    assert item["supplier"]["name"] == twins.merged["name"]


def test_two_profiles_become_one(twins: Twins) -> None:
    centre = twins.centre
    own = make_supplier(centre, twins.survivor, languages=["vi", "EN"], certifications=None)
    other = make_supplier(
        centre,
        twins.merged,
        external_id="NCC-7",
        description="Ép nhựa",
        employees=80,
        languages=["en", "ja"],
        capabilities=[*[{"category": "PLA-INJ"}], {"category": "TOO-PLM", "text": "Khuôn"}],
    )
    demand = make_demand(centre, twins.survivor["id"], categories=["TOO-PLM"])
    before = of_demand(centre, demand)
    done = twins.merged_now()
    now = centre.get(f"/v1/suppliers/{own['id']}").json()
    assert [item["category"] for item in now["capabilities"]] == ["PLA-INJ", "TOO-PLM"]
    assert [item["code"] for item in now["certifications"]] == ["ISO-9001"]
    assert len(now["sites"]) == 1
    assert (now["external_id"], now["description"], now["employees"]) == ("NCC-7", "Ép nhựa", 80)
    assert now["languages"] == ["vi", "EN", "ja"]
    assert now["certifications_complete"] is True
    stayed = {item["entity"]: item["reason"] for item in done["stayed"]}
    assert stayed == {"site": "adds_nothing", "capability": "adds_nothing"}
    assert suppliers_of(of_demand(centre, demand)) == [own["id"]]
    listed = centre.get("/v1/suppliers").json()["items"]
    assert [item["id"] for item in listed] == [own["id"]]
    assert twins.undone(done) == []
    assert of_demand(centre, demand) == before
    for profile in (own, other):
        again = centre.get(f"/v1/suppliers/{profile['id']}").json()
        assert {**again, "updated_at": ""} == {**profile, "updated_at": ""}


def test_a_merged_profile_is_a_record_that_nobody_changes(twins: Twins) -> None:
    centre = twins.centre
    make_supplier(centre, twins.survivor)
    other = make_supplier(centre, twins.merged)
    twins.merged_now()
    path = f"/v1/suppliers/{other['id']}"
    for answer in (
        centre.patch(path, {"is_active": True}),
        centre.delete(path),
        centre.post(f"{path}/sites", json={"province": "01"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "organization_merged")
    assert centre.get(path).json()["is_active"] is False


def test_the_old_id_leads_to_the_survivor_where_something_new_is_made(twins: Twins) -> None:
    centre, survivor, merged = twins.centre, twins.survivor["id"], twins.merged["id"]
    twins.merged_now()
    assert make_demand(centre, merged)["buyer_id"] == survivor
    assert make_supplier(centre, twins.merged)["organization"]["id"] == survivor
    assert make_key(centre, "buyer", merged).get("/v1/me").json()["organization_id"] == survivor
    contacts = f"/v1/organizations/{merged}/contacts"
    contact = centre.made(contacts, {"name": "Anh Ví Dụ"})
    assert centre.patch(f"{contacts}/{contact['id']}", {"name": "Anh"}).status_code == 200
    assert centre.delete(f"{contacts}/{contact['id']}").status_code == 204


def test_a_merged_organization_is_left_alone(twins: Twins) -> None:
    centre, merged = twins.centre, twins.merged["id"]
    twins.merged_now()
    path = f"/v1/organizations/{merged}"
    for answer in (
        centre.patch(path, {"website": "https://a.example"}),
        centre.delete(path),
        twins.merge(),
        centre.post(f"{path}/merge", json={"merged_id": twins.survivor["id"]}, headers=ANY),
        centre.post(
            "/v1/organizations/distinctions",
            json={"first_id": merged, "second_id": twins.survivor["id"]},
        ),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "organization_merged")
        assert twins.survivor["id"] in answer.json()["detail"]
    kept = centre.delete(f"/v1/organizations/{twins.survivor['id']}")
    assert (kept.status_code, kept.json()["code"]) == (409, "organization_in_use")


ANY = {"If-Match": "*"}


def test_two_tax_codes_are_not_merged(centre: Client) -> None:
    numbers = [new_tax_code(), new_tax_code()]
    first, second = (
        centre.made("/v1/organizations", {"name": "Minh Phát", "tax_code": number, **BOTH})
        for number in numbers
    )
    answer = Twins(centre, first, second).merge()
    assert (answer.status_code, answer.json()["code"]) == (409, "different_tax_codes")
    assert all(number in answer.json()["detail"] for number in numbers)


def test_two_numbers_of_foreign_registers_are_not_merged(centre: Client) -> None:
    first, second = (
        centre.made(
            "/v1/organizations",
            {"name": "Ví Dụ", "country": "HK", "foreign_registration_number": number, **BOTH},
        )
        for number in ("1", "2")
    )
    answer = Twins(centre, first, second).merge()
    assert (answer.status_code, answer.json()["code"]) == (409, "different_registration_numbers")


def test_a_merge_names_two_organizations_that_are_there(twins: Twins) -> None:
    itself = twins.merge(merged_id=twins.survivor["id"])
    assert (itself.status_code, codes_of(itself)) == (422, ["same_organization"])
    assert twins.merge(merged_id="org_none").status_code == 404
    path = f"/v1/organizations/{twins.survivor['id']}/merge"
    assert twins.centre.post(path, json={"merged_id": twins.merged["id"]}).status_code == 428


def test_a_dry_run_shows_all_and_changes_nothing(twins: Twins) -> None:
    make_supplier(twins.centre, twins.merged)
    make_demand_list(twins.centre, twins.merged["id"])
    shown = twins.merge(dry_run=True)
    assert shown.status_code == 200, shown.text
    assert (shown.json()["id"], shown.json()["merged_at"]) == (None, None)
    assert twins.read(twins.merged) == twins.merged
    done = twins.merged_now()
    for part in ("moved", "changed", "stayed"):
        assert done[part] == shown.json()[part]


def test_merges_are_listed_with_what_they_did(twins: Twins) -> None:
    centre = twins.centre
    done = twins.merge(reason="Nhập hai lần").json()
    assert centre.get(f"{MERGES}/{done['id']}").json() == done
    [listed] = centre.get(MERGES, params={"organization_id": twins.merged["id"]}).json()["items"]
    assert listed == {name: done[name] for name in listed}
    assert listed["reason"] == "Nhập hai lần"
    for params, count in (({"undone": True}, 0), ({"undone": False}, 1), ({"limit": 1}, 1)):
        assert len(centre.get(MERGES, params=params).json()["items"]) == count
    assert centre.get(f"{MERGES}/mrg_none").status_code == 404
    assert centre.post(f"{MERGES}/mrg_none/undo").status_code == 404


def test_merges_are_paged_newest_first(twins: Twins) -> None:
    centre = twins.centre
    first = twins.merged_now()
    twins.undone(first)
    second = twins.merged_now()
    page = centre.get(MERGES, params={"limit": 1}).json()
    assert [item["id"] for item in page["items"]] == [second["id"]]
    page = centre.get(MERGES, params={"limit": 1, "cursor": page["next_cursor"]}).json()
    assert [item["id"] for item in page["items"]] == [first["id"]]


def test_a_retried_merge_gets_the_first_answer(twins: Twins) -> None:
    path = f"/v1/organizations/{twins.survivor['id']}/merge"
    headers = {"If-Match": "*", "Idempotency-Key": "merge-once-please"}
    body = {"merged_id": twins.merged["id"]}
    first, again = (twins.centre.post(path, json=body, headers=headers) for _ in "ab")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert first.headers["Location"] == f"{MERGES}/{first.json()['id']}"


def test_a_merge_is_undone_once(twins: Twins) -> None:
    done = twins.merged_now()
    twins.undone(done)
    again = twins.undo(done)
    assert (again.status_code, again.json()["code"]) == (409, "merge_undone")
    assert twins.centre.get(f"{MERGES}/{done['id']}").json()["undone_at"] is not None


def test_merges_on_top_of_one_another_are_undone_from_the_top(twins: Twins) -> None:
    centre = twins.centre
    third = centre.made("/v1/organizations", {"name": "Minh Phát Group", **BOTH})
    lower = twins.merged_now()
    upper = Twins(centre, third, twins.survivor).merged_now()
    assert make_demand(centre, twins.merged["id"])["buyer_id"] == third["id"]
    refused = twins.undo(lower)
    assert (refused.status_code, refused.json()["code"]) == (409, "later_merge")
    assert upper["id"] in refused.json()["detail"]
    twins.undone(upper)
    twins.undone(lower)
    assert twins.read(twins.merged)["merged_into_id"] is None


def test_both_are_audited(twins: Twins) -> None:
    centre = twins.centre
    done = twins.merged_now()
    twins.undone(done)
    merged = changes_of(centre, twins.merged["id"])
    assert merged == [("organization", action) for action in ("created", "merged", "unmerged")]
    survivor = changes_of(centre, twins.survivor["id"])
    assert survivor == [("organization", action) for action in ("created", "updated", "updated")]
    kind = "organization_merge"
    assert changes_of(centre, done["id"]) == [(kind, "created"), (kind, "undone")]


def test_what_was_changed_since_stays_and_is_named(twins: Twins) -> None:
    centre, survivor, merged = twins.centre, twins.survivor["id"], twins.merged["id"]
    centre.patch(f"/v1/organizations/{merged}", {"website": "https://a.example"})
    contact = centre.made(f"/v1/organizations/{merged}/contacts", {"name": "Chị Ví Dụ"})
    demand_list = make_demand_list(centre, merged, demands=[])
    alone = make_demand(centre, merged)
    own_list = make_demand_list(centre, survivor, demands=[])
    done = twins.merged_now()
    centre.patch(f"/v1/organizations/{survivor}", {"website": "https://b.example"})
    centre.delete(f"/v1/organizations/{survivor}/contacts/{contact['id']}")
    centre.patch(f"/v1/demands/{alone['id']}", {"demand_list_id": own_list["id"]})
    added = make_demand(centre, survivor, demand_list_id=demand_list["id"])
    left = {
        (item["entity"], item["id"], item["field"], item["reason"]) for item in twins.undone(done)
    }
    assert left == {
        ("organization", survivor, "website", "changed_since"),
        ("contact", contact["id"], None, "deleted_since"),
        ("demand", alone["id"], None, "belongs_elsewhere"),
        ("demand", added["id"], None, "came_along"),
    }
    assert twins.read(twins.survivor)["website"] == "https://b.example"
    assert centre.get(f"/v1/demands/{added['id']}").json()["buyer_id"] == merged
    assert centre.get(f"/v1/demands/{alone['id']}").json()["buyer_id"] == survivor


def test_a_survivor_keeps_the_side_that_it_has_used_since(centre: Client) -> None:
    survivor = centre.made("/v1/organizations", {"name": "Minh Phát", "is_buyer": True})
    merged = centre.made("/v1/organizations", {"name": "Minh Phat", "is_supplier": True})
    twins = Twins(centre, survivor, merged)
    done = twins.merged_now()
    make_supplier(centre, survivor)
    [left] = twins.undone(done)
    assert (left["field"], left["reason"]) == ("is_supplier", "in_use")
    assert twins.read(survivor)["is_supplier"] is True


def test_a_survivor_keeps_the_buying_that_it_has_begun_since(centre: Client) -> None:
    survivor = centre.made("/v1/organizations", {"name": "Minh Phát", "is_supplier": True})
    merged = centre.made("/v1/organizations", {"name": "Minh Phat", "is_buyer": True})
    twins = Twins(centre, survivor, merged)
    done = twins.merged_now()
    make_demand(centre, survivor["id"])
    [left] = twins.undone(done)
    assert (left["field"], left["reason"]) == ("is_buyer", "in_use")


def test_a_number_that_is_anothers_by_now_stops_the_undoing(centre: Client) -> None:
    number = new_tax_code()
    survivor = centre.made("/v1/organizations", {"name": "Minh Phát", **BOTH})
    body = {"name": "Minh Phat", "tax_code": number, **BOTH}
    twins = Twins(centre, survivor, centre.made("/v1/organizations", body))
    done = twins.merged_now()
    centre.patch(f"/v1/organizations/{survivor['id']}", {"tax_code": None})
    centre.made("/v1/organizations", {**body, "name": "Khác"})
    refused = twins.undo(done)
    assert (refused.status_code, refused.json()["code"]) == (409, "identity_taken")
    assert number in refused.json()["detail"]
    assert twins.read(twins.merged)["merged_into_id"] == survivor["id"]


def test_a_profile_that_has_gone_since_is_named(twins: Twins) -> None:
    centre = twins.centre
    own = make_supplier(centre, twins.survivor)
    make_supplier(centre, twins.merged, external_id="NCC-7", capabilities=[{"text": "Khuôn"}])
    done = twins.merged_now()
    assert centre.delete(f"/v1/suppliers/{own['id']}").status_code == 204
    left = {(item["entity"], item["field"], item["reason"]) for item in twins.undone(done)}
    assert left == {
        ("capability", None, "deleted_since"),
        ("supplier", "external_id", "deleted_since"),
    }


def test_what_texts_were_read_as_is_worked_out_anew_where_they_changed_since(twins: Twins) -> None:
    centre = twins.centre
    own = make_supplier(centre, twins.survivor)
    make_supplier(centre, twins.merged, capabilities=[{"text": "Chế tạo khuôn ép nhựa"}])
    done = twins.merged_now()
    centre.made(f"/v1/suppliers/{own['id']}/capabilities", {"text": "Gia công CNC inox"})
    demand = make_demand(centre, twins.survivor["id"], name="Trục inox", categories=["MAC-CNC"])
    assert twins.undone(done) == []
    ranked = of_demand(centre, demand)
    fresh = centre.patch(f"/v1/suppliers/{own['id']}", {"description": ""})
    assert fresh.status_code == 200
    assert of_demand(centre, demand)["items"] == ranked["items"]


def test_what_the_merged_one_is_not_the_survivor_is_not_either(twins: Twins) -> None:
    centre = twins.centre
    other = centre.made("/v1/organizations", {"name": "Minh Phát", **BOTH})
    body = {"first_id": twins.merged["id"], "second_id": other["id"], "note": "Khác chủ"}
    centre.made("/v1/organizations/distinctions", body)
    done = twins.merged_now()
    path = "/v1/organizations/distinctions"
    params = {"organization_id": twins.survivor["id"]}
    [taken] = centre.get(path, params=params).json()["items"]
    assert taken["note"] == "Khác chủ"
    assert centre.get("/v1/organizations/duplicates").json()["items"] == []
    assert twins.undone(done) == []
    assert centre.get(path, params=params).json()["items"] == []


def test_a_decision_taken_over_may_be_gone_when_the_merge_is_undone(twins: Twins) -> None:
    centre = twins.centre
    other = centre.made("/v1/organizations", {"name": "Minh Phát", **BOTH})
    path = "/v1/organizations/distinctions"
    for twin in (twins.survivor, twins.merged):
        centre.made(path, {"first_id": twin["id"], "second_id": other["id"]})
    done = twins.merged_now()
    assert len(centre.get(path).json()["items"]) == 2
    assert twins.undone(done) == []
    third = centre.made("/v1/organizations", {"name": "Minh Phát 3", **BOTH})
    centre.made(path, {"first_id": third["id"], "second_id": twins.merged["id"]})
    done = twins.merged_now()
    params = {"organization_id": twins.survivor["id"]}
    for decision in centre.get(path, params=params).json()["items"]:
        centre.delete(f"{path}/{decision['id']}")
    assert twins.undone(done) == []


def test_a_merged_company_is_found_by_the_name_that_it_had(twins: Twins) -> None:
    former = {"name": "Công ty TNHH Sao Mai Xanh", **BOTH}
    merged = twins.centre.made("/v1/organizations", former)
    Twins(twins.centre, twins.survivor, merged).merged_now()
    asked = {"names": ["CTY TNHH Sao Mai Xanh"]}
    answer = twins.centre.post("/v1/organizations/duplicates/check", json=asked)
    [found] = answer.json()["items"]
    assert found["organization"]["id"] == twins.survivor["id"]


def test_demands_of_a_moved_list_follow_the_buyers_key(twins: Twins) -> None:
    centre, merged = twins.centre, twins.merged["id"]
    keys = [make_key(centre, "buyer", row["id"]) for row in (twins.survivor, twins.merged)]
    make_demand_list(centre, merged, demands=[demand_body(), demand_body()])
    done = twins.merged_now()
    assert [len(key.get("/v1/demands").json()["items"]) for key in keys] == [2, 2]
    twins.undone(done)
    assert [len(key.get("/v1/demands").json()["items"]) for key in keys] == [0, 2]


def test_a_suppliers_number_that_is_anothers_by_now_is_named(twins: Twins) -> None:
    centre = twins.centre
    own = make_supplier(centre, twins.survivor)
    other = make_supplier(centre, twins.merged, external_id="NCC-7")
    done = twins.merged_now()
    centre.patch(f"/v1/suppliers/{own['id']}", {"external_id": "NCC-8"})
    make_supplier(centre, external_id="NCC-7")
    left = {(item["id"], item["field"], item["reason"]) for item in twins.undone(done)}
    assert left == {
        (own["id"], "external_id", "changed_since"),
        (other["id"], "external_id", "in_use"),
    }
