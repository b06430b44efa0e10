"""Categories that are written as free text."""

from typing import Any, cast

from app.imports.cells.category_texts import category_read
from app.imports.rows.interpretation import InterpretedRow
from tests.unit.imports.grids import guessed, read_one


def _capabilities(row: InterpretedRow) -> list[dict[str, Any]]:
    content = cast("dict[str, Any]", row.content)
    found: list[dict[str, Any]] = content["profile"]["capabilities"]
    return found


def test_only_a_clear_text_without_a_name_is_read() -> None:
    assert category_read("bao bì carton") == "PKG-CAR"
    assert category_read("PLA-INJ") is None, "a code"
    assert category_read("CNC") is None, "not clear"
    assert category_read("") is None
    assert category_read("tu dien") is None, "one of two names"


def test_the_text_of_a_supplier_becomes_a_capability_in_its_place() -> None:
    row = read_one({"Tên": "A", "Ngành hàng": "bao bì carton", "MOQ": "5 kg"}, "suppliers")
    assert row.state == "ready"
    assert "category_kept_as_text" in guessed(row)
    [one] = _capabilities(row)
    assert one["text"] == "bao bì carton"
    assert one["category"] is None
    assert one["moq"]["unit"]


def test_a_text_beside_another_is_added_and_takes_nothing_from_the_others() -> None:
    row = read_one(
        {
            "Tên": "A",
            "Ngành hàng": "PLA-INJ | bao bì carton |",
            "Năng lực": "vỏ | thùng | khuôn",
            "MOQ": "5 kg | 6 kg | 7 kg",
        },
        "suppliers",
    )
    told = [
        (item["category"], item["text"], (item.get("moq") or {}).get("value"))
        for item in _capabilities(row)
    ]
    assert [(category, text) for category, text, _ in told] == [
        ("PLA-INJ", "vỏ"),
        (None, "thùng"),
        (None, "khuôn"),
        (None, "bao bì carton"),
    ]
    assert [value is None for _, _, value in told] == [False, False, False, True]


def test_the_same_words_twice_are_one_capability() -> None:
    row = read_one({"Tên": "A", "Ngành hàng": "Mạ kẽm", "Năng lực": "mạ kẽm"}, "suppliers")
    assert len(_capabilities(row)) == 1


def test_the_text_of_a_demand_goes_to_its_specification_behind_its_header() -> None:
    row = read_one(
        {"Tên hàng": "Thùng", "Nhóm hàng": "bao bì carton", "Quy cách": "3 lớp"}, "demands"
    )
    assert row.content is not None
    assert row.content["specification"] == "3 lớp\nNhóm hàng: bao bì carton"
    assert "categories" not in row.content
    bare = read_one({"Tên hàng": "Thùng", "Nhóm hàng": "bao bì carton; PLA-INJ"}, "demands")
    assert bare.content is not None
    assert bare.content["specification"] == "Nhóm hàng: bao bì carton"
    assert bare.content["categories"] == ["PLA-INJ"]


def test_whole_numbers_are_read_in_days_and_kilometres() -> None:
    row = read_one({"Tên": "A", "Năng lực": "a | b", "Lead time": "1.200 ngày | 5"}, "suppliers")
    assert "whole_number" in guessed(row)
    [first, second] = _capabilities(row)
    assert (first["lead_time_days"], second["lead_time_days"]) == (1200, 5)
    far = read_one(
        {"Tên hàng": "A", "Nơi giao": "Đồng Nai", "Khoảng cách tối đa": "1.200 km"}, "demands"
    )
    assert far.content is not None
    assert far.content["max_distance_km"] == 1200
    assert "whole_number" in guessed(far)
