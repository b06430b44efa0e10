"""A demand as the matching core takes it, whether it is stored or only asked.

A stored demand and the same content asked ad hoc give equal profiles apart from id and key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.database import Session
from app.demands.content_schemas import DeliveryPlace, DemandContent
from app.demands.listing_repository import DemandRows, ListingRepository
from app.demands.names import DemandName
from app.demands.views import categories_of, certifications_of
from app.matching import profiles
from app.models import Demand
from app.reading import from_json


@dataclass(frozen=True, slots=True)
class ListedDemand:
    """A demand that takes part in matching.

    Attributes:
        demand: What the matching core is told.
        version: Version that was read.
        status: Where it stands; the open ones are ranked.
        buyer_id: Whose it is.
    """

    demand: profiles.Demand
    version: int
    status: str
    buyer_id: str


class DemandListing:
    """Demands as they take part in matching, in one session and whoever asks."""

    def __init__(self, session: Session) -> None:
        self._demands = ListingRepository(session)

    def find(self, demand_ids: Sequence[str]) -> Iterator[ListedDemand]:
        """Give those of these demands that exist, whatever their status."""
        return map(_list_rows, self._demands.find(demand_ids))

    def find_open(self) -> Iterator[ListedDemand]:
        """Give every demand that is ranked."""
        return map(_list_rows, self._demands.find_open())

    def name(self, demand_ids: Sequence[str]) -> dict[str, DemandName]:
        """Name those of these demands that exist, whatever their status, by id."""
        return {named.id: named for named in self._demands.find_names(demand_ids)}

    def name_list(self, demand_list_id: str) -> Iterator[DemandName]:
        """Name the demands of a list, whatever their status, in the order of their making."""
        return self._demands.find_names_of_list(demand_list_id)

    def name_open(self, owner_id: str | None) -> Iterator[DemandName]:
        """Name every open demand, or those of one buyer, in the order of their making."""
        return self._demands.find_open_names(owner_id)


def list_demand(demand: Demand) -> ListedDemand:
    """Return a stored demand, with its codes loaded, as it takes part in matching."""
    return ListedDemand(to_matching(demand), demand.version, demand.status, demand.buyer_id)


def to_matching(demand: Demand) -> profiles.Demand:
    """Return the profile of a stored demand whose codes are loaded."""
    required, preferred = (certifications_of(demand, kind) for kind in ("required", "preferred"))
    return _stored(demand, categories_of(demand), required, preferred)


def _list_rows(rows: DemandRows) -> ListedDemand:
    row = rows.demand
    required, preferred = (
        [code for necessity, code in rows.certifications if necessity == kind]
        for kind in ("required", "preferred")
    )
    demand = _stored(row, rows.categories, required, preferred)
    return ListedDemand(demand, row.version, row.status, row.buyer_id)


def _stored(
    row: Any, categories: Sequence[str], required: Sequence[str], preferred: Sequence[str]
) -> profiles.Demand:
    """Read attributes that mapped rows and plain rows share by name."""
    return profiles.Demand(
        id=row.id,
        key=row.external_id or row.id,
        name=row.name,
        name_en=row.name_en or "",
        specification=row.specification,
        categories=tuple(categories),
        materials=tuple(row.materials),
        drawing_refs=tuple(row.drawing_refs),
        standard_refs=tuple(row.standard_refs),
        quantity=row.quantity,
        unit=row.unit,
        period=row.period,
        required_certifications=tuple(required),
        preferred_certifications=tuple(preferred),
        delivery=_place(
            row.delivery_province,
            row.delivery_legacy_province,
            row.delivery_latitude,
            row.delivery_longitude,
        ),
        allowed_places=tuple(row.allowed_places),
        max_distance_km=row.max_distance_km,
        needed_by=row.needed_by,
        approvals=tuple(row.approvals),
        reading=from_json(row.reading) if row.reading else None,
    )


def to_matching_create(content: DemandContent, demand_id: str) -> profiles.Demand:
    """Return the profile of a demand that is not stored.

    Args:
        content: What is asked; a `DemandCreate`, or its content alone.
        demand_id: The id to give it; its external id is the key where it has one.
    """
    return profiles.Demand(
        id=demand_id,
        key=content.external_id or demand_id,
        name=content.name,
        name_en=content.name_en or "",
        specification=content.specification,
        categories=tuple(content.categories),
        materials=tuple(content.materials),
        drawing_refs=tuple(content.drawing_refs),
        standard_refs=tuple(content.standard_refs),
        quantity=content.quantity,
        unit=content.unit,
        period=content.period,
        required_certifications=tuple(content.required_certifications),
        preferred_certifications=tuple(content.preferred_certifications),
        delivery=_delivery(content.delivery),
        allowed_places=tuple(content.allowed_places),
        max_distance_km=content.max_distance_km,
        needed_by=content.needed_by,
        approvals=tuple(content.approvals),
    )


def _delivery(place: DeliveryPlace | None) -> profiles.DeliveryPlace | None:
    if place is None:
        return None
    return _place(place.province, place.legacy_province, place.latitude, place.longitude)


def _place(
    province: str | None,
    legacy_province: str | None,
    latitude: float | None,
    longitude: float | None,
) -> profiles.DeliveryPlace | None:
    """Return where the goods go; an address alone says nothing that can be measured."""
    if province is None and latitude is None:
        return None
    return profiles.DeliveryPlace(province, legacy_province, latitude, longitude)
