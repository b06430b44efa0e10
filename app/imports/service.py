"""Imports: seeing, changing and discarding them."""

from datetime import timedelta
from typing import Any, BinaryIO

from app.audit.service import AuditTrail
from app.core.clock import utc_now
from app.core.database import Session
from app.core.i18n import Language
from app.core.pagination import Page, PageRequest
from app.core.principal import Principal
from app.core.versions import VersionCheck
from app.imports.audit import ImportSnapshot
from app.imports.changing import apply_change
from app.imports.detection.layout import Layout
from app.imports.errors import (
    ImportBusyError,
    ImportFileGoneError,
    ImportPartlyWrittenError,
    ImportRowNotFoundError,
)
from app.imports.filters import ImportFilter, RowFilter
from app.imports.jobs import ImportJobs
from app.imports.planning.targets import find_list_id
from app.imports.questions.listing import find_questions
from app.imports.questions.schemas import QuestionsRead
from app.imports.reading import STALE_SECONDS
from app.imports.reporting import write_row_report
from app.imports.repository import ImportRepository
from app.imports.row_repository import ImportRowRepository, RowTally
from app.imports.row_schemas import ImportRowRead, QueuedRowRead
from app.imports.schemas import (
    FirstRows,
    ImportPatch,
    ImportRead,
    ImportSummary,
    MissingItem,
    MissingRead,
)
from app.imports.uploading import KEPT_DAYS
from app.imports.views import (
    show_actions,
    show_answers,
    show_counts,
    show_failure,
    show_layout,
    show_progress,
    show_remembered,
    show_row,
)
from app.imports.visibility import get_open_import, get_visible_import
from app.models import Import

FIRST_ROWS = 5
"""Rows of each state that a preview shows."""

MOST_MISSING = 20
"""Records that a preview names of those that the file does not."""


class ImportService:
    """Imports in one transaction, as the centre or one buyer may see them.

    Args:
        session: The transaction.
        actor: Who asks.
        jobs: The work of this process.
        language: Language of the words in the answers.
    """

    def __init__(
        self, session: Session, actor: Principal, jobs: ImportJobs, language: Language
    ) -> None:
        self._session = session
        self._actor = actor
        self._jobs = jobs
        self._language: Language = language
        self._imports = ImportRepository(session)
        self._rows = ImportRowRepository(session)

    def get_import(self, import_id: str) -> Import:
        """Return an import that the actor may see.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
        """
        return get_visible_import(self._imports, self._actor, import_id)

    def find_imports(self, page: PageRequest, wanted: ImportFilter) -> Page[ImportSummary]:
        """Return the imports that the actor may see, newest first."""
        owner_id = None if self._actor.is_centre else self._actor.organization_id
        found = self._imports.find_page(page, wanted, owner_id=owner_id)
        counts = self._rows.count_all([row.id for row in found.items])
        return found.map(lambda row: ImportSummary(**self._summary(row, counts[row.id])))

    def read_import(self, row: Import) -> ImportRead:
        """Return an import with its preview."""
        layout = None if row.layout is None else Layout.from_json(row.layout)
        counts = self._rows.count(row.id, row.generation)
        return ImportRead(
            **self._summary(row, counts),
            layout=None if layout is None else show_layout(layout, self._language),
            actions=show_actions(counts),
            missing=self._missing(row),
            remembered=[] if layout is None else show_remembered(layout),
            answers=[] if layout is None else show_answers(layout),
            problem=show_failure(row.problem, self._language),
            first_rows=FirstRows(
                **{state: self._first(row, state) for state in FirstRows.model_fields}
            ),
        )

    def find_rows(
        self, import_id: str, page: PageRequest, wanted: RowFilter
    ) -> Page[ImportRowRead]:
        """Return rows of an import in the order of the file.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
        """
        row = self.get_import(import_id)
        found = self._rows.find_page(
            row.id, row.generation, page, state=wanted.state, action=wanted.action
        )
        return found.map(lambda item: show_row(item, row, self._language))

    def find_questions(self, import_id: str, *, column: str | None, limit: int) -> QuestionsRead:
        """Return what is asked about the rows of an import, the same questions together.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
        """
        row = self.get_import(import_id)
        return find_questions(self._session, row, self._language, column=column, limit=limit)

    def get_row(self, import_id: str, number: int) -> ImportRowRead:
        """Return one row.

        Raises:
            ImportNotFoundError: There is no such import, or it is another's.
            ImportRowNotFoundError: It has no such row.
        """
        row = self.get_import(import_id)
        found = self._rows.get(row.id, row.generation, number)
        if found is None:
            raise ImportRowNotFoundError(number=number)
        return show_row(found, row, self._language)

    def find_queue(self, page: PageRequest, *, state: str, kind: str | None) -> Page[QueuedRowRead]:
        """Return the rows of a state over all imports that the actor may see."""
        owner_id = None if self._actor.is_centre else self._actor.organization_id
        found = self._rows.find_queue(page, state=state, kind=kind, owner_id=owner_id)
        return found.map(
            lambda pair: QueuedRowRead(
                **show_row(*pair, self._language).model_dump(),
                kind=pair[1].kind,
                filename=pair[1].filename,
                buyer_id=pair[1].buyer_id,
            )
        )

    def write_report(self, import_id: str, target: BinaryIO, *, state: str | None) -> str:
        """Write the rows that need somebody into a workbook; return the name of the file.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
        """
        row = self.get_import(import_id)
        filename = row.filename
        write_row_report(self._session, row, target, self._language, state)
        return filename

    def change_import(self, import_id: str, patch: ImportPatch, expected: VersionCheck) -> Import:
        """Change how a file is read or where it goes; it must be read again then.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            ImportBusyError: It is being read or written.
            ImportEndedError: It was discarded or has failed.
            ImportPartlyWrittenError: Rows are written already.
            ImportFileGoneError: The file is not there any more.
            InvalidInputError: The change makes no sense.
        """
        row = get_open_import(self._imports, self._actor, import_id, locked=True)
        expected.check(row.version)
        self._check_changeable(row)
        before = ImportSnapshot.of(row)
        apply_change(self._session, self._actor, row, patch)
        row.status, row.phase, row.run_token = "reading", "queued", None
        row.done, row.total = 0, None
        row.touch()
        self._imports.flush()
        self._record("updated", row, before)
        return row

    def check_open(self, import_id: str) -> None:
        """Check that an import has a preview and can still change.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
            ImportBusyError: It is being read.
            ImportEndedError: It was discarded or has failed.
        """
        get_open_import(self._imports, self._actor, import_id)

    def copy_for_trial(self, import_id: str) -> str:
        """Copy an import, so that a change can be tried on the copy; return its id.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
        """
        return self._imports.copy(get_open_import(self._imports, self._actor, import_id))

    def discard_import(self, import_id: str, expected: VersionCheck) -> None:
        """Discard what was not written, and the file.

        Raises:
            ImportNotFoundError: There is none, or it is another's.
            PreconditionFailedError: Somebody changed it in the meantime.
            ImportBusyError: Its rows are being written.
        """
        row = get_visible_import(self._imports, self._actor, import_id, locked=True)
        expected.check(row.version)
        self._check_not_writing(row)
        if row.status == "discarded":
            return
        before = ImportSnapshot.of(row)
        self._imports.delete_file(row.id)
        self._rows.delete_open(row.id)
        row.status, row.phase, row.run_token = "discarded", None, None
        row.touch()
        self._imports.flush()
        self._record("discarded", row, before)

    def remove(self, import_id: str) -> None:
        """Take an import away as if it had never been: it could not be read, or was a trial."""
        self._imports.delete(import_id)

    def needs_reader(self, row: Import) -> bool:
        """Tell whether nobody alive reads the file of an import that is to be read."""
        if row.status != "reading":
            return False
        stale_before = utc_now() - timedelta(seconds=STALE_SECONDS)
        return row.heartbeat_at is None or row.heartbeat_at < stale_before

    def _check_changeable(self, row: Import) -> None:
        self._check_not_writing(row)
        counts = show_counts(self._rows.count(row.id, row.generation), row.blank_rows)
        if counts.written:
            raise ImportPartlyWrittenError(written=counts.written)
        if not self._imports.has_file(row.id):
            raise ImportFileGoneError(days=KEPT_DAYS)

    def _check_not_writing(self, row: Import) -> None:
        progress = self._jobs.progress_of(row.id)
        if progress is not None and progress.phase == "writing":
            raise ImportBusyError(phase="writing")

    def _summary(self, row: Import, counts: RowTally) -> dict[str, Any]:
        plain = {
            name: getattr(row, name)
            for name in ImportSummary.model_fields
            if name not in {"progress", "counts"}
        }
        return {
            **plain,
            "progress": show_progress(row, self._jobs.progress_of(row.id)),
            "counts": show_counts(counts, row.blank_rows),
        }

    def _first(self, row: Import, state: str) -> list[ImportRowRead]:
        found = self._rows.find_states(row.id, row.generation, (state,), after=0, limit=FIRST_ROWS)
        return [show_row(item, row, self._language) for item in found]

    def _missing(self, row: Import) -> MissingRead:
        if row.generation == 0:
            return MissingRead(count=0, first=[])
        list_id = find_list_id(self._session, row)
        count, ids = self._imports.find_missing(row, list_id, MOST_MISSING)
        names = self._imports.find_names(row.kind, ids)
        first = [MissingItem(id=item, name=names.get(item, "")) for item in ids]
        return MissingRead(count=count, first=first)

    def _record(self, action: str, row: Import, before: ImportSnapshot) -> None:
        after = ImportSnapshot.of(row)
        AuditTrail(self._session, self._actor).record(
            action, "import", row.id, before=before, after=after
        )
