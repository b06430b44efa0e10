from datetime import date

import pytest

from app.reference import load_reference

LINKAGES = load_reference().linkages


def keys(text: str) -> list[str]:
    return [candidate.key for candidate in LINKAGES.resolve(text).candidates]


def test_an_agreement_holds_in_both_directions() -> None:
    assert [linkage.id for linkage in LINKAGES.between("79", "80")] == ["L01"]
    assert LINKAGES.between("80", "79") == LINKAGES.between("79", "80")


def test_an_agreement_does_not_spread_over_a_merged_province() -> None:
    assert LINKAGES.between("79", "80")  # old Long An signed
    assert not LINKAGES.between("79", "72")  # old Tây Ninh, in the same province today, did not
    assert LINKAGES.between("79", "74")
    assert not LINKAGES.between("74", "80")


def test_companies_bind_no_locality() -> None:
    assert [linkage.id for linkage in LINKAGES.between("80", "72")] == ["L21", "L22"]
    assert LINKAGES["L23"].is_between_companies


def test_a_unit_is_not_linked_with_itself() -> None:
    assert LINKAGES.between("79", "79") == ()


def test_an_agreement_keeps_its_document_and_doubts() -> None:
    linkage = LINKAGES["L01"]
    assert linkage.document_date == date(2019, 7, 5)
    assert linkage.event_date == "????-10-28"
    assert linkage.doubts
    assert LINKAGES["L22"].document_date is None


@pytest.mark.parametrize(
    ("linkage_id", "scope", "note"),
    [
        ("L01", "yes", ""),
        ("L11", "partly", "industrial clusters"),
        ("L16", "no", "processing, glass"),
    ],
)
def test_the_scope_is_a_word_and_a_note(linkage_id: str, scope: str, note: str) -> None:
    assert (LINKAGES[linkage_id].scope, LINKAGES[linkage_id].scope_note) == (scope, note)


@pytest.mark.parametrize(
    ("text", "linkage_id"),
    [
        ("L01", "L01"),
        (" l23 ", "L23"),
        ("TP.HCM - Long An", "L01"),
        ("Long An – TP.HCM", "L01"),
        ("TP.HCM, Bình Dương", "L02"),
        ("Bà Rịa - Vũng Tàu - TP.HCM", "L04"),
        ("TP.HCM - BR-VT", "L04"),
        ("Hồ Chí Minh và Huế", "L19"),
    ],
)
def test_an_id_or_two_places_name_an_agreement(text: str, linkage_id: str) -> None:
    assert LINKAGES.resolve(text).key == linkage_id


def test_two_places_with_several_agreements_are_ambiguous() -> None:
    assert LINKAGES.resolve("Long An, Tây Ninh").status == "ambiguous"
    assert keys("Long An, Tây Ninh") == ["L21", "L22", "L23"]


@pytest.mark.parametrize("text", ["", "L99", "Long An", "Hà Nội - Cà Mau", "x - y", "QN - TP.HCM"])
def test_what_names_no_agreement_is_unknown(text: str) -> None:
    assert LINKAGES.resolve(text).status == "unknown"
    assert keys(text) == []


def test_unknown_ids_are_none() -> None:
    assert LINKAGES.get("L01") is LINKAGES["L01"]
    assert LINKAGES.get("L99") is None
