"""Reads and writes of API keys."""

from sqlalchemy import select

from app.core.database import Session
from app.core.pagination import Page, PageRequest, cut_page
from app.models import ApiKey, Organization


class ApiKeyRepository:
    """The API keys of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, key: ApiKey) -> None:
        """Add a key and give it its id."""
        self._session.add(key)
        self._session.flush()

    def get(self, key_id: str) -> ApiKey | None:
        """Return a key by its id."""
        return self._session.get(ApiKey, key_id)

    def find_page(self, page: PageRequest, organization_id: str | None) -> Page[ApiKey]:
        """Return keys in the order of their making."""
        query = select(ApiKey).order_by(ApiKey.id).limit(page.limit + 1)
        if organization_id is not None:
            query = query.where(ApiKey.organization_id == organization_id)
        if page.after is not None:
            query = query.where(ApiKey.id > page.after)
        return cut_page(self._session.scalars(query).all(), page.limit, lambda key: key.id)

    def get_organization(self, organization_id: str) -> Organization | None:
        """Return the organization that a key would act for, and let nobody merge it until the end.

        One that went into another gives that other.
        """
        query = select(Organization).with_for_update(read=True, key_share=True)
        query = query.execution_options(populate_existing=True)
        found = self._session.scalar(query.where(Organization.id == organization_id))
        while found is not None and found.merged_into_id is not None:
            found = self._session.scalar(query.where(Organization.id == found.merged_into_id))
        return found
