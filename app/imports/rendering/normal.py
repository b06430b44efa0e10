"""One form for all content that says the same, so that it can be compared."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import JsonValue

from app.imports.rows.demands import StoredDemandRow
from app.organizations.schemas import ContactCreate, OrganizationCreate
from app.spreadsheets.tables import plain_number
from app.suppliers.schemas import ProfileContent

Content = Mapping[str, JsonValue]


def normal_demand(content: Content) -> dict[str, JsonValue]:
    """Return a demand with every field, defaults too.

    Raises:
        pydantic.ValidationError: It is no demand.
    """
    fields = StoredDemandRow.model_validate(content).model_dump(mode="json")
    if fields["quantity"] is not None:
        fields["quantity"] = _number(fields["quantity"])
    delivery = fields["delivery"]
    if delivery is not None and set(delivery.values()) == {None}:
        fields["delivery"] = None
    return fields


def normal_supplier(content: Content) -> dict[str, JsonValue]:
    """Return a supplier with every field, defaults too.

    Raises:
        pydantic.ValidationError: It is no supplier.
    """
    organization: Any = content.get("organization") or {}
    profile = ProfileContent.model_validate(content.get("profile") or {})
    people: Sequence[Any] = content.get("contacts") or ()  # type: ignore[assignment]
    fields = profile.model_dump(mode="json")
    if profile.certifications_complete is None:
        fields["certifications_complete"] = profile.certifications is not None
    fields["certifications"] = fields["certifications"] or []
    for capability in fields["capabilities"]:
        for name in ("monthly_capacity", "moq"):
            if capability[name] is not None:
                capability[name]["value"] = _number(capability[name]["value"])
    company = OrganizationCreate.model_validate({"is_supplier": True, **organization})
    contacts = [ContactCreate.model_validate(person) for person in people]
    return {
        "organization": company.model_dump(mode="json"),
        "profile": fields,
        "contacts": [contact.model_dump(mode="json") for contact in contacts],
    }


def _number(value: str) -> str:
    return plain_number(Decimal(value))
