"""Planning rows: what each will become, and whether it is ready."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from app.core.database import Session
from app.imports.planning.demands import DemandPlanner
from app.imports.planning.findings import UNDECIDABLE, Json, Plan, leave_out, new_company
from app.imports.planning.suppliers import SupplierPlanner
from app.imports.planning.twins import find_twins
from app.imports.row_repository import ImportRowRepository
from app.imports.rows.context import ALIKE, ALIKE_IN_FILE
from app.models import Import, ImportRow


class KindPlanner(Protocol):
    """Compares rows of one kind with the register."""

    def plan(self, rows: Sequence[ImportRow]) -> dict[int, Plan]:
        """Return what will become of rows that have a content, by number."""


class CandidateFinder(Protocol):
    """Finds registered companies that new ones may be."""

    def find(self, session: Session, rows: Sequence[ImportRow]) -> Mapping[int, Sequence[Json]]:
        """Return candidates by row number, likeliest first."""


def planner_of(session: Session, row: Import, list_id: str | None) -> KindPlanner:
    """Return the planner of an import's rows.

    Args:
        session: What is registered.
        row: The import.
        list_id: The demand list that its rows go to, where it exists.
    """
    if row.kind == "demands":
        return DemandPlanner(session, list_id, row.key)
    return SupplierPlanner(session, row.key)


class RowPlanner:
    """Plans rows of one import and writes the plan into them.

    Args:
        session: What is registered.
        row: The import.
        list_id: The demand list that its rows go to, where it exists.
        candidates: Looks for companies that new ones may be.
        generation: That of the rows; the import's when None.
    """

    def __init__(
        self,
        session: Session,
        row: Import,
        list_id: str | None,
        candidates: CandidateFinder,
        generation: int | None = None,
    ) -> None:
        self._session = session
        self._import_id = row.id
        self._generation = row.generation if generation is None else generation
        self._planner = planner_of(session, row, list_id)
        self._candidates = candidates
        self._has_companies = row.kind == "suppliers"

    def plan(self, rows: Sequence[ImportRow], neighbours: Sequence[ImportRow]) -> list[ImportRow]:
        """Plan rows, and with them the neighbours that get or lose a twin.

        Args:
            rows: Rows of which the content or the decision is new.
            neighbours: Other rows of the file that share a key with them, or did.

        Returns:
            All rows that were planned, which have changed.
        """
        numbers = {row.number for row in rows}
        others = [row for row in neighbours if row.number not in numbers]
        twins = find_twins([*rows, *others])
        affected = [row for row in others if row.state != "written" and _differs(row, twins)]
        planned = [*rows, *affected]
        skipped = self._skipped_numbers(planned)
        speaking = [row for row in planned if row.content is not None]
        plans = self._planner.plan(speaking)
        self._add_candidates(speaking, plans)
        for row in planned:
            plan = plans.get(row.number, Plan())
            found = twins.get(row.number, ())
            alike = _questions_of_alike(row, plan, skipped)
            plan.problems = [*found, *(() if found else alike), *plan.problems]
            apply_plan(row, plan)
        return planned

    def _skipped_numbers(self, rows: Sequence[ImportRow]) -> set[int]:
        """Return, of the rows that these look like, those that a person has left out."""
        numbers = {int(alike["row"]) for row in rows if (alike := (row.context or {}).get(ALIKE))}
        if not numbers:
            return set()
        here = {row.number: row for row in rows if row.number in numbers}
        stored = ImportRowRepository(self._session).find(
            self._import_id, self._generation, sorted(numbers - here.keys())
        )
        found = [*here.values(), *stored]
        return {row.number for row in found if (row.decision or {}).get("skip")}

    def _add_candidates(self, rows: Sequence[ImportRow], plans: Mapping[int, Plan]) -> None:
        if not self._has_companies:
            return
        new = [
            row
            for row in rows
            if _is_new_company(plans[row.number]) and not (row.decision or {}).get("new")
        ]
        for number, found in self._candidates.find(self._session, new).items():
            plans[number].candidates = list(found)
            plans[number].ask_about_candidates()


def apply_plan(row: ImportRow, plan: Plan) -> None:
    """Write a plan into a row, and say what state it is in."""
    row.action = plan.action
    row.target_id = plan.target_id
    row.differences = plan.differences
    row.plan = {
        "said": (row.plan or {}).get("said", []),
        "organization_id": plan.organization_id,
        "problems": plan.problems,
        "guesses": plan.guesses,
        "candidates": plan.candidates or _told_apart(row),
    }
    row.state = state_of(row)


def _told_apart(row: ImportRow) -> list[Json]:
    """Return the candidates of which a person said that the row is none of them."""
    is_new = (row.decision or {}).get("new")
    found: list[Json] = (row.plan or {}).get("candidates", []) if is_new else []
    return found


def state_of(row: ImportRow) -> str:
    """Return the state that a row's reading, plan and decision come to."""
    decision = row.decision or {}
    if row.state == "written":
        return "written"
    if decision.get("skip"):
        return "skipped"
    open_problems = [
        found
        for found in [*row.problems, *row.plan.get("problems", ())]
        if not is_accepted(found, decision)
    ]
    if row.reading_state == "invalid" or any(
        found["severity"] == "refused" for found in open_problems
    ):
        return "invalid"
    if row.content is None or open_problems:
        return "needs_review"
    return "ready"


def is_accepted(found: Json, decision: Json) -> bool:
    """Tell whether a person has said that something asked is right as it is."""
    return (
        found["severity"] == "asked"
        and found["code"] not in UNDECIDABLE
        and found["code"] in decision.get("accept", ())
    )


def _questions_of_alike(row: ImportRow, plan: Plan, skipped: AbstractSet[int]) -> list[Json]:
    """Return what is asked of a new company that looks like an earlier row.

    It was found when the file was read. It is no question where the register knows the company,
    where a person has said that it is a new one, or where the earlier row is left out.
    """
    row.problems = [found for found in row.problems if found["code"] != ALIKE_IN_FILE]
    alike = (row.context or {}).get(ALIKE)
    if (
        alike is None
        or alike["row"] in skipped
        or plan.action != "create"
        or plan.organization_id is not None
        or (row.decision or {}).get("new")
    ):
        return []
    return [{**alike, "suggestions": [leave_out(), new_company()]}]


def _is_new_company(plan: Plan) -> bool:
    return plan.action == "create" and plan.organization_id is None and not plan.problems


def _differs(row: ImportRow, twins: Mapping[int, Sequence[Json]]) -> bool:
    codes = {"repeated_row", "key_repeated"}
    before = [found for found in row.plan.get("problems", ()) if found["code"] in codes]
    return before != list(twins.get(row.number, ()))
