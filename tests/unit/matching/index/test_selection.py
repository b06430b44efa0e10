"""Facts are found by code, whoever is selected and however the lists are cut into blocks."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import Capability, prepare_supplier
from app.matching.index import ragged, selection
from app.matching.index.amounts import Amounts
from app.matching.index.codes import load_codes
from app.matching.index.lexicon import Lexicon
from app.matching.index.ragged import by_code, by_owner, from_codes, from_rows
from app.matching.index.rows import RowReader
from app.matching.index.segment import Segment
from app.matching.index.selection import select
from app.matching.index.tables import Table
from tests.unit.matching.builders import REFERENCE, a_demand, a_supplier, held
from tests.unit.matching.index.helpers import assert_as_pair_by_pair

FACTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 9)), max_size=40)


@pytest.fixture(params=["one block", "blocks of 4", "blocks of 4, searched"], autouse=True)
def cut(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "one block":
            patch.setattr(ragged, "BLOCK", 4)
            patch.setattr(selection, "BLOCK", 4)
        if request.param == "blocks of 4, searched":
            patch.setattr(selection, "_FEW", 0)
            patch.setattr(selection, "_MUCH_LONGER", 0)
        yield


def table_of(facts: list[tuple[int, int, int]]) -> Table:
    """Facts of suppliers (the first number), about codes (the second), sorted by supplier."""
    rows = np.array(sorted(facts, key=lambda fact: fact[0]), np.int32).reshape(-1, 3)
    return Table(rows[:, 0], {"code": rows[:, 1].astype(np.uint8), "value": rows[:, 2]})


def ten_suppliers() -> Segment:
    reader = RowReader(load_codes(REFERENCE), Lexicon(), Amounts())
    listed = [prepare_supplier(a_supplier(id=str(number)), REFERENCE) for number in range(10)]
    return Segment(reader.read((one, 1) for one in listed))


@settings(max_examples=150, deadline=None)
@given(FACTS, st.none() | st.sets(st.integers(0, 9)), st.lists(st.integers(0, 3), unique=True))
def test_finds_the_facts_of_those_who_are_selected(
    facts: list[tuple[int, int, int]], chosen: set[int] | None, codes: list[int]
) -> None:
    postings = by_code(table_of(facts), "code", 4, 10)
    rows = None if chosen is None else np.array(sorted(chosen), np.int64)
    with select(ten_suppliers(), rows) as selected:
        found = selected.among(postings, np.array(codes, np.int64))
        suppliers = selected.rows_at(found.place.astype(np.int64))
    values = postings.columns["value"][found.at]
    which = [codes[number] for number in found.which]
    expected = [
        (supplier, code, value)
        for supplier, code, value in facts
        if code in codes and (chosen is None or supplier in chosen)
    ]
    listed = zip(suppliers.tolist(), which, values.tolist(), strict=True)
    assert sorted(listed) == sorted(expected)
    owners = postings.owners(np.array(codes, np.int64))
    assert set(owners.tolist()) == {fact[0] for fact in facts if fact[1] in codes}


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_facts_come_back_from_both_orders(facts: list[tuple[int, int, int]]) -> None:
    table = table_of(facts)
    for back in (from_codes(by_code(table, "code", 4, 10), "code"), from_rows(by_owner(table, 10))):
        columns = (back.owner, back.columns["code"], back.columns["value"])
        listed = zip(*(column.tolist() for column in columns), strict=True)
        assert sorted(listed) == sorted(facts)


@settings(max_examples=60, deadline=None)
@given(FACTS, st.none() | st.sets(st.integers(0, 9)))
def test_finds_the_facts_of_suppliers_in_their_order(
    facts: list[tuple[int, int, int]], chosen: set[int] | None
) -> None:
    rows = by_owner(table_of(facts), 10)
    at, counts = rows.find(None if chosen is None else np.array(sorted(chosen), np.int64))
    expected = sorted(facts, key=lambda fact: fact[0])
    wanted = range(10) if chosen is None else sorted(chosen)
    found = rows.columns["value"][at].tolist()
    assert found == [value for owner, _, value in expected if owner in wanted]
    assert counts.tolist() == [sum(fact[0] == owner for fact in facts) for owner in wanted]


def test_a_selection_leaves_nothing_behind_even_after_an_error() -> None:
    segment = ten_suppliers()
    rows = np.array([2, 5])
    with select(segment, rows) as selected:
        assert selected.those(np.array([1, 2, 5], np.int32)).tolist() == [0, 1]
    assert (segment.position == -1).all()
    with pytest.raises(KeyError), select(segment, rows):
        raise KeyError
    assert (segment.position == -1).all()
    with select(segment, None) as selected:
        assert selected.size == 10
        assert selected.those(np.array([1, 2], np.int32)).tolist() == [1, 2]


def test_the_same_certificate_twice_counts_by_the_better_of_the_two() -> None:
    both = (held("ISO-9001"), held("ISO-9001", issued_on=None, void_since=None))
    listed = [
        a_supplier(id=f"{number}", certifications=both if number % 3 else both[:1])
        for number in range(12)
    ]
    demand = a_demand(required_certifications=("ISO-9001",))
    assert_as_pair_by_pair(demand, listed)


def test_the_same_category_twice_is_one() -> None:
    twice = (Capability("a", "MET-SPR"), Capability("b", "MET-SPR"))
    listed = [a_supplier(id=f"{number}", capabilities=twice[: number % 3]) for number in range(12)]
    assert_as_pair_by_pair(a_demand(categories=("MET-SPR",)), listed)
