"""The same file again, a corrected file, and rows that mean what is registered already."""

import pytest

from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.imports import (
    IMPORTS,
    codes_of_row,
    confirm,
    correct,
    import_file,
    preview,
    rows_of,
)
from tests.factories.organizations import make_buyer, make_key, new_tax_code
from tests.factories.rows import count_rows
from tests.factories.spreadsheets import Rows, csv_file

SUPPLIERS: Rows = [
    {
        "external_id": "NCC-1",
        "name": "Công ty TNHH Nhựa Bình Minh",
        "province": "Bình Dương",
        "certifications": "ISO 9001 (2198-03-01)",
        "employees": "50",
    },
    {
        "external_id": "NCC-2",
        "name": "Cơ khí Chính xác Tân Phú",
        "province": "Đồng Nai",
        "certifications": "",
        "employees": "",
    },
]
DEMANDS: Rows = [
    {"external_id": "1", "name": "Vỏ máy", "quantity": "500", "unit": "cái/tháng"},
    {"external_id": "2", "name": "Lò xo", "quantity": "20", "unit": "kg"},
]


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _changed(rows: Rows, **values: str) -> Rows:
    """Return the rows with other values in the first one."""
    return [{**rows[0], **values}, *rows[1:]]


def _read(client: Client, path: str, **params: str) -> list[Json]:
    items: list[Json] = client.get(path, params=params).json()["items"]
    return items


@pytest.mark.parametrize(("kind", "rows"), [("suppliers", SUPPLIERS), ("demands", DEMANDS)])
def test_the_same_file_again_changes_nothing(
    kind: str, rows: Rows, centre: Client, buyer: Client, server: Server
) -> None:
    client = centre if kind == "suppliers" else buyer
    import_file(client, csv_file(rows), kind=kind)
    path = f"/v1/{kind}"
    before, registered = _read(client, path), count_rows(server.database)
    made = preview(client, csv_file(rows), kind=kind)
    assert made["actions"] == {"create": 0, "update": 0, "unchanged": 2}
    assert all(row["differences"] == [] for row in rows_of(client, made))
    assert confirm(client, made, "strict").json()["written"]["unchanged"] == 2
    assert _read(client, path) == before
    now = count_rows(server.database)
    for table in ("organizations", "supplier_profiles", "demands", "demand_lists"):
        assert now[table] == registered[table]


def test_a_corrected_list_of_suppliers_shows_and_writes_what_changed(centre: Client) -> None:
    import_file(centre, csv_file(SUPPLIERS), kind="suppliers")
    changes = {"certifications": "ISO 9001 (2199-01-31)", "employees": "80", "province": ""}
    made = preview(centre, csv_file(_changed(SUPPLIERS, **changes)), kind="suppliers")
    assert made["actions"] == {"create": 0, "update": 1, "unchanged": 1}
    [row] = rows_of(centre, made, action="update")
    told = {item["column"]: (item["old"], item["new"]) for item in row["differences"]}
    assert told == {
        "certificate_expires_on": ("2198-03-01", "2199-01-31"),
        "employees": ("50", "80"),
    }
    assert confirm(centre, made).json()["written"] == {"create": 0, "update": 1, "unchanged": 1}
    stored = centre.get(f"/v1/suppliers/{row['target_id']}").json()
    assert stored["employees"] == 80
    assert [item["expires_on"] for item in stored["certifications"]] == ["2199-01-31"]
    assert [site["legacy_province"] for site in stored["sites"]] == ["74"]


def test_a_corrected_demand_list_shows_and_writes_what_changed(buyer: Client) -> None:
    import_file(buyer, csv_file(DEMANDS))
    made = preview(buyer, csv_file(_changed(DEMANDS, quantity="600", name="Vỏ máy khoan")))
    [row] = rows_of(buyer, made, action="update")
    told = {item["column"]: (item["old"], item["new"]) for item in row["differences"]}
    assert told == {"name": ("Vỏ máy", "Vỏ máy khoan"), "quantity": ("500", "600")}
    confirm(buyer, made)
    stored = buyer.get(f"/v1/demands/{row['target_id']}").json()
    assert (stored["name"], stored["quantity"], stored["unit"], stored["period"]) == (
        "Vỏ máy khoan",
        600,
        "pcs",
        "month",
    )


def test_what_the_file_does_not_name_any_more_is_told(centre: Client, buyer: Client) -> None:
    import_file(buyer, csv_file(DEMANDS))
    shorter = preview(buyer, csv_file(DEMANDS[:1]))
    assert shorter["missing"]["count"] == 1
    assert [item["name"] for item in shorter["missing"]["first"]] == ["Lò xo"]

    import_file(centre, csv_file(SUPPLIERS), kind="suppliers", source="Bình Dương")
    other = preview(centre, csv_file(SUPPLIERS[:1]), kind="suppliers", source="Đồng Nai")
    assert other["missing"]["count"] == 0
    same = preview(centre, csv_file(SUPPLIERS[:1]), kind="suppliers", source="Bình Dương")
    assert [item["name"] for item in same["missing"]["first"]] == ["Cơ khí Chính xác Tân Phú"]


def test_demands_without_numbers_are_known_by_name_and_specification(buyer: Client) -> None:
    rows: Rows = [
        {"name": "Lò xo", "specification": "Phi 2", "notes": ""},
        {"name": "Lò xo", "specification": "Phi 3", "notes": ""},
    ]
    import_file(buyer, csv_file(rows))
    made = preview(buyer, csv_file(_changed(rows, notes="Gấp")))
    assert made["actions"] == {"create": 0, "update": 1, "unchanged": 1}
    assert "matched_by_name" in [g["code"] for g in rows_of(buyer, made)[0]["guesses"]]
    by_number = preview(buyer, csv_file(rows), match_by="external_id")
    assert by_number["actions"]["create"] == 2
    refused = buyer.post(
        IMPORTS,
        files={"file": ("a.csv", b"name\nA\n")},
        data={"kind": "demands", "key": "tax_code"},
    )
    assert refused.json()["errors"][0]["code"] == "unknown_key"


def test_a_row_that_stands_twice_is_used_once(buyer: Client) -> None:
    rows: Rows = [*DEMANDS, DEMANDS[0], {**DEMANDS[1], "name": "Lò xo khác"}]
    made = preview(buyer, csv_file(rows))
    found = {row["number"]: (row["state"], codes_of_row(row)) for row in rows_of(buyer, made)}
    assert found == {
        2: ("ready", []),
        3: ("needs_review", ["key_repeated"]),
        4: ("invalid", ["repeated_row"]),
        5: ("needs_review", ["key_repeated"]),
    }
    assert correct(buyer, made, 5, decision={"skip": True}).json()["state"] == "skipped"
    assert [row["number"] for row in rows_of(buyer, made, state="ready")] == [2, 3]
    assert correct(buyer, made, 5, decision=None).json()["state"] == "needs_review"
    assert [row["number"] for row in rows_of(buyer, made, state="ready")] == [2]
    other = correct(buyer, made, 5, values={"external_id": "3"}).json()
    assert (other["state"], other["action"]) == ("ready", "create")
    assert [row["number"] for row in rows_of(buyer, made, state="ready")] == [2, 3, 5]


def test_rows_that_share_a_key_and_are_both_accepted_do_not_overwrite_each_other(
    buyer: Client,
) -> None:
    rows: Rows = [DEMANDS[0], {**DEMANDS[0], "name": "Khác"}]
    made = preview(buyer, csv_file(rows))
    for number in (2, 3):
        accepted = correct(buyer, made, number, decision={"accept": ["key_repeated"]}).json()
        assert (accepted["state"], accepted["problems"][0]["is_accepted"]) == ("ready", True)
    outcome = confirm(buyer, made).json()
    assert (outcome["written"]["create"], outcome["asked"]) == (1, 1)
    [row] = rows_of(buyer, made, state="needs_review")
    assert "changed_since_preview" in codes_of_row(row)


def test_a_register_that_changed_since_the_preview_is_asked_about(centre: Client) -> None:
    first = preview(centre, csv_file(SUPPLIERS), kind="suppliers")
    second = preview(centre, csv_file(SUPPLIERS), kind="suppliers")
    assert confirm(centre, first).json()["written"]["create"] == 2
    outcome = confirm(centre, second).json()
    assert (sum(outcome["written"].values()), outcome["asked"]) == (0, 2)
    for row in rows_of(centre, second):
        assert (row["state"], row["action"]) == ("needs_review", "unchanged")
        assert codes_of_row(row) == ["changed_since_preview"]
        agreed = {"accept": ["changed_since_preview"]}
        assert correct(centre, second, row["number"], decision=agreed).json()["state"] == "ready"
    assert confirm(centre, second).json()["written"]["unchanged"] == 2


def test_a_company_that_looks_registered_is_asked_about(centre: Client) -> None:
    import_file(centre, csv_file(SUPPLIERS), kind="suppliers")
    rows: Rows = [{"name": "CTY TNHH Nhựa Bình Minh", "employees": "60"}]
    made = preview(centre, csv_file(rows), kind="suppliers")
    [row] = rows_of(centre, made)
    assert (row["state"], codes_of_row(row)) == ("needs_review", ["may_be_registered"])
    [candidate] = row["candidates"]
    assert candidate["name"] == "Công ty TNHH Nhựa Bình Minh"
    assert candidate["reasons"]
    *_, new = row["problems"][0]["suggestions"]
    assert new["decision"]["new"] is True
    decided = correct(centre, made, 2, decision={"new": True}).json()
    assert (decided["state"], decided["action"]) == ("ready", "create")
    same = {"same_as": candidate["organization_id"]}
    decided = correct(centre, made, 2, decision=same).json()
    assert (decided["state"], decided["action"]) == ("ready", "update")
    assert {item["column"] for item in decided["differences"]} == {"name", "employees"}
    assert confirm(centre, made).json()["written"]["update"] == 1
    unknown = preview(centre, b"name\nB\n", kind="suppliers")
    answer = correct(centre, unknown, 2, decision={"same_as": "org_nowhere"}).json()
    assert (answer["state"], codes_of_row(answer)) == ("needs_review", ["unknown_company"])


def test_keys_that_contradict_each_other_are_asked_about(centre: Client) -> None:
    codes = [new_tax_code() for _ in range(3)]
    known: Rows = [
        {"external_id": "A", "tax_code": codes[0], "name": "Công ty Nhựa Bình Minh"},
        {"external_id": "B", "tax_code": codes[1], "name": "Cơ khí Tân Phú"},
    ]
    import_file(centre, csv_file(known), kind="suppliers")
    rows: Rows = [
        {"external_id": "A", "tax_code": codes[1], "name": "Cơ khí Tân Phú"},
        {"external_id": "A", "tax_code": "", "name": "Điện tử Hoàng Gia"},
        {"external_id": "B", "tax_code": codes[2], "name": "Cơ khí Tân Phú"},
    ]
    made = preview(centre, csv_file(rows), kind="suppliers")
    first, second, third = rows_of(centre, made)
    assert "keys_disagree" in codes_of_row(first)
    assert "other_company" in codes_of_row(second)
    assert "tax_code_changes" in codes_of_row(third)
    named = [item["decision"]["same_as"] for item in first["problems"][-1]["suggestions"]]
    assert len(named) == 2
    new = correct(centre, made, 2, decision={"new": True}).json()
    assert {"tax_code_registered", "external_id_taken"} <= set(codes_of_row(new))
    by_code = preview(centre, csv_file(rows[:1]), kind="suppliers", match_by="tax_code")
    assert codes_of_row(rows_of(centre, by_code)[0]) == ["external_id_taken"]
    fixed = correct(centre, by_code, 2, values={"external_id": None}).json()
    assert (fixed["state"], fixed["action"]) == ("ready", "unchanged")


def test_ids_of_our_own_find_what_they_name_whatever_else_changed(centre: Client) -> None:
    made = preview(centre, csv_file(SUPPLIERS), kind="suppliers")
    confirm(centre, made)
    target = rows_of(centre, made)[0]["target_id"]
    rows: Rows = [
        {"ketnoi_id": target, "name": "Tên mới hẳn", "external_id": "NCC-1"},
        {"ketnoi_id": "sup_unknown", "name": "Không rõ", "external_id": ""},
        {"ketnoi_id": "sup_other", "name": "Của nơi khác", "external_id": "NCC-9"},
    ]
    again = preview(centre, csv_file(rows), kind="suppliers")
    first, second, third = rows_of(centre, again)
    assert (first["action"], first["target_id"]) == ("update", target)
    assert (third["state"], [found["code"] for found in third["guesses"]]) == (
        "ready",
        ["unknown_id"],
    )
    assert codes_of_row(second) == ["unknown_id"]
    assert correct(centre, again, 3, decision={"accept": ["unknown_id"]}).json()["state"] == "ready"


def test_several_companies_of_one_name_are_told_apart_by_a_person(centre: Client) -> None:
    for _ in range(2):
        make_buyer(centre, name="Công ty TNHH Minh Phát")
    made = preview(centre, "name\nCông ty TNHH Minh Phát\n".encode(), kind="suppliers")
    [row] = rows_of(centre, made)
    assert (row["state"], codes_of_row(row)) == ("needs_review", ["several_of_name"])
    chosen = row["problems"][0]["suggestions"][0]["decision"]["same_as"]
    decided = correct(centre, made, 2, decision={"same_as": chosen}).json()
    assert (decided["state"], decided["action"]) == ("ready", "create")


def test_what_the_register_does_not_take_is_asked_about_and_the_rest_is_written(
    buyer: Client,
) -> None:
    import_file(buyer, csv_file(DEMANDS), demand_status="open")
    [first, _second] = _read(buyer, "/v1/demands")
    assert buyer.patch(f"/v1/demands/{first['id']}", {"status": "awarded"}).status_code == 200
    rows: Rows = [{**DEMANDS[0], "status": "draft"}, {**DEMANDS[1], "status": ""}]
    made = preview(buyer, csv_file([*rows, {**rows[1], "external_id": "3"}]))
    outcome = confirm(buyer, made).json()
    assert (outcome["written"]["create"], outcome["asked"]) == (1, 1)
    [row] = rows_of(buyer, made, state="needs_review")
    assert codes_of_row(row) == ["cannot_be_written"]
    assert "awarded" in row["problems"][0]["detail"]


def test_a_company_that_went_into_another_is_found_under_its_old_keys(centre: Client) -> None:
    code = new_tax_code()
    survivor = make_buyer(centre, name="Công ty Nhựa Bình Minh", tax_code=None)
    merged = make_buyer(centre, name="Nhựa Bình Minh cũ", tax_code=code)
    answer = centre.post(
        f"/v1/organizations/{survivor['id']}/merge",
        json={"merged_id": merged["id"]},
        headers={"If-Match": "*"},
    )
    assert answer.status_code == 201, answer.text
    rows: Rows = [{"ketnoi_id": merged["id"], "name": "Công ty Nhựa Bình Minh"}]
    made = preview(centre, csv_file(rows), kind="suppliers")
    [row] = rows_of(centre, made)
    assert (row["state"], row["action"]) == ("ready", "create")
    assert confirm(centre, made).json()["written"]["create"] == 1
    suppliers = _read(centre, "/v1/suppliers")
    assert [item["organization_id"] for item in suppliers] == [survivor["id"]]


def test_demands_are_found_by_ids_of_our_own_or_said_to_be_new(buyer: Client) -> None:
    import_file(buyer, csv_file(DEMANDS))
    [first, _second] = _read(buyer, "/v1/demands")
    rows: Rows = [
        {"ketnoi_id": first["id"], "external_id": "7", "name": "Vỏ máy khoan"},
        {"ketnoi_id": "dem_unknown", "external_id": "", "name": "Trục"},
    ]
    made = preview(buyer, csv_file(rows))
    known, unknown = rows_of(buyer, made)
    assert (known["action"], known["target_id"]) == ("update", first["id"])
    assert codes_of_row(unknown) == ["unknown_id"]
    new = correct(buyer, made, 3, decision={"new": True, "accept": ["unknown_id"]}).json()
    assert (new["state"], new["action"]) == ("ready", "create")
    assert confirm(buyer, made).json()["written"] == {"create": 1, "update": 1, "unchanged": 0}
    again = preview(buyer, b"name\nTr\xe1\xbb\xa5c\n", demand_list_id=first["demand_list_id"])
    assert correct(buyer, again, 2, decision={"new": True}).json()["action"] == "create"


def test_demands_that_change_their_place_keep_the_rest_of_it(buyer: Client) -> None:
    rows: Rows = [
        {"external_id": "1", "name": "Vỏ máy", "delivery_province": "Bình Dương", "notes": ""}
    ]
    import_file(buyer, csv_file(rows))
    moved = _changed(rows, delivery_province="Đồng Nai", notes="Gấp")
    assert confirm(buyer, preview(buyer, csv_file(moved))).json()["written"]["update"] == 1
    [demand] = _read(buyer, "/v1/demands")
    assert (demand["delivery"]["province"], demand["notes"]) == ("75", "Gấp")


def test_many_rows_of_one_key_are_named_shortly(buyer: Client) -> None:
    rows: Rows = [{"external_id": "1", "name": f"Hàng {number}"} for number in range(15)]
    row = rows_of(buyer, preview(buyer, csv_file(rows)))[0]
    assert "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ..." in row["problems"][0]["detail"]
    nameless: Rows = [{"name": "A", "notes": "1"}, {"name": "A", "notes": "2"}]
    made = preview(buyer, csv_file(nameless), "b.csv")
    assert "'A'" in rows_of(buyer, made)[0]["problems"][0]["detail"]


def test_a_company_without_tax_code_gets_the_one_that_its_row_has(centre: Client) -> None:
    company = make_buyer(centre, name="Công ty Nhựa Bình Minh", tax_code=None)
    code = new_tax_code()
    rows: Rows = [{"tax_code": code, "name": "Công ty Nhựa Bình Minh", "address": "Lô A1"}]
    made = preview(centre, csv_file(rows), kind="suppliers")
    assert confirm(centre, made).json()["written"]["create"] == 1
    stored = centre.get(f"/v1/organizations/{company['id']}").json()
    assert (stored["tax_code"], stored["is_supplier"]) == (code, True)


def test_a_supplier_that_went_into_another_is_found_under_its_old_keys_and_not_exported(
    centre: Client,
) -> None:
    code = new_tax_code()
    known: Rows = [
        {"external_id": "A", "tax_code": "", "name": "Công ty Nhựa Bình Minh"},
        {"external_id": "B", "tax_code": code, "name": "Điện tử Hoàng Gia"},
    ]
    made = preview(centre, csv_file(known), kind="suppliers")
    confirm(centre, made)
    survivor, merged = (
        centre.get(f"/v1/suppliers/{row['target_id']}").json() for row in rows_of(centre, made)
    )
    answer = centre.post(
        f"/v1/organizations/{survivor['organization']['id']}/merge",
        json={"merged_id": merged["organization"]["id"]},
        headers={"If-Match": "*"},
    )
    assert answer.status_code == 201, answer.text
    name = {"name": "Công ty Nhựa Bình Minh", "employees": "70"}
    rows: Rows = [
        {"ketnoi_id": "", "external_id": "B", "tax_code": "", **name},
        {"ketnoi_id": "", "external_id": "", "tax_code": code, **name},
        {"ketnoi_id": merged["id"], "external_id": "", "tax_code": "", **name},
    ]
    for row in rows:
        again = preview(centre, csv_file([row]), kind="suppliers")
        [found] = rows_of(centre, again)
        assert (found["action"], found["target_id"]) == ("update", survivor["id"]), row
    exported = centre.get("/v1/suppliers/export", params={"format": "csv"}).text
    assert survivor["id"] in exported
    assert merged["id"] not in exported
