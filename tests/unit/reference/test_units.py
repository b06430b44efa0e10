from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference.tables import read_rows, split
from app.reference.units import convert, load_units, resolve_period, resolve_unit

UNITS = load_units()
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)


@given(st.sampled_from(list(UNITS.values())))
def test_every_alias_stands_for_its_unit(unit: object) -> None:
    code = getattr(unit, "code", "")
    for alias in (*UNITS[code].aliases, code, UNITS[code].name_vi.upper()):
        assert resolve_unit(alias) == code
        assert resolve_unit(f"{alias}/tháng") == code


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Cái", "pcs"),
        ("PCE", "pcs"),
        ("bộ", "set"),
        ("bo", "set"),
        ("tấn", "t"),
        ("tan", "t"),
        ("tạ", "quintal"),
        ("tá", "dozen"),
        ("m²", "m2"),
        ("㎡", "m2"),
        ("sq.m", "m2"),
        ("pcs per month", "pcs"),
        ("cái mỗi năm", "pcs"),
        ("nghìn cái", "kpcs"),
    ],
)
def test_what_people_write_is_understood(text: str, unit: str) -> None:
    assert resolve_unit(text) == unit


@pytest.mark.parametrize("text", ["ta", "cái/bộ", "", "/tháng", "parsec", "kg/m3", "tãn"])
def test_what_names_no_single_unit_is_none(text: str) -> None:
    assert resolve_unit(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("tháng", "month"),
        ("/tháng", "month"),
        ("per month", "month"),
        ("Hàng năm", "year"),
        ("năm", "year"),
        ("nam", "year"),
        ("1 tháng", "month"),
        ("/ 1 ngày", "day"),
        ("cái/tháng", "month"),
        ("pcs/m", "month"),
        ("tấn mỗi tuần", "week"),
        ("quí", "quarter"),
        ("p.a.", "year"),
        ("một lần", "once"),
        ("cái/lô", "once"),
        ("月", "month"),
    ],
)
def test_periods_are_understood(text: str, period: str) -> None:
    assert resolve_period(text) == period


@pytest.mark.parametrize("text", ["", "m", "lô", "cái", "cái/bộ", "kg/m3", "thằng"])
def test_what_names_no_period_is_none(text: str) -> None:
    assert resolve_period(text) is None


def test_every_alias_stands_for_its_period() -> None:
    for row in read_rows("periods.csv"):
        for alias in (*split(row["aliases"]), row["name_vi"], row["name_en"]):
            assert resolve_period(alias) == row["period"]
        for alias in split(row["aliases_after_per"]):
            assert resolve_period(f"pcs/{alias}") == row["period"]


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "expected"),
    [
        ("1.5", "t", "kg", "1500"),
        ("500", "g", "kg", "0.5"),
        ("2", "dozen", "pcs", "24"),
        ("3", "kpcs", "pcs", "3000"),
        ("1", "m3", "l", "1000"),
        ("250", "mm", "m", "0.25"),
        ("1", "in", "mm", "25.4"),
    ],
)
def test_amounts_convert_within_a_base(
    value: str, from_unit: str, to_unit: str, expected: str
) -> None:
    assert convert(Decimal(value), from_unit, to_unit) == Decimal(expected)


@pytest.mark.parametrize(
    ("from_unit", "to_unit"),
    [("pcs", "set"), ("set", "pcs"), ("pair", "pcs"), ("kg", "pcs"), ("roll", "m"), ("kg", "x"),
     ("x", "kg"), ("m", "m2")],
)  # fmt: skip
def test_what_has_no_common_base_does_not_convert(from_unit: str, to_unit: str) -> None:
    assert convert(Decimal(1), from_unit, to_unit) is None


@given(AMOUNTS, st.sampled_from(list(UNITS)), st.sampled_from(list(UNITS)))
def test_converting_there_and_back_gives_the_amount(value: Decimal, a: str, b: str) -> None:
    there = convert(value, a, b)
    assert (there is None) == (UNITS[a].base != UNITS[b].base)
    if there is not None:
        back = convert(there, b, a)
        assert back is not None
        assert abs(back - value) <= abs(value) * Decimal("1e-20")


@given(AMOUNTS, st.sampled_from(list(UNITS)))
def test_a_unit_converts_to_itself_unchanged(value: Decimal, unit: str) -> None:
    assert convert(value, unit, unit) == value
