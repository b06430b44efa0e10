"""Reads for reconciliation: who there is, what is compared, and what is told."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import Session, batches
from app.models import Organization, Site, SupplierProfile

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])

Audience = Literal["centre", "buyer"]
"""The centre finds every company; a buyer the suppliers that are ranked."""

LONGEST_CHAIN = 10
"""Merges of merges that are followed to the company that is left."""


class Versions(NamedTuple):
    """What changes whenever something about a company does."""

    organization: int
    profile: int | None


class CompanyRow(NamedTuple):
    """A company with what is compared about it."""

    organization: Organization
    supplier_id: str | None
    external_id: str | None
    sites: Sequence[tuple[str | None, str | None]]


class ReconciliationRepository:
    """Companies of one session, as far as an audience may find them."""

    def __init__(self, session: Session, audience: Audience) -> None:
        self._session = session
        self._audience = audience

    def find_versions(self) -> dict[str, Versions]:
        """Return the versions of all companies by id, with one statement."""
        query = self._narrow(select(Organization.id, Organization.version, SupplierProfile.version))
        return {row[0]: Versions(row[1], row[2]) for row in self._session.execute(query)}

    def find_companies(self, ids: Sequence[str]) -> Iterator[CompanyRow]:
        """Give the companies among these ids."""
        for batch in batches(ids):
            sites = self._find_sites(batch)
            query = self._narrow(
                select(Organization, SupplierProfile.id, SupplierProfile.external_id)
            )
            for row in self._session.execute(query.where(Organization.id.in_(batch))):
                yield CompanyRow(row[0], row[1], row[2], sites[row[0].id])
            self._session.expunge_all()

    def find_survivors(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the company that each of these ids stands for today, after merges.

        An id that nothing is registered under is left out.
        """
        found: dict[str, str] = {}
        steps = {asked: asked for asked in ids}
        for _ in range(LONGEST_CHAIN):
            targets: dict[str, str | None] = {}
            for batch in batches(sorted(set(steps.values()))):
                query = select(Organization.id, Organization.merged_into_id)
                rows = self._session.execute(query.where(Organization.id.in_(batch)))
                targets.update((row[0], row[1]) for row in rows)
            found |= {
                asked: at for asked, at in steps.items() if at in targets and targets[at] is None
            }
            steps = {
                asked: target
                for asked, at in steps.items()
                if (target := targets.get(at)) is not None
            }
            if not steps:
                break
        return found

    def find_whole(
        self, ids: Sequence[str]
    ) -> dict[str, tuple[Organization, SupplierProfile | None]]:
        """Return companies with their profiles and all parts, by id."""
        found: dict[str, tuple[Organization, SupplierProfile | None]] = {}
        for batch in batches(ids):
            query = self._narrow(select(Organization).where(Organization.id.in_(batch)))
            found.update((row.id, (row, None)) for row in self._session.scalars(query))
        for batch in batches(sorted(found)):
            profiles = (
                select(SupplierProfile)
                .where(SupplierProfile.organization_id.in_(batch))
                .options(
                    joinedload(SupplierProfile.organization),
                    selectinload(SupplierProfile.sites),
                    selectinload(SupplierProfile.capabilities),
                    selectinload(SupplierProfile.certifications),
                )
            )
            for profile in self._session.scalars(profiles):
                found[profile.organization_id] = (profile.organization, profile)
        return found

    def _find_sites(
        self, ids: Sequence[str]
    ) -> defaultdict[str, list[tuple[str | None, str | None]]]:
        query = (
            select(SupplierProfile.organization_id, Site.province, Site.legacy_province)
            .join(Site, Site.supplier_id == SupplierProfile.id)
            .where(SupplierProfile.organization_id.in_(ids))
            .order_by(Site.id)
        )
        found: defaultdict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
        for organization_id, province, legacy in self._session.execute(query):
            found[organization_id].append((province, legacy))
        return found

    def _narrow(self, query: Query) -> Query:
        """Keep to the companies that the audience may find, each with its profile beside it."""
        narrowed = query.outerjoin(
            SupplierProfile, SupplierProfile.organization_id == Organization.id
        ).where(Organization.merged_into_id.is_(None))
        if self._audience == "buyer":
            narrowed = narrowed.where(SupplierProfile.is_active)
        return narrowed
