"""What stored demands and suppliers say, in the form in which rows are read and written."""

from pydantic import JsonValue

from app.demands.content_schemas import DemandContent
from app.demands.views import read_demand
from app.models import Demand, SupplierProfile
from app.organizations.schemas import (
    ContactCreate,
    ContactRead,
    OrganizationCreate,
    OrganizationRead,
)
from app.suppliers.schemas import ProfileContent
from app.suppliers.views import read_supplier

_PARTS = ("sites", "capabilities", "certifications")
_MADE = frozenset({"id", "needs_review", "category_suggestions", "void_since"})
"""What the service makes of a part itself."""


def content_of_demand(demand: Demand) -> dict[str, JsonValue]:
    """Return what a stored demand says: the fields of `DemandInList`, with any status.

    Args:
        demand: The demand, with its categories and certificates loaded.
    """
    fields = {*DemandContent.model_fields, "status"}
    return read_demand(demand).model_dump(mode="json", include=fields)


def content_of_supplier(profile: SupplierProfile) -> dict[str, JsonValue]:
    """Return what a stored supplier says: `organization`, `profile` and `contacts`.

    Args:
        profile: The profile, with its parts, its organization and the contacts of that loaded.
    """
    organization = profile.organization
    company = OrganizationRead.model_validate(organization)
    content = read_supplier(profile).model_dump(
        mode="json", include=set(ProfileContent.model_fields)
    )
    for name in _PARTS:
        content[name] = [
            {field: value for field, value in part.items() if field not in _MADE}
            for part in content[name]
        ]
    return {
        "organization": company.model_dump(
            mode="json", include=set(OrganizationCreate.model_fields)
        ),
        "profile": content,
        "contacts": [
            ContactRead.model_validate(contact).model_dump(
                mode="json", include=set(ContactCreate.model_fields)
            )
            for contact in organization.contacts
        ],
    }
