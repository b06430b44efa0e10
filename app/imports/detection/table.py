"""The table of a file: its sheet, header, columns and formats, put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from app.core.errors import AppError
from app.core.i18n import Text
from app.imports.cells.plain import split_amount
from app.imports.columns import ImportKind
from app.imports.detection.answers import answers_of
from app.imports.detection.choices import Choices
from app.imports.detection.columns import Fixed, map_columns
from app.imports.detection.header_rows import Header, find_header, header_of
from app.imports.detection.layout import Fact, Layout, NumberFormat, SheetSummary, TitleRow
from app.imports.detection.number_format import date_order, decimal_mark
from app.spreadsheets.errors import EmptyTableError
from app.spreadsheets.tables import Cell, Row, text_of
from app.spreadsheets.workbooks import Sheet, Workbook

SAMPLE = 2000
"""Rows from which formats and contents are judged."""

_MOST_WORTH_ROWS = 1000
"""Rows beyond which a sheet does not become likelier."""

_AMOUNT_COLUMNS = ("quantity", "monthly_capacity", "moq", "employees", "max_distance_km")
_LONGEST_TITLE = 200
_NOTED = " · "

_OTHER_SHEETS = Text(
    "Sheet '{sheet}' is read. Not read, although they hold data: {others}.",
    "Đang đọc trang '{sheet}'. Các trang khác cũng có dữ liệu nhưng không đọc: {others}.",
)
_FORMULAS = Text(
    "{count} cell(s) hold formulas; the values that were calculated last were taken.",
    "{count} ô là công thức; đã lấy giá trị được tính lần cuối.",
)


class DetectedTable(NamedTuple):
    """The sheet to read, and what was found about it."""

    sheet: Sheet
    layout: Layout


@dataclass(frozen=True, slots=True)
class _Candidate:
    sheet: Sheet
    head: tuple[Row, ...]
    header: Header
    rows: int
    is_hidden: bool

    @property
    def worth(self) -> tuple[bool, int, bool, int]:
        """How likely it is meant: a hidden sheet only where no other has a header."""
        found, is_shown = self.header.worth > 0, not self.is_hidden
        rows = min(self.rows, _MOST_WORTH_ROWS)
        return found and is_shown, self.header.worth * rows, is_shown, self.rows


def detect_table(workbook: Workbook, kind: ImportKind, choices: Choices) -> DetectedTable:
    """Find the table of a file.

    Args:
        workbook: The file.
        kind: What it should hold.
        choices: What is fixed already.

    Raises:
        EmptyTableError: No sheet holds anything, or nothing stands below the header.
        SheetNotFoundError: The chosen sheet does not exist.
        AppError: The only sheet cannot be read.
    """
    chosen = _choose_sheet(workbook, kind, choices)
    head, sheet = chosen.head, chosen.sheet
    header = chosen.header
    if choices.header_rows is not None:
        header = header_of(head, choices.header_rows, sheet.merged)
    data = [row for row in head if row.number > header.last_row]
    fixed = Fixed(choices.columns, choices.remembered)
    if not data and len(head) < SAMPLE:
        raise EmptyTableError
    columns, facts = map_columns(header, data, kind, fixed)
    layout = Layout(
        sheet=sheet.name,
        sheets=tuple(
            SheetSummary(info.name or None, info.rows, info.columns, info.is_hidden)
            for info in workbook.sheets
        ),
        header_rows=header.rows,
        first_row=data[0].number if data else header.last_row + 1,
        title_rows=tuple(_titles(head, header)),
        columns=columns,
        facts=(*_facts(workbook, sheet), *facts),
        format=workbook.format,
        encoding=workbook.encoding,
        separator=workbook.separator,
        answers=answers_of(choices.answers, choices.remembered_answers),
    )
    return DetectedTable(sheet, _with_formats(layout, data, choices))


def _choose_sheet(workbook: Workbook, kind: ImportKind, choices: Choices) -> _Candidate:
    infos = [info for info in workbook.sheets if choices.sheet in {None, info.name}]
    if choices.sheet is not None and not infos:
        return _candidate(workbook.read(choices.sheet), 0, kind, is_hidden=False)
    found, failure = [], None
    for info in infos:
        try:
            sheet = workbook.read(info.name)
            candidate = _candidate(sheet, info.rows, kind, is_hidden=info.is_hidden)
        except AppError as error:
            failure = failure or error
            continue
        if candidate.head:
            found.append(candidate)
    if not found:
        raise failure or EmptyTableError
    return max(found, key=lambda candidate: candidate.worth)


def _candidate(sheet: Sheet, rows: int, kind: ImportKind, *, is_hidden: bool) -> _Candidate:
    head = tuple(islice(sheet.rows(), SAMPLE))
    return _Candidate(sheet, head, find_header(head, sheet.merged, kind), rows, is_hidden)


def _titles(head: Sequence[Row], header: Header) -> Iterable[TitleRow]:
    """Yield what stands above the header."""
    if not header.rows:
        return
    for row in head:
        if row.number >= header.rows[0]:
            break
        texts = dict.fromkeys(text_of(cell) for cell in row.cells if cell is not None)
        yield TitleRow(row.number, _NOTED.join(texts)[:_LONGEST_TITLE])


def _with_formats(layout: Layout, data: Sequence[Row], choices: Choices) -> Layout:
    """Add how the file writes numbers and dates; what a person chose rules over the columns."""
    cells = [cell for row in data for cell in row.cells if isinstance(cell, str)]
    if choices.decimal_mark is not None:
        numbers = NumberFormat(choices.decimal_mark, "chosen")
    else:
        mark = decimal_mark(_numbers(layout, data))
        own = any(guess.decimal_mark for guess in layout.columns)
        numbers = NumberFormat(mark, "file" if mark else "columns" if own else "none")
    columns = tuple(
        replace(
            guess,
            decimal_mark=choices.decimal_mark or guess.decimal_mark,
            date_order=choices.date_order or guess.date_order,
        )
        for guess in layout.columns
    )
    return replace(
        layout,
        columns=columns,
        number_format=numbers,
        date_order=choices.date_order or date_order(cells),
    )


def _numbers(layout: Layout, data: Sequence[Row]) -> Iterable[Cell]:
    """Yield the cells that tell how numbers are written.

    Amounts in columns of amounts, and plain numbers everywhere; sizes in a specification
    ("2.5 mm") are often written otherwise than quantities.
    """
    amounts = {layout.positions.get(column) for column in _AMOUNT_COLUMNS}
    for row in data:
        for position, cell in enumerate(row.cells):
            if isinstance(cell, str) and (position in amounts or not split_amount(cell)[1]):
                yield cell


def _facts(workbook: Workbook, sheet: Sheet) -> Iterable[Fact]:
    for fact in workbook.facts:
        yield Fact(fact.code, Text(fact.render("en"), fact.render("vi")))
    others = [info.name for info in workbook.sheets if info.rows and info.name != sheet.name]
    if len(workbook.sheets) > 1 and others:
        yield _filled("other_sheets", _OTHER_SHEETS, sheet=sheet.name, others=", ".join(others))
    if sheet.formulas:
        yield _filled("formulas", _FORMULAS, count=len(sheet.formulas))


def _filled(code: str, text: Text, **params: object) -> Fact:
    return Fact(code, Text(text.render("en", **params), text.render("vi", **params)))
