"""Ranking for the one who asks: brings the market up to date, ranks, and puts it into words."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.i18n import Language
from app.core.principal import Principal
from app.demands.errors import DemandNotFoundError
from app.demands.matching import ListedDemand, list_demand, to_matching_create
from app.demands.service import DemandService
from app.matches.contexts import context_of
from app.matches.errors import explain_unsupported
from app.matches.live import LiveMarket, MarketView
from app.matches.live.shelf import DemandEntry
from app.matches.requests import RankingRequest
from app.matches.schemas import (
    DemandMatchRead,
    DemandRankingRead,
    FiltersRead,
    MatchQuery,
    PairRead,
    RankingRead,
    SupplierMatchRead,
    SupplierRankingRead,
)
from app.matches.views import Wording, total_of
from app.matches.writing import Ranked, writer_in
from app.matching import (
    TIERS,
    Demand,
    PreparedDemand,
    ScoringProfile,
    UnsupportedConstraintError,
    match,
    prepare_demand,
)
from app.matching.match import match_in
from app.matching.reading import demand_texts
from app.reference import load_reference
from app.scoring.service import ScoringProfileService
from app.scoring.views import name_of
from app.suppliers.errors import SupplierNotFoundError
from app.suppliers.listing import list_supplier
from app.suppliers.service import SupplierService

T = TypeVar("T")

QUERY_ID = "query"
"""Id of a demand that is not stored."""


@dataclass(frozen=True, slots=True)
class WrittenRanking:
    """A ranking as JSON.

    Attributes:
        generation: The state of the market that it shows.
        body: The JSON.
    """

    generation: int
    body: bytes


def write_suppliers(
    view: MarketView,
    demand: PreparedDemand,
    scoring: ScoringProfile,
    wanted: RankingRequest,
    language: Language,
) -> WrittenRanking:
    """Rank the active suppliers for a demand, as `SupplierRankingRead` describes it."""
    context = context_of(scoring, wanted.today)
    ranking = view.rank_suppliers(demand, context, wanted.part)
    suppliers = view.find_suppliers([found.supplier_id for found in ranking.items])
    writer = writer_in(language)
    around = RankingRead(
        total=total_of(ranking),
        filters=_filters(wanted),
        scoring_profile=name_of(scoring),
        nothing_matches=writer.wording.nothing(ranking.diagnosis),
    )
    ranked = [
        Ranked(rank, *suppliers[found.supplier_id], found.eligibility, found.score)
        for rank, found in enumerate(ranking.items, ranking.first_rank)
    ]
    return WrittenRanking(view.generation, writer.write(demand, ranked, around, context))


class MatchService:
    """Matches in one transaction, as one principal may see them."""

    def __init__(
        self, session: Session, actor: Principal, market: LiveMarket, language: Language
    ) -> None:
        self._session = session
        self._suppliers = SupplierService(session, actor)
        self._demands = DemandService(session, actor)
        self._classification = ClassificationService(session, actor)
        self._scoring = ScoringProfileService(session)
        self._market = market
        self._reference = load_reference()
        self._language = language
        self._wording = Wording(language, self._reference)

    def rank_suppliers(self, demand_id: str, wanted: RankingRequest) -> SupplierRankingRead:
        """Rank the active suppliers for a stored demand of the actor's.

        Raises:
            DemandNotFoundError: There is none, or it is another's.
            InvalidInputError: There is no scoring profile of this name.
        """
        return self.rank_stored_demand(demand_id, wanted)[1]

    def write_suppliers(self, demand_id: str, wanted: RankingRequest) -> WrittenRanking:
        """Rank as `rank_suppliers` does, and return the JSON.

        Raises:
            DemandNotFoundError: There is none, or it is another's.
            InvalidInputError: It cannot be judged, or there is no scoring profile of this name.
        """
        return self._answer(partial(self._write_for_stored, demand_id, wanted))

    def rank_stored_demand(
        self, demand_id: str, wanted: RankingRequest
    ) -> tuple[ListedDemand, SupplierRankingRead]:
        """Rank as `rank_suppliers` does, and return the demand as it was judged.

        Raises:
            DemandNotFoundError: There is none, or it is another's.
            InvalidInputError: It cannot be judged, or there is no scoring profile of this name.
        """
        return self._answer(partial(self._rank_for_stored, demand_id, wanted))

    def rank_suppliers_for_query(
        self, query: MatchQuery, wanted: RankingRequest
    ) -> SupplierRankingRead:
        """Rank the active suppliers for a demand that is not stored.

        Raises:
            InvalidInputError: It carries a constraint that cannot be judged, or there is no
                scoring profile of this name.
        """
        demand = to_matching_create(query, QUERY_ID)
        reading = self._classification.read(demand_texts(demand))
        prepared = self._prepare(replace(demand, reading=reading))
        return self._answer(partial(self._rank_suppliers, prepared, wanted))

    def rank_demands(self, supplier_id: str, wanted: RankingRequest) -> DemandRankingRead:
        """Rank the open demands for a supplier that the actor keeps.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
            InvalidInputError: There is no scoring profile of this name.
        """
        return self._answer(partial(self._rank_demands, supplier_id, wanted))

    def match_pair(
        self, demand_id: str, supplier_id: str, today: date, scoring_profile: str | None = None
    ) -> PairRead:
        """Compare one demand with one supplier, whatever the tier.

        A supplier asks for itself and an open demand; the centre and the buyer for any supplier.

        Raises:
            DemandNotFoundError: There is none, or the actor may not see it.
            SupplierNotFoundError: There is none, or the actor may not see it.
            InvalidInputError: There is no scoring profile of this name.
        """
        scoring = self._scoring.resolve(scoring_profile)
        demand = list_demand(self._demands.get_demand(demand_id))
        profile = self._suppliers.get_supplier(supplier_id)
        listed = list_supplier(profile)
        found = match(demand.demand, listed.profile, scoring, today, self._reference)
        return PairRead(
            demand_id=demand_id,
            supplier=self._wording.supplier(listed),
            **dict(self._wording.scored(found)),
            scoring_profile=name_of(scoring),
            judged_on=today,
        )

    def _answer(self, work: Callable[[MarketView], T]) -> T:
        """Do work on one state of the market.

        Raises:
            InvalidInputError: A stored demand carries a constraint that cannot be judged.
        """
        try:
            return self._market.answer(self._session, work)
        except UnsupportedConstraintError as error:
            raise explain_unsupported(error) from error

    def _rank_for_stored(
        self, demand_id: str, wanted: RankingRequest, view: MarketView
    ) -> tuple[ListedDemand, SupplierRankingRead]:
        entry = self._get_visible(demand_id, view)
        return entry.listed, self._rank_suppliers(entry.prepared, wanted, view)

    def _write_for_stored(
        self, demand_id: str, wanted: RankingRequest, view: MarketView
    ) -> WrittenRanking:
        entry = self._get_visible(demand_id, view)
        scoring = self._scoring_profile(wanted.scoring_profile, view)
        return write_suppliers(view, entry.prepared, scoring, wanted, self._language)

    def _get_visible(self, demand_id: str, view: MarketView) -> DemandEntry:
        entry = view.get_demand(demand_id)
        if entry is None:
            raise DemandNotFoundError
        self._demands.check_visible(entry.listed)
        return entry

    def _rank_suppliers(
        self, demand: PreparedDemand, wanted: RankingRequest, view: MarketView
    ) -> SupplierRankingRead:
        scoring = self._scoring_profile(wanted.scoring_profile, view)
        context = context_of(scoring, wanted.today)
        ranking = view.rank_suppliers(demand, context, wanted.part)
        suppliers = view.find_suppliers([found.supplier_id for found in ranking.items])
        items = []
        for rank, found in enumerate(ranking.items, ranking.first_rank):
            entry = suppliers[found.supplier_id]
            scored = self._wording.scored(match_in(demand, entry.prepared, context))
            items.append(
                SupplierMatchRead(
                    rank=rank, supplier=self._wording.supplier(entry.listed), **dict(scored)
                )
            )
        return SupplierRankingRead(
            items=items,
            total=total_of(ranking),
            filters=_filters(wanted),
            scoring_profile=name_of(scoring),
            nothing_matches=self._wording.nothing(ranking.diagnosis),
        )

    def _rank_demands(
        self, supplier_id: str, wanted: RankingRequest, view: MarketView
    ) -> DemandRankingRead:
        entry = view.get_supplier(supplier_id)
        if entry is None:
            raise SupplierNotFoundError
        self._suppliers.check_own(entry.listed)
        scoring = self._scoring_profile(wanted.scoring_profile, view)
        context = context_of(scoring, wanted.today)
        ranking = view.rank_demands(entry.prepared, context, wanted.part)
        ids = [found.demand_id for found in ranking.items]
        demands, public = view.find_demands(ids), self._demands.load_public(ids)
        items = []
        for rank, demand_id in enumerate(ids, ranking.first_rank):
            found = match_in(demands[demand_id].prepared, entry.prepared, context)
            scored = self._wording.scored(found)
            items.append(DemandMatchRead(rank=rank, demand=public[demand_id], **dict(scored)))
        return DemandRankingRead(
            items=items,
            total=total_of(ranking),
            filters=_filters(wanted),
            scoring_profile=name_of(scoring),
            nothing_matches=self._wording.nothing(ranking.diagnosis),
        )

    def _scoring_profile(self, name: str | None, view: MarketView) -> ScoringProfile:
        return view.recall(scoring_key(name), partial(self._scoring.resolve, name))

    def _prepare(self, demand: Demand) -> PreparedDemand:
        try:
            return prepare_demand(demand, self._reference)
        except UnsupportedConstraintError as error:
            raise explain_unsupported(error) from error


def scoring_key(name: str | None) -> tuple[str, str | None]:
    """Return what a market remembers a scoring profile by."""
    return ("scoring", name)


def _filters(wanted: RankingRequest) -> FiltersRead:
    return FiltersRead(
        tiers=[tier.value for tier in TIERS if tier in wanted.tiers],
        limit=wanted.limit,
        offset=wanted.offset,
        judged_on=wanted.today,
    )
