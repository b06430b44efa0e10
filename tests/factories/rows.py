"""How much the database holds, to see that nothing was written."""

from sqlalchemy import func, select

from app.core.database import Database
from app.models import Base


def count_rows(database: Database) -> dict[str, int]:
    """Return the number of rows of each table."""
    with database.read() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }
