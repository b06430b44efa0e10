"""Where factories stand.

Parks, districts and provinces are real; a street is given without a number, so that no address
points at somebody's premises. Coordinates lie near the centre of the legacy province, with
jitter: they are plausible, not those of the park.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.records import DemoSite
from app.demo.writing import without_marks
from app.reference import load_reference

_IN_PARK = 68
_WITH_COORDINATES = 30
_ONLY_CURRENT = 3
_JITTER_DEGREES = 0.06
"""About 6 km: the size of a province's industrial outskirts."""
_NORTH_BELOW = "42"
"""Legacy codes run from north to south; those below lie north of Hà Tĩnh."""

_HAMLETS = ("Ấp", "Xóm")
_QUARTERS = ("Khu phố", "Tổ dân phố")
"""What the smallest units of country and town are called in the south and in the north."""

_CITY = "79"
_CITY_NAMES = ("TP.HCM", "TP. Hồ Chí Minh", "TPHCM", "TP HCM")


@dataclass(frozen=True, slots=True)
class Locality:
    """A legacy province as a place for industry.

    Attributes:
        code: Its legacy code.
        parks: Industrial parks with their district.
        districts: Districts with factories outside parks.
    """

    code: str
    parks: tuple[tuple[str, str], ...]
    districts: tuple[str, ...]


class _LocalityEntry(TypedDict):
    weight: int
    parks: list[str]
    districts: list[str]


def draw_locality(draws: Draws, sector: str = "") -> Locality:
    """Draw a legacy province as industry is spread; vehicles lean north, footwear south."""
    found = draws.weigh(_load_localities())
    leaning = {"automotive": True, "motorcycle": True, "footwear": False, "furniture": False}
    if sector in leaning and leaning[sector] != (found.code < _NORTH_BELOW) and draws.chance(60):
        return draws.weigh(_load_localities())
    return found


def get_locality(code: str) -> Locality:
    """Give the locality with this legacy code."""
    return _localities_by_code()[code]


def draw_site(draws: Draws, locality: Locality, name: str | None = None) -> DemoSite:
    """Draw a factory in a locality; of a few, only the province in force is known."""
    if draws.chance(_ONLY_CURRENT):
        return _site_of_current_province(draws, locality, name)
    park, district = (
        draws.pick(locality.parks)
        if draws.chance(_IN_PARK)
        else (None, draws.pick(locality.districts))
    )
    latitude = longitude = None
    if draws.chance(_WITH_COORDINATES):
        latitude, longitude = draw_point(draws, locality.code)
    return DemoSite(
        name=name,
        address=draw_address(draws, locality.code, park, district) if draws.chance(93) else None,
        province=load_reference().places.legacy[locality.code].successor_code,
        legacy_province=locality.code,
        industrial_park=park,
        latitude=latitude,
        longitude=longitude,
    )


def draw_point(draws: Draws, code: str) -> tuple[float, float]:
    """Draw a latitude and longitude near the centre of a legacy province."""
    province = load_reference().places.legacy[code]
    return (
        round(province.latitude + draws.jitter(_JITTER_DEGREES), 5),
        round(province.longitude + draws.jitter(_JITTER_DEGREES), 5),
    )


def draw_address(draws: Draws, code: str, park: str | None, district: str) -> str:
    """Write an address as people do, in old units or in those since 2025-07-01."""
    street = _draw_street(draws, code, park, district)
    old = place_name(draws, code)
    style = draws.below(100)
    places = load_reference().places
    if style < 22:  # noqa: PLR2004 - shares of styles, in percent
        new = places.current[places.legacy[code].successor_code]
        text = ", ".join(filter(None, (street, park, new.full_name_vi)))
        return text if new.name_vi == places.legacy[code].name_vi else f"{text} ({old} cũ)"
    if style < 42 and park:  # noqa: PLR2004 - as above
        return f"{park}, {old}"
    text = ", ".join(filter(None, (street, park, district, old)))
    return without_marks(text) if draws.chance(5) else text


def place_name(draws: Draws, code: str) -> str:
    """Name a legacy province as people write it."""
    if code == _CITY:
        return draws.pick(_CITY_NAMES)
    return load_reference().places.legacy[code].name_vi


@cache
def _localities_by_code() -> Mapping[str, Locality]:
    entries = cast("dict[str, _LocalityEntry]", read_data("places"))
    return {
        code: Locality(
            code=code,
            parks=tuple(_park(text) for text in entry["parks"]),
            districts=tuple(entry["districts"]),
        )
        for code, entry in entries.items()
    }


@cache
def _load_localities() -> Weighted[Locality]:
    entries = cast("dict[str, _LocalityEntry]", read_data("places"))
    return Weighted((entry["weight"], get_locality(code)) for code, entry in entries.items())


def _park(text: str) -> tuple[str, str]:
    park, _, district = text.partition(" @ ")
    return park, district


def _draw_street(draws: Draws, code: str, park: str | None, district: str) -> str:
    if park:
        return draws.pick(("Đường số {}", "Đường D{}", "Đường N{}", "Đường trục {}")).format(
            draws.between(1, 14)
        )
    words = _HAMLETS if district.startswith("Huyện") else _QUARTERS
    return f"{words[code < _NORTH_BELOW]} {draws.between(1, 9)}"


def _site_of_current_province(draws: Draws, locality: Locality, name: str | None) -> DemoSite:
    places = load_reference().places
    province = places.current[places.legacy[locality.code].successor_code]
    street = draws.pick(("Đường số {}", "Đường D{}", "Đường N{}")).format(draws.between(1, 14))
    return DemoSite(
        name=name,
        address=f"{street}, {province.full_name_vi}",
        province=province.code,
        legacy_province=None,
        industrial_park=None,
        latitude=None,
        longitude=None,
    )
