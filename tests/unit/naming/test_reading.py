"""Company names taken apart."""

import pytest

from app.naming import CompanyName, read_name
from app.naming.reading import Reading


def first(text: str) -> Reading:
    return read_name(text).readings[0]


def core(text: str) -> str:
    return " ".join(word.marked for word in first(text).core)


def trades(reading: Reading) -> set[str]:
    return {entry for unit in reading.trades for entry in unit.ids}


@pytest.mark.parametrize(
    "form",
    [
        "Công ty TNHH {}",
        "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN {}",
        "Cty TNHH 1TV {}",
        "CTY CP {}",
        "CTCP {}",
        "DNTN {}",
        "HTX {}",
        "Tập đoàn {}",
        "Tổng công ty {}",
        "{} Co., Ltd",
        "{} CO.,LTD.",
        "{} JSC",
        "{} J.S.C.",
        "{} Joint Stock Company",
        "{} Corp.",
        "{}, Inc.",
        "{} LLC",
        "{} Pte. Ltd.",
        "{} K.K.",
        "{} GmbH",
        "{} Sdn. Bhd.",
        "{} Vina Co., Ltd",
        "{} (Vietnam) Ltd.",
        "Công ty TNHH Sản xuất - Thương mại - Dịch vụ {}",
        "Công ty TNHH SX-TM-DV {}",
        "{} Manufacturing Trading Service Co., Ltd",
        "Công ty CP Đầu tư và Phát triển {}",
        "Công ty TNHH XNK {}",
    ],
)
def test_legal_forms_and_words_of_business_leave_the_distinctive_part(form: str) -> None:
    assert core(form.format("Minh Phát")) == "minh phát"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Công ty TNHH Cơ khí Minh Phát", "mechanical"),
        ("Minh Phat Precison Mechnical Co., Ltd", "mechanical"),
        ("Cokhi Minh Phát", "mechanical"),
        ("Công ty TNHH Ép nhựa Minh Phát", "plastic"),
        ("Minh Phat Moulds", "mold"),
        ("CONG TY BAO BI MINH PHAT", "packaging"),
        ("Công ty Dây và Cáp điện Minh Phát", "cable"),
        ("Bao Bì Giay Minh Phat", "paper"),
    ],
)
def test_trade_words_are_known_in_both_languages_and_misspelt(text: str, found: str) -> None:
    reading = first(text)
    assert found in trades(reading)
    assert [word.folded for word in reading.core] == ["minh", "phat"]


def test_a_phrase_does_not_tear_the_next_one() -> None:
    assert "electronic" in trades(first("Thiết bị điện tử Minh Phát"))
    assert core("Năng lượng Mặt Trời Đỏ") == "mặt trời đỏ"


def test_a_trade_word_that_is_a_name_is_read_both_ways() -> None:
    both = read_name("Công ty TNHH Sơn Minh Phát").readings
    assert [" ".join(word.marked for word in reading.core) for reading in both] == [
        "minh phát",
        "sơn minh phát",
    ]
    assert core("Công ty TNHH Sơn Hà") == "sơn hà"


def test_marks_decide_whether_a_short_word_is_a_trade() -> None:
    assert core("Công ty TNHH Văn Minh Phát") == "văn minh phát"


def test_places_numbers_and_branches_are_kept_apart() -> None:
    reading = first("Chi nhánh Công ty TNHH Đức Thành 3 tại Bình Dương")
    assert reading.branches == {"branch"}
    assert reading.places == {"binhduong"}
    assert reading.numbers == (3,)
    assert first("Công ty TNHH Minh Phát II").numbers == (2,)
    assert first("Mechanical JSC No. 17").numbers == (17,)
    assert first("Minh Phát Số 1").numbers == (1,)
    assert first("Phat2 Co").numbers == (2,)


def test_a_place_does_not_leave_half_a_name_behind() -> None:
    assert core("Nhựa Hòa Bình Minh") == "hòa bình minh"


def test_a_name_of_places_and_trades_alone_borrows_its_distinctive_part() -> None:
    assert core("Công ty CP Thép Miền Nam") == "miền nam"
    assert core("Vietnam Steel Corporation") == "vietnam"
    assert first("Cơ khí 17").is_of_trade
    assert first("").core == ()
    assert first(" - () ").core == ()


def test_names_beside_one_another_are_aliases() -> None:
    def aliases(name: CompanyName) -> list[str]:
        return [alias.text.strip() for alias in name.aliases]

    assert aliases(read_name("Vietnam Nippon Seiki (VNS)")) == ["VNS"]
    beside = read_name("Khuôn Mẫu Huy Toàn - Công Ty TNHH Huy Toàn Phát")
    assert aliases(beside) == ["Khuôn Mẫu Huy Toàn"]
    assert [word.folded for word in beside.readings[0].core] == ["huy", "toan", "phat"]
    assert aliases(read_name("VNSTEEL - Vietnam Steel Corporation")) == ["VNSTEEL"]
    assert aliases(read_name("Toyota (Vietnam)")) == []
    assert aliases(read_name("Minh Phát - Chi nhánh Hà Nội")) == []


def test_repeated_names_count_once() -> None:
    assert core("Nhựa Huy Toàn Công ty TNHH Huy Toàn") == "huy toàn"


def test_joined_words_are_cut_where_that_is_sure() -> None:
    assert core("MinhPhát Plastic") == "minh phát"
    assert trades(first("Hatoplastic Co")) == {"plastic"}
    assert core("Techvina Automation") == "techvina"
    assert core("Vinasun") == "sun"
    assert core("Vinamilk") != ""


def test_what_a_telex_keyboard_leaves_is_read() -> None:
    assert core("Coong ty TNHH Minh Phats") == "minh phát"
    assert core("Cty Ddaij Phats") == "đại phát"
    assert core("Moon Bee") == "moon bee"
    assert core("Hoaf Xyzzw") == "hòa xyzzw"
    assert core("Nguyeenx Thuyr") == "nguyễn thủy"
