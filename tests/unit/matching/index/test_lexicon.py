import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.matching.index import lexicon
from app.matching.index.lexicon import Lexicon
from app.reading.similarity import DEFAULT_SIMILARITY, Side, compare
from app.reading.word_answers import WordAnswer, worth_of
from app.reference.text import fold

LETTERS = st.text("abàáđdeéxz", min_size=1, max_size=3)
STEMS = st.sampled_from(
    ["xylophone", "xylophnoe", "xylophon", "bracketry", "brackètry", "tủđiện", "tụđiện", "a1b2c3"]
)
WORDS = STEMS | LETTERS | st.tuples(STEMS, LETTERS).map("".join) | st.text(min_size=1, max_size=9)
VOCABULARIES = st.lists(st.tuples(WORDS, st.booleans()), max_size=15, unique_by=lambda one: one[0])


def filled(*words: str, listed: bool = False) -> Lexicon:
    found = Lexicon()
    for word in words:
        found.number(word, fold(word), is_listed=listed)
    return found


def answers(known: Lexicon, word: str) -> dict[str, WordAnswer]:
    numbers, how = known.answers(word)
    assert len(set(numbers)) == len(numbers)
    return {known._words[number]: answer for number, answer in zip(numbers, how, strict=True)}


def side_of(*words: str, others: frozenset[str]) -> Side:
    by_key: dict[str, tuple[str, ...]] = {}
    for word in words:
        by_key[fold(word)] = (*by_key.get(fold(word), ()), word)
    return Side({}, dict.fromkeys(words, 500), by_key, others, {}, {})


def test_a_word_has_one_number_for_good() -> None:
    words = filled("lò", "xo")
    assert words.number("lò", "lo", is_listed=False) == 0
    assert words.number("xo", "xo", is_listed=False) == 1
    assert words.number("lo", "lo", is_listed=False) == 2
    assert len(words) == 3


def test_a_word_of_the_trade_is_another_than_one_that_is_written_alike() -> None:
    words = filled("xylophone")
    assert words.number("xylophone", "xylophone", is_listed=True) == 1
    assert words.answers("xylophone") == ([0, 1], [WordAnswer.SAME] * 2)


def test_tells_how_the_words_answer() -> None:
    words = filled("tủ", "tụ", "tu", "xylophone", "xylopone", "xylophobia", "ylophone")
    assert answers(words, "tủ") == {
        "tủ": WordAnswer.SAME,
        "tụ": WordAnswer.OTHER_MARKS,
        "tu": WordAnswer.UNMARKED,
    }
    assert answers(words, "tu")["tủ"] is WordAnswer.UNMARKED
    assert answers(words, "xylophone") == {
        "xylophone": WordAnswer.SAME,
        "xylopone": WordAnswer.MISSPELT,
    }
    assert answers(words, "nothing") == {}


def test_a_word_of_the_trade_is_never_a_misspelling() -> None:
    words = filled("xylopone", listed=True)
    assert answers(words, "xylophone") == {}
    words.number("xylopone", "xylopone", is_listed=False)
    assert words.answers("xylophone") == ([1], [WordAnswer.MISSPELT])


def test_what_is_no_word_is_never_misspelt() -> None:
    words = filled("sus304l", "xylophon2")
    assert answers(words, "sus304") == {}
    assert answers(words, "xylophone") == {}
    assert answers(words, "xylophon2") == {"xylophon2": WordAnswer.SAME}


def test_short_words_are_not_forgiven_an_error() -> None:
    assert answers(filled("cat", "cap"), "car") == {}


def test_new_words_are_added_to_the_answers() -> None:
    words = filled("xylophone")
    assert answers(words, "xylophnoe") == {"xylophone": WordAnswer.MISSPELT}
    words.number("xylophnoe", "xylophnoe", is_listed=False)
    words.number("xylophonne", "xylophonne", is_listed=False)
    assert answers(words, "xylophnoe") == {
        "xylophone": WordAnswer.MISSPELT,
        "xylophnoe": WordAnswer.SAME,
    }
    assert set(answers(words, "xylophone")) == {"xylophone", "xylophnoe", "xylophonne"}


def test_only_new_words_are_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def is_near(_: str, other: str) -> bool:
        looked.append(other)
        return True

    words = filled("xylophone")
    monkeypatch.setattr(lexicon, "is_near", is_near)
    words.answers("xylophane")
    words.answers("xylophane")
    assert looked == ["xylophone"]
    words.number("xylophine", "xylophine", is_listed=False)
    words.answers("xylophane")
    assert looked == ["xylophone", "xylophine"]


def test_forgets_what_was_asked_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_REMEMBERED", 2)
    words = filled("xylophone")
    for asked in ("xylophone", "xylophnoe", "brackets"):
        words.answers(asked)
    assert list(words._known) == ["brackets"]
    assert answers(words, "xylophone") == {"xylophone": WordAnswer.SAME}


def test_memory_grows_with_the_words() -> None:
    assert filled("xylophone", "lò", "sus304").nbytes() > filled("xylophone").nbytes() > 0


@settings(max_examples=400, deadline=None)
@given(WORDS, VOCABULARIES, st.none() | st.integers(0, 15))
@example("xylophone", [("xylophnoe", False), ("xylophonexyz", False)], 1)
@example("ﬁne", [("fine", False), ("ﬁne", True)], None)
def test_the_best_answer_of_any_words_is_that_of_the_scalar_definition(
    asked: str, vocabulary: list[tuple[str, bool]], asked_before: int | None
) -> None:
    words = Lexicon()
    for number, (word, is_listed) in enumerate(vocabulary):
        if number == asked_before:
            words.answers(asked)
        words.number(word, fold(word), is_listed=is_listed)
    _, how = words.answers(asked)
    others = frozenset(word for word, is_listed in vocabulary if not is_listed)
    supplier = side_of(*(word for word, _ in vocabulary), others=others)
    expected = compare(side_of(asked, others=frozenset([asked])), supplier).value
    assert worth_of(max(how, default=WordAnswer.NONE), DEFAULT_SIMILARITY) == expected
