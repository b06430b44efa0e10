"""Errors on their way from a child process: turned into JSON there, and raised again here."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from app.core.errors import AppError, Problem
from app.core.i18n import Text
from app.spreadsheets.errors import DamagedFileError

Scalar = str | int | float | bool | None


class _CarriedError(BaseModel):
    """An error as JSON."""

    name: str
    problems: list[dict[str, Any]]
    params: dict[str, Scalar]
    attributes: dict[str, Scalar]


def pack(error: AppError) -> JsonValue:
    """Turn an error into JSON."""
    own = {k: v for k, v in vars(error).items() if k not in {"problems", "params"}}
    packed: dict[str, JsonValue] = {
        "name": _name(type(error)),
        "problems": [_pack_problem(problem) for problem in error.problems],
        "params": {name: _scalar(value) for name, value in error.params.items()},
        "attributes": {name: _scalar(value) for name, value in own.items()},
    }
    return packed


def unpack(packed: JsonValue) -> AppError:
    """Make the error again: of the same class, if this process knows that class.

    Returns:
        The error; a `DamagedFileError` in place of one that cannot be made.
    """
    try:
        carried = TypeAdapter(_CarriedError).validate_python(packed)
        class_ = next((c for c in _classes(AppError) if _name(c) == carried.name), None)
        if class_ is None:
            return DamagedFileError(what=carried.name.rpartition(":")[2])
        error = class_.__new__(class_)
        problems = [_unpack_problem(problem) for problem in carried.problems]
        vars(error).update(carried.attributes)  # its words may need them
        AppError.__init__(error, problems, **carried.params)
    except (ValidationError, TypeError, LookupError, ValueError):
        return DamagedFileError(what="its reader has failed")
    return error


def _classes(base: type[AppError]) -> Iterator[type[AppError]]:
    yield base
    for class_ in base.__subclasses__():
        yield from _classes(class_)


def _name(class_: type[AppError]) -> str:
    return f"{class_.__module__}:{class_.__qualname__}"


def _scalar(value: object) -> Scalar:
    return value if isinstance(value, Scalar) else str(value)


def _pack_problem(problem: Problem) -> dict[str, JsonValue]:
    return {
        "code": problem.code,
        "text": list(problem.text),
        "place": problem.place,
        "pointer": problem.pointer,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "params": [[name, _scalar(value)] for name, value in problem.params],
    }


def _unpack_problem(packed: dict[str, Any]) -> Problem:
    text = Text(*packed.pop("text"))
    params = tuple((str(name), value) for name, value in packed.pop("params"))
    return Problem(text=text, params=params, **packed)
