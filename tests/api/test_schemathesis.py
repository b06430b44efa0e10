"""The service against its own OpenAPI document: no 5xx, and no answer that it does not describe."""

from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.main import create_app
from tests.api.conftest import Market, Server
from tests.factories.client import Client
from tests.factories.imports import preview

AnyCase: TypeAlias = Case[Any]
EXAMPLES = 12
"""Requests per operation and asker: what a run of the whole suite can afford."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

OPERATIONS = [
    pytest.param(path, method, real_ids, id=f"{method}-{path}-{'real' if real_ids else 'any'}-ids")
    for path, item in create_app().openapi()["paths"].items()
    for method in item
    for real_ids in ([True, False] if "{" in path else [False])
    if path.startswith("/v1")
]
"""Every operation; those with ids in their path also with ids of things that exist."""


def _ids(market: Market) -> dict[str, str]:
    """Name things that exist, so that requests get past the look-up."""
    return {
        "organization_id": market.supplier_organization["id"],
        "supplier_id": market.profile["id"],
        "demand_id": market.demand["id"],
        "site_id": market.profile["sites"][0]["id"],
        "capability_id": market.profile["capabilities"][0]["id"],
        "name": "default",
        "certification_id": market.profile["certifications"][0]["id"],
        "import_id": preview(market.buyer, b"name\nA\n")["id"],
    }


@pytest.mark.parametrize(("path", "method", "real_ids"), OPERATIONS)
def test_every_answer_is_one_that_the_document_describes(
    path: str, method: str, real_ids: bool, server: Server, market: Market
) -> None:
    schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json")
    operation = schema[path][method.upper()]
    askers = [market.centre, market.supplier if "/suppliers" in path else market.buyer]
    known = _ids(market) if real_ids else {}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: AnyCase) -> None:
        for name, value in known.items():
            if name in (case.path_parameters or {}):
                case.path_parameters[name] = value
        for asker in askers:
            _ask(case, asker)

    ask()


def _ask(case: AnyCase, asker: Client) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {asker.token}"}, checks=CHECKS)
