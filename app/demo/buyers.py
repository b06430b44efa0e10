"""Who buys: invented foreign-invested manufacturers, and what each of them looks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.draws import Draws, Weighted
from app.demo.people import draw_buyer_contacts
from app.demo.places import draw_address, get_locality
from app.demo.records import DemoOrganization
from app.demo.tax_codes import buyer_tax_code


@dataclass(frozen=True, slots=True)
class Buyer:
    """A buyer as the demand generator sees it.

    Attributes:
        key: Short name, for identifiers.
        index: Position among the buyers.
        origin: Country of the owners, ISO 3166-1 alpha-2.
        taxed: Whether it is a company under Vietnamese law, with a tax code.
        places: Legacy provinces that it takes deliveries in.
        vietnamese: How often it writes Vietnamese rather than English, in percent.
        lists: Names of its demand lists.
        note: What it is, in Vietnamese, with the word that it is invented.
        sectors: Its industries.
        wants: Categories, weighted.
        certificates: Codes of certificates that it asks for, with weights.
    """

    key: str
    index: int
    name: str
    name_en: str
    origin: str
    taxed: bool
    places: tuple[str, ...]
    vietnamese: int
    lists: tuple[str, ...]
    note: str
    sectors: tuple[str, ...]
    wants: Weighted[str]
    certificates: Mapping[str, int]


class _BuyerEntry(TypedDict):
    key: str
    name: str
    name_en: str
    origin: str
    taxed: bool
    places: Sequence[str]
    vietnamese: int
    lists: Sequence[str]
    note: str
    sectors: Sequence[str]
    wants: dict[str, int]
    certificates: dict[str, int]


@cache
def load_buyers() -> tuple[Buyer, ...]:
    """Read the invented buyers."""
    return tuple(
        _buyer(index, entry)
        for index, entry in enumerate(cast("list[_BuyerEntry]", read_data("buyers")))
    )


def make_buyer(seed: int, buyer: Buyer) -> DemoOrganization:
    """Make the company of a buyer, with contacts and an address."""
    draws = Draws(seed, "buyer", buyer.key)
    place = get_locality(buyer.places[0])
    park, district = draws.pick(place.parks)
    return DemoOrganization(
        name=buyer.name,
        name_en=buyer.name_en,
        tax_code=buyer_tax_code(buyer.index) if buyer.taxed else None,
        country="VN" if buyer.taxed else buyer.origin,
        foreign_registration_number=(
            None if buyer.taxed else f"DEMO-{buyer.origin}-{buyer.index + 1:04d}"
        ),
        is_buyer=True,
        is_supplier=False,
        website=f"https://www.{buyer.key}.example",
        address=draw_address(draws, place.code, park, district) if buyer.taxed else None,
        contacts=draw_buyer_contacts(draws, f"{buyer.key}.example"),
    )


def _buyer(index: int, entry: _BuyerEntry) -> Buyer:
    return Buyer(
        key=entry["key"],
        index=index,
        name=entry["name"],
        name_en=entry["name_en"],
        origin=entry["origin"],
        taxed=entry["taxed"],
        places=tuple(entry["places"]),
        vietnamese=entry["vietnamese"],
        lists=tuple(entry["lists"]),
        note=entry["note"],
        sectors=tuple(entry["sectors"]),
        wants=Weighted((weight, code) for code, weight in entry["wants"].items()),
        certificates=entry["certificates"],
    )
