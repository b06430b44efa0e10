"""Answering for all rows of an import at once: only the rows that say so are interpreted anew."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Generic, TypeVar, cast

from app.audit.service import AuditTrail
from app.core.database import Database, Session
from app.core.principal import Principal
from app.core.versions import VersionCheck
from app.imports.audit import ImportSnapshot
from app.imports.changing import AnswerChanges, merge_answers
from app.imports.columns import ImportKind
from app.imports.detection.answers import AnswerBook, AnswerTable, answers_of
from app.imports.detection.layout import Layout
from app.imports.jobs import Progress
from app.imports.planning.candidates import RegisteredCandidates
from app.imports.planning.planner import RowPlanner
from app.imports.planning.targets import find_list_id
from app.imports.planning.twins import sharing
from app.imports.repository import ImportRepository
from app.imports.row_repository import KEYS, ImportRowRepository, KeyName
from app.imports.row_values import cell_texts, interpret
from app.imports.visibility import get_open_import
from app.models import Import, ImportRow

BATCH_ROWS = 500

T = TypeVar("T")


class _UndoneError(Exception):
    """Ends the transaction of a dry run."""


class Answering(Generic[T]):
    """Gives answers for all rows of one import, in one transaction.

    Args:
        database: Where it is kept.
        actor: Who answers.
        import_id: The import.
        changes: The answers.
        expected: The version that the actor has seen.
        show: Makes what is to be returned, before the transaction ends.
        dry_run: Whether to undo everything at the end.
    """

    def __init__(
        self,
        database: Database,
        actor: Principal,
        import_id: str,
        changes: AnswerChanges | None,
        expected: VersionCheck,
        show: Callable[[Session, Import], T],
        *,
        dry_run: bool,
    ) -> None:
        self._database = database
        self._actor = actor
        self._id = import_id
        self._changes = changes
        self._expected = expected
        self._show = show
        self._dry_run = dry_run

    def __call__(self, progress: Progress) -> T:
        """Answer.

        Raises:
            ImportNotFoundError: There is no such import, or it is another's.
            ImportBusyError: Its file is being read.
            ImportEndedError: It was discarded or has failed.
            PreconditionFailedError: Somebody changed it in the meantime.
            InvalidInputError: There is no such column.
        """
        progress.phase = "answering"
        shown: list[T] = []
        with suppress(_UndoneError), self._database.write() as session:
            row = self._answer(session, progress)
            shown.append(self._show(session, row))
            if self._dry_run:
                raise _UndoneError
        return shown[0]

    def _answer(self, session: Session, progress: Progress) -> Import:
        imports = ImportRepository(session)
        row = get_open_import(imports, self._actor, self._id, locked=True)
        self._expected.check(row.version)
        before = ImportSnapshot.of(row)
        layout = Layout.from_json(row.layout or {})
        row.choices = merge_answers(cast("ImportKind", row.kind), row.choices, self._changes)
        changed = _with_answers(layout, row.choices.get("answers", {}))
        row.layout = changed.to_json()
        row.touch()
        imports.flush()
        after = ImportSnapshot.of(row)
        AuditTrail(session, self._actor).record(
            "updated", "import", row.id, before=before, after=after
        )
        rows = ImportRowRepository(session)
        differing = set(layout.answers) ^ set(changed.answers)
        numbers = list(_affected(rows, row, layout, AnswerBook(differing)))
        progress.total = len(numbers)
        planner = RowPlanner(session, row, find_list_id(session, row), RegisteredCandidates())
        for start in range(0, len(numbers), BATCH_ROWS):
            batch = numbers[start : start + BATCH_ROWS]
            _answer_rows(rows, row, changed, planner, rows.find(self._id, row.generation, batch))
            imports.flush()
            rows.forget_rows()
            progress.done += len(batch)
        return row


def _with_answers(layout: Layout, chosen: AnswerTable) -> Layout:
    remembered: dict[str, dict[str, str | None]] = {}
    for answer in layout.answers:
        if answer.how == "remembered":
            remembered.setdefault(answer.column, {})[answer.text] = answer.value
    return replace(layout, answers=answers_of(chosen, remembered))


def _affected(
    rows: ImportRowRepository, row: Import, layout: Layout, book: AnswerBook
) -> Iterator[int]:
    """Yield the numbers of the rows in which an answer that has changed finds its text."""
    positions = {
        column: layout.positions[column] for column in book.columns if column in layout.positions
    }
    if not positions:
        return
    for number, cells, context in rows.read_cells(row.id, row.generation):
        texts: Mapping[str, str] = cell_texts(cells, context, positions)
        if any(text and book.find(column, text) for column, text in texts.items()):
            yield number


def _answer_rows(
    rows: ImportRowRepository,
    owner: Import,
    layout: Layout,
    planner: RowPlanner,
    batch: list[ImportRow],
) -> None:
    former = sharing(batch)
    for row in batch:
        interpret(row, layout, cast("ImportKind", owner.kind))
        row.version += 1
    now = sharing(batch)
    keys: dict[KeyName, list[str]] = {name: sorted({*former[name], *now[name]}) for name in KEYS}
    planner.plan(batch, rows.find_sharing(owner.id, owner.generation, keys))
