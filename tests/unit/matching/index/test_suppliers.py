"""Suppliers come, change and go; the index stays right, small and quick to change."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.matching import Eligibility, SupplierProfile, prepare_supplier
from app.matching.index import SupplierIndex, suppliers
from app.matching.index.arrays import Array
from app.matching.index.segment import Segment
from app.matching.index.tables import SupplierColumns
from tests.unit.matching.builders import (
    OLD_HCMC,
    REFERENCE,
    a_demand,
    a_supplier,
    able,
    describing,
    held,
    in_old,
    making,
)
from tests.unit.matching.index.helpers import (
    assert_as_pair_by_pair,
    copies,
    index_of,
    put,
    rank,
    ranked_ids,
)

SPRINGS = a_demand(categories=("MET-SPR",))


def sizes(index: SupplierIndex) -> list[int]:
    return [len(segment) for segment in index._segments]


def named(*ids: str) -> list[SupplierProfile]:
    return [a_supplier(id=one, key=one) for one in ids]


class TestAnEmptyIndex:
    def test_has_nobody_and_ranks_nobody(self) -> None:
        index = SupplierIndex(REFERENCE)
        assert len(index) == 0
        assert index.version_of("supplier") is None
        assert index.nbytes() > 0
        assert assert_as_pair_by_pair(SPRINGS, [], index=index) == []

    def test_takes_a_change_of_nothing(self) -> None:
        index = SupplierIndex(REFERENCE)
        index.put([])
        index.remove([])
        index.remove(["nobody"])
        assert len(index) == 0

    def test_is_what_is_left_when_everybody_goes(self) -> None:
        index = index_of(*named("a", "b"))
        index.remove(["a", "b"])
        assert len(index) == 0
        assert sizes(index) == []
        assert assert_as_pair_by_pair(SPRINGS, [], index=index) == []
        put(index, *named("c"))
        assert ranked_ids(index, SPRINGS) == ["c"]


class TestPut:
    def test_keeps_the_version_of_each(self) -> None:
        index = index_of(*named("a"))
        put(index, *named("b"), version=7)
        assert (index.version_of("a"), index.version_of("b")) == (1, 7)
        assert {item.supplier_id: item.version for item in rank(index, SPRINGS).items} == {
            "a": 1,
            "b": 7,
        }

    def test_replaces_a_supplier_of_the_same_id_whole(self) -> None:
        full = a_supplier(
            id="a",
            description="lò xo, press 250 t",
            capabilities=(able("MET-SPR", 10), *describing("lò xo")),
            certifications=(held("ISO-9001"),),
            certifications_complete=True,
            sites=in_old(OLD_HCMC, "74"),
        )
        index = index_of(full)
        bare = a_supplier(id="a")
        put(index, bare, version=2)
        assert len(index) == 1
        assert index.version_of("a") == 2
        demand = a_demand(
            name="lò xo 100 t",
            categories=("MET-SPR",),
            required_certifications=("ISO-9001",),
            allowed_places=("legacy:79",),
        )
        assert_as_pair_by_pair(demand, [bare], index=index)
        put(index, full, version=3)
        assert_as_pair_by_pair(demand, [full], index=index)

    def test_takes_the_last_of_several_with_the_same_id(self) -> None:
        first = a_supplier(id="a", capabilities=making("PLA"))
        last = a_supplier(id="a", capabilities=making("MET-SPR"))
        index = SupplierIndex(REFERENCE)
        index.put([(prepare_supplier(first, REFERENCE), 1), (prepare_supplier(last, REFERENCE), 2)])
        assert len(index) == 1
        assert index.version_of("a") == 2
        assert_as_pair_by_pair(SPRINGS, [last], index=index)

    def test_takes_the_last_of_the_same_id_however_far_apart(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(suppliers, "_READ_AT_ONCE", 2)
        listed = named("a", "b", "c", "a", "d", "b")
        index = SupplierIndex(REFERENCE)
        index.put((prepare_supplier(one, REFERENCE), at) for at, one in enumerate(listed))
        assert len(index) == 4
        assert [index.version_of(one) for one in "abcd"] == [3, 5, 2, 4]

    def test_reads_a_generator_only_once(self) -> None:
        index = SupplierIndex(REFERENCE)
        index.put(pair for pair in copies(a_supplier(key="k"), ["b", "a"]))
        assert ranked_ids(index, SPRINGS) == ["a", "b"]

    def test_leaves_everybody_where_they_were_when_one_cannot_be_read(self) -> None:
        index = index_of(*named("a"))
        [(good, _)] = copies(a_supplier(), ["a"])
        with pytest.raises(OverflowError):
            index.put([(good, 2**31)])
        assert index.version_of("a") == 1
        assert len(index) == 1

    @pytest.mark.parametrize("text", ["nhà-cung-cấp", "供应商", "\ud800", "", "a\x00b", "😀"])
    def test_knows_ids_and_keys_of_any_letters(self, text: str) -> None:
        index = index_of(*named("plain", text, "zz"))
        assert index.version_of(text) == 1
        assert ranked_ids(index, SPRINGS) == sorted(["plain", text, "zz"])
        index.remove([text])
        assert index.version_of(text) is None
        assert ranked_ids(index, SPRINGS) == ["plain", "zz"]

    def test_tells_ids_with_the_same_hash_apart(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("app.matching.index.segment._hash", lambda _: np.int32(5))
        index = index_of(*named("a", "b", "c"))
        put(index, *named("d", "b"), version=2)
        assert [index.version_of(one) for one in "abcde"] == [1, 2, 1, 2, None]
        index.remove(["c", "e"])
        assert [index.version_of(one) for one in "abcd"] == [1, 2, None, 2]

    def test_takes_suppliers_without_text_site_or_capability(self) -> None:
        bare = a_supplier(id="bare", key="0")
        listed = [
            bare,
            replace(bare, id="text", description="lò xo"),
            replace(bare, id="site", sites=in_old(OLD_HCMC)),
            replace(bare, id="capability", capabilities=(able("MET-SPR", None),)),
            replace(bare, id="certificate", certifications=(held("ISO-9001"),)),
        ]
        demand = a_demand(
            name="lò xo",
            categories=("MET-SPR",),
            quantity=10,
            unit="pcs",
            period="month",
            required_certifications=("ISO-9001",),
            allowed_places=("legacy:79",),
        )
        assert_as_pair_by_pair(demand, listed)
        for one in listed:
            assert_as_pair_by_pair(demand, [one])


class TestRemove:
    def test_passes_over_whom_it_does_not_know(self) -> None:
        index = index_of(*named("a", "b", "c", "d", "e"))
        index.remove(["nobody", "b", "b", "nobody"])
        assert len(index) == 4
        assert index.version_of("b") is None
        assert ranked_ids(index, SPRINGS) == ["a", "c", "d", "e"]

    def test_keeps_the_gone_out_of_every_count(self) -> None:
        listed = [replace(one, capabilities=making("PLA")) for one in named(*"abcdefgh")]
        index = index_of(*listed)
        index.remove(["a"])
        [segment] = index._segments
        assert segment.gone == 1
        assert_as_pair_by_pair(SPRINGS, listed[1:], index=index)
        assert_as_pair_by_pair(a_demand(name=""), listed[1:], index=index)

    def test_makes_a_segment_anew_when_many_are_gone(self) -> None:
        ids = [f"{number:03}" for number in range(100)]
        index = index_of(*named(*ids))
        index.remove(ids[:25])
        [segment] = index._segments
        assert (segment.size, len(segment)) == (100, 75)
        index.remove(ids[25:26])
        [segment] = index._segments
        assert (segment.size, len(segment)) == (74, 74)
        assert ranked_ids(index, SPRINGS) == ids[26:]


class TestSegments:
    def test_stay_few_and_each_much_larger_than_the_next(self) -> None:
        index = SupplierIndex(REFERENCE)
        for pair in copies(a_supplier(), map(str, range(2_000))):
            index.put([pair])
            found = sizes(index)
            assert len(found) <= 4
            assert all(
                one >= suppliers._GROWTH * two or one >= suppliers._SMALLEST
                for one, two in pairwise(found)
            )
        assert len(index) == 2_000

    def test_copy_each_supplier_only_some_times(self, monkeypatch: pytest.MonkeyPatch) -> None:
        built: list[int] = []

        class Counted(Segment):
            def __init__(self, columns: SupplierColumns) -> None:
                built.append(len(columns))
                super().__init__(columns)

        monkeypatch.setattr(suppliers, "Segment", Counted)
        monkeypatch.setattr(suppliers, "_SMALLEST", 4)
        index = SupplierIndex(REFERENCE)
        for pair in copies(a_supplier(), map(str, range(1_500))):
            index.put([pair])
        assert sum(built) / 1_500 < 5 * suppliers._GROWTH

    def test_a_bulk_goes_in_at_once_and_a_change_beside_it(self) -> None:
        index = SupplierIndex(REFERENCE)
        index.put(copies(a_supplier(), map(str, range(1_000))))
        index.put(copies(a_supplier(), ["5"]))
        assert sizes(index) == [999, 1]

    def test_ties_break_by_key_and_id_across_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(suppliers, "_SMALLEST", 0)
        monkeypatch.setattr(suppliers, "_GROWTH", 1)
        listed: Sequence[tuple[str, str]] = [
            ("2", "a"),
            ("1", "d"),
            ("1", "b"),
            ("3", "0"),
            ("1", "c"),
        ]
        index = SupplierIndex(REFERENCE)
        index.put(copies(a_supplier(key="2"), ["x", "a0", "z"]))
        for key, one in listed:
            put(index, a_supplier(key=key, id=one))
        assert len(index._segments) > 1
        assert ranked_ids(index, SPRINGS) == ["b", "c", "d", "a", "a0", "x", "z", "0"]
        page = rank(index, SPRINGS, limit=3, offset=2)
        assert [item.supplier_id for item in page.items] == ["d", "a", "a0"]
        assert page.first_rank == 3

    def test_a_page_may_be_empty_or_lie_behind_the_last(self) -> None:
        index = index_of(*named("a", "b"))
        assert rank(index, SPRINGS, limit=0).items == ()
        assert rank(index, SPRINGS, offset=2).items == ()
        assert rank(index, SPRINGS, tiers=[]).items == ()
        assert rank(index, SPRINGS, tiers=[Eligibility.ELIGIBLE]).items == ()
        assert rank(index, SPRINGS, tiers=[]).totals[Eligibility.TO_CONFIRM] == 2


class TestNbytes:
    def test_grows_with_the_suppliers_and_shrinks_when_they_go(self) -> None:
        index = index_of(*named("a"))
        small = index.nbytes()
        index.put(copies(a_supplier(description="lò xo lá"), map(str, range(1_000))))
        large = index.nbytes()
        assert large > small + 1_000 * 20
        index.remove(map(str, range(1_000)))
        assert index.nbytes() < small + 2_000

    def test_counts_every_array_of_a_segment(self) -> None:
        index = index_of(*named("a", "b"))
        [segment] = index._segments
        owned: list[Array] = [
            segment.points,
            segment.position,
            segment.words.asked,
            segment.words.rare.owner,
            segment.certificates.columns["until"],
            segment.sites.columns["place"],
        ]
        assert segment.nbytes() > sum(array.nbytes for array in owned)
