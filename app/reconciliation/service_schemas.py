"""What a reconciliation service says about itself, suggests, and tells about entities."""

from pydantic import Field

from app.core.schemas import OutputModel, example
from app.reconciliation import examples
from app.reconciliation.schemas import EntityType


class ServicePlace(OutputModel):
    """Where a part of the service answers: the two texts, one after the other."""

    service_url: str
    service_path: str


class UrlTemplate(OutputModel):
    """An address with `{{id}}` in the place of an entity's id."""

    url: str


class PreviewSettings(UrlTemplate):
    """Where small pages about entities are, and how large, in pixels."""

    width: int
    height: int


class SuggestServices(OutputModel):
    """Where beginnings of words are completed."""

    entity: ServicePlace
    property: ServicePlace
    type: ServicePlace


class ExtensionSettings(OutputModel):
    """Where properties are proposed."""

    propose_properties: ServicePlace


class ServiceManifest(OutputModel):
    """What a reconciliation service can do, and where."""

    model_config = example(examples.MANIFEST)

    versions: list[str]
    name: str
    identifier_space: str = Field(serialization_alias="identifierSpace")
    schema_space: str = Field(serialization_alias="schemaSpace")
    default_types: list[EntityType] = Field(serialization_alias="defaultTypes")
    documentation: str
    service_version: str = Field(serialization_alias="serviceVersion")
    batch_size: int = Field(serialization_alias="batchSize")
    view: UrlTemplate
    preview: PreviewSettings
    suggest: SuggestServices
    extend: ExtensionSettings


class Suggestion(OutputModel):
    """An entity, type or property that a beginning of a word leads to."""

    id: str
    name: str
    description: str | None = None
    notable: list[EntityType] | None = None


class SuggestAnswer(OutputModel):
    """What a beginning of a word leads to, the likeliest first."""

    model_config = example({"result": [examples.SUGGESTION]})

    result: list[Suggestion]


class ProposedProperty(OutputModel):
    """A property whose values can be asked for."""

    id: str
    name: str
    description: str


class PropertyProposal(OutputModel):
    """The properties whose values can be asked for."""

    model_config = example(examples.PROPOSAL)

    properties: list[ProposedProperty]
    type: str
    limit: int | None = None


class ColumnMeta(OutputModel):
    """A property of the answer; with its type where its values are entities."""

    id: str
    name: str
    type: EntityType | None = None


class ExtensionAnswer(OutputModel):
    """The values of properties, by entity and property.

    A value is an object with one member that tells its kind: `str`, `int` or `date`; or `id` and
    `name` of another entity; or none, where it is not known.
    """

    model_config = example(examples.EXTENSION)

    meta: list[ColumnMeta]
    rows: dict[str, dict[str, list[dict[str, str | int]]]]
