"""Taking turns at the database: as many requests at a time as can be served, the others wait.

Handlers run in threads, of which there are few. A request that waited in its thread for a free
connection, or for SQLite's one writer, would keep the request that it waits for from going on:
with more such requests than threads, all would fail after the timeout. So they wait here, in the
event loop, first come, first served.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio

from app.core.database import Database
from app.core.errors import ServiceUnavailableError
from app.core.settings import Settings

_SQLITE_READERS = 14
"""SQLAlchemy keeps up to 15 connections to a file; one is the writer's."""

_OTHER_THREADS = 32
"""Threads for what needs no turn: checking bodies, writing answers, health."""


class Turns:
    """The turns of one process.

    Args:
        database: The database.
        settings: How many connections there are, and how long to wait for one.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.threads = settings.database_pool_size + _OTHER_THREADS
        self._timeout_seconds = settings.database_timeout_seconds
        if database.engine.dialect.name == "sqlite":
            self._reads = anyio.Semaphore(min(settings.database_pool_size, _SQLITE_READERS))
            self._writes = anyio.Semaphore(1)
        else:
            self._reads = self._writes = anyio.Semaphore(settings.database_pool_size)

    @asynccontextmanager
    async def take(self, *, writing: bool) -> AsyncIterator[None]:
        """Wait for a turn, and give it back at the end.

        Raises:
            ServiceUnavailableError: There was none in time.
        """
        semaphore = self._writes if writing else self._reads
        try:
            with anyio.fail_after(self._timeout_seconds):
                await semaphore.acquire()
        except TimeoutError as error:
            raise ServiceUnavailableError from error
        try:
            yield
        finally:
            semaphore.release()
