import pytest

from app.demo.draws import Draws
from app.demo.grammar import parse_phrase, parse_phrases


def test_english_repeats_the_choices_made_in_vietnamese() -> None:
    phrase = parse_phrase("<2/2> máy ép <50/50> tấn | $1 presses of $2 t")

    assert phrase.render(Draws("x"), "vi") == "2 máy ép 50 tấn"
    assert phrase.render(Draws("x"), "en") == "2 presses of 50 t"


def test_english_may_change_the_order() -> None:
    assert parse_phrase("<a> rồi <b> | $2 after $1").render(Draws("x"), "en") == "b after a"


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("±<0,05> mm", "±0.05 mm"),
        ("<300.000> shot", "300,000 shot"),
        ("dày 0,8 mm", "dày 0.8 mm"),
        ("cấp <8.8>", "cấp 8.8"),
        ("A6061", "A6061"),
    ],
)
def test_numbers_are_written_the_english_way(written: str, english: str) -> None:
    assert parse_phrase(written).render(Draws("x"), "en") == english


def test_a_small_firm_takes_the_first_choices() -> None:
    phrase = parse_phrase("<1/2/3/4/5> máy")

    small = {phrase.render(Draws(seed), "vi", 0, 30) for seed in range(60)}
    large = {phrase.render(Draws(seed), "vi", 75, 100) for seed in range(60)}

    assert small == {"1 máy", "2 máy"}
    assert large == {"4 máy", "5 máy"}


def test_phrases_are_parted_by_semicolons() -> None:
    assert len(parse_phrases("một | one ; hai | two ;")) == 2
    assert parse_phrases("") == ()
