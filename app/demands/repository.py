"""Reads and writes of demands."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.demands.filters import DemandFilter
from app.models import Demand, DemandCategory
from app.reference.text import fold


class DemandRepository:
    """The demands of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def flush(self) -> None:
        """Send the changes to the database, so that its constraints speak now."""
        self._session.flush()

    def delete(self, demand: Demand) -> None:
        """Delete a demand with its codes."""
        self._session.delete(demand)
        self._session.flush()

    def get(self, demand_id: str) -> Demand | None:
        """Return a demand with its codes and its buyer."""
        query = _with_codes().options(joinedload(Demand.buyer)).where(Demand.id == demand_id)
        return self._session.scalar(query)

    def find_page(
        self,
        page: PageRequest,
        wanted: DemandFilter,
        *,
        owner_id: str | None,
        categories: Collection[str] | None,
    ) -> Page[Demand]:
        """Return demands with their codes in the order of their making, narrowed where asked.

        Args:
            page: The page.
            wanted: What was asked for; its category stands in ``categories``.
            owner_id: Buyer beyond whose demands nothing is seen.
            categories: Codes of which a demand has at least one.
        """
        query = _narrow(_with_codes(), wanted).order_by(Demand.id).limit(page.limit + 1)
        if owner_id is not None:
            query = query.where(Demand.buyer_id == owner_id)
        if categories is not None:
            query = query.where(Demand.category_links.any(DemandCategory.code.in_(categories)))
        if page.after is not None:
            query = query.where(Demand.id > page.after)
        return cut_page(self._session.scalars(query).all(), page.limit, lambda row: row.id)

    def find_external_ids(
        self, demand_list_id: str, external_ids: Sequence[str], *, except_id: str | None = None
    ) -> set[str]:
        """Return which of these numbers other demands of a list have."""
        found: set[str] = set()
        for batch in batches(external_ids):
            query = select(Demand.external_id).where(
                Demand.demand_list_id == demand_list_id, Demand.external_id.in_(batch)
            )
            if except_id is not None:
                query = query.where(Demand.id != except_id)
            found.update(number for number in self._session.scalars(query) if number is not None)
        return found

    def find_open_versions(self) -> dict[str, int]:
        """Return id and version of every open demand."""
        query = select(Demand.id, Demand.version).where(Demand.status == "open")
        return {row.id: row.version for row in self._session.execute(query)}

    def find_with_buyer(self, demand_ids: Sequence[str]) -> list[Demand]:
        """Return a page of demands with their codes and buyers."""
        query = _with_codes().options(joinedload(Demand.buyer)).where(Demand.id.in_(demand_ids))
        return list(self._session.scalars(query))


def _with_codes() -> Select[Demand]:
    return select(Demand).options(
        selectinload(Demand.category_links), selectinload(Demand.certification_links)
    )


def _narrow(query: Select[Demand], wanted: DemandFilter) -> Select[Demand]:
    equal = (
        (Demand.buyer_id, wanted.buyer_id),
        (Demand.status, wanted.status),
        (Demand.demand_list_id, wanted.demand_list_id),
        (Demand.external_id, wanted.external_id),
        (Demand.needs_review, wanted.needs_review),
    )
    for column, value in equal:
        if value is not None:
            query = query.where(column == value)
    if wanted.q is not None:
        query = query.where(Demand.search_text.contains(fold(wanted.q), autoescape=True))
    return query
