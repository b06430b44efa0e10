import gc

import pytest

from app.reading.lexicon import load_lexicon, without_collection
from app.reading.phrases import Manner
from app.reading.tokens import tokenise, words_of
from app.reading.vocabulary import Entry, Kind, Sense

ENGLISH = Manner(marked=False, vietnamese=False)
UNMARKED = Manner(marked=False, vietnamese=True)
MARKED = Manner(marked=True, vietnamese=True)


def found(text: str, manner: Manner) -> tuple[set[str], int]:
    words = words_of(text)
    key, typed = "".join(word.key for word in words), "".join(word.typed for word in words)
    match = load_lexicon().find(key, typed, len(words), manner)
    if match is None:
        return set(), 0
    return {sense.code for sense in match.phrase.senses}, match.quality


def test_a_phrase_typed_as_it_is_spelled_is_sure() -> None:
    assert found("tủ điện", MARKED) == ({"ELC-CTL"}, 1_000)


def test_a_phrase_without_marks_may_be_any_that_they_leave_open() -> None:
    codes, quality = found("tu dien", UNMARKED)
    assert codes >= {"ELC-CTL", "ELC-PAS"}
    assert quality < 1_000


def test_marks_that_contradict_exclude_a_phrase() -> None:
    assert found("tù điện", MARKED) == (set(), 0)


def test_a_lone_syllable_needs_its_marks_unless_the_whole_text_lacks_them() -> None:
    assert found("mạ", MARKED)[1] == 1_000
    assert found("ma", MARKED) == (set(), 0)
    assert found("ma", ENGLISH) == (set(), 0)
    assert 0 < found("ma", UNMARKED)[1] < 500


def test_a_word_of_another_language_that_looks_native_is_doubted() -> None:
    assert found("van", MARKED)[1] == 1_000
    assert found("van", ENGLISH)[1] < 500


def test_words_lean_to_the_language_in_whose_lists_they_stand() -> None:
    tokens = tokenise("lò gasket gioang zylophone SUS304 弹")
    marked, english, vietnamese, foreign, number, character = map(load_lexicon().leaning, tokens)
    assert marked > vietnamese > 0
    assert english < foreign < 0
    assert number == character == 0


def test_a_word_of_many_trades_is_less_specific() -> None:
    lexicon = load_lexicon()
    assert lexicon.specificity("crimping") > lexicon.specificity("steel")
    assert lexicon.specificity("zylophone") == 1_000


def test_an_extended_lexicon_leaves_the_other_as_it_is() -> None:
    lexicon = load_lexicon()
    own = Entry("zylophone", "en", Kind.CONCEPT, Sense("ELC-AUD", "part"), is_own=True)
    assert lexicon.extended([own]).find("zylophone", "zylophone", 1, ENGLISH) is not None
    assert lexicon.find("zylophone", "zylophone", 1, ENGLISH) is None
    assert lexicon.extended([]) is lexicon


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(*, enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with without_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
