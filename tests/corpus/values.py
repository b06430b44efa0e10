"""Cells that say something else than they seem to say."""

from datetime import date

from xlsxwriter.workbook import Workbook

from tests.corpus.cases import Collection
from tests.corpus.making import drawn, put, sheet_of

VALUES = Collection()

_HEADER = ("Tên hàng", "Số lượng", "ĐVT")


@VALUES.demands(
    "so dang chu.xlsx",
    kept=3,
    says={2: {"quantity": "1200"}, 3: {"quantity": "350"}, 4: {"quantity": "7.5"}},
)
def numbers_as_text() -> bytes:
    """Numbers that are texts for the program."""
    return sheet_of(
        [_HEADER, ("Ốp nhựa", "1200", "cái"), ("Kẹp dây", " 350 ", "cái"), ("Keo", "7,5", "kg")]
    )


@VALUES.suppliers(
    "ma so thue mat so 0.xlsx",
    kept=1,
    asked={3: {"leading_zero_lost"}, 4: {"leading_zero_lost"}, 5: {"leading_zero_lost"}},
)
def tax_codes_as_numbers() -> bytes:
    """Tax codes that are numbers, so that their zeros are gone."""
    return sheet_of(
        [
            ("Tên công ty", "MST", "Tỉnh"),
            ("Công ty TNHH Đúc Kim Loại Ví Dụ", 3701234562, "Bình Dương"),
            ("Công ty CP Lò Hơi Ví Dụ", 100233488, "Hà Nội"),
            ("Công ty TNHH Sơn Ví Dụ", 100109106, "Hà Nội"),
            ("Công ty TNHH Mạ Ví Dụ", 12345, "Hà Nội"),
        ]
    )


@VALUES.demands(
    "ngay thang.xlsx",
    kept=4,
    asked={6: {"year_of_two_digits"}, 7: {"not_a_date"}, 8: {"date_in_past"}},
    guesses={3: {"date_serial"}, 5: {"date_order"}},
    says={
        2: {"needed_by": "2099-04-15"},
        3: {"needed_by": "2098-01-01"},
        4: {"needed_by": "2099-05-25"},
        5: {"needed_by": "2099-06-03"},
    },
)
def dates() -> bytes:
    """Days as days, as serial numbers, and as texts."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Kế hoạch")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        names = ("Cụm bơm", "Cụm van", "Cụm quạt", "Cụm phanh", "Cụm khóa", "Cụm đèn", "Cụm còi")
        put(page, [("Tên hàng", "Ngày giao")])
        put(page, [(name,) for name in names], top=2)
        page.write_datetime("B2", date(2099, 4, 15), day)
        page.write_number("B3", 72321)
        texts = ("25/05/2099", "03/06/2099", "1/7/99", "cuối năm", "30/04/2001")
        put(page, [(text,) for text in texts], top=4, left=1)

    return drawn(draw)


@VALUES.demands(
    "dates of an american office.xlsx",
    kept=2,
    guesses={3: {"date_order"}},
    says={2: {"needed_by": "2199-03-25"}, 3: {"needed_by": "2199-04-05"}},
)
def month_first() -> bytes:
    """Days as texts, the month first: one of them gives it away."""
    header = ("Part name", "Qty", "UOM", "Due date")
    return sheet_of(
        [
            header,
            ("Drive shaft", 300, "pcs", "03/25/2199"),
            ("Gear cover", 300, "pcs", "04/05/2199"),
        ]
    )


@VALUES.demands(
    "so kieu viet.xlsx",
    kept=3,
    guesses={3: {"decimal_mark"}},
    says={2: {"quantity": "1000.5"}, 3: {"quantity": "2500"}, 4: {"quantity": "1200000"}},
)
def decimal_commas() -> bytes:
    """Numbers as texts: dots between thousands, a comma before decimals."""
    return sheet_of(
        [
            _HEADER,
            ("Hạt nhựa PP", "1.000,50", "kg"),
            ("Hạt nhựa PE", "2.500", "kg"),
            ("Túi nhựa", "1.200.000", "cái"),
        ]
    )


@VALUES.demands(
    "numbers in english.xlsx",
    kept=3,
    guesses={3: {"decimal_mark"}},
    says={2: {"quantity": "1000.5"}, 3: {"quantity": "2500"}, 4: {"quantity": "1200000"}},
)
def decimal_points() -> bytes:
    """Numbers as texts: commas between thousands, a point before decimals."""
    return sheet_of(
        [
            ("Item", "Quantity", "Unit"),
            ("PP resin", "1,000.50", "kg"),
            ("PE resin", "2,500", "kg"),
            ("Plastic bag", "1,200,000", "pcs"),
        ]
    )


@VALUES.demands("mot ngan hay mot.xlsx", asked={2: {"ambiguous_number"}, 3: {"ambiguous_number"}})
def doubtful_numbers() -> bytes:
    """Numbers that can be read in two ways, and nothing that tells which."""
    return sheet_of([_HEADER, ("Que hàn", "1.000", "kg"), ("Đá mài", "2,500", "viên")])


@VALUES.demands(
    "so luong kem don vi.xlsx",
    kept=3,
    asked={5: {"units_disagree"}},
    guesses={2: {"unit_in_quantity"}, 3: {"unit_in_quantity"}},
    says={
        2: {"quantity": "500", "unit": "pcs"},
        3: {"quantity": "20", "unit": "t", "period": "month"},
        4: {"quantity": "40", "unit": "set"},
    },
)
def units_beside_numbers() -> bytes:
    """Quantities with their units in one cell."""
    return sheet_of(
        [
            _HEADER,
            ("Chốt định vị", "500 cái"),
            ("Phôi nhôm", "20 tấn/tháng"),
            ("Bộ gioăng", "40 bộ", "bộ"),
            ("Vải lọc", "30 m", "cái"),
        ]
    )


@VALUES.demands(
    "song ngu.xlsx",
    kept=2,
    says={2: {"external_id": "P-01", "name": "Đệm cao su", "quantity": "600", "period": "month"}},
)
def bilingual_headers() -> bytes:
    """Headers in two languages, with line breaks."""
    header = (
        "STT\nNo.",
        "Mã hàng\n(Item code)",
        "Tên hàng\nItem name",
        "Số lượng/tháng\nQty per month",
        "Đơn vị\nUnit",
    )
    return sheet_of(
        [header, (1, "P-01", "Đệm cao su", 600, "cái"), (2, "P-02", "Phớt chặn dầu", 300, "cái")]
    )


@VALUES.demands(
    "cot la.xlsx",
    kept=1,
    says={2: {"notes": "Màu Pantone: 2995C\nNgười theo dõi: Chị Thảo"}},
)
def unknown_columns() -> bytes:
    """Columns for which there is no field."""
    header = (*_HEADER, "Màu Pantone", "Người theo dõi")
    return sheet_of([header, ("Nút nhấn", 900, "cái", "2995C", "Chị Thảo")])


@VALUES.demands(
    "trung tieu de.xlsx",
    kept=1,
    facts=frozenset({"second_column"}),
    says={2: {"quantity": "100", "notes": "Số lượng: 150"}},
)
def duplicate_headers() -> bytes:
    """The same header over two columns."""
    header = ("Tên hàng", "Số lượng", "Số lượng", "ĐVT")
    return sheet_of([header, ("Công tắc hành trình", 100, 150, "cái")])


@VALUES.suppliers(
    "supplier list.xlsx",
    kept=2,
    says={3: {"name": "Example Stamping Co., Ltd", "employees": "85"}},
)
def english_list() -> bytes:
    """A list of another locality, in English."""
    return sheet_of(
        [
            ("LIST OF SUPPORTING INDUSTRY ENTERPRISES",),
            ("No.", "Company name", "Province", "Main products", "Employees", "Website"),
            (1, "Example Stamping Co., Ltd", "Bac Ninh", "Sheet metal stamping", 85),
            (2, "Sample Rubber JSC", "Hung Yen", "Rubber seals", 120, "sample-rubber.example"),
        ]
    )


@VALUES.demands(
    "nhieu thu tieng.xlsx",
    kept=3,
    says={
        2: {"name": "🔩 Bulông đặc biệt"},
        3: {"name": "غطاء بلاستيك"},
        4: {"name": "樹脂カバー"},
    },
)
def other_scripts() -> bytes:
    """Pictograms, a script from right to left, Japanese."""
    names = ("🔩 Bulông đặc biệt", "غطاء بلاستيك", "樹脂カバー")
    return sheet_of([_HEADER, *[(name, 10, "cái") for name in names]])


@VALUES.demands("o chi co khoang trang.xlsx", kept=2, refused={5: {"no_name"}})
def blank_looking_cells() -> bytes:
    """Cells of spaces, of spaces that do not break, and of nothing that has a width."""
    return sheet_of(
        [
            _HEADER,
            ("\u00a0Miếng lót\u200b ", 10, "cái"),
            (" ", "\u00a0", "\u200b"),
            ("\ufeff", " \t "),
            ("\u2060\u00a0", 7, "cái"),
            ("Miếng chêm", 20, "\u00a0cái\u00a0"),
        ]
    )


@VALUES.demands(
    "trung ma.xlsx",
    kept=2,
    asked={4: {"key_repeated"}, 5: {"key_repeated"}},
    refused={3: {"repeated_row"}},
)
def repeated_keys() -> bytes:
    """The same number twice: with the same content, and with another."""
    header = ("Mã hàng", *_HEADER)
    return sheet_of(
        [
            header,
            ("K-1", "Khớp nối", 10, "cái"),
            ("K-1", "Khớp nối", 10, "cái"),
            ("K-2", "Puly", 10, "cái"),
            ("K-2", "Puly", 15, "cái"),
            ("K-3", "Dây đai", 15, "cái"),
        ]
    )


@VALUES.suppliers(
    "mot cong ty ba cach viet.xlsx",
    kept=2,
    asked={3: {"alike_in_file"}, 4: {"alike_in_file"}},
)
def one_company_three_times() -> bytes:
    """One company under three spellings, and another."""
    return sheet_of(
        [
            ("Tên công ty", "Tỉnh"),
            ("Công ty TNHH MTV Cơ khí Hoàng Thử", "Hải Dương"),
            ("CTY TNHH MTV CƠ KHÍ HOÀNG THỬ", "Hải Dương"),
            ("Hoang Thu Mechanical One Member Co., Ltd", "Hải Dương"),
            ("Công ty CP Bao bì Mẫu", "Hải Dương"),
        ]
    )


@VALUES.demands(
    "cong thuc.xlsx",
    kept=2,
    asked={4: {"formula_without_value"}},
    facts=frozenset({"formulas"}),
    says={2: {"quantity": "24"}, 3: {"name": "Hộp số loại B"}},
)
def formulas() -> bytes:
    """Formulas with the values that were calculated last, and one that never was."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Tính")
        put(page, [_HEADER, ("Hộp số loại A",), (None, 12), ("Hộp số loại C",)])
        put(page, [("bộ",)] * 3, top=2, left=2)
        page.write_formula("B2", "=B3*2", None, 24)
        page.write_formula("A3", '="Hộp số loại "&"B"', None, "Hộp số loại B")
        page.write_formula("B4", "=B2+B3", None, "")

    return drawn(draw)


@VALUES.demands("loi cong thuc.xlsx", asked={2: {"cell_error"}, 3: {"cell_error"}})
def error_values() -> bytes:
    """Errors where values should be."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Lỗi")
        put(page, [_HEADER, ("Tay quay", None, "cái"), (None, 5, "cái")])
        page.write_formula("B2", "=1/0", None, "#DIV/0!")
        page.write_formula("A3", "=VLOOKUP(1,Z:Z,1,0)", None, "#N/A")

    return drawn(draw)


@VALUES.demands("mo ta rat dai.xlsx", kept=1, asked={3: {"too_long"}})
def too_long() -> bytes:
    """A text that is longer than a cell may be."""
    text = "Yêu cầu đóng gói theo bản vẽ. " * 400
    header = ("Tên hàng", "Quy cách")
    return sheet_of([header, ("Thùng gỗ", text[:9000].strip()), ("Pallet", text)])


@VALUES.demands(
    "ky tu la.xlsx",
    kept=1,
    asked={2: {"control_characters"}, 3: {"damaged_characters"}},
)
def control_characters() -> bytes:
    """Characters that no text has, and one that was lost."""
    return sheet_of(
        [
            ("Tên hàng", "Quy cách"),
            ("Bạc đạn", "6204\x01ZZ"),
            ("Vòng bi", "lo\ufffdi kín"),
            ("Gối đỡ", "UCP205"),
        ]
    )
