"""Validation: Pydantic's errors in our words and two languages; changes on top of rows."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.core.errors import InvalidInputError, Place, Problem
from app.core.i18n import Text

M = TypeVar("M", bound=BaseModel)

MAX_VALUE_CHARACTERS = 80

_TEXTS: dict[str, Text] = {
    "missing": Text("This field is required.", "Trường này là bắt buộc."),
    "extra_forbidden": Text(
        "There is no such field; check its spelling.", "Không có trường này; hãy kiểm tra tên."
    ),
    "json_invalid": Text("This is not valid JSON: {error}.", "Không phải JSON hợp lệ: {error}."),
    "string_type": Text("Give a text.", "Hãy nhập văn bản."),
    "string_too_short": Text(
        "Give at least {min_length} character(s).", "Cần ít nhất {min_length} ký tự."
    ),
    "string_too_long": Text("Give at most {max_length} characters.", "Tối đa {max_length} ký tự."),
    "string_pattern_mismatch": Text(
        "This does not have the form {pattern}.", "Không đúng dạng {pattern}."
    ),
    "too_long": Text("Give at most {max_length} items.", "Tối đa {max_length} mục."),
    "too_short": Text("Give at least {min_length} item(s).", "Cần ít nhất {min_length} mục."),
    "int_type": Text("Give a whole number.", "Hãy nhập số nguyên."),
    "int_parsing": Text("Give a whole number.", "Hãy nhập số nguyên."),
    "int_from_float": Text("Give a whole number.", "Hãy nhập số nguyên."),
    "float_type": Text("Give a number.", "Hãy nhập số."),
    "float_parsing": Text("Give a number.", "Hãy nhập số."),
    "decimal_type": Text("Give a number.", "Hãy nhập số."),
    "decimal_parsing": Text("Give a number.", "Hãy nhập số."),
    "decimal_max_places": Text(
        "Give at most {decimal_places} decimals.", "Tối đa {decimal_places} chữ số thập phân."
    ),
    "finite_number": Text("Give a finite number.", "Hãy nhập số hữu hạn."),
    "bool_type": Text("Give true or false.", "Hãy nhập true hoặc false."),
    "bool_parsing": Text("Give true or false.", "Hãy nhập true hoặc false."),
    "list_type": Text("Give a list.", "Hãy nhập danh sách."),
    "dict_type": Text("Give an object.", "Hãy nhập một đối tượng."),
    "model_attributes_type": Text("Give an object.", "Hãy nhập một đối tượng."),
    "greater_than": Text("This must be greater than {gt}.", "Phải lớn hơn {gt}."),
    "greater_than_equal": Text("This must be at least {ge}.", "Phải từ {ge} trở lên."),
    "less_than": Text("This must be less than {lt}.", "Phải nhỏ hơn {lt}."),
    "less_than_equal": Text("This must be at most {le}.", "Không được vượt quá {le}."),
    "literal_error": Text("Give one of {expected}.", "Hãy chọn một trong {expected}."),
    "enum": Text("Give one of {expected}.", "Hãy chọn một trong {expected}."),
    "date_from_datetime_parsing": Text(
        "Give a date such as 2027-03-01.", "Hãy nhập ngày dạng 2027-03-01."
    ),
    "date_parsing": Text("Give a date such as 2027-03-01.", "Hãy nhập ngày dạng 2027-03-01."),
    "date_type": Text("Give a date such as 2027-03-01.", "Hãy nhập ngày dạng 2027-03-01."),
}
_OTHER = Text("{message}", "Giá trị không hợp lệ: {message}")


def problems_of(details: Sequence[ErrorDetails | dict[str, Any]]) -> list[Problem]:
    """Translate what validation found into problems that name their place."""
    return [problem_of_detail(detail) for detail in details]


def problem_of_detail(detail: ErrorDetails | dict[str, Any]) -> Problem:
    """Translate one finding. Findings that carry a text of ours (``ctx['text']``) keep it."""
    location = tuple(detail["loc"])
    place: Place = location[0] if location and location[0] in get_args(Place) else "body"
    rest = location[1:] if location and location[0] == place else location
    context = dict(detail.get("ctx") or {})
    own = context.pop("text", None)
    text = own if isinstance(own, Text) else _TEXTS.get(detail["type"], _OTHER)
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", ", ")
    params = {"message": detail["msg"], **context}
    return Problem(
        code=detail["type"],
        text=text,
        place=place,
        pointer=_pointer(rest) if place == "body" else ".".join(str(part) for part in rest),
        value=_shorten(detail.get("input")),
        params=tuple(sorted(params.items())),
    )


def _pointer(parts: tuple[Any, ...]) -> str:
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)


def _shorten(value: object) -> str | None:
    if value is None or isinstance(value, dict | list):
        return None
    return str(value)[:MAX_VALUE_CHARACTERS]


def validate(model: type[M], values: Mapping[str, object]) -> M:
    """Check values against a model, with our own error.

    Raises:
        InvalidInputError: They do not fit; names each place.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as error:
        raise InvalidInputError(problems_of(error.errors())) from error


def apply_patch(model: type[M], current: Mapping[str, object], patch: BaseModel) -> M:
    """Put a change on top of what is stored, and check the whole.

    Args:
        model: What a complete thing must satisfy.
        current: Its fields as they are stored.
        patch: The change; fields that the client left out stay.

    Raises:
        InvalidInputError: The changed thing would not be valid.
    """
    changes = patch.model_dump(exclude_unset=True)
    return validate(model, {**current, **changes})
