"""Why nothing matches: what stands in the way, with counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.matching.results import Evidence, MustHave, Param, Status

_CATEGORY = "category"


class Direction(StrEnum):
    """What was ranked."""

    SUPPLIERS = "suppliers"
    DEMANDS = "demands"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One must-have that keeps candidates out.

    Attributes:
        key: The must-have, such as `certification:ISO-13485`.
        within: How many candidates it was counted among: those whose category is not wrong, or
            all for the category itself.
        failing: How many of these do not meet it.
        only: How many candidates fail on this alone, so that they would be let in without it.
        evidence: The counts, ready to be put into words.
    """

    key: str
    within: int
    failing: int
    only: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why no candidate is eligible or to be confirmed.

    Attributes:
        total: How many candidates were compared.
        summary: How many there are and how many are in the right category, in words to be.
        obstacles: What keeps them out: the category first, then the most frequent.
    """

    total: int
    summary: Evidence
    obstacles: tuple[Obstacle, ...]


def why_nothing(candidates: Sequence[tuple[MustHave, ...]], direction: Direction) -> Diagnosis:
    """Count what keeps the candidates out.

    Args:
        candidates: The must-haves of every pair that was compared; each has an unmet one.
        direction: Whether suppliers or demands were ranked.

    Returns:
        The diagnosis, the same for any order of the candidates.
    """
    unmet = [
        {item.key: item for item in must_haves if item.status is Status.UNMET}
        for must_haves in candidates
    ]
    total = len(unmet)
    inside = [failed for failed in unmet if _CATEGORY not in failed]
    has_category = any(item.key == _CATEGORY for item in _flatten(candidates))
    summary = _summary(total, len(inside), direction, has_category=has_category)
    samples = {key: item for failed in unmet for key, item in sorted(failed.items())}
    obstacles = [
        _obstacle(sample, unmet if key == _CATEGORY else inside, unmet, direction)
        for key, sample in samples.items()
    ]
    found = [obstacle for obstacle in obstacles if obstacle.failing]
    found.sort(key=lambda item: (item.key != _CATEGORY, -item.failing, item.key))
    return Diagnosis(total, summary, tuple(found))


def _flatten(candidates: Sequence[tuple[MustHave, ...]]) -> list[MustHave]:
    return [item for must_haves in candidates for item in must_haves]


def _summary(total: int, inside: int, direction: Direction, *, has_category: bool) -> Evidence:
    if total == 0:
        return Evidence(f"nothing.{direction}.none")
    if not has_category:
        return Evidence(f"nothing.{direction}.all", {"total": total})
    return Evidence(f"nothing.{direction}.in_category", {"within": inside, "total": total})


def _obstacle(
    sample: MustHave,
    among: list[dict[str, MustHave]],
    unmet: list[dict[str, MustHave]],
    direction: Direction,
) -> Obstacle:
    key = sample.key
    failing = sum(key in failed for failed in among)
    only = sum(failed.keys() == {key} for failed in unmet)
    facts: dict[str, Param] = {"within": len(among), "failing": failing, "only": only}
    kind, _, detail = key.partition(":")
    if direction is Direction.SUPPLIERS or detail:
        facts |= sample.asked  # otherwise each demand asks for something else
    return Obstacle(key, len(among), failing, only, Evidence(f"nothing.{direction}.{kind}", facts))
