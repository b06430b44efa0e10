"""Search for a scoring profile: a step at a time, always the best one, as long as it helps."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from math import sqrt
from statistics import fmean, stdev

from app.matching import ParameterSpec, ScoringProfile, ScoringProfileError, parameter_specs

STEPS = (200, 100, 50, 25, 10)
"""Weight that goes from one criterion to another, per mille."""

FACTORS = ((1, 2), (4, 5), (5, 4), (2, 1))
"""Numerator and denominator by which a parameter is changed."""

LEAST_WEIGHT = 10
"""What a criterion keeps, per mille: judgements of this size prove no criterion worthless."""

LEAST_GAIN = 0.001
"""Gain in mean nDCG below which a step is noise and is not taken."""

MOST_STEPS = 30
"""Steps after which the search ends in any case."""

_LEAST_SAMPLE = 2
"""Demands without which there is no deviation."""

Objective = Callable[[ScoringProfile], float]


def climb(
    start: ScoringProfile,
    neighbours: Callable[[ScoringProfile], Iterator[ScoringProfile]],
    objective: Objective,
) -> ScoringProfile:
    """Return the profile at which no neighbour is clearly better.

    Coordinate search: each step changes one parameter, or moves weight between two criteria.
    Between equally good steps the one that comes first is taken.

    Args:
        start: Where to begin.
        neighbours: Gives the profiles that are one step away, in a fixed order.
        objective: What to maximise.
    """
    best, height = start, objective(start)
    for _ in range(MOST_STEPS):
        tried = [(objective(profile), profile) for profile in neighbours(best)]
        top, found = max(tried, key=lambda pair: pair[0], default=(height, best))
        if top < height + LEAST_GAIN:
            break
        best, height = found, top
    return best


def is_clear(gains: Sequence[float]) -> bool:
    """Say whether gains, one for each demand, are more than chance.

    The one-standard-error rule: the simpler model stays unless the other is better by a standard
    error of the mean (Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees",
    1984, section 3.4.3). Here what is shipped counts as the simpler one.
    """
    if len(gains) < _LEAST_SAMPLE:
        return False
    return fmean(gains) > stdev(gains) / sqrt(len(gains))


def one_step_away(
    profile: ScoringProfile, criteria: Sequence[str], parameters: Sequence[str]
) -> Iterator[ScoringProfile]:
    """Yield the valid profiles that differ in one step.

    Args:
        profile: The profile.
        criteria: Criteria between which weight moves; their sum stays, so that the balance with
            all other criteria does too.
        parameters: Names of the parameters that change.
    """
    for giver, taker in permutations(criteria, 2):
        given, taken = getattr(profile.weights, giver), getattr(profile.weights, taker)
        for step in STEPS:
            if given - step >= LEAST_WEIGHT:
                moved = {giver: given - step, taker: taken + step}
                yield replace(profile, weights=replace(profile.weights, **moved))
    for spec in parameter_specs():
        if spec.name in parameters:
            yield from _with_parameter(profile, spec)


def extremes(profile: ScoringProfile, spec: ParameterSpec) -> Iterator[ScoringProfile]:
    """Yield the valid profiles with a parameter at either end of its range."""
    for value in (spec.minimum, spec.maximum):
        yield from _changed(profile, spec, value)


def _with_parameter(profile: ScoringProfile, spec: ParameterSpec) -> Iterator[ScoringProfile]:
    now = getattr(profile.parameters, spec.name)
    values = dict.fromkeys(now * numerator // denominator for numerator, denominator in FACTORS)
    for value in values:
        yield from _changed(profile, spec, min(max(value, spec.minimum), spec.maximum))


def _changed(profile: ScoringProfile, spec: ParameterSpec, value: int) -> Iterator[ScoringProfile]:
    if value == getattr(profile.parameters, spec.name):
        return
    try:
        yield replace(profile, parameters=replace(profile.parameters, **{spec.name: value}))
    except ScoringProfileError:
        return  # it would contradict another parameter
