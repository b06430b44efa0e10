"""``ketnoi match``: the suppliers ranked for many demands, into a file."""

from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from app.core.clock import today_in_vietnam
from app.core.commands import notes, replacing, reporting
from app.core.database import open_database
from app.core.i18n import Language
from app.core.principal import COMMAND_LINE
from app.core.settings import load_settings
from app.core.validation import validate
from app.matches.batch import Asker, BatchRun, BatchService
from app.matches.batch_schemas import BatchQuery
from app.matches.live import LiveMarket
from app.matches.parts import DEFAULT_LIMIT, DEFAULT_TIERS, MAX_LIMIT, read_tiers
from app.matches.requests import RankingRequest

SOME_FAILED = 1
"""Exit code when the file is whole, but a demand in it could not be ranked."""


def match_demands(
    *,
    out: Annotated[
        Path, typer.Option(dir_okay=False, help="File to write; one that is there is replaced.")
    ],
    demand_list: Annotated[
        str | None, typer.Option("--list", metavar="ID", help="Every demand of this list.")
    ] = None,
    demands: Annotated[
        str | None,
        typer.Option(metavar="ID,ID,...", help="These demands, in this order."),
    ] = None,
    all_open: Annotated[bool, typer.Option("--all-open", help="Every open demand.")] = False,
    limit: Annotated[
        int, typer.Option(min=1, max=MAX_LIMIT, help="Most suppliers for each demand.")
    ] = DEFAULT_LIMIT,
    include: Annotated[
        str,
        typer.Option(help="Tiers beside the eligible one: to_confirm,ineligible."),
    ] = DEFAULT_TIERS,
    scoring_profile: Annotated[
        str | None,
        typer.Option(metavar="NAME[@VERSION]", help="What to score with; the one in force if none"),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of reasons and messages.")] = "en",
) -> None:
    """Rank the suppliers for many demands, and write a line of JSON for each (NDJSON).

    The lines are those of POST /v1/matches/batch. Say which demands with one
    of --list, --demands and --all-open.

    The file appears when it is complete; until then, and after any error, one
    of the same name stays as it was. Exit code 0: every demand was ranked; 1:
    the file is complete, but some demands have a problem in place of a
    ranking; 2: something given must be corrected.
    """
    chosen: dict[str, object] = {
        "demand_list_id": demand_list,
        "demand_ids": None if demands is None else _split(demands),
        "all_open": all_open or None,
    }
    with reporting(language):
        query = validate(BatchQuery, chosen)
        today = today_in_vietnam()
        wanted = RankingRequest(read_tiers(include), limit, 0, today, scoring_profile)
        with open_database(load_settings()) as database:
            with database.read() as session:
                batch = BatchService(session, COMMAND_LINE).plan(query, wanted)
            run = BatchRun(batch, database, LiveMarket(), Asker(COMMAND_LINE, language))
            with replacing(out) as file:
                _write(run, file)
    notes.print(f"{run.total} demands, {run.failed} of them without a ranking: {out}")
    if run.failed:
        raise typer.Exit(SOME_FAILED)


def _split(ids: str) -> list[str]:
    return [part.strip() for part in ids.split(",") if part.strip()]


def _write(run: BatchRun, file: BinaryIO) -> None:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notes, disable=not notes.is_terminal) as progress:
        task = progress.add_task("Ranking suppliers", total=run.total)
        while run.done < run.total:
            file.write(run.rank_some())
            progress.update(task, completed=run.done)
        file.write(run.end())
