"""The OpenAPI document: what every operation may answer, said once."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.core.http.problems import PROBLEM_MEDIA_TYPE, FaultRead, ProblemDetails

_DESCRIPTIONS = {
    400: "The request cannot be read.",
    401: "No API key, or one that is not valid (any more).",
    403: "The key's role or scope does not allow this.",
    404: "There is no such resource, or none that this key may see.",
    409: "The change contradicts what is stored.",
    412: "Somebody changed the resource since it was read.",
    413: "The body or file is over the limit.",
    415: "The body or file has a type that the operation does not read.",
    422: "The request does not say something valid; `errors` names each place.",
    428: "If-Match is missing.",
    429: "The key has used up its share for now; see Retry-After.",
    503: "The database does not answer for now; see Retry-After.",
}
_SCHEMA = {"$ref": "#/components/schemas/ProblemDetails"}
_REF_TEMPLATE = "#/components/schemas/{model}"
_METHODS = ("get", "post", "put", "patch", "delete")
_LIMIT_HEADERS = {
    "RateLimit": {
        "description": "Requests left in this window, and seconds until the next.",
        "schema": {"type": "string"},
    },
}


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document errors of one operation that do not follow from its form.

    401, 403, 404, 413, 415, 422, 428, 429 and 503 are added to operations by what they take;
    name here only the others, such as 409.
    """
    return {status: _problem(status) for status in statuses}


def install_openapi(app: FastAPI) -> None:
    """Make an application describe itself with our errors instead of FastAPI's."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # the way that FastAPI documents


def _describe(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info=app.license_info,
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in (ProblemDetails, FaultRead):
        described = model.model_json_schema(ref_template=_REF_TEMPLATE)
        described.pop("$defs", None)
        schemas[model.__name__] = described
    for schema in schemas.values():
        if "example" in schema:
            _restore_nulls(schema["example"], schema, schemas)
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                _complete(path, item[method])
    return document


def _restore_nulls(example: object, schema: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Put the nulls back into an example: FastAPI leaves every null out of the document."""
    for part in [schema, *schema.get("anyOf", [])]:
        known = schemas.get(part.get("$ref", "").rpartition("/")[2], part)
        if isinstance(example, list) and "items" in known:
            for item in example:
                _restore_nulls(item, known["items"], schemas)
        if not isinstance(example, dict) or "properties" not in known:
            continue
        for name in known.get("required", []):
            if name not in example and {"type": "null"} in known["properties"][name].get(
                "anyOf", []
            ):
                example[name] = None
        for name, value in example.items():
            _restore_nulls(value, known["properties"].get(name, {}), schemas)


def _complete(path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422", "")):
        del responses["422"]
    for response in responses.values():
        _untype_lines(response)
    for status in _statuses_of(path, operation):
        responses.setdefault(str(status), _problem(status))
    operation["responses"] = dict(sorted(responses.items()))
    operation.setdefault("parameters", []).append(
        {
            "name": "Accept-Language",
            "in": "header",
            "required": False,
            "description": "Language of the words in the answer: `vi` or `en`.",
            "schema": {"type": "string", "default": "en"},
            "example": "vi",
        }
    )


def _untype_lines(response: dict[str, Any]) -> None:
    """Leave the type of a line to the schema of the line: FastAPI calls it a text."""
    for content in response.get("content", {}).values():
        if "anyOf" in content.get("schema", {}):
            content["schema"].pop("type", None)


def _statuses_of(path: str, operation: dict[str, Any]) -> set[int]:
    parameters = operation.get("parameters", [])
    statuses = {422}
    if path.startswith("/v1"):
        statuses |= {429, 503}
    if operation.get("security"):
        statuses |= {401, 403}
    if any(parameter["in"] == "query" for parameter in parameters):
        statuses.add(400)
    if any(parameter["in"] == "path" for parameter in parameters):
        statuses |= {400, 404}
    if any(parameter["name"].lower() == "if-match" for parameter in parameters):
        statuses |= {400, 412, 428}
    if "requestBody" in operation:
        statuses |= {400, 413, 415}
    return statuses


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": _DESCRIPTIONS[status],
        "headers": dict(_LIMIT_HEADERS) if status == 429 else {},  # noqa: PLR2004 - the status
        "content": {PROBLEM_MEDIA_TYPE: {"schema": dict(_SCHEMA)}},
    }
