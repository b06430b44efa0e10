"""Organizations and contacts: who they are, what may change, when they may go."""

from functools import partial

from tests.api.conftest import Market
from tests.factories.audit import changes_of, records_of
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import make_demand
from tests.factories.organizations import (
    make_buyer,
    make_key,
    make_supplier_organization,
    new_tax_code,
)
from tests.factories.races import race
from tests.factories.suppliers import make_supplier

ORGANIZATIONS = "/v1/organizations"


def test_an_organization_is_read_as_it_was_written(centre: Client) -> None:
    body: Json = {
        "name": "  Công ty TNHH Nhựa Ví Dụ  ",
        "name_en": "Example Plastics",
        "tax_code": "0100233488",
        "country": "VN",
        "foreign_registration_number": None,
        "is_buyer": True,
        "is_supplier": True,
        "website": "https://vi-du.example",
        "address": "1 Đường Ví Dụ",
        "data_origin": "synthetic",
    }
    made = centre.made(ORGANIZATIONS, body)
    stamps = {name: made.pop(name) for name in ("id", "created_at", "updated_at")}
    assert made == {**body, "name": "Công ty TNHH Nhựa Ví Dụ", "merged_into_id": None}
    assert stamps["id"].startswith("org_")
    assert stamps["created_at"].endswith("Z")
    assert centre.get(f"{ORGANIZATIONS}/{stamps['id']}").json() == {**made, **stamps}


def test_a_tax_code_is_checked_and_stored_as_digits(centre: Client) -> None:
    for written, stored in (
        ("0100233488", "0100233488"),
        ("0100233488-001", "0100233488001"),
        ("0100 233 583", "0100233583"),
        ("0100233489", None),
        ("01002334", None),
        ("079123456789", None),
        ("A100233488", None),
    ):
        body = {"name": "A", "is_supplier": True, "tax_code": written}
        answer = centre.post(ORGANIZATIONS, json=body)
        if stored is None:
            assert (answer.status_code, codes_of(answer)) == (422, ["invalid_tax_code"]), written
            assert answer.json()["errors"][0]["pointer"] == "/tax_code"
        else:
            assert (answer.status_code, answer.json()["tax_code"]) == (201, stored), written


def test_a_tax_code_is_registered_once_also_when_two_register_it_at_once(centre: Client) -> None:
    number = new_tax_code()
    body = {"name": "A", "is_buyer": True, "tax_code": number}
    answers = race(*[partial(centre.post, ORGANIZATIONS, json=body)] * 4)
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]

    other = make_buyer(centre)
    taken = centre.patch(f"{ORGANIZATIONS}/{other['id']}", {"tax_code": number})
    assert (taken.status_code, taken.json()["code"]) == (409, "tax_code_taken")
    own = centre.patch(f"{ORGANIZATIONS}/{other['id']}", {"tax_code": other["tax_code"]})
    assert own.status_code == 200


def test_a_foreign_buyer_has_its_own_number_instead_of_a_tax_code(centre: Client) -> None:
    foreign = {"name": "Reishi KK", "country": "JP", "is_buyer": True}
    refused = centre.post(ORGANIZATIONS, json=foreign)
    assert (refused.status_code, codes_of(refused)) == (422, ["not_identified"])
    number = {"foreign_registration_number": "0110-01-123456"}
    made = centre.made(ORGANIZATIONS, {**foreign, **number})
    assert made["tax_code"] is None
    assert centre.post(ORGANIZATIONS, json={**foreign, **number}).status_code == 409
    assert centre.post(ORGANIZATIONS, json={**foreign, **number, "country": "KR"}).is_success

    stripped = centre.patch(f"{ORGANIZATIONS}/{made['id']}", {"foreign_registration_number": None})
    assert (stripped.status_code, codes_of(stripped)) == (422, ["not_identified"])


def test_an_organization_has_a_side(centre: Client) -> None:
    refused = centre.post(ORGANIZATIONS, json={"name": "A"})
    assert (refused.status_code, codes_of(refused)) == (422, ["no_side"])
    made = make_buyer(centre)
    refused = centre.patch(f"{ORGANIZATIONS}/{made['id']}", {"is_buyer": False})
    assert (refused.status_code, codes_of(refused)) == (422, ["no_side"])


def test_a_change_leaves_out_what_it_leaves_out_and_null_empties(centre: Client) -> None:
    made = make_buyer(centre, name_en="Example", website="https://a.example", address="1 Đường A")
    path = f"{ORGANIZATIONS}/{made['id']}"
    changed = centre.patch(path, {"website": None, "address": "2 Đường B"}).json()
    assert changed["updated_at"] > made["updated_at"]
    assert changed == {
        **made,
        "website": None,
        "address": "2 Đường B",
        "updated_at": changed["updated_at"],
    }
    for field in ("name", "country", "is_buyer"):
        refused = centre.patch(path, {field: None})
        assert refused.status_code == 422, field
        assert refused.json()["errors"][0]["pointer"] == f"/{field}"
    assert centre.patch(path, {"data_origin": "synthetic"}).status_code == 422
    assert centre.get(path).json() == changed


def test_an_organization_changes_its_words_but_not_who_it_is(market: Market) -> None:
    path = f"{ORGANIZATIONS}/{market.supplier_organization['id']}"
    changed = market.supplier.patch(path, {"website": "https://moi.example", "name_en": "New"})
    assert changed.status_code == 200
    for field, value in (
        ("name", "Tên khác"),
        ("tax_code", new_tax_code()),
        ("country", "JP"),
        ("is_buyer", True),
    ):
        refused = market.supplier.patch(path, {field: value})
        assert (refused.status_code, codes_of(refused)) == (422, ["centre_only"])
        assert refused.json()["errors"][0]["pointer"] == f"/{field}"
    assert market.supplier.get(path).json() == changed.json()
    assert market.centre.patch(path, {"name": "Tên khác"}).json()["name"] == "Tên khác"


def test_an_organization_goes_when_nothing_hangs_on_it(centre: Client) -> None:
    free = make_buyer(centre)
    path = f"{ORGANIZATIONS}/{free['id']}"
    centre.made(f"{path}/contacts", {"name": "Chị A"})
    assert centre.delete(path).status_code == 204
    assert centre.get(path).status_code == 404
    assert centre.get(f"{path}/contacts").status_code == 404
    assert centre.made(ORGANIZATIONS, {**_identity(free), "is_buyer": True})

    with_demand, with_list, with_key = (make_buyer(centre) for _ in range(3))
    make_demand(centre, with_demand["id"])
    centre.made("/v1/demand-lists", {"buyer_id": with_list["id"], "name": "Đợt 1"})
    make_key(centre, "buyer", with_key["id"])
    with_profile = make_supplier(centre)["organization"]
    for used in (with_demand, with_list, with_key, with_profile):
        refused = centre.delete(f"{ORGANIZATIONS}/{used['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, "organization_in_use")
        assert centre.get(f"{ORGANIZATIONS}/{used['id']}").status_code == 200


def _identity(organization: Json) -> Json:
    return {name: organization[name] for name in ("name", "tax_code")}


def test_a_contact_is_kept_changed_and_deleted(centre: Client) -> None:
    path = f"{ORGANIZATIONS}/{make_buyer(centre)['id']}/contacts"
    body = {
        "name": "Chị Ví Dụ",
        "position": "Mua hàng",
        "email": "a@vi-du.example",
        "phone": "028 0000 0000",
    }
    made = centre.made(path, body)
    assert {name: made[name] for name in body} == body
    changed = centre.patch(f"{path}/{made['id']}", {"phone": None, "email": "b@vi-du.example"})
    assert changed.json() == {**made, "phone": None, "email": "b@vi-du.example"}
    assert centre.get(path).json()["items"] == [changed.json()]

    emptied = centre.patch(f"{path}/{made['id']}", {"name": None, "email": None})
    assert (emptied.status_code, codes_of(emptied)) == (422, ["empty_contact"])
    assert codes_of(centre.post(path, json={"position": "Giám đốc"})) == ["empty_contact"]
    for field, value in (("email", "a@b"), ("email", "a b@c.example"), ("phone", "call me")):
        assert centre.post(path, json={field: value}).status_code == 422, value

    elsewhere = f"{ORGANIZATIONS}/{make_buyer(centre)['id']}/contacts/{made['id']}"
    assert centre.patch(elsewhere, {"phone": "028 0000 0001"}).status_code == 404
    assert centre.delete(elsewhere).status_code == 404
    assert centre.delete(f"{path}/{made['id']}").status_code == 204
    assert centre.get(path).json()["items"] == []


def test_every_change_of_an_organization_is_recorded(market: Market) -> None:
    centre, organization = market.centre, market.supplier_organization
    path = f"{ORGANIZATIONS}/{organization['id']}"
    answer = market.supplier.patch(path, {"website": "https://moi.example"})

    created, updated = records_of(centre, organization["id"])
    key = market.supplier.get("/v1/me").json()
    assert (created["action"], created["actor_role"], created["before"]) == (
        "created",
        "centre",
        None,
    )
    assert created["after"] == organization
    assert updated["action"] == "updated"
    assert updated["actor"] == key["key_id"]
    assert updated["actor_role"] == "supplier"
    assert updated["actor_organization_id"] == organization["id"]
    assert updated["request_id"] == answer.headers["X-Request-ID"]
    assert updated["before"]["website"] is None
    assert updated["after"] == answer.json()
    assert updated["at"] >= created["at"]

    contact = market.supplier.made(f"{path}/contacts", {"name": "A"})["id"]
    market.supplier.patch(f"{path}/contacts/{contact}", {"name": "B"})
    market.supplier.delete(f"{path}/contacts/{contact}")
    history = records_of(centre, contact)
    assert [(r["entity"], r["action"]) for r in history] == [
        ("contact", "created"),
        ("contact", "updated"),
        ("contact", "deleted"),
    ]
    assert history[1]["before"]["name"] == "A"
    assert history[2]["before"]["name"] == "B"
    assert history[2]["after"] is None

    free = make_supplier_organization(centre)["id"]
    centre.delete(f"{ORGANIZATIONS}/{free}")
    assert changes_of(centre, free)[-1] == ("organization", "deleted")


def test_a_change_that_is_refused_leaves_no_record(centre: Client) -> None:
    made = make_buyer(centre)
    path = f"{ORGANIZATIONS}/{made['id']}"
    centre.patch(path, {"is_buyer": False})
    centre.patch(path, {"name_en": "B"}, '"7"')
    centre.delete(path, '"7"')
    assert changes_of(centre, made["id"]) == [("organization", "created")]


def test_keys_are_recorded_when_made_and_revoked(centre: Client) -> None:
    made = centre.made("/v1/api-keys", {"name": "A", "role": "centre"})
    assert centre.delete(f"/v1/api-keys/{made['id']}").status_code == 200
    assert centre.delete(f"/v1/api-keys/{made['id']}").status_code == 200
    history = records_of(centre, made["id"])
    assert [record["action"] for record in history] == ["created", "revoked"]
    assert "token" not in history[0]["after"]


def test_a_key_acts_for_an_organization_of_its_side(centre: Client) -> None:
    buyer, seller = make_buyer(centre)["id"], make_supplier_organization(centre)["id"]
    for role, organization in (
        ("buyer", None),
        ("supplier", None),
        ("buyer", seller),
        ("supplier", buyer),
        ("centre", buyer),
        ("buyer", "org_none"),
    ):
        body = {"name": "A", "role": role, "organization_id": organization}
        answer = centre.post("/v1/api-keys", json=body)
        assert answer.status_code == 422, (role, organization)
        assert answer.json()["errors"][0]["pointer"] == "/organization_id"
