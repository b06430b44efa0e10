"""A demand between its forms: request, table, and what its owner and suppliers see."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from app.classification.service import stored_suggestions
from app.core.redaction import redact_all, redact_contacts
from app.demands.content_schemas import DemandContent
from app.demands.list_schemas import DemandCounts, DemandListBaseRead, DemandListRead
from app.demands.schemas import (
    BuyerPublicRead,
    DeliveryRead,
    DemandInList,
    DemandPublicRead,
    DemandRead,
    DemandState,
)
from app.models import Demand, DemandCategory, DemandCertification, DemandList

_CODES = frozenset({"categories", "required_certifications", "preferred_certifications"})
_PLACE = frozenset({"delivery"})
_MADE = frozenset({"buyer", "category_suggestions"})
_COLUMNS = tuple(name for name in DemandContent.model_fields if name not in _CODES | _PLACE)
_PLACE_COLUMNS = tuple(DeliveryRead.model_fields)
_REDACTED_LISTS = ("materials", "drawing_refs", "standard_refs", "approvals")


NewDemand: TypeAlias = DemandInList | DemandState
"""A demand that begins here, or one whose life elsewhere is known: it may have ended."""


def new_demand(buyer_id: str, demand_list_id: str | None, data: NewDemand) -> Demand:
    """Return the row of a new demand."""
    demand = Demand(
        buyer_id=buyer_id,
        demand_list_id=demand_list_id,
        status=data.status,
        category_links=[],
        certification_links=[],
        reading="",
        needs_review=False,
    )
    write_demand(demand, data)
    return demand


def write_demand(demand: Demand, content: DemandContent) -> None:
    """Write the content into a row whose codes are loaded, or that is new."""
    for name in _COLUMNS:
        setattr(demand, name, getattr(content, name))
    for name in _PLACE_COLUMNS:
        setattr(demand, f"delivery_{name}", getattr(content.delivery, name, None))
    demand.category_links = _category_links(demand.category_links, content.categories)
    demand.certification_links = _certification_links(
        demand.certification_links,
        {
            "required": content.required_certifications,
            "preferred": content.preferred_certifications,
        },
    )


def _category_links(
    present: Sequence[DemandCategory], codes: Sequence[str]
) -> list[DemandCategory]:
    by_code = {link.code: link for link in present}
    links = [by_code.get(code) or DemandCategory(code=code) for code in codes]
    for position, link in enumerate(links):
        link.position = position
    return links


def _certification_links(
    present: Sequence[DemandCertification], codes: Mapping[str, Sequence[str]]
) -> list[DemandCertification]:
    by_code = {link.code: link for link in present}
    links = []
    for necessity, of_necessity in codes.items():
        for position, code in enumerate(of_necessity):
            link = by_code.get(code) or DemandCertification(code=code)
            link.necessity, link.position = necessity, position
            links.append(link)
    return links


def categories_of(demand: Demand) -> list[str]:
    """Return the codes of the categories in the buyer's order."""
    return [link.code for link in demand.category_links]


def certifications_of(demand: Demand, necessity: str) -> list[str]:
    """Return the codes of the required or the preferred certifications in the buyer's order."""
    return [link.code for link in demand.certification_links if link.necessity == necessity]


def read_demand(demand: Demand) -> DemandRead:
    """Return a demand in full."""
    return DemandRead(
        **_plain(demand, DemandRead.model_fields),
        **_coded(demand),
        delivery=_delivery(demand),
        category_suggestions=stored_suggestions(demand.reading),
    )


def public_demand(demand: Demand) -> DemandPublicRead:
    """Return a demand as suppliers see it.

    Contacts are taken out of every text. Where the buyer is hidden, its address and coordinates
    are as well: they would name it.
    """
    read = DemandPublicRead(
        **_plain(demand, DemandPublicRead.model_fields),
        **_coded(demand),
        delivery=_delivery(demand),
        buyer=None if demand.buyer_hidden else BuyerPublicRead.model_validate(demand.buyer),
    )
    if demand.buyer_hidden and read.delivery is not None:
        read.delivery.latitude = read.delivery.longitude = read.delivery.address = None
    return _redact(read)


def _redact(read: DemandPublicRead) -> DemandPublicRead:
    read.name = redact_contacts(read.name)
    read.name_en = read.name_en and redact_contacts(read.name_en)
    read.specification = redact_contacts(read.specification)
    for name in _REDACTED_LISTS:
        setattr(read, name, redact_all(getattr(read, name)))
    if read.delivery is not None and read.delivery.address is not None:
        read.delivery.address = redact_contacts(read.delivery.address)
    return read


def _plain(demand: Demand, fields: Mapping[str, object]) -> dict[str, Any]:
    return {name: getattr(demand, name) for name in fields if name not in _CODES | _PLACE | _MADE}


def _coded(demand: Demand) -> dict[str, Any]:
    return {
        "categories": categories_of(demand),
        "required_certifications": certifications_of(demand, "required"),
        "preferred_certifications": certifications_of(demand, "preferred"),
    }


def _delivery(demand: Demand) -> DeliveryRead | None:
    place = {name: getattr(demand, f"delivery_{name}") for name in _PLACE_COLUMNS}
    return None if set(place.values()) == {None} else DeliveryRead(**place)


def snapshot_list(demand_list: DemandList) -> DemandListBaseRead:
    """Return a list as the audit trail keeps it."""
    return DemandListBaseRead.model_validate(demand_list)


def read_demand_list(demand_list: DemandList, counts: DemandCounts) -> DemandListRead:
    """Return a list with the numbers of its demands."""
    return DemandListRead(**snapshot_list(demand_list).model_dump(), demand_counts=counts)
