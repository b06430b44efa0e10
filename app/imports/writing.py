"""Making records of rows: the only place where an import changes the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from pydantic import JsonValue

from app.core.database import Session
from app.core.principal import Principal
from app.core.validation import validate
from app.core.versions import AnyVersion
from app.demands.list_service import DemandListService
from app.demands.schemas import DemandInList, DemandState, DemandUpdate
from app.demands.service import DemandService
from app.imports.planning.differences import spoken_columns
from app.imports.planning.findings import Plan
from app.imports.rendering.content import render_supplier
from app.models import Import, ImportRow
from app.organizations.schemas import ContactCreate, OrganizationCreate, OrganizationUpdate
from app.organizations.service import OrganizationService
from app.suppliers.bulk import SupplierBulk, SupplierContent, SupplierReadings
from app.suppliers.replacing import SupplierReplacing
from app.suppliers.schemas import ProfileContent

_FIELDS = {
    "category": ("categories",),
    "material": ("materials",),
    "drawing_ref": ("drawing_refs",),
    "standard_ref": ("standard_refs",),
    "delivery_province": ("delivery",),
    "delivery_address": ("delivery",),
    "delivery_coordinates": ("delivery",),
    "allowed_provinces": ("allowed_places",),
    "quantity": ("quantity", "unit", "period"),
    "unit": ("quantity", "unit", "period"),
    "period": ("quantity", "unit", "period"),
}
"""Fields of a demand that a column speaks of, where their names differ or they go together."""


@dataclass(frozen=True, slots=True)
class RowWriting:
    """A row to write, what it becomes, and what its texts were read as, where that is known."""

    row: ImportRow
    plan: Plan
    readings: SupplierReadings | None = None


class RowWriter(Protocol):
    """Writes rows of one kind."""

    def write(self, writings: Sequence[RowWriting]) -> list[str]:
        """Write rows; return the ids of their records, in order.

        Raises:
            AppError: One of them cannot be written.
        """


def writer_of(session: Session, actor: Principal, row: Import) -> RowWriter:
    """Return the writer of an import's rows; its demand list exists."""
    if row.kind == "demands":
        return DemandWriter(session, actor, cast("str", row.demand_list_id), row.demand_status)
    return SupplierWriter(session, actor)


class SupplierWriter:
    """Registers suppliers, and changes those that differ."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._organizations = OrganizationService(session, actor)
        self._bulk = SupplierBulk(session, actor)
        self._replacing = SupplierReplacing(session, actor)

    def write(self, writings: Sequence[RowWriting]) -> list[str]:
        """Write rows; return the ids of the profiles, in order.

        Raises:
            AppError: One of them cannot be written.
        """
        new = [item for item in writings if item.plan.action == "create"]
        made = iter(self._bulk.create([self._new(item) for item in new]))
        ids = []
        for item in writings:
            if item.plan.action == "create":
                ids.append(next(made))
                continue
            target_id = cast("str", item.plan.target_id)
            if item.plan.action == "update":
                columns = spoken_columns(render_supplier(item.row.content or {}), item.row)
                self._replacing.replace_content(target_id, supplier_content(item.row), columns)
            ids.append(target_id)
        return ids

    def _new(self, item: RowWriting) -> SupplierContent:
        content = supplier_content(item.row, item.readings)
        organization_id = item.plan.organization_id
        if organization_id is None:
            return content
        self._complete_company(organization_id, content, item.plan)
        return SupplierContent(organization_id, content.profile, content.contacts)

    def _complete_company(self, organization_id: str, content: SupplierContent, plan: Plan) -> None:
        """Make a registered company a supplier, and change what the preview said."""
        company = self._organizations.get_organization(organization_id)
        given = cast("OrganizationCreate", content.organization)
        changes: dict[str, object] = {
            found["column"]: getattr(given, found["column"]) for found in plan.differences
        }
        for name in ("tax_code", "address"):
            if getattr(company, name) is None and getattr(given, name) is not None:
                changes[name] = getattr(given, name)
        if not company.is_supplier:
            changes["is_supplier"] = True
        if changes:
            patch = OrganizationUpdate.model_validate(changes)
            self._organizations.update_organization(organization_id, patch, AnyVersion())


class DemandWriter:
    """Adds demands to a list, and changes those that differ."""

    def __init__(
        self, session: Session, actor: Principal, demand_list_id: str, status: str
    ) -> None:
        self._lists = DemandListService(session, actor)
        self._demands = DemandService(session, actor)
        self._demand_list_id = demand_list_id
        self._status = status

    def write(self, writings: Sequence[RowWriting]) -> list[str]:
        """Write rows; return the ids of the demands, in order.

        Raises:
            AppError: One of them cannot be written.
        """
        new = [self._new(item.row) for item in writings if item.plan.action == "create"]
        made = iter(self._create(new))
        ids: list[str] = []
        for item in writings:
            if item.plan.action == "create":
                ids.append(next(made))
                continue
            target_id = cast("str", item.plan.target_id)
            if item.plan.action == "update":
                patch = demand_patch(item.row.content or {}, item.plan)
                self._demands.update_demand(target_id, patch, AnyVersion())
            ids.append(target_id)
        return ids

    def _create(self, new: Sequence[DemandInList | DemandState]) -> list[str]:
        if not new:
            return []
        demand_list = self._lists.get_demand_list(self._demand_list_id)
        return self._demands.create_demands(demand_list, new)

    def _new(self, row: ImportRow) -> DemandInList | DemandState:
        """Return a new demand; one that another register exported may have its life behind it."""
        content = {"status": self._status, **(row.content or {})}
        if row.ketnoi_id:
            return validate(DemandState, content)
        return validate(DemandInList, content)


def demand_patch(content: Mapping[str, JsonValue], plan: Plan) -> DemandUpdate:
    """Return the change that makes a demand say what differs; other fields stay."""
    fields = {
        name
        for found in plan.differences
        for name in _FIELDS.get(found["column"], (found["column"],))
    }
    changes = {name: content[name] for name in sorted(fields) if content.get(name) is not None}
    if isinstance(changes.get("delivery"), dict):
        changes["delivery"] = _place_change(cast("dict[str, JsonValue]", changes["delivery"]))
    return DemandUpdate.model_validate(changes)


def _place_change(place: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the change of a place: what is not said stays, but the two provinces go together."""
    change: dict[str, JsonValue] = {
        name: value for name, value in place.items() if value is not None
    }
    if "province" in change:
        change.setdefault("legacy_province", None)
    return change


def supplier_content(row: ImportRow, readings: SupplierReadings | None = None) -> SupplierContent:
    """Return the supplier that a row tells of.

    Raises:
        InvalidInputError: It was valid when the file was read, and is not any more.
    """
    content: Mapping[str, Any] = row.content or {}
    contacts = content.get("contacts") or [content.get("contact")]
    return SupplierContent(
        organization=validate(OrganizationCreate, content["organization"]),
        profile=validate(ProfileContent, content["profile"]),
        contacts=[validate(ContactCreate, item) for item in contacts if item],
        readings=readings,
    )
