"""What commands have in common: exit codes, messages, and files that appear only when complete."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer
from rich.console import Console

from app.core.errors import AppError, Problem
from app.core.i18n import Language

BAD_INPUT = 2
"""Exit code when what was given must be corrected; nothing was written."""

notes = Console(stderr=True)
"""Where commands say what is no result."""


@contextmanager
def reporting(language: Language) -> Iterator[None]:
    """Say what is wrong with what was given, and leave with exit code 2."""
    try:
        yield
    except AppError as error:
        say(f"{error.title.render(language)}: {error.render_detail(language)}")
        for problem in error.problems:
            place = _place_of(problem)
            say(f"  {place}: {problem.render(language)}" if place else problem.render(language))
        raise typer.Exit(BAD_INPUT) from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes its place when it is complete, and is removed on any error.

    Raises:
        typer.Exit: It cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with unfinished.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        say(f"Cannot write {path}: {error.strerror}.")
        raise typer.Exit(BAD_INPUT) from error


def say(words: str) -> None:
    """Tell what went wrong."""
    notes.print(words, style="bold red", markup=False, highlight=False, soft_wrap=True)


def _place_of(problem: Problem) -> str:
    return problem.column or problem.pointer.lstrip("/")
