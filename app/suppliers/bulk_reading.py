"""What the texts of a supplier are read as, before it is stored and without a database."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import JsonValue

from app.matching import profiles
from app.matching.reading import capability_texts, supplier_texts
from app.reading import Reader, is_usable, to_json
from app.suppliers.bulk_content import CapabilityReading, SupplierContent, SupplierReadings
from app.suppliers.parts_schemas import CapabilityCreate

_CHOSEN = CapabilityReading("", needs_review=False)
"""What a person chose needs no suggestions."""


def prepare_readings(
    content: SupplierContent, reader: Reader, *, name: str = "", name_en: str | None = None
) -> SupplierReadings:
    """Read the texts of a supplier, as they are read when it is stored.

    Args:
        content: The supplier.
        reader: Reads by the words of this instance (`ClassificationService.reader`).
        name: Name of a registered company, of which the content knows only the id.
        name_en: Its English name.
    """
    if not isinstance(content.organization, str):
        name, name_en = content.organization.name, content.organization.name_en
    capabilities = tuple(map(_to_matching, content.profile.capabilities))
    return _read(reader, name, name_en, content.profile.description, capabilities)


def prepare_row_readings(content: Mapping[str, JsonValue], reader: Reader) -> SupplierReadings:
    """Read the texts of a supplier whose content is JSON that was checked before.

    Args:
        content: Fields of the `organization` and of the `profile`, as far as they were given.
        reader: As above.
    """
    organization = cast("Mapping[str, Any]", content["organization"])
    profile = cast("Mapping[str, Any]", content["profile"])
    capabilities = [
        profiles.Capability(
            id="",
            category=given.get("category"),
            text=given.get("text") or "",
            materials=tuple(given.get("materials") or ()),
            processes=tuple(given.get("processes") or ()),
            machines=tuple(given.get("machines") or ()),
        )
        for given in cast("Sequence[Mapping[str, Any]]", profile.get("capabilities") or ())
    ]
    name_en = organization.get("name_en")
    description = profile.get("description") or ""
    return _read(reader, organization["name"], name_en, description, capabilities)


def _read(
    reader: Reader,
    name: str,
    name_en: str | None,
    description: str,
    capabilities: Sequence[profiles.Capability],
) -> SupplierReadings:
    read = []
    for capability in capabilities:
        if capability.category is not None:
            read.append(_CHOSEN)
            continue
        reading = reader.read(capability_texts(capability))
        doubtful = not any(map(is_usable, reading.suggestions))
        read.append(CapabilityReading(to_json(reading), needs_review=doubtful))
    supplier = profiles.SupplierProfile(
        id="",
        key="",
        name=name,
        name_en=name_en or "",
        description=description,
        capabilities=tuple(capabilities),
    )
    whole = to_json(reader.read(supplier_texts(supplier)))
    return SupplierReadings(reader.version, whole, tuple(read))


def _to_matching(data: CapabilityCreate) -> profiles.Capability:
    """Return the texts of a capability, as the matching core takes them."""
    return profiles.Capability(
        id="",
        category=data.category,
        text=data.text,
        materials=tuple(data.materials),
        processes=tuple(data.processes),
        machines=tuple(data.machines),
    )
