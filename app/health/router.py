"""Liveness, readiness and metrics, for the machines that watch the service."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.core.database import Database
from app.core.errors import ServiceUnavailableError
from app.core.http.openapi import problem_responses
from app.core.i18n import Text
from app.core.migrations import head_revision, stored_revision
from app.core.schemas import OutputModel, example
from app.matches.live import LiveMarket

STALE_SECONDS = 1
"""A process that has not been told of changes for longer may miss what others have written."""

router = APIRouter(tags=["health"])


class SchemaOutdatedError(ServiceUnavailableError):
    """The database's schema is not the one that this code needs."""

    code = "schema_outdated"
    detail = Text(
        "The database has schema {stored}, this version needs {needed}: run 'ketnoi migrate'.",
        "Cơ sở dữ liệu có lược đồ {stored}, phiên bản này cần {needed}: chạy 'ketnoi migrate'.",
    )


class MarketLoadingError(ServiceUnavailableError):
    """The process has not loaded the suppliers and demands yet."""

    code = "market_loading"
    detail = Text(
        "The suppliers and demands are still being loaded.",
        "Nhà cung cấp và nhu cầu vẫn đang được nạp.",
    )


class MarketStaleError(ServiceUnavailableError):
    """The process may have missed changes that other processes made."""

    code = "market_stale"
    detail = Text(
        "For more than {seconds} s the database has not told what has changed.",
        "Đã hơn {seconds} giây cơ sở dữ liệu không cho biết có gì thay đổi.",
    )


class HealthRead(OutputModel):
    """The state of this process."""

    model_config = example({"status": "ok"})

    status: Literal["ok"] = "ok"


@router.get("/healthz", operation_id="get_health")
async def get_health() -> HealthRead:
    """Tell that the process lives."""
    return HealthRead()


@router.get("/readyz", operation_id="get_readiness", responses=problem_responses(503))
def get_readiness(request: Request) -> HealthRead:
    """Tell that the process can serve.

    The database answers, its schema is the right one, and the process has all suppliers and open
    demands as they were less than a second ago.
    """
    database: Database = request.app.state.database
    stored = stored_revision(database.engine)
    if stored != head_revision():
        raise SchemaOutdatedError(stored=stored, needed=head_revision())
    market: LiveMarket = request.app.state.market
    if not market.is_loaded:
        raise MarketLoadingError
    if market.unread_seconds() > STALE_SECONDS:
        raise MarketStaleError(seconds=STALE_SECONDS)
    return HealthRead()


@router.get(
    "/metrics",
    operation_id="get_metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def get_metrics() -> Response:
    """Give the metrics of this process in Prometheus' text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
