"""Suppliers go into a segment and come out of it as they were."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import Site, SupplierProfile, prepare_supplier
from app.matching.index import ragged, selection, words
from app.matching.index.amounts import Amounts
from app.matching.index.codes import load_codes
from app.matching.index.lexicon import Lexicon
from app.matching.index.rows import RowReader
from app.matching.index.segment import Segment
from app.matching.index.tables import SupplierColumns, Table
from tests.unit.matching import strategies
from tests.unit.matching.builders import REFERENCE, a_supplier

MARKETS = st.lists(strategies.suppliers, max_size=9, unique_by=lambda supplier: supplier.id)
IN_ORDER = ("sites", "leaves", "capacities")
"""Tables whose rows keep their order."""


@pytest.fixture(params=["small", "as in a large market"], autouse=True)
def size(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "small":
            patch.setattr(ragged, "BLOCK", 4)
            patch.setattr(selection, "BLOCK", 4)
            patch.setattr(words, "_MANY", 0)
            patch.setattr(words, "_RARE", 4)
            patch.setattr(words, "MOST_COMMON", 5)
        yield


def read(listed: Sequence[SupplierProfile]) -> SupplierColumns:
    reader = RowReader(load_codes(REFERENCE), Lexicon(), Amounts())
    return reader.read((prepare_supplier(one, REFERENCE), at) for at, one in enumerate(listed))


def rows_of(table: Table, row: int) -> list[tuple[int, ...]]:
    columns = [table.columns[name] for name in sorted(table.columns)]
    here = (table.owner == row).nonzero()[0]
    return [tuple(int(column[at]) for column in columns) for at in here]


def described(columns: SupplierColumns) -> dict[str, object]:
    """Everything that the columns say, by id."""
    found: dict[str, object] = {}
    for row, supplier_id in enumerate(columns.ids):
        facts: list[object] = [columns.keys[row], columns.versions[row], columns.flags[row]]
        facts.append(columns.top[row])
        for name in SupplierColumns.TABLES:
            rows = rows_of(getattr(columns, name), row)
            facts.append(rows if name in IN_ORDER else sorted(rows))
        found[supplier_id] = facts
    return found


def types_of(columns: SupplierColumns) -> dict[str, object]:
    tables = {name: getattr(columns, name) for name in SupplierColumns.TABLES}
    return {
        f"{name}.{column}": values.dtype
        for name, table in tables.items()
        for column, values in (*table.columns.items(), ("owner", table.owner))
    }


@settings(max_examples=60, deadline=None)
@given(MARKETS)
def test_every_table_comes_out_as_it_went_in(listed: list[SupplierProfile]) -> None:
    columns = read(listed)
    segment = Segment(columns)
    once = segment.to_columns()
    assert described(once) == described(columns)
    assert types_of(once) == types_of(columns)
    assert list(zip(once.keys, once.ids, strict=True)) == sorted(
        zip(columns.keys, columns.ids, strict=True)
    )
    assert described(Segment(once).to_columns()) == described(columns)


@settings(max_examples=60, deadline=None)
@given(MARKETS, st.data())
def test_those_who_are_gone_stay_behind(listed: list[SupplierProfile], data: st.DataObject) -> None:
    columns = read(listed)
    segment = Segment(columns)
    gone = data.draw(st.sets(st.sampled_from(columns.ids))) if listed else set()
    for supplier_id in gone:
        row = segment.find(supplier_id)
        assert row is not None
        segment.remove(row)
        assert segment.find(supplier_id) is None
    assert len(segment) == len(listed) - len(gone)
    expected = {key: facts for key, facts in described(columns).items() if key not in gone}
    assert described(segment.to_columns()) == expected


@settings(max_examples=30, deadline=None)
@given(MARKETS, MARKETS)
def test_columns_join_with_their_owners_named_anew(
    some: list[SupplierProfile], others: list[SupplierProfile]
) -> None:
    reader = RowReader(load_codes(REFERENCE), Lexicon(), Amounts())
    parts = [
        reader.read((prepare_supplier(one, REFERENCE), 1) for one in listed)
        for listed in (some, others)
    ]
    joined = SupplierColumns.join(parts)
    assert described(joined) == described(parts[0]) | described(parts[1])
    assert types_of(joined) == types_of(parts[0])


def test_sites_are_kept_in_the_order_of_their_ids() -> None:
    sites = (Site("b", province="79"), Site("a", province="01"), Site("c", province="79"))
    columns = read([a_supplier(sites=sites)])
    codes = load_codes(REFERENCE).provinces
    wanted = [codes["01"], codes["79"], codes["79"]]
    assert columns.sites.columns["province"].tolist() == wanted
    assert Segment(columns).to_columns().sites.columns["province"].tolist() == wanted
    assert len(Segment(columns).points) == 2


def test_an_empty_segment_is_whole() -> None:
    segment = Segment(read([]))
    assert (len(segment), segment.size) == (0, 0)
    assert segment.find("anybody") is None
    assert described(segment.to_columns()) == {}
    assert segment.nbytes() > 0


def test_a_supplier_is_found_by_its_id_alone() -> None:
    segment = Segment(read([a_supplier(id=str(number)) for number in range(50)]))
    for number in range(50):
        row = segment.find(str(number))
        assert row is not None
        assert segment.id_of(row) == str(number)
        assert segment.order_of(row) == ("key", str(number))
    assert segment.find("50") is None
    assert segment.find("") is None


def test_the_hashes_are_searched_without_being_copied() -> None:
    segment = Segment(read([a_supplier()]))
    assert segment._hashes.dtype == np.int32
    assert isinstance(segment._hashes[0], np.int32)
