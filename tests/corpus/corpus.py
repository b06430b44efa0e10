"""All spreadsheets of the corpus. `python -m tests.corpus.corpus FOLDER` writes them down."""

import sys
from pathlib import Path

from tests.corpus.cases import Case
from tests.corpus.formats import FORMATS
from tests.corpus.hostile import HOSTILE
from tests.corpus.layouts import LAYOUTS
from tests.corpus.texts import TEXTS
from tests.corpus.values import VALUES

CORPUS: tuple[Case, ...] = (
    *LAYOUTS.cases,
    *VALUES.cases,
    *TEXTS.cases,
    *FORMATS.cases,
    *HOSTILE.cases,
)


def write_all(folder: Path) -> None:
    """Write every spreadsheet into a folder, under the name that its sender gave it."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CORPUS:
        (folder / case.filename).write_bytes(case.make())


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
