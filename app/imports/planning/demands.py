"""What will become of the rows of a demand list, compared with the list that they go to."""

from collections import defaultdict
from collections.abc import Sequence

from app.core.database import Session
from app.imports.planning.differences import find_differences
from app.imports.planning.findings import FOREIGN_ID, MATCHED_BY_NAME, UNKNOWN_ID, Plan
from app.imports.planning.register_repository import RegisterRepository
from app.imports.rendering.content import content_of_demand, render_demand
from app.models import Demand, ImportRow


class DemandPlanner:
    """Compares rows with the demands of one list.

    Args:
        session: What is registered.
        demand_list_id: The list; None for one that is still to be made.
        key: Only key that counts beside Ketnoi's own ids: "external_id" or "name"; both, in this
            order, when None. A name comes with its specification.
    """

    def __init__(self, session: Session, demand_list_id: str | None, key: str | None) -> None:
        self._register = RegisterRepository(session)
        self._demand_list_id = demand_list_id
        self._key = key
        self._is_empty: bool | None = None

    def plan(self, rows: Sequence[ImportRow]) -> dict[int, Plan]:
        """Return what will become of rows that have a content, by number."""
        known = _Known(self._look_up(rows))
        plans = {}
        for row in rows:
            plan = Plan(action="create")
            demand = known.by_id.get(_same_as(row)) or self._find(row, known, plan)
            if demand is not None:
                stored = render_demand(content_of_demand(demand))
                given = render_demand(row.content or {})
                plan.target_id = demand.id
                plan.differences = find_differences(stored, given, row)
                plan.action = "update" if plan.differences else "unchanged"
            plans[row.number] = plan
        return plans

    def _look_up(self, rows: Sequence[ImportRow]) -> Sequence[Demand]:
        if self._demand_list_id is None:
            return ()
        return self._register.find_demands(
            self._demand_list_id,
            ids=sorted(
                {wanted for row in rows for wanted in (row.ketnoi_id, _same_as(row)) if wanted}
            ),
            external_ids=sorted({number for row in rows if (number := _text(row, "external_id"))}),
            names=sorted({_text(row, "name") for row in rows}),
        )

    def _find(self, row: ImportRow, known: "_Known", plan: Plan) -> Demand | None:
        if row.ketnoi_id:
            if row.ketnoi_id in known.by_id:
                return known.by_id[row.ketnoi_id]
            self._leave_id_aside(row, row.ketnoi_id, plan)
        if (row.decision or {}).get("new"):
            return None
        number = _text(row, "external_id")
        if number and self._key in {None, "external_id"} and number in known.by_number:
            return known.by_number[number]
        if self._key not in {None, "name"}:
            return None
        found = [
            demand
            for demand in known.by_text[_text(row, "name"), _text(row, "specification")]
            if not number or demand.external_id is None
        ]
        if len(found) == 1:
            name = _text(row, "name")
            plan.guess("matched_by_name", "name", name, found[0].id, MATCHED_BY_NAME)
            return found[0]
        return None

    def _leave_id_aside(self, row: ImportRow, unknown: str, plan: Plan) -> None:
        """Do without an id that the list does not hold; ask where nothing else numbers the row."""
        if self._is_empty is None:
            self._is_empty = not self._register.has_demands(self._demand_list_id)
        if self._is_empty or _text(row, "external_id"):
            plan.guess("unknown_id", "ketnoi_id", unknown, "", FOREIGN_ID)
        else:
            plan.ask("unknown_id", UNKNOWN_ID, "ketnoi_id", unknown)


class _Known:
    """The demands that a batch of rows may mean."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        self.by_id = {demand.id: demand for demand in demands}
        self.by_number = {demand.external_id: demand for demand in demands if demand.external_id}
        self.by_text: defaultdict[tuple[str, str], list[Demand]] = defaultdict(list)
        for demand in demands:
            self.by_text[demand.name, demand.specification].append(demand)


def _text(row: ImportRow, field: str) -> str:
    return str((row.content or {}).get(field) or "")


def _same_as(row: ImportRow) -> str:
    """Return the demand that a person said this row is; empty where nobody has."""
    return str((row.decision or {}).get("same_as") or "")
