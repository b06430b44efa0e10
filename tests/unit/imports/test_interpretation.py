from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.settings import Settings
from app.imports.cells.suggestions import suggest
from app.imports.columns import COLUMNS, ImportKind
from app.imports.detection.choices import Choices
from app.imports.detection.content import is_row_number
from app.imports.detection.filling import says_as_above
from app.imports.detection.layout import ColumnGuess, Layout
from app.imports.findings import Guess, RowProblem
from app.imports.rows import interpretation
from app.imports.rows.interpretation import InterpretedRow, Interpreter, interpret_row
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.tables import (
    TOO_LONG,
    Cell,
    CellFault,
    ErrorValue,
    FaultCode,
    Row,
    TableLimits,
    decode_cell,
)
from tests.unit.imports.grids import codes, guessed, read_grid, read_one, sheet_of

LIMITS = TableLimits.of(Settings())
DEMANDS = ["STT", "Mã", "Tên hàng", "Số lượng", "ĐVT", "Ngày cần"]


def correct(
    row: InterpretedRow, layout: Layout, kind: ImportKind, **new: str | None
) -> InterpretedRow:
    cells = [decode_cell(cell) for cell in row.cells]  # type: ignore[arg-type]
    return interpret_row(cells, row.number, layout, kind, new, row.context)


def test_a_plain_row_is_ready_and_tells_its_keys() -> None:
    row = read_one(
        {"Mã": Decimal("123.0"), "Tên công ty": "Công ty Ánh Dương", "MST": "0300588569"},
        "suppliers",
    )
    assert (row.state, row.problems, row.guesses) == ("ready", (), ())
    assert row.keys == {
        "ketnoi_id": None,
        "external_id": "123",
        "tax_code": "0300588569",
        "name": "cong ty anh duong",
    }
    assert row.content is not None


def test_a_row_without_a_name_is_refused() -> None:
    read = read_grid([["Tên", "MST"], [None, "0300588569"]], "suppliers")
    assert read.rows[0].state == "invalid"
    assert codes(read.rows[0]) == ["no_name"]
    assert read.rows[0].keys["tax_code"] == "0300588569"
    named = correct(read.rows[0], read.layout, "suppliers", name="Công ty A")
    assert named.state == "ready"


def test_columns_without_a_field_are_kept_as_notes() -> None:
    row = read_one({"Tên": "A", "Màu": "Đỏ", "Ghi chú": "gấp", "Xếp loại": Decimal(3)}, "suppliers")
    assert row.content is not None
    assert "gấp\nMàu: Đỏ\nXếp loại: 3" in str(row.content).replace("\\n", "\n")


def test_cells_right_of_the_table_are_kept_as_notes_too() -> None:
    read = read_grid([["Tên", "MST"], *[["A"]] * 2500, ["B", None, None, "thêm"]], "suppliers")
    assert "D: thêm" in str(read.rows[-1].content)


def test_merged_cells_count_for_all_their_rows() -> None:
    read = read_grid(
        [["Tên", "Tỉnh", "KCN"], ["A", "Đồng Nai", None], ["B"], ["C", "Hà Nội"]],
        "suppliers",
        [MergedRange(2, 1, 3, 2)],
    )
    assert guessed(read.rows[0]) == {"merged_across": "Đồng Nai"}
    assert guessed(read.rows[1]) == {"merged_down": "Đồng Nai"}
    assert read.rows[2].guesses == ()
    again = correct(read.rows[1], read.layout, "suppliers", industrial_park=None)
    assert guessed(again) == {"merged_down": "Đồng Nai"}
    assert again.content != read.rows[1].content


@pytest.mark.parametrize("text", ["nt", "N.T", "-nt-", "Như trên", "ditto", '"', "〃", "nhu tren"])
def test_as_above_repeats_the_cell_above(text: str) -> None:
    read = read_grid([["Tên", "Tỉnh"], ["A", "Đồng Nai"], ["B", text], ["C", text]], "suppliers")
    assert [row.state for row in read.rows] == ["ready"] * 3
    assert guessed(read.rows[2]) == {"as_above": "Đồng Nai"}
    again = correct(read.rows[2], read.layout, "suppliers", province="Hà Nội")
    assert again.guesses == ()


def test_a_colour_is_not_as_above() -> None:
    assert not says_as_above("Đỏ")


def test_as_above_with_nothing_above_is_asked() -> None:
    read = read_grid([["Tên", "Tỉnh", "Màu"], ["A", "nt", "nt"]], "suppliers")
    assert "nothing_above" in codes(read.rows[0])
    assert correct(read.rows[0], read.layout, "suppliers", province=None).state == "ready"


def test_headings_totals_repeated_headers_and_signatures_are_refused_and_shown() -> None:
    read = read_grid(
        [
            DEMANDS,
            ["I. NHÓM NHỰA"],
            ["II", None, "Nhóm kim loại"],
            [Decimal(1), "a", "Vỏ máy", Decimal(5), "cái"],
            DEMANDS,
            ["1", "2", "3", "4", "5", "6"],
            [None, None, "Tổng cộng:", Decimal(5)],
            [None, None, None, None, "Ngày 3 tháng 5 năm 2026"],
            ["Người lập biểu", None, None, "Giám đốc"],
            ["Ghi chú: giao trong giờ hành chính"],
        ],
        "demands",
        [MergedRange(2, 0, 2, 5)],
    )
    found = {row.number: (row.state, codes(row)) for row in read.rows}
    assert found == {
        2: ("invalid", ["section_heading"]),
        3: ("needs_review", ["section_heading"]),
        4: ("ready", []),
        5: ("invalid", ["repeated_header"]),
        6: ("invalid", ["repeated_header"]),
        7: ("invalid", ["total_row"]),
        8: ("invalid", ["note_row"]),
        9: ("invalid", ["note_row"]),
        10: ("invalid", ["note_row"]),
    }
    heading = read.row(2)
    assert correct(heading, read.layout, "demands", quantity=None).state == "invalid"
    assert correct(heading, read.layout, "demands", name="Nhóm nhựa").state == "ready"


def test_a_name_that_begins_like_a_total_or_a_note_is_a_name() -> None:
    read = read_grid(
        [
            ["Tên", "MST", "Tỉnh"],
            ["Total Việt Nam", None, "Đồng Nai"],
            ["Nguồn Sáng", None, "Đồng Nai"],
            ["A. B. C"],
        ],
        "suppliers",
    )
    assert [row.state for row in read.rows] == ["ready", "ready", "needs_review"]
    name = read.rows[2].problems[0].suggestions[0].value
    assert correct(read.rows[2], read.layout, "suppliers", name=name).state == "ready"


def test_an_ambiguous_number_is_asked_with_both_readings() -> None:
    row = read_one({"Tên hàng": "A", "Số lượng": "1.250", "ĐVT": "cái"}, "demands")
    assert codes(row) == ["ambiguous_number"]
    assert [item.value for item in row.problems[0].suggestions] == ["1250", "1.25"]
    precise = read_one({"Tên hàng": "A", "Số lượng": "1.254", "ĐVT": "kg"}, "demands")
    assert [item.value for item in precise.problems[0].suggestions] == ["1254", "1.2540"]


@pytest.mark.parametrize(("other", "taken"), [("1.234,5", "1250"), ("12.75", "1.25")])
def test_other_numbers_decide_what_a_number_is_and_that_is_shown(other: str, taken: str) -> None:
    read = read_grid(
        [["Tên hàng", "Số lượng", "ĐVT"], ["A", "1.250", "kg"], ["B", other, "kg"]], "demands"
    )
    assert guessed(read.rows[0]) == {"decimal_mark": taken}
    assert read.rows[1].guesses == ()


def test_the_file_decides_where_the_column_does_not() -> None:
    read = read_grid(
        [["Tên hàng", "Số lượng", "ĐVT", "Đơn giá"], ["A", "1.250", "kg", "12.000,50"]], "demands"
    )
    assert read.layout.number_format.to_json() == {"decimal_mark": ",", "how": "file"}
    assert guessed(read.rows[0]) == {"decimal_mark": "1250"}


def test_a_quantity_with_its_unit_is_split_and_that_is_shown() -> None:
    row = read_one({"Tên hàng": "A", "Số lượng": "500 cái/tháng"}, "demands")
    assert "unit_in_quantity" in guessed(row)
    assert row.content is not None
    assert (row.content["unit"], row.content["period"]) == ("pcs", "month")


def test_a_unit_that_stands_twice_must_agree() -> None:
    same = read_one({"Tên hàng": "A", "Số lượng": "500 cái", "ĐVT": "pcs"}, "demands")
    assert same.state == "ready"
    other = read_one({"Tên hàng": "A", "Số lượng": "500 kg", "ĐVT": "cái"}, "demands")
    assert codes(other) == ["units_disagree"]


def test_the_unit_may_stand_in_the_header() -> None:
    row = read_one({"Tên hàng": "A", "Số lượng (cái)": Decimal(5)}, "demands")
    assert guessed(row) == {"unit_from_header": "cái"}
    supplier = read_one(
        {"Tên": "A", "Năng lực": "Ép nhựa", "Công suất (tấn/tháng)": "20"}, "suppliers"
    )
    assert guessed(supplier) == {"unit_from_header": "20 tấn/tháng"}
    period = read_one({"Tên hàng": "A", "Số lượng (năm)": Decimal(5), "ĐVT": "cái"}, "demands")
    assert guessed(period) == {"period_from_header": "year"}


def test_an_unknown_unit_is_asked_with_the_nearest() -> None:
    row = read_one({"Tên hàng": "A", "Số lượng": Decimal(5), "ĐVT": "caii"}, "demands")
    assert codes(row) == ["unknown_unit"]
    assert row.problems[0].suggestions[0].value == "pcs"


@pytest.mark.parametrize(
    ("cell", "codes_", "taken"),
    [
        (Decimal(51500), [], {"date_serial": "2040-12-30"}),
        ("13/06/2040", [], {}),
        ("05/06/2040", [], {"date_order": "2040-06-05"}),
        ("06.06.2040", [], {}),
        (date(2040, 3, 1), [], {}),
        (datetime(2040, 3, 1, 7), [], {}),  # noqa: DTZ001 - cells have no zone
        ("01/03/40", ["year_of_two_digits"], {}),
        ("06/2040", ["day_missing"], {}),
        ("45/45/2040", ["not_a_date"], {}),
        ("soon", ["not_a_date"], {}),
        (Decimal(5), ["not_a_date"], {}),
    ],
)
def test_dates_are_read_guessed_or_asked(
    cell: Cell, codes_: list[str], taken: dict[str, str]
) -> None:
    row = read_one({"Tên hàng": "A", "Ngày cần": cell}, "demands")
    assert (codes(row), guessed(row)) == (codes_, taken)


def test_other_dates_decide_on_day_and_month() -> None:
    read = read_grid(
        [["Tên hàng", "Ngày cần"], ["A", "05/06/2040"], ["B", "06/13/2040"]], "demands"
    )
    assert guessed(read.rows[0]) == {"date_order": "2040-05-06"}


def test_a_tax_code_that_lost_its_zero_is_asked_with_the_right_one() -> None:
    row = read_one({"Tên": "A", "Mã số thuế": Decimal(300588569)}, "suppliers")
    assert codes(row) == ["leading_zero_lost"]
    assert [item.value for item in row.problems[0].suggestions] == ["0300588569", None]
    wrong = read_one({"Tên": "A", "Mã số thuế": Decimal(300588560)}, "suppliers")
    assert [item.value for item in wrong.problems[0].suggestions] == [None]
    other = read_one({"Tên": "A", "Mã số thuế": "0300588560"}, "suppliers")
    assert codes(other) == ["invalid_tax_code"]
    assert [item.value for item in other.problems[0].suggestions] == [None]
    assert other.keys["tax_code"] is None


@pytest.mark.parametrize(
    ("cell", "taken"),
    [(Decimal(912345678), "0912345678"), ("84912345678", "+84912345678"), ("0912345678", None)],
)
def test_a_phone_that_lost_its_zero_gets_it_back_and_that_is_shown(
    cell: Cell, taken: str | None
) -> None:
    row = read_one({"Tên": "A", "Điện thoại": cell}, "suppliers")
    assert row.state == "ready"
    assert guessed(row).get("leading_zero_restored") == taken


def test_digits_that_are_no_phone_with_a_zero_are_asked() -> None:
    row = read_one({"Tên": "A", "Điện thoại": Decimal(12345678901)}, "suppliers")
    assert codes(row) == ["leading_zero_lost"]
    text = read_one({"Tên": "A", "Điện thoại": "12345678901"}, "suppliers")
    assert text.state == "ready"


def test_an_error_in_a_cell_is_asked_and_the_cell_is_named() -> None:
    row = read_one({"Tên": "A", "Số lao động": ErrorValue("#REF!")}, "suppliers")
    assert codes(row) == ["cell_error"]
    assert "B2" in row.problems[0].text.vi
    assert "#REF!" in row.problems[0].text.en


def test_what_is_ambiguous_or_unknown_is_asked_with_candidates() -> None:
    row = read_one(
        {
            "Tên": "A",
            "Tỉnh": "QN",
            "Ngành hàng": "zzzz; MAC-CNC",
            "Năng lực": "ép nhựa",
            "Chứng chỉ": "ISO 9O01",
        },
        "suppliers",
    )
    asked = {problem.column: problem for problem in row.problems}
    assert all(problem.severity == "asked" for problem in row.problems)
    assert "legacy:49" in [item.value for item in asked["province"].suggestions]
    assert "ISO-9001" in [item.value for item in asked["certifications"].suggestions]
    assert asked["categories"].value == "zzzz"


def test_a_cell_that_is_not_understood_may_be_emptied_or_corrected() -> None:
    read = read_grid([["Tên", "Số lao động"], ["A", "nhiều"]], "suppliers")
    assert codes(read.rows[0]) == ["not_a_number"]
    assert correct(read.rows[0], read.layout, "suppliers", employees=None).state == "ready"
    assert correct(read.rows[0], read.layout, "suppliers", employees="20").state == "ready"


def test_dates_and_truth_values_in_texts_are_asked_or_kept() -> None:
    row = read_one({"Tên": date(2027, 3, 1), "MST": None}, "suppliers")
    assert codes(row) == ["not_text"]
    assert [item.value for item in row.problems[0].suggestions] == ["2027-03-01", "1/3/2027"]
    assert codes(read_one({"Tên": True}, "suppliers")) == ["not_text"]
    kept = read_one({"Tên hàng": "A", "Quy cách": date(2027, 3, 1)}, "demands")
    assert guessed(kept) == {"date_as_text": "2027-03-01"}


@pytest.mark.parametrize("code", ["damaged_characters", "quotation_marks", "too_many_columns"])
@pytest.mark.parametrize("position", [1, 5])
def test_what_the_file_reader_doubted_is_asked_until_a_person_confirms(
    code: FaultCode, position: int
) -> None:
    read = read_grid([["Tên", "Địa chỉ"], ["A", "x"]], "suppliers")
    row = Row(2, ("A", "x"), (CellFault(position, code, "x"),))
    found = Interpreter(read.layout, "suppliers").interpret(row)
    assert (found.state, codes(found)) == ("needs_review", [code])
    column = "address" if position == 1 else "name"
    again = correct(found, read.layout, "suppliers", **{column: "y"})
    assert again.state == "ready"
    other = correct(found, read.layout, "suppliers", website=None)
    assert other.state == "needs_review"


def test_a_text_that_was_too_long_is_asked_once() -> None:
    read = read_grid([["Tên", "Địa chỉ"], ["A", "x"]], "suppliers")
    row = Row(2, ("A", TOO_LONG), (CellFault(1, "too_long", "xxx"),))
    found = Interpreter(read.layout, "suppliers").interpret(row)
    assert codes(found) == ["too_long"]
    assert found.problems[0].value == "xxx"


def test_a_row_of_an_export_says_literally_what_it_says() -> None:
    read = read_grid(
        [
            ["ketnoi_id", "name", "address"],
            ["sup_1", "Tổng cộng", "a"],
            ["sup_2", "nt", "như trên"],
        ],
        "suppliers",
    )
    assert [row.keys["name"] for row in read.rows] == ["tong cong", "nt"]
    assert all(row.state == "ready" and not row.guesses for row in read.rows)


@pytest.mark.parametrize("divider", [", ", "\n", ",\n"])
def test_lists_divided_by_commas_or_lines_are_read_and_that_is_shown(divider: str) -> None:
    held = read_one({"Tên": "A", "Chứng chỉ": f"ISO 9001{divider}IATF 16949"}, "suppliers")
    assert guessed(held) == {"list_divided": "ISO 9001; IATF 16949"}
    assert held.state == "ready"
    asked = read_one(
        {
            "Tên hàng": "A",
            "Chứng chỉ yêu cầu": f"ISO 9001{divider}IATF 16949",
            "Nhóm hàng": f"Ép nhựa{divider}Khuôn ép nhựa",
            "Tỉnh được chấp nhận": f"Đồng Nai{divider}Hà Nội",
        },
        "demands",
    )
    assert len(asked.guesses) == 3
    assert asked.state == "ready"


def test_words_beside_a_certification_are_not_left_aside_silently() -> None:
    row = read_one({"Tên hàng": "A", "Chứng chỉ yêu cầu": "ISO 9001, xyz"}, "demands")
    assert guessed(row) == {"partly_read": "ISO-9001"}
    plain = read_one({"Tên hàng": "A", "Chứng chỉ yêu cầu": "ISO 9001"}, "demands")
    assert plain.guesses == ()


@pytest.mark.parametrize(
    "text", ["ISO 9001, ISO 14001, x", "ISO 9001, ISO 14001 (99/2027)", "ISO 9001; x,y"]
)
def test_lists_with_an_unknown_part_are_asked_as_they_stand(text: str) -> None:
    row = read_one({"Tên": "A", "Chứng chỉ": text}, "suppliers")
    assert row.state == "needs_review"
    assert "list_divided" not in guessed(row)


@pytest.mark.parametrize(
    ("header", "text", "suggested"),
    [
        ("Số lao động", "khoảng 120 người", ["120"]),
        ("Số lao động", "1.000-1.2.3", ["1000"]),
        ("Email", "a@b.vn; c@d.vn", ["a@b.vn", "c@d.vn"]),
        ("Điện thoại", "0912 345 678 / 028 3800 0000", ["0912 345 678", "028 3800 0000"]),
        ("Website", "xem www.a.example nhé", ["www.a.example"]),
    ],
)
def test_what_has_not_the_form_of_its_column_is_asked_with_what_it_holds(
    header: str, text: str, suggested: list[str]
) -> None:
    row = read_one({"Tên": "A", header: text}, "suppliers")
    assert row.state == "needs_review"
    assert [item.value for item in row.problems[0].suggestions] == suggested


def test_a_quantity_and_its_unit_come_together_or_are_asked() -> None:
    row = read_one({"Tên hàng": "A", "Số lượng": Decimal(5)}, "demands")
    assert [item.value for item in row.problems[0].suggestions] == ["pcs", "set", "kg"]
    unit = read_one({"Tên hàng": "A", "ĐVT": "cái"}, "demands")
    assert [item.value for item in unit.problems[0].suggestions] == [None]
    amount = read_one({"Tên": "A", "Năng lực": "x", "Công suất tháng": "500"}, "suppliers")
    assert amount.problems[0].suggestions
    wrong = read_one({"Tên hàng": "A", "Số lượng": "1.250 kg", "ĐVT": "kg"}, "demands")
    assert codes(wrong) == ["ambiguous_number"]


@pytest.mark.parametrize(
    ("text", "value"), [("có", True), ("Không", False), ("x", True), ("✓", True), ("FALSE", False)]
)
def test_yes_and_no_are_understood_in_both_languages(text: str, value: bool) -> None:
    row = read_one({"name": "A", "is_active": text}, "suppliers")
    assert row.state == "ready"
    assert f"'is_active': {value}" in str(row.content)


def test_what_is_neither_yes_nor_no_is_asked() -> None:
    row = read_one({"name": "A", "is_active": "có thể"}, "suppliers")
    assert codes(row) == ["not_yes_or_no"]
    assert read_one({"name": "A", "is_active": True}, "suppliers").state == "ready"


def test_a_row_that_nothing_can_be_made_of_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(interpretation.READERS, "suppliers", lambda _: None)
    assert codes(read_one({"Tên": "A"}, "suppliers")) == ["not_understood"]


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("certifications", "ISO9O01", "ISO-9001"),
        ("unit", "caii", "pcs"),
        ("categories", "khuon mau ep nhua", "TOO-PLM"),
        ("province", "QN", "legacy:49"),
        ("unit", "qqqqq", "pcs"),
        ("certifications", "BSCII", "BSCI"),
    ],
)
def test_what_is_not_understood_has_suggestions(column: str, text: str, value: str) -> None:
    assert value in [item.value for item in suggest(column, text, text)]


def test_columns_without_a_list_to_choose_from_have_no_suggestions() -> None:
    assert suggest("name", "x", "x") == ()
    assert suggest("categories", "zzzzqqq", "a; zzzzqqq") == ()


def test_sizes_in_a_specification_do_not_decide_on_quantities() -> None:
    read = read_grid(
        [["Tên hàng", "Quy cách", "Số lượng", "ĐVT"], ["A", "2.5 mm", "1.250", "cái"]], "demands"
    )
    assert codes(read.rows[0]) == ["ambiguous_number"]


def test_texts_far_too_long_for_their_column_are_asked() -> None:
    row = read_one(
        {"Tên hàng": "A", "Số lượng": Decimal(5), "ĐVT": "x" * 101, "Nơi giao": "x" * 1001},
        "demands",
    )
    assert sorted(codes(row)) == ["unit_too_long", "unknown_reference"]


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *("Tên", "MST", "Số lượng", "STT", "nt", '"', "Tổng cộng", "I. A", "QN", "Đồng Nai"),
            *("1.000", "1,5", "500 cái", "13/06/2040", "05/06/2040", "ISO 9001; x", "[a]", "{b}"),
            *("912345678", "0300588569", "yes", "không", "a@b.vn", "(1)", "2", "3", "\n", "{", "%"),
        ]
    ),
    st.text(max_size=12).map(lambda text: text.replace("\x00", "").strip() or None),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**13), max_value=10**13),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.just(ErrorValue("#N/A")),
)
HEADERS = st.sampled_from(
    ["Tên", "Tên hàng", "MST", "Mã", "Số lượng (cái)", "ĐVT", "Tỉnh", "STT", "Ghi chú", "Màu", None]
)
GRIDS = st.tuples(
    st.lists(st.lists(CELLS, max_size=3), max_size=2),
    st.one_of(
        st.lists(HEADERS, max_size=7),
        st.sampled_from(sorted(COLUMNS)).flatmap(
            lambda kind: st.lists(st.sampled_from(COLUMNS[kind]), max_size=12)
        ),
    ),
    st.lists(st.lists(CELLS, max_size=12), min_size=1, max_size=8),
).map(lambda parts: [*parts[0], parts[1], *parts[2]])
RANGES = st.tuples(
    *[st.integers(1, 9), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3)]
).map(lambda item: MergedRange(item[0], item[1], item[0] + item[2], item[1] + item[3]))


@settings(max_examples=300, deadline=None)
@given(GRIDS, st.lists(RANGES, max_size=3), st.sampled_from(sorted(COLUMNS)))
def test_every_row_is_kept_asked_or_refused_and_nothing_is_lost(
    grid: list[list[Cell]], merged: list[MergedRange], kind: ImportKind
) -> None:
    rows = list(sheet_of("S", grid).rows())
    if not rows:
        return
    read = read_grid([*grid, ["end"]], kind, merged)
    below = list(sheet_of("S", [*grid, ["end"]]).rows())
    above = [row for row in below if row.number < read.layout.first_row]
    headers = {*read.layout.header_rows, *(row.number for row in read.layout.title_rows)}
    assert len(read.rows) + len(above) == len(below)
    assert len(above) <= len(headers) + 1
    for row in read.rows:
        refused = any(problem.severity == "refused" for problem in row.problems)
        expected = "invalid" if refused else "needs_review" if row.problems else "ready"
        assert row.state == expected
        assert (row.content is not None) == (row.state == "ready")
        again = correct(row, read.layout, kind)
        assert (again.state, again.content, again.keys) == (row.state, row.content, row.keys)
        if row.state == "ready":
            assert_nothing_is_lost(row, read.layout)


def assert_nothing_is_lost(row: InterpretedRow, layout: Layout) -> None:
    """Cells of columns without a field stand in the notes."""
    known = {guess.position: guess for guess in layout.columns}
    for position, cell in enumerate(row.cells):
        guess: ColumnGuess | None = known.get(position)
        if isinstance(cell, str) and (guess is None or guess.how == "unmapped"):
            assert cell in written(row.content) or says_as_above(cell)
        elif isinstance(cell, str) and position in layout.numbering and not is_row_number(cell):
            assert cell in written(row.content)


def written(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(map(written, value.values()))
    if isinstance(value, list):
        return "\n".join(map(written, value))
    return str(value)


def test_findings_survive_json() -> None:
    row = read_one({"Tên": "A", "Tỉnh": "QN", "Điện thoại": Decimal(912345678)}, "suppliers")
    problem, guess = row.problems[0], row.guesses[0]
    assert RowProblem.from_json(problem.to_json()) == problem
    assert Guess.from_json(guess.to_json()) == guess
    assert InterpretedRow.from_json(row.to_json()) == row


def test_choosing_the_decimal_mark_settles_the_numbers() -> None:
    cells: dict[str, Cell] = {"Tên hàng": "A", "Số lượng": "1.250", "ĐVT": "kg"}
    row = read_one(cells, "demands", Choices(decimal_mark=","))
    assert guessed(row) == {"decimal_mark": "1250"}
