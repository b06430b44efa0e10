"""The places in which a site would help a supplier with a demand."""

from collections.abc import Iterator

from app.matching.context import MatchContext
from app.matching.counterfactuals.changes import PlaceSite
from app.matching.counterfactuals.efforts import Way
from app.matching.localities import Locality
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.reference import Reference

_METRES_PER_KM = 1_000


def site_changes(
    demand: PreparedDemand, supplier: PreparedSupplier, context: MatchContext
) -> list[PlaceSite]:
    """Return the sites that would be where the demand wants them.

    A new site stands at the centre of an allowed place, or of the delivery's own province when
    any place will do; where that centre is too far from the delivery, or the delivery has no
    province, it stands where the goods go. A site whose place is not known exactly may turn out to
    be in one of these places; so may the site of a supplier that lists none.

    Args:
        demand: The demand.
        supplier: The supplier as it is.
        context: The reference data and the distances.
    """
    found: list[PlaceSite] = []
    for key in _places(demand):
        point = _point(key, demand, context)
        if point is not None or (key is not None and _is_near(key, demand, context)):
            way = Way.GAIN if supplier.sites else Way.CONFIRM
            found.append(
                PlaceSite(key, None, way, point, None if point is None else demand.demand.id)
            )
        if key is not None:
            found += [
                PlaceSite(key, site.id, Way.CONFIRM)
                for site in supplier.sites
                if _may_be_in(site, key, context.reference)
            ]
    return found


def _places(demand: PreparedDemand) -> Iterator[str | None]:
    """Give the place keys in which a site may help; None stands for the delivery's point alone."""
    if demand.demand.allowed_places:
        yield from dict.fromkeys(demand.demand.allowed_places)
    elif demand.delivery is not None and demand.delivery.point is not None:
        yield demand.delivery.key


def _point(
    key: str | None, demand: PreparedDemand, context: MatchContext
) -> tuple[float, float] | None:
    """Return where the goods go, if a site in the place has to stand just there."""
    delivery = demand.delivery
    if delivery is None or delivery.point is None:
        return None
    if key is not None and (_is_near(key, demand, context) or not _lies_in(delivery, key)):
        return None
    return delivery.point.latitude, delivery.point.longitude


def _is_near(key: str, demand: PreparedDemand, context: MatchContext) -> bool:
    """Say whether the centre of a place is near enough to the delivery."""
    maximum, delivery = demand.demand.max_distance_km, demand.delivery
    if maximum is None or delivery is None or delivery.point is None:
        return True
    centre = context.reference.places.locate(key)
    return centre is not None and (
        context.distance_m(centre, delivery.point) <= maximum * _METRES_PER_KM
    )


def _lies_in(place: Locality, key: str) -> bool:
    vintage, _, code = key.partition(":")
    return code == (place.province if vintage == "current" else place.legacy_province)


def _may_be_in(site: Locality, key: str, reference: Reference) -> bool:
    """Say whether a site may turn out to lie in a place, as far as is known of it."""
    vintage, _, code = key.partition(":")
    if site.province is None:
        return True
    if vintage == "current" or site.legacy_province is not None:
        return False
    return reference.places.legacy[code].successor_code == site.province
