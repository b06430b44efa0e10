"""Rankings answered from memory: no transaction, no thread, no waiting.

Most rankings ask about a market that this process knows to be whole, with a key that it has just
seen. They are answered here, in the event loop; whatever is not that simple goes the ordinary way
and gets the same answer there, or the error that it deserves.
"""

import re
from collections.abc import Callable, Coroutine
from functools import lru_cache, partial
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from app.access.roles import remembered_reader
from app.core.clock import today_in_vietnam
from app.core.errors import InvalidInputError
from app.core.http.session import request_language
from app.core.i18n import Language
from app.core.principal import Principal
from app.demands.service import may_see
from app.matches.answers import AnswerMemory, Question
from app.matches.live import HeldView, LiveMarket
from app.matches.parts import DEFAULT_LIMIT, DEFAULT_TIERS, read_tiers
from app.matches.requests import RankingRequest
from app.matches.service import WrittenRanking, scoring_key, write_suppliers
from app.matching import Eligibility, ScoringProfile

MAX_AGE_SECONDS = 0.5
"""How long ago it must have been certain that the market was whole. What another worker committed
has to be seen within a second; what this process has committed is always waited for."""

MOST_SUPPLIERS = 20_000
"""More suppliers than these are ranked in a thread."""

_LIMIT = re.compile("[1-9]|[1-4][0-9]|50")
"""Up to so many items are explained here; more would hold up the event loop."""


class QuickRankingRoute(APIRoute):
    """Answers from memory where that is possible, and as its handler does elsewhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Try the memory before the handler."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            body = answer_at_once(request)
            if body is None:
                return await handle(request)
            return Response(body, media_type=JSONResponse.media_type)

        return answer


def answer_at_once(request: Request) -> bytes | None:
    """Answer a request for the suppliers ranked for a demand, or return None."""
    query: bytes = request.scope["query_string"]
    asked = _read_query(query)
    principal = remembered_reader(request, "centre", "buyer")
    if asked is None or principal is None:
        return None
    language = request_language(request)
    demand_id = request.path_params["demand_id"]
    today = today_in_vietnam()
    question = Question(
        demand_id, query, language, principal.role, principal.organization_id, today
    )
    market: LiveMarket = request.app.state.market
    answers: AnswerMemory = request.app.state.answers
    fresh = market.freshness()
    if fresh.age_seconds > MAX_AGE_SECONDS:
        return None
    body = answers.recall(question, fresh.generation)
    if body is not None:
        return body
    wanted = RankingRequest(asked.tiers, asked.limit, 0, today)
    work = partial(_rank, demand_id, wanted, principal, language)
    ranked = market.try_answer(work, MAX_AGE_SECONDS)
    if ranked is None:
        return None
    answers.keep(question, ranked.generation, ranked.body)
    return ranked.body


def _rank(
    demand_id: str,
    wanted: RankingRequest,
    principal: Principal,
    language: Language,
    view: HeldView,
) -> WrittenRanking | None:
    if view.suppliers > MOST_SUPPLIERS:
        return None
    entry = view.get_demand(demand_id)
    if not may_see(principal, entry.listed):
        return None
    scoring: ScoringProfile = view.recall(scoring_key(wanted.scoring_profile))
    return write_suppliers(view, entry.prepared, scoring, wanted, language)


class _Asked(NamedTuple):
    """The part of a ranking that a query names: its beginning."""

    tiers: frozenset[Eligibility]
    limit: int


@lru_cache(1_000)
def _read_query(query: bytes) -> _Asked | None:
    """Read the usual queries; None for all others, which the handler reads or refuses."""
    given = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    named = dict(given)
    limit = named.pop("limit", str(DEFAULT_LIMIT))
    include = named.pop("include", DEFAULT_TIERS)
    if len(given) > len({name for name, _ in given}) or named or not _LIMIT.fullmatch(limit):
        return None
    try:
        tiers = read_tiers(include)
    except InvalidInputError:
        return None
    return _Asked(tiers, int(limit))
