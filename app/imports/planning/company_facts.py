"""What the content of a supplier row says of the company, for telling it from others."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from app.duplicates.company import CompanyFacts


def facts_of(key: Hashable, content: Mapping[str, Any] | None) -> CompanyFacts:
    """Return what a row says of its company.

    Args:
        key: Names the row.
        content: The supplier as JSON, as `read_supplier` gives it.
    """
    content = content or {}
    company: Mapping[str, Any] = content.get("organization") or {}
    sites: Sequence[Mapping[str, Any]] = (content.get("profile") or {}).get("sites") or ()
    contacts: Sequence[Mapping[str, Any]] = content.get("contacts") or ()
    return CompanyFacts(
        key=key,
        names=_texts(company.get("name"), company.get("name_en")),
        tax_code=company.get("tax_code"),
        address=company.get("address"),
        website=company.get("website"),
        phones=_texts(*(contact.get("phone") for contact in contacts)),
        emails=_texts(*(contact.get("email") for contact in contacts)),
        country=company.get("country") or "VN",
        foreign_registration_number=company.get("foreign_registration_number"),
        other_addresses=_texts(*(site.get("address") for site in sites)),
    )


def _texts(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)
