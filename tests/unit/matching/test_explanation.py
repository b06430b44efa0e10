from datetime import date

import pytest

from app.matching import Evidence, explain, render
from app.matching.messages import MESSAGES, SUBSTITUTE
from app.matching.results import Param
from app.reference.text import fold
from tests.unit.matching.builders import REFERENCE

EVERY_FACT: dict[str, Param] = {
    "asked": "ISO-9001",
    "held": "IATF-16949",
    "until": date(2027, 3, 1),
    "needed": date(2027, 6, 1),
    "on": date(2026, 1, 31),
    "reason_en": "because",
    "reason_vi": "vì thế",
    "place": "legacy:74",
    "places": ("current:79", "legacy:80"),
    "distance": 27_800,
    "maximum": 50_000,
    "party_a": "A",
    "party_b": "B",
    "document": "D",
    "period": "P",
    "terms": ("lò xo", "thép"),
    "words": ("lò xo", "thép"),
    "capacity": 1_234_550,
    "unit": "pcs",
    "total": 5_000,
    "within": 120,
    "failing": 120,
    "only": 3,
    "categories": ("MET-SPR", "PLA-INJ"),
    "category": "MET-SPR",
    "certificate": "ISO-9001",
    "through": date(2027, 6, 1),
}
SPECIAL: dict[str, dict[str, Param]] = {
    "category": {"asked": "MET-SPR", "offered": "PLA-INJ"},
    "category.none": {"asked": ("MET-SPR",), "offered": ("PLA-INJ", "PLA-EXT")},
    "category.unknown": {"asked": ("MET-SPR", "PLA-INJ")},
    "capacity": {"needed": 2_000_000},
    "nothing": {"needed": 2_000_000},
    "change": {"needed": 2_000_000},
}


def facts(code: str) -> dict[str, Param]:
    return EVERY_FACT | SPECIAL.get(code.partition(".")[0], {}) | SPECIAL.get(code, {})


def said(code: str, **changes: Param) -> tuple[str, str]:
    words = explain(Evidence(code, facts(code) | changes), REFERENCE)
    return words.en, words.vi


@pytest.mark.parametrize("code", [code for code in MESSAGES if not code.endswith(SUBSTITUTE)])
def test_every_code_has_words_in_both_languages(code: str) -> None:
    english, vietnamese = said(code)
    assert "{" not in english + vietnamese
    assert fold(vietnamese) != vietnamese.casefold()
    assert english != vietnamese


def test_a_certificate_that_stands_in_says_for_which() -> None:
    assert said("certification.satisfied_by") == (
        "IATF 16949 held until 2027-03-01 satisfies ISO 9001",
        "IATF 16949 có hiệu lực đến 01/03/2027, đáp ứng yêu cầu ISO 9001",
    )
    assert said("certification.lapsed")[0] == (
        "IATF 16949, which would satisfy ISO 9001, expired on 2026-01-31"
    )
    assert said("certification.lapsed", held="ISO-9001")[0] == "ISO 9001 expired on 2026-01-31"


def test_a_place_is_named_as_it_was_and_as_it_is() -> None:
    assert said("location.distance") == (
        "site in old Bình Dương (today Ho Chi Minh City), 28 km",
        "cơ sở tại Bình Dương cũ (nay là TP. Hồ Chí Minh), cách 28 km",
    )


def test_a_short_way_is_not_no_way() -> None:
    assert said("location.distance", distance=400)[0].endswith("less than 1 km")
    assert said("location.distance", distance=1_499_500)[0].endswith("1,500 km")


def test_numbers_follow_the_language() -> None:
    assert said("capacity.short") == (
        "makes only 12,345.5 pieces a month, 20,000 needed",
        "chỉ làm được 12.345,5 cái mỗi tháng, cần 20.000",
    )


def test_a_unit_that_the_table_does_not_hold_is_written_as_it_is() -> None:
    assert "axles" in said("capacity.unknown", unit="axles")[0]


def test_a_certificate_without_a_usual_way_of_writing_is_its_code() -> None:
    assert "BRCGS-PKG" in said("certification.not_held", asked="BRCGS-PKG")[0]


def test_counts_say_all_or_how_many_of_how_many() -> None:
    everyone, _ = said("nothing.suppliers.certification")
    assert everyone == "without ISO 9001: all 120 suppliers; 3 of them meet everything else"
    some, vietnamese = said("nothing.suppliers.certification", failing=7, only=0)
    assert some == "without ISO 9001: 7 of 120 suppliers"
    assert vietnamese == "7 trong 120 nhà cung cấp không có ISO 9001"


def test_a_code_without_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(Evidence("no.such"), "en", REFERENCE)
