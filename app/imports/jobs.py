"""Long work beside requests: reading files and writing rows, a few at a time."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Event, Lock
from typing import Any

from app.core.database import Database
from app.core.settings import Settings

MOST_JOBS = 2
"""Jobs that one process does at a time; the others wait for their turn."""

Work = Callable[["Progress"], Any]


@dataclass(slots=True)
class Progress:
    """How far a job of this process is; read by others while it works.

    Attributes:
        phase: "queued", "reading" or "writing".
        done: Rows that are done.
        total: Rows in all, where that is known.
        cancelled: Set when the process ends: the job stops as soon as it can.
    """

    cancelled: Event
    phase: str = "queued"
    done: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class _Running:
    kind: str
    progress: Progress
    future: "Future[Any]"


class ImportJobs:
    """The jobs of one process.

    Args:
        database: Where imports are kept.
        settings: What a file may hold and how long requests wait.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.settings = settings
        self._lock = Lock()
        self._running: dict[str, _Running] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._cancelled = Event()

    def start(self, import_id: str, kind: str, work: Work) -> "Future[Any]":
        """Start a job for an import, or return the one of this kind that is at it.

        Args:
            import_id: The import.
            kind: What the job does; a job of the same kind that is at work is not started twice.
            work: The job.
        """
        with self._lock:
            running = self._running.get(import_id)
            if running is not None and running.kind == kind:
                return running.future
            progress = Progress(self._cancelled)
            if self._pool is None:
                self._pool = ThreadPoolExecutor(MOST_JOBS, thread_name_prefix="ketnoi-import")
            future: Future[Any] = self._pool.submit(work, progress)
            started = _Running(kind, progress, future)
            self._running[import_id] = started
        future.add_done_callback(partial(self._forget, import_id, started))
        return future

    def progress_of(self, import_id: str) -> Progress | None:
        """Return how far the job of an import is, if this process is at it."""
        running = self._running.get(import_id)
        return None if running is None else running.progress

    def stop(self) -> None:
        """Let no more jobs begin, and the running ones end early."""
        self._cancelled.set()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    close = stop

    def _forget(self, import_id: str, started: _Running, _future: "Future[Any]") -> None:
        with self._lock:
            if self._running.get(import_id) is started:
                del self._running[import_id]


async def wait_for(future: "Future[Any]", seconds: float | None) -> bool:
    """Wait for a job without holding a thread.

    Args:
        future: The job.
        seconds: How long at most; None waits to the end.

    Returns:
        Whether it is done.

    Raises:
        AppError: The job failed with it.
    """
    waiting = asyncio.wrap_future(future)
    done, _ = await asyncio.wait([waiting], timeout=seconds)
    if not done:
        waiting.add_done_callback(_look_at)
        return False
    waiting.result()
    return True


def _look_at(future: "asyncio.Future[Any]") -> None:
    """Take the outcome of a job that nobody waits for any more; it is kept with the import."""
    if not future.cancelled():
        future.exception()
