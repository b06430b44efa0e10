"""What the reconciliation protocol, version 0.2, sends and answers."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, RootModel, model_validator

from app.core.i18n import Text
from app.core.schemas import OutputModel, example, field_error
from app.reconciliation import examples

MAX_QUERIES = 100
"""Queries in one batch; the manifest says so as `batchSize`."""

MAX_IDS = 500
"""Entities in one request for their properties."""

MAX_PROPERTIES = 50
"""Properties in one query, and in one request for their values."""

MAX_CANDIDATES = 50
"""Candidates for one query; a higher limit is taken for this one."""

_NOTHING_ASKED = Text(
    "A query needs a query text or properties.", "Truy vấn cần có query hoặc properties."
)


class _Sent(BaseModel):
    """What a client of the protocol sends; members that we do not know are passed over."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)


class PropertyGiven(_Sent):
    """What a row of the client's table says about the entity beside its name."""

    pid: str
    v: JsonValue

    def texts(self) -> list[str]:
        """Return the values as texts; of another entity its name, else its id."""
        values = self.v if isinstance(self.v, list) else [self.v]
        return [text for text in map(_as_text, values) if text]


class ReconciliationQuery(_Sent):
    """One name to find, with what else is known."""

    query: str | None = None
    type: str | list[str] = Field(default_factory=list)
    limit: Annotated[int, Field(ge=1)] | None = None
    properties: list[PropertyGiven] = Field(default_factory=list, max_length=MAX_PROPERTIES)
    type_strict: Literal["any", "should", "all"] | None = None

    @model_validator(mode="after")
    def check_something_is_asked(self) -> Self:
        """Refuse a query that asks for nothing.

        Raises:
            PydanticCustomError: There is neither a text nor a property.
        """
        if self.query is None and not self.properties:
            raise field_error("nothing_asked", _NOTHING_ASKED)
        return self

    @property
    def types(self) -> frozenset[str]:
        """The types that are asked for; none asks for all."""
        given = [self.type] if isinstance(self.type, str) else self.type
        return frozenset(name for name in given if name)

    def values_of(self, *pids: str) -> list[str]:
        """Return what is said under any of these properties."""
        return [text for given in self.properties if given.pid in pids for text in given.texts()]


class QueryBatch(RootModel[dict[str, ReconciliationQuery]]):
    """Queries by the client's names for them."""


class PropertyAsked(_Sent):
    """A property whose values are asked for."""

    id: str
    settings: dict[str, JsonValue] = Field(default_factory=dict)


class ExtensionQuery(_Sent):
    """Entities, and the properties whose values are asked for."""

    ids: list[str] = Field(max_length=MAX_IDS)
    properties: list[PropertyAsked] = Field(max_length=MAX_PROPERTIES)


class EntityType(OutputModel):
    """A kind of entity."""

    model_config = example(examples.TYPE)

    id: str
    name: str
    broader: list["EntityType"] | None = None


class MatchingFeature(OutputModel):
    """One thing that was compared, and what came of it."""

    id: str
    value: bool | float
    """Yes or no, or from 0 to 100."""


class ReconciliationCandidate(OutputModel):
    """An entity that may be the one that was asked for."""

    model_config = example(examples.CANDIDATE)

    id: str
    name: str
    description: str | None = None
    score: float
    """From 0 to 100."""
    match: bool
    """Whether it is certain enough to be taken without asking a person; at most one is."""
    type: list[EntityType]
    features: list[MatchingFeature]


class ReconciliationResult(OutputModel):
    """The candidates for one query, the likeliest first."""

    model_config = example({"result": [examples.CANDIDATE]})

    result: list[ReconciliationCandidate]


class ResultBatch(RootModel[dict[str, ReconciliationResult]]):
    """The candidates for every query, by the client's names for them."""

    model_config = example({"q0": {"result": [examples.CANDIDATE]}})


def _as_text(value: JsonValue) -> str:
    if isinstance(value, dict):
        return _as_text(value.get("name") or value.get("id"))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
