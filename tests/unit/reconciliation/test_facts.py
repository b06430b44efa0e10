"""Identifiers as spreadsheets write them."""

import pytest

from app.reconciliation.facts import digits_of_tax_code, host_of, province_of


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0312345678", "0312345678"),
        ("0312345678-001", "0312345678001"),
        ("031 234 5678", "0312345678"),
        ("312345678", "0312345678"),
        ("312345678001", "0312345678001"),
        ("03123", None),
        ("MST 0312345678", None),
        ("", None),
        ("٠٣١٢٣٤٥٦٧٨", None),
    ],
)
def test_a_tax_code_is_its_digits_with_the_zero_that_was_lost(
    text: str, digits: str | None
) -> None:
    assert digits_of_tax_code(text) == digits


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.Minhphat.vn/gioi-thieu", "minhphat.vn"),
        ("minhphat.vn", "minhphat.vn"),
        ("http://[", None),
        ("không có", None),
        ("", None),
        (None, None),
    ],
)
def test_a_website_is_its_host(text: str | None, host: str | None) -> None:
    assert host_of(text) == host


def test_a_province_before_2025_is_the_one_that_it_became_part_of() -> None:
    assert province_of("Bình Dương") == province_of("TP.HCM") == "79"
    assert province_of("nowhere") is None
