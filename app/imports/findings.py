"""What is found in a row: what a person must decide, and what was guessed and is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self, cast

from pydantic import JsonValue

from app.core.i18n import Text

Severity = Literal["asked", "refused"]
"""Asked: a person can decide at once. Refused: the row cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a person may put in place of a whole cell.

    Attributes:
        value: The new content of the cell; None empties it.
        label: What it means.
    """

    value: str | None
    label: Text

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {"value": self.value, "label": text_to_json(self.label)}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(cast("str | None", value["value"]), text_from_json(value["label"]))


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong with a row.

    Attributes:
        code: Stable name.
        severity: Whether a person is asked, or the row is refused.
        column: Canonical name of the column; None where the row as a whole is meant.
        value: What stands there, shortened.
        text: What is wrong and what would be right.
        suggestions: What may be put in place of the cell, likeliest first.
    """

    code: str
    severity: Severity
    column: str | None
    value: str | None
    text: Text
    suggestions: tuple[Suggestion, ...] = ()

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {
            "code": self.code,
            "severity": self.severity,
            "column": self.column,
            "value": self.value,
            "text": text_to_json(self.text),
            "suggestions": [item.to_json() for item in self.suggestions],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        suggestions = cast("Sequence[Mapping[str, JsonValue]]", value["suggestions"])
        return cls(
            code=str(value["code"]),
            severity=cast("Severity", value["severity"]),
            column=cast("str | None", value["column"]),
            value=cast("str | None", value["value"]),
            text=text_from_json(value["text"]),
            suggestions=tuple(map(Suggestion.from_json, suggestions)),
        )


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that was decided without being asked, and is shown.

    Attributes:
        code: Stable name.
        column: Canonical name of the column.
        given: What stands in the cell, shortened.
        taken: What it was taken for, shortened.
        text: Why.
    """

    code: str
    column: str
    given: str
    taken: str
    text: Text

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {
            "code": self.code,
            "column": self.column,
            "given": self.given,
            "taken": self.taken,
            "text": text_to_json(self.text),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(
            code=str(value["code"]),
            column=str(value["column"]),
            given=str(value["given"]),
            taken=str(value["taken"]),
            text=text_from_json(value["text"]),
        )


def text_to_json(text: Text) -> dict[str, JsonValue]:
    """Return a text as JSON."""
    return {"en": text.en, "vi": text.vi}


def text_from_json(value: JsonValue) -> Text:
    """Make a text of its JSON."""
    pair = cast("Mapping[str, str]", value)
    return Text(pair["en"], pair["vi"])
