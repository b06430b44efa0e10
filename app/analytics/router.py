"""Gaps and opportunities over HTTP: why not me, and what would change that."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request

from app.access.roles import AnyRole, Centre, CentreOrSupplier
from app.analytics.schemas import GapRead, MarketOpportunitiesRead, OpportunitiesRead
from app.analytics.service import TOP, AnalysisRequest, AnalyticsService
from app.core.clock import today_in_vietnam
from app.core.http.session import DbSession, RequestLanguage
from app.matches.live import LiveMarket
from app.matches.router import Scoring

MOST_FIRST = 100
MAX_LIMIT = 200

Subject = Literal["certificate", "category", "site", "capacity"]

router = APIRouter(tags=["opportunities"])


def analytics_service(
    request: Request, session: DbSession, principal: AnyRole, language: RequestLanguage
) -> AnalyticsService:
    """Give the service in the request's transaction."""
    market: LiveMarket = request.app.state.market
    return AnalyticsService(session, principal, market, language)


Service = Annotated[AnalyticsService, Depends(analytics_service)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Most changes.")]


@router.get("/demands/{demand_id}/matches/{supplier_id}/gap", operation_id="get_gap")
def get_gap(
    demand_id: str,
    supplier_id: str,
    service: Service,
    k: Annotated[
        int, Query(ge=1, le=MOST_FIRST, description="How many count as the first of the ranking.")
    ] = TOP,
    scoring: Scoring = None,
) -> GapRead:
    """Tell what keeps a supplier out of a demand, and the smallest changes that let it in.

    Certificates, capabilities, sites and capacities are tried in sets of up to four, and all of
    the smallest size that make the pair eligible, or lift it among the first k, are answers.
    Texts are not: nobody can say beforehand what a better description would be worth.
    """
    wanted = AnalysisRequest(today_in_vietnam(), scoring)
    return service.find_gap(demand_id, supplier_id, k, wanted)


@router.get("/suppliers/{supplier_id}/opportunities", operation_id="list_opportunities")
def list_opportunities(
    supplier_id: str,
    service: Service,
    _role: CentreOrSupplier,
    limit: Limit = 20,
    scoring: Scoring = None,
) -> OpportunitiesRead:
    """Tell what each single change would do for a supplier, over all open demands.

    How many demands it opens, and in how many rankings it lifts the supplier among the first ten.
    """
    wanted = AnalysisRequest(today_in_vietnam(), scoring, limit)
    return service.find_opportunities(supplier_id, wanted)


@router.get("/analytics/opportunities", operation_id="list_market_opportunities")
def list_market_opportunities(
    service: Service,
    _role: Centre,
    subject: Annotated[
        Subject,
        Query(
            description="What the changes are about: a certificate to train for, a category to"
            " take up, a place to settle in, a capacity to state or to raise."
        ),
    ] = "certificate",
    limit: Limit = 20,
    scoring: Scoring = None,
) -> MarketOpportunitiesRead:
    """Tell which changes would open most pairs over all suppliers and open demands.

    A pair is counted where the supplier is not eligible today, and is once every supplier has made
    this one change: holds the certificate for as long as any demand needs it, makes the category in
    the largest amount needed, has a site in the place, near enough to each delivery, or makes
    enough of what it makes already in a category.
    """
    wanted = AnalysisRequest(today_in_vietnam(), scoring, limit, subject)
    return service.find_market_opportunities(wanted)
