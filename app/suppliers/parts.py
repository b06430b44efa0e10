"""The parts of a profile between their three forms: request, table, answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from app.classification.service import stored_suggestions
from app.core.schemas import PatchModel
from app.models import Capability, Certification, Site
from app.reference import load_reference
from app.suppliers.parts_schemas import (
    CapabilityCreate,
    CapabilityRead,
    CertificationCreate,
    CertificationRead,
    QuantityRead,
    SiteCreate,
    SiteRead,
)

Columns = dict[str, Any]
Row = Site | Capability | Certification


@dataclass(frozen=True, slots=True)
class PartKind:
    """One kind of part: its names, its whole form, and how it is stored and shown.

    Attributes:
        name: Name in the audit trail and in messages.
        collection: Attribute of the profile that holds these parts.
        table: The mapped class.
        create: The model that a whole part must satisfy.
        columns: Turns a checked part into column values.
        read: Turns a row into its answer.
    """

    name: str
    collection: str
    table: type[Row]
    create: type[BaseModel]
    columns: Callable[[Any], Columns]
    read: Callable[[Any], BaseModel]


def site_columns(data: SiteCreate) -> Columns:
    """Return the column values of a site."""
    return data.model_dump()


def capability_columns(data: CapabilityCreate) -> Columns:
    """Return the column values of a capability: amounts apart from their units."""
    columns = data.model_dump(exclude={"monthly_capacity", "moq"})
    for field in ("monthly_capacity", "moq"):
        quantity = getattr(data, field)
        columns[field] = None if quantity is None else quantity.value
        columns[f"{field}_unit"] = None if quantity is None else quantity.unit
    return columns


def certification_columns(data: CertificationCreate) -> Columns:
    """Return the column values of a certificate, with the day its written edition became void."""
    written = data.as_written or data.code
    resolution = load_reference().certifications.resolve(written)
    void_since = resolution.void_since if resolution.key == data.code else None
    return {**data.model_dump(), "void_since": void_since}


def read_capability(row: Capability) -> CapabilityRead:
    """Return a capability with its amounts and units together."""
    plain = {
        field: getattr(row, field)
        for field in CapabilityRead.model_fields
        if field not in {"monthly_capacity", "moq", "category_suggestions"}
    }
    return CapabilityRead(
        **plain,
        category_suggestions=stored_suggestions(row.reading),
        monthly_capacity=_quantity(row.monthly_capacity, row.monthly_capacity_unit),
        moq=_quantity(row.moq, row.moq_unit),
    )


def _quantity(value: Any, unit: str | None) -> QuantityRead | None:
    return None if value is None or unit is None else QuantityRead(value=value, unit=unit)


SITE = PartKind("site", "sites", Site, SiteCreate, site_columns, SiteRead.model_validate)
CAPABILITY = PartKind(
    "capability", "capabilities", Capability, CapabilityCreate, capability_columns, read_capability
)
CERTIFICATION = PartKind(
    "certification",
    "certifications",
    Certification,
    CertificationCreate,
    certification_columns,
    CertificationRead.model_validate,
)


def stored_fields(kind: PartKind, row: Row, patch: PatchModel) -> Mapping[str, object]:
    """Return what is stored of a part in the form that a request has, ready for a change.

    A change of the legacy province alone brings the current province with it, so the stored one
    is left out.
    """
    given = patch.model_dump(exclude_unset=True)
    moved = given.get("legacy_province") is not None and "province" not in given
    replaced = {"province"} if moved else set()
    return kind.read(row).model_dump(include=set(kind.create.model_fields) - replaced)
