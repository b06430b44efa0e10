"""What the API says about itself: complete, checked against itself, readable without a network."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from app.main import create_app
from tests.factories.client import Client

DOCUMENT = create_app().openapi()
METHODS = ("get", "post", "patch", "delete")
PUBLIC = ("/v1/reference", "/v1/reconciliation/categories")
"""Where no key is needed."""
ABROAD = re.compile(r"""(?:src|href)=["'](?:https?:)?//""")


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def test_operation_ids_are_short_unique_and_set_by_hand() -> None:
    ids = [operation["operationId"] for _path, _method, operation in operations()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in ids)


def test_every_operation_describes_itself_and_its_errors() -> None:
    for path, method, operation in operations():
        assert operation["description"], (path, method)
        assert operation["tags"], (path, method)
        statuses = set(operation["responses"])
        if path.startswith("/v1") and not path.startswith(PUBLIC):
            assert {"401", "403", "429", "503"} <= statuses, (path, method)
        for status, response in operation["responses"].items():
            if status >= "400":
                assert set(response["content"]) == {"application/problem+json"}, (path, status)


def test_every_body_and_answer_has_an_example() -> None:
    missing = [
        (path, method, name)
        for path, method, operation in operations()
        for name in _models_of(operation)
        if not _has_example(name)
    ]
    assert missing == []


def _models_of(operation: dict[str, Any]) -> Iterator[str]:
    bodies = [operation.get("requestBody", {})]
    bodies += [response for status, response in operation["responses"].items() if status < "400"]
    for body in bodies:
        for content in body.get("content", {}).values():
            schema = content.get("schema", {})
            for part in [schema, *schema.get("anyOf", [])]:
                name = part.get("$ref", "").rpartition("/")[2]
                if name and "example" not in content:
                    yield name


def _has_example(name: str) -> bool:
    schema = DOCUMENT["components"]["schemas"][name]
    if "example" in schema:
        return True
    items = schema.get("properties", {}).get("items", {}).get("items", {})
    inner = items.get("$ref", "").rpartition("/")[2]
    if inner:
        return _has_example(inner)
    return all(part in {"file", "sheet"} for part in schema.get("required", []))


def test_every_example_fits_its_schema() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if "example" in schema:
            whole = {**schema, "components": DOCUMENT["components"]}
            validator = jsonschema_rs.validator_for(whole)
            errors = [error.message for error in validator.iter_errors(schema["example"])]
            assert errors == [], name


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_the_documentation_pages_ask_no_other_host(path: str, anybody: Client) -> None:
    page = anybody.get(path)
    assert page.status_code == 200
    assert not ABROAD.search(page.text)
    assets = re.findall(r"""(?:src|href)=["'](/[^"']+)["']""", page.text)
    assert assets
    for asset in assets:
        assert anybody.get(asset).status_code == 200, asset


def test_the_start_page_leads_to_the_documentation(anybody: Client) -> None:
    assert anybody.get("/").headers["location"] == "/docs"
