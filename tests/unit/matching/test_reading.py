from app.matching.lexicon import Kind, lexicon_of
from app.matching.reading import (
    CONCEPT_WEIGHT,
    FURTHER_SHARE,
    GENERIC_WEIGHT,
    NUMBER_WEIGHT,
    WORD_WEIGHT,
    DemandReading,
    SupplierReading,
    Word,
    can_be_misspelt,
    read_demand,
    read_supplier,
    read_text,
)
from tests.unit.matching.builders import REFERENCE, a_demand, a_supplier, describing, making

LEXICON = lexicon_of(REFERENCE.categories, REFERENCE.places)


def words(text: str) -> tuple[Word, ...]:
    return read_text(text, LEXICON).words


def reading(**changes: object) -> DemandReading:
    return read_demand(a_demand(**changes), REFERENCE.categories, REFERENCE.places)


def supplier_reading(**changes: object) -> SupplierReading:
    return read_supplier(a_supplier(**changes), REFERENCE.categories, REFERENCE.places)


def test_stop_words_are_left_out() -> None:
    assert [word.key for word in words("the bracket of the zzz")] == ["bracket", "zzz"]
    assert words("") == ()


def test_words_weigh_what_they_say() -> None:
    weights = {word.shown: word.weight for word in words("zzz 200 x m8 supply")}
    assert weights == {
        "zzz": WORD_WEIGHT,
        "200": NUMBER_WEIGHT,
        "x": NUMBER_WEIGHT,
        "m8": WORD_WEIGHT,
        "supply": GENERIC_WEIGHT,
    }


def test_the_words_of_a_phrase_share_its_weight() -> None:
    pair = words("lò xo")
    assert [word.weight for word in pair] == [CONCEPT_WEIGHT // 2] * 2
    assert {word.phrase.kind for word in pair if word.phrase} == {Kind.CONCEPT}
    assert len({word.span for word in pair}) == 1


def test_words_between_phrases_are_one_run() -> None:
    spans = [word.span for word in words("zzz yyy lò xo xxx www")]
    assert spans == [0, 0, 2, 2, 4, 4]


def test_chinese_phrases_stay_whole_and_the_rest_is_read_in_pairs() -> None:
    assert [word.shown for word in words("甲乙丙弹簧丁")] == ["甲乙", "乙丙", "丙", "弹簧", "丁"]
    assert [word.weight for word in words("弹簧丁")] == [CONCEPT_WEIGHT, WORD_WEIGHT]


def test_a_demand_keeps_each_word_once_where_it_weighs_most() -> None:
    [version] = reading(name="zzz", specification="zzz yyy", materials=("zzz",)).versions
    weights = {item.word.key: item.weight for item in version}
    assert weights == {"zzz": WORD_WEIGHT, "yyy": WORD_WEIGHT * FURTHER_SHARE // 1_000}


def test_a_word_that_weighs_more_in_a_later_text_takes_that_weight() -> None:
    [version] = reading(name="supply", specification="supply supply").versions
    assert [item.weight for item in version] == [GENERIC_WEIGHT]
    [version] = reading(name="mua xo", specification="lò xo").versions
    assert {item.word.key: item.place[0] for item in version} == {"mua": 0, "xo": 0, "lo": 1}


def test_a_demand_has_a_version_for_each_language_of_its_name() -> None:
    assert len(reading(name="lò xo", name_en="spring").versions) == 2
    assert len(reading(name="spring", name_en="spring").versions) == 1
    assert len(reading(name="spring").versions) == 1
    assert reading(name="", specification="zzz").versions
    assert reading(name="và").is_empty


def test_a_phrase_reaches_the_categories_that_answer_it() -> None:
    [version] = reading(name="tu dien zzz").versions
    reaches = [item.reach for item in version]
    assert reaches[0] is not None
    assert reaches[0]["ELC-CTL"] == reaches[0]["ELC-PAS"] == 10_000
    assert reaches[2] is None
    [version] = reading(name="supply").versions
    assert version[0].reach is None


def test_a_supplier_names_categories_in_its_texts_and_by_its_labels() -> None:
    found = supplier_reading(capabilities=(*describing("lò xo"), *making("ELC-HAR")))
    assert found.concepts["MET-SPR"].strength > found.concepts["ELC-HAR"].strength
    assert found.concepts["MET-SPR"].shown == "lò xo"


def test_the_strongest_naming_is_kept_whatever_the_order() -> None:
    texts = describing("lò xo", "springs")
    one = supplier_reading(capabilities=(*texts, *making("MET-SPR")))
    other = supplier_reading(capabilities=(*making("MET-SPR"), *reversed(texts)))
    assert one == other


def test_a_supplier_without_text_is_empty() -> None:
    assert supplier_reading().is_empty
    assert not supplier_reading(description="zzz").is_empty


def test_short_words_and_type_numbers_cannot_be_misspelt() -> None:
    assert can_be_misspelt("spring")
    assert not can_be_misspelt("gear")
    assert not can_be_misspelt("scm415")
