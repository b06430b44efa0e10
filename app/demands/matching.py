"""A demand as the matching core takes it, whether it is stored or only asked.

Both ways go through one function, so that a stored demand and the same content asked ad hoc
give equal profiles apart from id and key.
"""

from dataclasses import dataclass, replace

from app.demands.content_schemas import DeliveryPlace, DemandContent
from app.demands.schemas import DeliveryRead, DemandRead
from app.demands.views import read_demand
from app.matching import profiles
from app.models import Demand
from app.reading import from_json


@dataclass(frozen=True, slots=True)
class ListedDemand:
    """A demand that takes part in matching.

    Attributes:
        demand: What the matching core is told.
        version: Version that was read.
    """

    demand: profiles.Demand
    version: int


def list_demand(demand: Demand) -> ListedDemand:
    """Return a stored demand, with its codes loaded, as it takes part in matching."""
    return ListedDemand(to_matching(demand), demand.version)


def to_matching(demand: Demand) -> profiles.Demand:
    """Return the profile of a stored demand whose codes are loaded."""
    reading = from_json(demand.reading) if demand.reading else None
    return replace(_profile(read_demand(demand), demand.id), reading=reading)


def to_matching_create(content: DemandContent, demand_id: str) -> profiles.Demand:
    """Return the profile of a demand that is not stored.

    Args:
        content: What is asked; a `DemandCreate`, or its content alone.
        demand_id: The id to give it; its external id is the key where it has one.
    """
    return _profile(content, demand_id)


def _profile(content: DemandContent | DemandRead, demand_id: str) -> profiles.Demand:
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


def _delivery(place: DeliveryPlace | DeliveryRead | None) -> profiles.DeliveryPlace | None:
    """Return where the goods go; an address alone says nothing that can be measured."""
    if place is None or (place.province is None and place.latitude is None):
        return None
    return profiles.DeliveryPlace(
        province=place.province,
        legacy_province=place.legacy_province,
        latitude=place.latitude,
        longitude=place.longitude,
    )
