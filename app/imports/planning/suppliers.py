"""What will become of the rows of a supplier list, compared with the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.core.database import Session
from app.imports.planning.differences import find_differences
from app.imports.planning.findings import (
    COMPANY_REGISTERED,
    FOREIGN_ID,
    KEYS_DISAGREE,
    MATCHED_BY_NAME,
    NUMBER_TAKEN,
    OTHER_COMPANY,
    SEVERAL_OF_NAME,
    TAX_CODE_CHANGES,
    TAX_CODE_REGISTERED,
    UNKNOWN_COMPANY,
    UNKNOWN_ID,
    Json,
    Plan,
    new_company,
    same_as,
)
from app.imports.planning.register_repository import RegisterRepository
from app.imports.rendering.content import content_of_supplier, render_supplier
from app.models import ImportRow, Organization
from app.naming import compare_names

COMPANY_COLUMNS = {"name": "name", "name_en": "name_en", "website": "website"}
"""Columns in which a file may say something else of a company that is registered."""

_MOST_MERGES = 20
"""Merges that are followed from one company to the next."""


@dataclass(slots=True)
class _Known:
    """What the register holds of the companies that a batch of rows may mean."""

    organizations: dict[str, Organization] = field(default_factory=dict)
    by_tax_code: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    supplier_of: dict[str, str] = field(default_factory=dict)
    organization_of: dict[str, str] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)

    def now(self, organization_id: str) -> str | None:
        """Return the company that one went into, or itself; None when it is not known."""
        organization = self.organizations.get(organization_id)
        for _ in range(_MOST_MERGES):
            if organization is None or organization.merged_into_id is None:
                break
            organization = self.organizations.get(organization.merged_into_id)
        return None if organization is None else organization.id

    def company(self, any_id: str) -> str | None:
        """Return the company that an id of a company or of a supplier stands for."""
        return self.now(self.organization_of.get(any_id, any_id))


class SupplierPlanner:
    """Compares rows with the registered suppliers.

    Args:
        session: What is registered.
        key: Only key that counts beside Ketnoi's own ids: "external_id", "tax_code" or "name";
            all of them, in this order, when None.
    """

    def __init__(self, session: Session, key: str | None) -> None:
        self._register = RegisterRepository(session)
        self._key = key
        self._is_empty: bool | None = None

    def plan(self, rows: Sequence[ImportRow]) -> dict[int, Plan]:
        """Return what will become of rows that have a content, by number."""
        known = self._look_up(rows)
        plans = {row.number: self._match(row, known) for row in rows}
        targets = [plan.target_id for plan in plans.values() if plan.target_id is not None]
        profiles = self._register.load_suppliers(targets)
        for row in rows:
            plan = plans[row.number]
            profile = profiles.get(plan.target_id or "")
            if profile is not None and plan.action is not None:
                stored = render_supplier(content_of_supplier(profile))
                given = render_supplier(row.content or {})
                plan.differences = find_differences(stored, given, row)
                plan.action = "update" if plan.differences else "unchanged"
        return plans

    def _look_up(self, rows: Sequence[ImportRow]) -> _Known:
        known = _Known()
        ids = {row.ketnoi_id for row in rows if row.ketnoi_id}
        ids |= {str(wanted) for row in rows if (wanted := (row.decision or {}).get("same_as"))}
        suppliers = self._register.find_suppliers(
            ids=sorted(ids),
            external_ids=sorted({number for row in rows if (number := _number(row))}),
        )
        organizations = self._register.find_organizations(
            ids=sorted(ids | {row[1] for row in suppliers}),
            tax_codes=sorted({code for row in rows if (code := _tax_code(row))}),
            names=sorted({_name(row) for row in rows}),
        )
        for _ in range(_MOST_MERGES):
            known.organizations.update((row.id, row) for row in organizations)
            survivors = {
                row.merged_into_id
                for row in known.organizations.values()
                if row.merged_into_id is not None
            } - known.organizations.keys()
            if not survivors:
                break
            organizations = self._register.find_organizations(ids=sorted(survivors))
        suppliers += self._register.find_suppliers(organization_ids=sorted(known.organizations))
        for supplier_id, organization_id, number in suppliers:
            known.supplier_of[organization_id] = supplier_id
            known.organization_of[supplier_id] = organization_id
            if number is not None:
                known.by_number[number] = supplier_id
        for organization in known.organizations.values():
            if organization.tax_code is not None:
                known.by_tax_code[organization.tax_code] = organization.id
            if organization.merged_into_id is None:
                known.by_name.setdefault(organization.name, []).append(organization.id)
        return known

    def _match(self, row: ImportRow, known: _Known) -> Plan:
        plan = Plan()
        decision = row.decision or {}
        wanted = decision.get("same_as")
        company = None
        if wanted is not None:
            company = known.company(str(wanted))
            if company is None:
                plan.ask("unknown_company", UNKNOWN_COMPANY, None, str(wanted))
                return plan
        elif decision.get("new"):
            self._check_new(row, known, plan)
        else:
            company = self._find_company(row, known, plan)
        self._check_number(row, company, known, plan)
        if company is None:
            plan.action = None if _is_undecided(plan) else "create"
            return plan
        plan.organization_id = company
        plan.target_id = known.supplier_of.get(company)
        plan.action = "update" if plan.target_id else "create"
        if plan.target_id is None:
            _compare_company(row, known.organizations[company], plan)
        return plan

    def _find_company(self, row: ImportRow, known: _Known, plan: Plan) -> str | None:
        hits = self._hits(row, known, plan)
        companies = list(dict.fromkeys(hits.values()))
        if len(companies) > 1:
            names = {company: known.organizations[company].name for company in companies}
            options = [same_as(company, name) for company, name in names.items()]
            listed = "; ".join(names.values())
            plan.ask(
                "keys_disagree", KEYS_DISAGREE, next(iter(hits)), None, options, companies=listed
            )
            return None
        if not companies:
            return self._find_by_name(row, known, plan)
        organization = known.organizations[companies[0]]
        if "tax_code" not in hits:
            _check_identity(row, organization, plan, by_number="external_id" in hits)
        return organization.id

    def _hits(self, row: ImportRow, known: _Known, plan: Plan) -> dict[str, str]:
        """Return the companies that the keys of a row stand for, by column."""
        hits: dict[str, str | None] = {}
        if row.ketnoi_id:
            hits["ketnoi_id"] = known.company(row.ketnoi_id)
            if hits["ketnoi_id"] is None:
                self._leave_id_aside(row, row.ketnoi_id, plan)
        number, tax_code = _number(row), _tax_code(row)
        if number and self._counts("external_id"):
            hits["external_id"] = known.company(known.by_number.get(number, ""))
        if tax_code and self._counts("tax_code"):
            hits["tax_code"] = known.company(known.by_tax_code.get(tax_code, ""))
        return {column: company for column, company in hits.items() if company is not None}

    def _leave_id_aside(self, row: ImportRow, unknown: str, plan: Plan) -> None:
        """Do without an id that nothing here has; ask where it was all that named the company.

        A file from another register comes with ids that mean nothing here.
        """
        if self._is_empty is None:
            self._is_empty = not self._register.has_organizations()
        if self._is_empty or _number(row) or _tax_code(row):
            plan.guess("unknown_id", "ketnoi_id", unknown, "", FOREIGN_ID)
        else:
            plan.ask("unknown_id", UNKNOWN_ID, "ketnoi_id", unknown)

    def _counts(self, key: str) -> bool:
        return self._key in {None, key}

    def _find_by_name(self, row: ImportRow, known: _Known, plan: Plan) -> str | None:
        if not self._counts("name"):
            return None
        tax_code = _tax_code(row)
        found = [
            company
            for company in known.by_name.get(_name(row), ())
            if tax_code is None or known.organizations[company].tax_code is None
        ]
        if len(found) > 1:
            options = [same_as(company, _label(known.organizations[company])) for company in found]
            plan.ask(
                "several_of_name", SEVERAL_OF_NAME, "name", _name(row), [*options, new_company()]
            )
            plan.target_id = None
            return None
        if found:
            name = _name(row)
            plan.guess("matched_by_name", "name", name, found[0], MATCHED_BY_NAME)
            return found[0]
        return None

    def _check_new(self, row: ImportRow, known: _Known, plan: Plan) -> None:
        tax_code = _tax_code(row)
        company = known.company(known.by_tax_code.get(tax_code or "", ""))
        if company is not None:
            name = known.organizations[company].name
            options = [same_as(company, name)]
            plan.ask(
                "tax_code_registered", TAX_CODE_REGISTERED, "tax_code", tax_code, options, name=name
            )

    def _check_number(self, row: ImportRow, company: str | None, known: _Known, plan: Plan) -> None:
        number = _number(row)
        holder = known.by_number.get(number or "")
        if holder is None or holder == known.supplier_of.get(company or ""):
            return
        if any(found["code"] == "keys_disagree" for found in plan.problems):
            return
        empty = {"value": None, "label": {"en": "No number", "vi": "Không có mã"}}
        plan.ask("external_id_taken", NUMBER_TAKEN, "external_id", number, [empty], holder=holder)


def _check_identity(
    row: ImportRow, organization: Organization, plan: Plan, *, by_number: bool
) -> None:
    """Ask before a row that has the number of a company makes another company of it."""
    tax_code = _tax_code(row)
    if tax_code is not None and organization.tax_code not in {None, tax_code}:
        plan.ask(
            "tax_code_changes",
            TAX_CODE_CHANGES,
            "tax_code",
            tax_code,
            name=organization.name,
            registered=organization.tax_code,
        )
        return
    if not by_number:
        return
    names = [name for name in (organization.name, organization.name_en) if name]
    given = [name for name in (_name(row), _organization(row).get("name_en")) if name]
    verdicts = {compare_names(str(a), b).verdict for a in given for b in names}
    if verdicts == {"different"}:
        plan.ask(
            "other_company", OTHER_COMPANY, "external_id", _number(row), name=organization.name
        )


def _compare_company(row: ImportRow, organization: Organization, plan: Plan) -> None:
    """Show what a profile for a registered company changes of the company."""
    given = _organization(row)
    plan.guess("company_registered", "name", _name(row), organization.name, COMPANY_REGISTERED)
    for field_name, column in COMPANY_COLUMNS.items():
        new, old = given.get(field_name), getattr(organization, field_name)
        if new and new != old:
            plan.differences.append({"column": column, "old": old, "new": new})


def _is_undecided(plan: Plan) -> bool:
    return any(
        found["code"] in {"keys_disagree", "several_of_name", "tax_code_registered"}
        for found in plan.problems
    )


def _label(organization: Organization) -> str:
    details = [organization.tax_code, organization.address]
    rest = ", ".join(detail for detail in details if detail)
    return f"{organization.name} ({rest})" if rest else organization.name


def _organization(row: ImportRow) -> Mapping[str, Json | str | None]:
    found: Mapping[str, Json | str | None] = (row.content or {}).get("organization", {})
    return found


def _name(row: ImportRow) -> str:
    return str(_organization(row).get("name") or "")


def _tax_code(row: ImportRow) -> str | None:
    code = _organization(row).get("tax_code")
    return str(code) if code else None


def _number(row: ImportRow) -> str | None:
    number = (row.content or {}).get("profile", {}).get("external_id")
    return str(number) if number else None
