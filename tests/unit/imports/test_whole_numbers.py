"""Whole numbers and numbers of people as lists write them."""

from decimal import Decimal

import pytest

from app.imports.cells.plain import CellError
from app.imports.cells.whole_numbers import take_people, take_whole
from app.spreadsheets.tables import Cell


@pytest.mark.parametrize(
    ("cell", "value", "guess"),
    [
        (Decimal(45), 45, None),
        ("45", 45, None),
        ("1.200", 1200, "whole_number"),
        ("1,200", 1200, "whole_number"),
        ("45 người", 45, "number_of_people"),
        ("45người", 45, "number_of_people"),
        ("120 nhân viên", 120, "number_of_people"),
        ("1.200 lao động", 1200, "number_of_people"),
        ("300 CBCNV", 300, "number_of_people"),
        ("300 workers", 300, "number_of_people"),
    ],
)
def test_a_number_of_people_is_read(cell: Cell, value: int, guess: str | None) -> None:
    taken = take_people(cell)
    assert taken.value == value
    assert (taken.guess and taken.guess.code) == guess


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("khoảng 50", ["50"]),
        ("50+", ["50"]),
        ("100-200", ["100", "200"]),
        ("100 – 200 người", ["100", "200"]),
        ("từ 1.000 đến 1.200", ["1000", "1200"]),
        ("about 100 employees", ["100"]),
        ("trên 100 người", ["100"]),
        ("1.2.3-50", ["50"]),
    ],
)
def test_a_range_or_an_estimate_is_asked_with_its_numbers(text: str, suggested: list[str]) -> None:
    with pytest.raises(CellError) as caught:
        take_people(text)
    assert caught.value.code == "not_exact"
    assert [item.value for item in caught.value.suggestions] == suggested


@pytest.mark.parametrize("text", ["nhiều", "50 người/ca", "x" * 100])
def test_what_is_no_number_is_asked(text: str) -> None:
    with pytest.raises(CellError) as caught:
        take_people(text)
    assert caught.value.code == "not_a_number"


def test_a_fraction_is_left_to_the_check_of_the_column() -> None:
    assert take_whole("12,5").value == Decimal("12.5")
