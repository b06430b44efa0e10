"""The application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import fastapi_offline
from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from app.access.memory import KeyMemory
from app.api import TAGS, install_routes
from app.core.database import Database
from app.core.http.body_limit import BodyLimitMiddleware
from app.core.http.error_handlers import install_error_handlers
from app.core.http.middleware import RateLimitMiddleware, RequestContextMiddleware
from app.core.http.openapi import install_openapi
from app.core.http.turns import Turns
from app.core.logging import configure_logging
from app.core.settings import MIB, Settings, load_settings
from app.idempotency.route import install_idempotency
from app.imports.jobs import ImportJobs
from app.matches.answers import AnswerMemory
from app.matches.live import LiveMarket, Poller
from app.matches.warming import start_warming, write_suppliers
from app.reading import load_reader
from app.reconciliation.company_index import CompanyIndexes
from app.reconciliation.edge import ReconciliationEdge
from app.spreadsheets.bounded import warm_up

VERSION = "0.1.0"

DESCRIPTION = """
Ketnoi ranks who can supply what a manufacturer needs, says why, and shows what keeps a supplier
out.

**Authentication.** `Authorization: Bearer kn_...`; the operator makes the first key with
`ketnoi keys create`. Reference data and health need no key.

**Errors** are problem details (RFC 9457) with a stable `code`; send `Accept-Language: vi` for
Vietnamese words. **Changes** need `If-Match` with the ETag that you read. **Creating** POSTs take
an `Idempotency-Key`. **Lists** are paged by `cursor`; the `Link` header names the next page.
Unknown query parameters and fields are refused.
"""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the application.

    Args:
        settings: Settings to use; those of the environment by default.
    """
    settings = settings or load_settings()
    configure_logging(settings.log_level, settings.log_format)
    database = Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        timeout_seconds=settings.database_timeout_seconds,
    )

    turns = Turns(database, settings)
    market = LiveMarket()
    keys = KeyMemory()
    database.on_commit(keys.forget_all)
    companies = CompanyIndexes()
    database.on_commit(companies.mark_written)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = turns.threads
        app.state.poller.start()  # loads the market; `/readyz` says when it is there
        yield
        app.state.poller.stop()
        app.state.import_jobs.stop()
        database.dispose()

    app = FastAPI(
        title="Ketnoi",
        summary="Supplier-buyer matchmaking for supporting industries",
        description=DESCRIPTION,
        version=VERSION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_tags=TAGS,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.turns = turns
    app.state.market = market
    app.state.import_jobs = ImportJobs(database, settings)
    app.state.keys = keys
    app.state.companies = companies
    app.state.answers = AnswerMemory(settings.answer_memory_mb * MIB)
    install_openapi(app)  # before it is handed on
    later = partial(
        start_warming,
        app.openapi,
        partial(write_suppliers, market),
        load_reader,
        partial(companies.warm, database),
        warm_up,
    )
    app.state.poller = Poller(database, market, settings.market_poll_seconds, later)
    install_routes(app)
    install_docs(app)
    install_error_handlers(app)
    install_idempotency(app)
    app.add_middleware(BodyLimitMiddleware, settings=settings)
    if settings.rate_limit_per_minute:
        app.add_middleware(RateLimitMiddleware, per_minute=settings.rate_limit_per_minute)
    app.add_middleware(RequestContextMiddleware)
    app.add_middleware(ReconciliationEdge)  # outermost: what lies inside sees no key in a path
    return app


def install_docs(app: FastAPI) -> None:
    """Serve the documentation pages from files of our own: no CDN is asked."""
    static = Path(fastapi_offline.__file__).parent / "static"
    app.mount("/docs/assets", StaticFiles(directory=static), name="docs-assets")

    @app.get("/", include_in_schema=False)
    async def show_start() -> RedirectResponse:
        return RedirectResponse("/docs")

    @app.get("/docs", include_in_schema=False)
    async def show_docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Ketnoi API",
            swagger_js_url="/docs/assets/swagger-ui-bundle.js",
            swagger_css_url="/docs/assets/swagger-ui.css",
            swagger_favicon_url="/docs/assets/favicon.png",
        )

    @app.get("/redoc", include_in_schema=False)
    async def show_redoc() -> HTMLResponse:
        return get_redoc_html(
            openapi_url="/openapi.json",
            title="Ketnoi API",
            redoc_js_url="/docs/assets/redoc.standalone.js",
            redoc_favicon_url="/docs/assets/favicon.png",
            with_google_fonts=False,
        )
