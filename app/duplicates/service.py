"""Finding companies that are registered twice, and remembering which are not."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from threading import Lock

from app.audit.service import AuditTrail
from app.core.database import Session
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.pagination import Page, PageRequest, cut_page
from app.core.principal import Principal
from app.duplicates.company import CompanyFacts
from app.duplicates.errors import DistinctionNotFoundError
from app.duplicates.evidence import REVIEW_SCORE, Verdict
from app.duplicates.records import Fields
from app.duplicates.repository import DistinctionRepository, StockRepository
from app.duplicates.stock import Candidate, Pair, Stock
from app.models import Organization, OrganizationDistinction
from app.organizations.errors import OrganizationMergedError, OrganizationNotFoundError

__all__ = ["Candidate", "CompanyFacts", "DuplicateService", "Pair"]

MOST_CANDIDATES = 10
"""Candidates that are named for one company."""

_SAME_TWICE = Text("Name two different organizations.", "Hãy nêu hai doanh nghiệp khác nhau.")

_stock = Stock()
_stock_lock = Lock()
"""One stock serves all requests of a process: most of it is the same from one to the next."""


class DuplicateService:
    """Duplicates in one transaction, for the centre.

    The companies are loaded once, at the first question; those that are registered later in the
    same transaction are not among the candidates. Keep one service for all batches of an import.
    """

    def __init__(self, session: Session, actor: Principal) -> None:
        self._actor = actor
        self._companies = StockRepository(session)
        self._distinctions = DistinctionRepository(session)
        self._audit = AuditTrail(session, actor)
        self._facts: Mapping[str, CompanyFacts] | None = None
        self._told_apart: set[tuple[str, str]] = set()

    def find_candidates(
        self,
        page: PageRequest,
        *,
        threshold: int = REVIEW_SCORE,
        verdict: Verdict | None = None,
        organization_id: str | None = None,
    ) -> Page[Pair]:
        """Return pairs of registered companies that may be one, the likeliest first.

        Pairs that were found to be two companies are left out.

        Args:
            page: The page.
            threshold: Least score.
            verdict: Narrows to one verdict.
            organization_id: Narrows to the pairs of one organization.

        Raises:
            OrganizationNotFoundError: There is no such organization.
        """
        if organization_id is not None:
            self._check_exists(organization_id)
        found = [
            pair
            for pair in self._pairs()
            if pair.evidence.score >= threshold
            and (verdict is None or pair.evidence.verdict == verdict)
            and (organization_id is None or organization_id in {pair.first_id, pair.second_id})
            and (pair.first_id, pair.second_id) not in self._told_apart
            and (page.after is None or pair.rank > page.after)
        ]
        return cut_page(found, page.limit, lambda pair: pair.rank)

    def candidates_for(
        self,
        companies: Iterable[CompanyFacts],
        *,
        threshold: int = REVIEW_SCORE,
        limit: int = MOST_CANDIDATES,
    ) -> dict[Hashable, list[Candidate]]:
        """Return by key the registered companies that each of these may be, the likeliest first.

        A company that is registered itself is not its own candidate, nor are those that it was
        told apart from. Without candidates the list is empty.

        Args:
            companies: What is known of the companies.
            threshold: Least score.
            limit: Most candidates of one company.
        """
        facts = self._load()
        with _stock_lock:
            _stock.bring_up_to(facts)
            return {
                company.key: [
                    candidate
                    for candidate in _stock.candidates(company, threshold)
                    if candidate.score >= threshold
                    and not self._is_told_apart(company, candidate.organization_id)
                ][:limit]
                for company in companies
            }

    def find_organizations(self, organization_ids: Iterable[str]) -> dict[str, Organization]:
        """Return organizations by id."""
        return self._distinctions.find_organizations(organization_ids)

    def create_distinction(
        self, first_id: str, second_id: str, note: str = ""
    ) -> OrganizationDistinction:
        """Remember that two organizations are two companies; saying it again changes nothing.

        Raises:
            InvalidInputError: It is one organization, named twice.
            OrganizationNotFoundError: There is no such organization.
            OrganizationMergedError: One of them went into another.
        """
        if first_id == second_id:
            raise InvalidInputError(
                [Problem("same_organization", _SAME_TWICE, pointer="/second_id")]
            )
        first, second = sorted((first_id, second_id))
        for row_id in (first, second):
            organization = self._check_exists(row_id)
            if organization.merged_into_id is not None:
                raise OrganizationMergedError(merged_into_id=organization.merged_into_id)
        known = self._distinctions.get_of_pair(first, second)
        if known is not None:
            return known
        decision = OrganizationDistinction(
            first_id=first, second_id=second, note=note, created_by=self._actor.key_id
        )
        self._distinctions.add_all([decision])
        self._told_apart.add((first, second))
        self._record("created", decision)
        return decision

    def find_distinctions(
        self, page: PageRequest, organization_id: str | None = None
    ) -> Page[OrganizationDistinction]:
        """Return what was found to be two companies, in the order of the decisions."""
        return self._distinctions.find_page(page, organization_id)

    def delete_distinction(self, distinction_id: str) -> None:
        """Forget that two organizations are two companies.

        Raises:
            DistinctionNotFoundError: There is no such decision.
        """
        decision = self._distinctions.get(distinction_id)
        if decision is None:
            raise DistinctionNotFoundError
        self._told_apart.discard((decision.first_id, decision.second_id))
        self._record("deleted", decision)
        self._distinctions.delete(decision)

    def _pairs(self) -> Sequence[Pair]:
        facts = self._load()
        with _stock_lock:
            _stock.bring_up_to(facts)
            return _stock.pairs()

    def _load(self) -> Mapping[str, CompanyFacts]:
        if self._facts is None:
            self._facts = self._companies.find_facts()
            self._told_apart = self._distinctions.find_pairs()
        return self._facts

    def _is_told_apart(self, company: CompanyFacts, organization_id: str) -> bool:
        own_id = company.organization_id
        if own_id is None:
            return False
        return (min(own_id, organization_id), max(own_id, organization_id)) in self._told_apart

    def _check_exists(self, organization_id: str) -> Organization:
        found = self._distinctions.find_organizations([organization_id])
        if organization_id not in found:
            raise OrganizationNotFoundError
        return found[organization_id]

    def _record(self, action: str, decision: OrganizationDistinction) -> None:
        what = Fields(
            {
                "first_id": decision.first_id,
                "second_id": decision.second_id,
                "note": decision.note,
            }
        )
        is_new = action == "created"
        self._audit.record(
            action,
            "organization_distinction",
            decision.id,
            before=None if is_new else what,
            after=what if is_new else None,
        )
