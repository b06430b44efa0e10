"""The market as rows of the import files, one mapping from column to cell text a row.

A spreadsheet row says less than a profile: only the first site, one contact and one capacity
find a place; coordinates, tolerances, smallest orders, lead times, languages, descriptions, numbers
and issuers of certificates do not, and neither do the status of a demand and whether its buyer is
hidden. No column tells where the data comes from, so a badge says that it is synthetic.
"""

from collections.abc import Iterable, Sequence

from app.demo.records import (
    DemoCapability,
    DemoCertification,
    DemoDemand,
    DemoDemandList,
    DemoSite,
    DemoSupplier,
    Market,
)
from app.imports.headers import COLUMNS

SUPPLIER_COLUMNS = COLUMNS["suppliers"]
DEMAND_COLUMNS = COLUMNS["demands"]

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
    cells: Sequence[object] = (
        supplier.external_id,
        company.tax_code,
        company.name,
        company.name_en,
        _place(site),
        company.address,
        site.industrial_park if site else None,
        _line_up(capability.category or "" for capability in capabilities),
        _line_up(capability.text for capability in capabilities),
        _join(material for capability in capabilities for material in capability.materials),
        _join(machine for capability in capabilities for machine in capability.machines),
        _capacity(capabilities),
        _join(_certificate(held) for held in supplier.certifications),
        supplier.employees,
        supplier.founded_year,
        company.website,
        contact.name,
        contact.email,
        contact.phone,
        _join(supplier.export_markets),
        _join(supplier.fdi_customers),
        _join((*supplier.badges, SYNTHETIC_BADGE)),
    )
    return _row(SUPPLIER_COLUMNS, cells)


def _demand_row(demand: DemoDemand) -> Row:
    place = f"legacy:{demand.delivery.legacy_province}" if demand.delivery else None
    cells: Sequence[object] = (
        demand.external_id,
        demand.name,
        demand.name_en,
        demand.specification,
        _join(demand.categories),
        _join(demand.materials),
        demand.quantity,
        demand.unit,
        demand.period,
        _join(demand.required_certifications),
        _join(demand.preferred_certifications),
        place,
        _join(demand.allowed_places),
        demand.max_distance_km,
        demand.needed_by,
        _join(demand.drawing_refs),
        _join(demand.standard_refs),
        _join(demand.approvals),
        demand.notes,
    )
    return _row(DEMAND_COLUMNS, cells)


def _row(columns: Sequence[str], cells: Sequence[object]) -> Row:
    return {
        column: "" if cell is None else str(cell)
        for column, cell in zip(columns, cells, strict=True)
    }


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
