"""Who may see what: contacts, drafts, hidden buyers and other people's resources stay unseen.

Secrets are planted in the data and looked for in the raw bodies of every answer that a key can
get, so that a new field or route that gives one away is found without naming it here.
"""

import httpx
import pytest

from tests.api.conftest import Market, Server
from tests.factories.client import Client, Json
from tests.factories.demands import demand_body, make_demand, make_demand_list
from tests.factories.imports import send
from tests.factories.organizations import make_buyer, make_key, make_supplier_organization
from tests.factories.suppliers import make_supplier
from tests.factories.walks import get_paths, text_of, walk

CONTACTS = {
    "email": "giam.doc@kin-dao.example",
    "second email": "kinhdoanh @ kin-dao.example",
    "website": "kin-dao.example",
    "phone": "0912 345 678",
    "second phone": "+84 28 3812 3456",
    "third phone": "028.3999.8888",
    "person": "Chị Bí Mật",
    "address": "Ngõ Giấu Kín",
}
"""What must not reach a buyer, by kind."""

_REACH_US = f"{CONTACTS['email']}, {CONTACTS['second email']}, www.{CONTACTS['website']}/lien-he, "

_CALL_US = f"{CONTACTS['phone']} / {CONTACTS['second phone']}; zalo {CONTACTS['third phone']}"

REACH = _REACH_US + _CALL_US


@pytest.fixture
def seller(centre: Client) -> Json:
    """Make a supplier whose contacts stand wherever a contact can stand."""
    organization = make_supplier_organization(
        centre,
        name=f"Công ty Kín Đáo ({REACH})"[:300],
        name_en=f"Discreet Co. {CONTACTS['phone']}",
        website=f"https://{CONTACTS['website']}",
        address=f"12 {CONTACTS['address']}, phường 5",
    )
    centre.made(
        f"/v1/organizations/{organization['id']}/contacts",
        {"name": CONTACTS["person"], "email": CONTACTS["email"], "phone": CONTACTS["phone"]},
    )
    return make_supplier(
        centre,
        organization,
        description=f"Ép nhựa theo đơn đặt hàng. Liên hệ {REACH}",
        languages=["vi", REACH],
        export_markets=[REACH],
        fdi_customers=[REACH],
        badges=[REACH],
        sites=[
            {
                "legacy_province": "74",
                "name": f"Xưởng {REACH}"[:200],
                "address": f"12 {CONTACTS['address']}, {REACH}",
                "industrial_park": f"VSIP I, {REACH}",
            }
        ],
        capabilities=[
            {
                "category": "PLA-INJ",
                "text": f"Ép phun vỏ máy khoan ABS. Gọi {REACH}",
                "materials": ["ABS", REACH],
                "processes": [REACH],
                "machines": [REACH],
                "tolerance": REACH,
            }
        ],
        certifications=[
            {
                "code": "ISO-9001",
                "as_written": f"ISO 9001 {CONTACTS['phone']}",
                "number": CONTACTS["email"],
                "issuer": f"Tổ chức chứng nhận, {REACH}",
                "expires_on": "2199-12-31",
                "verified_by": f"Trung tâm, {REACH}",
                "verified_on": "2026-01-01",
            }
        ],
    )


def test_no_contact_of_a_supplier_reaches_a_buyer(
    seller: Json, market: Market, server: Server
) -> None:
    ids = {
        "organization_id": seller["organization"]["id"],
        "supplier_id": seller["id"],
        "demand_id": market.demand["id"],
        "demand_list_id": make_demand_list(market.buyer)["id"],
        "key_id": market.buyer.get("/v1/me").json()["key_id"],
    }
    answers = walk(market.buyer, get_paths(server.app.openapi()), [ids])
    query = {"name": f"Vỏ máy khoan, {REACH}", "categories": ["PLA-INJ"]}
    everything = {"include": "to_confirm,ineligible"}
    answers.append(market.buyer.post("/v1/matches/query", json=query, params=everything))

    shown = [answer for answer in answers if seller["id"] in answer.text]
    assert len(shown) >= 6, "its profile, its pair, and the rankings show the supplier"
    said = text_of(answers)
    assert "Kín Đáo" in said
    assert "Ép phun vỏ máy khoan ABS" in said
    assert {kind for kind, secret in CONTACTS.items() if secret in said} == set()
    digits = said.replace(" ", "").replace(".", "")
    assert not any(
        CONTACTS[kind].replace(" ", "").replace(".", "") in digits
        for kind in ("phone", "second phone", "third phone")
    )


def test_the_centre_and_the_supplier_itself_see_the_contacts(seller: Json, centre: Client) -> None:
    own = make_key(centre, "supplier", seller["organization"]["id"])
    for client in (centre, own):
        organization = f"/v1/organizations/{seller['organization']['id']}"
        said = text_of(
            client.get(path)
            for path in (f"/v1/suppliers/{seller['id']}", organization, f"{organization}/contacts")
        )
        assert {kind for kind, secret in CONTACTS.items() if secret not in said} == set()


SECRETS = {
    "draft": "Bản nháp tối mật",
    "closed": "Nhu cầu đã đóng kín",
    "notes": "Ghi chú nội bộ",
    "number": "RFQ-TOI-MAT-7",
    "list": "Danh sách giấu tên",
    "list number": "LIST-KIN-9",
    "list note": "Chỉ cho trung tâm",
    "hidden buyer": "Tập đoàn Ẩn Danh",
    "hidden buyer in English": "Nameless Holdings",
    "hidden address": "Lô Ẩn 9, đường Kín",
    "contact": "mua.hang@an-danh.example",
}
"""What must not reach a supplier, by kind."""


def test_no_draft_and_nothing_internal_of_a_demand_reaches_a_supplier(
    market: Market, server: Server
) -> None:
    centre = market.centre
    hidden = make_buyer(
        centre,
        name=SECRETS["hidden buyer"],
        name_en=SECRETS["hidden buyer in English"],
        website="https://an-danh.example",
    )
    demand_list = make_demand_list(
        centre,
        hidden["id"],
        name=SECRETS["list"],
        external_id=SECRETS["list number"],
        note=SECRETS["list note"],
        demands=[],
    )
    shown = make_demand(
        centre,
        hidden["id"],
        demand_list_id=demand_list["id"],
        name="Vỏ máy khoan cầm tay",
        external_id=SECRETS["number"],
        notes=SECRETS["notes"],
        specification=f"Gửi báo giá về {SECRETS['contact']}",
        buyer_hidden=True,
        delivery={
            "legacy_province": "74",
            "address": SECRETS["hidden address"],
            "latitude": 10.912345,
            "longitude": 106.712345,
        },
    )
    draft = make_demand(centre, hidden["id"], name=SECRETS["draft"], status="draft")
    closed = make_demand(centre, hidden["id"], name=SECRETS["closed"])
    assert centre.patch(f"/v1/demands/{closed['id']}", {"status": "closed"}).status_code == 200

    common = {
        "organization_id": hidden["id"],
        "supplier_id": market.profile["id"],
        "demand_list_id": demand_list["id"],
        "key_id": "key_none",
    }
    ids = [{**common, "demand_id": demand["id"]} for demand in (shown, draft, closed)]
    answers = walk(market.supplier, get_paths(server.app.openapi()), ids)

    showing = [answer for answer in answers if shown["id"] in answer.text]
    assert len(showing) >= 5, "the demand, its pair, and the supplier's matches show the demand"
    said = text_of(answers)
    assert "Vỏ máy khoan cầm tay" in said
    secrets = {
        **SECRETS,
        "hidden buyer's id": hidden["id"],
        "hidden tax code": hidden["tax_code"],
        "list id": demand_list["id"],
        "draft id": draft["id"],
        "closed id": closed["id"],
        "latitude": "10.912345",
    }
    assert {kind for kind, secret in secrets.items() if secret in said} == set()


def test_a_buyer_that_does_not_hide_is_named_without_contacts(market: Market) -> None:
    read = market.supplier.get(f"/v1/demands/{market.demand['id']}").json()
    assert read["buyer"] == {
        "name": market.buyer_organization["name"],
        "name_en": None,
        "country": "VN",
    }
    assert not {"buyer_id", "demand_list_id", "external_id", "notes"} & read.keys()


def _without_id(answer: httpx.Response) -> Json:
    body: Json = answer.json()
    return {name: value for name, value in body.items() if name != "request_id"}


def test_what_belongs_to_others_cannot_be_told_from_what_does_not_exist(market: Market) -> None:
    buyer, seller = market.buyer_organization["id"], market.supplier_organization["id"]
    contact = market.centre.made(f"/v1/organizations/{seller}/contacts", {"name": "Anh Kín"})["id"]
    demand_list = make_demand_list(market.buyer)["id"]
    draft = make_demand(market.buyer, status="draft")["id"]
    profile, demand = market.profile["id"], market.demand["id"]
    site = market.profile["sites"][0]["id"]
    inactive = make_supplier(market.centre, is_active=False)["id"]

    asked: list[tuple[Client, str, str, str]] = [
        (market.other_buyer, "GET", "/v1/organizations/{}", buyer),
        (market.other_buyer, "PATCH", "/v1/organizations/{}", buyer),
        (market.other_buyer, "GET", "/v1/organizations/{}/contacts", buyer),
        (market.other_buyer, "GET", "/v1/demands/{}", demand),
        (market.other_buyer, "PATCH", "/v1/demands/{}", demand),
        (market.other_buyer, "DELETE", "/v1/demands/{}", draft),
        (market.other_buyer, "GET", "/v1/demands/{}/matches", demand),
        (market.other_buyer, "GET", f"/v1/demands/{{}}/matches/{profile}", demand),
        (market.other_buyer, "GET", "/v1/demand-lists/{}", demand_list),
        (market.other_buyer, "PATCH", "/v1/demand-lists/{}", demand_list),
        (market.other_buyer, "DELETE", "/v1/demand-lists/{}", demand_list),
        (market.buyer, "GET", "/v1/suppliers/{}", inactive),
        (market.buyer, "GET", f"/v1/demands/{demand}/matches/{{}}", inactive),
        (market.other_supplier, "GET", "/v1/organizations/{}", seller),
        (market.other_supplier, "GET", "/v1/suppliers/{}", profile),
        (market.other_supplier, "PATCH", "/v1/suppliers/{}", profile),
        (market.other_supplier, "GET", "/v1/suppliers/{}/matches", profile),
        (market.other_supplier, "GET", f"/v1/demands/{demand}/matches/{{}}", profile),
        (market.other_supplier, "PATCH", f"/v1/suppliers/{{}}/sites/{site}", profile),
        (market.other_supplier, "DELETE", f"/v1/suppliers/{{}}/sites/{site}", profile),
        (market.other_supplier, "PATCH", f"/v1/organizations/{{}}/contacts/{contact}", seller),
        (market.supplier, "GET", "/v1/demands/{}", draft),
        (market.supplier, "GET", f"/v1/demands/{{}}/matches/{profile}", draft),
    ]
    for client, method, path, there in asked:
        body: Json | None = {} if method == "PATCH" else None
        answers = [
            client.request(method, path.format(name), json=body, headers={"If-Match": '"1"'})
            for name in (there, f"{there[:-4]}0000")
        ]
        assert [answer.status_code for answer in answers] == [404, 404], f"{method} {path}"
        assert _without_id(answers[0]) == _without_id(answers[1]), f"{method} {path}"


def test_lists_hold_only_what_belongs_to_the_key(market: Market) -> None:
    make_demand_list(market.other_buyer, name="Của người khác")
    for client, organization in (
        (market.buyer, market.buyer_organization),
        (market.supplier, market.supplier_organization),
    ):
        listed = client.get("/v1/organizations").json()["items"]
        assert [item["id"] for item in listed] == [organization["id"]]
    demands = market.buyer.get("/v1/demands").json()["items"]
    assert [item["id"] for item in demands] == [market.demand["id"]]
    other = {"buyer_id": market.other_demand["buyer_id"]}
    assert market.buyer.get("/v1/demands", params=other).json()["items"] == []
    assert market.buyer.get("/v1/demand-lists").json()["items"] == []
    assert market.buyer.get("/v1/demand-lists", params=other).json()["items"] == []
    suppliers = market.supplier.get("/v1/suppliers").json()["items"]
    assert [item["id"] for item in suppliers] == [market.profile["id"]]


def test_a_buyer_makes_nothing_for_another_buyer(market: Market) -> None:
    other = market.other_demand["buyer_id"]
    other_list = make_demand_list(market.other_buyer)["id"]
    refused = (
        market.buyer.post("/v1/demands", json=demand_body(buyer_id=other)),
        market.buyer.post("/v1/demand-lists", json={"name": "Đợt 1", "buyer_id": other}),
        send(market.buyer, b"name\nA\n", buyer_id=other),
    )
    for answer in refused:
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "not_your_organization"
        assert answer.json()["errors"][0]["pointer"] == "/buyer_id"
    stolen = market.buyer.post("/v1/demands", json=demand_body(demand_list_id=other_list))
    assert stolen.json()["errors"][0]["code"] == "unknown_demand_list"
    moved = market.buyer.patch(f"/v1/demands/{market.demand['id']}", {"demand_list_id": other_list})
    assert moved.json()["errors"][0]["code"] == "unknown_demand_list"
    assert (
        market.other_buyer.get("/v1/demands").json()["items"][0]["id"]
        == (market.other_demand["id"])
    )
    assert len(market.centre.get("/v1/demands").json()["items"]) == 3
