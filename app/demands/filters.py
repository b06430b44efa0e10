"""Which demands a list of demands is asked for."""

from dataclasses import dataclass

from app.demands.statuses import DemandStatus


@dataclass(frozen=True, slots=True)
class DemandFilter:
    """Which demands are asked for; None does not narrow.

    Attributes:
        status: Their status.
        category: A category; demands within it count, whether it is a group or a leaf.
        demand_list_id: The list that they belong to.
        buyer_id: Their buyer.
        external_id: The buyer's number.
        needs_review: Whether a person must still choose their category.
        q: Part of the name in either language, in upper or lower case.
    """

    status: DemandStatus | None = None
    category: str | None = None
    demand_list_id: str | None = None
    buyer_id: str | None = None
    external_id: str | None = None
    q: str | None = None
    needs_review: bool | None = None
