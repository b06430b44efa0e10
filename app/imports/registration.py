"""Suppliers of a file against those that are registered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.database import Session
from app.core.i18n import Text
from app.core.principal import Principal
from app.core.versions import AnyVersion
from app.imports.cells import CellError
from app.imports.repository import RegisteredSuppliers
from app.imports.schemas import AttachedRow
from app.imports.supplier_rows import SupplierRow
from app.models import Organization
from app.organizations.schemas import OrganizationUpdate
from app.organizations.service import OrganizationService
from app.spreadsheets.errors import Faults
from app.suppliers.service import NewSupplier, SupplierService

_COMPARED = ("name", "name_en", "website", "address")
"""Fields of a company that a file may state otherwise than the register."""

_HAS_PROFILE = Text(
    "The company with this tax code has a profile already ({supplier_id}). Change that one, and"
    " take the row out.",
    "Doanh nghiệp có mã số thuế này đã có hồ sơ ({supplier_id}). Hãy sửa hồ sơ đó và bỏ dòng này.",
)
_NUMBER_TAKEN = Text(
    "Another supplier has this number ({supplier_id}). Give this one a number of its own.",
    "Nhà cung cấp khác đã dùng mã này ({supplier_id}). Hãy đặt mã riêng cho dòng này.",
)


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of the rows.

    Attributes:
        supplier_ids: The new profiles, in the order of the rows.
        attached: Rows whose company was registered before.
        needs_review: How many have a capability whose category a person must still choose.
    """

    supplier_ids: list[str]
    attached: list[AttachedRow]
    needs_review: int


def register_suppliers(
    session: Session, actor: Principal, rows: Sequence[SupplierRow], faults: Faults
) -> Registered:
    """Register suppliers, unless one of them exists or anything else is wrong.

    Args:
        session: The transaction.
        actor: Who imports.
        rows: The suppliers.
        faults: What is wrong so far.

    Raises:
        InvalidFileError: Something is wrong; names it all.
    """
    organizations = OrganizationService(session, actor)
    tax_codes = [row.organization.tax_code for row in rows if row.organization.tax_code]
    companies = organizations.find_by_tax_codes(tax_codes)
    _refuse_existing(RegisteredSuppliers(session), rows, companies, faults)
    faults.raise_if_any()
    attached = [
        _attach(organizations, row, company)
        for row in rows
        if (company := _company_of(row, companies)) is not None
    ]
    profiles = SupplierService(session, actor).create_suppliers(
        [_new_supplier(row, _company_of(row, companies)) for row in rows]
    )
    waiting = sum(any(row.needs_review for row in profile.capabilities) for profile in profiles)
    return Registered([profile.id for profile in profiles], attached, waiting)


def _company_of(row: SupplierRow, companies: Mapping[str, Organization]) -> Organization | None:
    tax_code = row.organization.tax_code
    return None if tax_code is None else companies.get(tax_code)


def _refuse_existing(
    suppliers: RegisteredSuppliers,
    rows: Sequence[SupplierRow],
    companies: Mapping[str, Organization],
    faults: Faults,
) -> None:
    profiles = suppliers.find_by_organizations([company.id for company in companies.values()])
    numbers = suppliers.find_by_external_ids(
        [row.profile.external_id for row in rows if row.profile.external_id]
    )
    for row in rows:
        company = _company_of(row, companies)
        profile_id = None if company is None else profiles.get(company.id)
        if profile_id is not None:
            error = CellError("supplier_exists", _HAS_PROFILE, supplier_id=profile_id)
            row.reader.note("tax_code", error)
        holder_id = numbers.get(row.profile.external_id or "")
        if holder_id is not None and holder_id != profile_id:
            error = CellError("external_id_taken", _NUMBER_TAKEN, supplier_id=holder_id)
            row.reader.note("external_id", error)
        faults.add_all(row.reader.problems)


def _attach(
    organizations: OrganizationService, row: SupplierRow, company: Organization
) -> AttachedRow:
    """Make a registered company a supplier, and complete what the register does not know."""
    changes: dict[str, object] = {} if company.is_supplier else {"is_supplier": True}
    kept = []
    for field in _COMPARED:
        given, stored = getattr(row.organization, field), getattr(company, field)
        if given is not None and stored is None:
            changes[field] = given
        elif given not in {None, stored}:
            kept.append(field)
    if changes:
        patch = OrganizationUpdate.model_validate(changes)
        organizations.update_organization(company.id, patch, AnyVersion())
    return AttachedRow(row=row.reader.number, organization_id=company.id, kept_columns=kept)


def _new_supplier(row: SupplierRow, company: Organization | None) -> NewSupplier:
    contacts = [] if row.contact is None else [row.contact]
    return NewSupplier(row.organization if company is None else company.id, row.profile, contacts)
