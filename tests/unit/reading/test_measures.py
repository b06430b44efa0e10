import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.measures import Measure, find_measures


def measured(text: str) -> list[tuple[str, int, int]]:
    return [(item.kind, item.low, item.high) for item in find_measures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Máy ép nhựa 350 tấn", ("tonnage", 350_000, 350_000)),
        ("injection machines 110–3,200 t", ("tonnage", 110_000, 3_200_000)),
        ("máy dập 1.200 tấn", ("tonnage", 1_200_000, 1_200_000)),
        ("850-ton press", ("tonnage", 850_000, 850_000)),
        ("50–200 吨注塑机", ("tonnage", 50_000, 200_000)),
        ("press 100 kN", ("tonnage", 10_197, 10_197)),
        ("xe nâng tải trọng 3 tấn", ("load", 3_000, 3_000)),
        ("tôn dày 0,8 mm", ("thickness", 800, 800)),
        ("0.5 to 3 mm thick", ("thickness", 500, 3_000)),
        ("dung sai ±0,005mm", ("tolerance", 5, 5)),
        ("accuracy 5 µm", ("tolerance", 5, 5)),
        ("Ø50mm", ("diameter", 50_000, 50_000)),
        ("ống phi 60", ("diameter", 60_000, 60_000)),
        ("Bu lông M12x30", ("thread", 12_000, 12_000)),
        ("nuts (M-27)", ("thread", 27_000, 27_000)),
        ("14 inch", ("size", 355_600, 355_600)),
        ("220V", ("voltage", 220_000, 220_000)),
        ("22 kV", ("voltage", 22_000_000, 22_000_000)),
        ("100 amp", ("current", 100_000, 100_000)),
        ("motor 5HP", ("power", 3_728_500, 3_728_500)),
        ("10 bar", ("pressure", 1_000_000, 1_000_000)),
    ],
)
def test_a_number_with_a_unit_is_read_in_base_units(
    text: str, expected: tuple[str, int, int]
) -> None:
    assert measured(text) == [expected]


def test_each_side_of_a_box_is_measured() -> None:
    assert measured("hộp 300x200x150 mm") == [
        ("size", 300_000, 300_000),
        ("size", 200_000, 200_000),
        ("size", 150_000, 150_000),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no number at all",
        "500 pcs",
        "250 tấn nhựa/tháng",
        "200 tấn/tháng",
        "máy ép 200 tấn/tháng",
        "60 kg rails",
        "10,000m²",
        "1,14,048 nos",
        "SUS304",
        "M0",
        "M 2000000",
        "9" * 40 + " mm",
    ],
)
def test_quantities_and_type_numbers_are_no_measures(text: str) -> None:
    assert measured(text) == []


def test_the_last_sign_of_a_mixed_number_is_the_decimal_one() -> None:
    assert measured("1.234,5 mm") == measured("1,234.5 mm") == [("size", 1_234_500, 1_234_500)]
    assert measured("1.234.567 mm") == [("size", 1_234_567_000, 1_234_567_000)]


@given(st.text(alphabet="0123456789.,-–x ±øm tấnkgVM/", max_size=40))
def test_whatever_is_typed_the_bounds_are_in_order(text: str) -> None:
    for item in find_measures(text):
        assert isinstance(item, Measure)
        assert 0 <= item.low <= item.high
