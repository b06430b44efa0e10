import pytest

from app.matching.lexicon import lexicon_of
from app.matching.reading import Form, SupplierReading, read_demand, read_supplier, read_text
from app.matching.similarity import (
    MOST_TERMS,
    OTHER_MARKS_QUALITY,
    QUALITY_ONE,
    UNMARKED_QUALITY,
    Similarity,
    Vocabulary,
    compare,
    form_quality,
    spelling_quality,
)
from tests.unit.matching.builders import REFERENCE, a_demand, a_supplier

LEXICON = lexicon_of(REFERENCE.categories, REFERENCE.places)


def saying(text: str) -> SupplierReading:
    return read_supplier(a_supplier(description=text), REFERENCE.categories, REFERENCE.places)


def similarity(name: str, text: str, *others: str) -> Similarity:
    demand = read_demand(a_demand(name=name), REFERENCE.categories, REFERENCE.places)
    readings = [saying(item) for item in (text, *others)]
    return compare(demand, readings[0], Vocabulary.of(readings, LEXICON))


@pytest.mark.parametrize(
    ("asked", "said", "quality"),
    [
        ("máy", "máy", QUALITY_ONE),
        ("cot", "cốt", UNMARKED_QUALITY),
        ("cốt", "cot", UNMARKED_QUALITY),
        ("cốt", "cột", OTHER_MARKS_QUALITY),
        ("đồ cot", "cột", OTHER_MARKS_QUALITY),
    ],
)
def test_marks_decide_how_well_a_word_fits(asked: str, said: str, quality: int) -> None:
    word = read_text(asked, LEXICON).words[-1]
    assert form_quality(word, Form(said, marked=said != "cot", strength=10_000)) == quality


def test_a_word_of_a_weaker_text_fits_less() -> None:
    [word] = read_text("zzz", LEXICON).words
    assert form_quality(word, Form("zzz", marked=False, strength=6_000)) == 6_000


@pytest.mark.parametrize(
    ("one", "other"), [("gearmotr", "gearmotor"), ("alumnium", "aluminium"), ("spindel", "spindle")]
)
def test_a_misspelling_is_near_in_both_directions(one: str, other: str) -> None:
    quality = spelling_quality(one, other, frozenset())
    assert 7_000 < quality < 9_000
    assert quality == spelling_quality(other, one, frozenset())


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("spring", "spring", "the same"),
        ("filling", "milling", "the first letter"),
        ("casting", "coating", "both known"),
        ("gears", "gear", "too short"),
        ("gear", "gears", "too short"),
        ("bracket", "brush", "too far"),
    ],
)
def test_other_words_are_not_near(one: str, other: str, why: str) -> None:
    assert spelling_quality(one, other, frozenset({"casting", "coating"})) == 0, why


def test_a_vocabulary_finds_what_is_near_and_remembers_it() -> None:
    vocabulary = Vocabulary(["gearmotor", "gearmotors", "bracket"], LEXICON)
    expected = tuple(
        (key, spelling_quality("gearmotr", key, frozenset())) for key in ("gearmotor", "gearmotors")
    )
    assert vocabulary.near("gearmotr") == expected
    assert vocabulary.near("gearmotr") is vocabulary.near("gearmotr")
    assert vocabulary.near("gear") == ()


def test_a_similarity_does_not_depend_on_who_else_is_compared() -> None:
    alone = similarity("gearmotr bracket", "gearmotor")
    assert alone == similarity("gearmotr bracket", "gearmotor", "gearmotr", "brackets zzz")
    assert alone.value > 0


def test_no_more_terms_are_named_than_are_read() -> None:
    text = "alpha the bravo the charlie the delta the echo"
    terms = similarity(text, text).terms
    assert len(terms) == MOST_TERMS


def test_the_strongest_term_comes_first_and_a_long_run_is_cut() -> None:
    terms = similarity("alpha, lò xo", "alpha, lò xo").terms
    assert terms == ("lò xo", "alpha")
    [term] = similarity("a1 b1 c1 d1 e1 f1 g1 h1", "a1 b1 c1 d1 e1 f1 g1 h1").terms
    assert term == "a1 b1 c1 d1 e1 f1"
