"""The columns of suppliers while they are gathered, joined and thinned out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.matching.index.arrays import Array, Ints, Longs


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Facts of which a supplier has any number.

    Attributes:
        owner: The row of the supplier that each fact belongs to.
        columns: The facts, each as long as `owner`.
    """

    owner: Ints
    columns: Mapping[str, Array]

    def reorder(self, order: Longs, owner: Ints) -> "Table":
        """Return the facts at some positions, with owners named anew."""
        return Table(owner, {name: column[order] for name, column in self.columns.items()})

    def renumber(self, numbers: Ints) -> "Table":
        """Return the facts with their owners' new rows, in their order; -1 drops an owner."""
        owner = numbers[self.owner]
        order = np.argsort(owner, kind="stable")
        order = order[np.searchsorted(owner[order], 0) :]
        return self.reorder(order, owner[order])

    @staticmethod
    def join(tables: Sequence["Table"], sizes: Sequence[int]) -> "Table":
        """Put tables one below the other.

        Args:
            tables: Tables with the same columns.
            sizes: How many suppliers each of them is about.
        """
        shifts = np.cumsum([0, *sizes[:-1]])
        owner = [table.owner + shift for table, shift in zip(tables, shifts, strict=True)]
        return Table(
            np.concatenate(owner).astype(np.int32),
            {
                name: np.concatenate([table.columns[name] for table in tables])
                for name in tables[0].columns
            },
        )


@dataclass(frozen=True, slots=True, eq=False)
class SupplierColumns:
    """Suppliers in columns, in any order.

    Attributes:
        ids: Their ids.
        keys: Their keys, by which ties break.
        versions: The version of each.
        flags: What is so or not so of each; see `flags`.
        top: The amount of its largest capacity where all that it states compare; else -1.
        offers: The categories of each: `code`, `confidence` (thousandths), `is_read`.
        leaves: What its texts say: `code`, `confidence` (thousandths).
        words: The words of its texts: `number` in the lexicon.
        measures: Ranges that its texts state: `kind`, `low`, `high`.
        certificates: `code`, `until` (number of the last day), `issued` (number of a day).
        sites: `x`, `y`, `z` (metres from the earth's centre; all 0: not known), `province`,
            `legacy`; in the order of their ids.
        capacities: `code` (category) and `amount` of each capability; -1: not stated.
    """

    ids: list[str]
    keys: list[str]
    versions: Ints
    flags: Array
    top: Ints
    offers: Table
    leaves: Table
    words: Table
    measures: Table
    certificates: Table
    sites: Table
    capacities: Table

    TABLES = ("offers", "leaves", "words", "measures", "certificates", "sites", "capacities")

    def __len__(self) -> int:
        return len(self.ids)

    def in_order(self, kept: Sequence[int]) -> "SupplierColumns":
        """Return some of the suppliers, in the order in which they are named."""
        numbers = np.full(len(self), -1, np.int32)
        numbers[kept] = np.arange(len(kept))
        tables = {name: getattr(self, name).renumber(numbers) for name in self.TABLES}
        return SupplierColumns(
            ids=[self.ids[row] for row in kept],
            keys=[self.keys[row] for row in kept],
            versions=self.versions[kept],
            flags=self.flags[kept],
            top=self.top[kept],
            **tables,
        )

    @staticmethod
    def join(parts: Sequence["SupplierColumns"]) -> "SupplierColumns":
        """Put suppliers one below the other."""
        sizes = [len(part) for part in parts]
        tables = {
            name: Table.join([getattr(part, name) for part in parts], sizes)
            for name in SupplierColumns.TABLES
        }
        return SupplierColumns(
            ids=[text for part in parts for text in part.ids],
            keys=[text for part in parts for text in part.keys],
            versions=np.concatenate([part.versions for part in parts]),
            flags=np.concatenate([part.flags for part in parts]),
            top=np.concatenate([part.top for part in parts]),
            **tables,
        )
