"""Reads and writes of demand lists, and of the demands of one list together."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import selectinload

from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.models import Demand, DemandList
from app.reference.text import fold


class DemandListRepository:
    """The demand lists of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, demand_list: DemandList) -> None:
        """Add a list and give it its id."""
        self._session.add(demand_list)
        self._session.flush()

    def flush(self) -> None:
        """Send the changes to the database, so that its constraints speak now."""
        self._session.flush()

    def delete(self, demand_list: DemandList) -> None:
        """Delete a list; the database deletes its demands with it."""
        self._session.delete(demand_list)
        self._session.flush()

    def get(self, demand_list_id: str) -> DemandList | None:
        """Return a list by its id."""
        return self._session.get(DemandList, demand_list_id)

    def get_locked(self, demand_list_id: str) -> DemandList | None:
        """Return a list as it is now, and let nobody change or add to it until the end."""
        query = select(DemandList).where(DemandList.id == demand_list_id).with_for_update()
        return self._session.scalar(query.execution_options(populate_existing=True))

    def has_name(self, buyer_id: str, name: str) -> bool:
        """Tell whether a buyer has a list of this name."""
        query = select(DemandList.id).where(
            DemandList.buyer_id == buyer_id, DemandList.name == name
        )
        return self._session.scalar(query) is not None

    def has_external_id(self, buyer_id: str, external_id: str) -> bool:
        """Tell whether a buyer has a list with this number."""
        query = select(DemandList.id).where(
            DemandList.buyer_id == buyer_id, DemandList.external_id == external_id
        )
        return self._session.scalar(query) is not None

    def find_page(
        self, page: PageRequest, *, owner_id: str | None, buyer_id: str | None, q: str | None
    ) -> Page[DemandList]:
        """Return lists in the order of their making, narrowed where asked."""
        query = select(DemandList).order_by(DemandList.id).limit(page.limit + 1)
        if owner_id is not None:
            query = query.where(DemandList.buyer_id == owner_id)
        if buyer_id is not None:
            query = query.where(DemandList.buyer_id == buyer_id)
        if q is not None:
            query = query.where(DemandList.search_text.contains(fold(q), autoescape=True))
        if page.after is not None:
            query = query.where(DemandList.id > page.after)
        return cut_page(self._session.scalars(query).all(), page.limit, lambda row: row.id)

    def count_demands(self, demand_list_ids: Sequence[str]) -> dict[str, dict[str, int]]:
        """Return by list and status how many demands there are."""
        counts: dict[str, dict[str, int]] = {list_id: {} for list_id in demand_list_ids}
        query = (
            select(DemandList.id, Demand.status, func.count())
            .join(Demand, Demand.demand_list_id == DemandList.id)
            .where(DemandList.id.in_(demand_list_ids))
            .group_by(DemandList.id, Demand.status)
        )
        for list_id, status, count in self._session.execute(query):
            counts[list_id][status] = count
        return counts

    def find_demands_locked(
        self, demand_list_id: str, *, status: str | None = None
    ) -> list[Demand]:
        """Return the demands of a list with their codes, and let nobody change them until the end.

        They are locked in the order of their ids, so that two of these wait instead of blocking
        each other for good.
        """
        query = (
            select(Demand)
            .where(Demand.demand_list_id == demand_list_id)
            .order_by(Demand.id)
            .options(selectinload(Demand.category_links), selectinload(Demand.certification_links))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if status is not None:
            query = query.where(Demand.status == status)
        return list(self._session.scalars(query))

    def open_demands(self, demand_ids: Sequence[str], now: datetime) -> None:
        """Make locked demands open; the rows in hand are not refreshed."""
        for batch in batches(demand_ids):
            self._session.execute(
                update(Demand)
                .where(Demand.id.in_(batch))
                .values(status="open", updated_at=now, version=Demand.version + 1)
                .execution_options(synchronize_session=False)
            )
