"""Rows of a list of suppliers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from app.imports.cells.grammar import value_of, values_of, whole_of
from app.imports.cells.plain import read_text
from app.imports.rows.notes import notes_of
from app.imports.rows.positions import read_parts, read_values
from app.imports.rows.reader import RowReader
from app.imports.rows.supplier_certificates import CERTIFICATE_COLUMNS, read_certifications
from app.imports.rows.supplier_parts import read_capabilities, read_contacts, read_sites
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.spreadsheets.tables import Cell
from app.suppliers.schemas import ProfileContent

_SITE_COLUMNS = {
    "name": "site_name",
    "legacy_province": "province",
    "latitude": "coordinates",
    "longitude": "coordinates",
}
_CAPABILITY_COLUMNS = {"category": "categories", "text": "capabilities"}
_CERTIFICATE_FIELDS = {field: column for column, field in CERTIFICATE_COLUMNS.items()}
"""Columns whose name differs from that of the field."""

_LISTS = ("languages", "export_markets", "fdi_customers", "badges")
_ORIGIN = "imported"


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier as one row tells it.

    Attributes:
        reader: The row; takes what turns out to be wrong later.
        organization: The company.
        profile: Its profile.
        contacts: People to call.
    """

    reader: RowReader
    organization: OrganizationCreate
    profile: ProfileContent
    contacts: Sequence[ContactCreate]

    @property
    def content(self) -> dict[str, JsonValue]:
        """The supplier as JSON, with the fields that the row gives."""
        return {
            "organization": self.organization.model_dump(mode="json", exclude_unset=True),
            "profile": self.profile.model_dump(mode="json", exclude_unset=True),
            "contacts": [
                person.model_dump(mode="json", exclude_unset=True) for person in self.contacts
            ],
        }


def read_supplier(reader: RowReader) -> dict[str, JsonValue] | None:
    """Return the supplier that a row tells of; None when something is wrong, which is noted.

    Returns:
        JSON with `organization` (fields of `OrganizationCreate`), `profile` (`ProfileContent`)
        and `contacts` (a list of `ContactCreate`), each with the fields that the row gives.
    """
    supplier = _read_supplier(reader)
    return None if supplier is None or reader.problems else supplier.content


def _read_supplier(reader: RowReader) -> SupplierRow | None:
    organization = reader.validate(OrganizationCreate, _organization(reader), _organization_column)
    profile = reader.validate(ProfileContent, _profile(reader), _profile_column)
    contacts = [
        reader.validate(ContactCreate, person, _contact_column) for person in read_contacts(reader)
    ]
    known = [person for person in contacts if person is not None]
    if organization is None or profile is None or len(known) < len(contacts):
        return None
    return SupplierRow(reader, organization, profile, known)


def _organization(reader: RowReader) -> Mapping[str, object]:
    return {
        "name": reader.read_text("name"),
        "name_en": reader.read_text("name_en"),
        "tax_code": reader.read_tax_code(),
        "country": reader.read("country", _read_country),
        "foreign_registration_number": reader.read_text("foreign_registration_number"),
        "website": reader.read_website(),
        "address": _registered_office(reader),
        "is_supplier": True,
        "is_buyer": reader.read_yes_no("is_buyer"),
        "data_origin": reader.read("data_origin", _read_company_origin) or _ORIGIN,
    }


def _read_country(cell: Cell) -> str:
    return read_text(cell).upper()


def _registered_office(reader: RowReader) -> object:
    """Read where the company is registered: where its first factory is, unless the row tells."""
    given = reader.read_text("registered_office")
    if given is not None:
        return whole_of(given) if isinstance(given, str) else given
    sites = reader.read("address", read_parts)
    return value_of(sites[0]) if isinstance(sites, list) and sites else None


def _read_origins(cell: Cell) -> list[str]:
    return [origin.lower() for origin in values_of(read_text(cell))] or [_ORIGIN]


def _read_company_origin(cell: Cell) -> str:
    return _read_origins(cell)[-1]


def _read_profile_origin(cell: Cell) -> str:
    return _read_origins(cell)[0]


def _profile(reader: RowReader) -> Mapping[str, object]:
    return {
        "external_id": reader.read_text("external_id"),
        "is_active": reader.read_yes_no("is_active"),
        "description": reader.read_text("description"),
        "employees": reader.read_people("employees"),
        "founded_year": reader.read_whole("founded_year"),
        "sites": read_sites(reader),
        "capabilities": read_capabilities(reader),
        "certifications": read_certifications(reader),
        "certifications_complete": reader.read_yes_no("certifications_complete"),
        "data_origin": reader.read("data_origin", _read_profile_origin) or _ORIGIN,
        "notes": notes_of(reader),
        **{column: reader.read(column, read_values) for column in _LISTS},
    }


def _organization_column(location: Sequence[int | str]) -> str:
    return str(location[0]) if location else "name"


def _contact_column(location: Sequence[int | str]) -> str:
    return f"contact_{location[0]}" if location else "contact_name"


def _profile_column(location: Sequence[int | str]) -> str:
    field = str(location[0]) if location else "name"
    inner = str(location[2]) if len(location) > 2 else ""  # noqa: PLR2004 - field, index, inner
    match field:
        case "sites":
            return _SITE_COLUMNS.get(inner, inner or "address")
        case "capabilities":
            return _CAPABILITY_COLUMNS.get(inner, inner or "capabilities")
        case "certifications":
            return _CERTIFICATE_FIELDS.get(inner, "certifications")
        case _:
            return field
