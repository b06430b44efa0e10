"""Content of demands and suppliers as cells; reading them gives the content again.

Content is JSON: of a demand the fields of `DemandInList` (a stored one may have any status), of a
supplier `organization`, `profile` and `contacts` with the fields of `OrganizationCreate`,
`ProfileContent` and `ContactCreate`. A field left out has its default.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from app.imports.cells.grammar import cover_whole, join_values
from app.imports.cells.values import (
    write_coordinates,
    write_number,
    write_place,
    write_place_key,
    write_yes_no,
)
from app.imports.rendering.normal import normal_demand, normal_supplier
from app.imports.rendering.stored import content_of_demand, content_of_supplier
from app.imports.rendering.supplier_parts import render_parts

__all__ = [
    "content_of_demand",
    "content_of_supplier",
    "normal_demand",
    "normal_supplier",
    "render_demand",
    "render_supplier",
]

Content = Mapping[str, JsonValue]
Fields = Mapping[str, Any]

_DEMAND_LISTS = {
    "category": "categories",
    "material": "materials",
    "required_certifications": "required_certifications",
    "preferred_certifications": "preferred_certifications",
    "drawing_ref": "drawing_refs",
    "standard_ref": "standard_refs",
    "approvals": "approvals",
}
_DEMAND_TEXTS = (
    "external_id",
    "name",
    "name_en",
    "specification",
    "unit",
    "period",
    "needed_by",
    "status",
    "notes",
)
_COMPANY_TEXTS = (
    "tax_code",
    "name",
    "name_en",
    "website",
    "foreign_registration_number",
)
_PROFILE_TEXTS = ("external_id", "description", "notes")
_PROFILE_LISTS = ("languages", "export_markets", "fdi_customers", "badges")
_COUNTRY = "VN"
_ORIGIN = "declared"


def render_demand(content: Content) -> dict[str, str]:
    """Write a demand as the cells of one row, by column; empty ones are left out."""
    fields: Fields = content
    delivery: Fields = fields.get("delivery") or {}
    cells = {column: str(fields.get(column) or "") for column in _DEMAND_TEXTS}
    for column, field in _DEMAND_LISTS.items():
        cells[column] = join_values(fields.get(field) or ())
    for column in ("quantity", "max_distance_km"):
        value = fields.get(column)
        cells[column] = "" if value is None else write_number(value)
    address = delivery.get("address") or ""
    cells["delivery_province"] = write_place(
        delivery.get("province"), delivery.get("legacy_province"), address
    )
    cells["delivery_address"] = cover_whole(address)
    cells["delivery_coordinates"] = write_coordinates(
        delivery.get("latitude"), delivery.get("longitude")
    )
    places: Sequence[str] = fields.get("allowed_places") or ()
    cells["allowed_provinces"] = join_values(map(write_place_key, places))
    cells["buyer_hidden"] = write_yes_no(fields.get("buyer_hidden"))
    return _filled(cells)


def render_supplier(content: Content) -> dict[str, str]:
    """Write a supplier as the cells of one row, by column; empty ones are left out."""
    organization: Fields = _object(content, "organization")
    profile: Fields = _object(content, "profile")
    contacts: Any = content.get("contacts") or ()
    cells = {column: str(organization.get(column) or "") for column in _COMPANY_TEXTS}
    cells |= {column: str(profile.get(column) or "") for column in _PROFILE_TEXTS}
    cells |= {column: join_values(profile.get(column) or ()) for column in _PROFILE_LISTS}
    for column in ("employees", "founded_year"):
        value = profile.get(column)
        cells[column] = "" if value is None else write_number(value)
    sites: Sequence[Fields] = profile.get("sites") or ()
    cells |= render_parts(profile, contacts)
    cells["registered_office"] = _office(organization.get("address"), sites)
    cells["country"] = str(organization.get("country") or _COUNTRY)
    cells["is_buyer"] = "yes" if organization.get("is_buyer") else ""
    cells["is_active"] = write_yes_no(profile.get("is_active", True))
    cells["data_origin"] = _origins(profile, organization)
    return _filled(cells)


def _office(address: str | None, sites: Sequence[Fields]) -> str:
    """Write where a company is registered; nothing where its first factory is there."""
    first = sites[0].get("address") if sites else None
    if (address or None) == (first or None):
        return ""
    return cover_whole(address) if address else "none"


def _origins(profile: Fields, organization: Fields) -> str:
    origins = [str(part.get("data_origin") or _ORIGIN) for part in (profile, organization)]
    return join_values(dict.fromkeys(origins))


def _object(content: Content, name: str) -> Fields:
    value: Any = content.get(name) or {}
    fields: Fields = value
    return fields


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {column: text for column, text in cells.items() if text}
