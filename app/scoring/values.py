"""The numbers of a scoring profile: as they are sent, as they are stored, as they score."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal

from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.matching import (
    WEIGHT_NAMES,
    Parameters,
    ScoringFault,
    ScoringProfile,
    ScoringProfileError,
    Weights,
    parameter_specs,
)
from app.matching.fixed_point import WEIGHT_ONE
from app.models import ScoringProfileVersion

DEFAULT_SCORING = ScoringProfile()
"""The built-in profile: always there, and in force until the centre activates another."""

BUILT_IN_ID = "built-in"
"""Stands before the id of every stored profile in a list."""

_FAULTS = {
    "weight_out_of_range": Text(
        "A weight is a number from 0 to 1, with at most three decimals.",
        "Trọng số là số từ 0 đến 1, tối đa ba chữ số thập phân.",
    ),
    "weights_all_zero": Text(
        "All weights are 0: at least one must be greater.",
        "Tất cả trọng số đều bằng 0: ít nhất một trọng số phải lớn hơn 0.",
    ),
    "parameter_out_of_range": Text(
        "Give a whole number from {minimum} to {maximum} ({unit}).",
        "Hãy nhập số nguyên từ {minimum} đến {maximum} ({unit}).",
    ),
    "parameters_out_of_order": Text(
        "This must not exceed {other}, which is {most}.",
        "Không được vượt quá {other}, hiện là {most}.",
    ),
}
_UNKNOWN_WEIGHT = Text(
    "There is no such criterion; known: {known}.",
    "Không có tiêu chí này; các tiêu chí hợp lệ: {known}.",
)
_UNKNOWN_PARAMETER = Text(
    "There is no such parameter; known: {known}.",
    "Không có tham số này; các tham số hợp lệ: {known}.",
)


@dataclass(frozen=True, slots=True)
class KnownProfile:
    """A scoring profile with what is known about it.

    Attributes:
        id: Its id; `BUILT_IN_ID` for the built-in one.
        scoring: What it scores with.
        active: Whether it is in force.
        note: Why it was written.
        created_at: When; None for the built-in one.
    """

    id: str
    scoring: ScoringProfile
    active: bool
    note: str = ""
    created_at: datetime | None = None


def read_scoring(
    name: str, version: int, weights: Mapping[str, Decimal], parameters: Mapping[str, int]
) -> ScoringProfile:
    """Make a scoring profile of what was sent; what was left out takes the built-in number.

    Raises:
        InvalidInputError: A name is unknown or a number cannot score; names each field.
    """
    names = tuple(spec.name for spec in parameter_specs())
    problems = [
        *_unknown("weights", weights, WEIGHT_NAMES, _UNKNOWN_WEIGHT),
        *_unknown("parameters", parameters, names, _UNKNOWN_PARAMETER),
    ]
    if problems:
        raise InvalidInputError(problems)
    scaled = {key: int(weight * WEIGHT_ONE) for key, weight in weights.items()}
    try:
        return ScoringProfile(name, version, Weights(**scaled), Parameters(**parameters))
    except ScoringProfileError as error:
        raise InvalidInputError([_problem(fault) for fault in error.faults]) from error


def store_scoring(scoring: ScoringProfile) -> tuple[dict[str, int], dict[str, int]]:
    """Return the weights and the parameters as they are stored: all of them."""
    return asdict(scoring.weights), asdict(scoring.parameters)


def load_scoring(row: ScoringProfileVersion) -> ScoringProfile:
    """Return what a stored profile scores with.

    A parameter that is younger than the profile takes its default, and a criterion that is
    younger than the profile no weight: the profile knew nothing of it. Numbers that no criterion
    uses any more are passed over.

    Raises:
        ScoringProfileError: A number that was allowed when it was stored is not any more.
    """
    weights = {key: row.weights.get(key, 0) for key in WEIGHT_NAMES}
    known = {item.name for item in fields(Parameters)}
    parameters = {key: number for key, number in row.parameters.items() if key in known}
    return ScoringProfile(row.name, row.version, Weights(**weights), Parameters(**parameters))


def _unknown(
    kind: str, given: Mapping[str, object], known: tuple[str, ...], text: Text
) -> list[Problem]:
    params = (("known", ", ".join(known)),)
    return [
        Problem(f"unknown_{kind[:-1]}", text, pointer=_pointer(kind, name), params=params)
        for name in given
        if name not in known
    ]


def _problem(fault: ScoringFault) -> Problem:
    facts = dict(fault.facts)
    value = str(facts["value"]) if "value" in facts else None
    return Problem(
        fault.code,
        _FAULTS[fault.code],
        pointer=_pointer(fault.kind, fault.name),
        value=value,
        params=fault.facts,
    )


def _pointer(kind: str, name: str) -> str:
    escaped = name[:80].replace("~", "~0").replace("/", "~1")
    return f"/{kind}/{escaped}" if name else f"/{kind}"
