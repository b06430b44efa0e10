"""Writing many demands with few statements."""

from collections.abc import Sequence

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService, needs_review
from app.core.clock import utc_now
from app.core.database import Session
from app.core.principal import Principal
from app.demands.bulk_repository import DemandBulkRepository
from app.demands.matching import to_matching_create
from app.demands.views import NewDemand, new_demand, read_demand
from app.matching.reading import demand_texts
from app.models import Demand
from app.models.base import new_ids
from app.reading import to_json
from app.reference.text import fold


class DemandBulk:
    """Makes demands in one transaction, as one principal.

    Who may add to a list, and whether its numbers are free, `DemandService` checks.
    """

    def __init__(self, session: Session, actor: Principal) -> None:
        self._demands = DemandBulkRepository(session)
        self._classification = ClassificationService(session, actor)
        self._audit = AuditTrail(session, actor)

    def create(
        self, buyer_id: str, demand_list_id: str | None, contents: Sequence[NewDemand]
    ) -> list[str]:
        """Make demands of one buyer, inside a list or alone.

        Args:
            buyer_id: Whose they are.
            demand_list_id: A list of this buyer.
            contents: The demands. A buyer or list that they name themselves is not read.

        Returns:
            Their ids, in order.
        """
        ids = new_ids("dem", len(contents))
        rows = [
            self._make(new_demand(buyer_id, demand_list_id, content), demand_id, content)
            for demand_id, content in zip(ids, contents, strict=True)
        ]
        self._demands.add(rows)
        after = map(read_demand, rows)
        self._audit.record_created("demand", zip(ids, after, strict=True))
        return ids

    def _make(self, row: Demand, demand_id: str, content: NewDemand) -> Demand:
        """Complete a row that belongs to no session with what the database does not fill in."""
        reading = self._classification.read(demand_texts(to_matching_create(content, "")))
        row.id = demand_id
        row.created_at = row.updated_at = utc_now()
        row.version = 1
        row.search_text = fold(" ".join(getattr(row, name) or "" for name in Demand.searched))
        row.reading = to_json(reading)
        row.needs_review = not content.categories and needs_review(reading)
        for category in row.category_links:
            category.demand_id = demand_id
        for certification in row.certification_links:
            certification.demand_id = demand_id
        return row
