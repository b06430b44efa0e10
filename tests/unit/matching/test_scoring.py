from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.matching import (
    Parameters,
    ParameterSpec,
    ScoringProfile,
    ScoringProfileError,
    Weights,
    parameter_specs,
    to_score,
    to_value,
    to_weight,
)
from app.matching.fixed_point import WEIGHT_ONE
from app.matching.scoring import WEIGHT_NAMES
from app.reference.text import fold

WEIGHTS = st.builds(Weights, *[st.integers(0, 10_000)] * len(WEIGHT_NAMES)).filter(
    lambda drawn: drawn != Weights(0, 0, 0, 0, 0)
)


def test_the_default_weights_add_up_to_one() -> None:
    assert sum(getattr(Weights(), name) for name in WEIGHT_NAMES) == WEIGHT_ONE


@settings(max_examples=100)
@given(weights=WEIGHTS, asked=st.sets(st.sampled_from(WEIGHT_NAMES)))
def test_the_weights_of_what_is_asked_add_up_to_one_exactly(
    weights: Weights, asked: set[str]
) -> None:
    used = ScoringProfile(weights=weights).renormalise(asked)
    assert set(used) == asked
    has_weight = any(getattr(weights, name) for name in asked)
    assert sum(used.values()) == (WEIGHT_ONE if has_weight else 0)
    assert all(used[name] == 0 for name in asked if getattr(weights, name) == 0)


@settings(max_examples=100)
@given(weights=WEIGHTS, asked=st.sets(st.sampled_from(WEIGHT_NAMES)))
def test_a_larger_weight_never_becomes_the_smaller_one(weights: Weights, asked: set[str]) -> None:
    used = ScoringProfile(weights=weights).renormalise(asked)
    by_weight = sorted(asked, key=lambda name: (getattr(weights, name), used[name]))
    assert [used[name] for name in by_weight] == sorted(used.values())


def test_what_is_left_over_goes_to_the_largest_remainder_then_to_the_first() -> None:
    scoring = ScoringProfile(weights=Weights(1, 1, 1, 0, 0))
    used = scoring.renormalise(["certification", "specification", "category"])
    assert used == {"category": 334, "specification": 333, "certification": 333}
    scoring = ScoringProfile(weights=Weights(2, 2, 3, 0, 0))
    assert scoring.renormalise(WEIGHT_NAMES) == {
        "category": 286,
        "specification": 286,
        "certification": 428,
        "location": 0,
        "capacity": 0,
    }


def test_without_any_weight_on_what_is_asked_every_weight_is_zero() -> None:
    scoring = ScoringProfile(weights=Weights(0, 1, 0, 0, 0))
    assert scoring.renormalise(["category", "capacity"]) == {"category": 0, "capacity": 0}


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (Weights(category=-1), "weight category is -1"),
        (Weights(category=0.5), "weight category is 0.5"),  # type: ignore[arg-type]
        (Weights(0, 0, 0, 0, 0), "all weights are 0"),
    ],
)
def test_weights_that_cannot_score_are_refused(weights: Weights, message: str) -> None:
    with pytest.raises(ScoringProfileError, match=message):
        ScoringProfile(weights=weights)


@pytest.mark.parametrize("spec", parameter_specs(), ids=lambda spec: spec.name)
def test_a_parameter_out_of_its_range_is_refused(spec: ParameterSpec) -> None:
    for number in (spec.minimum - 1, spec.maximum + 1, float(spec.minimum)):
        changes: dict[str, Any] = {spec.name: number}
        with pytest.raises(ScoringProfileError, match=f"parameter {spec.name} is"):
            ScoringProfile(parameters=replace(Parameters(), **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"certification_lapsed_value": 2_999},
        {"certification_unlisted_value": 3_001},
        {"certification_ask_buyer_value": 2_999},
        {"location_linkage_bonus": 699},
    ],
)
def test_numbers_that_would_punish_the_better_are_refused(changes: dict[str, int]) -> None:
    with pytest.raises(ScoringProfileError, match="must not exceed"):
        ScoringProfile(parameters=replace(Parameters(), **changes))


def test_all_that_is_wrong_is_told_at_once() -> None:
    parameters = Parameters(category_confirm_from=0, location_half_distance_m=1)
    with pytest.raises(ScoringProfileError, match="weight location is -1") as refused:
        ScoringProfile(weights=Weights(location=-1), parameters=parameters)
    assert [(fault.code, fault.kind, fault.name) for fault in refused.value.faults] == [
        ("weight_out_of_range", "weights", "location"),
        ("parameter_out_of_range", "parameters", "category_confirm_from"),
        ("parameter_out_of_range", "parameters", "location_half_distance_m"),
    ]


def test_an_unknown_is_neither_a_zero_nor_a_full_mark() -> None:
    for spec in parameter_specs():
        if spec.name.endswith("unknown_value"):
            assert (spec.minimum, spec.maximum) == (1, 9_999)


def test_every_parameter_is_documented_in_both_languages() -> None:
    specs = parameter_specs()
    assert [spec.name for spec in specs] == [item.name for item in fields(Parameters)]
    for spec in specs:
        assert spec.default == getattr(Parameters(), spec.name)
        assert spec.unit
        assert spec.reason_en
        assert fold(spec.reason_vi) != spec.reason_vi.casefold()


def test_a_profile_can_be_compared_and_used_as_a_key() -> None:
    assert len({ScoringProfile(), ScoringProfile(), ScoringProfile(version=2)}) == 2


def test_numbers_are_shown_as_fractions_of_one() -> None:
    assert (to_value(8_312), to_weight(350), to_score(8_312_000)) == (0.8312, 0.35, 0.8312)
