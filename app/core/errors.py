"""Errors of the domain. HTTP appears only on top of them, in ``app.core.http``.

Every error has a stable ``code``, a status, and words in English and Vietnamese. A feature
declares its own subclasses beside its service.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from app.core.i18n import Language, Text

Place = Literal["body", "query", "path", "header", "file"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input, and where.

    Attributes:
        code: Stable name of the fault, for programs.
        text: What is wrong and what would be right.
        place: Part of the request that holds it.
        pointer: JSON pointer inside the body (RFC 6901), or the parameter's name.
        row: Row of the file as the spreadsheet program numbers it (the first row is 1).
        column: Column of the file by its canonical name.
        value: The value as it was given, shortened.
        params: Fields that the text names.
    """

    code: str
    text: Text
    place: Place = "body"
    pointer: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: tuple[tuple[str, object], ...] = ()

    def render(self, language: Language) -> str:
        """Return the words in one language."""
        return self.text.render(language, **dict(self.params))


class AppError(Exception):
    """Base of every error that reaches a client with a meaning.

    Args:
        problems: The single faults, where there are several places to name.
        params: Fields that ``detail`` names.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[Text] = Text("Internal error", "Lỗi nội bộ")
    detail: ClassVar[Text] = Text(
        "Something went wrong on our side; the request id identifies it.",
        "Hệ thống gặp lỗi; hãy gửi kèm mã yêu cầu khi báo lỗi.",
    )

    def __init__(self, problems: Sequence[Problem] = (), **params: object) -> None:
        self.problems = tuple(problems)
        self.params = params
        super().__init__(self.render_detail("en"))

    def render_detail(self, language: Language) -> str:
        """Return the words of this occurrence in one language."""
        return self.detail.render(language, **self.params)

    @property
    def headers(self) -> dict[str, str]:
        """Headers that the answer must carry."""
        return {}


class BadRequestError(AppError):
    """The request cannot be read at all."""

    status = 400
    code = "bad_request"
    title = Text("Bad request", "Yêu cầu không hợp lệ")
    detail = Text("{reason}", "{reason}")


class UnauthorizedError(AppError):
    """No API key, or one that does not exist, has expired or was revoked."""

    status = 401
    code = "unauthorized"
    title = Text("API key needed", "Cần khóa API")
    detail = Text(
        "Send a valid API key as 'Authorization: Bearer kn_...'.",
        "Hãy gửi khóa API hợp lệ trong 'Authorization: Bearer kn_...'.",
    )

    @property
    def headers(self) -> dict[str, str]:
        """Challenge of RFC 9110, 11.6.1."""
        return {"WWW-Authenticate": 'Bearer realm="ketnoi"'}


class ForbiddenError(AppError):
    """The key's role or scope does not allow this operation."""

    status = 403
    code = "forbidden"
    title = Text("Not allowed", "Không được phép")
    detail = Text(
        "This operation needs {needed}; the key has {given}.",
        "Thao tác này cần {needed}; khóa hiện có {given}.",
    )


class NotFoundError(AppError):
    """No such resource, or none that this key may see."""

    status = 404
    code = "not_found"
    title = Text("Not found", "Không tìm thấy")
    detail = Text("There is no such resource.", "Không có tài nguyên này.")


class ConflictError(AppError):
    """The change contradicts what is stored."""

    status = 409
    code = "conflict"
    title = Text("Conflict", "Xung đột dữ liệu")
    detail = Text("{reason}", "{reason}")


class PreconditionFailedError(AppError):
    """Somebody changed the resource since it was read."""

    status = 412
    code = "version_mismatch"
    title = Text("Changed in the meantime", "Dữ liệu đã thay đổi")
    detail = Text(
        "The resource is now at version {current}; read it again and repeat the change.",
        "Tài nguyên hiện ở phiên bản {current}; hãy đọc lại rồi thực hiện lại thay đổi.",
    )


class PreconditionRequiredError(AppError):
    """A change without ``If-Match`` could overwrite somebody else's."""

    status = 428
    code = "if_match_required"
    title = Text("If-Match needed", "Thiếu If-Match")
    detail = Text(
        "Send the ETag that you last read in If-Match.",
        "Hãy gửi ETag đã đọc gần nhất trong If-Match.",
    )


class PayloadTooLargeError(AppError):
    """The body or file is over the limit."""

    status = 413
    code = "too_large"
    title = Text("Too large", "Dữ liệu quá lớn")
    detail = Text("{reason}", "{reason}")


class UnsupportedMediaTypeError(AppError):
    """The body or file has a type that the operation does not read."""

    status = 415
    code = "unsupported_media_type"
    title = Text("Unsupported type", "Định dạng không được hỗ trợ")
    detail = Text("{reason}", "{reason}")


class InvalidInputError(AppError):
    """The request can be read, but does not say something valid."""

    status = 422
    code = "invalid_input"
    title = Text("Invalid input", "Dữ liệu không hợp lệ")
    detail = Text(
        "{count} value(s) must be corrected; 'errors' names each.",
        "Cần sửa {count} giá trị; xem chi tiết trong 'errors'.",
    )

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems, count=len(problems))


class TooManyRequestsError(AppError):
    """The key has used up its share for now."""

    status = 429
    code = "rate_limited"
    title = Text("Too many requests", "Quá nhiều yêu cầu")
    detail = Text(
        "Wait {seconds} seconds before the next request.",
        "Hãy đợi {seconds} giây trước yêu cầu tiếp theo.",
    )

    @property
    def headers(self) -> dict[str, str]:
        """When to try again (RFC 9110, 10.2.3)."""
        return {"Retry-After": str(self.params["seconds"])}


class ServiceUnavailableError(AppError):
    """The database does not answer for now."""

    status = 503
    code = "unavailable"
    title = Text("Temporarily unavailable", "Tạm thời không phục vụ được")
    detail = Text(
        "The database does not answer; try again shortly.",
        "Cơ sở dữ liệu không phản hồi; hãy thử lại sau ít phút.",
    )

    @property
    def headers(self) -> dict[str, str]:
        """When to try again, in seconds."""
        return {"Retry-After": "2"}
