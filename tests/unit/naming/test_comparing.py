"""Two names compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.naming import (
    FULL_SCORE,
    REVIEW_FROM,
    SAME_FROM,
    NameComparison,
    compare_names,
    read_name,
)
from app.naming.reasons import REASONS
from tests.unit.naming.labelled import read_lines

WORDS = (
    "Công ty", "TNHH", "CP", "Cơ khí", "Nhựa", "Minh", "Phát", "Phat", "Hùng", "Hưng", "Sao",
    "Star", "Việt", "Viet", "Co., Ltd", "JSC", "Plastics", "Mechanical", "2", "II", "Hà Nội",
    "Miền Nam", "Southern", "(VNS)",
    " - ", "Chi nhánh", "Group", "Sơn", "In", "MP", "Tohoku", "Tohuku", "CK",
)  # fmt: skip
names = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)


def codes(comparison: NameComparison) -> list[str]:
    return [reason.code for reason in comparison.reasons]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("Công ty TNHH Minh Phát", "MINH PHÁT CO., LTD", "core_equal"),
        ("Cơ khí Chính xác Minh Phát", "Minh Phat Precision Mechanical", "core_unmarked"),
        ("Nhựa Ánh Dương", "Sunrise Plastics", "core_translated"),
        ("Công ty TNHH Sao Việt", "Viet Star Co., Ltd", "core_translated"),
        ("Công ty TNHH Đất Vàng", "Golden Land Co., Ltd", "core_translated"),
        ("Cao su Phương Nam", "Southern Rubber", "core_translated"),
        ("Minhphat Mold", "Khuôn mẫu Minh Phát", "core_joined"),
        ("Bao bì Mỹ Lợi", "Bao bì Mĩ Lợi", "core_spelling"),
        ("Techtronic Vietnam", "Tecktronic Việt Nam", "core_typo"),
        ("Nhựa Minh Phát", "Nhựa Mihn Phát", "core_typo"),
        ("Vietnam Nippon Seiki Co., Ltd", "VNS", "short_form"),
        ("Công ty CP Công nghiệp Cao su Miền Nam", "CASUMINA", "short_form"),
        ("Danang Rubber Company", "DRC", "short_form"),
        ("Cơ khí 17", "Mechanical No. 17", "core_of_trade"),
        ("CK Minh Phát", "Cơ khí Minh Phát", "trades_agree"),
        ("HC Minh Phát", "Minh Phat Chemicals", "trades_agree"),
        ("Kumho Viet Nhat", "Việt Nhật Kumho", "core_order"),
        ("Thép Vỉnh Phát", "Thép Vĩnh Phát", "marks_confused"),
    ],
)
def test_one_company_under_two_names_is_the_same(first: str, second: str, code: str) -> None:
    comparison = compare_names(first, second)
    assert comparison.verdict == "same", comparison
    assert code in codes(comparison)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("Công ty TNHH Ba Hùng", "Công ty TNHH Ba Hưng", "marks_disagree"),
        ("Công ty TNHH Lam Sơn", "Công ty TNHH Lâm Sơn", "marks_disagree"),
        ("Công ty TNHH Quang Minh", "Công ty TNHH Quảng Minh", "marks_disagree"),
        ("Minh Phát", "Tân Minh Phát", "core_longer"),
        ("Minh Phát", "Phát Minh", "core_order"),
        ("Minh Phát", "Minh Phú", "core_partly"),
        ("Minh Phát 1", "Minh Phát 2", "numbers_disagree"),
        ("Nitto Vietnam", "Nitta Vietnam", "core_different"),
        ("Thép Miền Nam", "Thép Miền Bắc", "core_partly"),
        ("Toyota Miền Nam", "Toyota Miền Bắc", "regions_disagree"),
        ("Sunrise Packaging", "Sunshine Packaging", "core_different"),
        ("Nhựa Ánh Dương", "Nhựa Bình Minh", "core_different"),
        ("Cơ khí chính xác", "Cơ khí 17", "core_different"),
        ("Thương mại", "Dịch vụ", "core_different"),
        ("", "Minh Phát", "core_different"),
    ],
)
def test_companies_that_look_alike_are_different(first: str, second: str, code: str) -> None:
    comparison = compare_names(first, second)
    assert comparison.verdict == "different", comparison
    assert code in codes(comparison)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("Nhựa Minh Phát", "Cơ khí Minh Phát", "trades_disagree"),
        ("Toyota Hà Nội", "Toyota Sài Gòn", "places_disagree"),
        ("Canon Vietnam", "Canon Singapore", "countries_disagree"),
        ("Chi nhánh Công ty TNHH Minh Phát", "Công ty TNHH Minh Phát", "branch_differs"),
        ("Chi nhánh Minh Phát", "Nhà máy Minh Phát", "branch_differs"),
        ("Tập đoàn Hòa Phát", "Ống thép Hòa Phát", "group_or_member"),
        ("Minh Phát", "Minh Phát 2", "number_missing"),
        ("Toyota Miền Nam", "Toyota", "region_missing"),
        ("Minh", "Cơ khí Minh", "core_common"),
        ("MP Precision", "Minh Phát Precision", "core_initials"),
        ("YP", "Yamato Plastics", "short_form_weak"),
        ("Minh Phát Trading", "Cơ khí Minh Phát", "business_differs"),
        ("Daiwa", "Daiwa Kyzzto", "core_longer"),
    ],
)
def test_doubtful_pairs_go_to_review(first: str, second: str, code: str) -> None:
    comparison = compare_names(first, second)
    assert comparison.verdict == "review", comparison
    assert code in codes(comparison)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("Minh Phát", "Minh Phat"), ("Minh Phát", "Cơ khí Minh Phát")),
        (("Công ty TNHH Minh Phát", "Minh Phát"), ("Công ty TNHH Minh Phát", "CTCP Minh Phát")),
        (("Nhựa Minh Phát", "Nhựa Minh Phát"), ("Bao bì Nhựa Minh Phát", "Khuôn Nhựa Minh Phát")),
        (("Tohoku", "Tohoku Cơ khí"), ("Minh Phát", "Cơ khí Minh Phát")),
        (("Minh Phát", "Minh Phát Hà Nội"), ("Minh Phát Đà Nẵng", "Minh Phát Hà Nội")),
        (("Sao Việt", "Sao"), ("Sao Việt", "Sao Nam")),
        (("Công nghệ Minh Phát", "Minh Phát"), ("Công nghệ Minh Phát", "Thiết bị Minh Phát")),
        (("Thương mại Minh Phát", "TM DV Minh Phát"), ("Thương mại Minh Phát", "DV Minh Phát")),
        (("Thép Việt Nam", "Vietnam Steel"), ("Thép Việt Nam", "Vietnam Steel Pipe")),
        (("Nhựa Tiền Phong", "Nhựa Thiếu niên Tiền Phong"), ("Tiền Phong", "Tân Tiền Phong")),
        (("Xẻng Ghềnh Minh Phát", "Minh Phat Xyzzt Co"), ("Tân Minh Phát", "Minh Phat Xyzzt Co")),
    ],
)
def test_better_beats_worse(better: tuple[str, str], worse: tuple[str, str]) -> None:
    assert compare_names(*better).score > compare_names(*worse).score


def test_the_best_of_the_names_in_one_text_counts() -> None:
    both = compare_names("VNS - Vietnam Nippon Seiki Co., Ltd", "Công ty TNHH VNS")
    assert both.score == FULL_SCORE


def test_places_that_overlap_do_not_disagree() -> None:
    overlapping = compare_names("Toyota Hà Nội Hải Phòng", "Toyota Hà Nội")
    assert "places_disagree" not in codes(overlapping)


def test_names_may_be_read_before() -> None:
    first, second = "Ba Hùng", "Ba Hưng"
    assert compare_names(read_name(first), read_name(second)) == compare_names(first, second)


def test_every_reason_is_told_in_two_languages() -> None:
    for code, reason in REASONS.items():
        assert reason.code == code
        assert reason.text.en
        assert reason.text.vi
        assert reason.text.en != reason.text.vi


def check(first: str, second: str) -> None:
    comparison = compare_names(first, second)
    assert comparison == compare_names(second, first)
    assert 0 <= comparison.score <= FULL_SCORE
    assert comparison.reasons
    assert (comparison.verdict == "same") == (comparison.score >= SAME_FROM)
    assert (comparison.verdict == "different") == (comparison.score < REVIEW_FROM)


@given(names, names)
def test_comparison_is_symmetric_and_bounded(first: str, second: str) -> None:
    check(first, second)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(first: str, second: str) -> None:
    check(first, second)


@given(st.sampled_from([line[0] for line in read_lines("firms.txt")]))
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert compare_names(name, name).score == FULL_SCORE
