"""Reads profiles as they take part in matching: plain columns, a few statements for many rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Label, Row, Text, and_, cast, select
from sqlalchemy.orm import InstrumentedAttribute

from app.core.database import Session, batches
from app.models import Capability, Certification, Organization, Site, SupplierProfile

AT_ONCE = 5_000
"""Profiles that are held in memory at a time when all are read."""


def _text(column: InstrumentedAttribute[list[str]]) -> Label[str]:
    """Leave a list as the JSON that is stored: the same few lists come again and again."""
    return cast(column, Text).label(column.key)


_PROFILE = (
    SupplierProfile.id,
    SupplierProfile.version,
    SupplierProfile.organization_id,
    SupplierProfile.external_id,
    SupplierProfile.is_active,
    SupplierProfile.description,
    _text(SupplierProfile.languages),
    _text(SupplierProfile.export_markets),
    _text(SupplierProfile.fdi_customers),
    _text(SupplierProfile.badges),
    SupplierProfile.certifications_complete,
    SupplierProfile.reading,
    SupplierProfile.data_origin,
    Organization.name,
    Organization.name_en,
    Organization.tax_code,
    Organization.country,
)
_SITE = (
    Site.supplier_id,
    Site.id,
    Site.province,
    Site.legacy_province,
    Site.latitude,
    Site.longitude,
    Site.industrial_park,
)
_CAPABILITY = (
    Capability.supplier_id,
    Capability.id,
    Capability.category,
    Capability.text,
    _text(Capability.materials),
    _text(Capability.processes),
    _text(Capability.machines),
    Capability.tolerance,
    Capability.monthly_capacity,
    Capability.monthly_capacity_unit,
    Capability.moq,
    Capability.moq_unit,
    Capability.lead_time_days,
    Capability.reading,
)
_CERTIFICATION = (
    Certification.supplier_id,
    Certification.id,
    Certification.code,
    Certification.number,
    Certification.issued_on,
    Certification.expires_on,
    Certification.void_since,
    Certification.verified_by,
)
_Part: TypeAlias = type[Site | Capability | Certification]
_PARTS: tuple[tuple[_Part, tuple[Any, ...]], ...] = (
    (Site, _SITE),
    (Capability, _CAPABILITY),
    (Certification, _CERTIFICATION),
)

Columns: TypeAlias = Row[*tuple[Any, ...]]
"""A row with the attributes of the table, and of the organization in the case of a profile."""


class ProfileRows(NamedTuple):
    """A profile with its parts, each in the order of their making."""

    profile: Columns
    sites: Sequence[Columns]
    capabilities: Sequence[Columns]
    certifications: Sequence[Columns]


class ListingRepository:
    """The profiles of one session, for ranking."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, supplier_ids: Sequence[str]) -> Iterator[ProfileRows]:
        """Give the profiles with these ids, whether they take part or not."""
        for batch in batches(supplier_ids):
            yield from self._read(
                SupplierProfile.id.in_(batch),
                *(table.supplier_id.in_(batch) for table, _ in _PARTS),
            )

    def find_active(self) -> Iterator[ProfileRows]:
        """Give every profile that takes part, in the order of the ids.

        They are read in stretches of their ids, so that memory does not grow with their number.
        """
        after = ""
        while True:
            ids = self._find_next_ids(after)
            if not ids:
                return
            first, after = ids[0], ids[-1]
            yield from self._read(
                and_(SupplierProfile.id.between(first, after), SupplierProfile.is_active),
                *(table.supplier_id.between(first, after) for table, _ in _PARTS),
            )

    def _find_next_ids(self, after: str) -> Sequence[str]:
        query = select(SupplierProfile.id).where(SupplierProfile.id > after)
        return self._session.scalars(query.order_by(SupplierProfile.id).limit(AT_ONCE)).all()

    def _read(
        self, wanted: ColumnElement[bool], *wanted_parts: ColumnElement[bool]
    ) -> Iterator[ProfileRows]:
        connection = self._session.connection()  # faster than the session where no object is made
        parts = []
        for (table, columns), condition in zip(_PARTS, wanted_parts, strict=True):
            by_owner: dict[str, list[Columns]] = defaultdict(list)
            query = select(*columns).where(condition).order_by(table.id)
            for row in connection.execute(query):
                by_owner[row[0]].append(row)
            parts.append(by_owner)
        query = select(*_PROFILE).join(SupplierProfile.organization).where(wanted)
        for row in connection.execute(query.order_by(SupplierProfile.id)).all():
            sites, capabilities, certifications = (of.get(row.id, ()) for of in parts)
            yield ProfileRows(row, sites, capabilities, certifications)
