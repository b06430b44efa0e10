import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference import load_reference
from app.reference.category_terms import names_of, spelling_key
from app.reference.tables import read_rows
from app.reference.text import fold, normalise

CATEGORIES = load_reference().categories
GENERAL = {fold(row["term"]) for row in read_rows("category_general_terms.csv")}
NAMES = [
    (category.code, text)
    for category in CATEGORIES
    for text in (
        *names_of(category.name_vi),
        *names_of(category.name_en),
        *(synonym for texts in category.synonyms.values() for synonym in texts),
    )
    if fold(text) not in GENERAL
]
SHARED = {
    text
    for code, text in NAMES
    for other, same in NAMES
    if code != other and normalise(text) == normalise(same)
}


def keys(text: str) -> list[str]:
    return [candidate.key for candidate in CATEGORIES.resolve(text).candidates]


def test_the_order_is_that_of_the_file() -> None:
    codes = [category.code for category in CATEGORIES]
    assert codes[:3] == ["PLA", "PLA-INJ", "PLA-INJ2"]
    assert codes[-1] == "HIT-SEM"


def test_unknown_codes_are_none_or_an_error() -> None:
    assert CATEGORIES.get("PLA-INJ") is CATEGORIES["PLA-INJ"]
    assert CATEGORIES.get("XXX") is None
    for look_up in (CATEGORIES.children, CATEGORIES.ancestors):
        with pytest.raises(KeyError):
            look_up("XXX")
    with pytest.raises(KeyError):
        CATEGORIES.is_within("PLA", "XXX")


def test_ancestors_are_nearest_first() -> None:
    assert CATEGORIES.ancestors("PLA-INJ2") == ("PLA-INJ", "PLA")
    assert CATEGORIES.ancestors("PLA") == ()
    assert "PLA-INJ2" in CATEGORIES.children("PLA-INJ")
    assert CATEGORIES.children("PLA-INJ2") == ()


def test_within_means_the_same_or_below() -> None:
    assert CATEGORIES.is_within("PLA-INJ2", "PLA")
    assert CATEGORIES.is_within("PLA", "PLA")
    assert not CATEGORIES.is_within("PLA", "PLA-INJ2")


@given(st.sampled_from(NAMES), st.sampled_from(["NFC", "NFD"]), st.booleans())
def test_every_name_and_synonym_stands_for_its_category(
    name: tuple[str, str], form: str, upper: bool
) -> None:
    code, text = name
    written = unicodedata.normalize(form, text.upper() if upper else text)  # type: ignore[arg-type]
    found = CATEGORIES.resolve(f"  {written} ")
    if text in SHARED:
        parents = {ancestor for key in keys(text) for ancestor in CATEGORIES.ancestors(key)}
        assert code in {*keys(text), *parents}
    else:
        assert found.key == code


@given(st.sampled_from(NAMES))
def test_a_name_without_marks_is_found_perhaps_among_others(name: tuple[str, str]) -> None:
    code, text = name
    found = keys(fold(text))
    assert code in {*found, *(above for key in found for above in CATEGORIES.ancestors(key))}
    assert CATEGORIES.resolve(fold(text)).status != "unknown"


@pytest.mark.parametrize("category", list(CATEGORIES), ids=lambda category: category.code)
def test_a_code_stands_for_itself_in_any_case(category: object) -> None:
    code = getattr(category, "code", "")
    assert CATEGORIES.resolve(code).key == CATEGORIES.resolve(code.lower()).key == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tủ điện", "ELC-CTL"),
        ("tụ điện", "ELC-PAS"),
        ("TỤ ĐIỆN", "ELC-PAS"),
        ("cúc", "TEX-BUT"),
        ("cực", "ELC-CON"),
        ("nhựa", "PLA"),
        ("Rubber", "RUB"),
        ("machining", "MAC-CNC"),
        ("plastic injection molding", "PLA-INJ"),
        ("Injection Molds", "TOO-PLM"),
        ("aluminum die-castings", "CAS-DIE"),
        ("PLA-INJ - Ép phun nhựa", "PLA-INJ"),
        ("Ép phun nhựa (PLA-INJ)", "PLA-INJ"),
        ("注塑", "PLA-INJ"),
        ("사출 성형", "PLA-INJ"),
    ],
)
def test_what_people_write_is_understood(text: str, code: str) -> None:
    assert CATEGORIES.resolve(text).key == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("tu dien", ["ELC-CTL", "ELC-PAS"]),
        ("cuc", ["ELC-CON", "TEX-BUT"]),
        ("nhông xích", ["MAC-GEA", "VEH-MOT"]),
        ("khuôn mẫu", ["TOO-PLM", "TOO"]),
        ("金型", ["TOO-PLM", "TOO"]),
        ("PLA-INJ / MET-STP", ["PLA-INJ", "MET-STP"]),
    ],
)
def test_what_can_mean_several_categories_is_ambiguous(text: str, codes: list[str]) -> None:
    assert CATEGORIES.resolve(text).status == "ambiguous"
    assert CATEGORIES.resolve(text).key is None
    assert keys(text) == codes


def test_marks_that_contradict_make_a_suggestion_not_an_answer() -> None:
    found = CATEGORIES.resolve("kẹo")  # sweets, not glue
    assert found.status == "unknown"
    assert (found.candidates[0].key, found.candidates[0].reason) == ("CHM-ADH", "marks")


@pytest.mark.parametrize(
    ("text", "code"),
    [("ép phum nhựa", "PLA-INJ"), ("wire harnes assy", "ELC-HAR"), ("dập kim loai tấm", "MET-STP")],
)
def test_a_slip_is_unknown_with_the_near_category_suggested(text: str, code: str) -> None:
    found = CATEGORIES.resolve(text)
    assert found.status == "unknown"
    assert code in keys(text)
    assert 1 <= len(found.candidates) <= 5
    assert {candidate.reason for candidate in found.candidates} == {"near"}


def test_suggestions_can_be_left_out() -> None:
    assert CATEGORIES.resolve("ép phum nhựa", suggest=False).candidates == ()


@pytest.mark.parametrize("text", ["", "  ", "...", "qwxzj"])
def test_nonsense_is_unknown_without_suggestions(text: str) -> None:
    found = CATEGORIES.resolve(text)
    assert (found.status, found.candidates, found.key) == ("unknown", (), None)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    found = CATEGORIES.resolve(text)
    assert found.text == text
    assert (found.status == "resolved") == (found.key is not None)
    assert all(candidate.key in CATEGORIES for candidate in found.candidates)


def test_a_candidate_carries_names_to_show() -> None:
    candidate = CATEGORIES.resolve("ép nhựa").candidates[0]
    assert (candidate.label_vi, candidate.label_en) == (
        "Ép phun nhựa",
        "Plastic injection moulding",
    )


def test_british_and_american_spellings_and_plurals_meet() -> None:
    assert spelling_key("injection moulds") == spelling_key("injection mold")
    assert spelling_key("glass") == "glass"
    assert spelling_key("gas") == "gas"


def test_similar_names_can_be_sought_for_so_many_texts_only() -> None:
    texts = [f"ép nhụa số {number}" for number in range(3)]
    with CATEGORIES.searching_at_most(2):
        found = [bool(CATEGORIES.resolve(text).candidates) for text in texts]
        named = CATEGORIES.resolve("ép nhựa")

    assert found == [True, True, False]
    assert named.status == "resolved"
    assert CATEGORIES.resolve(texts[2]).candidates
