"""The first list: four fields that Techtronic Industries was reported to look for.

The fields are public; every line was written for this demo and says so in its notes. The company
is real and is given no invented tax code, person or telephone number.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict, cast

from app.demo.data_files import read_data
from app.demo.records import (
    DemoContact,
    DemoDelivery,
    DemoDemand,
    DemoDemandList,
    DemoOrganization,
    Period,
)
from app.reference import load_reference

BUYER_NAME = "Techtronic Industries (TTI)"


class _BuyerEntry(TypedDict):
    name_en: str
    country: str
    registration: str
    list: str
    note: str
    contact: str
    email: str
    phone: str


class _Line(TypedDict, total=False):
    name: str
    name_en: str
    spec: str
    categories: list[str]
    materials: list[str]
    quantity: int
    unit: str
    period: Period
    required: list[str]
    preferred: list[str]
    place: str
    distance: int
    days: int


class _Place(TypedDict, total=False):
    legacy: str
    address: str


class _Document(TypedDict):
    buyer: _BuyerEntry
    notes: str
    places: dict[str, _Place]
    lines: list[_Line]


def make_illustrative_list(most: int, today: date) -> DemoDemandList:
    """Make the illustrative list.

    Args:
        most: Most demands to make; the list has fewer than thirty.
        today: The day that dates are relative to.
    """
    document = cast("_Document", read_data("illustrative"))
    buyer = document["buyer"]
    return DemoDemandList(
        buyer=_organization(buyer),
        external_id="DEMO-TTI-1",
        name=buyer["list"],
        note=buyer["note"],
        demands=tuple(
            _demand(document, line, index, today)
            for index, line in enumerate(document["lines"][:most])
        ),
    )


def _organization(buyer: _BuyerEntry) -> DemoOrganization:
    contact = DemoContact(
        name=buyer["contact"], position=buyer["contact"], email=buyer["email"], phone=buyer["phone"]
    )
    return DemoOrganization(
        name=BUYER_NAME,
        name_en=buyer["name_en"],
        tax_code=None,
        country=buyer["country"],
        foreign_registration_number=buyer["registration"],
        is_buyer=True,
        is_supplier=False,
        website=None,
        address=None,
        contacts=(contact,),
    )


def _demand(document: _Document, line: _Line, index: int, today: date) -> DemoDemand:
    days = line.get("days")
    quantity = line.get("quantity")
    return DemoDemand(
        external_id=f"DEMO-D-{index + 1:05d}",
        status="open",
        name=line["name"],
        name_en=line["name_en"],
        specification=line["spec"],
        categories=tuple(line["categories"]),
        materials=tuple(line.get("materials", ())),
        drawing_refs=(),
        standard_refs=(),
        approvals=(),
        quantity=None if quantity is None else Decimal(quantity),
        unit=line.get("unit"),
        period=line.get("period"),
        required_certifications=tuple(line.get("required", ())),
        preferred_certifications=tuple(line.get("preferred", ())),
        delivery=_delivery(document["places"][line["place"]]),
        allowed_places=(),
        max_distance_km=line.get("distance"),
        needed_by=None if days is None else today + timedelta(days=days),
        buyer_hidden=False,
        notes=document["notes"],
    )


def _delivery(place: _Place) -> DemoDelivery:
    return DemoDelivery(
        province=load_reference().places.legacy[place["legacy"]].successor_code,
        legacy_province=place["legacy"],
        latitude=None,
        longitude=None,
        address=place.get("address"),
    )
