"""What an index answers: ids in order, with tier and score; the explanation is made elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from app.matching.diagnosis import Diagnosis
from app.matching.results import Eligibility


class RankedSupplier(NamedTuple):
    """One supplier of a ranking.

    Attributes:
        supplier_id: Its id.
        version: The version at which it was put into the index.
        eligibility: The tier.
        score: 0 to 10_000_000, the sum of the contributions.
    """

    supplier_id: str
    version: int
    eligibility: Eligibility
    score: int


class RankedDemand(NamedTuple):
    """One demand of a ranking; the attributes mean what they mean for a `RankedSupplier`."""

    demand_id: str
    version: int
    eligibility: Eligibility
    score: int


R = TypeVar("R", RankedSupplier, RankedDemand)


@dataclass(frozen=True, slots=True)
class IndexRanking(Generic[R]):
    """A page of a ranking.

    Attributes:
        items: Best first: by tier, score, key and id.
        first_rank: The rank of the first item, from 1.
        totals: How many there are in each tier, listed or not.
        diagnosis: Why nothing matches, when none is eligible or to confirm; else None.
    """

    items: tuple[R, ...]
    first_rank: int
    totals: Mapping[Eligibility, int]
    diagnosis: Diagnosis | None
