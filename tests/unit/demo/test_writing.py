import pytest

from app.demo.draws import Draws
from app.demo.writing import abbreviated, slug, with_old_tones, with_typo, without_marks

TELEX = {"ê": "ee", "đ": "dd"}


def test_marks_are_dropped_and_letters_kept() -> None:
    assert without_marks("Đồ gá – ép nhựa ±0,05") == "Do ga – ep nhua ±0,05"


def test_a_domain_label_is_plain() -> None:
    assert slug("Cơ khí Đại-Phúc 2") == "cokhidaiphuc2"


@pytest.mark.parametrize(
    ("new", "old"),
    [("hòa tan", "hoà tan"), ("thủy lực", "thuỷ lực"), ("quý", "quý"), ("hoàn", "hoàn")],
)
def test_old_spelling_moves_the_tone_only_at_the_end_of_a_word(new: str, old: str) -> None:
    assert with_old_tones(new) == old


def test_long_forms_are_shortened() -> None:
    drawn = {abbreviated("Sản xuất theo mẫu", {"sản xuất": "SX"}, Draws(n)) for n in range(20)}

    assert drawn == {"Sản xuất theo mẫu", "SX theo mẫu"}


def test_a_typo_changes_one_word_and_no_number() -> None:
    for seed in range(200):
        text = with_typo("máy 350 tấn điện chân A6061", TELEX, Draws(seed))
        before, after = ["máy", "350", "tấn", "điện", "chân", "A6061"], text.split()
        assert len(after) == len(before)
        assert [before[at] for at in (1, 5)] == [after[at] for at in (1, 5)]
        assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1


def test_a_text_without_words_is_left_alone() -> None:
    assert with_typo("A6061 ±0,1", TELEX, Draws(1)) == "A6061 ±0,1"


def test_a_doubled_letter_is_not_swapped_with_itself() -> None:
    assert all(with_typo("aaaa", {}, Draws(seed)) for seed in range(30))
