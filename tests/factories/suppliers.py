"""Supplier profiles."""

from tests.factories.client import Client, Json
from tests.factories.organizations import make_supplier_organization


def make_supplier(centre: Client, organization: Json | None = None, **fields: object) -> Json:
    """Make a moulder in old Bình Dương with ISO 9001, with what is given changed."""
    if organization is None:
        organization = make_supplier_organization(centre)
    body: Json = {
        "organization_id": organization["id"],
        "sites": [{"legacy_province": "74", "industrial_park": "VSIP I"}],
        "capabilities": [
            {
                "category": "PLA-INJ",
                "text": "Ép phun vỏ máy và linh kiện nhựa ABS",
                "materials": ["ABS"],
                "monthly_capacity": {"value": 100000, "unit": "pcs"},
            }
        ],
        "certifications": [{"code": "ISO-9001", "expires_on": "2199-12-31"}],
        **fields,
    }
    return centre.made("/v1/suppliers", body)
