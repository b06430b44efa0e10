"""Reconciliation of companies, as far as the asker may find them."""

from collections.abc import Sequence

from app.core.database import Session
from app.core.i18n import Language
from app.core.principal import Principal
from app.models import Organization, SupplierProfile
from app.reconciliation.company_index import CompanyIndexes
from app.reconciliation.company_properties import (
    COMPANY_PROPERTIES,
    Company,
    show_to_buyer,
    show_to_centre,
)
from app.reconciliation.evidence import Judgement, choose, judge, read_query
from app.reconciliation.extending import EntityNotFoundError, extend, write_preview
from app.reconciliation.facts import OrganizationFacts
from app.reconciliation.kinds import COMPANY_TYPES, name_types
from app.reconciliation.limits import LONGEST_TEXT, cut_candidates
from app.reconciliation.properties import Property
from app.reconciliation.repository import Audience, ReconciliationRepository
from app.reconciliation.schemas import (
    MAX_CANDIDATES,
    ExtensionQuery,
    MatchingFeature,
    QueryBatch,
    ReconciliationCandidate,
    ReconciliationQuery,
    ReconciliationResult,
    ResultBatch,
)
from app.reconciliation.service_schemas import ExtensionAnswer, Suggestion

_Judged = tuple[OrganizationFacts, Judgement]


class CompanyReconciliation:
    """Companies in one session, as one principal may find them.

    The centre finds every company. A buyer finds the suppliers that are ranked, without anything
    by which they could be reached: neither shown, nor compared with what a row says.
    """

    def __init__(self, session: Session, actor: Principal, indexes: CompanyIndexes) -> None:
        self._session = session
        self._audience: Audience = "centre" if actor.is_centre else "buyer"
        self._index = indexes.of(self._audience)

    @property
    def properties(self) -> Sequence[Property[Company]]:
        """The properties that the actor may ask for."""
        is_centre = self._audience == "centre"
        return [item for item in COMPANY_PROPERTIES if is_centre or not item.is_for_centre]

    def reconcile(self, batch: QueryBatch, language: Language) -> ResultBatch:
        """Find the candidates for every query."""
        self._index.sync(self._session)
        return ResultBatch(
            {key: self._reconcile_one(query, language) for key, query in batch.root.items()}
        )

    def suggest(self, prefix: str, language: Language) -> list[Suggestion]:
        """Return the companies with a name, tax code or id that begins so."""
        self._index.sync(self._session)
        return [
            Suggestion(
                id=facts.id,
                name=facts.name,
                description=facts.description,
                notable=name_types(COMPANY_TYPES, facts.types, language),
            )
            for facts in self._index.complete(prefix[:LONGEST_TEXT])
        ]

    def extend(self, query: ExtensionQuery, language: Language) -> ExtensionAnswer:
        """Return the values of properties, as they are stored now.

        The id of a company that was merged into another stands for that one.

        Raises:
            InvalidInputError: There is no such property, or it is not shown to the actor.
        """
        return extend(query, self.properties, self._load(query.ids), language)

    def preview(self, organization_id: str, language: Language) -> str:
        """Return a small page about a company.

        Raises:
            EntityNotFoundError: There is none, or the actor may not find it.
        """
        company = self._load([organization_id]).get(organization_id)
        if company is None:
            raise EntityNotFoundError
        kind = COMPANY_TYPES["supplier" if company.profile else "organization"].render(language)
        return write_preview(company.name, kind, company, self.properties, language)

    def _reconcile_one(
        self, query: ReconciliationQuery, language: Language
    ) -> ReconciliationResult:
        found = self._judge(query)
        chosen = choose([judgement for _facts, judgement in found])
        chosen_id = None if chosen is None else found[chosen][0].id
        return ReconciliationResult(
            result=[
                ReconciliationCandidate(
                    id=facts.id,
                    name=facts.name,
                    description=facts.description,
                    score=judgement.score,
                    match=facts.id == chosen_id,
                    type=name_types(COMPANY_TYPES, facts.types, language),
                    features=[
                        MatchingFeature(id=key, value=value)
                        for key, value in judgement.features.items()
                    ],
                )
                for facts, judgement in cut_candidates(found, query.limit)
            ]
        )

    def _judge(self, query: ReconciliationQuery) -> list[_Judged]:
        """Return the companies that a query may mean, the likeliest first."""
        asked = read_query(query)
        names = [name for name in asked.names if len(name) <= LONGEST_TEXT]
        candidates = self._index.candidates(
            names, asked.tax_codes, asked.hosts, asked.ids, MAX_CANDIDATES
        )
        found = [
            (facts, judge(asked, facts, comparison))
            for facts, comparison in candidates
            if not query.types or query.types & facts.types
        ]
        return sorted(found, key=lambda item: (-item[1].score, item[0].name, item[0].id))

    def _load(self, ids: Sequence[str]) -> dict[str, Company]:
        companies = ReconciliationRepository(self._session, self._audience)
        known = [key for key in dict.fromkeys(ids) if key.isascii() and "\x00" not in key]
        survivors = companies.find_survivors(known)
        whole = companies.find_whole(sorted(set(survivors.values())))
        return {
            asked: company
            for asked, today in survivors.items()
            if today in whole and (company := self._show(*whole[today])) is not None
        }

    def _show(self, organization: Organization, profile: SupplierProfile | None) -> Company | None:
        if self._audience == "centre":
            return show_to_centre(organization, profile)
        return None if profile is None else show_to_buyer(profile)
