from decimal import Decimal

import pytest

from app.imports import headers
from app.imports.headers import (
    COLUMNS,
    ImportKind,
    Layout,
    find_layout,
    load_headers,
    nearest_columns,
    recognise,
)
from app.spreadsheets.errors import InvalidFileError
from app.spreadsheets.tables import Cell, Row, Table

KINDS: tuple[ImportKind, ...] = ("demands", "suppliers")


def layout(
    header: tuple[Cell, ...], *rows: tuple[Cell, ...], kind: ImportKind = "demands"
) -> Layout:
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=4))
    return find_layout(Table("S", Row(3, header), numbered, 0), kind)


def faults(
    header: tuple[Cell, ...], *rows: tuple[Cell, ...], kind: ImportKind = "demands"
) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(InvalidFileError) as caught:
        layout(header, *rows, kind=kind)
    assert all(problem.place == "file" for problem in caught.value.problems)
    assert all(problem.render("vi") for problem in caught.value.problems)
    return [(problem.code, problem.row, problem.column) for problem in caught.value.problems]


@pytest.mark.parametrize("kind", KINDS)
def test_every_canonical_column_names_itself(kind: ImportKind) -> None:
    for column in COLUMNS[kind]:
        assert recognise(column, kind) == column
        assert recognise(column.replace("_", " ").title(), kind) == column


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_known_in_both_languages(kind: ImportKind) -> None:
    known = load_headers(kind)
    for column in COLUMNS[kind]:
        assert sum(other == column for other in known.values()) > 2, column


def test_a_header_for_two_columns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    swapped = {**COLUMNS, "demands": (*COLUMNS["demands"], "extra")}
    monkeypatch.setattr(headers, "COLUMNS", swapped)
    with pytest.raises(ValueError, match="other columns"):
        load_headers.__wrapped__("demands")
    known = {"so luong": "quantity"}
    with pytest.raises(ValueError, match="stands for quantity and for unit"):
        headers._add(known, "unit", ["Số lượng"])


@pytest.mark.parametrize(
    ("header", "kind", "column"),
    [
        ("Tên sản phẩm", "demands", "name"),
        ("TÊN HÀNG (*)", "demands", "name"),
        ("ten hang hoa", "demands", "name"),
        ("Quy cách", "demands", "specification"),
        ("Số lượng", "demands", "quantity"),
        ("S.L.", "demands", "quantity"),
        ("ĐVT", "demands", "unit"),
        ("Đơn vị tính", "demands", "unit"),
        ("Kỳ", "demands", "period"),
        ("Chứng nhận bắt buộc", "demands", "required_certifications"),
        ("Chứng chỉ ưu tiên", "demands", "preferred_certifications"),
        ("Nơi giao", "demands", "delivery_province"),
        ("Tỉnh/thành được chấp nhận", "demands", "allowed_provinces"),
        ("Ngày cần\nhàng", "demands", "needed_by"),
        ("Số bản vẽ", "demands", "drawing_ref"),
        ("Khoảng cách tối đa (km)", "demands", "max_distance_km"),
        ("Tên hàng / Item name", "demands", "name"),
        ("Qty (Số lượng)", "demands", "quantity"),
        ("STT", "demands", "ignored"),
        ("No.", "suppliers", "ignored"),
        ("MST", "suppliers", "tax_code"),
        ("Mã số thuế", "suppliers", "tax_code"),
        ("Tên công ty", "suppliers", "name"),
        ("Tên sản phẩm", "suppliers", "capabilities"),
        ("Tỉnh/Thành phố", "suppliers", "province"),
        ("Địa chỉ", "suppliers", "address"),
        ("KCN", "suppliers", "industrial_park"),
        ("Ngành nghề", "suppliers", "categories"),
        ("Năng lực", "suppliers", "capabilities"),
        ("Máy móc, thiết bị", "suppliers", "machines"),
        ("Công suất/tháng", "suppliers", "monthly_capacity"),
        ("Chứng chỉ", "suppliers", "certifications"),
        ("Số lao động", "suppliers", "employees"),
        ("Năm thành lập", "suppliers", "founded_year"),
        ("Người liên hệ", "suppliers", "contact_name"),
        ("E-mail", "suppliers", "contact_email"),
        ("Điện thoại", "suppliers", "contact_phone"),
        ("Thị trường xuất khẩu", "suppliers", "export_markets"),
        ("Khách hàng FDI", "suppliers", "fdi_customers"),
    ],
)
def test_headers_are_recognised(header: str, kind: ImportKind, column: str) -> None:
    assert recognise(header, kind) == column


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Giá", "demands"),
        ("Chứng chỉ", "demands"),
        ("Quantity (kg)", "demands"),
        ("Số lượng / Đơn vị", "demands"),
        ("Công suất", "suppliers"),
        ("Khách hàng", "suppliers"),
        ("Liên hệ", "suppliers"),
        ("Phone/Email", "suppliers"),
        ("***", "suppliers"),
    ],
)
def test_what_could_mean_two_columns_is_not_guessed(header: str, kind: ImportKind) -> None:
    assert recognise(header, kind) is None


def test_the_layout_says_where_columns_stand() -> None:
    found = layout(("STT", "Tên hàng", None, "SL"), ("1", "Vít", None, "5"))
    assert found.positions == {"name": 1, "quantity": 3}
    assert found.ignored == ("STT",)


def test_an_unknown_column_is_named_with_the_nearest() -> None:
    assert faults(("name", "Số lượng/năm"), ("x",)) == [("unknown_column", 3, "B")]
    assert nearest_columns("Số lượng/năm", "demands")[0] == "quantity"
    assert "quantity" in nearest_columns("quantty", "demands")


def test_where_nothing_is_near_all_columns_are_named() -> None:
    assert nearest_columns("@@@@", "suppliers") == list(COLUMNS["suppliers"])


def test_every_fault_of_the_header_is_named() -> None:
    header = ("Giá", "SL", "Số lượng", None, Decimal(12))
    assert faults(header, (None, None, None, "x", None), ("1", "2", "3", "y", "5", "6")) == [
        ("unknown_column", 3, "A"),
        ("duplicate_column", 3, "C"),
        ("unknown_column", 3, "E"),
        ("data_without_header", 4, "D"),
        ("data_without_header", 5, "F"),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_names_is_refused(kind: ImportKind) -> None:
    assert faults(("external_id",), ("1",), kind=kind) == [("missing_column", 3, "name")]
