"""Spreadsheets in: everything that a row says is read back, in both languages and formats."""

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
from tests.factories.organizations import make_buyer, make_key, new_tax_code
from tests.factories.rows import count_rows
from tests.factories.spreadsheets import Rows, csv_file, upload, xlsx_file

DEMANDS = "/v1/demand-lists/import"

SUPPLIERS = "/v1/suppliers/import"

as_csv_or_xlsx = pytest.mark.parametrize(
    ("write", "filename"),
    [(csv_file, "Đợt 1.csv"), (xlsx_file, "Đợt 1.xlsx")],
    ids=["csv", "xlsx"],
)


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _renamed(row: Row, headers: dict[str, str]) -> Row:
    return {headers[column]: value for column, value in row.items()}


def _read(client: Client, path: str, **params: str) -> list[Json]:
    items: list[Json] = client.get(path, params=params).json()["items"]
    return items


@as_csv_or_xlsx
def test_every_column_of_a_demand_list_is_read_back(
    write: Callable[[Rows], bytes], filename: str, buyer: Client
) -> None:
    bare: Row = dict.fromkeys(DEMAND) | {"name": "Lò xo"}
    english_headers = {column: column for column in DEMAND}
    for number, headers in enumerate((english_headers, VIETNAMESE_DEMAND_HEADERS)):
        content = write([_renamed(DEMAND, headers), _renamed(bare, headers)])
        sent = {"name": "Đợt hai", "status": "open"} if number else {}
        answer = upload(buyer, DEMANDS, content, filename, **sent)
        assert answer.status_code == 201, answer.text
        report = answer.json()
        assert (report["rows_read"], report["created"], report["blank_rows"]) == (2, 2, 0)
        assert report["name"] == sent.get("name", "Đợt 1")
        assert report["sheet"] == ("Sheet1" if filename.endswith("xlsx") else None)
        assert answer.headers["Location"] == f"/v1/demand-lists/{report['demand_list_id']}"
        stored = buyer.get(answer.headers["Location"]).json()
        status = sent.get("status", "draft")
        assert stored["name"] == report["name"]
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
    answer = upload(centre, SUPPLIERS, content, filename)
    assert answer.status_code == 201, answer.text
    report = answer.json()
    assert (report["created"], report["attached"]) == (2, [])

    first, second = (centre.get(f"/v1/suppliers/{i}").json() for i in report["supplier_ids"])
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
    for capability in first["capabilities"]:
        assert capability["materials"] == ["ABS", "PC"]
        assert capability["machines"] == ["máy ép 350 tấn"]
        assert capability["monthly_capacity"] == {"value": 200_000, "unit": "pcs"}
    assert [(c["code"], c["expires_on"], c["void_since"]) for c in first["certifications"]] == [
        ("ISO-9001", "2199-03-01", None),
        ("IATF-16949", None, "2018-09-14"),
        ("IATF-16949", "2198-02-01", None),
    ]
    organization = first["organization"]
    assert {
        "name": "Công ty TNHH Nhựa Ví Dụ",
        "name_en": "Example Plastics",
        "tax_code": "0100233488",
        "country": "VN",
        "website": "https://vi-du.example",
        "address": "Lô A1, đường số 2",
    }.items() <= organization.items()
    company = f"/v1/organizations/{organization['id']}"
    assert centre.get(company).json()["data_origin"] == "imported"
    [contact] = _read(centre, f"{company}/contacts")
    assert (contact["name"], contact["email"], contact["phone"]) == (
        "Chị Ví Dụ",
        "vi.du@example.com",
        "028 0000 0000",
    )

    assert second["organization"]["name"] == "Cơ khí Ví Dụ"
    assert second["certifications_complete"] is False
    assert [second[part] for part in ("sites", "capabilities", "certifications")] == [[], [], []]
    assert changes_of(centre, first["id"]) == [("supplier", "created")]
    assert changes_of(centre, organization["id"]) == [("organization", "created")]
    assert changes_of(centre, contact["id"]) == [("contact", "created")]


def test_a_list_that_was_imported_is_ranked_at_once(market: Market) -> None:
    row: Row = {"name": "Vỏ nhựa", "category": "PLA-INJ", "required_certifications": "ISO 9001"}
    answer = upload(market.buyer, DEMANDS, csv_file([row]), status="open")
    [demand] = _read(market.buyer, "/v1/demands", demand_list_id=answer.json()["demand_list_id"])
    ranked = market.buyer.get(f"/v1/demands/{demand['id']}/matches").json()
    assert ranked["total"]["eligible"] == 2
    other: Row = {"name": "Nhựa Mới", "categories": "PLA-INJ", "certifications": "ISO 9001"}
    assert upload(market.centre, SUPPLIERS, csv_file([other])).status_code == 201
    ranked = market.buyer.get(f"/v1/demands/{demand['id']}/matches").json()
    assert (ranked["total"]["eligible"], ranked["total"]["to_confirm"]) == (2, 1)


def test_a_file_may_be_separated_by_semicolons_and_start_with_a_mark(buyer: Client) -> None:
    content = "\ufeffSTT;Tên hàng;Số lượng;ĐVT\r\n\r\n1;Vỏ máy;1.500,5;kg\r\n\r\n2;Lò xo;;\r\n"
    answer = upload(buyer, DEMANDS, content.encode())
    assert answer.status_code == 201, answer.text
    report = answer.json()
    assert (report["created"], report["ignored_columns"]) == (2, ["STT"])
    read = [(item["name"], item["quantity"]) for item in _read(buyer, "/v1/demands")]
    assert read == [("Vỏ máy", 1500.5), ("Lò xo", None)]


def test_one_of_several_sheets_is_chosen_by_name(buyer: Client) -> None:
    content = xlsx_file([{"name": "Vỏ máy"}], sheet="Nhu cầu")
    assert upload(buyer, DEMANDS, content, "a.xlsx", sheet="nhu cầu").status_code == 201
    answer = upload(buyer, DEMANDS, content, "b.xlsx", sheet="Khác")
    assert (answer.status_code, answer.json()["code"]) == (422, "sheet_not_found")
    assert "Nhu cầu" in answer.json()["detail"]


def test_a_registered_company_gets_the_profile_and_keeps_its_words(centre: Client) -> None:
    number = new_tax_code()
    company = make_buyer(centre, name="Tên đã đăng ký", tax_code=number, website=None)
    rows: Rows = [
        {"tax_code": number, "name": "Tên khác", "website": "https://moi.example", "badges": "A"}
    ]
    answer = upload(centre, SUPPLIERS, csv_file(rows))
    assert answer.status_code == 201, answer.text
    assert answer.json()["attached"] == [
        {"row": 2, "organization_id": company["id"], "kept_columns": ["name"]}
    ]
    stored = centre.get(f"/v1/organizations/{company['id']}").json()
    assert (stored["name"], stored["website"]) == ("Tên đã đăng ký", "https://moi.example")
    assert (stored["is_buyer"], stored["is_supplier"]) == (True, True)
    assert changes_of(centre, company["id"]) == [
        ("organization", "created"),
        ("organization", "updated"),
    ]


def test_suppliers_that_are_registered_are_named_with_their_rows(
    centre: Client, server: Server
) -> None:
    number = new_tax_code()
    there: Row = {"external_id": "NCC-1", "tax_code": number, "name": "A"}
    assert upload(centre, SUPPLIERS, csv_file([there])).status_code == 201
    before = count_rows(server.database)
    rows: Rows = [
        {"external_id": "NCC-2", "tax_code": new_tax_code(), "name": "Mới"},
        {"external_id": "NCC-3", "tax_code": number, "name": "A"},
        {"external_id": "NCC-1", "tax_code": new_tax_code(), "name": "B"},
    ]
    answer = upload(centre, SUPPLIERS, csv_file(rows))
    assert answer.status_code == 422
    told = [(e["code"], e["row"], e["column"], e["value"]) for e in answer.json()["errors"]]
    assert told == [
        ("supplier_exists", 3, "tax_code", number),
        ("external_id_taken", 4, "external_id", "NCC-1"),
    ]
    assert count_rows(server.database) == before


def test_the_same_list_is_not_imported_twice(buyer: Client, server: Server) -> None:
    assert upload(buyer, DEMANDS, b"name\nA\n").status_code == 201
    before = count_rows(server.database)
    again = upload(buyer, DEMANDS, b"name\nB\n")
    assert (again.status_code, again.json()["code"]) == (409, "demand_list_name_taken")
    assert count_rows(server.database) == before


def test_who_may_import_what(market: Market, server: Server) -> None:
    before = count_rows(server.database)
    content = b"name\nA\n"
    for client, path, status in (
        (market.anybody, DEMANDS, 401),
        (market.supplier, DEMANDS, 403),
        (market.anybody, SUPPLIERS, 401),
        (market.buyer, SUPPLIERS, 403),
        (market.supplier, SUPPLIERS, 403),
    ):
        assert upload(client, path, content).status_code == status
    unnamed = upload(market.centre, DEMANDS, content)
    assert (unnamed.status_code, unnamed.json()["errors"][0]["code"]) == (422, "buyer_missing")
    assert count_rows(server.database) == before

    buyer_id = market.other_demand["buyer_id"]
    made = upload(market.centre, DEMANDS, content, buyer_id=buyer_id)
    assert (made.status_code, made.json()["buyer_id"]) == (201, buyer_id)
    assert upload(market.centre, SUPPLIERS, content).status_code == 201
