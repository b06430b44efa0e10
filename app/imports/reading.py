"""The job that reads a file into rows: in a child process, batch by batch, resumable.

Rows are written for a generation that nobody sees; the last transaction moves the import to it.
While the child works no transaction is open, so that on SQLite others can write. A process that
dies leaves the import in status "reading" with an old heartbeat, and whoever asks for it begins
anew.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any, cast

import structlog
from pydantic import JsonValue

from app.classification.service import ClassificationService
from app.core.clock import utc_now
from app.core.database import Database, Session
from app.core.errors import AppError
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.imports.columns import ImportKind
from app.imports.detection.answers import Answer
from app.imports.detection.layout import Layout
from app.imports.errors import problem_to_json
from app.imports.jobs import Progress
from app.imports.planning.candidates import RegisteredCandidates
from app.imports.planning.planner import RowPlanner
from app.imports.planning.targets import find_list_id
from app.imports.planning.twins import sharing
from app.imports.remembering.memory import Remembered, RowMemory, recall_answers
from app.imports.repository import ImportRepository
from app.imports.row_repository import ImportRowRepository
from app.imports.row_values import InterpretedJson, interpret, new_row, values_of
from app.imports.spool import open_spool
from app.models import Import, ImportRow
from app.spreadsheets.bounded import ProcessLimits, run_bounded
from app.spreadsheets.tables import TableLimits

BEAT_SECONDS = 2.0
STALE_SECONDS = 10.0
"""A reader that gave no sign for so long is dead; others take its work over."""

TASK = "app.imports.analysis:analyse_file"

_log = structlog.get_logger(__name__)


class _ReplacedError(Exception):
    """Somebody else reads this file now, or it is not wanted any more."""


class FileReading:
    """Reads the file of one import.

    Args:
        database: Where it is kept.
        settings: What a file may hold.
        import_id: The import.
    """

    def __init__(self, database: Database, settings: Settings, import_id: str) -> None:
        self._database = database
        self._settings = settings
        self._id = import_id
        self._token = f"run_{secrets.token_hex(16)}"
        self._candidates = RegisteredCandidates()
        self._memory: RowMemory | None = None

    def __call__(self, progress: Progress) -> None:
        """Read it, unless somebody is at it.

        Raises:
            AppError: The file cannot be read; that is kept with the import.
        """
        row = self._claim()
        if row is None:
            return
        progress.phase = "reading"
        try:
            with self._beating(progress):
                self._read(row, progress)
        except _ReplacedError:
            return
        except AppError as error:
            self._fail(problem_to_json(error))
            raise
        except Exception:
            _log.exception("import_failed", import_id=self._id)
            self._fail(problem_to_json(AppError()))
            raise

    def _claim(self) -> Import | None:
        stale_before = utc_now() - timedelta(seconds=STALE_SECONDS)
        with self._database.write() as session:
            imports = ImportRepository(session)
            if not imports.claim(self._id, self._token, stale_before):
                return None
            row = imports.get(self._id)
            if row is not None:
                ImportRowRepository(session).delete_generations(self._id, keep=row.generation)
            return row

    def _read(self, row: Import, progress: Progress) -> None:
        with self._file() as path:
            arguments = self._arguments(row, path)
            messages = run_bounded(TASK, arguments, ProcessLimits.of(self._settings))
            layout: Layout | None = None
            blank = 0
            for message in cast("Iterator[Mapping[str, Any]]", messages):
                if progress.cancelled.is_set():
                    messages.close()  # type: ignore[attr-defined] # a generator, by its contract
                    self._release()
                    raise _ReplacedError
                if message["type"] == "layout":
                    layout = Layout.from_json(message["layout"])
                    progress.total = _rows_of(layout)
                elif message["type"] == "rows" and layout is not None:
                    self._store(row, layout, message["rows"])
                    progress.done += len(message["rows"])
                elif message["type"] == "end":
                    blank = int(message["blank"])
                    layout = _with_used(layout, message["answers"])
            self._finish(row, layout, progress.done, blank)

    def _arguments(self, row: Import, path: Path) -> dict[str, JsonValue]:
        with self._database.read() as session:
            remembered = ImportRepository(session).find_mappings(row.sender, row.kind)
            answers = recall_answers(session, row)
            synonyms = ClassificationService(session, COMMAND_LINE).own_words()
        choices = {**row.choices, "remembered": remembered, "remembered_answers": answers}
        limits = asdict(TableLimits.of(self._settings))
        return {
            "path": str(path),
            "filename": row.filename,
            "kind": row.kind,
            "choices": choices,
            "limits": limits,
            "synonyms": [list(pair) for pair in synonyms],
        }

    @contextmanager
    def _file(self) -> Iterator[Path]:
        with open_spool() as file:
            with self._database.read() as session:
                for content in ImportRepository(session).read_parts(self._id):
                    file.write(content)
            file.flush()
            yield Path(file.name)

    def _store(self, row: Import, layout: Layout, read: Sequence[InterpretedJson]) -> None:
        """Plan a batch of rows, then write it in a short transaction."""
        generation = row.generation + 1
        with self._database.read() as session:
            stored = ImportRowRepository(session)
            numbers = [int(item["number"]) for item in read]
            decided = stored.find_decided(self._id, row.generation, numbers)
            recalled = self._recall(session, row, read)
            rows = [
                self._make(
                    row, layout, item, decided.get(item["number"]), recalled.get(item["number"])
                )
                for item in read
            ]
            neighbours = stored.find_sharing(self._id, generation, sharing(rows))
            list_id = find_list_id(session, row)
            planner = RowPlanner(session, row, list_id, self._candidates, generation)
            planned = planner.plan(rows, neighbours)
            session.expunge_all()
            changed = {item.number: values_of(item) for item in planned[len(rows) :]}
            new = [
                {
                    **values_of(item),
                    "number": item.number,
                    "import_id": self._id,
                    "generation": generation,
                    "version": item.version,
                }
                for item in rows
            ]
        with self._database.write() as session:
            stored = ImportRowRepository(session)
            self._beat(ImportRepository(session), done=Import.done + len(new))
            stored.insert_all(new)
            stored.update_all(self._id, generation, changed)

    def _recall(
        self, session: Session, row: Import, read: Sequence[InterpretedJson]
    ) -> Mapping[int, Remembered]:
        if self._memory is None:
            self._memory = RowMemory(row)
        return self._memory.recall(session, read)

    def _make(
        self,
        row: Import,
        layout: Layout,
        item: InterpretedJson,
        before: ImportRow | None,
        recalled: Remembered | None,
    ) -> ImportRow:
        """Return the row of a batch, with what a person corrected here or in an earlier import."""
        kind = cast("ImportKind", row.kind)
        made = new_row(item, layout, kind)
        if before is not None:
            made.corrections, made.decision = before.corrections, before.decision
            made.remembered_from = before.remembered_from
            made.version = before.version + 1
            made.plan = {**made.plan, "candidates": before.plan.get("candidates", [])}
        elif recalled is not None:
            made.corrections, made.decision = recalled.corrections, recalled.decision
            made.remembered_from = recalled.import_id
        if made.corrections:
            interpret(made, layout, kind)
        return made

    def _finish(self, row: Import, layout: Layout | None, read: int, blank: int) -> None:
        with self._database.write() as session:
            imports = ImportRepository(session)
            self._beat(imports, done=read, total=read)
            stored = imports.get_locked(self._id)
            if stored is None or layout is None:
                raise _ReplacedError
            stored.generation = row.generation + 1
            stored.layout = layout.to_json()
            stored.blank_rows = blank
            stored.status, stored.phase, stored.run_token = "previewed", None, None
            stored.previous = stored.problem = None
            stored.touch()
            imports.flush()
            rows = ImportRowRepository(session)
            rows.delete_generations(self._id, keep=stored.generation)

    def _fail(self, problem: dict[str, object]) -> None:
        """Keep what went wrong; a file that had a preview goes back to it."""
        with self._database.write() as session:
            imports = ImportRepository(session)
            row = imports.get_locked(self._id)
            if row is None or row.run_token != self._token:
                return
            row.phase, row.run_token, row.problem = None, None, problem
            row.status = "failed"
            if row.previous is not None:
                for name, value in row.previous.items():
                    setattr(row, name, value)
                row.status, row.previous = "previewed", None
            row.touch()
            imports.flush()
            ImportRowRepository(session).delete_generations(self._id, keep=row.generation)

    def _release(self) -> None:
        with self._database.write() as session:
            ImportRepository(session).beat(self._id, self._token, run_token=None)

    def _beat(self, imports: ImportRepository, **values: object) -> None:
        if not imports.beat(self._id, self._token, **values):
            raise _ReplacedError

    @contextmanager
    def _beating(self, progress: Progress) -> Iterator[None]:
        """Give signs of life while the child works, however long it takes for a batch."""
        ended = Event()

        def beat() -> None:
            while not ended.wait(BEAT_SECONDS):
                with suppress(Exception), self._database.write() as session:
                    ImportRepository(session).beat(self._id, self._token, done=progress.done)

        thread = Thread(target=beat, name="ketnoi-import-heart", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def _with_used(layout: Layout | None, used: Sequence[Mapping[str, Any]]) -> Layout | None:
    """Keep of the remembered answers only those that fitted a cell."""
    if layout is None:
        return None
    fitting = tuple(map(Answer.from_json, used))
    return replace(
        layout,
        answers=tuple(item for item in layout.answers if item.how == "chosen" or item in fitting),
    )


def _rows_of(layout: Layout) -> int | None:
    """Return about how many rows the sheet has that is read."""
    return next((sheet.rows for sheet in layout.sheets if sheet.name == layout.sheet), None)
