"""The engine, and sessions that behave the same on SQLite and on PostgreSQL.

SQLite: WAL, foreign keys on, busy timeout; the driver's own transaction handling is off and
``BEGIN`` is emitted here, because savepoints fail to isolate otherwise. A writing session
begins with ``BEGIN IMMEDIATE``: a deferred one that turns to writing fails at once when
somebody else wrote in between, whatever the timeout.

PostgreSQL: writes run at READ COMMITTED, reads at REPEATABLE READ, so that an answer made of
several statements shows one state; SQLite's WAL gives readers a snapshot anyway.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar

from pydantic_core import PydanticSerializationError, from_json, to_json
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session, sessionmaker

from app.core.settings import Settings

__all__ = [
    "Database",
    "Session",
    "batches",
    "make_engine",
    "normalise_url",
    "open_database",
    "renew_snapshot",
    "snapshot_time",
]

T = TypeVar("T")

BATCH = 500
"""Values in one IN list: both databases plan this many well and allow it."""

CACHE_KIB = 32 * 1024
"""Pages that one connection to SQLite keeps in memory at most. Its own 2 MiB are too few for the
indexes into which a large import writes: that took a tenth longer."""

_BEGIN = "ketnoi_begin"
_SNAPSHOT = "ketnoi_snapshot"
_BEGAN = "ketnoi_began"


class Database:
    """The database of one process.

    Args:
        url: SQLAlchemy URL; a bare ``postgresql://`` gets the psycopg driver.
        pool_size: Connections kept open at most.
        timeout_seconds: How long to wait for a lock.
    """

    def __init__(self, url: str, *, pool_size: int = 10, timeout_seconds: float = 10.0) -> None:
        self.engine = make_engine(url, pool_size=pool_size, timeout_seconds=timeout_seconds)
        writes: Engine = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        reads: Engine = self.engine
        if self.engine.dialect.name == "postgresql":
            reads = self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._writes = sessionmaker(writes, expire_on_commit=False)
        self._reads = sessionmaker(reads, expire_on_commit=False, info={_SNAPSHOT: True})
        event.listen(self._reads, "after_begin", _note_begin)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose work is committed at the end, or rolled back on any error."""
        with self._writes() as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that sees one state and changes nothing."""
        with self._reads() as session:
            yield session

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call a function after every commit of a writing session of this process.

        It is called before the one who has written goes on.
        """
        event.listen(self._writes, "after_commit", lambda _session: listener())

    def ping(self) -> None:
        """Ask the database for an answer.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: It gave none.
        """
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def renew_snapshot(session: Session) -> None:
    """Let a reading session see the state of now; a writing one keeps its transaction.

    What the session has loaded belongs to the old state and is forgotten.
    """
    if session.info.get(_SNAPSHOT):
        session.rollback()
        session.expunge_all()


def snapshot_time(session: Session) -> float:
    """Return a moment at or before that of a reading session's snapshot, by the monotonic clock.

    A session that writes, or has not read yet, has no snapshot: minus infinity.
    """
    began: float = session.info.get(_BEGAN, -math.inf)
    return began


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database of a deployment, and close it at the end."""
    database = Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        timeout_seconds=settings.database_timeout_seconds,
    )
    try:
        yield database
    finally:
        database.dispose()


def make_engine(url: str, *, pool_size: int = 10, timeout_seconds: float = 10.0) -> Engine:
    """Make an engine with the habits that this module's docstring names."""
    parsed = normalise_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed,
            connect_args={"timeout": timeout_seconds},
            json_serializer=_write_json,
            json_deserializer=_read_json,
        )
        _prepare_sqlite(engine, timeout_seconds)
        return engine
    milliseconds = int(timeout_seconds * 1000)
    options = f"-c lock_timeout={milliseconds} -c timezone=UTC"
    return create_engine(
        parsed,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=timeout_seconds,
        pool_pre_ping=True,
        json_serializer=_write_json,
        json_deserializer=_read_json,
        connect_args={"options": options, "connect_timeout": max(2, int(timeout_seconds))},
    )


def normalise_url(url: str) -> URL:
    """Read a database URL and name the psycopg driver where none is named.

    Raises:
        ValueError: The database is neither SQLite nor PostgreSQL.
    """
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        msg = f"{parsed.get_backend_name()!r} is not supported: use sqlite:/// or postgresql://"
        raise ValueError(msg)
    return parsed


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut values into pieces that fit into one IN list."""
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _write_json(value: object) -> str:
    """Write JSON for a column, quickly: rows hold many lists and records."""
    try:
        return to_json(value).decode()
    except PydanticSerializationError:  # half of a surrogate pair, which only escapes can hold
        return json.dumps(value)


def _read_json(content: str) -> Any:
    """Read JSON of a column, quickly."""
    try:
        return from_json(content)
    except ValueError:  # as above
        return json.loads(content)


def _note_begin(session: Session, _transaction: object, _connection: object) -> None:
    session.info[_BEGAN] = monotonic()


def _prepare_sqlite(engine: Engine, timeout_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {int(timeout_seconds * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
        connection.exec_driver_sql(statement)
