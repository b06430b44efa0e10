"""The columns of a table, by kind: what an import takes and an export writes."""

from typing import Literal

ImportKind = Literal["demands", "suppliers"]

COLUMNS: dict[ImportKind, tuple[str, ...]] = {
    "demands": (
        "external_id",
        "name",
        "name_en",
        "specification",
        "category",
        "material",
        "quantity",
        "unit",
        "period",
        "required_certifications",
        "preferred_certifications",
        "delivery_province",
        "delivery_address",
        "delivery_coordinates",
        "allowed_provinces",
        "max_distance_km",
        "needed_by",
        "drawing_ref",
        "standard_ref",
        "approvals",
        "buyer_hidden",
        "status",
        "notes",
        "ketnoi_id",
    ),
    "suppliers": (
        "external_id",
        "tax_code",
        "name",
        "name_en",
        "province",
        "address",
        "industrial_park",
        "site_name",
        "coordinates",
        "categories",
        "capabilities",
        "materials",
        "processes",
        "machines",
        "tolerance",
        "monthly_capacity",
        "moq",
        "lead_time_days",
        "certifications",
        "certificate_wording",
        "certificate_number",
        "certificate_issuer",
        "certificate_issued_on",
        "certificate_expires_on",
        "certificate_verified_by",
        "certificate_verified_on",
        "certifications_complete",
        "description",
        "employees",
        "founded_year",
        "website",
        "contact_name",
        "contact_position",
        "contact_email",
        "contact_phone",
        "languages",
        "export_markets",
        "fdi_customers",
        "badges",
        "registered_office",
        "country",
        "foreign_registration_number",
        "is_buyer",
        "is_active",
        "data_origin",
        "notes",
        "ketnoi_id",
    ),
}
"""Canonical columns, in the order in which they are documented and exported."""

REQUIRED_COLUMN = "name"
"""The only column that a table must have."""

NUMBER_COLUMNS: dict[ImportKind, frozenset[str]] = {
    "demands": frozenset({"quantity", "max_distance_km"}),
    "suppliers": frozenset({"employees", "founded_year"}),
}
"""Columns whose cells hold one number."""

DATE_COLUMNS: dict[ImportKind, frozenset[str]] = {
    "demands": frozenset({"needed_by"}),
    "suppliers": frozenset(),
}
"""Columns whose cells hold one date."""
