"""Rows of a list of suppliers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.i18n import Text
from app.core.tax_codes import InvalidTaxCodeError, normalise_tax_code
from app.imports.cells import (
    CellError,
    pair,
    read_amount,
    read_digits,
    read_list,
    read_number,
    read_tax_code,
    read_text,
    read_website,
    says_none,
    split_values,
)
from app.imports.headers import Layout
from app.imports.rows import (
    UNREADABLE,
    OnceInFile,
    RowReader,
    Unreadable,
    provinces_of,
    resolve_place,
)
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.reference import load_reference
from app.reference.held_certificates import BadDateError, read_held
from app.reference.units import resolve_period
from app.spreadsheets.errors import Faults
from app.spreadsheets.tables import Cell, Table
from app.suppliers.schemas import ProfileContent

_PART_COLUMNS = {"category": "categories", "text": "capabilities"}
"""Columns whose name differs from that of the field of a capability."""

_SITE_COLUMNS = {"legacy_province": "province"}
_LISTS = ("export_markets", "fdi_customers", "badges")
_MONTH = "month"

_BAD_DATE = Text(
    "'{given}' is no date. Write the last day of validity as in ISO 9001 (2027-03-01).",
    "'{given}' không phải là ngày. Hãy ghi ngày hết hạn như ISO 9001 (2027-03-01).",
)
_NO_NAME = Text(
    "Write the certificate before its last day, as in ISO 9001 (2027-03-01).",
    "Hãy ghi tên chứng nhận trước ngày hết hạn, ví dụ ISO 9001 (2027-03-01).",
)
_NONE_AND_SOME = Text(
    "The cell says that there is no certificate, and names one. Keep one of the two.",
    "Ô vừa ghi không có chứng nhận vừa nêu chứng nhận. Hãy giữ lại một trong hai.",
)
_NOT_MONTHLY = Text(
    "The capacity is meant per month, but the cell says '{unit}'. Convert it to a month.",
    "Công suất tính theo tháng nhưng ô ghi '{unit}'. Hãy quy đổi ra một tháng.",
)
_NO_CAPABILITY = Text(
    "This belongs to a capability, and the row has none. Fill in categories or capabilities.",
    "Thông tin này thuộc về một năng lực nhưng dòng không có năng lực nào. Hãy điền categories"
    " hoặc capabilities.",
)


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier as one row tells it.

    Attributes:
        reader: The row; takes what turns out to be wrong later.
        organization: The company.
        profile: Its profile.
        contact: The person to call, if one is named.
    """

    reader: RowReader
    organization: OrganizationCreate
    profile: ProfileContent
    contact: ContactCreate | None


def read_suppliers(table: Table, layout: Layout, faults: Faults) -> list[SupplierRow]:
    """Make suppliers of the rows of a table.

    Args:
        table: The table.
        layout: Which column stands where.
        faults: Takes what is wrong; when it takes no more, the rest is not read.

    Returns:
        The suppliers of the rows without fault, in the order of the table.
    """
    numbers, tax_codes = OnceInFile("external_id"), OnceInFile("tax_code")
    suppliers = []
    for row in table.rows:
        reader = RowReader(row, layout)
        supplier = _read_supplier(reader)
        numbers.check(reader, _text_or_none(reader, "external_id"))
        tax_codes.check(reader, _normal_tax_code(_text_or_none(reader, "tax_code")))
        faults.add_all(reader.problems)
        if faults.has_more:
            break
        if supplier is not None and not reader.problems:
            suppliers.append(supplier)
    return suppliers


def _read_supplier(reader: RowReader) -> SupplierRow | None:
    organization = reader.validate(OrganizationCreate, _organization(reader), _organization_column)
    profile = reader.validate(ProfileContent, _profile(reader), _profile_column)
    contact = None
    if any(reader.cell(f"contact_{field}") is not None for field in ContactCreate.model_fields):
        contact = reader.validate(ContactCreate, _contact(reader), _contact_column)
        if contact is None:
            return None
    if organization is None or profile is None:
        return None
    return SupplierRow(reader, organization, profile, contact)


def _text_or_none(reader: RowReader, column: str) -> str | None:
    """Return a text without noting anything, because that was done before."""
    try:
        return read_text(reader.cell(column)) or None
    except CellError:
        return None


def _normal_tax_code(text: str | None) -> str | None:
    try:
        return normalise_tax_code(text) if text else None
    except InvalidTaxCodeError:
        return None


def _organization(reader: RowReader) -> Mapping[str, object]:
    return {
        "name": reader.read("name", read_text),
        "name_en": reader.read("name_en", read_text),
        "tax_code": reader.read("tax_code", read_tax_code),
        "website": reader.read("website", read_website),
        "address": reader.read("address", read_text),
        "is_supplier": True,
        "data_origin": "imported",
    }


def _contact(reader: RowReader) -> Mapping[str, object]:
    return {
        "name": reader.read("contact_name", read_text),
        "email": reader.read("contact_email", read_text),
        "phone": reader.read("contact_phone", read_digits),
    }


def _profile(reader: RowReader) -> Mapping[str, object]:
    return {
        "external_id": reader.read("external_id", read_text),
        "employees": reader.read("employees", read_number),
        "founded_year": reader.read("founded_year", read_number),
        "sites": _sites(reader),
        "capabilities": _capabilities(reader),
        "certifications": reader.read("certifications", _read_certifications),
        "data_origin": "imported",
        **{column: reader.read(column, read_list) for column in _LISTS},
    }


def _sites(reader: RowReader) -> list[Mapping[str, object]]:
    """Read the factory of a row, whose address helps to understand the province."""
    address = reader.read("address", read_text)
    park = reader.read("industrial_park", read_text)
    if isinstance(address, Unreadable) or isinstance(park, Unreadable):
        return []
    hint = ", ".join(text for text in (park, address) if text)

    def read_province(cell: Cell) -> dict[str, str | None]:
        return provinces_of(resolve_place(read_text(cell), hint=hint))

    place = reader.read("province", read_province)
    if isinstance(place, Unreadable):
        return []
    if place is None and hint:
        key = load_reference().places.resolve("", hint_text=hint).key
        place = provinces_of(key) if key is not None else {}
    if place is None:
        return []
    return [{"address": address, "industrial_park": park, **place}]


def _capabilities(reader: RowReader) -> object:
    """Read the capabilities; what is said of materials, machines and capacity goes to each."""
    categories = reader.read("categories", _read_values)
    texts = reader.read("capabilities", _read_values)
    shared: dict[str, object] = {
        "materials": reader.read("materials", read_list),
        "machines": reader.read("machines", read_list),
        "monthly_capacity": reader.read("monthly_capacity", _read_capacity),
    }
    if isinstance(categories, Unreadable) or isinstance(texts, Unreadable):
        return UNREADABLE
    pairs = pair(categories or [], texts or [])
    if not pairs:
        for column in shared:
            if reader.cell(column) is not None:
                reader.note(column, CellError("no_capability", _NO_CAPABILITY))
    given = {column: value for column, value in shared.items() if value is not None}
    return [{"category": category, "text": text, **given} for category, text in pairs]


def _read_values(cell: Cell) -> list[str]:
    return split_values(read_text(cell))


def _read_capacity(cell: Cell) -> Mapping[str, object]:
    value, unit = read_amount(cell)
    if resolve_period(unit) not in {None, _MONTH}:
        raise CellError("not_monthly", _NOT_MONTHLY, unit=unit)
    return {"value": value, "unit": unit}


def _read_certifications(cell: Cell) -> list[Mapping[str, object]]:
    """Read the held certificates, each perhaps with its last day and its number."""
    values = [value for value in split_values(read_text(cell)) if value]
    if not any(map(says_none, values)):
        return list(map(_read_certification, values))
    if len(values) > 1:
        raise CellError("none_and_some", _NONE_AND_SOME)
    return []


def _read_certification(text: str) -> Mapping[str, object]:
    try:
        held = read_held(text)
    except BadDateError as error:
        raise CellError("not_a_date", _BAD_DATE, text, given=error.value) from error
    if not held.name:
        raise CellError("no_certificate_named", _NO_NAME, text)
    return {"code": held.name, "number": held.number, "expires_on": held.expires_on}


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
            return _PART_COLUMNS.get(inner, inner or "capabilities")
        case _:
            return field
