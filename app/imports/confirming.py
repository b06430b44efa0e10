"""Writing the ready rows of an import, in one transaction.

Every row is planned once more against the register as it is now, under the lock of the import. A
row that would become something else than its preview said is not written but asked about.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Literal

import structlog

from app.audit.service import AuditTrail
from app.classification.service import ClassificationService
from app.core.database import Database, Session
from app.core.errors import AppError
from app.core.principal import Principal
from app.imports.audit import ImportSnapshot
from app.imports.errors import (
    ImportBusyError,
    ImportEndedError,
    ImportNotFoundError,
    RowsNotReadyError,
    problem_to_json,
)
from app.imports.jobs import Progress
from app.imports.planning.findings import (
    CANNOT_BE_WRITTEN,
    CHANGED_SINCE_PREVIEW,
    Plan,
    problem,
)
from app.imports.planning.planner import KindPlanner, apply_plan, planner_of
from app.imports.planning.targets import find_list_id, make_list
from app.imports.planning.telling_apart import tell_apart
from app.imports.remembering.mappings import decided_mappings
from app.imports.remembering.memory import remember_answers
from app.imports.repository import ImportRepository
from app.imports.row_repository import ImportRowRepository
from app.imports.rows.readings import ReadingAhead
from app.imports.visibility import get_open_import
from app.imports.writing import RowWriter, RowWriting, writer_of
from app.models import Import, ImportRow
from app.suppliers.bulk import SupplierReadings

_log = structlog.get_logger(__name__)

Mode = Literal["partial", "strict"]

BATCH_ROWS = 500

UNWRITABLE = ("needs_review", "invalid")

_NOT_OPEN = (ImportNotFoundError, ImportBusyError, ImportEndedError)


@dataclass(slots=True)
class Confirmation:
    """What a confirmation did.

    Attributes:
        written: Rows that were written, by what became of them.
        asked: Rows that were ready and turned out to need a decision.
    """

    written: Counter[str] = field(default_factory=Counter)
    asked: int = 0


class _UndoneError(Exception):
    """Ends the transaction of a dry run."""


class Confirming:
    """Confirms one import.

    Args:
        database: Where it is kept.
        actor: Who confirms.
        import_id: The import.
        mode: "partial" writes the ready rows; "strict" all rows or none.
        dry_run: Whether to undo everything at the end.
    """

    def __init__(
        self, database: Database, actor: Principal, import_id: str, mode: Mode, *, dry_run: bool
    ) -> None:
        self._database = database
        self._actor = actor
        self._id = import_id
        self._mode = mode
        self._dry_run = dry_run

    def __call__(self, progress: Progress) -> Confirmation:
        """Write the rows.

        Raises:
            ImportNotFoundError: There is no such import, or it is another's.
            ImportBusyError: Its file is still being read.
            ImportEndedError: It was discarded or has failed.
            RowsNotReadyError: All rows were to be written, and some cannot be.
        """
        progress.phase = "writing"
        done = Confirmation()
        try:
            self._write(progress, done)
        except Exception as error:
            self._keep(error)
            raise
        return done

    def _write(self, progress: Progress, done: Confirmation) -> None:
        with suppress(_UndoneError), self._database.write() as session:
            self._confirm(session, progress, done)
            if self._dry_run:
                raise _UndoneError

    def _keep(self, error: Exception) -> None:
        """Keep with the import why nothing was written, for those who do not wait for it."""
        told = error if isinstance(error, AppError) else AppError()
        if told is not error:
            _log.error("confirmation_failed", import_id=self._id, exc_info=error)
        if self._dry_run or isinstance(error, _NOT_OPEN):
            return
        try:
            with suppress(*_NOT_OPEN), self._database.write() as session:
                imports = ImportRepository(session)
                row = get_open_import(imports, self._actor, self._id, locked=True)
                row.problem = problem_to_json(told)
        except Exception:  # noqa: BLE001 - what is told is the error before
            _log.exception("problem_not_kept", import_id=self._id)

    def _confirm(self, session: Session, progress: Progress, done: Confirmation) -> None:
        imports, rows = ImportRepository(session), ImportRowRepository(session)
        row = get_open_import(imports, self._actor, self._id, locked=True)
        counts = _count_states(rows, row)
        self._check_strict(counts)
        progress.total = counts["ready"]
        before = ImportSnapshot.of(row)
        if counts["ready"]:
            make_list(session, self._actor, row)
            self._write_rows(session, row, progress, done)
            row = get_open_import(imports, self._actor, self._id, locked=True)
            if self._mode == "strict" and done.asked:
                raise RowsNotReadyError(needs_review=done.asked, invalid=0)
        elif row.status == "confirmed" or any(counts[state] for state in UNWRITABLE):
            return
        row.problem = None
        imports.remember(row.sender, row.kind, decided_mappings(row))
        remember_answers(session, row)
        imports.delete_file(row.id)
        row.status = "confirmed"
        row.touch()
        imports.flush()
        after = ImportSnapshot.of(row, done.written)
        AuditTrail(session, self._actor).record(
            "confirmed", "import", row.id, before=before, after=after
        )

    def _check_strict(self, counts: Counter[str]) -> None:
        asked, refused = (counts[state] for state in UNWRITABLE)
        if self._mode == "strict" and (asked or refused):
            raise RowsNotReadyError(needs_review=asked, invalid=refused)

    def _write_rows(
        self, session: Session, row: Import, progress: Progress, done: Confirmation
    ) -> None:
        rows = ImportRowRepository(session)
        import_id, generation = row.id, row.generation
        planner = planner_of(session, row, find_list_id(session, row))
        writer = writer_of(session, self._actor, row)
        with closing(self._read_ahead(session, row, progress.total)) as ahead:
            rows.forget()
            after = 0
            while batch := rows.find_ready(import_id, generation, after=after, limit=BATCH_ROWS):
                after = batch[-1].number
                readings = ahead.take([item.number for item in batch])
                self._write_batch(session, batch, planner, writer, done, readings)
                rows.forget()
                progress.done += len(batch)

    def _read_ahead(self, session: Session, row: Import, ready: int | None) -> ReadingAhead:
        """Let a child read the texts of many suppliers while they are written."""
        if row.kind != "suppliers" or (ready or 0) <= BATCH_ROWS:
            return ReadingAhead((), ())
        contents = ImportRowRepository(session).read_new_contents(row.id, row.generation)
        words = ClassificationService(session, self._actor).own_words()
        return ReadingAhead(contents, words)

    def _write_batch(
        self,
        session: Session,
        batch: Sequence[ImportRow],
        planner: KindPlanner,
        writer: RowWriter,
        done: Confirmation,
        readings: Mapping[int, SupplierReadings],
    ) -> None:
        rows = ImportRowRepository(session)
        plans = planner.plan(batch)
        touched: set[tuple[str, str]] = set()
        writings = []
        for row in batch:
            plan = plans[row.number]
            keys = _keys_of(row, plan)
            if _is_as_shown(row, plan) and not keys & touched:
                touched |= keys
                writings.append(RowWriting(row, plan, readings.get(row.number)))
            else:
                _ask_again(row, plan)
                done.asked += 1
        written: dict[int, str] = {}
        for row, outcome in zip(
            [item.row for item in writings], _write(session, writer, writings), strict=True
        ):
            if isinstance(outcome, AppError):
                _refuse(row, plans[row.number], outcome)
                done.asked += 1
            else:
                written[row.number] = outcome
                done.written[row.action or ""] += 1
        tell_apart(session, self._actor, [item.row for item in writings], written)
        rows.mark_written(batch[0].import_id, batch[0].generation, written)


def _write(
    session: Session, writer: RowWriter, writings: Sequence[RowWriting]
) -> list[str | AppError]:
    """Write rows together, or each for itself where one of them cannot be written."""
    if not writings:
        return []
    try:
        with session.begin_nested():
            return list(writer.write(writings))
    except AppError as error:
        if len(writings) == 1:
            return [error]
    middle = len(writings) // 2
    return [
        *_write(session, writer, writings[:middle]),
        *_write(session, writer, writings[middle:]),
    ]


def _is_as_shown(row: ImportRow, plan: Plan) -> bool:
    accepted = (row.decision or {}).get("accept", ())
    new_problems = [found for found in plan.problems if found["code"] not in accepted]
    return (
        not new_problems
        and plan.action == row.action
        and plan.target_id == row.target_id
        and plan.organization_id == row.plan.get("organization_id")
        and plan.differences == row.differences
    )


def _keys_of(row: ImportRow, plan: Plan) -> set[tuple[str, str]]:
    """Return what no other row of the batch may touch as well."""
    keys = {
        "target": plan.target_id,
        "organization": plan.organization_id,
        "external_id": row.external_id,
        "tax_code": row.tax_code,
        "name": row.name_key,
    }
    return {(name, value) for name, value in keys.items() if value is not None}


def _ask_again(row: ImportRow, plan: Plan) -> None:
    decision = dict(row.decision or {})
    accepted = [code for code in decision.get("accept", ()) if code != "changed_since_preview"]
    row.decision = {**decision, "accept": accepted} if accepted or decision else None
    plan.problems.append(problem("changed_since_preview", CHANGED_SINCE_PREVIEW))
    apply_plan(row, plan)
    row.version += 1


def _refuse(row: ImportRow, plan: Plan, error: AppError) -> None:
    """Ask about a row that the register did not take, in the words of the register."""
    found = problem("cannot_be_written", CANNOT_BE_WRITTEN, reason="")
    reason = error.problems[0] if error.problems else None
    found["text"] = {
        "en": error.render_detail("en") if reason is None else reason.render("en"),
        "vi": error.render_detail("vi") if reason is None else reason.render("vi"),
    }
    plan.problems.append(found)
    apply_plan(row, plan)
    row.version += 1


def _count_states(rows: ImportRowRepository, row: Import) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (state, _), count in rows.count(row.id, row.generation).items():
        counts[state] += count
    return counts
