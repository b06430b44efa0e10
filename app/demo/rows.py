"""The market as rows of the import files, one mapping from column to cell text a row.

These are lists as people send them, which say less than the columns could: only the first site,
one contact and one capacity find a place. No column that people fill in tells where the data comes
from, so a badge says that it is synthetic.
"""

from collections.abc import Iterable, Mapping

from app.demo.records import (
    DemoCapability,
    DemoCertification,
    DemoDemand,
    DemoDemandList,
    DemoSite,
    DemoSupplier,
    Market,
)

SUPPLIER_COLUMNS = (
    "external_id",
    "tax_code",
    "name",
    "name_en",
    "province",
    "address",
    "industrial_park",
    "categories",
    "capabilities",
    "materials",
    "machines",
    "monthly_capacity",
    "certifications",
    "employees",
    "founded_year",
    "website",
    "contact_name",
    "contact_email",
    "contact_phone",
    "export_markets",
    "fdi_customers",
    "badges",
)
DEMAND_COLUMNS = (
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
    "allowed_provinces",
    "max_distance_km",
    "needed_by",
    "drawing_ref",
    "standard_ref",
    "approvals",
    "notes",
)
"""The columns that people send; there are more (`app.imports.columns`)."""

SYNTHETIC_BADGE = "Synthetic demo data"

Row = dict[str, str]


def supplier_rows(market: Market) -> list[Row]:
    """Write every supplier as a row with the columns `SUPPLIER_COLUMNS`."""
    return [_supplier_row(supplier) for supplier in market.suppliers]


def demand_rows(demand_list: DemoDemandList) -> list[Row]:
    """Write every demand of one list as a row with the columns `DEMAND_COLUMNS`."""
    return [_demand_row(demand) for demand in demand_list.demands]


def _supplier_row(supplier: DemoSupplier) -> Row:
    company = supplier.organization
    site = supplier.sites[0] if supplier.sites else None
    contact = company.contacts[0]
    capabilities = supplier.capabilities
    return _row(
        {
            "external_id": supplier.external_id,
            "tax_code": company.tax_code,
            "name": company.name,
            "name_en": company.name_en,
            "province": _place(site),
            "address": company.address,
            "industrial_park": site.industrial_park if site else None,
            "categories": _line_up(capability.category or "" for capability in capabilities),
            "capabilities": _line_up(capability.text for capability in capabilities),
            "materials": _join(
                material for capability in capabilities for material in capability.materials
            ),
            "machines": _join(
                machine for capability in capabilities for machine in capability.machines
            ),
            "monthly_capacity": _capacity(capabilities),
            "certifications": _join(_certificate(held) for held in supplier.certifications),
            "employees": supplier.employees,
            "founded_year": supplier.founded_year,
            "website": company.website,
            "contact_name": contact.name,
            "contact_email": contact.email,
            "contact_phone": contact.phone,
            "export_markets": _join(supplier.export_markets),
            "fdi_customers": _join(supplier.fdi_customers),
            "badges": _join((*supplier.badges, SYNTHETIC_BADGE)),
        }
    )


def _demand_row(demand: DemoDemand) -> Row:
    place = f"legacy:{demand.delivery.legacy_province}" if demand.delivery else None
    return _row(
        {
            "external_id": demand.external_id,
            "name": demand.name,
            "name_en": demand.name_en,
            "specification": demand.specification,
            "category": _join(demand.categories),
            "material": _join(demand.materials),
            "quantity": demand.quantity,
            "unit": demand.unit,
            "period": demand.period,
            "required_certifications": _join(demand.required_certifications),
            "preferred_certifications": _join(demand.preferred_certifications),
            "delivery_province": place,
            "allowed_provinces": _join(demand.allowed_places),
            "max_distance_km": demand.max_distance_km,
            "needed_by": demand.needed_by,
            "drawing_ref": _join(demand.drawing_refs),
            "standard_ref": _join(demand.standard_refs),
            "approvals": _join(demand.approvals),
            "notes": demand.notes,
        }
    )


def _row(cells: Mapping[str, object]) -> Row:
    return {column: "" if cell is None else str(cell) for column, cell in cells.items()}


def _line_up(texts: Iterable[str]) -> str:
    """Put values into one cell by position, empty ones too: the n-th text has the n-th category."""
    return "; ".join(text.replace(";", ",") for text in texts)


def _join(texts: Iterable[str]) -> str:
    """Put several values into one cell, each once."""
    return "; ".join(dict.fromkeys(text.replace(";", ",") for text in texts))


def _place(site: DemoSite | None) -> str:
    if site is None:
        return ""
    if site.legacy_province is not None:
        return f"legacy:{site.legacy_province}"
    return f"current:{site.province}"


def _capacity(capabilities: Iterable[DemoCapability]) -> str:
    """Write the first capacity that is known, as "120000 pcs"."""
    known = (capability.monthly_capacity for capability in capabilities)
    first = next((capacity for capacity in known if capacity is not None), None)
    return "" if first is None else f"{first.value} {first.unit}"


def _certificate(held: DemoCertification) -> str:
    if held.expires_on is None:
        return held.as_written
    return f"{held.as_written} ({held.expires_on.isoformat()})"
