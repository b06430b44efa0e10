"""The suppliers that are ranked for a demand."""

from collections.abc import Collection, Iterable

from app.matching.context import MatchContext
from app.matching.index.results import IndexRanking, RankedSupplier
from app.matching.prepared import PreparedDemand, PreparedSupplier
from app.matching.ranking import DEFAULT_LIMIT, DEFAULT_TIERS, rank_suppliers
from app.matching.results import Eligibility
from app.reference import Reference


class SupplierIndex:
    """Suppliers, ready to be ranked for any demand.

    Not safe for several threads: whoever shares it holds a lock around every call.

    Args:
        reference: The packaged reference data.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._rows: dict[str, tuple[PreparedSupplier, int]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def put(self, suppliers: Iterable[tuple[PreparedSupplier, int]]) -> None:
        """Add suppliers, each with its version, or replace those of the same id."""
        for prepared, version in suppliers:
            self._rows[prepared.profile.id] = (prepared, version)

    def remove(self, supplier_ids: Iterable[str]) -> None:
        """Take suppliers out; one that is not there is passed over."""
        for supplier_id in supplier_ids:
            self._rows.pop(supplier_id, None)

    def version_of(self, supplier_id: str) -> int | None:
        """Return the version at which a supplier was put in, or None."""
        found = self._rows.get(supplier_id)
        return None if found is None else found[1]

    def rank(
        self,
        demand: PreparedDemand,
        context: MatchContext,
        *,
        tiers: Collection[Eligibility] = DEFAULT_TIERS,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
    ) -> IndexRanking[RankedSupplier]:
        """Rank the suppliers for a demand, just as `rank_suppliers` does."""
        ranking = rank_suppliers(
            demand,
            [prepared for prepared, _ in self._rows.values()],
            context.scoring,
            context.today,
            self._reference,
            tiers=tiers,
            limit=limit,
            offset=offset,
        )
        items = tuple(
            RankedSupplier(
                found.supplier_id, self._rows[found.supplier_id][1], found.eligibility, found.score
            )
            for found in ranking.items
        )
        return IndexRanking(items, ranking.first_rank, ranking.totals, ranking.diagnosis)
