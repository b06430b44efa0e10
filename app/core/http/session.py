"""One request is one transaction, committed before the response is sent."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from typing import Annotated, TypeVar

from anyio import CancelScope, CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.core.database import Database
from app.core.http.turns import Turns
from app.core.i18n import Language, negotiate_language

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_READ_ONLY = "__ketnoi_read_only__"

Handler = TypeVar("Handler", bound=Callable[..., object])


def read_only(handler: Handler) -> Handler:
    """Mark a handler behind POST that changes nothing, so that it takes no write lock."""
    setattr(handler, _READ_ONLY, True)
    return handler


def is_read_only(request: Request) -> bool:
    """Tell whether the request's handler promises to change nothing."""
    return request.method in SAFE_METHODS or getattr(
        request.scope.get("endpoint"), _READ_ONLY, False
    )


async def wait_for_turn(request: Request) -> AsyncIterator[None]:
    """Wait until the database can serve the request, without holding a thread."""
    turns: Turns = request.app.state.turns
    async with turns.take(writing=not is_read_only(request)):
        yield


async def open_session(
    request: Request, _turn: Annotated[None, Depends(wait_for_turn, scope="function")]
) -> AsyncIterator[Session]:
    """Open the request's session: a snapshot to read from, or one transaction to write in.

    Opening asks the database for nothing. Ending does where the session was used, and takes a
    thread for it: one of its own, so that it never waits for those who wait for its connection.
    """
    database: Database = request.app.state.database
    opened = database.read() if is_read_only(request) else database.write()
    session = opened.__enter__()
    try:
        yield session
    except BaseException as error:
        await _end(opened, session, error)
        raise
    else:
        await _end(opened, session, None)


async def _end(
    opened: AbstractContextManager[Session], session: Session, error: BaseException | None
) -> None:
    kind, trace = (None, None) if error is None else (type(error), error.__traceback__)
    if not session.in_transaction():
        opened.__exit__(kind, error, trace)
        return
    with CancelScope(shield=True):
        await run_sync(opened.__exit__, kind, error, trace, limiter=CapacityLimiter(1))


DbSession = Annotated[Session, Depends(open_session, scope="function")]
"""The request's session. The scope makes the commit happen before the response is sent."""


def request_language(request: Request) -> Language:
    """Return the language that the request asks for."""
    return negotiate_language(request.headers.get("accept-language"))


async def read_language(request: Request) -> Language:
    """Give the language that the request asks for; no thread is taken for it."""
    return request_language(request)


RequestLanguage = Annotated[Language, Depends(read_language)]
