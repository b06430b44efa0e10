"""Why nothing matches: what stands in the way, with counts."""

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(slots=True)
class Shortfall:
    """How many candidates fail one must-have.

    Attributes:
        key: The must-have.
        asked: What the demand asks for.
        failing: How many fail it.
        failing_inside: How many of those whose category is not wrong fail it.
        only: How many fail on this alone.
    """

    key: str
    asked: Mapping[str, Param]
    failing: int = 0
    failing_inside: int = 0
    only: int = 0


def why_nothing(candidates: Sequence[tuple[MustHave, ...]], direction: Direction) -> Diagnosis:
    """Count what keeps the candidates out.

    Args:
        candidates: The must-haves of every pair that was compared; each has an unmet one.
        direction: Whether suppliers or demands were ranked.

    Returns:
        The diagnosis, the same for any order of the candidates.
    """
    shortfalls: dict[str, Shortfall] = {}
    inside = 0
    for must_haves in candidates:
        unmet = {item.key for item in must_haves if item.status is Status.UNMET}
        inside += _CATEGORY not in unmet
        for item in must_haves:
            found = shortfalls.setdefault(item.key, Shortfall(item.key, item.asked))
            found.failing += item.key in unmet
            found.failing_inside += item.key in unmet and _CATEGORY not in unmet
            found.only += unmet == {item.key}
    return describe(len(candidates), inside, shortfalls.values(), direction)


def describe(
    total: int, inside: int, shortfalls: Iterable[Shortfall], direction: Direction
) -> Diagnosis:
    """Turn counts into a diagnosis.

    Args:
        total: How many candidates were compared.
        inside: How many of them are not in a wrong category.
        shortfalls: The counts of every must-have that was judged.
        direction: Whether suppliers or demands were ranked.

    Returns:
        The diagnosis, the same for any order of the counts.
    """
    counted = {item.key: item for item in shortfalls}
    summary = _summary(total, inside, direction, has_category=_CATEGORY in counted)
    found = [
        _obstacle(item, total if item.key == _CATEGORY else inside, direction)
        for item in counted.values()
        if (item.failing if item.key == _CATEGORY else item.failing_inside)
    ]
    found.sort(key=lambda item: (item.key != _CATEGORY, -item.failing, item.key))
    return Diagnosis(total, summary, tuple(found))


def _summary(total: int, inside: int, direction: Direction, *, has_category: bool) -> Evidence:
    if total == 0:
        return Evidence(f"nothing.{direction}.none")
    if not has_category:
        return Evidence(f"nothing.{direction}.all", {"total": total})
    return Evidence(f"nothing.{direction}.in_category", {"within": inside, "total": total})


def _obstacle(item: Shortfall, within: int, direction: Direction) -> Obstacle:
    kind, _, detail = item.key.partition(":")
    failing = item.failing if item.key == _CATEGORY else item.failing_inside
    facts: dict[str, Param] = {"within": within, "failing": failing, "only": item.only}
    if direction is Direction.SUPPLIERS or detail:
        facts |= item.asked  # otherwise each demand asks for something else
    evidence = Evidence(f"nothing.{direction}.{kind}", facts)
    return Obstacle(item.key, within, failing, item.only, evidence)
