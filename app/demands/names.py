"""What a demand is called, where no more of it is needed."""

from typing import NamedTuple


class DemandName(NamedTuple):
    """The name of a demand, and whose it is.

    Attributes:
        id: Its id.
        external_id: The buyer's number.
        name: Its name.
        status: Where it stands.
        buyer_id: Whose it is.
    """

    id: str
    external_id: str | None
    name: str
    status: str
    buyer_id: str
