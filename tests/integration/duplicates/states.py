"""All rows of a database, to see what a merge and its undoing leave behind."""

from typing import Any

from sqlalchemy import select

from app.core.database import Database
from app.models import Base

State = dict[str, dict[str, dict[str, Any]]]

COUNTED = {"version", "updated_at"}
RECORDS = {"audit_records", "idempotency_records", "market_changes", "organization_merges"}


def state_of(database: Database) -> State:
    """Return every row by table and id, apart from counters and from what records changes."""
    found: State = {}
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in RECORDS:
                continue
            keys = [column.name for column in table.primary_key.columns]
            found[table.name] = {
                " ".join(str(row[name]) for name in keys): {
                    name: value for name, value in row.items() if name not in COUNTED
                }
                for row in session.execute(select(table)).mappings()
            }
    return found
