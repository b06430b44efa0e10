from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching.fixed_point import VALUE_ONE
from app.matching.index.amounts import NOT_STATED, Amounts
from app.matching.index.arrays import count_to
from app.matching.index.flags import IS_MIXED, STATES_ALL

UNITS = st.sampled_from(["pcs", "kpcs", "kg", "g", "t", "m2", "axles", "shoes"])
PERIODS = st.sampled_from([Fraction(1), Fraction(3), Fraction(12), Fraction(12, 365)])
KNOWN: dict[str, tuple[str, Fraction]] = {
    "pcs": ("pcs", Fraction(1)),
    "kpcs": ("pcs", Fraction(1_000)),
    "g": ("kg", Fraction(1, 1_000)),
    "kg": ("kg", Fraction(1)),
    "t": ("kg", Fraction(1_000)),
    "m2": ("m2", Fraction(1)),
}
"""Units with the base that they convert to, and how many of it one makes."""

VALUES = st.decimals(0, 10**15, places=4) | st.integers(0, 50).map(Decimal)


def filled(*stated: tuple[str | int, str]) -> tuple[Amounts, list[int]]:
    amounts = Amounts()
    return amounts, [amounts.number(Decimal(value), unit) for value, unit in stated]


def test_the_same_amount_has_one_number_in_whatever_unit() -> None:
    amounts, numbers = filled((1, "kpcs"), (1_000, "pcs"), ("1000.0", "pcs"), (1_000, "kg"))
    assert numbers == [0, 0, 0, 1]
    assert amounts.number(Decimal(1), "t") == 1


def test_ranks_follow_size_within_each_base_and_end_with_none() -> None:
    amounts, [ten, one, half, kilo] = filled((10, "pcs"), (1, "pcs"), ("0.5", "pcs"), (3, "kg"))
    ranks = amounts.ranks()
    assert ranks[half] < ranks[one] < ranks[ten]
    assert ranks[NOT_STATED] == -1
    assert sorted(ranks[:-1].tolist()) == [0, 1, 2, 3]
    low, high = amounts.block("kpcs")
    assert [low <= ranks[number] < high for number in (ten, one, half, kilo)] == [
        True,
        True,
        True,
        False,
    ]


def test_an_amount_between_moves_the_ranks_and_keeps_the_numbers() -> None:
    amounts, [ten, one] = filled((10, "pcs"), (1, "pcs"))
    amounts.ranks()
    five = amounts.number(Decimal(5), "pcs")
    ranks = amounts.ranks()
    assert (ten, one, five) == (0, 1, 2)
    assert ranks[one] < ranks[five] < ranks[ten]


def test_an_unknown_unit_compares_with_nothing_not_even_with_itself() -> None:
    amounts, [number, _] = filled((5, "axles"), (5, "pcs"))
    low, high = amounts.block("axles")
    assert low == high
    assert amounts.first_enough(Fraction(1), "axles") == high
    assert amounts.ranks()[number] >= 0


def test_a_unit_that_nobody_states_has_an_empty_block() -> None:
    amounts, _ = filled((5, "pcs"))
    assert amounts.block("m2") == (0, 0)
    assert amounts.first_enough(Fraction(1), "m2") == 0
    assert Amounts().block("pcs") == (0, 0)
    assert Amounts().ranks().tolist() == [-1]


def test_the_first_that_is_enough_may_be_the_very_amount_or_one_behind_the_last() -> None:
    amounts, _ = filled((1, "pcs"), (2, "pcs"), (3, "pcs"), (9, "kg"))
    low, high = amounts.block("pcs")
    needs = [Fraction(1, 2), Fraction(2), Fraction(5, 2), Fraction(3), Fraction(31, 10)]
    found = [amounts.first_enough(needed, "pcs") - low for needed in needs]
    assert found == [0, 1, 2, 2, 3]
    assert high - low == 3


def test_the_shares_of_nobody_are_none() -> None:
    amounts, _ = filled((1, "pcs"))
    assert amounts.shares(count_to(0), Fraction(5), "pcs").tolist() == []


def test_shares_are_right_where_whole_numbers_overflow() -> None:
    amounts, _ = filled((10**15, "mpcs"), ("0.0001", "pcs"), (7, "pcs"))
    for needed in (Fraction(3 * 10**21), Fraction(10**25 + 1, 3), Fraction(22, 7)):
        self_made = [VALUE_ONE * part // needed for part in (Fraction(1, 10_000), Fraction(7))]
        low, _ = amounts.block("pcs")
        found = amounts.shares(count_to(2) + low, needed, "pcs").tolist()
        assert found == self_made


def test_shares_of_nothing_are_right_for_a_need_of_many_places() -> None:
    amounts, _ = filled((0, "pcs"))
    needed = Fraction(Decimal("1E-30")) * 3
    assert amounts.shares(count_to(1), needed, "pcs").tolist() == [0]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(VALUES, UNITS), max_size=12), VALUES.filter(bool), st.data())
def test_ranks_and_shares_are_those_of_exact_fractions(
    stated: list[tuple[Decimal, str]], value: Decimal, data: st.DataObject
) -> None:
    amounts = Amounts()
    unit = data.draw(st.sampled_from(sorted(KNOWN)))
    base, factor = KNOWN[unit]
    needed = Fraction(value) * factor / data.draw(PERIODS)
    numbers = [amounts.number(one, other) for one, other in stated]
    low, high = amounts.block(unit)
    enough = amounts.first_enough(needed, unit)
    for number, (one, other) in zip(numbers, stated, strict=True):
        rank = amounts.ranks()[number]
        compares = other in KNOWN and KNOWN[other][0] == base
        assert (low <= rank < high) == compares
        if compares:
            amount = Fraction(one) * KNOWN[other][1]
            assert (rank >= enough) == (amount >= needed)
            if amount < needed:
                share = amounts.shares(amounts.ranks()[[number]], needed, unit)
                assert share.tolist() == [VALUE_ONE * amount // needed]


class TestSumUp:
    def test_nothing_stated_is_all_stated(self) -> None:
        assert Amounts().sum_up([]) == (NOT_STATED, STATES_ALL)

    def test_the_largest_counts_where_all_compare(self) -> None:
        amounts, numbers = filled((1, "kpcs"), (5, "pcs"))
        assert amounts.sum_up(numbers) == (0, STATES_ALL)

    def test_one_that_is_not_stated_is_marked(self) -> None:
        amounts, [number] = filled((1, "kpcs"))
        assert amounts.sum_up([NOT_STATED, number]) == (number, 0)
        assert amounts.sum_up([NOT_STATED]) == (NOT_STATED, 0)

    @pytest.mark.parametrize("other", ["kg", "axles"])
    def test_units_that_do_not_compare_are_mixed(self, other: str) -> None:
        amounts, numbers = filled((1, "pcs"), (5, other))
        assert amounts.sum_up(numbers) == (NOT_STATED, STATES_ALL | IS_MIXED)
        assert amounts.sum_up([*numbers, NOT_STATED]) == (NOT_STATED, IS_MIXED)


def test_memory_grows_with_the_amounts() -> None:
    amounts, _ = filled((1, "pcs"), (2, "pcs"))
    assert amounts.nbytes() > Amounts().nbytes() == 0
