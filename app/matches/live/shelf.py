"""What was loaded and prepared of suppliers or demands, to explain a ranking without loading."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from app.demands.matching import ListedDemand
from app.matching import PreparedDemand, PreparedSupplier
from app.suppliers.listing import ListedSupplier

L = TypeVar("L")
P = TypeVar("P")

CAPACITY = 20_000
"""Entries of each kind that a process keeps: all of a usual market, the last used of a large."""


class Entry(NamedTuple, Generic[L, P]):
    """Something listed, and its prepared form.

    Attributes:
        listed: As it was read.
        prepared: As it is compared.
    """

    listed: L
    prepared: P


SupplierEntry = Entry[ListedSupplier, PreparedSupplier]
DemandEntry = Entry[ListedDemand, PreparedDemand]


class Shelf(Generic[L, P]):
    """Entries by id, each with the generation of the market from which on it is right.

    An entry that is here has not changed since that generation: every change takes it away. So
    it also serves a reader whose view is a little older, but not older than the entry.

    Args:
        capacity: Entries kept; the ones unused for longest go first.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[str, tuple[Entry[L, P], int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str, generation: int) -> Entry[L, P] | None:
        """Return the entry as it was at a generation, if it is here."""
        found = self._entries.get(key)
        if found is None or found[1] > generation:
            return None
        self._entries.move_to_end(key)
        return found[0]

    def put(self, key: str, entry: Entry[L, P], generation: int) -> None:
        """Keep an entry that is right from a generation on."""
        self._entries[key] = (entry, generation)
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

    def entries(self) -> list[Entry[L, P]]:
        """Return all that is here."""
        return [entry for entry, _ in self._entries.values()]

    def drop(self, keys: Iterable[str]) -> None:
        """Take away what has changed."""
        for key in keys:
            self._entries.pop(key, None)

    def clear(self) -> None:
        """Take everything away."""
        self._entries.clear()
