"""Every exception becomes one problem+json answer; nothing leaks and nothing is swallowed."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException as StarletteHTTPException

from app.core.errors import (
    AppError,
    BadRequestError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PreconditionFailedError,
    ServiceUnavailableError,
    UnsupportedMediaTypeError,
)
from app.core.http.body_limit import BodyTooLargeError, body_limit_of
from app.core.http.problems import problem_response
from app.core.http.strictness import methods_of
from app.core.i18n import Text
from app.core.validation import problems_of

log = structlog.get_logger()


class MethodNotAllowedError(AppError):
    """The path exists, but not with this method."""

    status = 405
    code = "method_not_allowed"
    title = Text("Method not allowed", "Phương thức không được phép")
    detail = Text(
        "This path does not take this method.", "Đường dẫn này không nhận phương thức này."
    )

    @property
    def headers(self) -> dict[str, str]:
        """Which methods it does take."""
        return {"Allow": str(self.params["allow"])}


def install_error_handlers(app: FastAPI) -> None:
    """Register the handlers on an application."""
    app.add_exception_handler(AppError, _on_app_error)
    app.add_exception_handler(RequestValidationError, _on_validation_error)
    app.add_exception_handler(StarletteHTTPException, _on_http_exception)
    app.add_exception_handler(DBAPIError, _on_database_error)
    app.add_exception_handler(StaleDataError, _on_stale_data)
    app.add_exception_handler(PoolTimeoutError, _on_failure)
    app.add_exception_handler(Exception, _on_failure)


def _on_app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)  # noqa: S101 - registered for this type alone
    return problem_response(request, error)


def _on_validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this type
    if isinstance(error.body, bytes) and error.body:
        given = request.headers.get("content-type", "nothing")
        reason = f"Send the body as application/json; Content-Type said {given[:80]!r}."
        return problem_response(request, UnsupportedMediaTypeError(reason=reason))
    return problem_response(request, InvalidInputError(problems_of(error.errors())))


def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)  # noqa: S101 - registered for this type
    translated: AppError
    match error.status_code:
        case 404:
            translated = NotFoundError()
        case 405:
            matched = (error.headers or {}).get("Allow", "")
            translated = MethodNotAllowedError(allow=methods_of(request) or matched)
        case 413:
            limit = body_limit_of(request.headers, request.app.state.settings)
            translated = BodyTooLargeError(limit=limit)
        case 415:
            translated = UnsupportedMediaTypeError(reason=str(error.detail))
        case _:
            translated = BadRequestError(reason=str(error.detail))
    return problem_response(request, translated)


def _on_database_error(request: Request, error: Exception) -> Response:
    if isinstance(error, IntegrityError):
        return problem_response(request, ConflictError(reason=_contradiction(error)))
    if isinstance(error, DataError):
        return problem_response(request, BadRequestError(reason="A value cannot be stored."))
    return problem_response(request, explain_failure(error, request.url.path))


def explain_failure(error: Exception, path: str) -> AppError:
    """Log a failure that is no fault of the request, and return what to tell the client.

    Args:
        error: What was raised.
        path: What was asked for.
    """
    if isinstance(error, AppError):
        return error
    if isinstance(error, OperationalError | InterfaceError):
        log.warning("database_unavailable", error=type(error).__name__)
        return ServiceUnavailableError()
    if isinstance(error, PoolTimeoutError):
        return ServiceUnavailableError()
    log.error("unexpected_error", exc_info=error, path=path)
    return AppError()


def _contradiction(error: IntegrityError) -> str:
    """Say which rule of the database was broken, without the values of others' rows."""
    rule = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if rule is None:
        rule = str(error.orig).partition(": ")[2] or "foreign key"
    return f"The change contradicts what is stored ({rule})."


def _on_stale_data(request: Request, _error: Exception) -> Response:
    return problem_response(request, PreconditionFailedError(current="another"))


def _on_failure(request: Request, error: Exception) -> Response:
    return problem_response(request, explain_failure(error, request.url.path))
