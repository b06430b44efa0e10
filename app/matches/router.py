"""Matches over HTTP: ranked suppliers for a demand, ranked demands for a supplier."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from app.access.roles import AnyRole, CentreOrBuyer, CentreOrSupplier
from app.core.clock import today_in_vietnam
from app.core.http.session import DbSession, RequestLanguage, read_only
from app.matches.batch import Asker, BatchRun, BatchService
from app.matches.batch_schemas import BatchQuery
from app.matches.batch_stream import BATCH_RESPONSES, NdjsonResponse, stream_lines
from app.matches.live import LiveMarket
from app.matches.parts import DEFAULT_LIMIT, DEFAULT_TIERS, MAX_LIMIT, read_tiers
from app.matches.quick import QuickRankingRoute
from app.matches.requests import RankingRequest
from app.matches.schemas import DemandRankingRead, MatchQuery, PairRead, SupplierRankingRead
from app.matches.service import MatchService

MAX_OFFSET = 100_000

router = APIRouter(tags=["matches"])
quick = APIRouter(route_class=QuickRankingRoute)


async def match_service(
    request: Request, session: DbSession, principal: AnyRole, language: RequestLanguage
) -> MatchService:
    """Give the service in the request's transaction."""
    market: LiveMarket = request.app.state.market
    return MatchService(session, principal, market, language)


Service = Annotated[MatchService, Depends(match_service)]


Scoring = Annotated[
    str | None,
    Query(
        alias="scoring_profile",
        max_length=60,
        description="Which scoring profile to use: a name for its newest version, or"
        " `name@version`; none: the one in force. The answer says which it was.",
        examples=["default", "near-first@2"],
    ),
]


Include = Annotated[
    str,
    Query(
        max_length=100,
        description="Tiers to list beside the eligible ones, separated by commas:"
        " `to_confirm` (nothing unmet, something unknown), `ineligible` (with what is"
        " missing). All tiers are counted in `total` in any case.",
        examples=["to_confirm,ineligible"],
    ),
]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Most items.")]
Offset = Annotated[int, Query(ge=0, le=MAX_OFFSET, description="Items to skip.")]


async def read_ranking_request(
    include: Include = DEFAULT_TIERS,
    limit: Limit = DEFAULT_LIMIT,
    offset: Offset = 0,
    scoring: Scoring = None,
) -> RankingRequest:
    """Read which part of a ranking is asked for.

    Raises:
        InvalidInputError: ``include`` names something that is no tier.
    """
    return RankingRequest(read_tiers(include), limit, offset, today_in_vietnam(), scoring)


async def read_batch_request(
    include: Include = DEFAULT_TIERS,
    limit: Annotated[
        int, Query(ge=1, le=MAX_LIMIT, description="Most items for each demand.")
    ] = DEFAULT_LIMIT,
    scoring: Scoring = None,
) -> RankingRequest:
    """Read which part of each of many rankings is asked for.

    Raises:
        InvalidInputError: ``include`` names something that is no tier.
    """
    return RankingRequest(read_tiers(include), limit, 0, today_in_vietnam(), scoring)


Wanted = Annotated[RankingRequest, Depends(read_ranking_request)]
WantedOfEach = Annotated[RankingRequest, Depends(read_batch_request)]


@quick.get(
    "/demands/{demand_id}/matches",
    operation_id="list_supplier_matches",
    response_model=SupplierRankingRead,
)
def list_supplier_matches(
    demand_id: str, service: Service, wanted: Wanted, _role: CentreOrBuyer
) -> Response:
    """Rank the suppliers for a demand: by eligibility first, then by score.

    Each item says per criterion what it gives and why, and names every must-have that is unmet
    or still a question. Where nothing matches, `nothing_matches` says what stands in the way.
    """
    body = service.write_suppliers(demand_id, wanted).body
    return Response(body, media_type=JSONResponse.media_type)


@router.get("/demands/{demand_id}/matches/{supplier_id}", operation_id="get_match")
def get_match(
    demand_id: str, supplier_id: str, service: Service, scoring: Scoring = None
) -> PairRead:
    """Compare one demand with one supplier in full, whatever the tier.

    A supplier may ask for itself and any open demand: why not me?
    """
    return service.match_pair(demand_id, supplier_id, today_in_vietnam(), scoring)


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


@router.post(
    "/matches/batch",
    operation_id="match_batch",
    response_class=NdjsonResponse,
    responses=BATCH_RESPONSES,
)
@read_only
def match_batch(
    query: BatchQuery,
    request: Request,
    session: DbSession,
    principal: CentreOrBuyer,
    language: RequestLanguage,
    wanted: WantedOfEach,
) -> NdjsonResponse:
    """Rank the suppliers for many demands: a line of JSON for each, as soon as it is ranked.

    The lines stand in the order of the ids given; those of a list, and of all open demands, in
    the order in which they were made. What is wrong with the request is answered before the
    first line. A demand that is deleted meanwhile, or cannot be judged, has a line with a
    `problem`, and the others follow. The last line says `complete`: an answer without it was cut
    off, and should be asked for again.

    The day and the scoring profile are the same for all lines. The market is not held still: a
    change that somebody makes meanwhile shows in the lines that follow. Each line shows one state
    of the market, and the same numbers as `GET /v1/demands/{demand_id}/matches` at its moment.
    """
    state = request.app.state
    batch = BatchService(session, principal).plan(query, wanted)
    run = BatchRun(batch, state.database, state.market, Asker(principal, language))
    return NdjsonResponse(stream_lines(run, state.turns))


router.include_router(quick)
