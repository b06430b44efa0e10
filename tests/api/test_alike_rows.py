"""Rows of one file that may be one company: asked about, and answered by a person."""

import pytest

from tests.factories.client import Client
from tests.factories.imports import (
    codes_of_row,
    confirm,
    correct,
    import_file,
    preview,
    rows_of,
)
from tests.factories.organizations import new_tax_code
from tests.factories.spreadsheets import Rows, csv_file

SPELLINGS: Rows = [
    {"external_id": "1", "name": "Công ty TNHH Nhựa Bình Minh", "tax_code": ""},
    {"external_id": "2", "name": "CTY TNHH NHỰA BÌNH MINH", "tax_code": ""},
    {"external_id": "3", "name": "Binh Minh Plastic Co., Ltd", "tax_code": ""},
    {"external_id": "4", "name": "Cơ khí Tân Phú", "tax_code": ""},
]


def _states(client: Client, made: dict[str, object]) -> dict[int, tuple[str, list[str]]]:
    return {row["number"]: (row["state"], codes_of_row(row)) for row in rows_of(client, made)}


def test_one_company_under_three_spellings_is_written_once(centre: Client) -> None:
    made = preview(centre, csv_file(SPELLINGS), kind="suppliers")
    assert _states(centre, made) == {
        2: ("ready", []),
        3: ("needs_review", ["alike_in_file"]),
        4: ("needs_review", ["alike_in_file"]),
        5: ("ready", []),
    }
    [asked] = rows_of(centre, made, state="needs_review")[0]["problems"]
    assert "row 2" in asked["detail"]
    assert "Nhựa Bình Minh" in asked["detail"]
    skip, new = (item["decision"] for item in asked["suggestions"])
    assert (skip["skip"], new["new"]) == (True, True)
    for number in (3, 4):
        assert correct(centre, made, number, decision={"skip": True}).json()["state"] == "skipped"
    assert confirm(centre, made, "strict").json()["written"]["create"] == 2
    assert len(centre.get("/v1/suppliers").json()["items"]) == 2


@pytest.mark.parametrize("decision", [{"new": True}, {"accept": ["alike_in_file"]}])
def test_a_person_says_that_alike_rows_are_two_companies(
    decision: dict[str, object], centre: Client
) -> None:
    made = preview(centre, csv_file(SPELLINGS[:2]), kind="suppliers")
    decided = correct(centre, made, 3, decision=decision).json()
    assert (decided["state"], decided["action"]) == ("ready", "create")
    assert correct(centre, made, 3, decision=None).json()["state"] == "needs_review"
    correct(centre, made, 3, decision=decision)
    assert confirm(centre, made, "strict").json()["written"]["create"] == 2
    again = preview(centre, csv_file(SPELLINGS[:2]), kind="suppliers")
    assert again["actions"] == {"create": 0, "update": 0, "unchanged": 2}


def test_nothing_is_asked_once_the_earlier_row_is_left_out(centre: Client) -> None:
    made = preview(centre, csv_file(SPELLINGS[:2]), kind="suppliers")
    correct(centre, made, 2, decision={"skip": True})
    assert _states(centre, made)[3] == ("ready", [])
    again = centre.patch(f"/v1/imports/{made['id']}", {"source": "khác"})
    assert again.status_code == 200, again.text
    assert _states(centre, made)[3] == ("ready", [])
    correct(centre, made, 2, decision=None)
    assert _states(centre, made)[3] == ("needs_review", ["alike_in_file"])
    renamed = correct(centre, made, 3, values={"name": "Điện tử Hoàng Gia"}).json()
    assert (renamed["state"], renamed["problems"]) == ("ready", [])


def test_two_tax_codes_are_two_companies_and_one_alone_is_none(centre: Client) -> None:
    codes = [new_tax_code() for _ in range(2)]
    names = [row["name"] for row in SPELLINGS[:3]]
    rows: Rows = [
        {"name": name, "tax_code": code} for name, code in zip(names, [*codes, ""], strict=True)
    ]
    made = preview(centre, csv_file(rows), kind="suppliers")
    assert _states(centre, made) == {
        2: ("ready", []),
        3: ("ready", []),
        4: ("needs_review", ["alike_in_file"]),
    }


def test_rows_that_the_register_knows_are_not_compared(centre: Client) -> None:
    import_file(centre, csv_file(SPELLINGS[3:]), kind="suppliers")
    rows: Rows = [SPELLINGS[3], {**SPELLINGS[3], "name": "Cơ khí Tân Phú (cũ)"}]
    made = preview(centre, csv_file(rows), kind="suppliers")
    assert all("alike_in_file" not in codes for _, codes in _states(centre, made).values())
