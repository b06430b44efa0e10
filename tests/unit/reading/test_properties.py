"""What holds for every text."""

from hypothesis import given
from hypothesis import strategies as st

from app.reading import TextField, from_json, read, similarity, to_json

WORDS = st.sampled_from(
    ["khuôn", "ép nhựa", "lò xo", "for", "cho", "motor", "screw", "ABS", "không", "và", ",", "350T"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join))
FIELDS = st.lists(
    st.builds(TextField, TEXTS, st.sampled_from(["name", "description", "machines"])), max_size=4
)


@given(FIELDS)
def test_a_reading_is_bounded_ordered_and_survives_storage(fields: list[TextField]) -> None:
    reading = read(fields)
    confidences = [item.confidence for item in reading.suggestions]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 < confidence <= 1_000 for confidence in confidences)
    assert list(reading.features) == sorted(reading.features)
    assert from_json(to_json(reading)) == reading


@given(FIELDS)
def test_the_order_of_fields_does_not_matter(fields: list[TextField]) -> None:
    forwards, backwards = read(fields), read(fields[::-1])
    assert forwards.features == backwards.features
    codes = [(item.code, item.confidence) for item in forwards.suggestions]
    assert codes == [(item.code, item.confidence) for item in backwards.suggestions]


@given(FIELDS, FIELDS)
def test_similarity_is_bounded_and_repeatable(one: list[TextField], other: list[TextField]) -> None:
    first, second = read(one), read(other)
    found = similarity(first, second)
    assert 0 <= found.value <= 10_000
    assert found == similarity(first, second)


@given(FIELDS)
def test_what_says_the_same_answers_in_full(fields: list[TextField]) -> None:
    reading = read(fields)
    assert similarity(reading, reading).value in {0, 10_000}
    assert (similarity(reading, reading).value == 0) == (not reading.features)
