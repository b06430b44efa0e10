"""Refusing what the API would otherwise ignore: unknown query parameters, unstorable text."""

import re
from typing import NamedTuple

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from starlette.routing import compile_path

from app.core.errors import BadRequestError, InvalidInputError, Problem
from app.core.i18n import Text

_UNKNOWN = Text(
    "There is no such query parameter here; known: {known}.",
    "Không có tham số này; các tham số hợp lệ: {known}.",
)
_REPEATED = Text("Give this parameter once.", "Chỉ nhập tham số này một lần.")


async def refuse_unknown_query(request: Request) -> None:
    """Refuse query parameters that the operation does not take, and NUL anywhere in the URL.

    The known names are those of the OpenAPI document, so that the two cannot differ.

    Raises:
        InvalidInputError: A parameter is unknown, or given twice where one is expected.
        BadRequestError: The URL holds a NUL character.
    """
    if "\x00" in request.url.path or "%00" in request.url.query:
        raise BadRequestError(reason="The URL holds a NUL character.")
    if not request.query_params:
        return
    known = await _known_parameters(request)
    problems = [
        Problem(
            "unknown_parameter",
            _UNKNOWN,
            "query",
            name,
            params=(("known", ", ".join(sorted(known)) or "-"),),
        )
        for name in request.query_params
        if name not in known
    ]
    problems += [
        Problem("repeated_parameter", _REPEATED, "query", name)
        for name, repeatable in known.items()
        if not repeatable and len(request.query_params.getlist(name)) > 1
    ]
    if problems:
        raise InvalidInputError(problems)


class _Path(NamedTuple):
    """A path of the OpenAPI document and the methods that it takes."""

    regex: re.Pattern[str]
    methods: frozenset[str]


def methods_of(request: Request) -> str:
    """Return the methods that the request's path takes, separated by commas.

    Starlette names those of the first route that matches only.
    """
    app: FastAPI = request.app
    if not hasattr(app.state, "methods_by_path"):
        app.state.methods_by_path = [
            _Path(compile_path(path)[0], frozenset(method.upper() for method in item))
            for path, item in app.openapi()["paths"].items()
        ]
    known: list[_Path] = app.state.methods_by_path
    path = request.url.path
    return ", ".join(sorted({m for item in known if item.regex.match(path) for m in item.methods}))


async def _known_parameters(request: Request) -> dict[str, bool]:
    app: FastAPI = request.app
    if not hasattr(app.state, "query_parameters"):
        app.state.query_parameters = await run_in_threadpool(_parameters_by_operation, app)
    known: dict[str, dict[str, bool]] = app.state.query_parameters
    return known.get(getattr(request.scope.get("route"), "operation_id", ""), {})


def _parameters_by_operation(app: FastAPI) -> dict[str, dict[str, bool]]:
    """Return the query parameters of each operation, and whether each may be repeated."""
    return {
        operation["operationId"]: {
            parameter["name"]: parameter["schema"].get("type") == "array"
            for parameter in operation.get("parameters", [])
            if parameter["in"] == "query"
        }
        for item in app.openapi()["paths"].values()
        for operation in item.values()
    }
