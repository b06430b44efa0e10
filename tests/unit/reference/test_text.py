import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reference.text import fold, marks_agree, normalise

VIETNAMESE = st.text(
    alphabet="aăâeêioôơuưyđáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
    "bcghklmnpqrtvx -Đ"
)
KANA_AND_HANGUL = st.text(
    alphabet=[*map(chr, range(0x30A1, 0x30FA)), *map(chr, range(0xAC00, 0xD7A4))]
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tủ  ĐIỆN", "tu dien"),
        ("Ðồng Nai", "dong nai"),
        ("BR-VT", "br vt"),
        ("m²", "m2"),
        ("Ａ１", "a1"),
        ("Khánh Hoà", "khanh hoa"),
        ("  ...  ", ""),
        ("≠", ""),
    ],
)
def test_folding_forgets_case_marks_width_and_punctuation(text: str, key: str) -> None:
    assert fold(text) == key


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(KANA_AND_HANGUL)
def test_kana_and_hangul_survive_folding_and_normalising(text: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, text)
        assert fold(written) == normalise(written) == unicodedata.normalize("NFC", text)


def test_a_valve_is_not_pulp() -> None:
    assert fold("バルブ") != fold("パルプ")


@given(VIETNAMESE, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_unicode_form_of_a_text_does_not_matter(text: str, form: str) -> None:
    written = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert normalise(written) == normalise(text)
    assert fold(written) == fold(text)


@given(VIETNAMESE)
def test_folding_a_normal_form_gives_the_key_of_the_text(text: str) -> None:
    assert fold(normalise(text)) == fold(text)


@pytest.mark.parametrize(
    ("new_style", "old_style"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("Khánh Hoà", "khánh hòa"),
        ("HOẠ", "họa"),
        ("qúy", "quý"),
    ],
)
def test_both_places_of_a_tone_mark_are_one(new_style: str, old_style: str) -> None:
    assert normalise(new_style) == normalise(old_style) == old_style.casefold()


@pytest.mark.parametrize("word", ["hoàn", "quý", "toán", "khuỷu", "ngoằn", "loét"])
def test_a_tone_that_has_only_one_place_stays(word: str) -> None:
    assert normalise(word) == word


def test_normalising_keeps_the_marks_that_tell_words_apart() -> None:
    assert normalise("TỦ ĐIỆN") == "tủ điện" != normalise("tụ điện")


@pytest.mark.parametrize("typed", ["tủ điện", "tu dien", "tủ dien", "tu điên", "TU ĐIEN"])
def test_marks_left_out_agree(typed: str) -> None:
    assert marks_agree(typed, "tủ điện")


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("tụ điện", "tủ điện"),
        ("kẹo", "keo"),
        ("Huệ", "Huế"),
        ("đa", "da"),
        ("sơn", "son"),
        ("tu", "tu dien"),
        ("sợi", "sỏi"),
        ("バ", "ハ"),
        ("ab", "ba"),
    ],
)
def test_marks_that_contradict_do_not_agree(typed: str, known: str) -> None:
    assert not marks_agree(typed, known)


@given(VIETNAMESE)
def test_a_text_agrees_with_itself_and_without_its_marks(text: str) -> None:
    assert marks_agree(text, text)
    assert marks_agree(fold(text), text)
