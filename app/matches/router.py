"""Matches over HTTP: ranked suppliers for a demand, ranked demands for a supplier."""

from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query, Request

from app.access.roles import AnyRole, CentreOrBuyer, CentreOrSupplier
from app.core.clock import today_in_vietnam
from app.core.errors import InvalidInputError, Problem
from app.core.http.session import DbSession, RequestLanguage, read_only
from app.core.i18n import Text
from app.matches.market import Market
from app.matches.schemas import (
    DemandRankingRead,
    MatchQuery,
    PairRead,
    SupplierRankingRead,
    Tier,
)
from app.matches.scoring_schemas import ScoringProfileRead
from app.matches.service import MatchService, RankingRequest
from app.matching import Eligibility

MAX_LIMIT = 100
MAX_OFFSET = 100_000
DEFAULT_LIMIT = 20

_TIER = Text(
    "There is no tier '{value}'; include takes: {known}.",
    "Không có mức '{value}'; include nhận: {known}.",
)

router = APIRouter(tags=["matches"])


def match_service(
    request: Request, session: DbSession, principal: AnyRole, language: RequestLanguage
) -> MatchService:
    """Give the service in the request's transaction."""
    market: Market = request.app.state.market
    return MatchService(session, principal, market, language)


Service = Annotated[MatchService, Depends(match_service)]


def read_ranking_request(
    include: Annotated[
        str,
        Query(
            max_length=100,
            description="Tiers to list beside the eligible ones, separated by commas:"
            " `to_confirm` (nothing unmet, something unknown), `ineligible` (with what is"
            " missing). All tiers are counted in `total` in any case.",
            examples=["to_confirm,ineligible"],
        ),
    ] = "to_confirm",
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Most items.")] = DEFAULT_LIMIT,
    offset: Annotated[int, Query(ge=0, le=MAX_OFFSET, description="Items to skip.")] = 0,
) -> RankingRequest:
    """Read which part of a ranking is asked for.

    Raises:
        InvalidInputError: ``include`` names something that is no tier.
    """
    named = [part.strip() for part in include.split(",") if part.strip()]
    known = get_args(Tier)
    problems = [
        Problem(
            "unknown_tier",
            _TIER,
            "query",
            "include",
            value=name[:40],
            params=(("value", name[:40]), ("known", ", ".join(known))),
        )
        for name in named
        if name not in known
    ]
    if problems:
        raise InvalidInputError(problems)
    tiers = frozenset({Eligibility.ELIGIBLE, *(Eligibility(name) for name in named)})
    return RankingRequest(tiers, limit, offset, today_in_vietnam())


Wanted = Annotated[RankingRequest, Depends(read_ranking_request)]


@router.get("/demands/{demand_id}/matches", operation_id="list_supplier_matches")
def list_supplier_matches(
    demand_id: str, service: Service, wanted: Wanted, _role: CentreOrBuyer
) -> SupplierRankingRead:
    """Rank the suppliers for a demand: by eligibility first, then by score.

    Each item says per criterion what it gives and why, and names every must-have that is unmet
    or still a question. Where nothing matches, `nothing_matches` says what stands in the way.
    """
    return service.rank_suppliers(demand_id, wanted)


@router.get("/demands/{demand_id}/matches/{supplier_id}", operation_id="get_match")
def get_match(demand_id: str, supplier_id: str, service: Service) -> PairRead:
    """Compare one demand with one supplier in full, whatever the tier.

    A supplier may ask for itself and any open demand: why not me?
    """
    return service.match_pair(demand_id, supplier_id, today_in_vietnam())


@router.get("/suppliers/{supplier_id}/matches", operation_id="list_demand_matches")
def list_demand_matches(
    supplier_id: str, service: Service, wanted: Wanted, _role: CentreOrSupplier
) -> DemandRankingRead:
    """Rank the open demands for a supplier; the same pair has the same score as the other way.

    The buyer is null where it asked not to be named.
    """
    return service.rank_demands(supplier_id, wanted)


@router.post("/matches/query", operation_id="query_matches")
@read_only
def query_matches(
    query: MatchQuery, service: Service, wanted: Wanted, _role: CentreOrBuyer
) -> SupplierRankingRead:
    """Rank the suppliers for a demand that is not stored; nothing is written."""
    return service.rank_suppliers_for_query(query, wanted)


@router.get("/scoring-profile", operation_id="get_scoring_profile")
def get_scoring_profile(service: Service) -> ScoringProfileRead:
    """Tell how matches are scored: weights, parameters, and what each criterion means."""
    return service.describe_scoring_profile()
