"""The error report: the rows of a file as they stood, and what is wrong with each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO, Literal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.core.i18n import Language, Text
from app.imports.findings import RowProblem
from app.spreadsheets.tables import Cell, column_letters, text_of
from app.spreadsheets.writing.tables import MAX_CELL_CHARACTERS, Column, Value
from app.spreadsheets.writing.workbooks import WorkbookWriter

State = Literal["ready", "needs_review", "invalid"]

MAX_COMMENTS = 5_000
"""Cells that get a comment; the first column says the same of all."""

_SHEET = Text("Rows to correct", "Dòng cần sửa")
_WRONG = Text("What is wrong", "Cần sửa gì")
_STATE = Text("Row state", "Trạng thái dòng")
_NUMBER = Text("Row in the file", "Dòng trong tệp")
_STATES = {
    "ready": Text("ready", "sẵn sàng"),
    "needs_review": Text("to be reviewed", "cần xem lại"),
    "invalid": Text("cannot be used", "không dùng được"),
}
_PERHAPS = Text("Perhaps: {values}", "Có thể là: {values}")
_MAX_SUGGESTED = 5
_ADDED_WIDTHS = (60.0, 15.0, 9.0)
_WIDTH = 22.0
_BAD_FILL, _ASKED_FILL = "#F8CBAD", "#FFE699"
_FIRST_YEAR = 1900
"""Year of the first date that a workbook knows."""
_EXACT_DIGITS = 15
"""Digits of a number that a workbook keeps."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row of the file.

    Attributes:
        number: Its number in the file.
        state: What became of it.
        cells: Its cells as they stood.
        problems: What is wrong.
    """

    number: int
    state: State
    cells: Sequence[Cell]
    problems: Sequence[RowProblem]


def write_report(
    target: BinaryIO,
    rows: Iterable[ReportRow],
    header: Sequence[str],
    positions: Mapping[str, int],
    language: Language,
) -> None:
    """Write the report of a file; the corrected report can be imported in its place.

    Args:
        target: Where to write.
        rows: The rows, in the order of the file; read once.
        header: Headers of the file by position; empty where a column has none.
        positions: Position of each recognised column by its canonical name.
        language: Language of what is said.
    """
    added = [text.render(language) for text in (_WRONG, _STATE, _NUMBER)]
    columns = [Column(text, width) for text, width in zip(added, _ADDED_WIDTHS, strict=True)]
    columns += [Column(text, _WIDTH) for text in header]
    with WorkbookWriter(target) as writer:
        sheet = writer.add_sheet(_SHEET.render(language), columns, ())
        report = _Report(writer, sheet, positions, header, language)
        last = 0
        for last, row in enumerate(rows, start=1):
            report.write(last, row)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


class _Report:
    """Writes rows into the sheet of a report."""

    def __init__(
        self,
        writer: WorkbookWriter,
        sheet: Worksheet,
        positions: Mapping[str, int],
        header: Sequence[str],
        language: Language,
    ) -> None:
        self._writer = writer
        self._sheet = sheet
        self._positions = positions
        self._header = header
        self._columns = [Column("", width) for width in (*_ADDED_WIDTHS, *[_WIDTH] * len(header))]
        self._language = language
        self._comments = 0
        self._marks: dict[tuple[bool, str], Format] = {}

    def write(self, line: int, row: ReportRow) -> None:
        """Write one row."""
        language = self._language
        wrong = "\n".join(self._describe(problem) for problem in row.problems)
        said: list[Value] = [
            wrong[:MAX_CELL_CHARACTERS],
            _STATES[row.state].render(language),
            row.number,
        ]
        values = [*said, *map(_value_of, row.cells)]
        self._writer.fit_row(self._sheet, line, values, self._columns)
        for position, value in enumerate(said):
            self._writer.write(self._sheet, line, position, value)
        bad: dict[int, list[RowProblem]] = {}
        for problem in row.problems:
            place = self._positions.get(problem.column or "")
            if place is not None:
                bad.setdefault(place, []).append(problem)
        width = max([len(row.cells), *(place + 1 for place in bad)])
        for position in range(width):
            cell = row.cells[position] if position < len(row.cells) else None
            self._write_cell(line, position, cell, bad.get(position, []))

    def _write_cell(
        self, line: int, position: int, cell: Cell, problems: Sequence[RowProblem]
    ) -> None:
        value = _value_of(cell)
        place = len(_ADDED_WIDTHS) + position
        style = self._mark(problems, value) if problems else None
        self._writer.write(self._sheet, line, place, value, style=style)
        if problems and self._comments < MAX_COMMENTS:
            self._comments += 1
            comment = "\n".join(self._explain(problem) for problem in problems)
            self._sheet.write_comment(line, place, comment, {"x_scale": 2.0, "y_scale": 1.5})

    def _mark(self, problems: Sequence[RowProblem], value: Value) -> Format:
        """Return the format of a bad cell, which shows dates as dates."""
        is_refused = any(problem.severity == "refused" for problem in problems)
        form = "General"
        if isinstance(value, date):
            form = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
        known = self._marks.get((is_refused, form))
        if known is None:
            fill = _BAD_FILL if is_refused else _ASKED_FILL
            properties = {"bg_color": fill, "num_format": form, "text_wrap": True, "valign": "top"}
            known = self._writer.book.add_format(properties)
            self._marks[is_refused, form] = known
        return known

    def _describe(self, problem: RowProblem) -> str:
        """Say where a problem is, and what it is."""
        position = self._positions.get(problem.column or "")
        if position is None:
            return self._explain(problem)
        header = self._header[position] if position < len(self._header) else ""
        place = header or column_letters(len(_ADDED_WIDTHS) + position)
        return f"{place}: {self._explain(problem)}"

    def _explain(self, problem: RowProblem) -> str:
        said = problem.text.vi if self._language == "vi" else problem.text.en
        offered = [item.value for item in problem.suggestions[:_MAX_SUGGESTED] if item.value]
        if not offered:
            return said
        return f"{said} {_PERHAPS.render(self._language, values=', '.join(offered))}"


def _value_of(cell: Cell) -> Value:
    """Return the content of a cell as it can be written; an error stands as its text."""
    if isinstance(cell, str):
        return cell[:MAX_CELL_CHARACTERS]
    if isinstance(cell, Decimal):
        digits = len(cell.as_tuple().digits)
        return cell if cell.is_finite() and digits <= _EXACT_DIGITS else text_of(cell)
    if isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        return cell
    return None if cell is None else text_of(cell)
