"""What all request and response models share."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    JsonValue,
    PlainSerializer,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from app.core.i18n import Text

T = TypeVar("T")

NAME_LENGTH = 300
TEXT_LENGTH = 10_000
MAX_LIST = 50
MAX_QUANTITY = Decimal("999999999999.999")

Name = Annotated[str, StringConstraints(min_length=1, max_length=NAME_LENGTH)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(max_length=TEXT_LENGTH)]
Address = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
ExternalId = Annotated[str, StringConstraints(min_length=1, max_length=100)]
TextList = Annotated[list[ShortText], Field(max_length=MAX_LIST)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
PositiveQuantity = Annotated[Decimal, Field(gt=0, le=MAX_QUANTITY, decimal_places=3)]
"""A quantity above zero with at most three decimals."""


def _as_number(value: Decimal) -> int | float:
    """Write a quantity as a JSON number; 15 digits are exact in any reader's double."""
    return int(value) if value == value.to_integral_value() else float(value)


QuantityNumber = Annotated[
    Decimal, PlainSerializer(_as_number, return_type=int | float, when_used="json")
]
"""A quantity in an answer: a JSON number."""

EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2200, 1, 1)
PlausibleDate = Annotated[date, Field(ge=EARLIEST_DATE, le=LATEST_DATE)]

_UNSTORABLE_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_UNSTORABLE = Text(
    "The text holds a NUL character or half of a surrogate pair; take it out.",
    "Văn bản chứa ký tự NUL hoặc nửa cặp thay thế Unicode; hãy bỏ ký tự đó.",
)


def field_error(code: str, text: Text, **params: object) -> PydanticCustomError:
    """Make a validation error that carries our words in both languages."""
    return PydanticCustomError(
        code,
        "{message}",
        {"message": text.render("en", **params), "text": text, **params},
    )


def example(value: dict[str, JsonValue]) -> ConfigDict:
    """Give a model an example for the API documentation."""
    return ConfigDict(json_schema_extra={"example": value})


class InputModel(BaseModel):
    """A body that a client sends: unknown fields are refused, texts are trimmed."""

    model_config = ConfigDict(
        extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )

    @model_validator(mode="before")
    @classmethod
    def refuse_unstorable_text(cls, value: Any) -> Any:
        """Refuse what no database stores as text.

        Raises:
            PydanticCustomError: A text holds NUL or a lone surrogate.
        """
        if isinstance(value, dict):
            for item in value.values():
                _check_text(item)
        return value


def _check_text(value: object) -> None:
    if isinstance(value, str):
        if _UNSTORABLE_CHARACTER.search(value):
            raise field_error("unstorable_text", _UNSTORABLE)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                _check_text(item)


class PatchModel(InputModel):
    """A change (JSON merge patch, RFC 7396): fields left out stay, null empties."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Leave the defaults out of the documentation: a field left out is not changed."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        for described in schema.get("properties", {}).values():
            described.pop("default", None)
        return schema


Unset = SkipJsonSchema[None]
"""Alternative of a field that a change may leave out, but not empty."""


class OutputModel(BaseModel):
    """A body that the API answers with; may be made from a database row."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)


class Listing(OutputModel, Generic[T]):
    """One page of a list. `next_cursor` is null on the last page."""

    # Pydantic looks for attribute docstrings where a generic model is given its type, and
    # stumbles over an annotation that spans lines there.
    model_config = ConfigDict(use_attribute_docstrings=False)

    items: list[T]
    next_cursor: str | None = Field(
        None, description="Give it as `cursor` to get the next page; also in the `Link` header."
    )
