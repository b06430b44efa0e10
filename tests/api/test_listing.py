"""Lists: pages that neither skip nor repeat a row, links, and every filter."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.api.conftest import Market
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import make_demand, make_demand_list
from tests.factories.organizations import make_buyer, make_key, make_supplier_organization
from tests.factories.suppliers import make_supplier

Make = Callable[[Client], str]


class Collection(NamedTuple):
    """A list, how to add to it, and how many rows making one adds."""

    path: str
    make: Callable[[Client], Json]


def _key(centre: Client) -> Json:
    return centre.made("/v1/api-keys", {"name": "another", "role": "centre"})


def _demand(centre: Client) -> Json:
    return make_demand(centre, _one_buyer(centre))


def _demand_list(centre: Client) -> Json:
    return make_demand_list(centre, _one_buyer(centre), demands=[])


def _one_buyer(centre: Client) -> str:
    found = centre.get("/v1/organizations", params={"is_buyer": "true"}).json()["items"]
    return str(found[0]["id"] if found else make_buyer(centre)["id"])


COLLECTIONS = (
    Collection("/v1/organizations", make_buyer),
    Collection("/v1/suppliers", make_supplier),
    Collection("/v1/demands", _demand),
    Collection("/v1/demand-lists", _demand_list),
    Collection("/v1/api-keys", _key),
    Collection("/v1/audit-records", make_buyer),
)
each_collection = pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda item: item.path)


def pages(client: Client, path: str, **params: str | int) -> Iterator[list[Json]]:
    """Follow the cursors from the first page to the last."""
    cursor = None
    while True:
        answer = client.get(path, params={**params, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        yield answer.json()["items"]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return


def found(client: Client, path: str, **params: str | int) -> list[str]:
    """Return the ids of everything that a list holds under these filters."""
    return [item["id"] for page in pages(client, path, **params) for item in page]


@each_collection
def test_pages_hold_every_row_once_while_rows_are_added(
    collection: Collection, centre: Client
) -> None:
    for _ in range(6):
        collection.make(centre)
    there = found(centre, collection.path, limit=200)
    seen: list[str] = []
    for number, page in enumerate(pages(centre, collection.path, limit=2)):
        assert len(page) <= 2
        seen += [item["id"] for item in page]
        if number < 4:
            collection.make(centre)
    assert len(seen) == len(set(seen))
    assert [row for row in seen if row in there] == there
    if collection.path != "/v1/audit-records":  # newest first: what is added stands before
        assert len(seen) > len(there)


@each_collection
def test_the_link_header_leads_to_the_next_page(collection: Collection, centre: Client) -> None:
    for _ in range(3):
        collection.make(centre)
    first = centre.get(collection.path, params={"limit": 2})
    link = first.links["next"]["url"]
    assert first.headers["Link"].endswith('; rel="next"')
    assert "limit=2" in link
    second = centre.get(link)
    cursor = first.json()["next_cursor"]
    assert second.json() == centre.get(f"{collection.path}?limit=2&cursor={cursor}").json()
    everything = centre.get(collection.path, params={"limit": 200})
    assert "Link" not in everything.headers
    assert everything.json()["next_cursor"] is None


def test_the_link_keeps_the_filters(centre: Client) -> None:
    for name in ("Khuôn A", "Nhựa B", "Khuôn C", "Khuôn D"):
        make_buyer(centre, name=name)
    answer = centre.get("/v1/organizations", params={"q": "khuôn", "limit": 2, "is_buyer": "true"})
    assert [item["name"] for item in answer.json()["items"]] == ["Khuôn A", "Khuôn C"]
    following = centre.get(answer.links["next"]["url"])
    assert [item["name"] for item in following.json()["items"]] == ["Khuôn D"]
    assert "Link" not in following.headers


@each_collection
def test_a_page_that_cannot_be_asked_for_is_refused(collection: Collection, centre: Client) -> None:
    for name, value in (
        ("limit", "0"),
        ("limit", "201"),
        ("limit", "-1"),
        ("limit", "2.5"),
        ("cursor", "abc"),
        ("cursor", "eyJhZnRlciI6IDF9"),
        ("cursor", "bnVsbA"),
        ("cursor", "ý"),
    ):
        answer = centre.get(collection.path, params={name: value})
        assert answer.status_code == 422, (name, value)
        assert [fault["pointer"] for fault in answer.json()["errors"]] == [name]
    assert codes_of(centre.get(collection.path, params={"cursor": "abc"})) == ["invalid_cursor"]


def test_organizations_are_found_by_name_tax_code_and_side(centre: Client) -> None:
    path = "/v1/organizations"
    moulds = make_buyer(centre, name="Công ty Khuôn Đúc Hòa Phát", tax_code="0100233488")["id"]
    plastics = make_supplier_organization(
        centre, name="Công ty Nhựa 50% Đại Việt", name_en="Dai Viet Plastics_Co"
    )["id"]
    both = make_buyer(centre, name="Cơ khí Hoà Bình", is_supplier=True)["id"]

    for text, expected in (
        ("khuôn đúc", [moulds]),
        ("KHUON DUC", [moulds]),
        ("khuon đúc", [moulds]),
        ("Hòa", [moulds, both]),
        ("Hoà", [moulds, both]),
        ("hoa", [moulds, both]),
        ("plastics", [plastics]),
        ("dai viet", [plastics]),
        ("công ty", [moulds, plastics]),
        ("50%", [plastics]),
        ("a%c", []),
        ("a_t", []),
        ("nothing like this", []),
    ):
        assert found(centre, path, q=text) == expected, text
    assert found(centre, path, tax_code="0100233488") == [moulds]
    assert found(centre, path, tax_code="0100233489") == []
    assert found(centre, path, is_buyer="true") == [moulds, both]
    assert found(centre, path, is_buyer="false") == [plastics]
    assert found(centre, path, is_supplier="true") == [plastics, both]
    assert found(centre, path, is_buyer="true", is_supplier="true") == [both]


def test_suppliers_are_found_by_name_trade_certificate_place_and_state(centre: Client) -> None:
    path = "/v1/suppliers"
    company = make_supplier_organization(centre, name="Nhựa Kỹ Thuật Đông Á")
    moulder = make_supplier(centre, company)["id"]  # PLA-INJ, ISO-9001, old Bình Dương
    maker = make_supplier(
        centre,
        sites=[{"province": "01"}, {"legacy_province": "75"}],
        capabilities=[{"category": "TOO-PLM", "text": "Khuôn"}, {"text": "Gia công"}],
        certifications=[{"code": "IATF-16949"}],
    )["id"]
    bare = make_supplier(centre, sites=[], capabilities=[], certifications=None, is_active=False)[
        "id"
    ]

    assert found(centre, path) == [moulder, maker, bare]
    assert found(centre, path, q="ky thuat dong a") == [moulder]
    assert found(centre, path, q="kỹ thuật") == [moulder]
    assert found(centre, path, category="PLA-INJ") == [moulder]
    assert found(centre, path, category="PLA") == [moulder], "a group holds what is below it"
    assert found(centre, path, category="TOO") == [maker]
    assert found(centre, path, certification="ISO-9001") == [moulder]
    assert found(centre, path, certification="iatf 16949") == [maker]
    assert found(centre, path, legacy_province="74") == [moulder]
    assert found(centre, path, legacy_province="75") == [maker]
    assert found(centre, path, province="79") == [moulder], "old Bình Dương is Ho Chi Minh City now"
    assert found(centre, path, province="01") == [maker]
    assert found(centre, path, is_active="false") == [bare]
    assert found(centre, path, is_active="true", province="01", category="TOO-PLM") == [maker]
    assert found(centre, path, province="79", category="TOO-PLM") == []
    own = make_key(centre, "supplier", company["id"])
    assert found(own, path) == [moulder]
    assert found(own, path, category="TOO") == []


def test_demands_are_found_by_status_trade_list_buyer_number_and_name(market: Market) -> None:
    path, centre = "/v1/demands", market.centre
    buyer, other = market.buyer_organization["id"], market.other_demand["buyer_id"]
    demand_list = make_demand_list(centre, buyer, demands=[])["id"]
    housing, others = market.demand["id"], market.other_demand["id"]
    mould = make_demand(
        centre,
        buyer,
        name="Khuôn ép",
        name_en="Injection mould",
        categories=["TOO-PLM", "PLA-INJ"],
        external_id="RFQ-1",
        demand_list_id=demand_list,
        status="draft",
    )["id"]
    bare = make_demand(centre, buyer, name="Tủ điện", categories=[], external_id="RFQ-2")["id"]

    assert found(centre, path) == [housing, others, mould, bare]
    assert found(centre, path, status="draft") == [mould]
    assert found(centre, path, status="open", buyer_id=buyer) == [housing, bare]
    assert found(centre, path, buyer_id=other) == [others]
    assert found(centre, path, category="PLA-INJ") == [housing, others, mould]
    assert found(centre, path, category="PLA") == [housing, others, mould]
    assert found(centre, path, category="TOO") == [mould]
    assert found(centre, path, demand_list_id=demand_list) == [mould]
    assert found(centre, path, external_id="RFQ-2") == [bare]
    assert found(centre, path, external_id="rfq-2") == []
    assert found(centre, path, q="khuon ep") == [mould]
    assert found(centre, path, q="INJECTION") == [mould]
    assert found(centre, path, q="tủ điện") == [bare]
    assert found(market.buyer, path) == [housing, mould, bare]
    assert found(market.buyer, path, status="open", category="PLA") == [housing]
    assert found(market.other_buyer, path, demand_list_id=demand_list) == []


def test_demand_lists_are_found_by_buyer_and_name(market: Market) -> None:
    path, centre = "/v1/demand-lists", market.centre
    buyer, other = market.buyer_organization["id"], market.other_demand["buyer_id"]
    first = make_demand_list(centre, buyer, name="Đợt một: Khuôn")["id"]
    second = make_demand_list(centre, other, name="Đợt hai")["id"]
    assert found(centre, path) == [first, second]
    assert found(centre, path, buyer_id=other) == [second]
    assert found(centre, path, q="dot mot") == [first]
    assert found(centre, path, q="ĐỢT") == [first, second]
    assert found(centre, path, q="khuôn", buyer_id=other) == []
    assert found(market.buyer, path) == [first]


def test_audit_records_are_found_by_thing_and_by_actor_newest_first(market: Market) -> None:
    path, centre = "/v1/audit-records", market.centre
    demand = market.demand["id"]
    for note in ("một", "hai"):
        assert market.buyer.patch(f"/v1/demands/{demand}", {"notes": note}).status_code == 200
    buyer_key = market.buyer.get("/v1/me").json()["key_id"]

    of_demand = [
        record
        for page in pages(centre, path, entity="demand", entity_id=demand, limit=1)
        for record in page
    ]
    assert [record["action"] for record in of_demand] == ["updated", "updated", "created"]
    assert [record["after"]["notes"] for record in of_demand] == ["hai", "một", ""]
    of_buyer = [record for page in pages(centre, path, actor=buyer_key) for record in page]
    assert [record["id"] for record in of_buyer] == [record["id"] for record in of_demand[:2]]
    kinds = {r["entity"] for page in pages(centre, path, entity="supplier") for r in page}
    assert kinds == {"supplier"}
    assert found(centre, path, entity="demand", entity_id="dem_none") == []


def test_keys_are_found_by_organization(market: Market) -> None:
    organization = market.buyer_organization["id"]
    listed = market.centre.get("/v1/api-keys", params={"organization_id": organization}).json()
    assert [key["organization_id"] for key in listed["items"]] == [organization]
    assert listed["items"][0]["id"] == market.buyer.get("/v1/me").json()["key_id"]
