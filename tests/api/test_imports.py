"""Imports from upload to confirmation: what a file says stands in the register afterwards."""

from collections.abc import Callable

import pytest

from tests.api.conftest import Market, Server
from tests.factories.audit import changes_of
from tests.factories.client import Client, Json
from tests.factories.import_rows import (
    DEMAND,
    READ_DEMAND,
    SUPPLIER,
    VIETNAMESE_DEMAND_HEADERS,
    VIETNAMESE_SUPPLIER_HEADERS,
    Row,
)
from tests.factories.imports import (
    IMPORTS,
    confirm,
    correct,
    import_file,
    preview,
    read_import,
    rows_of,
    send,
)
from tests.factories.organizations import make_buyer, make_key, new_tax_code
from tests.factories.rows import count_rows
from tests.factories.spreadsheets import Rows, csv_file, xlsx_file

as_csv_or_xlsx = pytest.mark.parametrize(
    ("write", "filename"),
    [(csv_file, "Đợt 1.csv"), (xlsx_file, "Đợt 1.xlsx")],
    ids=["csv", "xlsx"],
)
IMPORT_TABLES = {"imports", "import_rows", "import_file_parts", "import_mappings"}


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _renamed(row: Row, headers: dict[str, str]) -> Row:
    return {headers[column]: value for column, value in row.items()}


def _read(client: Client, path: str, **params: str) -> list[Json]:
    items: list[Json] = client.get(path, params=params).json()["items"]
    return items


def _register(server: Server) -> dict[str, int]:
    """Count what is registered, apart from imports and the audit trail."""
    counted = count_rows(server.database)
    aside = IMPORT_TABLES | {"audit_records", "market_changes"}
    return {name: count for name, count in counted.items() if name not in aside}


@as_csv_or_xlsx
def test_every_column_of_a_demand_list_is_read_back(
    write: Callable[[Rows], bytes], filename: str, buyer: Client
) -> None:
    bare: Row = dict.fromkeys(DEMAND) | {"name": "Lò xo"}
    for number, headers in enumerate(({name: name for name in DEMAND}, VIETNAMESE_DEMAND_HEADERS)):
        content = write([_renamed(DEMAND, headers), _renamed(bare, headers)])
        sent = {"list_name": "Đợt hai", "demand_status": "open"} if number else {}
        made = preview(buyer, content, filename, **sent)
        assert made["list_name"] == sent.get("list_name", "Đợt 1")
        assert made["actions"] == {"create": 2, "update": 0, "unchanged": 0}
        assert made["layout"]["header_rows"] == [1]
        outcome = confirm(buyer, made).json()
        assert outcome["written"]["create"] == 2
        stored = buyer.get(f"/v1/demand-lists/{outcome['demand_list_id']}").json()
        status = sent.get("demand_status", "draft")
        assert stored["name"] == made["list_name"]
        assert stored["demand_counts"][status] == 2

        first, second = _read(buyer, "/v1/demands", demand_list_id=stored["id"])
        assert {name: first[name] for name in READ_DEMAND} == READ_DEMAND
        assert (first["status"], first["buyer_id"]) == (status, stored["buyer_id"])
        assert second["name"] == "Lò xo"
        empty = (second[name] for name in READ_DEMAND if name != "name")
        assert all(value in (None, "", [], False) for value in empty)


@as_csv_or_xlsx
def test_every_column_of_a_supplier_is_read_back(
    write: Callable[[Rows], bytes], filename: str, centre: Client
) -> None:
    bare: Row = dict.fromkeys(SUPPLIER) | {"name": "Cơ khí Ví Dụ"}
    content = write([_renamed(row, VIETNAMESE_SUPPLIER_HEADERS) for row in (SUPPLIER, bare)])
    made = preview(centre, content, filename, kind="suppliers")
    assert confirm(centre, made).json()["written"]["create"] == 2
    ids = [row["target_id"] for row in rows_of(centre, made)]
    first, second = (centre.get(f"/v1/suppliers/{item}").json() for item in ids)
    assert {
        "external_id": "NCC-7",
        "employees": 120,
        "founded_year": 2009,
        "export_markets": ["JP", "US"],
        "fdi_customers": ["Ví Dụ KK"],
        "badges": ["Chương trình 2025"],
        "data_origin": "imported",
        "is_active": True,
        "certifications_complete": True,
    }.items() <= first.items()
    [site] = first["sites"]
    assert (site["province"], site["legacy_province"]) == ("79", "74")
    assert (site["address"], site["industrial_park"]) == ("Lô A1, đường số 2", "VSIP I")
    assert [(c["category"], c["text"]) for c in first["capabilities"]] == [
        ("PLA-INJ", "Ép phun vỏ máy"),
        ("TOO-PLM", "Khuôn ép nhựa"),
    ]
    organization = first["organization"]
    company = f"/v1/organizations/{organization['id']}"
    [contact] = _read(centre, f"{company}/contacts")
    assert (contact["name"], contact["email"], contact["phone"]) == (
        "Chị Ví Dụ",
        "vi.du@example.com",
        "028 0000 0000",
    )
    assert second["organization"]["name"] == "Cơ khí Ví Dụ"
    assert [second[part] for part in ("sites", "capabilities", "certifications")] == [[], [], []]
    assert changes_of(centre, first["id"]) == [("supplier", "created")]
    assert changes_of(centre, organization["id"]) == [("organization", "created")]
    assert changes_of(centre, made["id"]) == [("import", "created"), ("import", "confirmed")]


def test_a_preview_writes_nothing_to_the_register(centre: Client, server: Server) -> None:
    before = _register(server)
    made = preview(centre, csv_file([{"name": "A"}]), kind="suppliers")
    assert (made["status"], made["counts"]["ready"]) == ("previewed", 1)
    assert made["first_rows"]["ready"][0]["becomes"]["name"] == "A"
    assert _register(server) == before


def test_a_list_that_was_imported_is_ranked_at_once(market: Market) -> None:
    row: Row = {"name": "Vỏ nhựa", "category": "PLA-INJ", "required_certifications": "ISO 9001"}
    outcome = import_file(market.buyer, csv_file([row]), demand_status="open")
    [demand] = _read(market.buyer, "/v1/demands", demand_list_id=outcome["demand_list_id"])
    ranked = market.buyer.get(f"/v1/demands/{demand['id']}/matches").json()
    assert ranked["total"]["eligible"] == 2
    other: Row = {"name": "Nhựa Mới", "categories": "PLA-INJ", "certifications": "ISO 9001"}
    import_file(market.centre, csv_file([other]), kind="suppliers")
    ranked = market.buyer.get(f"/v1/demands/{demand['id']}/matches").json()
    assert (ranked["total"]["eligible"], ranked["total"]["to_confirm"]) == (2, 1)


def test_ready_rows_are_written_and_the_others_wait(buyer: Client) -> None:
    rows: Rows = [
        {"name": "Vỏ máy", "quantity": "5", "unit": "pcs"},
        {"name": "Lò xo", "quantity": "-5", "unit": "pcs"},
        {"name": "Trục", "quantity": "5", "unit": "parsec"},
    ]
    made = preview(buyer, csv_file(rows))
    waiting = [row for row in rows_of(buyer, made) if row["state"] != "ready"]
    assert [row["number"] for row in waiting] == [3, 4]
    assert all(row["problems"] for row in waiting)
    strict = confirm(buyer, made, "strict")
    assert (strict.status_code, strict.json()["code"]) == (409, "rows_not_ready")
    outcome = confirm(buyer, made).json()
    assert (outcome["status"], outcome["written"]["create"]) == ("confirmed", 1)
    assert correct(buyer, made, 3, values={"quantity": "50"}).json()["state"] == "ready"
    assert correct(buyer, made, 4, decision={"skip": True}).json()["state"] == "skipped"
    again = confirm(buyer, made, "strict").json()
    assert (again["written"]["create"], again["counts"]["written"]) == (1, 2)
    assert again["counts"]["skipped"] == 1
    assert len(_read(buyer, "/v1/demands")) == 2
    nothing_left = confirm(buyer, made).json()
    assert nothing_left["written"] == {"create": 0, "update": 0, "unchanged": 0}


def test_a_dry_run_shows_everything_and_keeps_nothing(buyer: Client, server: Server) -> None:
    content = csv_file([{"name": "Vỏ máy"}, {"name": "Lò xo", "quantity": "x"} | {}][:1])
    before = count_rows(server.database)
    tried = send(buyer, content, dry_run="true")
    assert (tried.status_code, tried.json()["counts"]["ready"]) == (200, 1)
    now = count_rows(server.database)
    assert {name: now[name] for name in IMPORT_TABLES} == {
        name: before[name] for name in IMPORT_TABLES
    }
    assert buyer.get(f"{IMPORTS}/{tried.json()['id']}").status_code == 404

    made = preview(buyer, content)
    register = _register(server)
    would = confirm(buyer, made, dry_run="true").json()
    assert (would["written"]["create"], would["counts"]["written"]) == (1, 1)
    assert would["status"] == "previewed"
    assert _register(server) == register
    assert read_import(buyer, made)["counts"]["ready"] == 1
    row = correct(buyer, made, 2, values={"name": "Khác"}).json()
    assert row["becomes"]["name"] == "Khác"
    path = f"{IMPORTS}/{made['id']}/rows/2"
    dry = buyer.patch(path, {"values": {"name": "Thử"}}, params={"dry_run": "true"}).json()
    assert dry["becomes"]["name"] == "Thử"
    assert buyer.get(path).json()["becomes"]["name"] == "Khác"


def test_an_import_that_is_discarded_leaves_what_was_written(buyer: Client) -> None:
    rows: Rows = [{"name": "Vỏ máy", "unit": ""}, {"name": "Lò xo", "unit": "parsec"}]
    made = preview(buyer, csv_file(rows))
    confirm(buyer, made)
    path = f"{IMPORTS}/{made['id']}"
    assert buyer.delete(path, etag='"999"').status_code == 412
    assert buyer.delete(path).status_code == 204
    assert buyer.delete(path).status_code == 204
    shown = read_import(buyer, made)
    assert (shown["status"], shown["counts"]["read"], shown["counts"]["written"]) == (
        "discarded",
        1,
        1,
    )
    assert confirm(buyer, made).json()["code"] == "import_ended"
    assert buyer.patch(path, {"sheet": "A"}).json()["code"] == "import_ended"
    assert len(_read(buyer, "/v1/demands")) == 1


def test_imports_are_listed_newest_first_and_narrowed(centre: Client) -> None:
    owner = make_buyer(centre)
    buyer = make_key(centre, "buyer", owner["id"])
    first = preview(buyer, b"name\nA\n", "a.csv")
    second = preview(centre, b"name\nB\n", "b.csv", kind="suppliers", source="Đồng Nai")
    assert [item["id"] for item in _read(centre, IMPORTS)] == [second["id"], first["id"]]
    for params, expected in (
        ({"kind": "demands"}, [first]),
        ({"source": "Đồng Nai"}, [second]),
        ({"buyer_id": owner["id"]}, [first]),
        ({"status": "confirmed"}, []),
    ):
        assert [item["id"] for item in _read(centre, IMPORTS, **params)] == [
            item["id"] for item in expected
        ]
    page = centre.get(IMPORTS, params={"limit": "1"}).json()
    following = centre.get(IMPORTS, params={"cursor": page["next_cursor"]}).json()
    assert [item["id"] for item in following["items"]] == [first["id"]]
    assert [item["id"] for item in _read(buyer, IMPORTS)] == [first["id"]]


def test_rows_that_wait_stand_in_one_queue_for_the_whole_centre(centre: Client) -> None:
    owners = [make_buyer(centre) for _ in range(2)]
    buyers = [make_key(centre, "buyer", owner["id"]) for owner in owners]
    doubtful = csv_file([{"name": "Lò xo", "quantity": "1.500", "unit": "pcs"}] * 1)
    made = [preview(buyer, doubtful, f"{n}.csv") for n, buyer in enumerate(buyers)]
    queue = _read(centre, "/v1/import-rows")
    assert [(row["import_id"], row["number"]) for row in queue] == [(i["id"], 2) for i in made]
    assert [row["buyer_id"] for row in queue] == [owner["id"] for owner in owners]
    page = centre.get("/v1/import-rows", params={"limit": "1"}).json()
    rest = _read(centre, "/v1/import-rows", cursor=page["next_cursor"])
    assert [row["import_id"] for row in rest] == [made[1]["id"]]
    assert [row["import_id"] for row in _read(buyers[0], "/v1/import-rows")] == [made[0]["id"]]
    assert _read(centre, "/v1/import-rows", kind="suppliers") == []
    assert correct(centre, made[0], 2, values={"quantity": "1500"}).json()["state"] == "ready"
    assert len(_read(centre, "/v1/import-rows")) == 1
    buyers[1].delete(f"{IMPORTS}/{made[1]['id']}")
    assert _read(centre, "/v1/import-rows") == []


def test_who_may_import_what(market: Market, server: Server) -> None:
    before = count_rows(server.database)
    content = b"name\nA\n"
    for client, kind, status in (
        (market.anybody, "demands", 401),
        (market.supplier, "demands", 403),
        (market.buyer, "suppliers", 403),
        (market.supplier, "suppliers", 403),
    ):
        assert send(client, content, kind=kind).status_code == status
    unnamed = send(market.centre, content)
    assert (unnamed.status_code, unnamed.json()["errors"][0]["code"]) == (422, "buyer_missing")
    assert count_rows(server.database) == before

    buyer_id = market.other_demand["buyer_id"]
    made = preview(market.centre, content, buyer_id=buyer_id)
    assert made["buyer_id"] == buyer_id
    path = f"{IMPORTS}/{made['id']}"
    for answer in (
        market.buyer.get(path),
        market.buyer.get(f"{path}/rows"),
        market.buyer.get(f"{path}/rows/2"),
        market.buyer.patch(path, {"sheet": "A"}),
        market.buyer.patch(f"{path}/rows/2", {"decision": {"skip": True}}),
        market.buyer.post(f"{path}/confirm"),
        market.buyer.delete(path),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "import_not_found")
    assert market.other_buyer.post(f"{path}/confirm").json()["written"]["create"] == 1
    suppliers = preview(market.centre, b"name\nNew\n", kind="suppliers")
    assert market.buyer.get(f"{IMPORTS}/{suppliers['id']}").status_code == 404


def test_the_words_of_a_preview_are_vietnamese_where_asked(buyer: Client) -> None:
    made = preview(buyer, csv_file([{"name": "A", "quantity": "-5", "unit": "pcs"}]))
    path = f"{IMPORTS}/{made['id']}/rows"
    row = buyer.get(path, headers={"Accept-Language": "vi"}).json()["items"][0]
    assert "Phải lớn hơn 0" in row["problems"][0]["detail"]


def test_a_supplier_list_names_the_company_that_gets_its_first_profile(centre: Client) -> None:
    number = new_tax_code()
    company = make_buyer(centre, name="Tên đã đăng ký", tax_code=number, website=None)
    rows: Rows = [{"tax_code": number, "name": "Tên khác", "website": "https://moi.example"}]
    made = preview(centre, csv_file(rows), kind="suppliers")
    [row] = rows_of(centre, made)
    assert (row["state"], row["action"]) == ("ready", "create")
    assert "company_registered" in [guess["code"] for guess in row["guesses"]]
    assert {item["column"] for item in row["differences"]} == {"name", "website"}
    assert confirm(centre, made).json()["written"]["create"] == 1
    stored = centre.get(f"/v1/organizations/{company['id']}").json()
    assert (stored["name"], stored["website"]) == ("Tên khác", "https://moi.example")
    assert (stored["is_buyer"], stored["is_supplier"]) == (True, True)
