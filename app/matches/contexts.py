"""Contexts that rankings of the same day and scoring profile share, to look things up once."""

from datetime import date
from threading import Lock

from app.matching import ScoringProfile
from app.matching.context import MatchContext
from app.reference import load_reference
from app.reference.category_relations import CategoryRelation
from app.reference.certifications import CertificationRelation

KEPT = 4
"""Contexts kept at a time: usually one profile is in force, on one day."""

USES = 5_000
"""Rankings after which a context is made anew, so that what it remembers stays small."""


_RELATIONS: dict[tuple[str, str], CategoryRelation] = {}
_IMPLICATIONS: dict[tuple[str, str], CertificationRelation] = {}
"""What contexts remember of the reference data, which stay the same: as many as pairs of codes."""


class Contexts:
    """The contexts of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: dict[tuple[ScoringProfile, date], tuple[MatchContext, int]] = {}

    def get(self, scoring: ScoringProfile, today: date) -> MatchContext:
        """Return the context of a profile on a day."""
        key = (scoring, today)
        with self._lock:
            context, uses = self._held.pop(key, (None, 0))
            if context is None or uses >= USES:
                context, uses = (
                    MatchContext(
                        scoring,
                        today,
                        load_reference(),
                        _relations=_RELATIONS,
                        _implications=_IMPLICATIONS,
                    ),
                    0,
                )
            self._held[key] = (context, uses + 1)
            if len(self._held) > KEPT:
                del self._held[next(iter(self._held))]
        return context


_CONTEXTS = Contexts()


def context_of(scoring: ScoringProfile, today: date) -> MatchContext:
    """Return the shared context of a profile on a day."""
    return _CONTEXTS.get(scoring, today)


def relate_categories() -> None:
    """Look up how every category stands to every other, before somebody asks."""
    categories = load_reference().categories
    context = context_of(ScoringProfile(), date.min)
    for asked in categories:
        for offered in categories:
            context.relation(asked.code, offered.code)
