"""Bringing the database's schema to the version that this code needs."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

_ROOT = Path(__file__).resolve().parents[2]


@cache
def head_revision() -> str:
    """Return the schema version that this code needs.

    Raises:
        LookupError: There are no migrations beside the package.
    """
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        msg = f"no migrations in {_ROOT / 'migrations'}"
        raise LookupError(msg)
    return head


def stored_revision(engine: Engine) -> str | None:
    """Return the schema version of a database; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database to a schema version, the newest by default."""
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take a database back to a schema version; ``base`` empties it."""
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _config() -> Config:
    return Config(_ROOT / "alembic.ini")
