"""Runs migrations over the same engine as the service."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection, text

from app.core.database import make_engine
from app.core.settings import load_settings
from app.models import Base
from app.models.base import ExactQuantity, UtcDateTime

STATEMENT_TIMEOUT = "10min"


def render_plainly(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our column types as what the database stores, so that migrations outlive them."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, ExactQuantity):
        return "sa.BigInteger()"
    return False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_plainly,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    engine = make_engine(load_settings().database_url)
    with engine.connect() as opened:
        migrate(opened)
    engine.dispose()
