"""Writes of many demands at once, as plain rows."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Table

from app.core.database import Session
from app.core.inserting import insert_rows
from app.models import Demand, DemandCategory, DemandCertification
from app.models.base import Base

_DEMANDS, _CATEGORIES, _CERTIFICATIONS = (
    cast("Table", table.__table__) for table in (Demand, DemandCategory, DemandCertification)
)


class DemandBulkRepository:
    """The demands of one session, many at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, demands: Sequence[Demand]) -> None:
        """Add demands with their codes.

        Args:
            demands: Objects that belong to no session, with their ids; they stay outside.
        """
        categories = [link for demand in demands for link in demand.category_links]
        certifications = [link for demand in demands for link in demand.certification_links]
        insert_rows(self._session, _DEMANDS, [_plain(_DEMANDS, demand) for demand in demands])
        insert_rows(self._session, _CATEGORIES, [_plain(_CATEGORIES, link) for link in categories])
        held = [_plain(_CERTIFICATIONS, link) for link in certifications]
        insert_rows(self._session, _CERTIFICATIONS, held)


def _plain(table: Table, row: Base) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in table.columns}
