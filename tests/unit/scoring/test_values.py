from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching import (
    WEIGHT_NAMES,
    Parameters,
    ScoringProfile,
    ScoringProfileError,
    Weights,
    parameter_specs,
)
from app.matching.scoring import FAULT_MESSAGES
from app.models import ScoringProfileVersion
from app.scoring.schemas import ScoringProfileCreate
from app.scoring.values import (
    _FAULTS,
    BUILT_IN_ID,
    DEFAULT_SCORING,
    load_scoring,
    read_scoring,
    store_scoring,
)

HALF = "location_half_distance_m"


def _row(scoring: ScoringProfile) -> ScoringProfileVersion:
    weights, parameters = store_scoring(scoring)
    return ScoringProfileVersion(
        name=scoring.name, version=scoring.version, weights=weights, parameters=parameters
    )


@given(
    weights=st.fixed_dictionaries({name: st.integers(1, 1000) for name in WEIGHT_NAMES}),
    half=st.integers(1_000, 5_000_000),
)
def test_what_is_stored_scores_as_what_was_sent(weights: dict[str, int], half: int) -> None:
    sent = {name: Decimal(weight) / 1000 for name, weight in weights.items()}
    scoring = read_scoring("near-first", 3, sent, {HALF: half})
    expected = Parameters(location_half_distance_m=half)
    assert scoring == ScoringProfile("near-first", 3, Weights(**weights), expected)
    assert load_scoring(_row(scoring)) == scoring


def test_a_profile_that_is_older_than_a_parameter_takes_its_default() -> None:
    row = _row(
        replace(DEFAULT_SCORING, name="old", parameters=Parameters(capacity_unknown_value=1))
    )
    del row.parameters[HALF]
    row.parameters["given_up_since"] = 5
    scoring = load_scoring(row)
    assert scoring.parameters == Parameters(capacity_unknown_value=1)


def test_a_profile_that_is_older_than_a_criterion_gives_it_no_weight() -> None:
    row = _row(replace(DEFAULT_SCORING, name="old"))
    del row.weights["capacity"]
    row.weights["given_up_since"] = 5
    assert load_scoring(row).weights == replace(Weights(), capacity=0)


def test_a_number_that_is_not_allowed_any_more_is_not_scored_with() -> None:
    row = _row(replace(DEFAULT_SCORING, name="old"))
    row.parameters[HALF] = 0
    with pytest.raises(ScoringProfileError, match=HALF):
        load_scoring(row)


def test_every_fault_of_the_core_has_words_in_both_languages() -> None:
    assert _FAULTS.keys() == FAULT_MESSAGES.keys()
    assert all(text.en != text.vi for text in _FAULTS.values())


def test_the_document_names_every_number_with_its_bounds() -> None:
    schema = ScoringProfileCreate.model_json_schema()["properties"]
    weights, parameters = (schema[kind]["properties"] for kind in ("weights", "parameters"))
    assert {name: item["default"] * 1000 for name, item in weights.items()} == asdict(Weights())
    assert {
        (name, item["minimum"], item["maximum"], item["default"])
        for name, item in parameters.items()
    } == {(spec.name, spec.minimum, spec.maximum, spec.default) for spec in parameter_specs()}


def test_the_built_in_profile_stands_before_all_others_in_a_list() -> None:
    assert BUILT_IN_ID < "sco_"
