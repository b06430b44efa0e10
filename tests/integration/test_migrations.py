"""One set of migrations for both databases, up and down, in step with the models."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL

from app.core.database import Database
from app.core.migrations import downgrade, head_revision, stored_revision, upgrade
from app.models import Base


@pytest.fixture
def empty_database(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Database]:
    """Make a database without any table, apart from the one that other tests share."""
    if backend == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'migrations.db'}")
        yield database
        database.dispose()
        return
    server: URL = request.getfixturevalue("postgres_url")
    shared = Database(server.render_as_string(hide_password=False))
    with shared.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CREATE DATABASE migrations"))
        database = Database(server.set(database="migrations").render_as_string(hide_password=False))
        yield database
        database.dispose()
        connection.execute(text("DROP DATABASE migrations"))
    shared.dispose()


def test_the_schema_goes_up_down_and_up_again(empty_database: Database) -> None:
    assert stored_revision(empty_database.engine) is None
    upgrade(empty_database.engine)
    assert stored_revision(empty_database.engine) == head_revision()
    downgrade(empty_database.engine)
    assert inspect(empty_database.engine).get_table_names() == ["alembic_version"]
    upgrade(empty_database.engine)
    assert set(Base.metadata.tables) < set(inspect(empty_database.engine).get_table_names())


def test_the_migrations_make_what_the_models_say(empty_database: Database) -> None:
    upgrade(empty_database.engine)
    with empty_database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
