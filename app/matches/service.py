"""Ranking for the one who asks: loads what takes part, ranks it, and puts it into words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.classification.service import ClassificationService
from app.core.database import Session
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Language, Text
from app.core.principal import Principal
from app.demands.matching import ListedDemand, list_demand, to_matching_create
from app.demands.service import DemandService
from app.matches.market import Entry, Market
from app.matches.schemas import (
    DemandMatchRead,
    DemandRankingRead,
    FiltersRead,
    MatchQuery,
    PairRead,
    SupplierMatchRead,
    SupplierRankingRead,
)
from app.matches.scoring_schemas import ScoringProfileRead
from app.matches.views import Wording, name_of, total_of
from app.matching import (
    TIERS,
    Demand,
    Eligibility,
    PreparedDemand,
    PreparedSupplier,
    Ranking,
    ScoringProfile,
    UnsupportedConstraintError,
    match,
    prepare_demand,
    prepare_supplier,
    rank_demands,
    rank_suppliers,
)
from app.matching.reading import demand_texts
from app.reference import load_reference
from app.suppliers.service import SupplierService
from app.suppliers.views import ListedSupplier, list_supplier

DEFAULT_SCORING = ScoringProfile()
QUERY_ID = "query"
"""Id of a demand that is not stored."""

_UNSUPPORTED = Text(
    "This constraint cannot be judged: {reason}", "Không thể xét điều kiện này: {reason}"
)


@dataclass(frozen=True, slots=True)
class RankingRequest:
    """Which part of a ranking is asked for.

    Attributes:
        tiers: Tiers to list.
        limit: Most items.
        offset: Items to skip.
        today: Day of the ranking.
    """

    tiers: frozenset[Eligibility]
    limit: int
    offset: int
    today: date


class MatchService:
    """Matches in one transaction, as one principal may see them."""

    def __init__(
        self, session: Session, actor: Principal, market: Market, language: Language
    ) -> None:
        self._suppliers = SupplierService(session, actor)
        self._demands = DemandService(session, actor)
        self._classification = ClassificationService(session, actor)
        self._market = market
        self._reference = load_reference()
        self._wording = Wording(language, self._reference)

    def rank_suppliers(self, demand_id: str, wanted: RankingRequest) -> SupplierRankingRead:
        """Rank the active suppliers for a stored demand of the actor's.

        Raises:
            DemandNotFoundError: There is none, or it is another's.
        """
        demand = list_demand(self._demands.get_demand(demand_id))
        return self._rank_suppliers(demand.demand, wanted)

    def rank_suppliers_for_query(
        self, query: MatchQuery, wanted: RankingRequest
    ) -> SupplierRankingRead:
        """Rank the active suppliers for a demand that is not stored.

        Raises:
            InvalidInputError: It carries a constraint that cannot be judged.
        """
        demand = to_matching_create(query, QUERY_ID)
        reading = self._classification.read(demand_texts(demand))
        return self._rank_suppliers(replace(demand, reading=reading), wanted)

    def rank_demands(self, supplier_id: str, wanted: RankingRequest) -> DemandRankingRead:
        """Rank the open demands for a supplier that the actor keeps.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
        """
        profile = self._suppliers.get_own_supplier(supplier_id)
        supplier = prepare_supplier(list_supplier(profile).profile, self._reference)
        demands = self._open_demands()
        ranking = rank_demands(
            supplier,
            [entry.prepared for entry in demands.values()],
            DEFAULT_SCORING,
            wanted.today,
            self._reference,
            tiers=wanted.tiers,
            limit=wanted.limit,
            offset=wanted.offset,
        )
        public = self._demands.load_public([found.demand_id for found in ranking.items])
        items = [
            DemandMatchRead(
                rank=ranking.first_rank + position,
                demand=public[found.demand_id],
                **dict(self._wording.scored(found)),
            )
            for position, found in enumerate(ranking.items)
        ]
        return DemandRankingRead(
            items=items,
            total=total_of(ranking),
            filters=_filters(wanted),
            scoring_profile=name_of(DEFAULT_SCORING),
            nothing_matches=self._wording.nothing(ranking.diagnosis),
        )

    def match_pair(self, demand_id: str, supplier_id: str, today: date) -> PairRead:
        """Compare one demand with one supplier, whatever the tier.

        A supplier asks for itself and an open demand; the centre and the buyer for any supplier.

        Raises:
            DemandNotFoundError: There is none, or the actor may not see it.
            SupplierNotFoundError: There is none, or the actor may not see it.
        """
        demand = list_demand(self._demands.get_demand(demand_id))
        profile = self._suppliers.get_supplier(supplier_id)
        listed = list_supplier(profile)
        found = match(demand.demand, listed.profile, DEFAULT_SCORING, today, self._reference)
        return PairRead(
            demand_id=demand_id,
            supplier=self._wording.supplier(listed),
            **dict(self._wording.scored(found)),
            scoring_profile=name_of(DEFAULT_SCORING),
            judged_on=today,
        )

    def describe_scoring_profile(self) -> ScoringProfileRead:
        """Return the scoring profile in force, with the documentation of its criteria."""
        return self._wording.scoring_profile(DEFAULT_SCORING)

    def _rank_suppliers(self, demand: Demand, wanted: RankingRequest) -> SupplierRankingRead:
        suppliers = self._active_suppliers()
        ranking = rank_suppliers(
            self._prepare(demand),
            [entry.prepared for entry in suppliers.values()],
            DEFAULT_SCORING,
            wanted.today,
            self._reference,
            tiers=wanted.tiers,
            limit=wanted.limit,
            offset=wanted.offset,
        )
        return SupplierRankingRead(
            items=self._supplier_items(ranking, suppliers),
            total=total_of(ranking),
            filters=_filters(wanted),
            scoring_profile=name_of(DEFAULT_SCORING),
            nothing_matches=self._wording.nothing(ranking.diagnosis),
        )

    def _supplier_items(
        self, ranking: Ranking, suppliers: Mapping[str, Entry[ListedSupplier, PreparedSupplier]]
    ) -> list[SupplierMatchRead]:
        return [
            SupplierMatchRead(
                rank=ranking.first_rank + position,
                supplier=self._wording.supplier(suppliers[found.supplier_id].listed),
                **dict(self._wording.scored(found)),
            )
            for position, found in enumerate(ranking.items)
        ]

    def _prepare(self, demand: Demand) -> PreparedDemand:
        try:
            return prepare_demand(demand, self._reference)
        except UnsupportedConstraintError as error:
            params = (("reason", str(error)),)
            problem = Problem(
                "unsupported_constraint", _UNSUPPORTED, pointer=f"/{error.field}", params=params
            )
            raise InvalidInputError([problem]) from error

    def _active_suppliers(self) -> Mapping[str, Entry[ListedSupplier, PreparedSupplier]]:
        return self._market.suppliers.bring(
            self._suppliers.find_active_versions(), self._suppliers.load_for_matching
        )

    def _open_demands(self) -> Mapping[str, Entry[ListedDemand, PreparedDemand]]:
        return self._market.demands.bring(
            self._demands.find_open_versions(), self._demands.load_for_matching
        )


def _filters(wanted: RankingRequest) -> FiltersRead:
    return FiltersRead(
        tiers=[tier.value for tier in TIERS if tier in wanted.tiers],
        limit=wanted.limit,
        offset=wanted.offset,
        judged_on=wanted.today,
    )
