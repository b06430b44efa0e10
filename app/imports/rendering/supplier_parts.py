"""The parts of a supplier written into the cells of one row, by position."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.imports.cells.grammar import (
    NONE,
    escape_thing,
    escape_value,
    join_shared,
    join_things,
    join_values,
)
from app.imports.cells.values import write_coordinates, write_number, write_place, write_yes_no
from app.imports.rows.supplier_certificates import CERTIFICATE_COLUMNS, stands_for

Fields = Mapping[str, Any]

_CONTACT_FIELDS = ("name", "position", "email")
_CAPABILITY_LISTS = ("materials", "processes", "machines")
_WORDING = "certificate_wording"


def render_parts(profile: Fields, contacts: Sequence[Fields]) -> dict[str, str]:
    """Write sites, capabilities, certificates and contacts, by column; also empty cells."""
    certificates: Sequence[Fields] | None = profile.get("certifications")
    complete = profile.get("certifications_complete")
    is_complete = certificates is not None if complete is None else bool(complete)
    return {
        **_render_sites(profile.get("sites") or ()),
        **_render_capabilities(profile.get("capabilities") or ()),
        **_render_certificates(certificates or (), is_complete=is_complete),
        **_render_contacts(contacts),
    }


def _render_sites(sites: Sequence[Fields]) -> dict[str, str]:
    return {
        "site_name": join_things([_site_name(site) for site in sites]),
        "address": _texts(sites, "address"),
        "industrial_park": _texts(sites, "industrial_park"),
        "province": join_things([_province(site) for site in sites]),
        "coordinates": join_things(
            [write_coordinates(site.get("latitude"), site.get("longitude")) for site in sites]
        ),
    }


def _site_name(site: Fields) -> str:
    """Write the name of a site; one of which nothing is known says so, to be one at all."""
    if site.get("name"):
        return escape_thing(site["name"])
    return "" if any(value is not None for value in site.values()) else NONE


def _province(site: Fields) -> str:
    hint = ", ".join(text for text in (site.get("industrial_park"), site.get("address")) if text)
    return write_place(site.get("province"), site.get("legacy_province"), hint)


def _render_capabilities(capabilities: Sequence[Fields]) -> dict[str, str]:
    cells = {
        "categories": join_things([item.get("category") or "" for item in capabilities]),
        "capabilities": join_things(
            [escape_value(item.get("text") or "") for item in capabilities]
        ),
        "tolerance": _shared(escape_thing(item.get("tolerance") or "") for item in capabilities),
        "lead_time_days": _shared(_number(item.get("lead_time_days")) for item in capabilities),
    }
    for column in _CAPABILITY_LISTS:
        cells[column] = _shared(join_values(item.get(column) or ()) for item in capabilities)
    for column in ("monthly_capacity", "moq"):
        cells[column] = _shared(_amount(item.get(column)) for item in capabilities)
    return cells


def _render_certificates(certificates: Sequence[Fields], *, is_complete: bool) -> dict[str, str]:
    cells = {"certifications_complete": write_yes_no(is_complete)}
    if not certificates:
        return {**cells, "certifications": NONE if is_complete else ""}
    named = [_certificate(certificate) for certificate in certificates]
    cells["certifications"] = join_things([name for name, _ in named])
    cells[_WORDING] = join_things([wording for _, wording in named])
    for column, field in CERTIFICATE_COLUMNS.items():
        if column != _WORDING:
            cells[column] = _texts(certificates, field)
    return cells


def _certificate(certificate: Fields) -> tuple[str, str]:
    """Write name and wording; the wording alone where it names the certificate."""
    code, written = str(certificate["code"]), certificate.get("as_written", certificate["code"])
    if written is not None and stands_for(written, code):
        return escape_value(written), ""
    return escape_value(code), NONE if written is None else escape_thing(written)


def _render_contacts(contacts: Sequence[Fields]) -> dict[str, str]:
    cells = {f"contact_{field}": _texts(contacts, field) for field in _CONTACT_FIELDS}
    return {**cells, "contact_phone": join_things([_phone(person) for person in contacts])}


def _phone(person: Fields) -> str:
    """Write a phone number; bare digits are covered, or a zero would be put before them."""
    phone = str(person.get("phone") or "")
    return f"\\{phone}" if phone.isdigit() and not phone.startswith("0") else phone


def _texts(things: Sequence[Fields], field: str) -> str:
    return join_things([escape_thing(str(thing.get(field) or "")) for thing in things])


def _shared(parts: Iterable[str]) -> str:
    cells = list(parts)
    return join_shared(cells) if cells else ""


def _number(value: object) -> str:
    return "" if value is None else write_number(value)


def _amount(amount: Fields | None) -> str:
    return "" if amount is None else f"{write_number(amount['value'])} {amount['unit']}"
