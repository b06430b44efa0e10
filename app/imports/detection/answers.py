"""Answers that count for many rows: what a text in a column of a file stands for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Self, cast

from pydantic import JsonValue

from app.core.i18n import Text

AnswerHow = Literal["chosen", "remembered"]

IDENTITY_COLUMNS = frozenset(
    {
        "tax_code",
        "external_id",
        "ketnoi_id",
        "name",
        "name_en",
        "contact_name",
        "contact_position",
        "contact_email",
        "contact_phone",
    }
)
"""Columns that say who or what a row is about: an answer there is never used for another file."""

ANSWERED: Mapping[AnswerHow, tuple[str, Text]] = {
    "chosen": (
        "answered",
        Text(
            "This was answered for all rows of the file that say so.",
            "Đã trả lời chung cho mọi dòng của tệp có nội dung này.",
        ),
    ),
    "remembered": (
        "answered_before",
        Text(
            "This was answered in an earlier import of the same sender.",
            "Đã trả lời ở lần nhập trước của cùng người gửi.",
        ),
    ),
}

AnswerTable = Mapping[str, Mapping[str, str | None]]
"""New content by column and by what stands in the cell; None empties it."""

_PART = re.compile(r"(?:\\[;；|\\]|[^;；|])+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one text in one column stands for.

    Attributes:
        column: Canonical name of the column.
        text: What stands in the cell, or in one of several parts of it.
        value: What it is taken for; None empties it.
        how: Whether it was given for this file, or for an earlier one.
    """

    column: str
    text: str
    value: str | None
    how: AnswerHow

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {"column": self.column, "text": self.text, "value": self.value, "how": self.how}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(
            str(value["column"]),
            str(value["text"]),
            cast("str | None", value["value"]),
            cast("AnswerHow", value["how"]),
        )


def answers_of(chosen: AnswerTable, remembered: AnswerTable) -> tuple[Answer, ...]:
    """Return the answers for a file; what was chosen for it rules over what is remembered."""
    found: dict[tuple[str, str], Answer] = {}
    tables: tuple[tuple[AnswerHow, AnswerTable], ...] = (
        ("remembered", remembered),
        ("chosen", chosen),
    )
    for how, table in tables:
        for column, texts in table.items():
            for text, value in texts.items():
                found[column, text.strip()] = Answer(column, text.strip(), value, how)
    return tuple(found.values())


class AnswerBook:
    """Finds the answer for a cell, and notes which answers were used.

    Args:
        answers: The answers.
    """

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._by_column: dict[str, dict[str, Answer]] = defaultdict(dict)
        for answer in answers:
            self._by_column[answer.column][answer.text] = answer
        self.used: set[Answer] = set()

    @property
    def columns(self) -> Iterable[str]:
        """The columns for which there are answers."""
        return self._by_column.keys()

    def find(self, column: str, text: str) -> tuple[str | None, AnswerHow] | None:
        """Return the new content of a cell; None where there is no answer for it.

        An answer counts for a whole cell, or for one of the parts that ``;`` and ``|`` divide.
        """
        answers = self._by_column[column]
        text = text.strip()
        whole = answers.get(text)
        if whole is not None:
            self.used.add(whole)
            return whole.value, whole.how
        hits = [hit for part in _PART.findall(text) if (hit := answers.get(part.strip()))]
        if not hits:
            return None
        self.used.update(hits)
        return _PART.sub(lambda part: _replaced(part[0], answers), text), hits[0].how


def _replaced(part: str, answers: Mapping[str, Answer]) -> str:
    answer = answers.get(part.strip())
    return part if answer is None else part.replace(part.strip(), answer.value or "", 1)
