"""Tables that do not begin in the first cell and end with the last row."""

import io

from xlsxwriter.workbook import Workbook

from tests.corpus.cases import Collection
from tests.corpus.making import drawn, picture, put, sheet_of

LAYOUTS = Collection()

_SHORT = ("STT", "Tên hàng", "Số lượng", "ĐVT")


@LAYOUTS.demands(
    "thu moi bao gia.xlsx",
    kept=3,
    refused={
        12: {"total_row"},
        14: {"note_row"},
        15: {"note_row"},
        16: {"note_row"},
    },
    asked={18: {"note_row"}},
    facts=frozenset({"formulas"}),
    says={9: {"name": "Vỏ quạt đứng", "quantity": "12000", "unit": "pcs"}},
)
def letterhead() -> bytes:
    """A letter: names of the firm above the table; total, remark and signatures below it."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Yêu cầu báo giá")
        page.merge_range("A1:C1", "CÔNG TY TNHH ĐIỆN GIA DỤNG MIZUHARA VIỆT NAM")
        page.merge_range("E1:G1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        page.merge_range("A2:C2", "Lô C5, khu công nghiệp Ví Dụ, điện thoại 0251 300 0000")
        page.merge_range("E2:G2", "Độc lập - Tự do - Hạnh phúc")
        page.merge_range("A4:G4", "THƯ MỜI CHÀO GIÁ LINH KIỆN QUÝ II/2199")
        page.write("A6", "Kính gửi: các nhà cung cấp")
        header = ("STT", "Tên hàng", "Quy cách", "Số lượng", "ĐVT", "Ngày cần", "Ghi chú")
        put(page, [header], top=8)
        goods = [
            (1, "Vỏ quạt đứng", "Nhựa ABS trắng", 12000, "cái", "15/04/2199", "Có mẫu"),
            (2, "Trục motor", "Thép S45C, mài", 9000, "cái", "20/04/2199"),
            (3, "Lưới bảo vệ", "Thép dây 2 mm, sơn tĩnh điện", 12000, "bộ", "28/04/2199"),
        ]
        put(page, goods, top=9)
        page.merge_range("A12:C12", "Tổng cộng")
        page.write_formula("D12", "=SUM(D9:D11)", None, 33000)
        page.write("A14", "Ghi chú: giá chào chưa gồm thuế giá trị gia tăng.")
        page.write("F15", "Đồng Nai, ngày 12 tháng 3 năm 2199")
        put(page, [("Người lập bảng", None, None, None, "Giám đốc")], top=16, left=1)
        put(page, [("Lê Thị Ví Dụ", None, None, None, "Mizuhara Ken")], top=18, left=1)

    return drawn(draw)


@LAYOUTS.suppliers(
    "nha cung cap hai dong tieu de.xlsx",
    kept=2,
    says={
        5: {
            "name": "Công ty TNHH Cơ khí Thử Nghiệm Một",
            "contact_name": "Anh Minh",
            "contact_email": "minh@thunghiem.example",
        }
    },
)
def two_header_rows() -> bytes:
    """A header of two rows: groups above, columns below."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("NCC")
        page.merge_range("A1:G1", "DANH SÁCH DOANH NGHIỆP CÔNG NGHIỆP HỖ TRỢ")
        page.merge_range("A3:A4", "STT")
        page.merge_range("B3:D3", "Thông tin doanh nghiệp")
        page.merge_range("E3:G3", "Người liên hệ")
        put(page, [("Tên doanh nghiệp", "Mã số thuế", "Tỉnh/Thành phố")], top=4, left=1)
        put(page, [("Họ và tên", "Điện thoại", "Email")], top=4, left=4)
        first = (1, "Công ty TNHH Cơ khí Thử Nghiệm Một", "0100233488", "Hà Nội")
        second = (2, "Công ty CP Nhựa Thử Nghiệm Hai", "0100109106", "Hải Phòng")
        put(page, [(*first, "Anh Minh", "024 3800 0000", "minh@thunghiem.example")], top=5)
        put(page, [(*second, "Chị Hoa", "0225 380 0000", "hoa@thunghiem.example")], top=6)

    return drawn(draw)


@LAYOUTS.demands(
    "gop o theo nhom.xlsx",
    kept=5,
    guesses={3: {"merged_down"}, 4: {"merged_down"}, 6: {"merged_down"}},
    says={4: {"material": "Thép SPCC"}},
)
def merged_groups() -> bytes:
    """Cells that are merged over the rows that they are said of."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Parts")
        put(page, [("Vật liệu", "Tên chi tiết", "Số lượng", "ĐVT", "Nơi giao hàng")])
        page.merge_range("A2:A4", "Thép SPCC")
        page.merge_range("A5:A6", "Nhôm A6061")
        page.merge_range("E2:E6", "Bắc Ninh")
        goods = ("Tấm đế", "Nắp che", "Giá đỡ", "Tấm tản nhiệt", "Khung đỡ")
        put(page, [(name, 500 * n, "cái") for n, name in enumerate(goods, 1)], top=2, left=1)

    return drawn(draw)


@LAYOUTS.demands(
    "nhu tren.xlsx",
    kept=4,
    asked={6: {"nothing_above"}},
    guesses={3: {"as_above"}, 4: {"as_above"}, 5: {"as_above"}},
    says={5: {"material": "SUS304", "unit": "pcs"}},
)
def as_above() -> bytes:
    """Cells that say that they say the same as the one above."""
    header = ("Tên hàng", "Vật liệu", "Số lượng", "ĐVT", "Tiêu chuẩn")
    return sheet_of(
        [
            header,
            ("Bu lông lục giác M8", "SUS304", 20000, "cái"),
            ("Bu lông lục giác M10", "nt", 15000, "nt"),
            ("Đai ốc M8", "như trên", 20000, '"'),
            ("Vòng đệm M8", "-nt-", 40000, "Như trên"),
            ("Vít tự khoan", "thép mạ kẽm", 8000, "cái", "nt"),
        ]
    )


@LAYOUTS.demands(
    "chia theo nhom.xlsx",
    kept=4,
    asked={2: {"section_heading"}, 5: {"section_heading"}},
    refused={8: {"section_heading"}},
)
def sections() -> bytes:
    """Headings between the rows, one of them merged over the table."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Danh mục")
        put(
            page,
            [
                _SHORT,
                ("I", "Nhóm linh kiện nhựa"),
                (1, "Nắp lưng máy hút bụi", 3000, "cái"),
                (2, "Tay cầm", 3000, "cái"),
                ("II", "Nhóm linh kiện kim loại"),
                (1, "Lò xo xoắn", 9000, "cái"),
                (2, "Trục thép", 3000, "cái"),
            ],
        )
        page.merge_range("A8:D8", "Các mục trên giao trong quý III")

    return drawn(draw)


@LAYOUTS.demands(
    "in ra nhieu trang.xlsx",
    kept=4,
    refused={4: {"no_name"}, 5: {"repeated_header"}, 8: {"no_name"}, 9: {"total_row"}},
)
def page_breaks() -> bytes:
    """Page numbers and the header again where a page ends."""
    return sheet_of(
        [
            _SHORT,
            (1, "Cuộn dây đồng", 400, "kg"),
            (2, "Lõi thép", 400, "kg"),
            ("Trang 1/2",),
            _SHORT,
            (3, "Vỏ motor", 2000, "cái"),
            (4, "Nắp motor", 2000, "cái"),
            ("Trang 2/2",),
            (None, "Tổng", 4800),
        ]
    )


@LAYOUTS.demands(
    "nhieu sheet.xlsx",
    kept=2,
    facts=frozenset({"other_sheets"}),
    says={2: {"name": "Dây điện AWG18"}},
)
def several_sheets() -> bytes:
    """A cover, the data, and a hidden list."""

    def draw(book: Workbook) -> None:
        cover = book.add_worksheet("Bìa")
        put(cover, [("HỒ SƠ YÊU CẦU",), ("Bên mua: Công ty Thử Nghiệm Sakura",), ("2199",)], top=3)
        goods = ("Dây điện AWG18", 5000, "m"), ("Đầu cos 2.8", 90000, "cái")
        put(book.add_worksheet("Nhu cầu"), [("Tên hàng", "Số lượng", "ĐVT"), *goods])
        old = book.add_worksheet("cũ")
        put(
            old,
            [("Tên hàng", "Số lượng", "ĐVT"), *[("Hàng năm trước", n, "cái") for n in range(9)]],
        )
        old.hide()

    return drawn(draw)


@LAYOUTS.demands("co hinh va ghi chu.xlsx", kept=2)
def pictures_and_formats() -> bytes:
    """Pictures, comments, drop-downs, and two hundred columns that hold nothing but a format."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("RFQ")
        frame = book.add_format({"border": 1, "bg_color": "#FFF2CC"})
        for row in range(30):
            for column in range(200):
                page.write_blank(row, column, None, frame)
        put(page, [("Tên hàng", "Hình ảnh", "Số lượng", "ĐVT")])
        put(page, [("Bánh xe nhựa", None, 800, "cái"), ("Chân đế", None, 400, "cái")], top=2)
        page.insert_image("B2", "mau.png", {"image_data": io.BytesIO(picture())})
        page.write_comment("C2", "Số lượng tính theo lô.")
        page.data_validation("D2:D30", {"validate": "list", "source": ["cái", "bộ", "kg"]})
        page.freeze_panes(1, 0)
        page.autofilter("A1:D3")

    return drawn(draw)


@LAYOUTS.demands(
    "tong hop theo thang.xlsx",
    kept=3,
    refused={5: {"total_row"}},
    says={2: {"notes": "Tháng 1: 100\nTháng 2: 120\nTháng 3: 90\nTổng: 310"}},
)
def pivot() -> bytes:
    """A summary: a column for each month."""
    header = ("Tên hàng", "Tháng 1", "Tháng 2", "Tháng 3", "Tổng")
    return sheet_of(
        [
            header,
            ("Gioăng cao su", 100, 120, 90, 310),
            ("Ống dẫn khí", 10, 12, 9, 31),
            ("Van một chiều", 50, 60, 45, 155),
            ("Tổng cộng", 160, 192, 144, 496),
        ]
    )


@LAYOUTS.demands(
    "hai bang canh nhau.xlsx",
    kept=1,
    asked={2: {"second_table"}, 3: {"second_table"}},
    refused={5: {"no_name"}},
    facts=frozenset({"second_column"}),
)
def tables_side_by_side() -> bytes:
    """Two tables beside one another, of which the second is longer."""
    header = ("Tên hàng", "Số lượng", "ĐVT")
    return sheet_of(
        [
            (*header, None, *header),
            ("Tấm nhựa PC", 100, "tấm", None, "Thanh nhôm", 40, "cây"),
            ("Tấm mica", 60, "tấm", None, "Ống thép", 25, "cây"),
            ("Tấm PVC", 30, "tấm"),
            (None, None, None, None, "Thép góc", 10, "cây"),
        ]
    )


@LAYOUTS.demands(
    "hai bang tren duoi.xlsx",
    kept=2,
    asked={8: {"second_table"}, 9: {"second_table"}},
    refused={5: {"no_name"}, 7: {"other_header"}},
)
def tables_below_one_another() -> bytes:
    """A second table with other columns below the first."""
    return sheet_of(
        [
            ("Mã hàng", "Tên hàng", "Số lượng", "ĐVT"),
            ("A-1", "Bản lề inox", 700, "cái"),
            ("A-2", "Khóa tủ", 350, "cái"),
            (),
            ("Bảng 2: hàng mua trong nước",),
            (),
            ("Tên vật tư", "Mã vật tư", "ĐVT", "Số lượng"),
            ("Thùng carton", "B-1", "cái", 1500),
            ("Xốp chèn", "B-2", "tấm", 900),
        ]
    )


@LAYOUTS.demands(
    "khong co tieu de.xlsx",
    asked={1: {"quantity_missing"}, 2: {"quantity_missing"}, 3: {"quantity_missing"}},
    facts=frozenset({"no_header"}),
)
def no_header() -> bytes:
    """Rows, and no word about what they are."""
    return sheet_of(
        [
            ("Khuôn dập nắp hộp điện", 2, "bộ"),
            ("Khuôn ép nút bấm", 1, "bộ"),
            ("Đồ gá hàn khung ghế", 4, "bộ"),
        ]
    )


@LAYOUTS.demands("le trai.xlsx", kept=2)
def far_inside() -> bytes:
    """A table that begins in row 20, column F."""
    goods = ("Ắc quy 12V", 50, "cái"), ("Bộ sạc", 50, "cái")
    return sheet_of([("Item name", "Quantity", "Unit"), *goods], top=20, left=5)


@LAYOUTS.demands("mot dong.xlsx", kept=1)
def one_row() -> bytes:
    """A header and one row."""
    return sheet_of([("Tên hàng",), ("Tủ điện điều khiển",)])


@LAYOUTS.refused("chi co tieu de.xlsx", 422, "empty_table")
def header_only() -> bytes:
    """A header, and nothing below it."""
    return sheet_of([_SHORT])


@LAYOUTS.demands(
    "rat rong.xlsx",
    kept=1,
    asked={2: {"too_many_columns"}},
)
def widest() -> bytes:
    """A row that fills all columns that a sheet can have."""
    goods: tuple[str | float, ...] = ("Nam châm", 100, "cái", *[1.0] * (16384 - 3))
    return sheet_of([("Tên hàng", "Số lượng", "ĐVT"), goods, ("Lò xo lá", 100, "cái")])


@LAYOUTS.demands(
    "o o rat xa.xlsx",
    kept=1,
    refused={1_048_576: {"no_name"}},
)
def far_away_cell() -> bytes:
    """Something in the last cell that a sheet has."""

    def draw(book: Workbook) -> None:
        page = book.add_worksheet("Sheet1")
        put(page, [("Tên hàng", "Số lượng", "ĐVT"), ("Nam châm vòng", 100, "cái")])
        page.write_string(1_048_575, 16_383, "x")

    return drawn(draw)
