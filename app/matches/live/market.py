"""The market as one process holds it, and how it follows the database."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from app.changes.service import Change, FeedRows, Position, Verdict, judge, read_feed, start
from app.core.database import Session, renew_snapshot, snapshot_time
from app.matches.live.held import HeldView, NotHeldError
from app.matches.live.loading import (
    load_active_suppliers,
    load_demands,
    load_open_demands,
    load_suppliers,
)
from app.matches.live.shelf import CAPACITY, SupplierEntry
from app.matches.live.state import MarketState, collector_at_rest, cut
from app.matches.live.view import MarketView, MovedOnError

T = TypeVar("T")

ATTEMPTS = 3
"""How often an answer is begun anew before the market is held still for it."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How well a process knows the market at this moment.

    Attributes:
        generation: Counts up with every change that was taken over; two moments with the same
            generation have the same market.
        age_seconds: How long ago it was certain that nothing is missing; infinite before the
            first loading, and after a write of this process that was not yet read back.
    """

    generation: int
    age_seconds: float


class LiveMarket:
    """The market of one process.

    One lock guards it. The small query for changes is sent outside the lock; whatever has
    changed is loaded inside, once, by whoever comes first.

    Args:
        capacity: Suppliers, and demands, of which the details are kept.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._state = MarketState(capacity)
        self._position: Position | None = None
        self._known_at = -math.inf
        self._written_at = -math.inf
        self._is_whole = False

    def freshness(self) -> Freshness:
        """Return how fresh the market is, without waiting for anybody."""
        known_at = self._known_at
        generation = self._state.generation
        if known_at <= self._written_at or not self._is_whole:
            return Freshness(generation, math.inf)
        return Freshness(generation, monotonic() - known_at)

    @property
    def is_loaded(self) -> bool:
        """Whether the market has been loaded."""
        return self._position is not None

    def unread_seconds(self) -> float:
        """Return how long ago the database was last asked for changes with success."""
        return monotonic() - self._known_at

    def mark_written(self) -> None:
        """Take note that this process has committed something that was not read back yet."""
        self._written_at = monotonic()

    def answer(self, session: Session, work: Callable[[MarketView], T]) -> T:
        """Do some work on one state of the market: the one that the session sees.

        Where another thread has taken the market further than the session's snapshot before the
        work has ranked, the snapshot is renewed and the work begun again, at last with the market
        held still.

        Args:
            session: A session that reads; one that writes must not share its market.
            work: Asks the view, and the session, for whatever it needs.

        Returns:
            What the work returned.
        """
        for _ in range(ATTEMPTS):
            try:
                return work(self._sync(session, is_newest=False))
            except MovedOnError:
                renew_snapshot(session)
        with self._state.lock:
            renew_snapshot(session)
            return work(self._sync(session, is_newest=True))

    def try_answer(self, work: Callable[[HeldView], T], max_age_seconds: float) -> T | None:
        """Do some short work on the market as it stands, without a session and without waiting.

        Args:
            work: Asks the view; it is done while the market is held still.
            max_age_seconds: How long ago it may have been certain that nothing was missing.

        Returns:
            What the work returned, or None where the market is busy, may have missed something,
            or does not hold all that the work asks for.
        """
        lock = self._state.lock
        if not lock.acquire(blocking=False):
            return None
        try:
            if self.freshness().age_seconds > max_age_seconds:
                return None
            return work(HeldView(self._state, self._state.generation))
        except NotHeldError:
            return None
        finally:
            lock.release()

    def held_suppliers(self) -> list[SupplierEntry]:
        """Return the suppliers whose details are kept."""
        with self._state.lock:
            return self._state.supplier_shelf.entries()

    def sync(self, session: Session) -> int:
        """Bring the market up to what a session sees, or further; return its generation."""
        return self.answer(session, lambda view: view.generation)

    def position(self) -> Position | None:
        """Return how far the feed has been followed."""
        return self._position

    def _sync(self, session: Session, *, is_newest: bool) -> MarketView:
        """Bring the market to the state of a session.

        Args:
            session: The session.
            is_newest: Whether no other session can have brought a newer state: what still looks
                newer then comes from another database, or from one that was restored.

        Raises:
            MovedOnError: The market is ahead of the session.
        """
        position = self._position
        rows = None if position is None else read_feed(session, position)
        with self._state.lock:
            if self._position is None:
                self._load_all(session)
            elif rows is None:
                raise MovedOnError  # another thread has loaded everything meanwhile
            else:
                self._follow(session, self._position, rows, is_newest=is_newest)
            self._known_at = max(self._known_at, snapshot_time(session))
            return MarketView(self._state, session, self._state.generation)

    def _follow(
        self, session: Session, position: Position, rows: FeedRows, *, is_newest: bool
    ) -> None:
        reading = judge(position, rows)
        if reading.verdict is Verdict.BEHIND and not is_newest:
            raise MovedOnError
        if reading.verdict is not Verdict.IN_STEP:
            self._load_all(session)
            return
        if reading.changes:
            self._apply(session, reading.changes)
        self._position = reading.position

    def _apply(self, session: Session, changes: Sequence[Change]) -> None:
        """Load what has changed; if that fails, the next reading brings the same changes again."""
        state = self._state
        self._is_whole = False
        state.move_on()
        changed = {change.row_id for change in changes if change.kind == "supplier"}
        for ids in cut(sorted(changed)):
            state.supplier_shelf.drop(ids)
            suppliers = load_suppliers(session, ids)
            state.suppliers.remove(key for key in ids if key not in suppliers)
            state.put_suppliers(suppliers.values())
        changed = {change.row_id for change in changes if change.kind == "demand"}
        for ids in cut(sorted(changed)):
            state.demand_shelf.drop(ids)
            demands = load_demands(session, ids)
            state.demands.remove(key for key in ids if key not in demands)
            state.put_demands(demands.values())
        self._is_whole = True

    def _load_all(self, session: Session) -> None:
        """Load everything; if that fails, the market stays unloaded."""
        self._position = None
        self._is_whole = False
        self._state.clear()
        with collector_at_rest():
            position = start(session)
            self._state.put_suppliers(load_active_suppliers(session))
            self._state.put_demands(load_open_demands(session))
        self._position = position
        self._is_whole = True
