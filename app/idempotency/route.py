"""The route class and the dependency that give a POST its ``Idempotency-Key``."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute
from starlette.datastructures import UploadFile

from app.access.roles import CurrentPrincipal
from app.core.http.body_limit import is_form, is_urlencoded
from app.core.http.session import DbSession
from app.idempotency.service import IdempotencyService, KeptAnswer

_KEPT_HEADERS = ("content-type", "location", "etag", "content-language")


class AnsweredBeforeError(Exception):
    """The request was answered before; carries that answer past the handler."""

    def __init__(self, answer: KeptAnswer) -> None:
        super().__init__()
        self.answer = answer


async def fingerprint_of(request: Request) -> str:
    """Hash what makes a request the same request: path, query and body.

    A multipart body is hashed by its parts and file names, because its boundary differs at every
    retry.
    """
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    if is_form(request.headers) or is_urlencoded(request.headers):
        form = await request.form()
        for name, part in sorted(form.multi_items(), key=lambda item: item[0]):
            digest.update(f"{name}\n".encode())
            if isinstance(part, UploadFile):
                digest.update(f"{part.filename}\n{part.size}\n".encode())
                while chunk := await part.read(1 << 20):
                    digest.update(chunk)
                await part.seek(0)
            else:
                digest.update(f"{len(part)}\n{part}".encode())
    else:
        digest.update(await request.body())
    return digest.hexdigest()


def claim_idempotency_key(
    request: Request,
    session: DbSession,
    principal: CurrentPrincipal,
    fingerprint: Annotated[str, Depends(fingerprint_of)],
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=8,
            max_length=255,
            pattern=r"^[\x21-\x7e]+$",
            description="Any text of your own, the same at every retry of one request, such as"
            " a UUID. A retry within 24 hours gets the first answer.",
        ),
    ] = None,
) -> None:
    """Claim the request's key in its transaction.

    Raises:
        AnsweredBeforeError: The request was answered before.
        IdempotencyKeyReusedError: The key came with another request before.
    """
    if idempotency_key is None:
        return
    service = IdempotencyService(session, principal.key_id)
    answer = service.claim(idempotency_key, fingerprint)
    if answer is not None:
        raise AnsweredBeforeError(answer)
    request.state.idempotency = (service, idempotency_key)


Idempotent = Depends(claim_idempotency_key)
"""Declare it on a POST that creates, in a router whose route class is ``IdempotentRoute``."""


class IdempotentRoute(APIRoute):
    """Keeps the answer of a claimed key, inside the transaction that the handler worked in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler."""
        handle = super().get_route_handler()

        async def handle_and_keep(request: Request) -> Response:
            response = await handle(request)
            claimed = getattr(request.state, "idempotency", None)
            if claimed is not None:
                service, key = claimed
                headers = {
                    name: response.headers[name]
                    for name in _KEPT_HEADERS
                    if name in response.headers
                }
                answer = KeptAnswer(response.status_code, headers, bytes(response.body))
                await run_in_threadpool(service.keep, key, answer)
            return response

        return handle_and_keep


def install_idempotency(app: FastAPI) -> None:
    """Make an application answer a retried request with the first answer."""

    async def replay(_request: Request, error: Exception) -> Response:
        assert isinstance(error, AnsweredBeforeError)  # noqa: S101 - registered for this type
        headers = {**error.answer.headers, "Idempotency-Replayed": "true"}
        return Response(error.answer.body, error.answer.status, headers)

    app.add_exception_handler(AnsweredBeforeError, replay)
