"""Rows back to people: the workbook of those that need somebody."""

import io

import httpx
import pytest
from openpyxl import load_workbook

from tests.factories.client import Client
from tests.factories.imports import IMPORTS, confirm, correct, preview
from tests.factories.organizations import make_buyer, make_key
from tests.factories.spreadsheets import Rows, csv_file

ROWS: Rows = [
    {"Tên hàng": "Vỏ máy", "Số lượng": "5", "ĐVT": "cái"},
    {"Tên hàng": "Lò xo", "Số lượng": "-5", "ĐVT": "cái"},
    {"Tên hàng": "Trục", "Số lượng": "1.500", "ĐVT": "cái"},
]


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _lines(answer: httpx.Response) -> list[list[object]]:
    assert answer.status_code == 200, answer.text
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_report_has_the_original_rows_and_what_is_wrong_with_each(buyer: Client) -> None:
    made = preview(buyer, csv_file(ROWS), "Đợt 1.csv")
    path = f"{IMPORTS}/{made['id']}/report.xlsx"
    answer = buyer.get(path, headers={"Accept-Language": "vi"})
    assert "%C4%90%E1%BB%A3t" in answer.headers["Content-Disposition"]
    header, *lines = _lines(answer)
    assert header[-3:] == ["Tên hàng", "Số lượng", "ĐVT"]
    assert [line[-3] for line in lines] == ["Lò xo", "Trục"]
    assert "lớn hơn 0" in str(lines[0][0])
    assert [line[-3] for line in _lines(buyer.get(path, params={"state": "ready"}))[1:]] == [
        "Vỏ máy"
    ]
    wrong = buyer.get(path, params={"state": "written"})
    assert wrong.status_code == 422
    assert buyer.get(f"{IMPORTS}/imp_none/report.xlsx").status_code == 404


def test_what_was_accepted_is_no_complaint_any_more(buyer: Client) -> None:
    rows: Rows = [{"external_id": "1", "name": "A"}, {"external_id": "1", "name": "B"}]
    made = preview(buyer, csv_file(rows))
    correct(buyer, made, 2, decision={"accept": ["key_repeated"]})
    path = f"{IMPORTS}/{made['id']}/report.xlsx"
    assert len(_lines(buyer.get(path))) == 2
    confirm(buyer, made)
    _header, waiting = _lines(buyer.get(path))
    assert "B" in waiting
