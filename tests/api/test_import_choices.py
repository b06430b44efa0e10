"""Choosing how a file is read: columns, sheet, header, numbers, target; and remembering it."""

import io

import pytest
import xlsxwriter

from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand_list
from tests.factories.imports import (
    IMPORTS,
    confirm,
    correct,
    preview,
    read_import,
    rows_of,
    send,
)
from tests.factories.organizations import make_buyer, make_key
from tests.factories.rows import count_rows

ODD = "Tên hàng;Xyz;Bao nhiêu vậy\nVỏ máy;AA-1;1.500\nLò xo;AA-2;2.500\n".encode()
"""A column that nobody knows, and numbers that can be read in two ways."""


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def _columns(shown: Json) -> dict[str, str | None]:
    return {column["letters"]: column["column"] for column in shown["layout"]["columns"]}


def _change(client: Client, made: Json, **patch: object) -> Json:
    answer = client.patch(f"{IMPORTS}/{made['id']}", patch)
    assert answer.status_code == 200, answer.text
    shown: Json = answer.json()
    return shown


def _two_sheets() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, item in (("Một", "Vỏ máy"), ("Hai", "Lò xo")):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["name", "specification", "notes"])
            for number in range(1, 6 if name == "Một" else 4):
                page.write_row(number, 0, [f"{item} {number}", "Phi 2", "Gấp"])
    return content.getvalue()


def test_a_column_that_was_chosen_is_read_so_and_remembered_for_the_sender(
    buyer: Client, centre: Client
) -> None:
    made = preview(buyer, ODD)
    assert _columns(made)["B"] == "notes"
    shown = _change(buyer, made, columns={"B": "external_id", "C": "notes"})
    assert (_columns(shown)["B"], _columns(shown)["C"]) == ("external_id", "notes")
    assert rows_of(buyer, made)[0]["becomes"]["external_id"] == "AA-1"
    not_yet = preview(buyer, ODD, "b.csv")
    assert _columns(not_yet)["B"] == "notes", "only what was confirmed is remembered"
    assert confirm(buyer, made, "strict").status_code == 200
    again = preview(buyer, ODD, "c.csv")
    assert _columns(again)["B"] == "external_id"
    assert {"header": "Xyz", "column": "external_id"} in again["remembered"]
    other = make_key(centre, "buyer", make_buyer(centre)["id"])
    assert _columns(preview(other, ODD))["B"] == "notes"
    back = _change(buyer, not_yet, columns={"B": "material"})
    assert _columns(back)["B"] == "material"
    assert _columns(_change(buyer, not_yet, columns={"B": None}))["B"] == "external_id"
    assert _change(buyer, not_yet, columns=None)["layout"]["columns"]


def test_corrections_of_rows_survive_another_reading(buyer: Client) -> None:
    made = preview(buyer, ODD)
    correct(buyer, made, 2, values={"name": "Vỏ máy khoan"})
    correct(buyer, made, 3, decision={"skip": True})
    _change(buyer, made, columns={"B": "external_id", "C": "notes"})
    first, second = rows_of(buyer, made)
    assert (first["becomes"]["name"], first["becomes"]["external_id"]) == ("Vỏ máy khoan", "AA-1")
    assert first["corrections"] == {"name": "Vỏ máy khoan"}
    assert second["state"] == "skipped"
    assert correct(buyer, made, 2, values=None).json()["becomes"]["name"] == "Vỏ máy"


def test_a_change_that_is_only_tried_changes_nothing(buyer: Client, server: Server) -> None:
    made = preview(buyer, ODD)
    correct(buyer, made, 2, values={"name": "Vỏ máy khoan"})
    before, counted = read_import(buyer, made), count_rows(server.database)
    path = f"{IMPORTS}/{made['id']}"
    tried = buyer.patch(path, {"columns": {"B": "external_id"}}, params={"dry_run": "true"})
    assert tried.status_code == 200, tried.text
    assert (tried.json()["id"], _columns(tried.json())["B"]) == (made["id"], "external_id")
    assert tried.json()["first_rows"]["ready"] or tried.json()["first_rows"]["needs_review"]
    assert read_import(buyer, made) == before
    now = count_rows(server.database)
    for table in ("imports", "import_rows", "import_file_parts"):
        assert now[table] == counted[table]
    stale = buyer.patch(path, {"sheet": "A"}, etag='"77"', params={"dry_run": "true"})
    assert stale.status_code == 412


def test_a_change_that_cannot_be_read_leaves_the_preview_as_it_was(buyer: Client) -> None:
    made = preview(buyer, _two_sheets(), "a.xlsx")
    assert (made["layout"]["sheet"], made["counts"]["read"]) == ("Một", 5)
    path = f"{IMPORTS}/{made['id']}"
    refused = buyer.patch(path, {"sheet": "Không có", "source": "Khác"})
    assert (refused.status_code, refused.json()["code"]) == (422, "sheet_not_found")
    shown = read_import(buyer, made)
    assert (shown["status"], shown["counts"]["read"], shown["source"]) == ("previewed", 5, "a")
    second = _change(buyer, made, sheet="Hai")
    assert (second["layout"]["sheet"], second["counts"]["read"]) == ("Hai", 3)
    assert confirm(buyer, made).json()["written"]["create"] == 3
    late = buyer.patch(path, {"sheet": "Một"})
    assert (late.status_code, late.json()["code"]) == (409, "import_partly_written")


def test_header_number_format_key_and_source_can_be_chosen(buyer: Client) -> None:
    made = preview(buyer, ODD)
    shown = _change(
        buyer,
        made,
        header_rows=[1],
        decimal_mark=",",
        date_order="day_first",
        key="name",
        source="Đợt 1",
        demand_status="open",
    )
    assert (shown["key"], shown["source"], shown["demand_status"]) == ("name", "Đợt 1", "open")
    assert shown["layout"]["number_format"] == {"decimal_mark": ",", "how": "chosen"}
    path = f"{IMPORTS}/{made['id']}"
    for patch, code in (
        ({"key": "tax_code"}, "unknown_key"),
        ({"list_name": "A", "demand_list_id": "lst_a"}, "two_targets"),
        ({"demand_list_id": "lst_nowhere"}, "unknown_demand_list"),
    ):
        answer = buyer.patch(path, patch)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    assert _change(buyer, made, key=None, decimal_mark=None)["key"] is None


def test_the_rows_may_go_to_a_list_that_exists(buyer: Client, centre: Client) -> None:
    target = make_demand_list(buyer)
    made = preview(buyer, b"name\nA\n", demand_list_id=target["id"])
    assert (made["demand_list_id"], made["list_name"]) == (target["id"], None)
    assert confirm(buyer, made).json()["demand_list_id"] == target["id"]
    moved = preview(buyer, b"name\nB\n", "b.csv")
    assert _change(buyer, moved, demand_list_id=target["id"])["demand_list_id"] == target["id"]
    assert _change(buyer, moved, list_name="Khác")["list_name"] == "Khác"
    other = make_key(centre, "buyer", make_buyer(centre)["id"])
    refused = send(other, b"name\nA\n", demand_list_id=target["id"])
    assert refused.json()["errors"][0]["code"] == "unknown_demand_list"
    mixed = send(centre, b"name\nA\n", kind="suppliers", list_name="A")
    assert mixed.json()["errors"][0]["code"] == "not_demands"


def test_a_row_or_column_that_does_not_exist_is_named(buyer: Client) -> None:
    made = preview(buyer, b"name\nA\n")
    assert correct(buyer, made, 99, decision={"skip": True}).json()["code"] == (
        "import_row_not_found"
    )
    path = f"{IMPORTS}/{made['id']}/rows"
    assert buyer.get(f"{path}/99").status_code == 404
    answer = correct(buyer, made, 2, values={"colour": "red"})
    assert answer.json()["errors"][0]["code"] == "unknown_column"
    shown = buyer.get(f"{path}/2")
    assert shown.headers["ETag"] == '"1"'
    changed = buyer.patch(f"{path}/2", {"values": {"notes": "Gấp"}}, etag='"1"')
    assert changed.headers["ETag"] == '"2"'
    stale = buyer.patch(f"{path}/2", {"values": {"notes": "Rất gấp"}}, etag='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "version_mismatch")
    confirm(buyer, made)
    assert correct(buyer, made, 2, values={"name": "B"}).json()["code"] == "row_written"
