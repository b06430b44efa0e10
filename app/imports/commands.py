"""``ketnoi import``: a spreadsheet previewed, confirmed and reported on at the command line."""

import sys
from concurrent.futures import Future, wait
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from app.core.commands import notes, reporting
from app.core.database import open_database
from app.core.i18n import Language
from app.core.principal import COMMAND_LINE
from app.core.settings import load_settings
from app.demands.statuses import InitialStatus
from app.imports.confirming import Confirmation, Confirming, Mode
from app.imports.jobs import ImportJobs
from app.imports.printing import (
    QUESTION,
    print_confirmation,
    print_preview,
    print_unconfirmed,
)
from app.imports.reading import FileReading
from app.imports.schemas import ImportRead, Key
from app.imports.service import ImportService
from app.imports.uploading import UploadRequest, UploadStore

NOT_ALL = 1
"""Exit code when rows were asked about or refused, or nothing was confirmed."""

_LOOK_SECONDS = 0.1

imports = typer.Typer(
    help="Import spreadsheets (.xlsx, .xls, .ods, .csv): preview first, then write.",
    no_args_is_help=True,
)
console = Console()

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The spreadsheet.")]
Sheet = Annotated[str | None, typer.Option(help="Sheet to read; the likeliest by default.")]
KeyOption = Annotated[
    Key | None, typer.Option(help="The only key that counts for finding what is registered.")
]
Source = Annotated[str | None, typer.Option(help="Where the file comes from; its name by default.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write the ready rows without asking.")]
Strict = Annotated[bool, typer.Option("--strict", help="Write all rows or none.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the preview and keep nothing.")]
Report = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="Workbook for the rows that were asked or refused."),
]
LanguageOption = Annotated[Language, typer.Option(help="Language of the messages.")]


@dataclass(frozen=True, slots=True)
class _Options:
    """What to do with the file."""

    yes: bool
    strict: bool
    dry_run: bool
    report: Path | None
    language: Language

    @property
    def mode(self) -> Mode:
        """How to confirm."""
        return "strict" if self.strict else "partial"


@imports.command("demands")
def import_demands(
    file: File,
    *,
    buyer: Annotated[str | None, typer.Option(help="Id of the buyer's organization.")] = None,
    demand_list: Annotated[
        str | None,
        typer.Option("--list", help="Name or id of the list; the file's name by default."),
    ] = None,
    status: Annotated[
        InitialStatus, typer.Option(help="draft, or open for matching at once.")
    ] = "draft",
    sheet: Sheet = None,
    key: KeyOption = None,
    source: Source = None,
    yes: Yes = False,
    strict: Strict = False,
    dry_run: DryRun = False,
    report: Report = None,
    language: LanguageOption = "en",
) -> None:
    """Import a buyer's demand list; the same file again changes nothing."""
    is_id = demand_list is not None and demand_list.startswith("lst_")
    wanted = UploadRequest(
        kind="demands",
        filename=file.name,
        buyer_id=buyer,
        demand_list_id=demand_list if is_id else None,
        list_name=None if is_id else demand_list,
        demand_status=status,
        sheet=sheet,
        key=key,
        source=source,
    )
    _import(file, wanted, _Options(yes, strict, dry_run, report, language))


@imports.command("suppliers")
def import_suppliers(
    file: File,
    *,
    sheet: Sheet = None,
    key: KeyOption = None,
    source: Source = None,
    yes: Yes = False,
    strict: Strict = False,
    dry_run: DryRun = False,
    report: Report = None,
    language: LanguageOption = "en",
) -> None:
    """Import supplier profiles; the same file again changes nothing."""
    wanted = UploadRequest(
        kind="suppliers", filename=file.name, sheet=sheet, key=key, source=source
    )
    _import(file, wanted, _Options(yes, strict, dry_run, report, language))


class _Session:
    """One file on its way in, with the database open."""

    def __init__(self, jobs: ImportJobs, language: Language) -> None:
        self._jobs = jobs
        self._language: Language = language

    def upload(self, file: Path, wanted: UploadRequest) -> str:
        """Keep the file, read it, and return the id of its import.

        Raises:
            AppError: It cannot be read; nothing is kept.
        """
        with file.open("rb") as content:
            store = UploadStore(self._jobs.database, self._jobs.settings)
            import_id = store.store(COMMAND_LINE, content, wanted).import_id
        try:
            reading = FileReading(self._jobs.database, self._jobs.settings, import_id)
            self._wait(import_id, self._jobs.start(import_id, "read", reading))
        except BaseException:
            self.remove(import_id)
            raise
        return import_id

    def confirm(self, import_id: str, mode: Mode) -> Confirmation:
        """Write the ready rows.

        Raises:
            AppError: They cannot be written.
        """
        confirming = Confirming(self._jobs.database, COMMAND_LINE, import_id, mode, dry_run=False)
        outcome: Confirmation = self._wait(
            import_id, self._jobs.start(import_id, "confirm", confirming)
        )
        return outcome

    def show(self, import_id: str) -> ImportRead:
        """Return the import as it is now."""
        with self._jobs.database.read() as session:
            service = ImportService(session, COMMAND_LINE, self._jobs, self._language)
            return service.read_import(service.get_import(import_id))

    def report(self, import_id: str, path: Path) -> None:
        """Write the rows that were asked about or refused into a workbook."""
        with self._jobs.database.read() as session, path.open("wb") as file:
            service = ImportService(session, COMMAND_LINE, self._jobs, self._language)
            service.write_report(import_id, file, state=None)

    def remove(self, import_id: str) -> None:
        """Take the import away as if it had never been."""
        with self._jobs.database.write() as session:
            ImportService(session, COMMAND_LINE, self._jobs, self._language).remove(import_id)

    def _wait(self, import_id: str, future: "Future[Any]") -> Any:
        """Show how far a job is until it is done."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Bar(*columns, console=notes, transient=True) as bar:
            task = bar.add_task("", total=None)
            while not future.done():
                progress = self._jobs.progress_of(import_id)
                if progress is not None:
                    bar.update(
                        task,
                        total=progress.total,
                        completed=progress.done,
                        description=progress.phase,
                    )
                wait([future], timeout=_LOOK_SECONDS)
        return future.result()


def _import(file: Path, wanted: UploadRequest, options: _Options) -> None:
    with (
        reporting(options.language),
        open_database(load_settings()) as database,
        closing(ImportJobs(database, load_settings())) as jobs,
    ):
        is_complete = _run(_Session(jobs, options.language), file, wanted, options)
    if not is_complete:
        raise typer.Exit(NOT_ALL)


def _run(session: _Session, file: Path, wanted: UploadRequest, options: _Options) -> bool:
    """Preview and confirm a file; tell whether every row was, or could be, written."""
    import_id = session.upload(file, wanted)
    preview = session.show(import_id)
    print_preview(console, preview, options.language)
    if options.report is not None:
        session.report(import_id, options.report)
    if options.dry_run:
        session.remove(import_id)
        return preview.counts.ready == preview.counts.read
    if not (options.yes or _agrees(preview, options.language)):
        print_unconfirmed(notes, preview, options.language)
        return False
    outcome = session.confirm(import_id, options.mode)
    after = session.show(import_id)
    print_confirmation(console, after, outcome, options.language)
    return after.counts.written == after.counts.read


def _agrees(preview: ImportRead, language: Language) -> bool:
    """Ask the person at the terminal, if there is one."""
    if not sys.stdin.isatty():
        return False
    return typer.confirm(QUESTION.render(language, count=preview.counts.ready))
