"""What one process holds of the market: indices to rank from, and details to explain with."""

import gc
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from threading import RLock
from typing import TypeVar

from app.demands.matching import ListedDemand
from app.matches.live.shelf import CAPACITY, DemandEntry, Shelf, SupplierEntry
from app.matching import PreparedDemand, PreparedSupplier
from app.matching.index import DemandIndex, SupplierIndex
from app.reference import load_reference
from app.suppliers.listing import ListedSupplier

T = TypeVar("T")

AT_ONCE = 5_000
"""Suppliers or demands that are held in memory at a time on their way into an index."""


class MarketState:
    """Indices, details, and the number of the state; whoever uses them holds the lock.

    Args:
        capacity: Suppliers, and demands, of which the details are kept.

    Attributes:
        lock: Guards everything here.
        generation: Grows with every change.
        suppliers: The suppliers that are ranked.
        demands: The demands that are ranked.
        supplier_shelf: Details of suppliers.
        demand_shelf: Details of demands.
        derived: What follows from the state, worked out once.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.lock = RLock()
        self.generation = 0
        self.supplier_shelf: Shelf[ListedSupplier, PreparedSupplier] = Shelf(capacity)
        self.demand_shelf: Shelf[ListedDemand, PreparedDemand] = Shelf(capacity)
        self.derived: dict[Hashable, object] = {}
        self._empty_indices()

    def move_on(self) -> None:
        """Begin a new generation."""
        self.generation += 1
        self.derived = {}

    def clear(self) -> None:
        """Forget everything."""
        self.move_on()
        self.supplier_shelf.clear()
        self.demand_shelf.clear()
        self._empty_indices()

    def put_suppliers(self, entries: Iterable[SupplierEntry]) -> None:
        """Take suppliers over; an inactive one is taken out of the index."""
        for stretch in cut(entries):
            active = [entry for entry in stretch if entry.listed.is_active]
            self.suppliers.put([(entry.prepared, entry.listed.version) for entry in active])
            self.suppliers.remove(
                entry.listed.profile.id for entry in stretch if not entry.listed.is_active
            )
            for entry in active:
                self.supplier_shelf.put(entry.listed.profile.id, entry, self.generation)

    def put_demands(self, entries: Iterable[DemandEntry]) -> None:
        """Take demands over; one that is not open is taken out of the index."""
        for stretch in cut(entries):
            is_open = [entry for entry in stretch if entry.listed.status == "open"]
            self.demands.put([(entry.prepared, entry.listed.version) for entry in is_open])
            self.demands.remove(
                entry.listed.demand.id for entry in stretch if entry.listed.status != "open"
            )
            for entry in is_open:
                self.demand_shelf.put(entry.listed.demand.id, entry, self.generation)

    def _empty_indices(self) -> None:
        reference = load_reference()
        self.suppliers = SupplierIndex(reference)
        self.demands = DemandIndex(reference)


def cut(values: Iterable[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """Cut many values into stretches."""
    rest = iter(values)
    while stretch := list(islice(rest, size)):
        yield stretch


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking what is being loaded, now and ever after.

    The market is hundreds of thousands of objects without cycles, which live long.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()
