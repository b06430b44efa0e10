import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reading.tokens import (
    Break,
    Token,
    count_cases,
    cut_text,
    is_in_capitals,
    tokenise,
    words_of,
)

SIGNS = "ab cdé. ;-,(1线đ.\n"
"""Characters of which sentences and their ends are made."""


def tokens_of(text: str) -> list[Token]:
    return [token for piece in cut_text(text) for token in tokenise(piece)]


def keys(text: str) -> list[str]:
    return [token.key for token in tokens_of(text)]


def gaps(text: str) -> list[Break]:
    return [token.gap for token in tokens_of(text)][1:]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("screws", "screw"),
        ("bushes", "bush"),
        ("assemblies", "assembly"),
        ("boxes", "box"),
        ("moulding", "molding"),
        ("machined", "machining"),
        ("galvanised", "galvanizing"),
        ("die cast", "die casting"),
        ("HARNESSES", "harness"),
        ("Khánh Hoà", "khánh hòa"),
        ("連接器", "连接器"),
        ("Ｍ１２", "m12"),
    ],
)
def test_spellings_and_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert [word.typed for word in words_of(one)] == [word.typed for word in words_of(other)]


@pytest.mark.parametrize(("one", "other"), [("molding", "mold"), ("バルブ", "パルプ")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert words_of(one) != words_of(other)


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("a b", Break.NONE),
        ('a "b"', Break.NONE),
        ("o-ring", Break.JOINT),
        ("Sr.DEN", Break.JOINT),
        ("nuts/bolts", Break.SLASH),
        ("a (b)", Break.PARENTHESIS),
        ("a, b", Break.COMMA),
        ("a + b", Break.COMMA),
        ("A,B", Break.TIGHT_COMMA),
        ("a - b", Break.DASH),
        ("53--SCREW", Break.DASH),
        ("a_b", Break.DASH),
        ("a: b", Break.COLON),
        ("parts. More", Break.SENTENCE),
        ("parts.", Break.NONE),
        ("Co. Ltd", Break.JOINT),
        ("a; b", Break.SENTENCE),
        ("a\nb", Break.SENTENCE),
        ("a ✓ b", Break.SENTENCE),
    ],
)
def test_signs_say_how_far_words_are_apart(text: str, gap: Break) -> None:
    assert gaps(text)[:1] == ([gap] if len(keys(text)) > 1 else [])


def test_a_number_is_one_word() -> None:
    assert keys("1,14,048 nos") == ["114048", "nos"]


def test_east_asian_characters_are_words() -> None:
    assert keys("线束A型") == ["线", "束", "a", "型"]


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("SCREW,CLOSE TOLERAN", True),
        ("Screw, close tolerance", False),
        ("12345", False),
        ("线束", False),
    ],
)
def test_a_text_in_capitals_is_noticed(text: str, capitals: bool) -> None:
    assert is_in_capitals(*count_cases(text)) is capitals


def test_a_text_is_cut_where_a_sentence_ends() -> None:
    assert cut_text("Ép nhựa ABS. Đúc kẽm; mạ\n • 1.000 tấn, Co. Ltd.") == [
        "Ép nhựa ABS",
        " Đúc kẽm",
        " mạ",
        " 1.000 tấn, Co. Ltd.",
    ]


@given(st.text(max_size=60) | st.text(alphabet=SIGNS, max_size=30))
def test_the_words_of_the_pieces_are_those_of_the_whole(text: str) -> None:
    whole = tokenise(unicodedata.normalize("NFKC", text))
    assert tokens_of(text) == list(whole)


@given(st.text(max_size=60))
def test_words_are_the_same_in_every_unicode_form(text: str) -> None:
    composed, decomposed = (keys(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed == decomposed


@given(st.text(max_size=60))
def test_both_ways_of_cutting_find_the_same_words(text: str) -> None:
    assert [word.key for word in words_of(text)] == keys(text)
