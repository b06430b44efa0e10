from datetime import date

import pytest

from app.reference import load_reference
from app.reference.certifications import BadDateError

CERTIFICATIONS = load_reference().certifications


@pytest.mark.parametrize(
    ("text", "code", "expires_on", "number"),
    [
        ("ISO 9001", "ISO-9001", None, None),
        ("ISO 9001 (2027-03-01)", "ISO-9001", date(2027, 3, 1), None),
        ("ISO 9001:2015 (01/03/2027)", "ISO-9001", date(2027, 3, 1), None),
        ("ISO 9001:2015 - 1.3.2027", "ISO-9001", date(2027, 3, 1), None),
        ("ISO 9001:2015 2027-03-01 00:00:00", "ISO-9001", date(2027, 3, 1), None),
        ("ISO 9001 (2015)", "ISO-9001", None, None),
        ("IATF 16949, số 12345, hết hạn 01/03/2027", "IATF-16949", date(2027, 3, 1), "12345"),
        ("ISO 14001 No. FM 12345", "ISO-14001", None, "FM 12345"),
        ("ISO 14001 certificate no: VN-22/001 valid until 2028/12/31", "ISO-14001",
         date(2028, 12, 31), "VN-22/001"),
        ("ISO 9001 cấp ngày 01/03/2024, hết hạn 28/02/2027", "ISO-9001", date(2027, 2, 28), None),
        ("ISO 9001 issued 2024-03-01", "ISO-9001", None, None),
        ("ISO 9001: 2024-03-01 – 2027-02-28", "ISO-9001", date(2027, 2, 28), None),
        ("ISO 9001 hiệu lực từ 01/03/2024 đến 28/02/2027", "ISO-9001", date(2027, 2, 28), None),
        ("ISO 9001 no scope", "ISO-9001", None, None),
    ],
)  # fmt: skip
def test_a_cell_with_one_held_certificate_is_read(
    text: str, code: str, expires_on: date | None, number: str | None
) -> None:
    held = CERTIFICATIONS.parse_held(text)
    assert held.text == held.resolution.text == text
    assert held.resolution.candidates[0].key == code
    assert (held.expires_on, held.number) == (expires_on, number)


def test_a_void_edition_is_seen_in_a_held_certificate() -> None:
    held = CERTIFICATIONS.parse_held("ISO/TS 16949:2009 (2027-03-01)")
    assert held.resolution.void_since == date(2018, 9, 14)


def test_an_unlisted_certificate_is_unknown_but_its_date_is_read() -> None:
    held = CERTIFICATIONS.parse_held("Green Leaf (2027-03-01)")
    assert held.resolution.status == "unknown"
    assert held.expires_on == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ISO 9001 (2027-02-30)", "2027-02-30"),
        ("ISO 9001 (31/06/2027)", "31/06/2027"),
        ("ISO 9001 (13/13/2027)", "13/13/2027"),
        ("ISO 9001 (03/2027)", "03/2027"),
        ("ISO 9001 (2027-03)", "2027-03"),
    ],
)
def test_a_bad_date_is_an_error_that_quotes_it_and_says_what_is_right(
    text: str, value: str
) -> None:
    with pytest.raises(BadDateError, match="yyyy-mm-dd or dd/mm/yyyy") as caught:
        CERTIFICATIONS.parse_held(text)
    assert (caught.value.text, caught.value.value) == (text, value)
    assert value in str(caught.value)
