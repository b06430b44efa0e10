import pytest

from app.matching.lexicon import Kind, Lexicon, lexicon_of, tokenise
from tests.unit.matching.builders import REFERENCE

LEXICON = lexicon_of(REFERENCE.categories, REFERENCE.places)


def first_phrase(text: str, lexicon: Lexicon = LEXICON) -> tuple[Kind, tuple[str, ...], int] | None:
    tokens = tokenise(text)
    keys = tuple(token.key for token in tokens)
    typed = tuple(token.typed for token in tokens)
    found = lexicon.longest_phrase(keys, typed, 0, marked=keys != typed)
    return (found[0].kind, found[0].codes, found[1]) if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("springs", "spring"),
        ("assemblies", "assembly"),
        ("boxes", "box"),
        ("dies", "die"),
        ("moulding", "molding"),
        ("hoà", "hòa"),
        ("CNC", "cnc"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert [token.typed for token in tokenise(one)] == [token.typed for token in tokenise(other)]


@pytest.mark.parametrize("text", ["glass", "gas", "bộ", "lò"])
def test_words_that_only_look_like_plurals_stay(text: str) -> None:
    [token] = tokenise(text)
    assert token.typed == text


def test_chinese_characters_are_tokens_of_their_own() -> None:
    assert [token.shown for token in tokenise("CNC加工 part")] == ["cnc", "加", "工", "part"]
    assert [token.cjk for token in tokenise("CNC加工 part")] == [False, True, True, False]


def test_the_longest_phrase_wins() -> None:
    assert first_phrase("ép nhựa") == (Kind.CONCEPT, ("PLA-INJ",), 2)
    assert first_phrase("ép nhựa 2 màu") == (Kind.CONCEPT, ("PLA-INJ2",), 4)
    assert first_phrase("công ty cổ phần") == (Kind.GENERIC, (), 4)


def test_typed_marks_decide_between_phrases_and_their_absence_leaves_both() -> None:
    assert first_phrase("tủ điện") == (Kind.CONCEPT, ("ELC-CTL",), 2)
    assert first_phrase("tụ điện") == (Kind.CONCEPT, ("ELC-PAS",), 2)
    assert first_phrase("tu dien") == (Kind.CONCEPT, ("ELC-CTL", "ELC-PAS"), 2)


def test_a_lone_short_syllable_needs_its_marks() -> None:
    assert first_phrase("sơn") == (Kind.CONCEPT, ("SUR-PAI",), 1)
    assert first_phrase("son") is None
    assert first_phrase("gioang") == (Kind.CONCEPT, ("RUB-SEA",), 1)


def test_a_phrase_is_not_found_beyond_the_end_of_the_text() -> None:
    assert first_phrase("lò") != first_phrase("lò xo")


def test_fillers_and_places_are_no_concepts() -> None:
    assert first_phrase("và") == (Kind.STOP, (), 1)
    assert first_phrase("Bình Dương") == (Kind.GENERIC, (), 2)
    assert first_phrase("zzz") is None


def test_a_phrase_that_names_a_category_stays_one_when_it_is_listed_as_filler_too() -> None:
    phrases = [("gear", Kind.CONCEPT, "MAC-GEA"), ("gear", Kind.STOP, ""), ("", Kind.STOP, "")]
    lexicon = Lexicon(REFERENCE.categories, phrases)
    assert first_phrase("gears", lexicon) == (Kind.CONCEPT, ("MAC-GEA",), 1)


def test_an_unmarked_text_that_fits_two_fillers_takes_the_first() -> None:
    phrases = [("ma ma", Kind.STOP, ""), ("má má", Kind.GENERIC, "")]
    lexicon = Lexicon(REFERENCE.categories, phrases)
    assert first_phrase("ma ma", lexicon) == (Kind.STOP, (), 2)


def test_the_same_trade_answers_a_phrase_in_full_and_a_related_one_in_part() -> None:
    reach = LEXICON.reach("PLA-INJ2")
    assert reach["PLA-INJ2"] == 10_000
    assert 0 < reach["PLA-INJ"] < 10_000
    assert LEXICON.reach("PLA-INJ")["PLA-INJ2"] > reach["PLA-INJ"]
    assert "MET-SPR" not in reach
