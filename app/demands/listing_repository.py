"""Reads demands as they take part in matching: plain columns, three statements for many rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Row, and_, select

from app.core.database import Session, batches
from app.demands.names import DemandName
from app.models import Demand, DemandCategory, DemandCertification

AT_ONCE = 5_000
"""Demands that are held in memory at a time when all are read."""

_DEMAND = (
    Demand.id,
    Demand.version,
    Demand.buyer_id,
    Demand.status,
    Demand.external_id,
    Demand.name,
    Demand.name_en,
    Demand.specification,
    Demand.materials,
    Demand.drawing_refs,
    Demand.standard_refs,
    Demand.approvals,
    Demand.quantity,
    Demand.unit,
    Demand.period,
    Demand.delivery_province,
    Demand.delivery_legacy_province,
    Demand.delivery_latitude,
    Demand.delivery_longitude,
    Demand.allowed_places,
    Demand.max_distance_km,
    Demand.needed_by,
    Demand.reading,
)

Columns: TypeAlias = Row[*tuple[Any, ...]]
"""A row with the attributes of the table."""


class DemandRows(NamedTuple):
    """A demand with its codes, each kind in the buyer's order.

    Attributes:
        demand: Its columns.
        categories: Codes of its categories.
        certifications: Necessity and code of its certifications.
    """

    demand: Columns
    categories: Sequence[str]
    certifications: Sequence[tuple[str, str]]


_NAME = (Demand.id, Demand.external_id, Demand.name, Demand.status, Demand.buyer_id)


class ListingRepository:
    """The demands of one session, for ranking."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, demand_ids: Sequence[str]) -> Iterator[DemandRows]:
        """Give the demands with these ids, whatever their status."""
        for batch in batches(demand_ids):
            yield from self._read(
                Demand.id.in_(batch),
                DemandCategory.demand_id.in_(batch),
                DemandCertification.demand_id.in_(batch),
            )

    def find_open(self) -> Iterator[DemandRows]:
        """Give every open demand, in the order of the ids and in stretches of them."""
        after = ""
        while True:
            query = select(Demand.id).where(Demand.status == "open", Demand.id > after)
            ids = self._session.scalars(query.order_by(Demand.id).limit(AT_ONCE)).all()
            if not ids:
                return
            first, after = ids[0], ids[-1]
            yield from self._read(
                and_(Demand.id.between(first, after), Demand.status == "open"),
                DemandCategory.demand_id.between(first, after),
                DemandCertification.demand_id.between(first, after),
            )

    def find_names(self, demand_ids: Sequence[str]) -> Iterator[DemandName]:
        """Name the demands with these ids, whatever their status."""
        for batch in batches(demand_ids):
            yield from self._name(Demand.id.in_(batch))

    def find_names_of_list(self, demand_list_id: str) -> Iterator[DemandName]:
        """Name the demands of a list, whatever their status, in the order of their making."""
        return self._name(Demand.demand_list_id == demand_list_id)

    def find_open_names(self, owner_id: str | None) -> Iterator[DemandName]:
        """Name the open demands, of one buyer where it is given, in the order of their making."""
        is_open = Demand.status == "open"
        return self._name(
            is_open if owner_id is None else and_(is_open, Demand.buyer_id == owner_id)
        )

    def _name(self, wanted: ColumnElement[bool]) -> Iterator[DemandName]:
        query = select(*_NAME).where(wanted).order_by(Demand.id)
        return (DemandName(*row) for row in self._session.execute(query))

    def _read(
        self,
        wanted: ColumnElement[bool],
        of_categories: ColumnElement[bool],
        of_certifications: ColumnElement[bool],
    ) -> Iterator[DemandRows]:
        categories: dict[str, list[str]] = defaultdict(list)
        chosen = select(DemandCategory.demand_id, DemandCategory.code).where(of_categories)
        for demand_id, code in self._session.execute(chosen.order_by(DemandCategory.position)):
            categories[demand_id].append(code)
        certifications: dict[str, list[tuple[str, str]]] = defaultdict(list)
        asked = select(
            DemandCertification.demand_id, DemandCertification.necessity, DemandCertification.code
        ).where(of_certifications)
        for demand_id, *pair in self._session.execute(asked.order_by(DemandCertification.position)):
            certifications[demand_id].append((pair[0], pair[1]))
        query = select(*_DEMAND).where(wanted).order_by(Demand.id)
        for row in self._session.execute(query).all():
            yield DemandRows(row, categories.get(row.id, ()), certifications.get(row.id, ()))
