"""``ketnoi export``: suppliers, demands and rankings into a spreadsheet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, cast

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from app.core.clock import today_in_vietnam
from app.core.commands import BAD_INPUT, notes, replacing, reporting, say
from app.core.database import open_database
from app.core.i18n import Language
from app.core.principal import COMMAND_LINE
from app.core.settings import load_settings
from app.core.validation import validate
from app.demands.filters import DemandFilter
from app.exports.files import Format, write_table
from app.exports.rankings import Layout, RankingExport
from app.exports.register import RegisterExport
from app.matches.batch import Asker, BatchService
from app.matches.batch_schemas import BatchQuery
from app.matches.live import LiveMarket
from app.matches.parts import DEFAULT_LIMIT, DEFAULT_TIERS, MAX_LIMIT, read_tiers
from app.matches.requests import RankingRequest
from app.spreadsheets.writing.tables import Table
from app.suppliers.service import SupplierFilter

exports = typer.Typer(
    help="Write spreadsheets (.xlsx, .csv) to pass on, and to import again.", no_args_is_help=True
)

Out = Annotated[
    Path, typer.Option(dir_okay=False, help="File to write; one that is there is replaced.")
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="xlsx|csv", help="Kind of file; by its name if left out."),
]
LanguageOption = Annotated[Language, typer.Option(help="Language of headers, reasons, messages.")]
ListOption = Annotated[
    str | None, typer.Option("--list", metavar="ID", help="The demands of this list.")
]
Advance = Callable[[int], object]


@exports.command("suppliers")
def export_suppliers(out: Out, form: FormatOption = None, language: LanguageOption = "en") -> None:
    """Write every supplier with the columns that an import takes."""

    def tabulate(export: RegisterExport) -> Table:
        return export.tabulate_suppliers(SupplierFilter())

    _export_register(out, _format_of(out, form), language, tabulate)


@exports.command("demands")
def export_demands(
    out: Out,
    form: FormatOption = None,
    demand_list: ListOption = None,
    language: LanguageOption = "en",
) -> None:
    """Write demands with the columns that an import takes: all, or those of one list."""

    def tabulate(export: RegisterExport) -> Table:
        if demand_list is None:
            return export.tabulate_demands(DemandFilter())
        return export.tabulate_list(export.get_list(demand_list))

    _export_register(out, _format_of(out, form), language, tabulate)


@exports.command("matches")
def export_matches(
    out: Out,
    form: FormatOption = None,
    demand_list: ListOption = None,
    layout: Annotated[
        str, typer.Option(metavar="table|sheets", help="One table, or a sheet for each demand.")
    ] = "table",
    limit: Annotated[
        int, typer.Option(min=1, max=MAX_LIMIT, help="Most suppliers for each demand.")
    ] = DEFAULT_LIMIT,
    include: Annotated[
        str, typer.Option(help="Tiers beside the eligible one: to_confirm,ineligible.")
    ] = DEFAULT_TIERS,
    language: LanguageOption = "en",
) -> None:
    """Write the suppliers ranked for the demands of a list, or for every open demand."""
    chosen = _format_of(out, form)
    shape = cast("Layout", _one_of(layout, ("table", "sheets"), "--layout"))
    with reporting(language):
        query = validate(
            BatchQuery, {"demand_list_id": demand_list, "all_open": demand_list is None or None}
        )
        wanted = RankingRequest(read_tiers(include), limit, 0, today_in_vietnam())
        with open_database(load_settings()) as database:
            with database.read() as session:
                batch = BatchService(session, COMMAND_LINE).plan(query, wanted)
            asker = Asker(COMMAND_LINE, language)
            with _progress("Ranking suppliers", len(batch.demands)) as advance:
                export = RankingExport(batch, database, LiveMarket(), asker, advance)
                with replacing(out) as file:
                    export.write(file, out.stem, chosen, shape)
    notes.print(f"{len(batch.demands)} demands, {export.failed} of them without a ranking: {out}")


def _export_register(
    out: Path, form: Format, language: Language, tabulate: Callable[[RegisterExport], Table]
) -> None:
    with (
        reporting(language),
        open_database(load_settings()) as database,
        database.read() as session,
        _progress("Writing rows", None) as advance,
    ):
        headers = language if form == "xlsx" else None
        table = tabulate(RegisterExport(session, COMMAND_LINE, headers, advance))
        with replacing(out) as file:
            write_table(file, table, form)
    notes.print(f"Written: {out}")


def _format_of(out: Path, form: str | None) -> Format:
    given = form or out.suffix.lower().removeprefix(".")
    return cast("Format", _one_of(given, ("xlsx", "csv"), "--format"))


def _one_of(given: str, known: tuple[str, ...], option: str) -> str:
    if given not in known:
        say(f"{option} takes {' or '.join(known)}, not '{given}'.")
        raise typer.Exit(BAD_INPUT)
    return given


@contextmanager
def _progress(what: str, total: int | None) -> Iterator[Advance]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=notes, disable=not notes.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.advance(task, done)
