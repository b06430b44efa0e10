"""The application with more endpoints: the same bytes again and again.

The static endpoint is a route of version 1 like any other, behind the same doors: the same
middleware, the same refusal of unknown parameters, the same check of key, role and scope. Then it
does nothing but answer. Two more are served for comparison: one that answers a key that was seen a
moment ago without solving any dependency, as rankings may, and one that asks for no key at all.
"""

import os
import threading
from collections.abc import Callable, Coroutine
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.routing import APIRoute

from app.access.roles import CentreOrBuyer, remembered_reader
from app.core.http.strictness import refuse_unknown_query
from app.main import create_app
from app.matches.warming import THREAD_NAME

STATIC_PATH = "/v1/bench/answer"
QUICK_PATH = "/v1/bench/quick-answer"
"""The same for keys that were seen a moment ago, past all dependencies."""
OPEN_PATH = "/v1/bench/open-answer"
"""The same without a key."""

STEADY_PATH = "/v1/bench/steady"
"""Says whether the process has done what it does after its start."""

ANSWER_SETTING = "KETNOI_BENCH_ANSWER"
"""Environment variable that names the file with the bytes to answer with."""


class _QuickRoute(APIRoute):
    """Answers who was seen a moment ago at once, as rankings do."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if remembered_reader(request, "centre", "buyer") is None:
                return await handle(request)
            return await get_open_answer()

        return answer


def create_bench_app() -> FastAPI:
    """Make the application as it is served, with the static endpoints."""
    app = create_app()
    known = list(app.router.routes)
    v1 = APIRouter(dependencies=[Depends(refuse_unknown_query)])
    v1.add_api_route(STATIC_PATH, get_static_answer, include_in_schema=False)
    app.include_router(v1)
    app.router.routes += [
        _QuickRoute(QUICK_PATH, get_static_answer, include_in_schema=False),
        APIRoute(OPEN_PATH, get_open_answer, include_in_schema=False),
        APIRoute(STEADY_PATH, tell_steady, include_in_schema=False),
    ]
    # They come first, and so pay for no comparison of paths that a ranking does not pay.
    app.router.routes[:] = [route for route in app.router.routes if route not in known] + known
    return app


async def get_static_answer(_role: CentreOrBuyer) -> Response:
    """Answer with the recorded bytes."""
    return await get_open_answer()


async def get_open_answer() -> Response:
    """Answer anybody with the recorded bytes."""
    return Response(_read_answer(), media_type="application/json")


async def tell_steady() -> bool:
    """Say whether nothing is being warmed up any more."""
    return all(thread.name != THREAD_NAME for thread in threading.enumerate())


@cache
def _read_answer() -> bytes:
    return Path(os.environ[ANSWER_SETTING]).read_bytes()
