"""Matching one's own spreadsheets: what a program that speaks the protocol sends and gets."""

import json
from typing import Any

import httpx
import pytest

from tests.api.conftest import Market, Server
from tests.factories.client import Client, Json
from tests.factories.organizations import make_key, make_supplier_organization, new_tax_code
from tests.factories.suppliers import make_supplier

COMPANIES = "/v1/reconciliation/organizations"
CATEGORIES = "/v1/reconciliation/categories"
NAME = "Công ty TNHH Cơ khí Chính xác Minh Phát"


def ask(client: Client, path: str, **queries: Any) -> Json:
    """Send a batch as OpenRefine does, and return what was found for each query."""
    given = {
        key: {"query": value} if isinstance(value, str) else value for key, value in queries.items()
    }
    response = client.post(path, data={"queries": json.dumps(given)})
    assert response.status_code == 200, response.text
    body: Json = response.json()
    assert body.keys() == queries.keys()
    return {key: value["result"] for key, value in body.items()}


def extend(client: Client, path: str, ids: list[str], *properties: str) -> Json:
    query = {"ids": ids, "properties": [{"id": name} for name in properties]}
    response = client.post(path, data={"extend": json.dumps(query)})
    assert response.status_code == 200, response.text
    body: Json = response.json()
    assert [column["id"] for column in body["meta"]] == list(properties)
    return body


def suggested(client: Client, path: str, prefix: str, **more: Any) -> list[str]:
    response = client.get(path, params={"prefix": prefix, **more})
    assert response.status_code == 200, response.text
    return [item["id"] for item in response.json()["result"]]


def key_for_addresses(market: Market, role: str = "centre", owner: str | None = None) -> str:
    """Make a key that may stand in an address."""
    return str(make_key(market.centre, role, owner, scopes=["reconcile"]).token)


@pytest.fixture
def company(market: Market) -> Json:
    """Register a company with a profile."""
    organization = make_supplier_organization(
        market.centre,
        name=NAME,
        name_en="Minh Phat Precision Mechanical Co., Ltd",
        website="https://www.minhphat.example/vi",
        address="Số 1 đường Ví Dụ",
    )
    profile = make_supplier(
        market.centre,
        organization,
        employees=120,
        languages=["vi", "en"],
        external_id="S-77",
        description="Gọi 0903 123 456",
    )
    return {**organization, "profile": profile}


@pytest.mark.parametrize(("path", "types"), [(COMPANIES, 3), (CATEGORIES, 5)])
def test_a_manifest_says_what_the_service_can_do_and_where(
    path: str, types: int, market: Market
) -> None:
    manifest = market.centre.get(path).json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["batchSize"] == 100
    assert manifest["identifierSpace"].startswith("urn:ketnoi:")
    assert manifest["schemaSpace"].startswith("http")
    assert len(manifest["defaultTypes"]) == types
    assert "{{id}}" in manifest["preview"]["url"]
    assert manifest["view"]["url"] == manifest["preview"]["url"]
    assert "null" not in json.dumps(manifest)
    places = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    for place in places:
        address = place["service_url"] + place["service_path"]
        assert market.centre.get(address, params={"prefix": "a"}).status_code == 200
    vietnamese = market.centre.get(path, headers={"Accept-Language": "vi"}).json()
    assert vietnamese["name"] != manifest["name"]


def test_a_company_is_found_by_its_names_in_any_spelling(market: Market, company: Json) -> None:
    found = ask(
        market.centre,
        COMPANIES,
        q0=NAME,
        q1="Cty TNHH Co Khi Chinh Xac Minh Phat",
        q2="Minh Phat Precision Mechanical",
        q3="Ngân hàng Sông Hồng",
        q4={"query": NAME, "type": "buyer"},
        q5={"query": NAME, "type": ["supplier"], "type_strict": "should", "limit": 1},
    )
    for key in ("q0", "q1", "q2", "q5"):
        best = found[key][0]
        assert (best["id"], best["match"]) == (company["id"], True), key
        assert 0 < best["score"] <= 100
        assert best["type"][0]["id"] == "supplier"
        assert best["features"][0]["id"] == "name"
    assert found["q0"][0]["score"] == 100
    assert len(found["q5"]) == 1
    assert company["id"] not in [item["id"] for item in found["q3"] + found["q4"]]


def test_a_name_with_a_slip_is_shown_to_a_person(market: Market, company: Json) -> None:
    slipped = NAME.replace("khí", "kí").replace("Chính xác", "Chínhxác").replace("Phát", "Phat")
    [best, *_] = ask(market.centre, COMPANIES, q0=slipped)["q0"]
    assert best["id"] == company["id"]


@pytest.mark.usefixtures("company")
def test_what_else_a_row_says_decides_between_companies_of_one_name(market: Market) -> None:
    twin = make_supplier_organization(market.centre, name=NAME, website="http://twin.example")
    make_supplier(market.centre, twin, sites=[{"province": "01"}])
    properties: dict[str, tuple[str, Any]] = {
        "neither": ("name", NAME),
        "code": ("tax_code", float(twin["tax_code"])),
        "place": ("province", ["Hà Nội"]),
        "site": ("website", "www.twin.example"),
        "entity": ("province", {"id": "current:01", "name": "Hà Nội"}),
        "unknown": ("colour", True),
    }
    queries = {
        key: {"query": NAME, "properties": [{"pid": pid, "v": value}]}
        for key, (pid, value) in properties.items()
    }
    found = ask(market.centre, COMPANIES, **queries)
    for key in ("neither", "unknown", "site"):
        assert not any(item["match"] for item in found[key]), key
    for key in ("code", "place", "entity"):
        best, other = found[key][:2]
        assert (best["id"], best["match"]) == (twin["id"], True), key
        assert other["score"] < best["score"]
        assert not other["match"]
    features = {item["id"]: item["value"] for item in found["code"][1]["features"]}
    assert features["tax_code"] is False


def test_identifiers_find_a_company_without_a_name(market: Market, company: Json) -> None:
    code = company["tax_code"]
    found = ask(
        market.centre,
        COMPANIES,
        id=company["id"],
        profile=company["profile"]["id"],
        number="S-77",
        code=f"{code[:4]} {code[4:]}",
        dropped_zero=code.lstrip("0"),
        property={"properties": [{"pid": "tax_code", "v": code}]},
        website={"properties": [{"pid": "website", "v": "minhphat.example"}]},
        branch={"query": NAME, "properties": [{"pid": "tax_code", "v": f"{code}001"}]},
        strange={"query": "Bánh kẹo Hương Quê", "properties": [{"pid": "tax_code", "v": code}]},
    )
    for key in ("id", "profile", "number", "code", "dropped_zero", "property"):
        assert [(item["id"], item["match"], item["score"]) for item in found[key]][:1] == [
            (company["id"], True, 100)
        ], key
    for key, match in (("website", False), ("branch", True), ("strange", False)):
        best = found[key][0]
        assert (best["id"], best["match"]) == (company["id"], match), key


def test_two_identifiers_that_disagree_decide_nothing(market: Market, company: Json) -> None:
    other = make_supplier_organization(market.centre)
    asked = {"query": company["id"], "properties": [{"pid": "tax_code", "v": other["tax_code"]}]}
    found = ask(market.centre, COMPANIES, q0=asked)["q0"]
    assert {item["id"] for item in found} == {company["id"], other["id"]}
    assert not any(item["match"] for item in found)


def test_a_change_is_seen_at_once(market: Market, company: Json) -> None:
    path = f"/v1/organizations/{company['id']}"
    assert ask(market.centre, COMPANIES, q0=NAME)["q0"][0]["id"] == company["id"]
    market.centre.patch(path, {"name": "Công ty TNHH Đúc Gang Hòa Bình", "name_en": None})
    found = ask(market.centre, COMPANIES, old=NAME, new="duc gang hoa binh")
    assert found["new"][0]["id"] == company["id"]
    assert company["id"] not in [item["id"] for item in found["old"]]
    profile = company["profile"]["id"]
    market.centre.patch(f"/v1/suppliers/{profile}", {"is_active": False})
    buyers = ask(market.buyer, COMPANIES, q0="duc gang hoa binh")["q0"]
    assert company["id"] not in [item["id"] for item in buyers]
    assert market.centre.delete(f"/v1/suppliers/{profile}").status_code == 204
    assert market.centre.delete(path).status_code == 204
    assert ask(market.centre, COMPANIES, q0="duc gang hoa binh")["q0"] == []


def test_a_buyer_finds_suppliers_without_what_leads_to_them(market: Market, company: Json) -> None:
    make_supplier_organization(market.centre, name="Công ty TNHH Không Hồ Sơ")
    code = company["tax_code"]
    found = ask(
        market.buyer,
        COMPANIES,
        q0=NAME,
        q1=code,
        q2={"properties": [{"pid": "website", "v": "minhphat.example"}]},
        q3={"query": NAME, "properties": [{"pid": "tax_code", "v": code}]},
        q4="S-77",
        q5="Công ty TNHH Không Hồ Sơ",
        q6=str(market.buyer_organization["name"]),
    )
    assert found["q0"][0]["id"] == company["id"]
    assert code not in json.dumps(found)
    for key in ("q1", "q2", "q4", "q5", "q6"):
        assert found[key] == [], key
    assert [item["id"] for item in found["q3"][0]["features"]] == ["name"]
    assert suggested(market.buyer, f"{COMPANIES}/suggest/entities", code) == []

    proposed = market.buyer.get(f"{COMPANIES}/properties", params={"type": "supplier"}).json()
    names = [item["id"] for item in proposed["properties"]]
    assert not {"tax_code", "website", "address", "external_id"} & set(names)
    values = extend(market.buyer, COMPANIES, [company["id"]], *names)["rows"][company["id"]]
    assert values["employees"] == [{"int": 120}]
    page = market.buyer.get(f"{COMPANIES}/preview/{company['id']}")
    shown = json.dumps(values, ensure_ascii=False) + page.text
    for secret in (code, "minhphat.example", "Ví Dụ", "0903", "S-77"):
        assert secret not in shown
    sought = [market.supplier_organization["id"], market.buyer_organization["id"]]
    others = extend(market.buyer, COMPANIES, sought, "name")["rows"]
    assert [bool(others[key]["name"]) for key in sought] == [True, False]
    refused = market.buyer.post(
        COMPANIES,
        data={"extend": json.dumps({"ids": [], "properties": [{"id": "tax_code"}]})},
    )
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["code"] == "unknown_property"


def test_data_extension_tells_what_is_stored_now(market: Market, company: Json) -> None:
    names = [
        item["id"] for item in market.centre.get(f"{COMPANIES}/properties").json()["properties"]
    ]
    bare = market.supplier_organization["id"]
    buyer = market.buyer_organization["id"]
    ids = [company["id"], buyer, bare, "org_nobody", "org_\x00", "nhà"]
    rows = extend(market.centre, COMPANIES, ids, *names)["rows"]
    assert list(rows) == ids
    told = rows[company["id"]]
    assert told["name"] == [{"str": NAME}]
    assert told["tax_code"] == [{"str": company["tax_code"]}]
    assert told["external_id"] == [{"str": "S-77"}]
    assert told["sides"] == [{"str": "supplier"}]
    assert told["province"] == [{"str": "TP. Hồ Chí Minh"}] or told["province"]
    assert told["category_codes"] == [{"str": "PLA-INJ"}]
    assert told["certifications"][0]["str"].startswith("ISO")
    assert told["certifications_expire_on"] == [{"date": "2199-12-31T00:00:00Z"}]
    assert told["industrial_parks"] == [{"str": "VSIP I"}]
    assert told["updated_at"][0]["date"].endswith("Z")
    assert rows[buyer]["sides"] == [{"str": "buyer"}]
    assert rows[buyer]["employees"] == rows[buyer]["external_id"] == []
    for unknown in ids[3:]:
        assert not any(rows[unknown].values())


def test_beginnings_are_completed(market: Market, company: Json) -> None:
    entities = f"{COMPANIES}/suggest/entities"
    code = company["tax_code"]
    for prefix in ("công ty TNHH Cơ kh", "minh ph", "precision", company["id"], code, code[:6]):
        assert company["id"] in suggested(market.centre, entities, prefix), prefix
    assert suggested(market.centre, entities, "hat") == []
    assert suggested(market.centre, entities, " ") == []
    assert suggested(market.centre, entities, NAME, cursor=1) == []
    assert suggested(market.centre, f"{COMPANIES}/suggest/types", "sup") == ["supplier"]
    properties = f"{COMPANIES}/suggest/properties"
    assert suggested(market.centre, properties, "mã số") == ["tax_code"]
    assert "name_en" in suggested(market.centre, properties, "english n")
    assert len(suggested(market.centre, properties, "")) == 20
    assert len(suggested(market.centre, properties, "", cursor=20)) == 4


def test_a_preview_is_a_page_that_runs_nothing(market: Market, company: Json) -> None:
    market.centre.patch(
        f"/v1/organizations/{company['id']}",
        {"name": "<script>alert(1)</script> & Con", "address": "<img src=x onerror=y>"},
    )
    page = market.centre.get(
        f"{COMPANIES}/preview/{company['id']}", headers={"Accept-Language": "vi"}
    )
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Con" in page.text
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "Số lao động" in page.text
    missing = market.centre.get(f"{COMPANIES}/preview/org_nobody")
    assert (missing.status_code, missing.json()["code"]) == (404, "entity_not_found")


def test_a_merged_company_leads_to_the_one_that_is_left(
    market: Market, company: Json, server: Server
) -> None:
    from sqlalchemy import update  # noqa: PLC0415 - one row is written past the API

    from app.models import Organization  # noqa: PLC0415 - as above

    gone = make_supplier_organization(market.centre, name="Cơ khí Minh Phát cũ")
    assert ask(market.centre, COMPANIES, q0=gone["id"])["q0"]
    with server.database.write() as session:
        session.execute(
            update(Organization)
            .where(Organization.id == gone["id"])
            .values(merged_into_id=company["id"])
        )
    assert gone["id"] not in [
        item["id"] for item in ask(market.centre, COMPANIES, q0=gone["id"])["q0"]
    ]
    rows = extend(market.centre, COMPANIES, [gone["id"]], "name")["rows"]
    assert rows[gone["id"]]["name"] == [{"str": NAME}]
    assert NAME in market.centre.get(f"{COMPANIES}/preview/{gone['id']}").text


def test_a_key_in_the_address_opens_the_service_and_nothing_else(
    market: Market, company: Json, http: httpx.Client
) -> None:
    key = key_for_addresses(market)
    anybody = Client(http, None)
    address = f"/v1/reconciliation/{key}/organizations"
    manifest = anybody.get(address).json()
    assert address in manifest["suggest"]["entity"]["service_url"]
    assert ask(anybody, address, q0=NAME)["q0"][0]["id"] == company["id"]
    preview = manifest["preview"]["url"].replace("{{id}}", company["id"])
    assert NAME in anybody.get(preview).text
    assert Client(http, key).get(COMPANIES).status_code == 200
    assert Client(http, key).get("/v1/organizations").status_code == 403
    assert Client(http, key).get(f"/v1/organizations/{company['id']}/contacts").status_code == 403

    strong = str(make_key(market.centre, "centre", None).token)
    reader = str(make_key(market.centre, "centre", None, scopes=["read"]).token)
    assert Client(http, reader).get(COMPANIES).status_code == 200
    writer = make_key(market.centre, "centre", None, scopes=["write"])
    assert writer.get(COMPANIES).status_code == 403
    for token, status in ((strong, 403), (reader, 403), (f"{key}x", 401), ("nothing", 401)):
        answer = anybody.get(f"/v1/reconciliation/{token}/organizations")
        assert answer.status_code == status
        assert token not in answer.text
    assert anybody.get(f"/v1/reconciliation/{key}").status_code == 404


def test_no_log_line_names_a_key_that_stands_in_an_address(
    market: Market, http: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    import structlog  # noqa: PLC0415 - set up for this test alone

    lines: list[str] = []

    def keep(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
        lines.append(repr(event))
        raise structlog.DropEvent

    old = structlog.get_config()
    structlog.configure(
        processors=[keep], wrapper_class=structlog.make_filtering_bound_logger("debug")
    )
    try:
        key = key_for_addresses(market)
        for path in (f"{key}/organizations", f"{key}/nothing", key, f"{key}x/organizations"):
            http.get(f"/v1/reconciliation/{path}")
    finally:
        structlog.configure(**old)
    secret = key.rpartition("_")[2]
    assert sum("/v1/reconciliation/" in line for line in lines) >= 4
    assert secret not in "".join(lines)
    assert secret not in "".join(capsys.readouterr())


def test_pages_of_other_sites_may_ask(market: Market, http: httpx.Client) -> None:
    origin = {"Origin": "https://refine.example"}
    for path in (COMPANIES, CATEGORIES, f"{CATEGORIES}/nothing"):
        answer = market.anybody.get(path, headers=origin)
        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
    asked = {**origin, "Access-Control-Request-Method": "POST"}
    preflight = http.options(COMPANIES, headers=asked)
    assert preflight.status_code == 204
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    assert http.options(COMPANIES).status_code == 405
    assert "Access-Control-Allow-Origin" not in market.centre.get("/v1/me").headers


def test_parameters_of_other_programs_are_passed_over(market: Market) -> None:
    answer = market.centre.get(
        COMPANIES,
        params={"callback": "jQuery1", "_": "1", "queries": json.dumps({"q": {"query": "a"}})},
    )
    assert answer.json() == {"q": {"result": []}}
    batch = {"q": {"query": "a", "lang": "vi", "type": "", "properties": []}}
    assert market.centre.post(COMPANIES, data={"queries": json.dumps(batch), "x": "y"}).is_success


@pytest.mark.parametrize("path", [COMPANIES, CATEGORIES])
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"queries": "{"}, 400),
        ({"queries": "\\ud800"}, 400),
        ({"extend": "no"}, 400),
        ({}, 400),
        ({"queries": "[]"}, 422),
        ({"queries": '{"q0": {}}'}, 422),
        ({"queries": '{"q0": {"query": "a", "limit": 0}}'}, 422),
        ({"queries": '{"q0": {"query": 1}}'}, 422),
        ({"queries": '{"q0": {"properties": [{"pid": "a"}]}}'}, 422),
        ({"extend": '{"ids": []}'}, 422),
        ({"extend": '{"ids": [], "properties": [{"id": "nothing"}]}'}, 422),
        ({"extend": json.dumps({"ids": ["a"] * 501, "properties": []})}, 422),
        ({"queries": json.dumps({f"q{n}": {"query": "a"} for n in range(101)})}, 413),
    ],
)
def test_what_is_not_the_protocol_is_refused(
    path: str, sent: dict[str, str], status: int, centre: Client
) -> None:
    answer = centre.post(path, data=sent or {"other": "field"})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_that_is_no_form_is_refused(centre: Client) -> None:
    answer = centre.post(COMPANIES, json={"queries": "{}"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.usefixtures("company")
def test_what_is_too_long_for_a_name_finds_nothing(market: Market) -> None:
    long = {"query": f"{NAME} " * 10}
    assert ask(market.centre, COMPANIES, q0=long) == {"q0": []}
    assert ask(market.centre, CATEGORIES, q0={"query": "Khuôn ép nhựa " * 30}) == {"q0": []}
    assert ask(market.centre, COMPANIES, q0="") == {"q0": []}
    empty: Json = {"properties": [{"pid": "tax_code", "v": [None, [], True, {}]}]}
    assert ask(market.centre, COMPANIES, q0=empty) == {"q0": []}


def test_a_supplier_may_not_look_others_up(market: Market) -> None:
    key = key_for_addresses(market, "supplier", market.supplier_organization["id"])
    assert market.supplier.get(COMPANIES).status_code == 403
    answer = market.anybody.get(f"/v1/reconciliation/{key}/organizations")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    code = new_tax_code()
    assert market.supplier.get(COMPANIES, params={"queries": code}).status_code == 403
