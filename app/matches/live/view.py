"""One state of the market, as one session sees it."""

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar, cast

from app.core.database import Session
from app.matches.live.loading import load_demand, load_demands, load_suppliers
from app.matches.live.shelf import DemandEntry, Entry, Shelf, SupplierEntry
from app.matches.live.state import MarketState
from app.matching import Eligibility, PreparedDemand, PreparedSupplier
from app.matching.context import MatchContext
from app.matching.index import IndexRanking, RankedDemand, RankedSupplier
from app.matching.index.arrays import Bools, Bytes

T = TypeVar("T")
L = TypeVar("L")
P = TypeVar("P")


RECALLED = 100
"""Answers that are kept of one state at most."""


class MovedOnError(Exception):
    """The market has moved on from what the session sees; to be begun again."""


class Part(NamedTuple):
    """Which part of a ranking is wanted.

    Attributes:
        tiers: Tiers to list.
        limit: Most items.
        offset: Items to skip.
    """

    tiers: frozenset[Eligibility]
    limit: int
    offset: int


class MarketView:
    """Rankings and details of one state.

    The index is exactly at the state of the session's snapshot as long as the generation is that
    of the view, and only then it ranks. Details are right at any time: they were put on the shelf
    at this generation or before and have not changed since, or the session reads them itself.

    Args:
        state: What the process holds.
        session: Sees the state of the generation.
        generation: The state of the view.
    """

    def __init__(self, state: MarketState, session: Session, generation: int) -> None:
        self._state = state
        self._session = session
        self.generation = generation

    def rank_suppliers(
        self, demand: PreparedDemand, context: MatchContext, part: Part
    ) -> IndexRanking[RankedSupplier]:
        """Rank the active suppliers for a demand.

        Raises:
            MovedOnError: The market has moved on.
        """
        with self._state.lock:
            self._check()
            return self._state.suppliers.rank(demand, context, **part._asdict())

    def rank_demands(
        self, supplier: PreparedSupplier, context: MatchContext, part: Part
    ) -> IndexRanking[RankedDemand]:
        """Rank the open demands for a supplier.

        Raises:
            MovedOnError: The market has moved on.
        """
        with self._state.lock:
            self._check()
            return self._state.demands.rank(supplier, context, **part._asdict())

    def supplier_ids(self) -> Sequence[str]:
        """Return the ids of the active suppliers, in the order of the two methods that follow.

        Raises:
            MovedOnError: The market has moved on.
        """
        with self._state.lock:
            self._check()
            return self._state.suppliers.supplier_ids()

    def judge_suppliers(self, demand: PreparedDemand, context: MatchContext) -> Bytes:
        """Judge a demand's must-haves for all active suppliers, as the index does.

        Raises:
            MovedOnError: The market has moved on.
        """
        with self._state.lock:
            self._check()
            return self._state.suppliers.judge_suppliers(demand, context)

    def suppliers_in(self, category: str | None) -> Bools:
        """Say which active suppliers have a capability in a category, as the index does.

        Raises:
            MovedOnError: The market has moved on.
        """
        with self._state.lock:
            self._check()
            return self._state.suppliers.suppliers_in(category)

    def get_supplier(self, supplier_id: str) -> SupplierEntry | None:
        """Return a supplier, active or not."""
        return self.find_suppliers([supplier_id]).get(supplier_id)

    def get_demand(self, demand_id: str) -> DemandEntry | None:
        """Return a demand of any status.

        Raises:
            UnsupportedConstraintError: It carries a constraint that cannot be judged any more.
        """
        with self._state.lock:
            entry = self._state.demand_shelf.get(demand_id, self.generation)
        if entry is None:
            entry = load_demand(self._session, demand_id)
            if entry is not None:
                self._keep(self._state.demand_shelf, {demand_id: entry})
        return entry

    def find_suppliers(self, supplier_ids: Sequence[str]) -> dict[str, SupplierEntry]:
        """Return suppliers by id; those that do not exist are left out."""
        return self._find(self._state.supplier_shelf, supplier_ids, load_suppliers)

    def find_demands(self, demand_ids: Sequence[str]) -> dict[str, DemandEntry]:
        """Return demands by id; those that do not exist or cannot be judged are left out."""
        return self._find(self._state.demand_shelf, demand_ids, load_demands)

    def recall(self, key: Hashable, work: Callable[[], T]) -> T:
        """Return what follows from this state alone, worked out once for all who ask.

        Args:
            key: Names it.
            work: Works it out from what the session sees.
        """
        with self._state.lock:
            is_current = self._state.generation == self.generation
            if is_current and key in self._state.derived:
                return cast("T", self._state.derived[key])
        found = work()
        with self._state.lock:
            if self._state.generation == self.generation and len(self._state.derived) < RECALLED:
                self._state.derived[key] = found
        return found

    def _find(
        self,
        shelf: Shelf[L, P],
        keys: Sequence[str],
        load: Callable[[Session, Sequence[str]], dict[str, Entry[L, P]]],
    ) -> dict[str, Entry[L, P]]:
        with self._state.lock:
            held = {key: shelf.get(key, self.generation) for key in keys}
        found = {key: entry for key, entry in held.items() if entry is not None}
        if len(found) < len(held):
            loaded = load(self._session, [key for key, entry in held.items() if entry is None])
            self._keep(shelf, loaded)
            found |= loaded
        return found

    def _keep(self, shelf: Shelf[L, P], loaded: dict[str, Entry[L, P]]) -> None:
        with self._state.lock:
            if self._state.generation == self.generation:
                for key, entry in loaded.items():
                    shelf.put(key, entry, self.generation)

    def _check(self) -> None:
        if self._state.generation != self.generation:
            raise MovedOnError
