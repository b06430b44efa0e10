"""Counting what a request asks the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from app.core.database import Database
from app.matches.live.poller import THREAD_NAME as POLLER


@contextmanager
def recorded(database: Database) -> Iterator[list[str]]:
    """Collect the SELECT statements that are sent meanwhile, apart from the poller's."""
    statements: list[str] = []

    def record(*arguments: object) -> None:
        statement = str(arguments[2])
        is_polling = threading.current_thread().name == POLLER
        if statement.lstrip().upper().startswith("SELECT") and not is_polling:
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", record)
