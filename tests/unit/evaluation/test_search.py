from dataclasses import asdict, replace

import pytest

from app.evaluation import search
from app.evaluation.search import (
    LEAST_GAIN,
    LEAST_WEIGHT,
    STEPS,
    climb,
    extremes,
    is_clear,
    one_step_away,
)
from app.matching import Parameters, ScoringProfile, Weights, parameter_specs

START = ScoringProfile()
CRITERIA = ("category", "specification", "location")
HALF_DISTANCE = "location_half_distance_m"


def steps(profile: ScoringProfile) -> list[ScoringProfile]:
    return list(one_step_away(profile, CRITERIA, [HALF_DISTANCE]))


def test_a_step_moves_weight_between_two_criteria_or_changes_one_parameter() -> None:
    for found in steps(START):
        before, after = asdict(START.weights), asdict(found.weights)
        changed = [name for name, weight in after.items() if weight != before[name]]
        assert set(changed) <= set(CRITERIA)
        assert sum(after.values()) == sum(before.values())
        assert len(changed) == (2 if found.parameters == START.parameters else 0)


def test_no_criterion_is_taken_out_altogether() -> None:
    poor = replace(START, weights=Weights(category=LEAST_WEIGHT + 10))
    weights = [profile.weights.category for profile in steps(poor)]
    assert min(weights) == LEAST_WEIGHT


def test_parameters_stay_within_their_range() -> None:
    [spec] = parameter_specs(HALF_DISTANCE)
    edge = replace(START, parameters=Parameters(location_half_distance_m=spec.maximum))
    values = {getattr(profile.parameters, HALF_DISTANCE) for profile in steps(edge)}
    assert max(values) == spec.maximum
    ends = [profile.parameters.location_half_distance_m for profile in extremes(START, spec)]
    assert ends == [spec.minimum, spec.maximum]


def test_values_that_contradict_another_parameter_are_not_tried() -> None:
    [spec] = parameter_specs("location_linkage_partly_bonus")
    ends = [profile.parameters.location_linkage_partly_bonus for profile in extremes(START, spec)]
    assert ends == [spec.minimum]


def test_the_search_finds_the_top_of_a_hill() -> None:
    def height(profile: ScoringProfile) -> float:
        half = profile.parameters.location_half_distance_m
        return -abs(profile.weights.location - 400) / 1000 - abs(half - 60_000) / 100_000

    found = climb(START, lambda profile: iter(steps(profile)), height)
    assert found.weights.location == 400
    assert found.parameters.location_half_distance_m == 60_000
    assert found == climb(START, lambda profile: iter(steps(profile)), height)


def test_a_gain_within_the_noise_changes_nothing() -> None:
    def height(profile: ScoringProfile) -> float:
        return 0.0 if profile == START else LEAST_GAIN / 2

    assert climb(START, lambda profile: iter(steps(profile)), height) == START


def test_the_search_ends_even_on_an_endless_slope(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_STEPS", 2)
    found = climb(START, lambda profile: iter(steps(profile)), lambda p: p.weights.location)
    assert found.weights.location == START.weights.location + 2 * max(STEPS)


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ([0.1, 0.1, 0.2], True),
        ([0.3, -0.2, 0.0], False),
        ([0.0, 0.0, 0.0], False),
        ([0.5], False),
    ],
)
def test_a_gain_is_clear_when_it_is_more_than_a_standard_error(
    gains: list[float], expected: bool
) -> None:
    assert is_clear(gains) is expected


def test_where_there_is_nowhere_to_go_the_search_stays() -> None:
    assert climb(START, lambda _: iter(()), lambda _: 0.5) == START
