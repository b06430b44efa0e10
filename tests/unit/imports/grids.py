"""Workbooks made of lists of cells, and what the import makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.imports.columns import ImportKind
from app.imports.detection.choices import Choices
from app.imports.detection.layout import ColumnGuess, Layout
from app.imports.detection.table import detect_table
from app.imports.rows.interpretation import InterpretedRow, Interpreter
from app.spreadsheets.facts import MergedRange, SheetInfo
from app.spreadsheets.tables import Cell, Row
from app.spreadsheets.workbooks import Sheet, Workbook

Grid = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Read:
    layout: Layout
    rows: list[InterpretedRow]

    def column(self, letters: str) -> ColumnGuess:
        return next(guess for guess in self.layout.columns if guess.letters == letters)

    @property
    def columns(self) -> dict[str, str | None]:
        return {guess.letters: guess.column for guess in self.layout.columns}

    @property
    def codes(self) -> set[str]:
        return {fact.code for fact in self.layout.facts}

    def row(self, number: int) -> InterpretedRow:
        return next(row for row in self.rows if row.number == number)


def rows_of(grid: Grid) -> list[Row]:
    rows = [Row(number, tuple(cells)) for number, cells in enumerate(grid, start=1)]
    return [row for row in rows if not row.is_blank]


def sheet_of(name: str, grid: Grid, merged: Sequence[MergedRange] = ()) -> Sheet:
    rows = rows_of(grid)
    return Sheet(name, tuple(merged), frozenset(), lambda: iter(rows))


def workbook_of(*sheets: Sheet, hidden: str | None = None) -> Workbook:
    infos = []
    for sheet in sheets:
        rows = list(sheet.rows())
        width = max((len(row.cells) for row in rows), default=0)
        cells = sum(cell is not None for row in rows for cell in row.cells)
        name = sheet.name or ""
        infos.append(SheetInfo(name, len(rows), width, cells, is_hidden=name == hidden))
    contents = {sheet.name or "": sheet for sheet in sheets}
    return Workbook("xlsx", None, None, [], tuple(infos), contents)


def read_workbook(workbook: Workbook, kind: ImportKind, choices: Choices | None = None) -> Read:
    sheet, layout = detect_table(workbook, kind, choices or Choices())
    layout = Layout.from_json(layout.to_json())
    interpreter = Interpreter(layout, kind, sheet.merged)
    rows = [interpreter.interpret(row) for row in sheet.rows() if row.number >= layout.first_row]
    return Read(layout, [InterpretedRow.from_json(row.to_json()) for row in rows])


def read_grid(
    grid: Grid,
    kind: ImportKind,
    merged: Sequence[MergedRange] = (),
    choices: Choices | None = None,
) -> Read:
    return read_workbook(workbook_of(sheet_of("S", grid, merged)), kind, choices)


def read_one(
    cells: Mapping[str, Cell], kind: ImportKind, choices: Choices | None = None
) -> InterpretedRow:
    """Interpret one row, given by headers."""
    return read_grid([list(cells), list(cells.values())], kind, choices=choices).rows[0]


def codes(row: InterpretedRow) -> list[str]:
    return [problem.code for problem in row.problems]


def guessed(row: InterpretedRow) -> dict[str, str]:
    return {guess.code: guess.taken for guess in row.guesses}
