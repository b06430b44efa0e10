"""Reads what companies are compared by; reads and writes what was decided about pairs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.duplicates.company import CompanyFacts
from app.models import Contact, Organization, OrganizationDistinction, Site, SupplierProfile

_COLUMNS = (
    Organization.id,
    Organization.name,
    Organization.name_en,
    Organization.tax_code,
    Organization.country,
    Organization.foreign_registration_number,
    Organization.website,
    Organization.address,
    Organization.merged_into_id,
)
_UNKNOWN: dict[str, list[Any]] = {}


class StockRepository:
    """The registered companies of one session, as far as they tell one another apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_facts(self) -> dict[str, CompanyFacts]:
        """Return what is known of every company, by id; the merged ones lend their names.

        The names that a merged organization went by are names of the one that it went into.
        """
        rows = self._session.connection().execute(select(*_COLUMNS).order_by(Organization.id)).all()
        former = _former_names(rows)
        contacts = self._gather(Contact.organization_id, Contact.phone, Contact.email)
        sites = self._find_site_addresses()
        return {
            row.id: CompanyFacts(
                key=row.id,
                names=_filled((row.name, row.name_en, *former.get(row.id, ()))),
                tax_code=row.tax_code,
                address=row.address,
                website=row.website,
                phones=_filled(contact.phone for contact in contacts.get(row.id, ())),
                emails=_filled(contact.email for contact in contacts.get(row.id, ())),
                country=row.country,
                foreign_registration_number=row.foreign_registration_number,
                organization_id=row.id,
                other_addresses=_filled(sites.get(row.id, ())),
            )
            for row in rows
            if row.merged_into_id is None
        }

    def _gather(
        self, owner: InstrumentedAttribute[str], *columns: InstrumentedAttribute[str | None]
    ) -> dict[str, list[Row[*tuple[Any, ...]]]]:
        found: dict[str, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
        query = select(owner, *columns).order_by(Contact.id)
        for row in self._session.connection().execute(query):
            found[row[0]].append(row)
        return found

    def _find_site_addresses(self) -> dict[str, list[str | None]]:
        found: dict[str, list[str | None]] = defaultdict(list)
        query = (
            select(SupplierProfile.organization_id, Site.address)
            .join(Site, Site.supplier_id == SupplierProfile.id)
            .where(Site.address.is_not(None))
            .order_by(Site.id)
        )
        for owner, address in self._session.connection().execute(query):
            found[owner].append(address)
        return found


class DistinctionRepository:
    """The pairs of one session that were found to be two companies."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_all(self, distinctions: Sequence[OrganizationDistinction]) -> None:
        """Add decisions and give them their ids."""
        self._session.add_all(distinctions)
        self._session.flush()

    def get(self, distinction_id: str) -> OrganizationDistinction | None:
        """Return a decision by its id."""
        return self._session.get(OrganizationDistinction, distinction_id)

    def get_of_pair(self, first_id: str, second_id: str) -> OrganizationDistinction | None:
        """Return the decision about a pair whose ids are in order."""
        query = select(OrganizationDistinction).where(
            OrganizationDistinction.first_id == first_id,
            OrganizationDistinction.second_id == second_id,
        )
        return self._session.scalar(query)

    def delete(self, distinction: OrganizationDistinction) -> None:
        """Delete a decision."""
        self._session.delete(distinction)
        self._session.flush()

    def find_page(
        self, page: PageRequest, organization_id: str | None
    ) -> Page[OrganizationDistinction]:
        """Return decisions in the order of their making."""
        table = OrganizationDistinction
        query = select(table).order_by(table.id).limit(page.limit + 1)
        if organization_id is not None:
            query = query.where(
                or_(table.first_id == organization_id, table.second_id == organization_id)
            )
        if page.after is not None:
            query = query.where(table.id > page.after)
        return cut_page(self._session.scalars(query).all(), page.limit, lambda row: row.id)

    def find_pairs(self) -> set[tuple[str, str]]:
        """Return every pair that was found to be two companies, its ids in order."""
        query = select(OrganizationDistinction.first_id, OrganizationDistinction.second_id)
        return {(row[0], row[1]) for row in self._session.connection().execute(query)}

    def find_organizations(self, organization_ids: Iterable[str]) -> dict[str, Organization]:
        """Return organizations by id; those that do not exist are left out."""
        found: dict[str, Organization] = {}
        for batch in batches(sorted(set(organization_ids))):
            query = select(Organization).where(Organization.id.in_(batch))
            found.update((row.id, row) for row in self._session.scalars(query))
        return found


def _former_names(rows: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, list[str | None]]:
    """Return the names of merged organizations by the organization that they are today."""
    target = {row.id: row.merged_into_id for row in rows}
    found: dict[str, list[str | None]] = defaultdict(list)
    for row in rows:
        today = row.merged_into_id
        while today is not None and target[today] is not None:
            today = target[today]
        if today is not None:
            found[today] += [row.name, row.name_en]
    return found


def _filled(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(_texts(values))


def _texts(values: Iterable[str | None]) -> Iterator[str]:
    for value in values:
        if value:
            yield value
