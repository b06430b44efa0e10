"""Bad files: each gets a clear problem that names row, column and value; nothing is written."""

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import httpx
import pytest
import xlsxwriter

from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.odd_files import MIB, odd_workbook, workbook_with_part, zip_bomb
from tests.factories.organizations import make_buyer, make_key
from tests.factories.rows import count_rows
from tests.factories.spreadsheets import Rows, csv_file, upload, xlsx_file

DEMANDS = "/v1/demand-lists/import"

SUPPLIERS = "/v1/suppliers/import"

PROBLEM = "application/problem+json"


class Uploads(NamedTuple):
    """Somebody who uploads demand lists, and somebody who uploads suppliers."""

    buyer: Client
    centre: Client

    def demands(self, content: bytes, filename: str = "list.csv") -> httpx.Response:
        """Upload a demand list."""
        return upload(self.buyer, DEMANDS, content, filename)

    def suppliers(self, content: bytes, filename: str = "list.csv") -> httpx.Response:
        """Upload a list of suppliers."""
        return upload(self.centre, SUPPLIERS, content, filename)


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


@pytest.fixture
def uploads(buyer: Client, centre: Client, server: Server) -> Iterator[Uploads]:
    """Let a test upload what is refused, and see that nothing was written."""
    before = count_rows(server.database)
    yield Uploads(buyer, centre)
    assert count_rows(server.database) == before


def _told(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == PROBLEM
    return answer.status_code, answer.json()["code"]


def _faults(answer: httpx.Response) -> list[tuple[str, int, str, str | None]]:
    assert _told(answer) == (422, "invalid_file")
    faults: list[Json] = answer.json()["errors"]
    assert all(fault["place"] == "file" and fault["detail"] for fault in faults)
    return sorted(
        ((f["code"], f["row"], f.get("column", ""), f.get("value")) for f in faults),
        key=lambda fault: fault[1],
    )


def test_a_file_of_another_type_is_refused_whatever_its_name(uploads: Uploads) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("a.txt", "name")
    for content_bytes, filename, code in (
        (b"%PDF-1.7\n1 0 obj", "list.xlsx", "file_type_not_supported"),
        (b"%PDF-1.7\n1 0 obj", "list.csv", "file_type_not_supported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "list.xls", "file_type_not_supported"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "list.png", "file_type_not_supported"),
        (b"<html><table><tr><td>name</td></tr></table>", "a.csv", "file_type_not_supported"),
        (archive.getvalue(), "list.xlsx", "file_type_not_supported"),
        (b"name\nA\n", "list.xlsx", "file_name_disagrees"),
        (b"name\nA\n", "list.json", "file_name_disagrees"),
        (xlsx_file([{"name": "A"}]), "list.csv", "file_name_disagrees"),
        (workbook_with_part("xl/vbaProject.bin", 0), "list.xlsx", "workbook_with_macros"),
        (workbook_with_part("xl/vbaProject.bin", 0), "list.xlsm", "workbook_with_macros"),
    ):
        answers = (
            uploads.demands(content_bytes, filename),
            uploads.suppliers(content_bytes, filename),
        )
        for answer in answers:
            assert _told(answer) == (415, code), filename


def test_a_file_without_a_table_is_refused(uploads: Uploads) -> None:
    header = io.BytesIO()
    with xlsxwriter.Workbook(header, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, "name")
    nothing = io.BytesIO()
    with xlsxwriter.Workbook(nothing, {"in_memory": True}) as book:
        book.add_worksheet()
    for content, filename, code in (
        (b"", "a.csv", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "a.csv", "empty_file"),
        (b"name,unit\n", "a.csv", "empty_table"),
        (b"name,unit\n,\n , \n", "a.csv", "empty_table"),
        (nothing.getvalue(), "a.xlsx", "empty_table"),
        (header.getvalue(), "a.xlsx", "empty_table"),
        (odd_workbook("two sheets"), "a.xlsx", "several_sheets"),
        (xlsx_file([{"name": "A"}])[:-30], "a.xlsx", "damaged_file"),
        ("name\nVỏ máy\n".encode("cp1258", "replace"), "a.csv", "not_utf8"),
        ("name\nVỏ máy\n".encode("utf-16"), "a.csv", "not_utf8"),
    ):
        for answer in (uploads.demands(content, filename), uploads.suppliers(content, filename)):
            assert _told(answer) == (422, code), (filename, content[:20])
    named = uploads.demands(b"name\nA\nV\xff\n")
    assert "line 3" in named.json()["detail"]
    assert "0xff" in named.json()["detail"]


def test_a_file_over_a_limit_is_refused(uploads: Uploads, server: Server) -> None:
    limit = server.app.state.settings.max_upload_bytes
    rows = server.app.state.settings.max_import_rows
    too_large = uploads.demands(b"name\n" + b"A" * limit)
    assert _told(too_large) == (413, "file_too_large")
    assert str(limit) in too_large.json()["detail"]
    far_too_large = uploads.demands(b"name\n" + b"A" * (limit + MIB))
    assert _told(far_too_large) == (413, "too_large")
    for send in (uploads.demands, uploads.suppliers):
        assert _told(send(b"name\n" + b"A\n" * (rows + 1))) == (413, "too_many_rows")
        assert _told(send(zip_bomb(), "a.xlsx")) == (413, "workbook_too_large")
    assert len(zip_bomb()) < 2 * MIB


def test_a_cell_of_ten_megabytes_is_named(uploads: Uploads) -> None:
    content = b"name,notes\nA," + b"x" * 10 * MIB + b"\n"
    [(code, row, column, value)] = _faults(uploads.demands(content))
    assert (code, row, column) == ("cell_too_long", 2, "B")
    assert value == "x" * 80
    exactly = "x" * 10_001
    assert _faults(uploads.demands(csv_file([{"name": "A", "notes": exactly}])))[0][:3] == (
        "cell_too_long",
        2,
        "B",
    )


def test_what_is_in_a_workbook_beside_values_is_refused(uploads: Uploads) -> None:
    assert _faults(uploads.demands(odd_workbook("formula"), "a.xlsx")) == [
        ("formula", 2, "B", "=2+3")
    ]
    for kind, row in (("merged header", 1), ("merged cells", 2)):
        [(code, at, column, _)] = _faults(uploads.demands(odd_workbook(kind), "a.xlsx"))
        assert (code, at, column) == ("merged_cells", row, "A"), kind
    assert _faults(uploads.demands(b"name,notes\nA,=1+1\nB,=HYPERLINK(\n")) == [
        ("formula", 2, "B", "=1+1"),
        ("formula", 3, "B", "=HYPERLINK("),
    ]
    [(code, row, column, _)] = _faults(uploads.demands(b"name\nA\x00B\n"))
    assert (code, row, column) == ("nul_character", 2, "A")
    [(code, row, column, _)] = _faults(uploads.demands(b'name,notes\nA,"b" c\n'))
    assert (code, row) == ("quotes", 2)


def test_headers_that_are_not_understood_are_named_with_what_is_near(uploads: Uploads) -> None:
    answer = uploads.demands(b"name,Quantitty,Colour of hair,name\nA,1,b,c\n")
    assert _faults(answer) == [
        ("unknown_column", 1, "B", "Quantitty"),
        ("unknown_column", 1, "C", "Colour of hair"),
        ("duplicate_column", 1, "D", "name"),
    ]
    assert "quantity" in answer.json()["errors"][0]["detail"]
    assert _faults(uploads.demands(b"unit,notes\npcs,a\n")) == [("missing_column", 1, "name", None)]
    assert _faults(uploads.demands(b"name,,unit\nA,1,pcs\n")) == [
        ("data_without_header", 2, "B", "1")
    ]
    wrong_kind = uploads.suppliers(b"name,quantity\nA,1\n")
    assert _faults(wrong_kind)[0][:3] == ("unknown_column", 1, "B")


BAD_DEMANDS: Rows = [
    {"external_id": "1", "quantity": "5", "unit": "pcs", "required_certifications": "ISO nine"},
    {"external_id": "2", "needed_by": "2020-01-31"},
    {"external_id": "3", "needed_by": "31/02/2199"},
    {"external_id": "4", "quantity": "-5", "unit": "pcs"},
    {"external_id": "5", "quantity": "1.500", "unit": "kg"},
    {"external_id": "6", "quantity": "many", "unit": "kg"},
    {"external_id": "7", "quantity": "5", "unit": "parsec"},
    {"external_id": "8", "quantity": "5"},
    {"external_id": "2", "notes": "again"},
    {"external_id": "10", "delivery_province": "QN"},
    {"external_id": "11", "category": "PLA-INJ; no such thing at all"},
    {"external_id": "12", "max_distance_km": "50"},
    {"external_id": "13", "quantity": "5", "unit": "pcs", "period": "fortnight"},
]

BAD_DEMAND_FAULTS = [
    ("unknown_reference", 2, "required_certifications", "ISO nine"),
    ("date_in_past", 3, "needed_by", "2020-01-31"),
    ("not_a_date", 4, "needed_by", "31/02/2199"),
    ("greater_than", 5, "quantity", "-5"),
    ("ambiguous_number", 6, "quantity", "1.500"),
    ("not_a_number", 7, "quantity", "many"),
    ("unknown_unit", 8, "unit", "parsec"),
    ("unit_missing", 9, "unit", None),
    ("stands_twice", 10, "external_id", "2"),
    ("ambiguous_reference", 11, "delivery_province", "QN"),
    ("unknown_reference", 12, "category", "no such thing at all"),
    ("distance_from_nowhere", 13, "max_distance_km", "50"),
    ("unknown_period", 14, "period", "fortnight"),
    ("missing", 15, "name", None),
]
"""What each row is told; the last one has no name."""


def test_every_bad_row_of_a_demand_list_is_reported(uploads: Uploads) -> None:
    columns = ("external_id", "name", *{name: None for row in BAD_DEMANDS for name in row})
    rows: Rows = [
        dict.fromkeys(columns) | {"name": f"Hàng {number}", **row}
        for number, row in enumerate(BAD_DEMANDS)
    ]
    nameless = dict.fromkeys(columns) | {"external_id": "14"}
    good = dict.fromkeys(columns) | {"external_id": "15", "name": "Tốt"}
    all_rows = [*rows, nameless, good]
    for content, filename in (
        (csv_file(all_rows), "list.csv"),
        (xlsx_file(all_rows), "list.xlsx"),
    ):
        answer = uploads.demands(content, filename)
        assert _faults(answer) == BAD_DEMAND_FAULTS, filename
        assert answer.json()["detail"].startswith("14 place(s) in the file must be corrected")
        assert answer.json()["detail"].endswith("Nothing was written.")


def test_every_bad_row_of_a_supplier_list_is_reported(uploads: Uploads) -> None:
    rows: list[Json] = [
        {"tax_code": "0100233489"},
        {"tax_code": "0100233488", "certifications": "ISO 9001 (2027-02-30)"},
        {"tax_code": "0100233488", "certifications": "ISO nine; ISO 9001"},
        {"province": "QN"},
        {"contact_email": "call me"},
        {"website": "not a site"},
        {"employees": "-3"},
        {"founded_year": "1492"},
        {"categories": "no such thing at all"},
        {"monthly_capacity": "5000 pcs"},
        {"categories": "PLA-INJ", "monthly_capacity": "5000"},
        {"certifications": "none; ISO 9001"},
    ]
    columns = ("external_id", "name", *{name: None for row in rows for name in row})
    table = [
        dict.fromkeys(columns) | {"name": f"NCC {number}", **row} for number, row in enumerate(rows)
    ]
    answer = uploads.suppliers(csv_file(table))
    assert _faults(answer) == [
        ("invalid_tax_code", 2, "tax_code", "0100233489"),
        ("not_a_date", 3, "certifications", "ISO 9001 (2027-02-30)"),
        ("stands_twice", 4, "tax_code", "0100233488"),
        ("unknown_reference", 4, "certifications", "ISO nine"),
        ("ambiguous_reference", 5, "province", "QN"),
        ("string_pattern_mismatch", 6, "contact_email", "call me"),
        ("string_pattern_mismatch", 7, "website", "not a site"),
        ("greater_than_equal", 8, "employees", "-3"),
        ("greater_than_equal", 9, "founded_year", "1492"),
        ("unknown_reference", 10, "categories", "no such thing at all"),
        ("no_capability", 11, "monthly_capacity", "5000 pcs"),
        ("not_an_amount", 12, "monthly_capacity", "5000"),
        ("none_and_some", 13, "certifications", "none; ISO 9001"),
    ]
    [twice] = [fault for fault in answer.json()["errors"] if fault["code"] == "stands_twice"]
    assert "stands in row 3 already" in twice["detail"]


def test_the_faults_of_a_file_are_told_in_vietnamese_as_well(uploads: Uploads) -> None:
    content = csv_file([{"name": "A", "quantity": "-5", "unit": "pcs"}])
    answer = uploads.buyer.post(
        DEMANDS,
        files={"file": ("a.csv", content)},
        headers={"Accept-Language": "vi"},
    )
    assert answer.json()["title"] == "Tệp không hợp lệ"
    assert answer.json()["detail"].endswith("Chưa ghi dữ liệu nào.")
    assert answer.json()["errors"][0]["detail"] == "Phải lớn hơn 0."


def test_a_file_full_of_faults_lists_the_first_thousand(uploads: Uploads) -> None:
    answer = uploads.demands(b"name,quantity,unit\n" + b"A,-1,pcs\n" * 1500)
    assert len(_faults(answer)) == 1000
    assert answer.json()["detail"].startswith("More than 1000 places")


def test_a_form_that_is_not_complete_is_refused(uploads: Uploads) -> None:
    buyer = uploads.buyer
    for sent, pointer in (
        ({"data": {"name": "A"}, "files": {"other": ("a.csv", b"name\nA\n")}}, "/file"),
        ({"files": {"file": ("a.csv", b"name\nA\n")}, "data": {"colour": "red"}}, "/colour"),
        ({"files": {"file": ("a.csv", b"name\nA\n")}, "data": {"status": "closed"}}, "/status"),
        ({"data": {"file": "name\nA\n"}, "files": {"other": ("a", b"a")}}, "/file"),
    ):
        answer = buyer.post(DEMANDS, **sent)
        assert answer.status_code == 422, sent
        assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    as_json = buyer.post(DEMANDS, json={"name": "A"})
    assert as_json.status_code in {415, 422}
    broken = buyer.post(
        DEMANDS, content=b"--x\r\nbroken", headers={"Content-Type": "multipart/form-data"}
    )
    assert broken.status_code == 400
    for answer in (as_json, broken):
        assert answer.headers["Content-Type"] == PROBLEM


def test_the_spelling_of_the_content_type_does_not_matter(buyer: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\nA\n'
    answer = buyer.post(
        DEMANDS,
        content=body + b"\r\n--x--\r\n",
        headers={
            "Content-Type": "Multipart/Form-Data; boundary=x",
            "Idempotency-Key": "0123456789",
        },
    )
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "urlencoded-1"}])
def test_a_form_that_cannot_carry_a_file_is_told_what_is_missing(
    centre: Client, headers: Json
) -> None:
    answer = centre.post(SUPPLIERS, data={"sheet": "x"}, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/file"
