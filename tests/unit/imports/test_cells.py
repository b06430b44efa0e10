from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.cells.plain import (
    CellError,
    decimal_mark_of,
    parse_number,
    read_amount,
    read_date,
    read_number,
    read_text,
    read_website,
)
from app.spreadsheets.tables import Cell, column_letters, text_of

MORNING = datetime(2027, 3, 1, 7, 30)  # noqa: DTZ001 - cells of spreadsheets have no zone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12000", "12000"),
        ("12000.5", "12000.5"),
        ("12000,5", "12000.5"),
        ("12000,500", "12000.5"),
        ("12,5", "12.5"),
        ("1.25", "1.25"),
        ("1,2345", "1.2345"),
        ("0,500", "0.5"),
        ("0.500", "0.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("12 000", "12000"),
        ("12\u00a0000", "12000"),
        ("12\u202f000,5", "12000.5"),
        ("12'000", "12000"),
        ("12’000", "12000"),
        ("１２", "12"),
        ("-5", "-5"),
        ("−1.234.567", "-1234567"),
    ],
)
def test_numbers_that_can_be_read_in_one_way(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "small", "large"),
    [
        ("12,000", "12", "12000"),
        ("12.000", "12", "12000"),
        ("1.250", "1.25", "1250"),
        ("-100,100", "-100.1", "-100100"),
    ],
)
def test_numbers_that_can_be_read_in_two_ways_are_refused_with_both(
    text: str, small: str, large: str
) -> None:
    with pytest.raises(CellError) as caught:
        parse_number(text)
    assert caught.value.code == "ambiguous_number"
    assert caught.value.params == {"small": small, "large": large}


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1e5", "nan", "inf", "1_000", "12,34,567", "1.2.3", "5 kg", "1,000,5", "50-100"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_number(text)
    assert caught.value.code == "not_a_number"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_number_written_plainly_is_itself_or_refused(number: Decimal) -> None:
    try:
        assert parse_number(f"{number}") == number
    except CellError as error:
        assert error.code == "ambiguous_number"  # noqa: PT017 - either outcome is right


@given(st.integers(min_value=0, max_value=10**12))
def test_groups_of_thousands_never_change_a_number(number: int) -> None:
    assert parse_number(f"{number:,}".replace(",", " ")) == number
    for separator in ",.":
        written = f"{number:,}".replace(",", separator)
        if written.count(separator) != 1:
            assert parse_number(written) == number


def test_number_cells_are_taken_as_they_are() -> None:
    assert read_number(Decimal("12.000")) == 12
    with pytest.raises(CellError):
        read_number(MORNING)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("50000 pcs", "50000", "pcs"),
        ("50000pcs/month", "50000", "pcs/month"),
        ("20 tấn/tháng", "20", "tấn/tháng"),
        ("1 000 000 cái", "1000000", "cái"),
        ("1,5 t", "1.5", "t"),
        ("12’000 m2", "12000", "m2"),
    ],
)
def test_amounts_have_a_number_and_a_unit(text: str, amount: str, unit: str) -> None:
    assert read_amount(text) == (Decimal(amount), unit)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("50000", "not_an_amount"),
        (Decimal(50000), "not_an_amount"),
        ("pcs", "not_an_amount"),
        ("about 50 pcs", "not_an_amount"),
        ("50.000 pcs", "ambiguous_number"),
        ("1.2.3 pcs", "not_a_number"),
        (True, "not_text"),
    ],
)
def test_amounts_that_are_not_clear_are_refused(cell: Cell, code: str) -> None:
    with pytest.raises(CellError) as caught:
        read_amount(cell)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "cell",
    [
        date(2027, 3, 1),
        MORNING,
        "2027-03-01",
        "2027/3/1",
        "2027-03-01T00:00:00",
        "2027-03-01 07:30",
        "01/03/2027",
        "1/3/2027",
        "1.3.2027",
        "01-03-2027",
    ],
)
def test_dates_are_read_day_first(cell: Cell) -> None:
    assert read_date(cell) == date(2027, 3, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "03/25/2027",
        "30/02/2027",
        "2027-02-29",
        "01/03/27",
        "03/2027",
        "1/3-2027",
        "mai",
        "",
        Decimal(46447),
        True,
        time(7),
        None,
    ],
)
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError) as caught:
        read_date(cell)
    assert caught.value.code == "not_a_date"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("Vít", "Vít"),
        (Decimal("1200.0"), "1200"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1E+20"), "100000000000000000000"),
        (Decimal(100), "100"),
    ],
)
def test_texts_and_numbers_are_texts(cell: Cell, text: str) -> None:
    assert read_text(cell) == text


@pytest.mark.parametrize("cell", [True, date(2027, 3, 1), MORNING, time(7)])
def test_what_a_program_made_of_a_text_is_refused(cell: Cell) -> None:
    with pytest.raises(CellError) as caught:
        read_text(cell)
    assert caught.value.code == "not_text"
    assert caught.value.text.render("vi", **caught.value.params)


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("congty.example", "https://congty.example"),
        ("www.congty.example/vi", "https://www.congty.example/vi"),
        ("http://congty.example", "http://congty.example"),
        ("không", "không"),
    ],
)
def test_a_web_address_gets_its_scheme(text: str, website: str) -> None:
    assert read_website(text) == website


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (False, "FALSE"),
        (Decimal("1200.50"), "1200.5"),
        (date(2027, 3, 1), "2027-03-01"),
        (time(7, 30), "07:30:00"),
        (timedelta(hours=7), "7:00:00"),
        (MORNING, "2027-03-01T07:30:00"),
    ],
)
def test_every_cell_can_be_shown(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_have_letters(position: int, letters: str) -> None:
    assert column_letters(position) == letters


def test_a_known_decimal_mark_decides_between_two_readings_and_nothing_else() -> None:
    assert parse_number("12.000", ",") == 12000
    assert parse_number("12.000", ".") == 12
    assert parse_number("1,5", ".") == Decimal("1.5")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.234,5", ","),
        ("1,234,567", "."),
        ("12.5", "."),
        ("12 000", None),
        ("12.000", None),
        ("12", None),
        ("1 234,5", None),
        ("x", None),
    ],
)
def test_a_clear_number_gives_its_decimal_mark_away(text: str, mark: str | None) -> None:
    assert decimal_mark_of(text) == mark
