"""Changes, gaps and opportunities as answers, in the words of one language."""

from app.analytics.schemas import (
    ChangeRead,
    ChangeSetRead,
    OpportunityRead,
    ProgrammeRead,
    SearchRead,
    SearchStatus,
)
from app.core.i18n import Language
from app.matches.views import facts_of
from app.matching import Evidence, render, to_score
from app.matching.counterfactuals import Change, ChangeSet, Opportunity, Programme, Search
from app.reference import Reference


class ChangeWording:
    """Puts changes into words of one language.

    Args:
        language: The language.
        reference: Knows the names of the codes.
    """

    def __init__(self, language: Language, reference: Reference) -> None:
        self._language = language
        self._reference = reference

    def search(self, found: Search) -> SearchRead:
        """Return what it takes to reach an aim."""
        status: SearchStatus = "found" if found.sets else "not_found"
        return SearchRead(
            status="reached" if found.is_reached else status,
            sets=[self._change_set(item) for item in found.sets],
            nearest=None if found.best is None else self._change_set(found.best),
            is_complete=found.is_complete,
        )

    def opportunity(self, found: Opportunity) -> OpportunityRead:
        """Return one change and the demands it matters for."""
        return OpportunityRead(
            change=self._change(found.change),
            opens=len(found.opens),
            lifts=len(found.lifts),
            opened_demands=list(found.opens),
            lifted_demands=list(found.lifts),
        )

    def programme(self, found: Programme) -> ProgrammeRead:
        """Return one change over the whole market."""
        return ProgrammeRead(
            topic=found.topic,
            code=found.evidence.code,
            text=self._text(found.evidence),
            params=facts_of(found.evidence.params),
            pairs=found.pairs,
            to_confirm=found.to_confirm,
            suppliers=found.suppliers,
            demands=found.demands,
            first_suppliers=list(found.first_suppliers),
            first_demands=list(found.first_demands),
        )

    def _change_set(self, found: ChangeSet) -> ChangeSetRead:
        return ChangeSetRead(
            changes=[self._change(change) for change in found.changes],
            eligibility=found.eligibility.value,
            score=to_score(found.score),
        )

    def _change(self, change: Change) -> ChangeRead:
        evidence = change.evidence
        return ChangeRead(
            key=change.key,
            kind=change.kind,
            code=evidence.code,
            text=self._text(evidence),
            params=facts_of(evidence.params),
        )

    def _text(self, evidence: Evidence) -> str:
        return render(evidence, self._language, self._reference)
