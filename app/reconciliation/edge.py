"""What surrounds the reconciliation services: keys in addresses, and access from other sites.

Programs that speak the protocol know a service by its address alone and send no header of ours.
So a key may stand in the address, `/v1/reconciliation/{key}/organizations`. It is taken out here,
before anything else sees the request, and goes on as the header that all other requests carry:
no log line, metric or error names it. The protocol demands that pages of other sites may ask the
services; no cookie is involved, so that any site may.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = "/v1/reconciliation/"
SERVICES = frozenset({"organizations", "categories"})
PREFLIGHT_SECONDS = "600"

_CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-Request-ID, RateLimit, RateLimit-Policy, Retry-After",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PREFLIGHT = {
    **_CROSS_ORIGIN,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Accept-Language",
    "Access-Control-Max-Age": PREFLIGHT_SECONDS,
}


class ReconciliationEdge:
    """Takes keys out of the addresses of reconciliation services, and adds what CORS asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] != "http" or not scope["path"].startswith(ROOT):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            return

        async def send_with_access(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_CROSS_ORIGIN)
            await send(message)

        await self.app(_without_key(scope), receive, send_with_access)


def _without_key(scope: Scope) -> Scope:
    """Move the key from the path into the header; whatever stands in its place is one."""
    key, _, rest = scope["path"].removeprefix(ROOT).partition("/")
    if key in SERVICES:
        return scope
    path = ROOT + rest
    headers = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
    token = key.encode("ascii", "replace")
    return {
        **scope,
        "path": path,
        "raw_path": path.encode(),
        "headers": [*headers, (b"authorization", b"Bearer " + token)],
        "state": {**scope.get("state", {}), "reconciliation_key": key},
    }
