"""Pages over HTTP: the ``cursor`` and ``limit`` parameters and the ``Link`` header (RFC 8288)."""

from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request, Response
from starlette.datastructures import URL

from app.core.pagination import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    Page,
    PageRequest,
    decode_cursor,
    encode_cursor,
)
from app.core.schemas import Listing

T = TypeVar("T")


def read_page_request(
    cursor: Annotated[
        str | None,
        Query(max_length=500, description="`next_cursor` of the page before; none: first page."),
    ] = None,
    limit: Annotated[
        int, Query(ge=1, le=MAX_LIMIT, description="Most items on the page.")
    ] = DEFAULT_LIMIT,
) -> PageRequest:
    """Read which page is asked for."""
    return PageRequest(decode_cursor(cursor) if cursor else None, limit)


PageQuery = Annotated[PageRequest, Depends(read_page_request)]


def listing_of(request: Request, response: Response, page: Page[T]) -> Listing[T]:
    """Answer with a page, and link the next one where there is one."""
    if page.next_after is None:
        return Listing(items=list(page.items))
    cursor = encode_cursor(page.next_after)
    following = URL(scope=request.scope).include_query_params(cursor=cursor)
    response.headers["Link"] = f'<{following}>; rel="next"'
    return Listing(items=list(page.items), next_cursor=cursor)
