"""Facts of which a supplier has any number, sorted to be found: by code, or by supplier."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from app.matching.index.arrays import Array, Ints, Longs, Whole, count_to, expand, starts_of
from app.matching.index.tables import Table

BLOCK = 2**16
"""Suppliers to a block: within it, two bytes name one."""


class Spans(NamedTuple):
    """Where the facts about some codes lie: one stretch for each code and block.

    Attributes:
        starts: Where each stretch starts.
        counts: How many facts it has.
        base: The first supplier of its block.
        which: Which of the codes it is about, by position.
    """

    starts: Ints
    counts: Ints
    base: Ints
    which: Longs

    def where(self, chosen: Array) -> "Spans":
        """Return some of the stretches."""
        return Spans(
            self.starts[chosen], self.counts[chosen], self.base[chosen], self.which[chosen]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Facts sorted by what they are about: for each code the suppliers, ascending.

    Attributes:
        starts: Where the facts of each code and block start, and at last where they end.
        owner: The supplier of each fact; with several blocks, its place within the block.
        blocks: How many blocks each code has.
        columns: The rest of each fact.
    """

    starts: Ints
    owner: Whole
    blocks: int
    columns: Mapping[str, Array]

    def spans(self, codes: Whole) -> Spans:
        """Return where the facts about some codes lie."""
        if self.blocks == 1:
            starts = self.starts[codes]
            base = np.zeros(len(codes), np.int32)
            return Spans(starts, self.starts[codes + 1] - starts, base, count_to(len(codes)))
        block = count_to(self.blocks)
        rows = (codes[:, np.newaxis] * self.blocks + block).reshape(-1)
        starts = self.starts[rows]
        return Spans(
            starts,
            self.starts[rows + 1] - starts,
            np.tile((block * BLOCK).astype(np.int32), len(codes)),
            count_to(len(codes)).repeat(self.blocks),
        )

    def owners_at(self, spans: Spans, at: Longs) -> Whole:
        """Return the suppliers of the facts at the positions of some stretches."""
        owner = self.owner[at]
        return owner if self.blocks == 1 else owner + spans.base.repeat(spans.counts)

    def owners(self, codes: Whole) -> Whole:
        """Return the suppliers of all facts about some codes, code after code."""
        spans = self.spans(codes)
        return self.owners_at(spans, expand(spans.starts, spans.counts))


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Facts sorted by supplier.

    Attributes:
        starts: Where the facts of each supplier start, and at last where they end.
        columns: The facts.
    """

    starts: Ints
    columns: Mapping[str, Array]

    def find(self, suppliers: Longs | None) -> tuple[Longs, Ints]:
        """Return the positions of the facts of some suppliers or of all, and how many each has."""
        starts, counts = self.spans(suppliers)
        return expand(starts, counts), counts

    def spans(self, suppliers: Longs | None) -> tuple[Ints, Ints]:
        """Return where the facts of some suppliers or of all start, and how many each has."""
        if suppliers is None:
            return self.starts[:-1], np.diff(self.starts)
        starts = self.starts[suppliers]
        return starts, self.starts[suppliers + 1] - starts


def by_code(table: Table, name: str, codes: int, size: int) -> Postings:
    """Sort facts by code.

    Args:
        table: The facts, sorted by supplier.
        name: The column of the code.
        codes: How many codes there are.
        size: How many suppliers there are.
    """
    column = table.columns[name]
    order = np.argsort(column, kind="stable")
    rest = {other: values[order] for other, values in table.columns.items() if other != name}
    blocks = max(1, -(-size // BLOCK))
    owner = table.owner[order]
    rows = column[order].astype(np.int64) * blocks + owner // BLOCK
    return Postings(
        starts_of(rows, codes * blocks), (owner % BLOCK).astype(np.uint16), blocks, rest
    )


def by_owner(table: Table, size: int) -> Rows:
    """Keep facts sorted by supplier."""
    return Rows(starts_of(table.owner, size), table.columns)


def from_codes(postings: Postings, name: str) -> Table:
    """Return facts that were sorted by code."""
    rows = count_to(len(postings.starts) - 1).repeat(np.diff(postings.starts))
    owner = postings.owner + rows % postings.blocks * BLOCK
    codes = (rows // postings.blocks).astype(np.uint8)
    return Table(owner.astype(np.int32), {name: codes, **postings.columns})


def from_rows(rows: Rows) -> Table:
    """Return facts that were sorted by supplier."""
    owner = count_to(len(rows.starts) - 1).repeat(np.diff(rows.starts)).astype(np.int32)
    return Table(owner, rows.columns)
