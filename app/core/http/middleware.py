"""Around every request: an id, a log line, metrics, and the caller's share (rate limit)."""

import re
import time
import uuid

import structlog
from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import TooManyRequestsError
from app.core.http.problems import problem_response
from app.core.metrics import REQUEST_SECONDS, REQUESTS

log = structlog.get_logger()

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_WINDOW_SECONDS = 60


class RequestContextMiddleware:
    """Gives each request an id, and writes one log line and the metrics when it ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        started = time.perf_counter()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_with_id)
            finally:
                self._report(scope, status, time.perf_counter() - started)

    @staticmethod
    def _report(scope: Scope, status: int, seconds: float) -> None:
        operation = getattr(scope.get("route"), "operation_id", None) or "none"
        REQUESTS.labels(scope["method"], operation, str(status)).inc()
        REQUEST_SECONDS.labels(scope["method"], operation).observe(seconds)
        log.info(
            "request",
            method=scope["method"],
            path=scope["path"],
            status=status,
            milliseconds=round(seconds * 1000, 1),
        )


class RateLimitMiddleware:
    """Limits the requests of one key, or of one address without a key, in a minute.

    Says so in ``RateLimit`` and ``RateLimit-Policy`` (IETF draft
    draft-ietf-httpapi-ratelimit-headers).
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self.item = RateLimitItemPerMinute(per_minute)
        self.limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1"):
            await self.app(scope, receive, send)
            return
        caller = _caller(scope)
        allowed = self.limiter.hit(self.item, caller)
        stats = self.limiter.get_window_stats(self.item, caller)
        seconds = max(1, min(_WINDOW_SECONDS, round(stats.reset_time - time.time())))

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = f'"minute";q={self.item.amount};w={_WINDOW_SECONDS}'
                headers["RateLimit"] = f'"minute";r={stats.remaining};t={seconds}'
            await send(message)

        if allowed:
            await self.app(scope, receive, send_with_limits)
            return
        response = problem_response(Request(scope, receive), TooManyRequestsError(seconds=seconds))
        await response(scope, receive, send_with_limits)


def _caller(scope: Scope) -> str:
    authorization = Headers(scope=scope).get("authorization", "")
    lookup = authorization.removeprefix("Bearer ").split("_")[1:2]
    if lookup:
        return f"key:{lookup[0][:32]}"
    client = scope.get("client")
    return f"address:{client[0] if client else 'unknown'}"
