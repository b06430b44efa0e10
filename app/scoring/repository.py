"""Reads and writes of scoring profiles and of their activations."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core.database import Session
from app.models import Base, ScoringActivation, ScoringProfileVersion


class ScoringProfileRepository:
    """The scoring profiles of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: Base) -> bool:
        """Add a version or an activation; False when another transaction has taken its place.

        A transaction that has taken it and has not ended yet is waited for: the unique key
        decides. What else this transaction did stands.
        """
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True

    def get_one(self, profile_id: str) -> ScoringProfileVersion:
        """Return the version with an id that was read before; none is ever deleted."""
        return self._session.get_one(ScoringProfileVersion, profile_id)

    def get_id(self, name: str, version: int | None) -> str | None:
        """Return the id of a version, of the newest one where none is named."""
        query = select(ScoringProfileVersion.id).where(ScoringProfileVersion.name == name)
        if version is not None:
            query = query.where(ScoringProfileVersion.version == version)
        return self._session.scalar(query.order_by(ScoringProfileVersion.version.desc()).limit(1))

    def get_active(self) -> tuple[int, str | None]:
        """Return the number of the newest activation and its profile's id; None: built in."""
        query = select(ScoringActivation.number, ScoringActivation.profile_id)
        found = self._session.execute(
            query.order_by(ScoringActivation.number.desc()).limit(1)
        ).first()
        return (0, None) if found is None else (found.number, found.profile_id)

    def get_newest_version(self, name: str) -> int:
        """Return the newest version of a name; 0 where there is none."""
        query = (
            select(ScoringProfileVersion.version)
            .where(ScoringProfileVersion.name == name)
            .order_by(ScoringProfileVersion.version.desc())
            .limit(1)
        )
        return self._session.scalar(query) or 0

    def find_versions(self, name: str, limit: int) -> list[ScoringProfileVersion]:
        """Return the versions of a name, newest first."""
        query = (
            select(ScoringProfileVersion)
            .where(ScoringProfileVersion.name == name)
            .order_by(ScoringProfileVersion.version.desc())
            .limit(limit)
        )
        return list(self._session.scalars(query))

    def find_names(self, limit: int) -> list[str]:
        """Return the names that there are, in the order of the alphabet."""
        name = ScoringProfileVersion.name
        return sorted(self._session.scalars(select(name).distinct().order_by(name).limit(limit)))

    def find_after(self, after: str, limit: int) -> list[ScoringProfileVersion]:
        """Return versions in the order of their making, from behind an id on."""
        query = select(ScoringProfileVersion).where(ScoringProfileVersion.id > after)
        return list(self._session.scalars(query.order_by(ScoringProfileVersion.id).limit(limit)))
