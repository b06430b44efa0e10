"""The provincial units themselves: 34 in force since 2025-07-01, 63 before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.reference.tables import read_rows, split


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial unit in force since 2025-07-01.

    Attributes:
        code: Code of the statistics office, two digits.
        name_vi: Vietnamese name without its kind.
        name_en: English name.
        full_name_vi: Vietnamese name with its kind ("Thành phố", "Tỉnh").
        type: "city" or "province", today.
        region_code: Code of the economic region.
        region_vi: Name of the region in Vietnamese.
        region_en: Name of the region in English.
        hq_city: Seat of the administration.
        latitude: Of the seat, degrees north.
        longitude: Of the seat, degrees east.
        legacy_codes: Codes of the units that it was formed from.
    """

    code: str
    name_vi: str
    name_en: str
    full_name_vi: str
    type: str
    region_code: str
    region_vi: str
    region_en: str
    hq_city: str
    latitude: float
    longitude: float
    legacy_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegacyProvince:
    """A provincial unit as it was before 2025-07-01.

    Attributes:
        code: Code of the statistics office then, two digits.
        name_vi: Vietnamese name without its kind.
        full_name_vi: Vietnamese name with its kind.
        name_ascii: Name without marks.
        type: "city" or "province", then.
        iso_3166_2: Code of ISO 3166-2.
        key_economic_region: NORTH, CENTRAL, SOUTH, MEKONG or "".
        centre_city: Its centre.
        latitude: Of the centre, degrees north.
        longitude: Of the centre, degrees east.
        successor_code: Code of the unit that it is part of today.
        relation: "unchanged", "kept_name" (merged under its name) or "absorbed".
        aliases: Other ways of writing it.
        place_hints: Places in it that tell it in an address; a few lie in another unit too.
    """

    code: str
    name_vi: str
    full_name_vi: str
    name_ascii: str
    type: str
    iso_3166_2: str
    key_economic_region: str
    centre_city: str
    latitude: float
    longitude: float
    successor_code: str
    relation: str
    aliases: tuple[str, ...]
    place_hints: tuple[str, ...]


def read_provinces() -> Iterator[Province]:
    """Yield the packaged units in force."""
    for row in read_rows("provinces.csv"):
        yield Province(
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            full_name_vi=row["full_name_vi"],
            type=row["type_current"],
            region_code=row["region_code"],
            region_vi=row["region_vi"],
            region_en=row["region_en"],
            hq_city=row["hq_city"],
            latitude=float(row["hq_lat"]),
            longitude=float(row["hq_lon"]),
            legacy_codes=tuple(row["legacy_codes"].split()),
        )


def read_legacy_provinces() -> Iterator[LegacyProvince]:
    """Yield the packaged units before 2025-07-01, with the districts that tell them."""
    districts: dict[str, list[str]] = defaultdict(list)
    for row in read_rows("districts.csv"):
        districts[row["legacy_code"]].extend(split(row["names"]))
    for row in read_rows("legacy_provinces.csv"):
        yield _legacy_province(row, tuple(districts[row["legacy_code"]]))


def _legacy_province(row: Mapping[str, str], districts: tuple[str, ...]) -> LegacyProvince:
    return LegacyProvince(
        code=row["legacy_code"],
        name_vi=row["legacy_name_vi"],
        full_name_vi=row["legacy_full_name_vi"],
        name_ascii=row["legacy_name_ascii"],
        type=row["legacy_type"],
        iso_3166_2=row["iso_3166_2"],
        key_economic_region=row["key_economic_region"],
        centre_city=row["centre_city"],
        latitude=float(row["centre_lat"]),
        longitude=float(row["centre_lon"]),
        successor_code=row["successor_code"],
        relation=row["relation"],
        aliases=split(row["aliases"]),
        place_hints=split(row["place_hints"]) + districts,
    )
