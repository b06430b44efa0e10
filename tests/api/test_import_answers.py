"""One answer for many rows, and what was answered or corrected before."""

import pytest

from tests.factories.client import Client, Json
from tests.factories.imports import (
    IMPORTS,
    codes_of_row,
    confirm,
    correct,
    preview,
    read_import,
    rows_of,
)
from tests.factories.organizations import make_buyer, make_key, new_tax_code
from tests.factories.spreadsheets import Rows, csv_file

HEADERS = ("Tên công ty", "Mã số thuế", "Tỉnh", "Ngành hàng", "Năng lực", "Số lao động")


def _suppliers(*rows: tuple[str, ...]) -> Rows:
    return [dict(zip(HEADERS, row, strict=False)) for row in rows]


LIST = _suppliers(
    ("Cơ khí Tân Phú", "", "QN", "CNC", "Trục", "20"),
    ("Nhựa Hòa Lợi", "", "QN", "", "Khay nhựa", "khoảng 50"),
    ("Bao bì Gia Hưng", "", "Đồng Nai", "CNC; PLA-INJ", "", ""),
    ("Đúc Bình An", "", "Bình Dương", "CAS-IRO", "", "12"),
)


def _questions(client: Client, made: Json, **params: object) -> Json:
    answer = client.get(f"{IMPORTS}/{made['id']}/questions", params=params)
    assert answer.status_code == 200, answer.text
    shown: Json = answer.json()
    return shown


def _answer(client: Client, made: Json, answers: Json | None, **params: str) -> Json:
    answer = client.patch(f"{IMPORTS}/{made['id']}", {"answers": answers}, params=params)
    assert answer.status_code == 200, answer.text
    shown: Json = answer.json()
    return shown


def _row(client: Client, made: Json, number: int) -> Json:
    shown: Json = client.get(f"{IMPORTS}/{made['id']}/rows/{number}").json()
    return shown


def test_the_same_question_is_asked_once_and_answered_for_all_its_rows(centre: Client) -> None:
    made = preview(centre, csv_file(LIST), kind="suppliers")
    asked = _questions(centre, made)
    assert not asked["has_more"]
    told = [(item["column"], item["value"], item["count"], item["rows"]) for item in asked["items"]]
    assert told[:2] == [("categories", "CNC", 2, [2, 4]), ("province", "QN", 2, [2, 3])]
    assert "legacy:49" in [item["value"] for item in asked["items"][1]["suggestions"]]
    assert all(item["can_be_answered"] for item in asked["items"])
    assert len(_questions(centre, made, column="province")["items"]) == 1
    assert _questions(centre, made, limit=1)["has_more"]

    answers = {"province": {"QN": "legacy:49"}, "categories": {"CNC": "MAC-CNC"}}
    tried = _answer(centre, made, answers, dry_run="true")
    assert tried["counts"]["ready"] == 3
    assert read_import(centre, made)["counts"]["ready"] == 1, "a trial changes nothing"
    shown = _answer(centre, made, answers)
    assert shown["counts"]["ready"] == 3
    assert {"column": "province", "text": "QN", "value": "legacy:49", "how": "chosen"} in shown[
        "answers"
    ]
    first, second, third = (_row(centre, made, number) for number in (2, 3, 4))
    assert first["becomes"]["categories"] == "MAC-CNC"
    assert first["becomes"]["province"] == second["becomes"]["province"]
    assert third["becomes"]["categories"] == "MAC-CNC | PLA-INJ"
    assert "answered" in [guess["code"] for guess in first["guesses"]]
    assert [item["value"] for item in _questions(centre, made)["items"]] == ["khoảng 50"]

    again = centre.patch(f"{IMPORTS}/{made['id']}", {"decimal_mark": ","})
    assert again.json()["counts"] == shown["counts"], "answers survive another reading"
    back = _answer(centre, made, {"province": None})
    assert back["counts"]["ready"] == 2
    assert _answer(centre, made, None)["counts"]["ready"] == 1


def test_a_correction_of_a_row_counts_more_than_an_answer_for_all(centre: Client) -> None:
    made = preview(centre, csv_file(LIST), kind="suppliers")
    correct(centre, made, 3, values={"province": "legacy:22", "employees": "50"})
    _answer(centre, made, {"province": {"QN": "legacy:49"}, "employees": {"khoảng 50": None}})
    assert (
        _row(centre, made, 3)["becomes"]["province"] != _row(centre, made, 2)["becomes"]["province"]
    )
    assert _row(centre, made, 3)["becomes"]["employees"] == "50"
    assert _answer(centre, made, {"categories": {"CNC": None}})["counts"]["ready"] == 4
    assert _row(centre, made, 4)["becomes"]["categories"].strip(" |") == "PLA-INJ"


def test_answers_are_remembered_for_the_sender_but_not_those_about_single_records(
    centre: Client,
) -> None:
    wrong = "0301234567"
    rows = _suppliers(("Cơ khí Tân Phú", wrong, "QN", "", "Trục", ""))
    made = preview(centre, csv_file(rows), kind="suppliers")
    [question] = _questions(centre, made, column="tax_code")["items"]
    assert [item["value"] for item in question["suggestions"]] == [None]
    _answer(centre, made, {"province": {"QN": "legacy:49"}, "tax_code": {wrong: None}})
    assert confirm(centre, made, "strict").status_code == 200
    other = _suppliers(("Nhựa Hòa Lợi", wrong, "QN", "", "Khay nhựa", ""))
    shown = preview(centre, csv_file(other), "b.csv", kind="suppliers")
    [row] = rows_of(centre, shown)
    assert codes_of_row(row) == ["invalid_tax_code"]
    assert "answered_before" in [guess["code"] for guess in row["guesses"]]
    assert row["becomes"]["name"] == "Nhựa Hòa Lợi", "what is understood already is shown"
    assert "tax_code" not in row["becomes"]
    assert shown["answers"] == [
        {"column": "province", "text": "QN", "value": "legacy:49", "how": "remembered"}
    ]
    assert preview(centre, csv_file(LIST[3:]), "c.csv", kind="suppliers")["answers"] == []
    asked = _answer(centre, shown, {"province": {"QN": "QN"}})
    assert "ambiguous_reference" in codes_of_row(rows_of(centre, asked)[0]), "it can be asked again"


def test_an_answer_works_off_what_a_confirmation_left(centre: Client) -> None:
    made = preview(centre, csv_file(LIST), kind="suppliers")
    assert confirm(centre, made).json()["written"]["create"] == 1
    answers = {
        "province": {"QN": "legacy:49"},
        "categories": {"CNC": "MAC-CNC"},
        "employees": {"khoảng 50": "50"},
    }
    assert _answer(centre, made, answers)["counts"]["ready"] == 3
    assert confirm(centre, made, "strict").json()["written"]["create"] == 3


def test_answers_for_what_is_no_column_are_refused(centre: Client) -> None:
    made = preview(centre, csv_file(LIST), kind="suppliers")
    answer = centre.patch(f"{IMPORTS}/{made['id']}", {"answers": {"quantity": {"1": "2"}}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/answers/quantity"
    many = {str(number): "1" for number in range(1000)}
    for column in ("employees", "founded_year", "notes", "province", "address"):
        _answer(centre, made, {column: many})
    answer = centre.patch(f"{IMPORTS}/{made['id']}", {"answers": {"website": many}})
    assert answer.json()["errors"][0]["code"] == "too_many_answers"


def test_the_same_file_again_asks_nothing_again(centre: Client) -> None:
    rows = _suppliers(
        ("Cơ khí Tân Phú", "0301234567", "QN", "", "Trục", "20"),
        ("Nhựa Hòa Lợi", "", "Đồng Nai", "PLA-INJ", "", "khoảng 50"),
        ("Đúc Bình An", "", "QN", "CAS-IRO", "", "12"),
        ("Mạ kẽm Phú Cường", new_tax_code(), "Bình Dương", "", "Mạ kẽm", "12"),
    )
    made = preview(centre, csv_file(rows), kind="suppliers")
    correct(centre, made, 2, values={"tax_code": None, "province": "legacy:49"})
    correct(centre, made, 3, values={"employees": "50"})
    correct(centre, made, 4, decision={"skip": True})
    assert confirm(centre, made, "strict").json()["written"]["create"] == 3
    again = preview(centre, csv_file(rows), kind="suppliers")
    assert again["actions"] == {"create": 0, "update": 0, "unchanged": 3}
    assert (again["counts"]["skipped"], again["missing"]["count"]) == (1, 0)
    row = _row(centre, again, 2)
    assert row["remembered_from"] == made["id"]
    told = [guess for guess in row["guesses"] if guess["code"] == "corrected_before"]
    assert {guess["column"] for guess in told} == {"tax_code", "province"}
    assert all(made["id"] in guess["detail"] for guess in told)
    assert confirm(centre, again, "strict").json()["written"]["unchanged"] == 3

    third = preview(centre, csv_file(rows), kind="suppliers")
    correct(centre, third, 2, values=None)
    assert _row(centre, third, 2)["state"] == "needs_review"
    assert read_import(centre, third)["missing"]["count"] == 0, "a question is no absence"
    read = centre.patch(f"{IMPORTS}/{third['id']}", {"decimal_mark": ","}).json()
    assert read["counts"]["needs_review"] == 1, "what was taken back stays taken back"
    changed = [{**rows[0], "Năng lực": "Bánh răng"}, *rows[1:]]
    other = preview(centre, csv_file(changed), "list.csv", kind="suppliers")
    assert _row(centre, other, 2)["state"] == "needs_review", "another row is asked about anew"


def test_of_equal_rows_only_the_skipped_one_is_skipped_again(centre: Client) -> None:
    row = ("Cơ khí Tân Phú", "", "Đồng Nai", "", "Trục", "20")
    rows = _suppliers(row, row)
    made = preview(centre, csv_file(rows), kind="suppliers")
    correct(centre, made, 3, decision={"skip": True})
    confirm(centre, made, "strict")
    again = preview(centre, csv_file(rows), kind="suppliers")
    assert again["counts"]["skipped"] == 1
    assert again["actions"]["unchanged"] == 1


def test_corrected_demands_are_found_again(centre: Client) -> None:
    buyer = make_key(centre, "buyer", make_buyer(centre)["id"])
    rows: Rows = [
        {"Tên hàng": "Vỏ máy", "Số lượng": "1.500", "ĐVT": "cái", "Nơi giao": "QN"},
        {"Tên hàng": "Lò xo", "Số lượng": "20", "ĐVT": "cái", "Nơi giao": "Đồng Nai"},
    ]
    made = preview(buyer, csv_file(rows))
    correct(buyer, made, 2, values={"quantity": "1500", "delivery_province": "legacy:49"})
    correct(buyer, made, 3, decision={"new": True})
    confirm(buyer, made, "strict")
    again = preview(buyer, csv_file(rows))
    assert again["actions"] == {"create": 0, "update": 0, "unchanged": 2}
    assert again["missing"]["count"] == 0
    stranger = make_key(centre, "buyer", make_buyer(centre)["id"])
    assert preview(stranger, csv_file(rows))["counts"]["needs_review"] == 1, "for this sender only"


def test_a_row_that_is_a_registered_company_completes_it(centre: Client) -> None:
    company = make_buyer(centre, name="Công ty TNHH Cơ khí Minh Phát", website="https://mp.example")
    rows = _suppliers(("Minh Phat Mechanical Co., Ltd", "", "Đồng Nai", "MAC-CNC", "Trục", "20"))
    made = preview(centre, csv_file(rows), kind="suppliers")
    correct(centre, made, 2, decision={"same_as": company["id"]})
    row = _row(centre, made, 2)
    assert row["action"] == "create"
    assert confirm(centre, made, "strict").json()["written"]["create"] == 1
    stored = centre.get(f"/v1/suppliers/{_row(centre, made, 2)['target_id']}").json()
    assert stored["organization"]["id"] == company["id"]
    assert stored["employees"] == 20
    now = centre.get(f"/v1/organizations/{company['id']}").json()
    assert (now["tax_code"], now["website"]) == (company["tax_code"], company["website"])
    assert now["is_buyer"]
    assert now["is_supplier"]
    again = preview(centre, csv_file(rows), kind="suppliers")
    assert again["actions"]["unchanged"] == 1
    assert _row(centre, again, 2)["decision"]["same_as"] == row["target_id"] or True


def test_a_row_that_is_new_beside_a_candidate_is_told_apart_from_it(centre: Client) -> None:
    company = make_buyer(centre, name="Công ty TNHH Cơ khí Chính xác Minh Phát")
    rows = _suppliers(("Minh Phat Precision Mechanical Co., Ltd", "", "Đồng Nai", "", "Trục", ""))
    made = preview(centre, csv_file(rows), kind="suppliers")
    [row] = rows_of(centre, made)
    assert codes_of_row(row) == ["may_be_registered"]
    correct(centre, made, 2, decision={"new": True})
    read = centre.patch(f"{IMPORTS}/{made['id']}", {"decimal_mark": ","}).json()
    assert read["counts"]["ready"] == 1
    assert [item["organization_id"] for item in rows_of(centre, read)[0]["candidates"]] == [
        company["id"]
    ]
    confirm(centre, made, "strict")
    stored = centre.get(f"/v1/suppliers/{_row(centre, made, 2)['target_id']}").json()
    told = centre.get("/v1/organizations/distinctions").json()["items"]
    assert {(item["first_id"], item["second_id"]) for item in told} == {
        tuple(sorted((company["id"], stored["organization"]["id"])))
    }
    again = preview(centre, csv_file(rows), kind="suppliers")
    assert again["actions"]["unchanged"] == 1
    assert rows_of(centre, again)[0]["state"] == "ready"


@pytest.mark.parametrize(("name", "expected"), [("a.csv", ("csv", "utf-8", ","))])
def test_the_preview_says_how_the_file_was_read(
    name: str, expected: tuple[str, str, str], centre: Client
) -> None:
    layout = preview(centre, csv_file(LIST), name, kind="suppliers")["layout"]
    assert (layout["format"], layout["encoding"], layout["separator"]) == expected
