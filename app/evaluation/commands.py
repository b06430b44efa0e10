"""``ketnoi evaluate`` and ``ketnoi tune``: how good the rankings are, and how they get better."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import JsonValue
from rich.console import Console
from rich.progress import Progress

from app.core.clock import today_in_vietnam
from app.evaluation.documents import (
    describe_evaluation,
    describe_misread,
    describe_mistakes,
    describe_tuning,
)
from app.evaluation.files import EvaluationError
from app.evaluation.mistakes import find_misread, find_worst
from app.evaluation.printing import (
    print_evaluation,
    print_left_out,
    print_misread,
    print_mistakes,
    print_tuning,
)
from app.evaluation.service import evaluate
from app.evaluation.tables import CRITERION_NAMES
from app.evaluation.tuning import DEFAULT_CRITERIA, DEFAULT_FOLDS, tune

BAD_INPUT = 2
"""Exit code when the judgements must be corrected."""

PLAIN_WIDTH = 140
"""Columns where the output goes to a file."""

console = Console() if sys.stdout.isatty() else Console(width=PLAIN_WIDTH)
notes = Console(stderr=True)

Directory = Annotated[
    Path,
    typer.Argument(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Holds suppliers.jsonl, demands.jsonl and qrels.tsv.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def _check_criteria(names: list[str]) -> list[str]:
    for name in names:
        if name not in CRITERION_NAMES:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(CRITERION_NAMES)}")
    return list(dict.fromkeys(names))


def evaluate_directory(
    directory: Directory,
    *,
    as_json: AsJson = False,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show the demands that were served or read worst.")
    ] = False,
    limit_errors: Annotated[int, typer.Option(min=1, help="How many of these.")] = 10,
) -> None:
    """Measure rankings and category suggestions against judgements.

    DIR holds three files in UTF-8. In the .jsonl files each line is a JSON
    object; what is not named here is not read.

    suppliers.jsonl: id, name, text; perhaps certifications (a list) and
    province.

    demands.jsonl: id, text; perhaps lang, extract, certifications_required
    (a list), province, and category_codes, the taxonomy codes that are right.

    qrels.tsv: demand id, tab, supplier id, tab, grade (0 no, 1 in part,
    2 plainly). The pairs of a listed demand that are not listed have grade 0.

    No label is read before everything is ranked. The gain of nDCG is the
    grade. BM25 and WRatio search the raw texts in the same run.
    """
    with _reporting(), _progress("Ranking") as advance:
        evaluation = evaluate(directory, today_in_vietnam(), advance)
    mistakes = find_worst(evaluation, limit_errors) if errors else []
    misread = find_misread(evaluation, limit_errors) if errors else []
    if as_json:
        document = describe_evaluation(evaluation)
        if errors:
            document["errors"] = describe_mistakes(mistakes)
            document["misread"] = describe_misread(misread)
        _print_json(document)
    else:
        print_evaluation(console, evaluation)
        print_mistakes(console, mistakes)
        print_misread(console, misread)
    print_left_out(notes, evaluation)


def tune_directory(
    directory: Directory,
    *,
    folds: Annotated[
        int, typer.Option(min=2, help="In how many parts the demands are cut.")
    ] = DEFAULT_FOLDS,
    criterion: Annotated[
        list[str],
        typer.Option(callback=_check_criteria, help="What to fit; give it once for each."),
    ] = list(DEFAULT_CRITERIA),  # noqa: B006 - typer reads it
    as_json: AsJson = False,
) -> None:
    """Fit the scoring profile to judgements, and say what it would gain.

    Fits weights and parameters to all demands but one part, tests them on
    that part, for each part in turn, and then fits once to all. The test
    figures say what to expect on other demands, and their deviation how sure
    that is. Nothing is changed: to use what was fitted, send "profile" of the
    JSON document with a name to POST /v1/scoring-profiles, and activate it.

    DIR is as for "evaluate". Its grades say whether a supplier makes the item,
    so category and specification are fitted, and the balance with the other
    criteria stays. Name more where your own grades say more.
    """
    with _reporting(), _progress("Trying profiles") as advance:
        today = today_in_vietnam()
        tuning = tune(directory, today, folds=folds, criteria=criterion, progress=advance)
    if as_json:
        _print_json(describe_tuning(tuning))
    else:
        print_tuning(console, tuning)


def _print_json(document: JsonValue) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def _progress(doing: str) -> Iterator[Callable[[], None]]:
    """Show a person at a terminal that something goes on."""
    with Progress(console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda: bar.advance(task)


@contextmanager
def _reporting() -> Iterator[None]:
    """Say what is wrong with the judgements, and leave with exit code 2."""
    try:
        yield
    except EvaluationError as error:
        notes.print(str(error), style="bold red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(BAD_INPUT) from error
