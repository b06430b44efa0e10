from datetime import date
from decimal import Decimal

import pytest

from app.core.i18n import Text
from app.imports.columns import ImportKind
from app.imports.detection.choices import Choices
from app.imports.detection.header_match import match_header
from app.imports.detection.layout import Layout
from app.imports.detection.number_format import date_order, decimal_mark
from app.imports.headers import header_key
from app.spreadsheets.errors import DamagedFileError, EmptyTableError, SheetNotFoundError
from app.spreadsheets.facts import Fact, MergedRange, SheetInfo
from app.spreadsheets.tables import Cell
from app.spreadsheets.workbooks import Sheet, Workbook
from tests.unit.imports.grids import read_grid, read_workbook, rows_of, sheet_of, workbook_of

SUPPLIERS: list[list[Cell]] = [
    ["Tên công ty", "MST", "Tỉnh"],
    ["Công ty A", "0300588569", "Đồng Nai"],
    ["Công ty B", None, "Hà Nội"],
]


@pytest.mark.parametrize(
    ("kind", "header", "column"),
    [
        ("suppliers", "name", "name"),
        ("suppliers", "TÊN CÔNG TY", "name"),
        ("suppliers", "Ten cong ty", "name"),
        ("suppliers", "Tên công ty\n(Company name)", "name"),
        ("suppliers", "(1) Mã số thuế", "tax_code"),
        ("suppliers", "B. Mã số thuế (*)", "tax_code"),
        ("suppliers", "Email công ty", "contact_email"),
        ("suppliers", "Mã số thúê dn", "tax_code"),
        ("demands", "Tên hàng / Item name / 品名", "name"),
        ("demands", "Q'ty (pcs)", "quantity"),
        ("demands", "Quantitty", "quantity"),
    ],
)
def test_headers_are_recognised_as_people_write_them(
    kind: ImportKind, header: str, column: str
) -> None:
    assert match_header(header, kind).column == column


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Công suất (tấn/tháng)", "tấn/tháng"),
        ("Monthly capacity [pcs]", "pcs"),
        ("Monthly capacity, ĐVT: cái", "cái"),
    ],
)
def test_a_unit_in_the_header_is_found(header: str, unit: str) -> None:
    match = match_header(header, "suppliers")
    assert (match.column, match.unit) == ("monthly_capacity", unit)


def test_a_header_that_may_mean_two_columns_is_offered_and_not_used() -> None:
    match = match_header("Ngành nghề / Sản phẩm", "suppliers")
    assert match.column is None
    assert match.alternatives == ("categories", "capabilities")


def test_a_header_that_is_only_alike_is_offered_and_not_used() -> None:
    match = match_header("Công suất", "suppliers")
    assert match.column is None
    assert "monthly_capacity" in match.alternatives
    assert match_header("Màu sắc", "suppliers").alternatives == ()


def test_titles_above_the_header_are_told_and_are_no_data() -> None:
    read = read_grid(
        [["UBND TP"], ["DANH SÁCH DOANH NGHIỆP", None, "2026"], [], *SUPPLIERS], "suppliers"
    )
    assert read.layout.header_rows == (4,)
    assert read.layout.first_row == 5
    assert [(row.number, row.text) for row in read.layout.title_rows] == [
        (1, "UBND TP"),
        (2, "DANH SÁCH DOANH NGHIỆP · 2026"),
    ]
    assert [row.number for row in read.rows] == [5, 6]


def test_two_header_rows_are_read_as_one() -> None:
    read = read_grid(
        [
            ["STT", "Tên hàng", "Số lượng", None, "ĐVT"],
            [None, None, "Tháng", "Năm", None],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            [Decimal(1), "Vỏ máy", Decimal(100), Decimal(1200), "cái"],
        ],
        "demands",
        [MergedRange(1, 2, 1, 3), MergedRange(1, 0, 2, 0), MergedRange(1, 1, 2, 1)],
    )
    assert read.layout.header_rows == (1, 2)
    assert read.layout.first_row == 4
    assert read.column("C").header == "Số lượng / Tháng"
    assert read.columns == {
        "A": "ignored",
        "B": "name",
        "C": "quantity",
        "D": "notes",
        "E": "unit",
    }
    assert "second_column" in read.codes
    content = read.rows[0].content
    assert content is not None
    assert (content["period"], content["notes"]) == ("month", "Số lượng / Năm: 1200")


def test_two_header_rows_of_a_text_file_are_read_as_one() -> None:
    read = read_grid(
        [
            ["Tên hàng", "Số lượng", None, "ĐVT"],
            [None, "Tháng", "Năm", None],
            ["Vỏ máy", "100", "1200", "cái"],
        ],
        "demands",
    )
    assert read.layout.header_rows == (1, 2)
    assert read.column("B").unit == "Tháng"


def test_groups_above_the_header_belong_to_it() -> None:
    read = read_grid(
        [
            ["Thông tin doanh nghiệp", None, "Liên hệ", None],
            ["Tên công ty", "MST", "Họ tên", "Điện thoại"],
            ["Công ty A", "0300588569", "Nguyễn A", "028 3800 0000"],
        ],
        "suppliers",
        [MergedRange(1, 0, 1, 1), MergedRange(1, 2, 1, 3)],
    )
    assert read.layout.header_rows == (1, 2)
    assert read.column("A").column == "name"
    assert read.column("D").column == "contact_phone"
    assert read.column("C").header == "Liên hệ / Họ tên"


def test_a_row_that_follows_the_header_without_a_name_is_data() -> None:
    read = read_grid([["Tên", "MST"], [None, "0300588569"], ["A", None]], "suppliers")
    assert read.layout.header_rows == (1,)
    assert len(read.rows) == 2


def test_without_a_header_columns_are_guessed_by_content_and_that_is_told() -> None:
    read = read_grid(
        [
            ["Công ty TNHH Cơ khí An Phú", "0300588569", "a@anphu.example", "Đồng Nai"],
            ["Công ty CP Nhựa Bình Minh", "0301460120", "b@binhminh.example", "Hà Nội"],
            ["CTY TNHH Khuôn mẫu Tân Tiến", "0100233488", "c@tantien.example", "Hải Phòng"],
        ],
        "suppliers",
    )
    assert read.layout.header_rows == ()
    assert read.columns == {
        "A": "name",
        "B": "tax_code",
        "C": "contact_email",
        "D": "province",
    }
    assert all(guess.confidence <= 0.5 and guess.how == "content" for guess in read.layout.columns)
    assert "no_header" in read.codes
    assert len(read.rows) == 3


def test_without_header_and_name_every_row_is_asked_about() -> None:
    read = read_grid([["1", "2"], ["3", "4"]], "suppliers")
    assert {"no_header", "no_name_column"} <= read.codes
    assert [row.state for row in read.rows] == ["needs_review"] * 2


def test_content_speaks_where_the_header_is_vague() -> None:
    read = read_grid(
        [
            ["Tên công ty", "Mã", "Thông tin"],
            ["Công ty A", "0300588569", "a@a.example"],
            ["Công ty B", "0301460120", "b@b.example"],
        ],
        "suppliers",
    )
    assert read.columns == {"A": "name", "B": "tax_code", "C": "contact_email"}
    assert read.column("B").alternatives == ("external_id",)
    assert "column_by_content" in read.codes


def test_a_column_of_row_numbers_that_holds_more_is_kept() -> None:
    read = read_grid([["No", "Tên"], ["NCC-1", "A"], ["NCC-2", "B"]], "suppliers")
    assert read.columns == {"A": "notes", "B": "name"}


def test_choices_rule_over_what_was_found() -> None:
    choices = Choices(
        columns={"C": "notes", "B": "external_id", "A": "name"},
        remembered={header_key("Tỉnh"): "address"},
        decimal_mark=",",
        date_order="month_first",
    )
    read = read_grid(SUPPLIERS, "suppliers", choices=choices)
    assert read.columns == {"A": "name", "B": "external_id", "C": "notes"}
    assert {guess.how for guess in read.layout.columns} == {"chosen"}
    assert read.layout.number_format.how == "chosen"
    assert read.layout.date_order == "month_first"


def test_a_remembered_header_is_used_and_an_unknown_choice_is_not() -> None:
    choices = Choices(columns={"A": "nonsense"}, remembered={header_key("Tỉnh"): "address"})
    read = read_grid(SUPPLIERS, "suppliers", choices=choices)
    assert read.columns == {"A": "name", "B": "tax_code", "C": "address"}
    assert read.column("C").how == "remembered"


def test_header_rows_can_be_chosen() -> None:
    grid: list[list[Cell]] = [["x", "y"], ["Hãng", "Số"], ["Công ty A", "5"]]
    choices = Choices(header_rows=(2,), columns={"A": "name"})
    read = read_grid(grid, "suppliers", choices=choices)
    assert (read.layout.header_rows, read.layout.first_row) == ((2,), 3)
    nothing = read_grid(grid, "suppliers", choices=Choices(header_rows=()))
    assert (nothing.layout.header_rows, nothing.layout.first_row) == ((), 1)


def test_the_sheet_that_looks_most_like_the_kind_is_read_and_the_others_are_told() -> None:
    workbook = workbook_of(
        sheet_of("Hướng dẫn", [["Cách điền"], ["Tên công ty bắt buộc"]]),
        sheet_of("NCC", SUPPLIERS),
        sheet_of("Ẩn", SUPPLIERS * 20),
        hidden="Ẩn",
    )
    read = read_workbook(workbook, "suppliers")
    assert read.layout.sheet == "NCC"
    assert [sheet.name for sheet in read.layout.sheets] == ["Hướng dẫn", "NCC", "Ẩn"]
    assert "other_sheets" in read.codes
    chosen = read_workbook(workbook, "suppliers", Choices(sheet="Ẩn"))
    assert chosen.layout.sheet == "Ẩn"
    with pytest.raises(SheetNotFoundError):
        read_workbook(workbook, "suppliers", Choices(sheet="Không có"))


def test_facts_of_the_file_and_formulas_are_passed_on() -> None:
    rows = rows_of(SUPPLIERS)
    sheet = Sheet("S", (), frozenset({(2, 0)}), lambda: iter(rows))
    facts = [Fact("macros", Text("{n} macros", "{n} macro"), (("n", 2),))]
    info = SheetInfo("S", 3, 3, 8)
    workbook = Workbook("xlsx", None, None, facts, (info,), {"S": sheet})
    read = read_workbook(workbook, "suppliers")
    assert {"macros", "formulas"} <= read.codes
    assert read.layout.facts[0].text == Text("2 macros", "2 macro")


def test_a_sheet_that_cannot_be_read_is_left_aside_unless_it_is_the_only_one() -> None:
    damaged = DamagedFileError(what="x")
    infos = (SheetInfo("A", 1, 1, 1), SheetInfo("B", 3, 3, 8))
    both = Workbook("xlsx", None, None, [], infos, {"A": damaged, "B": sheet_of("B", SUPPLIERS)})
    assert read_workbook(both, "suppliers").layout.sheet == "B"
    only = Workbook("xlsx", None, None, [], infos[:1], {"A": damaged})
    with pytest.raises(DamagedFileError):
        read_workbook(only, "suppliers")


@pytest.mark.parametrize("grid", [[], [["Tên công ty", "MST"]]])
def test_a_file_without_rows_is_refused(grid: list[list[Cell]]) -> None:
    with pytest.raises(EmptyTableError):
        read_grid(grid, "suppliers")


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234,5"], ","),
        (["12.5"], "."),
        (["1,234,567"], "."),
        (["0,500 kg"], ","),
        (["1.000", "12.000"], None),
        (["1,5", "2.5"], None),
        (["abc, def", Decimal(5), None], None),
    ],
)
def test_the_decimal_mark_is_what_all_clear_numbers_agree_on(
    cells: list[Cell], mark: str | None
) -> None:
    assert decimal_mark(cells) == mark


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["13/06/2027", "01/02/2027"], "day_first"),
        (["06/13/2027"], "month_first"),
        (["06/13/2027", "13/06/2027"], None),
        (["01/02/2027", date(2027, 1, 1), "45/45/2027"], None),
    ],
)
def test_the_order_of_dates_is_what_all_clear_dates_agree_on(
    cells: list[Cell], order: str | None
) -> None:
    assert date_order(cells) == order


def test_a_layout_survives_json() -> None:
    read = read_grid([["x"], *SUPPLIERS], "suppliers")
    assert Layout.from_json(read.layout.to_json()) == read.layout


def test_choices_survive_json() -> None:
    full = Choices("S", (1, 2), {"A": "name"}, ",", "day_first", {"ten": "name"})
    assert Choices.from_json(full.to_json()) == full
    assert Choices.from_json({}) == Choices()
    assert Choices().to_json() == {}


def test_a_sheet_without_cells_is_left_aside() -> None:
    workbook = workbook_of(sheet_of("Trống", []), sheet_of("NCC", SUPPLIERS))
    assert read_workbook(workbook, "suppliers").layout.sheet == "NCC"


def test_more_header_rows_than_one_can_be_chosen_and_texts_that_repeat_count_once() -> None:
    grid: list[list[Cell]] = [["Tên", "Tỉnh"], ["Tên", "thành"], ["Công ty A", "Đồng Nai"]]
    read = read_grid(grid, "suppliers", choices=Choices(header_rows=(1, 2)))
    assert read.column("A").header == "Tên"
    assert read.column("B").header == "Tỉnh / thành"
    missing = read_grid(grid, "suppliers", choices=Choices(header_rows=(9,)))
    assert missing.layout.header_rows == ()


def test_a_name_column_can_be_chosen_where_there_is_no_header() -> None:
    grid: list[list[Cell]] = [["x1", "Công ty A"], ["x2", "Công ty B"]]
    read = read_grid(grid, "suppliers", choices=Choices(columns={"A": "name"}))
    assert read.columns == {"A": "name", "B": "notes"}
