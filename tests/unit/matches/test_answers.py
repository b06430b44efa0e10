"""Answers that are kept: for one state of the market, within a size, by all they depend on."""

from datetime import date

import pytest

from app.matches import answers
from app.matches.answers import AnswerMemory, Question

QUESTION = Question("dem_1", b"limit=20", "en", "buyer", "org_1", date(2026, 1, 1))


def test_the_same_question_in_the_same_state_has_the_same_answer() -> None:
    memory = AnswerMemory(10_000)
    memory.keep(QUESTION, 3, b"one")
    assert memory.recall(QUESTION, 3) == b"one"
    memory.keep(QUESTION, 3, b"two")
    assert memory.recall(QUESTION, 3) == b"two"
    assert len(memory) == 1


@pytest.mark.parametrize(
    "other",
    [
        QUESTION._replace(subject="dem_2"),
        QUESTION._replace(query=b"limit=21"),
        QUESTION._replace(language="vi"),
        QUESTION._replace(role="centre", organization_id=None),
        QUESTION._replace(organization_id="org_2"),
        QUESTION._replace(today=date(2026, 1, 2)),
    ],
)
def test_a_question_that_differs_in_anything_is_another_question(other: Question) -> None:
    memory = AnswerMemory(10_000)
    memory.keep(QUESTION, 3, b"one")
    assert memory.recall(other, 3) is None


def test_a_new_state_empties_the_memory_and_an_old_one_adds_nothing() -> None:
    memory = AnswerMemory(10_000)
    memory.keep(QUESTION, 3, b"one")
    assert memory.recall(QUESTION, 4) is None
    memory.keep(QUESTION, 4, b"new")
    memory.keep(QUESTION, 3, b"late")
    assert memory.recall(QUESTION, 4) == b"new"
    assert memory.recall(QUESTION, 3) is None


def test_what_was_unused_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = AnswerMemory(2 * 600)
    first, second, third = (QUESTION._replace(subject=name) for name in "abc")
    memory.keep(first, 1, b"x" * 100)
    memory.keep(second, 1, b"x" * 100)
    assert memory.recall(first, 1) is not None
    memory.keep(third, 1, b"x" * 100)
    assert memory.recall(second, 1) is None
    assert memory.recall(first, 1) is not None
    monkeypatch.setattr(answers, "MOST_ANSWERS", 1)
    memory.keep(second, 1, b"")
    assert len(memory) == 1


def test_a_memory_without_room_keeps_nothing() -> None:
    memory = AnswerMemory(0)
    memory.keep(QUESTION, 1, b"")
    assert memory.recall(QUESTION, 1) is None
    assert len(memory) == 0
