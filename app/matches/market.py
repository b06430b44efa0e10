"""The suppliers and open demands that a process ranks, kept in step with the database.

Every request asks the database for id and version of what takes part, in its own snapshot, and
loads only what this process has not prepared at that version. So a ranking always shows exactly
the state that its transaction sees: no write is missed, whoever made it, and no supplier is
shown half old and half new.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, Protocol, TypeVar

from app.demands.matching import ListedDemand
from app.matching.prepared import (
    PreparedDemand,
    PreparedSupplier,
    prepare_demand,
    prepare_supplier,
)
from app.reference import load_reference
from app.suppliers.views import ListedSupplier


class Listed(Protocol):
    """Something that is listed at a version."""

    @property
    def version(self) -> int:
        """The version that was read."""


L = TypeVar("L", bound=Listed)
P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Entry(Generic[L, P]):
    """Something listed, and its prepared form."""

    listed: L
    prepared: P


@dataclass(slots=True)
class Shelf(Generic[L, P]):
    """Prepared things of one kind by id, each at the newest version seen."""

    prepare: Callable[[L], P]
    entries: dict[str, Entry[L, P]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def bring(
        self,
        versions: Mapping[str, int],
        load: Callable[[Sequence[str]], Mapping[str, L]],
    ) -> dict[str, Entry[L, P]]:
        """Return the entries at exactly these versions, loading and preparing what is missing.

        Args:
            versions: Id and version of what takes part, as the caller's transaction sees it.
            load: Reads things by id, in the same transaction.
        """
        with self.lock:
            known = dict(self.entries)
        current = {
            key: known[key]
            for key, version in versions.items()
            if key in known and known[key].listed.version == version
        }
        fresh = {
            key: Entry(listed, self.prepare(listed))
            for key, listed in load([key for key in versions if key not in current]).items()
        }
        with self.lock:
            for key, entry in fresh.items():
                held = self.entries.get(key)
                if held is None or held.listed.version < entry.listed.version:
                    self.entries[key] = entry
            if len(self.entries) > 2 * len(versions):
                self.entries = {k: v for k, v in self.entries.items() if k in versions}
        return {key: current.get(key) or fresh[key] for key in versions}


def _prepare_supplier(listed: ListedSupplier) -> PreparedSupplier:
    return prepare_supplier(listed.profile, load_reference())


def _prepare_demand(listed: ListedDemand) -> PreparedDemand:
    return prepare_demand(listed.demand, load_reference())


class Market:
    """What one process has prepared of the market."""

    def __init__(self) -> None:
        self.suppliers: Shelf[ListedSupplier, PreparedSupplier] = Shelf(_prepare_supplier)
        self.demands: Shelf[ListedDemand, PreparedDemand] = Shelf(_prepare_demand)
