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

router = APIRouter(tags=["health"])


class SchemaOutdatedError(ServiceUnavailableError):
    """The database's schema is not the one that this code needs."""

    code = "schema_outdated"
    detail = Text(
        "The database has schema {stored}, this version needs {needed}: run 'ketnoi migrate'.",
        "Cơ sở dữ liệu có lược đồ {stored}, phiên bản này cần {needed}: chạy 'ketnoi migrate'.",
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
    """Tell that the process can serve: the database answers and its schema is the right one."""
    database: Database = request.app.state.database
    stored = stored_revision(database.engine)
    if stored != head_revision():
        raise SchemaOutdatedError(stored=stored, needed=head_revision())
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
