"""What is registered already: suppliers and demands, by what a row may say of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import Session, batches
from app.models import Demand, DemandList, Organization, SupplierProfile


class RegisterRepository:
    """The register as one session sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_organizations(self) -> bool:
        """Tell whether any company is registered."""
        return self._session.scalar(select(Organization.id).limit(1)) is not None

    def has_demands(self, demand_list_id: str | None) -> bool:
        """Tell whether a list holds any demand."""
        query = select(Demand.id).where(Demand.demand_list_id == demand_list_id).limit(1)
        return self._session.scalar(query) is not None

    def find_organizations(
        self, *, ids: Sequence[str] = (), tax_codes: Sequence[str] = (), names: Sequence[str] = ()
    ) -> list[Organization]:
        """Return the organizations that have one of these; merged ones as well."""
        found: dict[str, Organization] = {}
        wanted = (
            (Organization.id, ids),
            (Organization.tax_code, tax_codes),
            (Organization.name, names),
        )
        for column, values in wanted:
            for batch in batches(list(values)):
                query = select(Organization).where(column.in_(batch))
                found.update((row.id, row) for row in self._session.scalars(query))
        return list(found.values())

    def find_suppliers(
        self,
        *,
        ids: Sequence[str] = (),
        organization_ids: Sequence[str] = (),
        external_ids: Sequence[str] = (),
    ) -> list[tuple[str, str, str | None]]:
        """Return id, organization and number of the profiles that have one of these."""
        found: dict[str, tuple[str, str, str | None]] = {}
        wanted = (
            (SupplierProfile.id, ids),
            (SupplierProfile.organization_id, organization_ids),
            (SupplierProfile.external_id, external_ids),
        )
        for column, values in wanted:
            for batch in batches(list(values)):
                query = select(
                    SupplierProfile.id,
                    SupplierProfile.organization_id,
                    SupplierProfile.external_id,
                ).where(column.in_(batch))
                found.update(
                    (row[0], (row[0], row[1], row[2])) for row in self._session.execute(query)
                )
        return list(found.values())

    def load_suppliers(self, ids: Sequence[str]) -> dict[str, SupplierProfile]:
        """Return whole profiles with company, contacts and parts."""
        found: dict[str, SupplierProfile] = {}
        for batch in batches(list(ids)):
            query = (
                select(SupplierProfile)
                .where(SupplierProfile.id.in_(batch))
                .options(
                    joinedload(SupplierProfile.organization).selectinload(Organization.contacts),
                    selectinload(SupplierProfile.sites),
                    selectinload(SupplierProfile.capabilities),
                    selectinload(SupplierProfile.certifications),
                )
                .execution_options(populate_existing=True)
            )
            found.update((row.id, row) for row in self._session.scalars(query))
        return found

    def get_list_id(self, buyer_id: str, name: str) -> str | None:
        """Return the id of a buyer's list of this name."""
        query = select(DemandList.id).where(
            DemandList.buyer_id == buyer_id, DemandList.name == name
        )
        return self._session.scalar(query)

    def find_demands(
        self,
        demand_list_id: str,
        *,
        ids: Sequence[str] = (),
        external_ids: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> list[Demand]:
        """Return the demands of a list that have one of these, with their codes."""
        found: dict[str, Demand] = {}
        wanted = ((Demand.id, ids), (Demand.external_id, external_ids), (Demand.name, names))
        for column, values in wanted:
            for batch in batches(list(values)):
                query = (
                    select(Demand)
                    .where(Demand.demand_list_id == demand_list_id, column.in_(batch))
                    .order_by(Demand.id)
                    .options(
                        selectinload(Demand.category_links),
                        selectinload(Demand.certification_links),
                    )
                    .execution_options(populate_existing=True)
                )
                found.update((row.id, row) for row in self._session.scalars(query))
        return list(found.values())
