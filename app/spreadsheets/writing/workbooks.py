"""Workbooks (.xlsx): texts are texts, headers stay in sight, columns can be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import TracebackType
from typing import BinaryIO, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.spreadsheets.writing.names import sheet_names
from app.spreadsheets.writing.neutral import is_dangerous, keep_apostrophes
from app.spreadsheets.writing.tables import (
    MAX_CELL_CHARACTERS,
    MAX_ROWS,
    Column,
    Table,
    Value,
    too_long,
    too_many_rows,
)

_ALL_CELLS = "A1:XFD1048576"
_HEADER_FILL = "#D9E7F5"
_LINE_HEIGHT = 13.5
"""Height of a line of text, in points."""

_MOST_LINES = 20
"""Lines of a cell that are in sight; a longer text is read in the cell itself."""

_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}


@dataclass(frozen=True, slots=True)
class Styles:
    """Formats of one workbook.

    Attributes:
        title: Of a line above the header.
        header: Of a header.
        text: Of a text.
        covered: Of a text that would be a formula if it were typed again.
        number: Of a number.
        day: Of a date.
    """

    title: Format
    header: Format
    text: Format
    covered: Format
    number: Format
    day: Format


class WorkbookWriter:
    """Writes a workbook row by row, in memory that does not grow with the rows.

    Args:
        target: Where to write; whole when the writer is left.
    """

    def __init__(self, target: BinaryIO) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(target, options)
        make = self.book.add_format
        self.styles = Styles(
            title=make({**_FONT, "italic": True}),
            header=make(
                {**_FONT, "bold": True, "text_wrap": True, "bg_color": _HEADER_FILL, "border": 1}
            ),
            text=make({**_FONT, "text_wrap": True}),
            covered=make({**_FONT, "text_wrap": True, "quote_prefix": True}),
            number=make({**_FONT, "num_format": "General"}),
            day=make({**_FONT, "num_format": "yyyy-mm-dd"}),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.book.close()

    def add_sheet(self, name: str, columns: Sequence[Column], preface: Sequence[str]) -> Worksheet:
        """Add a sheet with its header; `name` must be a valid name of a sheet."""
        sheet = self.book.add_worksheet(name)
        for position, column in enumerate(columns):
            sheet.set_column(position, position, column.width)
        for line, text in enumerate(preface):
            self.write(sheet, line, 0, text, style=self.styles.title)
        top = len(preface)
        self.fit_row(sheet, top, [column.header for column in columns], columns)
        for position, column in enumerate(columns):
            self.write(sheet, top, position, column.header, style=self.styles.header)
        sheet.freeze_panes(top + 1, 0)
        sheet.ignore_errors({"number_stored_as_text": _ALL_CELLS})
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        return sheet

    def fit_row(
        self, sheet: Worksheet, row: int, values: Sequence[Value], columns: Sequence[Column]
    ) -> None:
        """Make a row high enough for its texts, up to a limit; to be called before its cells."""
        lines = max(
            (
                sum(1 + int(len(part) / column.width) for part in value.split("\n"))
                for value, column in zip(values, columns, strict=False)
                if isinstance(value, str)
            ),
            default=1,
        )
        if lines > 1:
            sheet.set_row(row, _LINE_HEIGHT * min(lines, _MOST_LINES))

    def write(
        self,
        sheet: Worksheet,
        row: int,
        position: int,
        value: Value,
        *,
        style: Format | None = None,
        column: str = "",
    ) -> None:
        """Write one cell; a text is never taken for anything else.

        Raises:
            InvalidInputError: The text is longer than a cell holds.
        """
        if value is None or value == "":
            if style is not None:
                sheet.write_blank(row, position, None, style)
        elif isinstance(value, str):
            if len(value) > MAX_CELL_CHARACTERS:
                raise too_long(row + 1, column, len(value))
            plain = self.styles.covered if is_dangerous(value) else self.styles.text
            sheet.write_string(row, position, keep_apostrophes(value), style or plain)
        elif isinstance(value, date):
            sheet.write_datetime(row, position, value, style or self.styles.day)
        else:
            number = float(value) if isinstance(value, Decimal) else value
            sheet.write_number(row, position, number, style or self.styles.number)


def write_workbook(target: BinaryIO, tables: Iterable[Table], names: Sequence[str]) -> None:
    """Write tables, each on a sheet of its own.

    Args:
        target: Where to write.
        tables: The tables; each is written before the next one is asked for.
        names: The wanted names of the sheets.

    Raises:
        InvalidInputError: A text or a table is longer than a workbook holds.
    """
    with WorkbookWriter(target) as writer:
        for name, table in zip(sheet_names(names), tables, strict=True):
            _write_table(writer, name, table)


def _write_table(writer: WorkbookWriter, name: str, table: Table) -> None:
    sheet = writer.add_sheet(name, table.columns, table.preface)
    top = row = len(table.preface)
    for values in table.rows:
        row += 1
        if row > MAX_ROWS:
            raise too_many_rows()
        writer.fit_row(sheet, row, values, table.columns)
        for position, value in enumerate(values):
            header = table.columns[position].header
            writer.write(sheet, row, position, value, column=header)
    sheet.autofilter(top, 0, max(row, top + 1), len(table.columns) - 1)
