"""The look-up behind every request with a key."""

from sqlalchemy import select

from app.core.database import Session
from app.models import ApiKey


class KeyLookup:
    """The API keys of one session, by what their tokens show."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_by_lookup(self, lookup: str) -> ApiKey | None:
        """Return a key by the part of its token that is looked up."""
        return self._session.scalar(select(ApiKey).where(ApiKey.lookup == lookup))
