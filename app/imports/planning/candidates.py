"""Registered companies that the rows of a supplier list may be."""

from collections.abc import Mapping, Sequence

from app.core.database import Session
from app.core.principal import COMMAND_LINE
from app.duplicates.service import Candidate, DuplicateService
from app.imports.planning.company_facts import facts_of
from app.imports.planning.findings import Json
from app.imports.planning.register_repository import RegisterRepository
from app.models import ImportRow

MOST_CANDIDATES = 5


class RegisteredCandidates:
    """Looks for registered companies that new ones may be.

    One is kept for all batches of a file: what is registered is loaded once.
    """

    def __init__(self) -> None:
        self._duplicates: DuplicateService | None = None
        self._is_empty: bool | None = None

    def find(self, session: Session, rows: Sequence[ImportRow]) -> Mapping[int, Sequence[Json]]:
        """Return candidates by row number, likeliest first; rows without any are left out."""
        if not rows or not self._has_companies(session):
            return {}
        if self._duplicates is None:
            self._duplicates = DuplicateService(session, COMMAND_LINE)
        found = self._duplicates.candidates_for(
            (facts_of(row.number, row.content) for row in rows), limit=MOST_CANDIDATES
        )
        ids = sorted({item.organization_id for items in found.values() for item in items})
        names = DuplicateService(session, COMMAND_LINE).find_organizations(ids) if ids else {}
        return {
            row.number: [_shown(item, names[item.organization_id].name) for item in items]
            for row in rows
            if (items := [item for item in found[row.number] if item.verdict != "different"])
        }

    def _has_companies(self, session: Session) -> bool:
        if self._is_empty is None:
            self._is_empty = not RegisterRepository(session).has_organizations()
        return not self._is_empty


def _shown(item: Candidate, name: str) -> Json:
    return {
        "organization_id": item.organization_id,
        "name": name,
        "score": item.score,
        "verdict": item.verdict,
        "reasons": [
            {"code": sign.code, "text": {"en": sign.text.en, "vi": sign.text.vi}}
            for sign in item.evidence.signs
        ],
    }
