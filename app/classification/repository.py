"""Reads and writes of the instance's synonyms."""

from sqlalchemy import func, select

from app.core.database import Session
from app.core.pagination import Page, PageRequest, cut_page
from app.models import Synonym
from app.reference.text import fold


class SynonymRepository:
    """The synonyms of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, synonym: Synonym) -> None:
        """Add a synonym and give it its id."""
        self._session.add(synonym)
        self._session.flush()

    def delete(self, synonym: Synonym) -> None:
        """Delete a synonym."""
        self._session.delete(synonym)
        self._session.flush()

    def get(self, synonym_id: str) -> Synonym | None:
        """Return a synonym by its id."""
        return self._session.get(Synonym, synonym_id)

    def get_by_key(self, key: str, category: str) -> Synonym | None:
        """Return the synonym of a phrase and a category."""
        query = select(Synonym).where(Synonym.key == key, Synonym.category == category)
        return self._session.scalar(query)

    def find_all(self) -> list[Synonym]:
        """Return every synonym, in the order of their making."""
        return list(self._session.scalars(select(Synonym).order_by(Synonym.id)))

    def stamp(self) -> tuple[int, str]:
        """Return what changes whenever a synonym is added or deleted."""
        query = select(func.count(Synonym.id), func.coalesce(func.max(Synonym.id), ""))
        count, newest = self._session.execute(query).one()
        return count, newest

    def find_page(self, page: PageRequest, *, q: str | None, category: str | None) -> Page[Synonym]:
        """Return synonyms in the order of their making, narrowed where asked."""
        query = select(Synonym).order_by(Synonym.id).limit(page.limit + 1)
        if q is not None:
            query = query.where(func.lower(Synonym.key).contains(fold(q), autoescape=True))
        if category is not None:
            query = query.where(Synonym.category == category)
        if page.after is not None:
            query = query.where(Synonym.id > page.after)
        rows = self._session.scalars(query).all()
        return cut_page(rows, page.limit, lambda synonym: synonym.id)
