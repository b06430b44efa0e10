from app.demo.draws import Draws, Weighted

PINNED = [290, 388, 284, 383, 907, 653]


def test_draws_are_the_same_on_every_version_of_python() -> None:
    draws = Draws(1, "supplier", 7)

    assert [draws.below(1000) for _ in range(6)] == PINNED


def test_another_key_is_another_stream() -> None:
    assert [Draws("a").below(10**9)] != [Draws("b").below(10**9)]


def test_a_range_includes_both_ends() -> None:
    draws = Draws("range")

    assert {draws.between(3, 5) for _ in range(200)} == {3, 4, 5}


def test_weights_decide_and_zero_never_comes() -> None:
    weighted = Weighted([(90, "often"), (10, "seldom"), (0, "never")])
    draws = Draws("weights")

    drawn = [draws.weigh(weighted) for _ in range(2000)]

    assert 1700 < drawn.count("often") < 1900
    assert "never" not in drawn


def test_a_sample_repeats_nothing_and_stops_at_the_end() -> None:
    drawn = Draws("sample").sample("abc", 5)

    assert sorted(drawn) == ["a", "b", "c"]


def test_chances_of_nothing_and_everything_are_sure() -> None:
    draws = Draws("chance")

    assert not any(draws.chance(0) for _ in range(100))
    assert all(draws.chance(100) for _ in range(100))
