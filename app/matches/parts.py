"""Which part of a ranking can be asked for, over HTTP and at the command line."""

from typing import get_args

from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.matches.schemas import Tier
from app.matching import Eligibility

MAX_LIMIT = 100
DEFAULT_LIMIT = 20
DEFAULT_TIERS = "to_confirm"

_TIER = Text(
    "There is no tier '{value}'; include takes: {known}.",
    "Không có mức '{value}'; include nhận: {known}.",
)


def read_tiers(include: str) -> frozenset[Eligibility]:
    """Read which tiers are to be listed; the eligible ones always are.

    Args:
        include: Names of tiers, separated by commas.

    Raises:
        InvalidInputError: It names something that is no tier.
    """
    named = [part.strip() for part in include.split(",") if part.strip()]
    known = get_args(Tier)
    problems = [
        Problem(
            "unknown_tier",
            _TIER,
            "query",
            "include",
            value=name[:40],
            params=(("value", name[:40]), ("known", ", ".join(known))),
        )
        for name in named
        if name not in known
    ]
    if problems:
        raise InvalidInputError(problems)
    return frozenset({Eligibility.ELIGIBLE, *(Eligibility(name) for name in named)})
