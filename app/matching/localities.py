"""Where a site or a delivery place is, and in which administrative units."""

from dataclasses import dataclass

from app.matching.profiles import DeliveryPlace, Site
from app.reference.places import Places, Point


@dataclass(frozen=True, slots=True)
class Locality:
    """A place, as exactly as it is known.

    Attributes:
        point: Its own coordinates, else the centre of its legacy province, else that of its
            province; None when none of them is known.
        province: Code of the province in force, also when only the legacy one was given.
        legacy_province: Code of the province before 2025-07-01, also when only the one in force
            was given and no other unit was merged into it.
        key: The place key to name it by, the legacy one first; None when neither is known.
        measured_exactly: Whether `point` is the place's own and not a centre.
        id: The site's id, empty for a delivery place.
    """

    point: Point | None
    province: str | None
    legacy_province: str | None
    key: str | None
    measured_exactly: bool
    id: str = ""


def locate(place: Site | DeliveryPlace, places: Places) -> Locality:
    """Find out where a site or a delivery place is.

    Codes that the tables do not hold count as not known.

    Args:
        place: The site or the delivery place.
        places: The provinces, current and legacy.

    Returns:
        The locality.
    """
    legacy = place.legacy_province if place.legacy_province in places.legacy else None
    province = place.province if place.province in places.current else None
    if legacy is not None and province is None:
        province = places.current_of(f"legacy:{legacy}")
    key = f"legacy:{legacy}" if legacy else f"current:{province}" if province else None
    exact = place.latitude is not None and place.longitude is not None
    return Locality(
        point=_point(place, key, places),
        province=province,
        legacy_province=places.legacy_of(key) if key else None,
        key=key,
        measured_exactly=exact,
        id=place.id if isinstance(place, Site) else "",
    )


def _point(place: Site | DeliveryPlace, key: str | None, places: Places) -> Point | None:
    if place.latitude is not None and place.longitude is not None:
        return Point(place.latitude, place.longitude)
    return places.locate(key) if key else None
