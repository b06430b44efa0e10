"""Reads and writes of merges."""

from sqlalchemy import ColumnElement, func, or_, select

from app.core.database import Session
from app.core.pagination import Page, PageRequest, cut_page
from app.models import OrganizationMerge


class MergeRepository:
    """The merges of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, merge: OrganizationMerge) -> None:
        """Add a merge, numbered after all that share an organization with it."""
        table = OrganizationMerge
        query = select(func.max(table.number)).where(_shares(merge.survivor_id, merge.merged_id))
        merge.number = (self._session.scalar(query) or 0) + 1
        self._session.add(merge)
        self._session.flush()

    def get(self, merge_id: str) -> OrganizationMerge | None:
        """Return a merge by its id."""
        return self._session.get(OrganizationMerge, merge_id)

    def get_locked(self, merge_id: str) -> OrganizationMerge | None:
        """Return a merge as it is now, and let nobody undo it until the end."""
        query = select(OrganizationMerge).where(OrganizationMerge.id == merge_id).with_for_update()
        return self._session.scalar(query.execution_options(populate_existing=True))

    def get_later(self, merge: OrganizationMerge) -> OrganizationMerge | None:
        """Return the last merge that came after one and was not undone, if any builds on it."""
        table = OrganizationMerge
        query = (
            select(table)
            .where(_shares(merge.survivor_id, merge.merged_id))
            .where(table.undone_at.is_(None), table.number > merge.number)
            .order_by(table.number.desc())
            .limit(1)
        )
        return self._session.scalar(query)

    def find_page(
        self, page: PageRequest, *, organization_id: str | None, undone: bool | None
    ) -> Page[OrganizationMerge]:
        """Return merges, newest first."""
        table = OrganizationMerge
        query = select(table).order_by(table.id.desc()).limit(page.limit + 1)
        if organization_id is not None:
            query = query.where(_shares(organization_id))
        if undone is not None:
            query = query.where(
                table.undone_at.is_not(None) if undone else table.undone_at.is_(None)
            )
        if page.after is not None:
            query = query.where(table.id < page.after)
        return cut_page(self._session.scalars(query).all(), page.limit, lambda row: row.id)


def _shares(*organization_ids: str) -> ColumnElement[bool]:
    return or_(
        OrganizationMerge.survivor_id.in_(organization_ids),
        OrganizationMerge.merged_id.in_(organization_ids),
    )
