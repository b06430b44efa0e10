"""The demands that are ranked for a supplier."""

from collections.abc import Collection, Iterable

from app.matching.context import MatchContext
from app.matching.index.codes import load_codes
from app.matching.index.demand_ranking import DemandRanking, Pick
from app.matching.index.demand_rows import DemandRows
from app.matching.index.results import IndexRanking, RankedDemand
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.ranking import DEFAULT_LIMIT, DEFAULT_TIERS
from app.matching.results import Eligibility
from app.reference import Reference

_MOST_GONE = 4
"""The gaps are closed when one row in so many is one."""


class DemandIndex:
    """Demands, ready to be ranked for any supplier.

    They stand in columns that grow at their end; whoever goes leaves a gap, and the gaps are
    closed when there are many, so that a change costs work in proportion to itself. Not safe for
    several threads: whoever shares it holds a lock around every call.

    Args:
        reference: The packaged reference data.
    """

    def __init__(self, reference: Reference) -> None:
        self._rows = DemandRows(load_codes(reference))
        self._row_of: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._row_of)

    def put(self, demands: Iterable[tuple[PreparedDemand, int]]) -> None:
        """Add demands, each with its version, or replace those of the same id."""
        added = {entry[0].demand.id: entry for entry in demands}
        self.remove(added)
        first = len(self._rows)
        self._rows.add(added.values())
        self._row_of |= {demand_id: first + place for place, demand_id in enumerate(added)}

    def remove(self, demand_ids: Iterable[str]) -> None:
        """Take demands out; one that is not there is passed over."""
        for demand_id in demand_ids:
            row = self._row_of.pop(demand_id, None)
            if row is not None:
                self._rows.alive[row] = False
        if (len(self._rows) - len(self._row_of)) * _MOST_GONE > len(self._rows):
            self._rows.drop_gone()
            self._row_of = {demand_id: row for row, demand_id in enumerate(self._rows.ids)}

    def version_of(self, demand_id: str) -> int | None:
        """Return the version at which a demand was put in, or None."""
        row = self._row_of.get(demand_id)
        return None if row is None else int(self._rows.table["version"][row])

    def rank(
        self,
        supplier: PreparedSupplier,
        context: MatchContext,
        *,
        tiers: Collection[Eligibility] = DEFAULT_TIERS,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
    ) -> IndexRanking[RankedDemand]:
        """Rank the demands for a supplier, just as `app.matching.rank_demands` does.

        Args:
            supplier: The supplier.
            context: The profile, the day and the reference data.
            tiers: The tiers to list.
            limit: The most demands to return.
            offset: How many to skip.

        Returns:
            The page.
        """
        ranking = DemandRanking(self._rows, supplier, context)
        totals = ranking.totals()
        has_match = totals[Eligibility.INELIGIBLE] < len(self)
        picks = ranking.pick(tiers, offset + limit)
        return IndexRanking(
            items=tuple(self._to_item(pick) for pick in picks[offset:]),
            first_rank=offset + 1,
            totals=totals,
            diagnosis=None if has_match else ranking.diagnose(),
        )

    def _to_item(self, pick: Pick) -> RankedDemand:
        demand_id = self._rows.ids[pick.row]
        version = int(self._rows.table["version"][pick.row])
        return RankedDemand(demand_id, version, pick.tier, pick.score)
