"""Some suppliers of a segment, in the order of their rows: what the criteria are worked out for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from app.matching.index.arrays import Array, Bools, Ints, Longs, Whole, count_to, expand
from app.matching.index.ragged import BLOCK, Postings, Spans
from app.matching.index.segment import Segment

_LARGE = 20_000
"""Suppliers from which on the must-haves are judged without the values that go with them."""

_FEW = 10_000
"""So many facts are always run through."""

_MUCH_LONGER = 16
"""A list so many times longer than the selection is searched for it, and not run through."""


class Facts(NamedTuple):
    """Facts about suppliers of a selection.

    Attributes:
        at: Where they stand in the postings.
        place: Whom they are about: the place within the selection.
        which: Which of the codes asked for they are about, by its position.
    """

    at: Longs
    place: Whole
    which: Longs


class Selection:
    """Some suppliers of a segment; made by `select`.

    Attributes:
        segment: The segment.
        rows: Their rows, ascending; None for all rows of the segment, those gone too.
        size: How many there are.
    """

    def __init__(self, segment: Segment, rows: Longs | None) -> None:
        self.segment = segment
        self.rows = rows
        self.size = segment.size if rows is None else len(rows)

    def of(self, column: Array) -> Array:
        """Return the suppliers' part of a column that has one entry for each."""
        return column if self.rows is None else column[self.rows]

    def rows_at(self, places: Longs) -> Longs:
        """Return the rows of the suppliers at some places."""
        return places if self.rows is None else self.rows[places]

    @property
    def is_large(self) -> bool:
        """Whether values are better worked out later, for those who are left then."""
        return self.size > _LARGE

    def those(self, rows: Ints) -> Whole:
        """Return the places of those of some rows that are selected."""
        if self.rows is None:
            return rows
        places = self.segment.position[rows]
        return places[places >= 0]

    def has(self, flag: int) -> Bools:
        """Return which suppliers have a flag."""
        found: Bools = (self.of(self.segment.flags) & flag) != 0
        return found

    def among(self, postings: Postings, codes: Whole) -> Facts:
        """Find the facts about some codes.

        Args:
            postings: Where to look.
            codes: The codes, numbers that the postings have.
        """
        spans = postings.spans(codes)
        if self.rows is None:
            at = expand(spans.starts, spans.counts)
            return Facts(at, postings.owners_at(spans, at), spans.which.repeat(spans.counts))
        if int(spans.counts.sum()) <= max(_MUCH_LONGER * self.size, _FEW):
            return self._run_through(postings, spans)
        is_long = spans.counts > _MUCH_LONGER * self.size
        parts = [self._run_through(postings, spans.where(~is_long))]
        parts += [
            self._search(postings, spans, stretch) for stretch in is_long.nonzero()[0].tolist()
        ]
        return Facts(*map(np.concatenate, zip(*parts, strict=True)))

    def _run_through(self, postings: Postings, spans: Spans) -> Facts:
        """Look at every fact of some stretches."""
        at = expand(spans.starts, spans.counts)
        place = self.segment.position[postings.owners_at(spans, at)]
        kept = (place >= 0).nonzero()[0]
        return Facts(at[kept], place[kept], spans.which.repeat(spans.counts)[kept])

    def _search(self, postings: Postings, spans: Spans, stretch: int) -> Facts:
        """Look the suppliers up in a stretch that is much longer than the selection."""
        start, count = int(spans.starts[stretch]), int(spans.counts[stretch])
        base = int(spans.base[stretch])
        rows = self.rows_at(count_to(self.size))
        first, last = rows.searchsorted((base, base + BLOCK)) if postings.blocks > 1 else (0, None)
        owner = postings.owner[start : start + count]
        wanted = (rows[first:last] - base).astype(owner.dtype)  # else all owners are converted
        here = owner.searchsorted(wanted)
        found = owner.searchsorted(wanted, side="right") - here
        which = np.full(int(found.sum()), spans.which[stretch])
        place = count_to(len(wanted)).repeat(found) + first
        return Facts(expand(here, found) + start, place, which)


@contextmanager
def select(segment: Segment, rows: Longs | None) -> Iterator[Selection]:
    """Select suppliers of a segment; one selection at a time.

    Args:
        segment: The segment.
        rows: Rows, ascending, or None for all.
    """
    if rows is None:
        yield Selection(segment, None)
        return
    segment.position[rows] = count_to(len(rows))
    try:
        yield Selection(segment, rows)
    finally:
        segment.position[rows] = -1
