"""How large the body of a request may be: bodies of forms carry files, others are JSON."""

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import PayloadTooLargeError
from app.core.http.problems import problem_response
from app.core.i18n import Text
from app.core.settings import Settings

_FORM_OVERHEAD_BYTES = 64 * 1024
"""What a multipart body may hold beside the file: the other fields, names and boundaries."""


class BodyTooLargeError(PayloadTooLargeError):
    """The body is over the limit."""

    detail = Text(
        "The body may have {limit} bytes at most.", "Nội dung chỉ được tối đa {limit} byte."
    )


def is_form(headers: Headers) -> bool:
    """Tell whether a request brings a form, which may hold files."""
    return headers.get("content-type", "").lower().startswith("multipart/form-data")


def is_urlencoded(headers: Headers) -> bool:
    """Tell whether a request brings a form without files; it can be read only as one."""
    return headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded")


def body_limit_of(headers: Headers, settings: Settings) -> int:
    """Return how many bytes the body of a request may have."""
    if is_form(headers):
        return settings.max_upload_bytes + _FORM_OVERHEAD_BYTES
    return settings.max_body_bytes


class BodyLimitMiddleware:
    """Refuses a body over the limit: by its declared length, else while it is read."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = body_limit_of(headers, self.settings)
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            response = problem_response(Request(scope, receive), BodyTooLargeError(limit=limit))
            await response(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                # FastAPI takes any other error while it reads a body for a malformed body.
                raise HTTPException(BodyTooLargeError.status)
            return message

        await self.app(scope, receive_within_limit, send)
