"""The demands that are ranked for a supplier."""

from collections.abc import Collection, Iterable

from app.matching.context import MatchContext
from app.matching.index.results import IndexRanking, RankedDemand
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.ranking import DEFAULT_LIMIT, DEFAULT_TIERS, rank_demands
from app.matching.results import Eligibility
from app.reference import Reference


class DemandIndex:
    """Demands, ready to be ranked for any supplier.

    Not safe for several threads: whoever shares it holds a lock around every call.

    Args:
        reference: The packaged reference data.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._rows: dict[str, tuple[PreparedDemand, int]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, demands: Iterable[tuple[PreparedDemand, int]]) -> None:
        """Add demands, each with its version, or replace those of the same id."""
        for prepared, version in demands:
            self._rows[prepared.demand.id] = (prepared, version)

    def remove(self, demand_ids: Iterable[str]) -> None:
        """Take demands out; one that is not there is passed over."""
        for demand_id in demand_ids:
            self._rows.pop(demand_id, None)

    def version_of(self, demand_id: str) -> int | None:
        """Return the version at which a demand was put in, or None."""
        found = self._rows.get(demand_id)
        return None if found is None else found[1]

    def rank(
        self,
        supplier: PreparedSupplier,
        context: MatchContext,
        *,
        tiers: Collection[Eligibility] = DEFAULT_TIERS,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
    ) -> IndexRanking[RankedDemand]:
        """Rank the demands for a supplier, just as `rank_demands` does."""
        ranking = rank_demands(
            supplier,
            [prepared for prepared, _ in self._rows.values()],
            context.scoring,
            context.today,
            self._reference,
            tiers=tiers,
            limit=limit,
            offset=offset,
        )
        items = tuple(
            RankedDemand(
                found.demand_id, self._rows[found.demand_id][1], found.eligibility, found.score
            )
            for found in ranking.items
        )
        return IndexRanking(items, ranking.first_rank, ranking.totals, ranking.diagnosis)
