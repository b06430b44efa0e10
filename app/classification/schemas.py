"""How classified texts and synonyms look over HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from app.core.schemas import InputModel, OutputModel, example
from app.reference.fields import CategoryCode

MAX_TEXTS = 1000
MAX_CHARACTERS = 2000

SUGGESTION_EXAMPLE: dict[str, JsonValue] = {
    "code": "PLA-INJ",
    "name_vi": "Ép phun nhựa",
    "name_en": "Plastic injection moulding",
    "confidence": 0.82,
    "words": ["vỏ nhựa", "ABS"],
}
_SYNONYM: dict[str, JsonValue] = {"phrase": "chóa đèn", "category": "PLA-INJ"}


class CategorySuggestionRead(OutputModel):
    """A category that a text was read as."""

    model_config = example(SUGGESTION_EXAMPLE)

    code: str
    name_vi: str
    name_en: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    words: list[str]
    """The words that led there."""


class ClassifyRequest(InputModel):
    """Texts to read."""

    model_config = example({"texts": ["Vỏ nhựa máy khoan ABS", "vật tư cơ khí"]})

    texts: Annotated[
        list[Annotated[str, StringConstraints(max_length=MAX_CHARACTERS)]],
        Field(min_length=1, max_length=MAX_TEXTS),
    ]


class ClassifiedTextRead(OutputModel):
    """What one text was read as."""

    text: str
    suggestions: list[CategorySuggestionRead]
    """Best first; empty where the text does not say."""
    needs_review: bool
    """Whether no suggestion is sure enough to be used in matching."""


class ClassifyAnswer(OutputModel):
    """The texts in the order in which they were sent."""

    model_config = example(
        {
            "threshold": 0.5,
            "items": [
                {
                    "text": "Vỏ nhựa máy khoan ABS",
                    "suggestions": [SUGGESTION_EXAMPLE],
                    "needs_review": False,
                },
                {"text": "vật tư cơ khí", "suggestions": [], "needs_review": True},
            ],
        }
    )

    threshold: float
    """Confidence from which a suggestion is used in matching."""
    items: list[ClassifiedTextRead]


class SynonymCreate(InputModel):
    """A phrase that stands for a category in this instance."""

    model_config = example(_SYNONYM)

    phrase: Annotated[str, StringConstraints(min_length=2, max_length=200)]
    category: CategoryCode


class SynonymRead(OutputModel):
    """A synonym of this instance."""

    model_config = example(
        {
            "id": "syn_00d201ee9eg0003zekxanckt",
            **_SYNONYM,
            "origin": "entered",
            "created_at": "2026-11-21T08:00:00Z",
            "created_by": "key_00d201ee9eg0003zekxanckt",
        }
    )

    id: str
    phrase: str
    category: str
    origin: Literal["entered", "choice"]
    """Whether it was entered, or comes from a category that staff chose for a text."""
    created_at: datetime
    created_by: str
