from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference import load_reference
from app.reference.text import fold

CERTIFICATIONS = load_reference().certifications
ALIASES = [
    (item.code, text)
    for item in CERTIFICATIONS
    for text in (item.code, item.short_name, item.name_en, item.name_vi, *item.aliases)
]


def found_in(text: str) -> list[str]:
    return [candidate.key for candidate in CERTIFICATIONS.find_all(text)]


@given(st.sampled_from(ALIASES), st.sampled_from([str, str.upper, str.lower, fold]))
def test_every_name_and_alias_stands_for_its_certification(
    alias: tuple[str, str], written: object
) -> None:
    code, text = alias
    assert callable(written)
    assert CERTIFICATIONS.resolve(f" {written(text)} ").key == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ISO 9001-2015", "ISO-9001"),
        ("ISO9001:2015", "ISO-9001"),
        ("ISO 9001 : 2015", "ISO-9001"),
        ("iso 9001", "ISO-9001"),
        ("ISO  9001 (2015)", "ISO-9001"),
        ("ISO 9001:2015 certified", "ISO-9001"),
        ("Chứng chỉ ISO 9001:2015", "ISO-9001"),
        ("ISO 9001:2015 do TÜV Rheinland cấp", "ISO-9001"),
        ("通过ISO9001认证", "ISO-9001"),
        ("IATF", "IATF-16949"),
        ("iatf16949:2016", "IATF-16949"),
        ("FSC", "FSC-COC"),
        ("FSSC", "FSSC-22000"),
        ("FSSC 22000", "FSSC-22000"),
        ("ISO 22000:2005", "ISO-22000"),
        ("ISO 22163", "ISO-22163"),
        ("ISO/TS 22163", "ISO-22163"),
        ("TCVN ISO 9001", "ISO-9001"),
        ("ce", "CE"),
        ("Quality management", "ISO-9001"),
    ],
)
def test_what_people_write_is_understood(text: str, code: str) -> None:
    assert CERTIFICATIONS.resolve(text).key == code


@pytest.mark.parametrize(
    ("text", "void_since"),
    [
        ("TS 16949", date(2018, 9, 14)),
        ("ISO/TS 16949:2009", date(2018, 9, 14)),
        ("IATF 16949", None),
        ("IATF 16949:2016", None),
        ("ISO 9001:2008", date(2018, 9, 15)),
        ("ISO 9001:2000", date(2018, 9, 15)),
        ("TCVN ISO 9001:2008", date(2018, 9, 15)),
        ("ISO 9001", None),
        ("ISO 9001:2015", None),
        ("ISO 14001:2004", date(2018, 9, 15)),
        ("ISO 14001:2015", None),
        ("OHSAS 18001", date(2021, 9, 30)),
        ("BS OHSAS 18001:2007", date(2021, 9, 30)),
        ("ISO/IEC 27001:2013", date(2025, 10, 31)),
        ("ISO 27001:2022", None),
        ("ISO 9001:2008 → ISO 9001:2015", None),
    ],
)
def test_a_void_edition_is_recognised(text: str, void_since: date | None) -> None:
    assert CERTIFICATIONS.resolve(text).void_since == void_since


def test_a_withdrawn_standard_says_so_itself() -> None:
    assert CERTIFICATIONS["OHSAS-18001"].withdrawn_since == date(2021, 9, 30)
    assert CERTIFICATIONS["IATF-16949"].withdrawn_since is None


@pytest.mark.parametrize(
    "text",
    ["FSC 22000", "FSCC", "ISO 22", "ISO 2216", "ISO 90010", "IATF 9001", "ISO 13458", "UL94 V-0"],
)
def test_a_likeness_is_never_enough(text: str) -> None:
    assert CERTIFICATIONS.resolve(text).status == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "chưa có ISO 9001",
        "ISO 9001 or equivalent",
        "applying for ISO 9001",
        "ISO 9001 hoặc tương đương",
    ],
)
def test_words_of_doubt_leave_the_answer_to_a_person(text: str) -> None:
    found = CERTIFICATIONS.resolve(text)
    assert found.status == "unknown"
    assert [candidate.key for candidate in found.candidates] == ["ISO-9001"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [("9001:2015", ["ISO-9001"]), ("22000", ["ISO-22000", "FSSC-22000"]), ("12345", [])],
)
def test_a_bare_number_is_only_a_suggestion(text: str, codes: list[str]) -> None:
    found = CERTIFICATIONS.resolve(text)
    assert found.status == "unknown"
    assert [candidate.key for candidate in found.candidates] == codes


def test_several_certifications_in_one_text_are_not_one() -> None:
    found = CERTIFICATIONS.resolve("ISO 9001:2015 và ISO 14001")
    assert (found.status, found.key, found.void_since) == ("unknown", None, None)
    assert [candidate.key for candidate in found.candidates] == ["ISO-9001", "ISO-14001"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ISO 9001:2015 và ISO 14001", ["ISO-9001", "ISO-14001"]),
        ("ISO 9001/14001/45001", ["ISO-9001", "ISO-14001", "ISO-45001"]),
        ("ISO 9001:2015, 14001:2015 and 45001", ["ISO-9001", "ISO-14001", "ISO-45001"]),
        ("CE, RoHS; REACH", ["CE", "ROHS", "REACH"]),
        ("CE và EMS", ["CE", "ISO-14001"]),
        ("Nhà máy đạt IATF16949 từ 2019, có dán nhãn CE.", ["IATF-16949", "CE"]),
        ("FSC hoặc FSSC 22000", ["FSC-COC", "FSSC-22000"]),
        ("The parts reach us by sea; lean lines, 3D scan, wrap film", []),
        ("EMS provider with ESD bags", []),
        ("nhựa UL94 V-0, dây UL 1015", ["UL"]),
        ("bề mặt ce", []),
        ("ISO 9001 lot 14001 of this year", ["ISO-9001"]),
        ("IATF 16949, 14001", ["IATF-16949"]),
        ("TCVN, ISO 9001", ["TCVN-HC", "ISO-9001"]),
        ("TCVN ISO 9001", ["ISO-9001"]),
        ("thép JIS G3101, TCVN 1651", []),
        ("", []),
    ],
)
def test_every_certification_named_in_a_text_is_found(text: str, codes: list[str]) -> None:
    assert found_in(text) == codes


def test_a_certification_named_twice_is_found_once() -> None:
    assert found_in("ISO 9001, ISO 9001:2015") == ["ISO-9001"]


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    found = CERTIFICATIONS.resolve(text)
    assert (found.status == "resolved") == (found.key is not None)
    assert all(candidate.key in CERTIFICATIONS for candidate in CERTIFICATIONS.find_all(text))


@given(st.sampled_from(list(CERTIFICATIONS)), st.sampled_from(list(CERTIFICATIONS)))
def test_two_strong_names_beside_each_other_are_both_found(first: object, second: object) -> None:
    codes = [getattr(item, "code", "") for item in (first, second)]
    names = [CERTIFICATIONS[code].short_name for code in codes]
    assert set(found_in(", ".join(names))) == set(codes)


def test_held_certificates_satisfy_what_is_documented_and_no_more() -> None:
    def answer(held: str, asked: str) -> str:
        return CERTIFICATIONS.satisfies(held, asked).answer

    assert answer("ISO-9001", "ISO-9001") == "same"
    assert answer("IATF-16949", "ISO-9001") == "yes"
    assert answer("ISO-9001", "IATF-16949") == "no"
    assert answer("ISO-13485", "ISO-9001") == "no"
    assert answer("VDA-6.1", "IATF-16949") == "ask_buyer"
    assert answer("FSC-COC", "FSSC-22000") == "unrelated"
    assert answer("FSSC-22000", "HACCP") == "yes"  # its own row
    assert answer("EN-15085", "ISO-9001") == "unrelated"  # no conclusion from two rows


def test_what_satisfies_a_request_is_listed_without_the_request_itself() -> None:
    assert "IATF-16949" in CERTIFICATIONS.satisfied_by("ISO-9001")
    assert "ISO-9001" not in CERTIFICATIONS.satisfied_by("ISO-9001")
    assert "ISO-13485" not in CERTIFICATIONS.satisfied_by("ISO-9001")
    assert "API-Q1" in CERTIFICATIONS.satisfied_by("ISO-9001", "ask_buyer")


@given(st.sampled_from(list(CERTIFICATIONS)), st.sampled_from(list(CERTIFICATIONS)))
def test_lists_and_single_answers_agree(held: object, asked: object) -> None:
    held_code, asked_code = getattr(held, "code", ""), getattr(asked, "code", "")
    relation = CERTIFICATIONS.satisfies(held_code, asked_code)
    assert (relation.answer == "yes") == (held_code in CERTIFICATIONS.satisfied_by(asked_code))
    assert relation.reason_en
    assert relation.reason_vi


def test_unknown_codes_are_none_or_an_error() -> None:
    assert CERTIFICATIONS.get("ISO-9001") is CERTIFICATIONS["ISO-9001"]
    assert CERTIFICATIONS.get("X") is None
    for held, asked in [("X", "ISO-9001"), ("ISO-9001", "X")]:
        with pytest.raises(KeyError):
            CERTIFICATIONS.satisfies(held, asked)
    with pytest.raises(KeyError):
        CERTIFICATIONS.satisfied_by("X")


@pytest.mark.parametrize(
    ("code", "expires"), [("CE", False), ("ROHS", False), ("5S-KAIZEN", False), ("ISO-9001", True)]
)
def test_declarations_and_practices_do_not_expire(code: str, expires: bool) -> None:
    assert CERTIFICATIONS[code].expires is expires


def test_a_candidate_shows_how_the_standard_is_written() -> None:
    assert (
        CERTIFICATIONS.resolve("iso9001").candidates[0].label_en == "ISO 9001: Quality management"
    )
    assert CERTIFICATIONS.resolve("HACCP").candidates[0].label_en == "HACCP"
