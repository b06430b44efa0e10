"""Demand lists and demands over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from app.access.roles import AnyRole, CentreOrBuyer
from app.core.http.conditional import IfMatch, etag_of
from app.core.http.listing import PageQuery, listing_of
from app.core.http.openapi import problem_responses
from app.core.http.session import DbSession
from app.core.schemas import Listing
from app.demands.filters import DemandFilter
from app.demands.list_schemas import DemandListCreate, DemandListRead, DemandListUpdate
from app.demands.list_service import DemandListService
from app.demands.schemas import (
    DemandCreate,
    DemandPublicRead,
    DemandRead,
    DemandUpdate,
)
from app.demands.service import DemandService
from app.demands.statuses import DemandStatus
from app.demands.views import public_demand, read_demand, read_demand_list
from app.idempotency.route import Idempotent, IdempotentRoute
from app.models import Demand, DemandList
from app.reference.fields import CategoryCode

demand_lists_router = APIRouter(
    prefix="/demand-lists", tags=["demand lists"], route_class=IdempotentRoute
)
demands_router = APIRouter(prefix="/demands", tags=["demands"], route_class=IdempotentRoute)


def demand_service(session: DbSession, principal: AnyRole) -> DemandService:
    """Give the service in the request's transaction."""
    return DemandService(session, principal)


def demand_list_service(session: DbSession, principal: CentreOrBuyer) -> DemandListService:
    """Give the service of lists in the request's transaction."""
    return DemandListService(session, principal)


Demands = Annotated[DemandService, Depends(demand_service)]
DemandLists = Annotated[DemandListService, Depends(demand_list_service)]

PartOfName = Annotated[
    str | None, Query(min_length=1, max_length=200, description="Part of the name.")
]
BuyerFilter = Annotated[
    str | None, Query(max_length=40, description="Buyer; a buyer's key sees only its own anyway.")
]


def read_filter(
    status: DemandStatus | None = None,
    category: Annotated[
        CategoryCode | None, Query(description="Category; includes what is below it.")
    ] = None,
    demand_list_id: Annotated[str | None, Query(max_length=40)] = None,
    buyer_id: BuyerFilter = None,
    external_id: Annotated[str | None, Query(max_length=100)] = None,
    q: PartOfName = None,
    needs_review: Annotated[
        bool | None, Query(description="Whether a person must still choose the category.")
    ] = None,
) -> DemandFilter:
    """Read which demands are asked for."""
    return DemandFilter(status, category, demand_list_id, buyer_id, external_id, q, needs_review)


@demand_lists_router.post(
    "",
    operation_id="create_demand_list",
    status_code=201,
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def create_demand_list(
    data: DemandListCreate,
    service: Demands,
    lists: DemandLists,
    response: Response,
    _role: CentreOrBuyer,
) -> DemandListRead:
    """Send a list with up to 1000 demands at once, or empty: all of it is stored or nothing."""
    demand_list = service.create_demand_list(data)
    response.headers["Location"] = f"/v1/demand-lists/{demand_list.id}"
    return _answer_list(demand_list, lists, response)


@demand_lists_router.get("", operation_id="list_demand_lists")
def list_demand_lists(
    lists: DemandLists,
    request: Request,
    response: Response,
    page: PageQuery,
    buyer_id: BuyerFilter = None,
    q: PartOfName = None,
) -> Listing[DemandListRead]:
    """List demand lists: all for the centre, its own for a buyer."""
    found = lists.find_demand_lists(page, buyer_id=buyer_id, q=q)
    counts = lists.count_demands([row.id for row in found.items])
    return listing_of(
        request, response, found.map(lambda row: read_demand_list(row, counts[row.id]))
    )


@demand_lists_router.get("/{demand_list_id}", operation_id="get_demand_list")
def get_demand_list(demand_list_id: str, lists: DemandLists, response: Response) -> DemandListRead:
    """Read one list with the numbers of its demands by status."""
    return _answer_list(lists.get_demand_list(demand_list_id), lists, response)


@demand_lists_router.patch(
    "/{demand_list_id}", operation_id="update_demand_list", responses=problem_responses(409)
)
def update_demand_list(
    demand_list_id: str,
    patch: DemandListUpdate,
    lists: DemandLists,
    if_match: IfMatch,
    response: Response,
) -> DemandListRead:
    """Change name, number or note of a list."""
    demand_list = lists.update_demand_list(demand_list_id, patch, if_match)
    return _answer_list(demand_list, lists, response)


@demand_lists_router.delete(
    "/{demand_list_id}",
    operation_id="delete_demand_list",
    status_code=204,
    responses=problem_responses(409),
)
def delete_demand_list(demand_list_id: str, lists: DemandLists, if_match: IfMatch) -> None:
    """Delete a list with its demands, when all of them are drafts or cancelled."""
    lists.delete_demand_list(demand_list_id, if_match)


@demand_lists_router.post("/{demand_list_id}/open", operation_id="open_demand_list")
def open_demand_list(demand_list_id: str, lists: DemandLists, response: Response) -> DemandListRead:
    """Open every draft of a list. Opening it again changes nothing."""
    return _answer_list(lists.open_demand_list(demand_list_id), lists, response)


@demands_router.post(
    "",
    operation_id="create_demand",
    status_code=201,
    responses=problem_responses(409),
    dependencies=[Idempotent],
)
def create_demand(
    data: DemandCreate, service: Demands, response: Response, _role: CentreOrBuyer
) -> DemandRead:
    """Post one demand. Only its name, the item text, is required."""
    demand = service.create_demand(data)
    response.headers["Location"] = f"/v1/demands/{demand.id}"
    return _answer(demand, response)


@demands_router.get("", operation_id="list_demands")
def list_demands(
    service: Demands,
    request: Request,
    response: Response,
    page: PageQuery,
    wanted: Annotated[DemandFilter, Depends(read_filter)],
    _role: CentreOrBuyer,
) -> Listing[DemandRead]:
    """List demands: all for the centre, its own for a buyer. Suppliers ask for matches."""
    found = service.find_demands(page, wanted)
    return listing_of(request, response, found.map(read_demand))


@demands_router.get("/{demand_id}", operation_id="get_demand")
def get_demand(
    demand_id: str, service: Demands, response: Response, principal: AnyRole
) -> DemandRead | DemandPublicRead:
    """Read one demand.

    The centre and its buyer get all of it, with the ETag that a change must name in If-Match. A
    supplier gets an open one without notes, contacts and the buyer's numbers, and without the
    buyer where it asked for that.
    """
    demand = service.get_demand(demand_id)
    if principal.role == "supplier":
        return public_demand(demand)
    return _answer(demand, response)


@demands_router.patch(
    "/{demand_id}", operation_id="update_demand", responses=problem_responses(409)
)
def update_demand(
    demand_id: str,
    patch: DemandUpdate,
    service: Demands,
    if_match: IfMatch,
    response: Response,
    _role: CentreOrBuyer,
) -> DemandRead:
    """Change a demand or its status: draft, open, closed, awarded or cancelled."""
    return _answer(service.update_demand(demand_id, patch, if_match), response)


@demands_router.delete(
    "/{demand_id}",
    operation_id="delete_demand",
    status_code=204,
    responses=problem_responses(409),
)
def delete_demand(
    demand_id: str, service: Demands, if_match: IfMatch, _role: CentreOrBuyer
) -> None:
    """Delete a draft. What was open is closed or cancelled instead."""
    service.delete_demand(demand_id, if_match)


def _answer(demand: Demand, response: Response) -> DemandRead:
    response.headers["ETag"] = etag_of(demand.version)
    return read_demand(demand)


def _answer_list(
    demand_list: DemandList, lists: DemandListService, response: Response
) -> DemandListRead:
    response.headers["ETag"] = etag_of(demand_list.version)
    counts = lists.count_demands([demand_list.id])
    return read_demand_list(demand_list, counts[demand_list.id])
