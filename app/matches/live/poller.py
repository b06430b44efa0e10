"""The thread that keeps a market warm, so that requests find little left to take over."""

from collections import deque
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

import structlog

from app.changes.service import prune
from app.core.database import Database
from app.matches.live.market import LiveMarket

THREAD_NAME = "market-poller"

KEPT_SECONDS = 600.0
"""How long changes are kept after they were seen. A process that stood still for longer finds
that they are gone, and loads everything anew."""

PRUNED_EVERY_SECONDS = 60.0
PRUNING_PAUSE_SECONDS = 0.1
"""Left to other writers between two deletions."""

STOP_SECONDS = 2.0
"""How long the end of the service waits for the thread, which may be waiting for the database."""

_log = structlog.get_logger(__name__)


class Poller:
    """Follows the feed of changes in a thread of its own.

    Args:
        database: The database.
        market: What is kept in step.
        interval_seconds: Time between two readings; a commit of this process asks for one at once.
        when_loaded: Called once, after the first reading.
    """

    def __init__(
        self,
        database: Database,
        market: LiveMarket,
        interval_seconds: float,
        when_loaded: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._market = market
        self._interval_seconds = interval_seconds
        self._wake = Event()
        self._stopped = Event()
        self._thread = Thread(target=self._run, name=THREAD_NAME, daemon=True)
        self._marks: deque[tuple[float, int]] = deque()
        self._failing = False
        self._when_loaded: Callable[[], None] | None = when_loaded
        database.on_commit(self._note_commit)

    def start(self) -> None:
        """Begin; the first reading loads the market."""
        self._thread.start()

    def stop(self) -> None:
        """End, without waiting long for a database that does not answer."""
        self._stopped.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS)

    def poll(self) -> None:
        """Bring the market up to date once."""
        with self._database.read() as session:
            self._market.sync(session)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                self.poll()
                self._prune(monotonic())
            except Exception as error:  # noqa: BLE001 - the thread outlives every fault
                self._report(error)
            else:
                self._report_success()
            self._wake.wait(self._interval_seconds)

    def _report_success(self) -> None:
        self._failing = False
        if self._when_loaded is not None:
            self._when_loaded()
            self._when_loaded = None

    def _report(self, error: Exception) -> None:
        """Log the first of several faults; `/readyz` tells as long as it lasts."""
        if not self._failing and not self._stopped.is_set():
            _log.warning("market_not_followed", error=type(error).__name__)
        self._failing = True

    def _note_commit(self) -> None:
        self._market.mark_written()
        self._wake.set()

    def _prune(self, now: float) -> None:
        """Delete what all processes have long seen, a little at a time."""
        position = self._market.position()
        if position is None or (self._marks and now < self._marks[-1][0] + PRUNED_EVERY_SECONDS):
            return
        self._marks.append((now, position.mark))
        seen, mark = self._marks[0]
        if now < seen + KEPT_SECONDS:
            return
        while self._prune_some(mark) and not self._stopped.wait(PRUNING_PAUSE_SECONDS):
            self.poll()
        self._marks.popleft()

    def _prune_some(self, mark: int) -> bool:
        with self._database.write() as session:
            return prune(session, mark)
