"""A request that waits for long work and opens short transactions of its own."""

from uuid import uuid4

from anyio.to_thread import run_sync as run_in_threadpool

from app.core.database import Session
from app.core.http.conditional import IfMatch, etag_of
from app.core.i18n import Language
from app.core.principal import Principal
from app.core.versions import AnyVersion
from app.imports.answering import Answering
from app.imports.jobs import ImportJobs, wait_for
from app.imports.reading import FileReading
from app.imports.schemas import ImportPatch, ImportRead
from app.imports.service import ImportService
from app.models import Import


class Waiting:
    """Waits for the work on an import as long as requests do, and shows it.

    Args:
        jobs: The work of this process.
        principal: Who asks.
        language: Language of the words in the answers.
    """

    def __init__(self, jobs: ImportJobs, principal: Principal, language: Language) -> None:
        self._jobs = jobs
        self._principal = principal
        self._language: Language = language

    async def read_file(self, import_id: str, *, to_the_end: bool) -> None:
        """Let the file be read, and wait for it as long as requests do.

        Raises:
            AppError: It cannot be read.
        """
        reading = FileReading(self._jobs.database, self._jobs.settings, import_id)
        future = self._jobs.start(import_id, "read", reading)
        await wait_for(future, None if to_the_end else self._jobs.settings.import_wait_seconds)

    def show(self, import_id: str) -> tuple[ImportRead, str]:
        """Return the import as it is now, and its ETag."""
        with self._jobs.database.read() as session:
            service = ImportService(session, self._principal, self._jobs, self._language)
            row = service.get_import(import_id)
            return service.read_import(row), etag_of(row.version)

    def change(self, import_id: str, patch: ImportPatch, if_match: IfMatch, dry_run: bool) -> str:
        """Change an import, or a copy of it; return the id of what was changed."""
        with self._jobs.database.write() as session:
            service = ImportService(session, self._principal, self._jobs, self._language)
            if dry_run:
                if_match.check(service.get_import(import_id).version)
                import_id = service.copy_for_trial(import_id)
                return service.change_import(import_id, patch, AnyVersion()).id
            return service.change_import(import_id, patch, if_match).id

    async def answer(
        self, import_id: str, patch: ImportPatch, if_match: IfMatch, *, dry_run: bool
    ) -> tuple[ImportRead, str]:
        """Give answers for all rows, and wait for it as long as requests do.

        Returns:
            The import as it is then, or as it was where the work still goes on; and its ETag.

        Raises:
            AppError: They cannot be given.
        """
        answering = Answering(
            self._jobs.database,
            self._principal,
            import_id,
            patch.answers,
            if_match,
            self._show_in,
            dry_run=dry_run,
        )
        seconds = None if dry_run else self._jobs.settings.import_wait_seconds
        future = self._jobs.start(import_id, f"answer {uuid4()}", answering)
        if await wait_for(future, seconds):
            shown: tuple[ImportRead, str] = future.result()
            return shown
        return await run_in_threadpool(self.show, import_id)

    def _show_in(self, session: Session, row: Import) -> tuple[ImportRead, str]:
        service = ImportService(session, self._principal, self._jobs, self._language)
        shown = service.read_import(row).model_copy(update={"progress": None})
        return shown, etag_of(row.version)

    def check_open(self, import_id: str) -> None:
        """Check that an import can be confirmed, before work begins."""
        with self._jobs.database.read() as session:
            ImportService(session, self._principal, self._jobs, self._language).check_open(
                import_id
            )

    def remove(self, import_id: str) -> None:
        """Take an import away as if it had never been."""
        with self._jobs.database.write() as session:
            ImportService(session, self._principal, self._jobs, self._language).remove(import_id)
