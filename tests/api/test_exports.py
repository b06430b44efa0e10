"""Exports over HTTP: what they hold, who gets what, and what the files are called."""

import csv
import io
from typing import cast
from urllib.parse import unquote

import httpx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.core.clock import today_in_vietnam
from app.exports import rankings
from app.imports.columns import COLUMNS
from tests.api.conftest import Market
from tests.factories.client import Client, Json, codes_of
from tests.factories.demands import demand_body, make_demand_list
from tests.factories.markets import make_market
from tests.factories.rankings import of_demand

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VI = {"Accept-Language": "vi"}
EVERYTHING = {"include": "to_confirm,ineligible", "limit": "100"}


def book_of(response: httpx.Response) -> openpyxl.Workbook:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == XLSX
    assert int(response.headers["content-length"]) == len(response.content)
    return openpyxl.load_workbook(io.BytesIO(response.content))


def sheet_of(response: httpx.Response) -> Worksheet:
    return cast("Worksheet", book_of(response).worksheets[0])


def rows_of(sheet: Worksheet, top: int = 1) -> list[Json]:
    """Give the rows below a header as objects."""
    lines = list(sheet.iter_rows(min_row=top, values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def csv_rows(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def name_of(response: httpx.Response) -> str:
    plain, full = response.headers["content-disposition"].split("; ")[1:]
    assert plain.startswith('filename="')
    assert plain.isascii()
    return unquote(full.removeprefix("filename*=UTF-8''"))


class TestRegister:
    def test_suppliers_have_the_columns_that_an_import_takes(self, market: Market) -> None:
        patch = {"notes": "=HYPERLINK(1)", "description": "+84 hai\ndòng"}
        path = f"/v1/suppliers/{market.profile['id']}"
        market.centre.patch(path, json=patch, headers={"If-Match": "*"})
        found = csv_rows(market.centre.get("/v1/suppliers/export", params={"format": "csv"}))
        assert list(found[0]) == list(COLUMNS["suppliers"])
        row = next(row for row in found if row["ketnoi_id"] == market.profile["id"])
        assert row["notes"] == "'=HYPERLINK(1)"
        assert row["description"] == "'+84 hai\ndòng"
        assert row["name"] == market.supplier_organization["name"]
        sheet = sheet_of(market.centre.get("/v1/suppliers/export", headers=VI))
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:AU{len(found) + 1}"
        told = next(row for row in rows_of(sheet) if row["Mã Ketnoi"] == market.profile["id"])
        assert told["Ghi chú"] == "=HYPERLINK(1)"
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}

    def test_filters_are_those_of_the_list(self, market: Market) -> None:
        asked = {"q": "không ai tên này", "format": "csv"}
        assert csv_rows(market.centre.get("/v1/suppliers/export", params=asked)) == []
        wrong = market.centre.get("/v1/suppliers/export", params={"category": "zzzz"})
        assert wrong.status_code == 422

    def test_accept_asks_for_csv_too(self, market: Market) -> None:
        answer = market.centre.get("/v1/suppliers/export", headers={"Accept": "text/csv"})
        assert csv_rows(answer)
        assert name_of(answer) == f"Suppliers {today_in_vietnam()}.csv"

    def test_a_buyer_gets_its_own_demands(self, market: Market) -> None:
        asked = {"format": "csv"}
        own = csv_rows(market.buyer.get("/v1/demands/export", params=asked))
        assert [row["ketnoi_id"] for row in own] == [market.demand["id"]]
        assert own[0]["Name of the buyer"] == market.buyer_organization["name"]
        everybody = csv_rows(market.centre.get("/v1/demands/export", params=asked))
        assert len(everybody) == 2

    def test_a_list_has_its_own_name_and_columns(self, market: Market) -> None:
        demands = [demand_body(external_id=f"X-{n}") for n in range(3)]
        made = make_demand_list(market.buyer, name="Linh kiện / đợt 2", demands=demands)
        answer = market.buyer.get(f"/v1/demand-lists/{made['id']}/export", headers=VI)
        sheet = sheet_of(answer)
        assert sheet.title == "Linh kiện đợt 2"
        assert name_of(answer) == f"Linh kiện đợt 2 {today_in_vietnam()}.xlsx"
        assert [row["Mã yêu cầu"] for row in rows_of(sheet)] == ["X-0", "X-1", "X-2"]
        listed = csv_rows(
            market.buyer.get(f"/v1/demand-lists/{made['id']}/export", params={"format": "csv"})
        )
        assert list(listed[0]) == list(COLUMNS["demands"])


class TestRankings:
    def test_the_numbers_are_those_of_the_api(self, centre: Client) -> None:
        _profiles, made = make_market(centre, seed=5)
        for _asked, demand in made[:3]:
            expected = of_demand(centre, demand, include="to_confirm,ineligible", limit=100)
            path = f"/v1/demands/{demand['id']}/matches/export"
            rows = rows_of(sheet_of(centre.get(path, params=EVERYTHING)), top=3)
            assert len(rows) == len(expected["items"])
            for row, item in zip(rows, expected["items"], strict=True):
                assert row["Rank"] == item["rank"]
                assert row["Supplier id"] == item["supplier"]["id"]
                assert row["Score"] == pytest.approx(item["score"], abs=1e-4)
                missing = "\n".join(part["text"] for part in item["missing"])
                assert (row["What is missing"] or "") == missing
                for result in item["criteria"]:
                    for evidence in result["evidence"]:
                        assert evidence["text"] in row["Why"]

    def test_a_list_is_one_table_or_a_sheet_for_each(self, market: Market) -> None:
        demands = [demand_body(external_id=f"X/{n}", name="Vỏ [máy]") for n in range(2)]
        made = make_demand_list(market.buyer, demands=demands)
        path = f"/v1/demand-lists/{made['id']}/matches/export"
        table = rows_of(sheet_of(market.centre.get(path, params=EVERYTHING, headers=VI)))
        assert {row["Mã nhu cầu"] for row in table} == {"X/0", "X/1"}
        assert {row["Mức"] for row in table} <= {"Đạt", "Cần xác nhận", "Không đạt"}
        sheets = book_of(market.centre.get(path, params={**EVERYTHING, "layout": "sheets"}))
        assert sheets.sheetnames == ["X 0 Vỏ máy", "X 1 Vỏ máy"]
        first = cast("Worksheet", sheets.worksheets[0])
        assert first.freeze_panes == "A4"
        assert "Judged on" in str(first["A2"].value)
        as_csv = csv_rows(market.centre.get(path, params={**EVERYTHING, "format": "csv"}))
        assert len(as_csv) == len(table)

    def test_contacts_are_for_the_centre_alone(self, market: Market) -> None:
        company = market.supplier_organization["id"]
        person = {"name": "Nguyễn Văn Bí Mật", "phone": "028 1111 2222"}
        market.centre.post(f"/v1/organizations/{company}/contacts", json=person)
        path = f"/v1/demands/{market.demand['id']}/matches/export"
        seen = {
            role: client.get(path, params={**EVERYTHING, "format": "csv"})
            for role, client in {"centre": market.centre, "buyer": market.buyer}.items()
        }
        assert "028 1111 2222" in seen["centre"].text
        assert "Contacts" in csv_rows(seen["centre"])[0]
        assert "Bí Mật" not in seen["buyer"].text
        assert "Contacts" not in csv_rows(seen["buyer"])[0]

    def test_where_nobody_fits_a_row_says_why(self, market: Market) -> None:
        body = demand_body(categories=["RUB-HOS"], allowed_places=["legacy:01"])
        demand = market.buyer.made("/v1/demands", body)
        path = f"/v1/demands/{demand['id']}/matches/export"
        (row,) = csv_rows(market.buyer.get(path, params={"format": "csv"}))
        assert row["Demand"] == demand["name"]
        assert row["Rank"] == row["Supplier"] == ""
        expected = of_demand(market.buyer, demand)
        assert row["Why"].startswith(expected["nothing_matches"]["text"])

    def test_limits_are_told(self, market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
        made = make_demand_list(market.buyer, demands=[demand_body(), demand_body()])
        path = f"/v1/demand-lists/{made['id']}/matches/export"
        asked = {"format": "csv", "layout": "sheets"}
        assert codes_of(market.centre.get(path, params=asked)) == ["no_sheets"]
        monkeypatch.setattr(rankings, "MAX_SHEETS", 1)
        monkeypatch.setattr(rankings, "MAX_DEMANDS", 1)
        for layout in ("sheets", "table"):
            answer = market.centre.get(path, params={"layout": layout})
            assert codes_of(answer) == ["too_many_demands"]


def test_templates_are_named_in_their_language(market: Market) -> None:
    for client in (market.centre, market.buyer, market.supplier):
        path = "/v1/imports/templates/suppliers.xlsx"
        assert book_of(client.get(path, headers=VI)).sheetnames[0] == "Điền vào đây"
        answer = client.get(path, params={"language": "en"}, headers=VI)
        assert book_of(answer).sheetnames[0] == "Fill in here"
        assert name_of(answer) == "Ketnoi template suppliers.xlsx"


class TestNotes:
    """Notes of the centre about a supplier."""

    def test_nobody_but_the_centre_sees_them(self, market: Market) -> None:
        path = f"/v1/suppliers/{market.profile['id']}"
        answer = market.centre.patch(path, json={"notes": "Đã thăm"}, headers={"If-Match": "*"})
        assert answer.json()["notes"] == "Đã thăm"
        assert market.centre.get(path).json()["notes"] == "Đã thăm"
        assert market.supplier.get(path).json()["notes"] is None
        assert "notes" not in market.buyer.get(path).json()
        changed = market.supplier.patch(path, json={"employees": 7}, headers={"If-Match": "*"})
        assert changed.json()["notes"] is None
        assert market.centre.get(path).json()["notes"] == "Đã thăm"
        for client in (market.buyer, market.supplier):
            for other in (path, "/v1/suppliers", f"/v1/demands/{market.demand['id']}/matches"):
                assert "Đã thăm" not in client.get(other).text

    def test_nobody_but_the_centre_writes_them(self, market: Market) -> None:
        path = f"/v1/suppliers/{market.profile['id']}"
        answer = market.supplier.patch(path, json={"notes": "x"}, headers={"If-Match": "*"})
        assert answer.status_code == 422
        assert codes_of(answer) == ["centre_only"]
