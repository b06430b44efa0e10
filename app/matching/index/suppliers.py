"""The suppliers that are ranked for a demand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice, repeat
from operator import itemgetter
from typing import NamedTuple

from app.matching.context import MatchContext
from app.matching.index.amounts import Amounts
from app.matching.index.arrays import Bools, Bytes
from app.matching.index.codes import load_codes
from app.matching.index.everyone import ids_of, judge_all, offer_all, without_texts
from app.matching.index.lexicon import Lexicon
from app.matching.index.question import Question
from app.matching.index.results import IndexRanking, RankedSupplier
from app.matching.index.rows import RowReader
from app.matching.index.search import Pick, search
from app.matching.index.segment import Segment
from app.matching.index.shortfalls import diagnose
from app.matching.index.tables import SupplierColumns
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.ranking import DEFAULT_LIMIT, DEFAULT_TIERS
from app.matching.results import TIERS, Eligibility
from app.reference import Reference

_READ_AT_ONCE = 10_000
"""Suppliers turned into columns at once: their Python objects take more room than the columns."""

_SMALLEST = 64
"""Suppliers up to which a segment is joined with the next change, whatever its size."""

_GROWTH = 8
"""A segment is so many times larger than the next, so that there are few, and each supplier is
copied only some times however many changes come."""

_MOST_GONE = 4
"""A segment of which one in so many suppliers is gone is made anew."""


class _Found(NamedTuple):
    segment: Segment
    pick: Pick


class SupplierIndex:
    """Suppliers, ready to be ranked for any demand.

    They stand in columns, in segments of which each is much larger than the next: a change goes
    into the last and smallest one, so that it costs work in proportion to itself. Not safe for
    several threads: whoever shares it holds a lock around every call.

    Args:
        reference: The packaged reference data.
    """

    def __init__(self, reference: Reference) -> None:
        self._codes = load_codes(reference)
        _ = self._codes.relations  # takes a while, and the first question would wait for it
        self._lexicon = Lexicon()
        self._amounts = Amounts()
        self._reader = RowReader(self._codes, self._lexicon, self._amounts)
        self._segments: list[Segment] = []

    def __len__(self) -> int:
        return sum(len(segment) for segment in self._segments)

    def put(self, suppliers: Iterable[tuple[PreparedSupplier, int]]) -> None:
        """Add suppliers, each with its version, or replace those of the same id."""
        iterator = iter(suppliers)
        parts: list[SupplierColumns] = []
        while chunk := dict(_by_id(islice(iterator, _READ_AT_ONCE))):
            parts.append(self._reader.read(chunk.values()))
        if not parts:
            return
        added = _last_of_each(SupplierColumns.join(parts))
        self.remove(added.ids)
        self._add(added)

    def remove(self, supplier_ids: Iterable[str]) -> None:
        """Take suppliers out; one that is not there is passed over."""
        for supplier_id in supplier_ids:
            segment, row = self._find(supplier_id)
            if segment is not None:
                segment.remove(row)
        for number, segment in enumerate(self._segments):
            if segment.gone * _MOST_GONE > segment.size:
                self._segments[number] = Segment(segment.to_columns())
        self._segments = [segment for segment in self._segments if len(segment)]

    def version_of(self, supplier_id: str) -> int | None:
        """Return the version at which a supplier was put in, or None."""
        segment, row = self._find(supplier_id)
        return None if segment is None else int(segment.versions[row])

    def rank(
        self,
        demand: PreparedDemand,
        context: MatchContext,
        *,
        tiers: Collection[Eligibility] = DEFAULT_TIERS,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
    ) -> IndexRanking[RankedSupplier]:
        """Rank the suppliers for a demand, just as `app.matching.rank_suppliers` does.

        Args:
            demand: The demand.
            context: The profile, the day and the reference data.
            tiers: The tiers to list.
            limit: The most suppliers to return.
            offset: How many to skip.

        Returns:
            The page.
        """
        question = Question(demand, context, self._codes, self._lexicon, self._amounts)
        totals = dict.fromkeys(TIERS, 0)
        found: list[_Found] = []
        for segment in self._segments:
            counted, picks = search(segment, question, tiers, offset + limit)
            for tier, count in counted.items():
                totals[tier] += count
            found += map(_Found, repeat(segment), picks)
        if len(self._segments) > 1:
            found.sort(key=_order)
        has_match = totals[Eligibility.INELIGIBLE] < sum(totals.values())
        return IndexRanking(
            items=tuple(_to_items(found[offset : offset + limit])),
            first_rank=offset + 1,
            totals=totals,
            diagnosis=None if has_match else diagnose(self._segments, question, context),
        )

    def supplier_ids(self) -> list[str]:
        """Return the ids of all suppliers, in the order of the two methods that follow."""
        return ids_of(self._segments)

    def judge_suppliers(self, demand: PreparedDemand, context: MatchContext) -> Bytes:
        """Judge the must-haves of a demand for all suppliers.

        Returns:
            What each supplier is: 0 ineligible, 1 to confirm, 2 eligible.
        """
        bare = without_texts(demand)
        question = Question(bare, context, self._codes, self._lexicon, self._amounts)
        return judge_all(self._segments, question)

    def suppliers_in(self, category: str | None) -> Bools:
        """Say which suppliers have a capability in a category; None: which have none in any."""
        number = None if category is None else self._codes.categories[category]
        return offer_all(self._segments, number)

    def nbytes(self) -> int:
        """Return how much memory the suppliers take, in bytes."""
        shared = self._lexicon.nbytes() + self._amounts.nbytes()
        return shared + sum(segment.nbytes() for segment in self._segments)

    def _find(self, supplier_id: str) -> tuple[Segment, int] | tuple[None, int]:
        for segment in reversed(self._segments):
            row = segment.find(supplier_id)
            if row is not None:
                return segment, row
        return None, -1

    def _add(self, columns: SupplierColumns) -> None:
        """Add suppliers as a segment, joined with those before it that are not much larger."""
        parts = [columns]
        size = len(columns)
        while self._segments and len(self._segments[-1]) < max(_GROWTH * size, _SMALLEST):
            segment = self._segments.pop()
            parts.append(segment.to_columns())
            size += len(segment)
        self._segments.append(Segment(SupplierColumns.join(parts)))


def _by_id(
    suppliers: Iterable[tuple[PreparedSupplier, int]],
) -> Iterator[tuple[str, tuple[PreparedSupplier, int]]]:
    for supplier, version in suppliers:
        yield supplier.profile.id, (supplier, version)


def _last_of_each(columns: SupplierColumns) -> SupplierColumns:
    """Keep the last of suppliers with the same id."""
    last = {supplier_id: row for row, supplier_id in enumerate(columns.ids)}
    return columns if len(last) == len(columns) else columns.in_order(list(last.values()))


def _order(entry: _Found) -> tuple[int, int, str, str]:
    segment, pick = entry
    return TIERS.index(pick.tier), -pick.score, *segment.order_of(pick.row)


def _to_items(found: Sequence[_Found]) -> Iterator[RankedSupplier]:
    """Name the suppliers that were found, those of one segment at once."""
    for segment, entries in groupby(found, key=itemgetter(0)):
        tiers, scores, rows = zip(*(pick for _, pick in entries), strict=True)
        ids, versions = segment.describe(rows)
        yield from map(RankedSupplier, ids, versions, tiers, scores)
