"""``ketnoi bench``: the budgets as JSON, and the proof that fast rankings are exact."""

import json
import sys
from dataclasses import replace
from typing import Annotated

import typer

from app.bench.budgets import NAMES
from app.bench.exact import MOST_STORED, compare_market
from app.bench.report import Json, measure_budgets
from app.bench.sizes import MILLION, Sizes
from app.bench.stored import stored_market

DIFFERENT = 1
"""Exit code when a fast ranking differs from the definitions."""

_DEFAULTS = Sizes()


def _check_names(names: list[str]) -> list[str]:
    for name in names:
        if name not in NAMES:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(NAMES)}")
    return names


def run_bench(
    *,
    suppliers: Annotated[
        int, typer.Option(min=1, help="Suppliers of the market.")
    ] = _DEFAULTS.suppliers,
    demands: Annotated[int, typer.Option(min=1, help="Demands of the market.")] = _DEFAULTS.demands,
    million: Annotated[
        int, typer.Option(min=1, help="Suppliers of the one large index.")
    ] = MILLION,
    csv_rows: Annotated[
        int, typer.Option(min=5, help="Suppliers in the large file that is imported.")
    ] = _DEFAULTS.csv_rows[1],
    seed: Annotated[int, typer.Option(help="What chance begins with.")] = _DEFAULTS.seed,
    only: Annotated[
        list[str],
        typer.Option(callback=_check_names, help=f"Give it once for each: {', '.join(NAMES)}."),
    ] = [],  # noqa: B006 - typer reads it
    exact: Annotated[
        bool,
        typer.Option("--exact", help="Compare fast rankings with the definitions instead."),
    ] = False,
) -> None:
    """Measure every budget of the service, and print the figures as JSON.

    Everything is made for the run and removed after it: a synthetic market in
    a temporary database, servers on this machine, files. Progress goes to
    standard error.

    With --exact every supplier is judged for every demand by the plain
    definitions, one pair after the other, and compared with what the index
    says: order, score and tier, totals and the reason when nothing matches.
    Differences are printed, and leave with exit code 1.
    """
    sizes = replace(
        _DEFAULTS,
        suppliers=suppliers,
        demands=demands,
        crowd=million,
        csv_rows=(csv_rows // 5, csv_rows),
        seed=seed,
    )
    if not exact:
        with stored_market(sizes) as market:
            _print_json(measure_budgets(market, sizes, only))
        return
    with stored_market(replace(sizes, suppliers=min(suppliers, MOST_STORED))) as market:
        report = compare_market(market, sizes)
    _print_json(report)
    if not report["holds"]:
        raise typer.Exit(DIFFERENT)


def _print_json(document: Json) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
