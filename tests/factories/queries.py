"""Counting what a request asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from app.core.database import Database


@contextmanager
def recorded(database: Database) -> Iterator[list[str]]:
    """Collect the SELECT statements that anybody sends meanwhile."""
    statements: list[str] = []

    def record(*arguments: object) -> None:
        statement = str(arguments[2])
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", record)
