"""Why not me, and what would change that: for a pair, for a supplier, for the market."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import TypeVar

from app.analytics.schemas import GapRead, MarketOpportunitiesRead, OpportunitiesRead
from app.analytics.views import ChangeWording
from app.core.database import Session
from app.core.i18n import Language
from app.core.principal import Principal
from app.demands.errors import DemandNotFoundError
from app.demands.service import DemandService
from app.matches.contexts import context_of
from app.matches.errors import explain_unsupported
from app.matches.live import LiveMarket, MarketView
from app.matches.live.view import Part
from app.matches.views import Wording
from app.matching import (
    TIERS,
    Eligibility,
    PreparedDemand,
    PreparedSupplier,
    ScoringProfile,
    SupplierProfile,
    UnsupportedConstraintError,
    prepare_supplier,
)
from app.matching.context import MatchContext
from app.matching.counterfactuals import (
    Opportunity,
    Threshold,
    gap,
    market_opportunities,
    opportunities,
    threshold_of,
)
from app.matching.match import match_in
from app.reference import load_reference
from app.scoring.service import ScoringProfileService
from app.scoring.views import name_of
from app.suppliers.errors import SupplierNotFoundError
from app.suppliers.service import SupplierService

T = TypeVar("T")

TOP = 10
"""How many count as the first of a ranking where nobody says otherwise."""

_LISTED = frozenset({Eligibility.ELIGIBLE, Eligibility.TO_CONFIRM})
_EVERYTHING = Part(frozenset(TIERS), limit=1_000_000, offset=0)


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """What is asked for.

    Attributes:
        today: Day of the comparison.
        scoring_profile: Names what to score with; None takes the profile in force.
        limit: Most changes.
        subject: What the changes are about; asked of the market alone.
    """

    today: date
    scoring_profile: str | None = None
    limit: int = 20
    subject: str = "certificate"


class AnalyticsService:
    """Gaps and opportunities in one transaction, as one principal may see them."""

    def __init__(
        self, session: Session, actor: Principal, market: LiveMarket, language: Language
    ) -> None:
        self._session = session
        self._suppliers = SupplierService(session, actor)
        self._demands = DemandService(session, actor)
        self._scoring = ScoringProfileService(session)
        self._market = market
        reference = load_reference()
        self._wording = Wording(language, reference)
        self._changes = ChangeWording(language, reference)

    def find_gap(
        self, demand_id: str, supplier_id: str, k: int, wanted: AnalysisRequest
    ) -> GapRead:
        """Find out what keeps a supplier out of a demand.

        A supplier asks for itself and an open demand; the centre and the buyer for any supplier.

        Raises:
            DemandNotFoundError: There is none, or the actor may not see it.
            SupplierNotFoundError: There is none, or the actor may not see it.
            InvalidInputError: There is no scoring profile of this name.
        """
        return self._answer(partial(self._find_gap, demand_id, supplier_id, k, wanted))

    def find_opportunities(self, supplier_id: str, wanted: AnalysisRequest) -> OpportunitiesRead:
        """Find out what each single change would do for a supplier that the actor keeps.

        Raises:
            SupplierNotFoundError: There is none, or it is another's.
            InvalidInputError: There is no scoring profile of this name.
        """
        return self._answer(partial(self._find_opportunities, supplier_id, wanted))

    def find_market_opportunities(self, wanted: AnalysisRequest) -> MarketOpportunitiesRead:
        """Find out which changes would open most pairs.

        Raises:
            InvalidInputError: There is no scoring profile of this name.
        """
        return self._answer(partial(self._find_market_opportunities, wanted))

    def _answer(self, work: Callable[[MarketView], T]) -> T:
        try:
            return self._market.answer(self._session, work)
        except UnsupportedConstraintError as error:
            raise explain_unsupported(error, "path") from error

    def _find_gap(
        self, demand_id: str, supplier_id: str, k: int, wanted: AnalysisRequest, view: MarketView
    ) -> GapRead:
        demand = view.get_demand(demand_id)
        if demand is None:
            raise DemandNotFoundError
        self._demands.check_visible(demand.listed)
        self._suppliers.get_supplier(supplier_id)
        supplier = view.get_supplier(supplier_id)
        if supplier is None:
            raise SupplierNotFoundError
        scoring, context = self._context(wanted, view)
        best = _find_best(view, [demand.prepared], context, k)
        top = threshold_of(best[demand_id], supplier_id, k)
        found = gap(demand.prepared, supplier.prepared, context, top=top)
        today = self._wording.scored(match_in(demand.prepared, supplier.prepared, context))
        return GapRead(
            demand_id=demand_id,
            supplier_id=supplier_id,
            eligibility=today.eligibility,
            score=today.score,
            missing=today.missing,
            out_of_reach=[item.key for item in found.out_of_reach],
            to_eligible=self._changes.search(found.to_eligible),
            k=k,
            to_top=self._changes.search(found.to_top or found.to_eligible),
            scoring_profile=name_of(scoring),
            judged_on=wanted.today,
        )

    def _find_opportunities(
        self, supplier_id: str, wanted: AnalysisRequest, view: MarketView
    ) -> OpportunitiesRead:
        entry = view.get_supplier(supplier_id)
        if entry is None:
            raise SupplierNotFoundError
        self._suppliers.check_own(entry.listed)
        scoring, context = self._context(wanted, view)
        demands = _open_demands(view, context)
        best = view.recall(
            ("best", scoring, wanted.today),
            lambda: _find_best(view, demands, context, TOP),
        )
        thresholds = {
            demand_id: threshold_of(first, supplier_id, TOP) for demand_id, first in best.items()
        }
        found: Sequence[Opportunity] = opportunities(
            entry.prepared, demands, context, thresholds=thresholds
        )
        return OpportunitiesRead(
            supplier_id=supplier_id,
            items=[self._changes.opportunity(item) for item in found[: wanted.limit]],
            total=len(found),
            demands=len(demands),
            k=TOP,
            scoring_profile=name_of(scoring),
            judged_on=wanted.today,
        )

    def _find_market_opportunities(
        self, wanted: AnalysisRequest, view: MarketView
    ) -> MarketOpportunitiesRead:
        scoring, context = self._context(wanted, view)
        demands = _open_demands(view, context)
        found = view.recall(
            ("market", wanted.subject, scoring, wanted.today),
            lambda: market_opportunities(view, demands, wanted.subject, context),
        )
        return MarketOpportunitiesRead(
            items=[self._changes.programme(item) for item in found[: wanted.limit]],
            total=len(found),
            suppliers=len(view.supplier_ids()),
            demands=len(demands),
            scoring_profile=name_of(scoring),
            judged_on=wanted.today,
        )

    def _context(
        self, wanted: AnalysisRequest, view: MarketView
    ) -> tuple[ScoringProfile, MatchContext]:
        name = wanted.scoring_profile
        scoring = view.recall(("scoring", name), lambda: self._scoring.resolve(name))
        return scoring, context_of(scoring, wanted.today)


def _find_best(
    view: MarketView, demands: Sequence[PreparedDemand], context: MatchContext, k: int
) -> dict[str, list[Threshold]]:
    """Return the first of each ranking, one more than k, for a supplier does not beat itself."""
    part = Part(_LISTED, limit=k + 1, offset=0)
    first = {
        demand.demand.id: view.rank_suppliers(demand, context, part).items for demand in demands
    }
    ids = dict.fromkeys(found.supplier_id for items in first.values() for found in items)
    entries = view.find_suppliers(list(ids))
    return {
        demand_id: [
            Threshold(
                found.eligibility,
                found.score,
                entries[found.supplier_id].prepared.profile.key,
                found.supplier_id,
            )
            for found in items
        ]
        for demand_id, items in first.items()
    }


def _open_demands(view: MarketView, context: MatchContext) -> list[PreparedDemand]:
    """Return every open demand, in the order of the ids."""
    ranking = view.rank_demands(_nobody(), context, _EVERYTHING)
    ids = sorted(found.demand_id for found in ranking.items)
    entries = view.find_demands(ids)
    return [entries[demand_id].prepared for demand_id in ids]


@cache
def _nobody() -> PreparedSupplier:
    """Return a supplier of whom nothing is known: what is ranked for it is simply listed."""
    return prepare_supplier(SupplierProfile(id="", key="", name=""), load_reference())
