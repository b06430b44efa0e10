"""Compares what LibreOffice shows of the corpus with what is read here.

Usage: python -m tests.corpus.compare_with_office [FOLDER]     needs `soffice` on the path.

Prints a line for each spreadsheet, and the cells that differ. Numbers and days are compared as
LibreOffice formats them, so the formats of the corpus are plain.
"""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.core.errors import AppError
from app.spreadsheets.tables import Cell, TableLimits, text_of
from app.spreadsheets.workbooks import open_workbook
from tests.corpus.cases import Case
from tests.corpus.corpus import CORPUS

_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
_LIMITS = TableLimits(50_000_000, 200_000_000, 100_000, 20_000)
_MOST_COLUMNS = 200
_MOST_SHOWN = 5
_TOO_FAR = "o o rat xa.xlsx"
"""LibreOffice writes a million lines of sixteen thousand cells for it."""
_PATIENCE_SECONDS = 60
_WITHOUT_WIDTH = "\u200b\u2060\ufeff\u00ad \u00a0\t\n"

Grid = Mapping[tuple[int, int], str]


def office_sheets(path: Path, profile: Path) -> list[Grid]:
    """Let LibreOffice write every sheet of a file as text, and read that."""
    out = path.parent / f"{path.name}-sheets"
    out.mkdir()
    arguments = [f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to"]
    command = ["soffice", *arguments, _EVERY_SHEET, "--outdir", str(out), str(path)]
    subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE_SECONDS)  # noqa: S603 - our own command
    return [
        _grid_of(file) for file in sorted(out.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    ]


def _grid_of(file: Path) -> Grid:
    with file.open(encoding="utf-8", newline="") as text:
        return {
            (number, column): cell.strip(_WITHOUT_WIDTH)
            for number, row in enumerate(csv.reader(text), 1)
            for column, cell in enumerate(row)
            if cell.strip(_WITHOUT_WIDTH) and column < _MOST_COLUMNS
        }


def our_sheets(path: Path) -> Iterator[Grid]:
    """Yield the sheets as they are read here."""
    book = open_workbook(path, path.name, _LIMITS)
    for sheet in book.sheets:
        yield {
            (row.number, column): _shown(cell)
            for row in book.read(sheet.name).rows()
            for column, cell in enumerate(row.cells)
            if cell is not None
        }


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, Decimal):
        return f"{cell:f}".rstrip("0").rstrip(".") if "." in f"{cell:f}" else f"{cell:f}"
    return text_of(cell).strip(_WITHOUT_WIDTH)


def compare(case: Case, folder: Path, profile: Path) -> list[str]:
    """Return what differs between LibreOffice and us for one spreadsheet."""
    path = folder / case.filename
    path.write_bytes(case.make())
    try:
        ours = list(our_sheets(path))
    except AppError as error:
        return [] if case.refusal else [f"not read here: {error}"]
    try:
        theirs = office_sheets(path, profile)
    except subprocess.TimeoutExpired:
        return [f"LibreOffice is not done after {_PATIENCE_SECONDS} s"]
    if len(ours) != len(theirs):
        return [f"{len(ours)} sheets here, {len(theirs)} there"]
    return [
        f"{at}: {mine.get(at)!r} here, {other.get(at)!r} there"
        for mine, other in zip(ours, theirs, strict=True)
        for at in sorted({*mine, *other})
        if mine.get(at) != other.get(at)
    ]


def _is_packed(case: Case) -> bool:
    return case.make()[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def main() -> None:
    """Compare the workbooks; of text files LibreOffice asks a person what they are."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place) / "files"
        folder.mkdir(parents=True, exist_ok=True)
        for case in CORPUS:
            if not case.opens or case.filename == _TOO_FAR or not _is_packed(case):
                continue
            found = compare(case, folder, Path(place) / "profile")
            sys.stdout.write(f"{'same' if not found else 'differs'}: {case.filename}\n")
            for line in found[:_MOST_SHOWN]:
                sys.stdout.write(f"    {line}\n")


if __name__ == "__main__":
    main()
