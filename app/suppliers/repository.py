"""Reads and writes of supplier profiles."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.models import Capability, Certification, Organization, Site, SupplierProfile
from app.reference.text import fold

Part = Site | Capability | Certification


class SupplierRepository:
    """The supplier profiles of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def flush(self) -> None:
        """Send the changes to the database, so that its constraints speak now."""
        self._session.flush()

    def delete(self, row: SupplierProfile | Part) -> None:
        """Delete a profile with its parts, or one part."""
        self._session.delete(row)
        self._session.flush()

    def add_part(self, part: Part) -> None:
        """Add a site, capability or certification and give it its id."""
        self._session.add(part)
        self._session.flush()

    def get(self, supplier_id: str) -> SupplierProfile | None:
        """Return a profile with its organization and parts."""
        return self._session.scalar(_whole().where(SupplierProfile.id == supplier_id))

    def get_by_external_id(self, external_id: str) -> SupplierProfile | None:
        """Return the profile with a number of the centre's list, without its parts."""
        query = select(SupplierProfile).where(SupplierProfile.external_id == external_id)
        return self._session.scalar(query)

    def find_external_ids(self, external_ids: Sequence[str]) -> set[str]:
        """Return which of these numbers are taken."""
        found: set[str] = set()
        for batch in batches(external_ids):
            query = select(SupplierProfile.external_id).where(
                SupplierProfile.external_id.in_(batch)
            )
            found.update(number for number in self._session.scalars(query) if number is not None)
        return found

    def find_page(
        self,
        page: PageRequest,
        *,
        organization_id: str | None,
        q: str | None,
        categories: Sequence[str] | None,
        certification: str | None,
        province: str | None,
        legacy_province: str | None,
        is_active: bool | None,
    ) -> Page[SupplierProfile]:
        """Return profiles with their organization, in the order of their making.

        Those of organizations that went into another are left out.
        """
        query = (
            select(SupplierProfile)
            .join(SupplierProfile.organization)
            .options(joinedload(SupplierProfile.organization))
            .where(Organization.merged_into_id.is_(None))
            .order_by(SupplierProfile.id)
            .limit(page.limit + 1)
        )
        if organization_id is not None:
            query = query.where(SupplierProfile.organization_id == organization_id)
        if q is not None:
            query = query.where(Organization.search_text.contains(fold(q), autoescape=True))
        if is_active is not None:
            query = query.where(SupplierProfile.is_active == is_active)
        if page.after is not None:
            query = query.where(SupplierProfile.id > page.after)
        query = _with_parts(query, categories, certification, province, legacy_province)
        rows = self._session.scalars(query).all()
        return cut_page(rows, page.limit, lambda profile: profile.id)

    def find_active_versions(self) -> dict[str, int]:
        """Return id and version of every profile that takes part in matching."""
        query = select(SupplierProfile.id, SupplierProfile.version).where(SupplierProfile.is_active)
        return {row.id: row.version for row in self._session.execute(query)}


def _whole() -> Select[SupplierProfile]:
    return select(SupplierProfile).options(
        joinedload(SupplierProfile.organization),
        selectinload(SupplierProfile.sites),
        selectinload(SupplierProfile.capabilities),
        selectinload(SupplierProfile.certifications),
    )


def _with_parts(
    query: Select[SupplierProfile],
    categories: Sequence[str] | None,
    certification: str | None,
    province: str | None,
    legacy_province: str | None,
) -> Select[SupplierProfile]:
    if categories is not None:
        query = query.where(SupplierProfile.capabilities.any(Capability.category.in_(categories)))
    if certification is not None:
        query = query.where(SupplierProfile.certifications.any(Certification.code == certification))
    if province is not None:
        query = query.where(SupplierProfile.sites.any(Site.province == province))
    if legacy_province is not None:
        query = query.where(SupplierProfile.sites.any(Site.legacy_province == legacy_province))
    return query
