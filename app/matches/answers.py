"""Answers that were given before, and hold as long as nothing has changed."""

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import NamedTuple

from app.core.i18n import Language

MOST_ANSWERS = 10_000
"""Answers kept at most, however short they are."""

_OVERHEAD_BYTES = 500
"""What an answer takes beside its bytes, about."""


class Question(NamedTuple):
    """All that an answer depends on, beside the state of the market.

    Attributes:
        subject: What is asked about.
        query: The query parameters as they were sent.
        language: Language of the words.
        role: Role of the one who asks.
        organization_id: Whose data may be seen.
        today: Day of the answer.
    """

    subject: str
    query: bytes
    language: Language
    role: str
    organization_id: str | None
    today: date


class AnswerMemory:
    """The answers of one process to one state of the market; a new state empties it.

    Args:
        capacity_bytes: How much they may take; 0 keeps none.
    """

    def __init__(self, capacity_bytes: int) -> None:
        self._capacity = capacity_bytes
        self._lock = Lock()
        self._generation = -1
        self._bytes = 0
        self._answers: OrderedDict[Question, bytes] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def recall(self, question: Question, generation: int) -> bytes | None:
        """Return what was answered to the same question in the same state, if it is kept."""
        with self._lock:
            if generation != self._generation:
                return None
            body = self._answers.get(question)
            if body is not None:
                self._answers.move_to_end(question)
            return body

    def keep(self, question: Question, generation: int, body: bytes) -> None:
        """Keep an answer; those unused for longest make room."""
        with self._lock:
            if generation < self._generation or not self._capacity:
                return
            if generation > self._generation:
                self._generation, self._bytes = generation, 0
                self._answers.clear()
            if (before := self._answers.pop(question, None)) is not None:
                self._bytes -= len(before) + _OVERHEAD_BYTES
            self._answers[question] = body
            self._bytes += len(body) + _OVERHEAD_BYTES
            while self._bytes > self._capacity or len(self._answers) > MOST_ANSWERS:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest) + _OVERHEAD_BYTES
