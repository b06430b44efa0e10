"""How the questions of an import look over HTTP."""

from pydantic import Field

from app.core.schemas import OutputModel, example
from app.imports.row_schemas import Severity, SuggestionRead


class QuestionRead(OutputModel):
    """One question, and how many rows it is about."""

    code: str
    severity: Severity
    column: str | None
    value: str | None
    """What stands in the cell, or in the part of it that is meant; shortened."""
    count: int
    """Rows with this question."""
    rows: list[int]
    """Numbers of the first of them."""
    detail: str
    can_be_answered: bool
    """Whether `answers` of the import can settle it for all of these rows at once; otherwise each
    row is to be corrected or decided on by itself."""
    suggestions: list[SuggestionRead]
    """For the first row."""


class QuestionsRead(OutputModel):
    """The open questions of an import, the most frequent first."""

    model_config = example(
        {
            "items": [
                {
                    "code": "ambiguous_reference",
                    "severity": "asked",
                    "column": "province",
                    "value": "QN",
                    "count": 41,
                    "rows": [6, 9, 14, 15, 22],
                    "detail": "'QN' can mean legacy:49 (Quảng Nam), legacy:22 (Quảng Ninh): give"
                    " one of these codes.",
                    "can_be_answered": True,
                    "suggestions": [
                        {"value": "legacy:49", "label": "Quảng Nam (legacy:49)", "decision": None}
                    ],
                }
            ],
            "has_more": False,
        }
    )

    items: list[QuestionRead] = Field(max_length=200)
    has_more: bool
    """Whether there are further questions; answer these first, or name a column."""
