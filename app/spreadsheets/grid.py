"""The rows of a sheet while a file is read: counted, limited, and kept packed.

Every format is read once, from its beginning to its end. The rows are kept in packed batches, a
tenth of their size, from which they can be taken as often as wanted.
"""

import pickle
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.core.errors import AppError
from app.spreadsheets.errors import TooManyRowsError, UnpackedTooLargeError
from app.spreadsheets.facts import Fact, MergedRange, SheetInfo
from app.spreadsheets.tables import (
    MAX_COLUMNS,
    MAX_ROW,
    UNREADABLE,
    Cell,
    CellFault,
    ErrorValue,
    FaultCode,
    Row,
    TableLimits,
)
from app.spreadsheets.texts import beginning_of, read_text

SPARE_ROWS = 100
"""Rows that a sheet may have beyond the limit for titles, headers and notes."""

_BATCH_ROWS = 1000
_QUICK = 1
"""Level of zlib that packs fastest."""

MAX_MERGED = 200_000
"""Merged ranges of a sheet that are kept; a list whose rows are each merged twice has as many."""


class RowStore:
    """Rows, packed; those of this process alone."""

    def __init__(self) -> None:
        self._batches: list[bytes] = []
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Keep one more row."""
        self._rows.append(row)
        if len(self._rows) == _BATCH_ROWS:
            self._batches.append(zlib.compress(pickle.dumps(self._rows, -1), _QUICK))
            self._rows = []

    def rows(self) -> Iterator[Row]:
        """Yield all rows; may be called again."""
        for batch in self._batches:
            yield from pickle.loads(zlib.decompress(batch))  # noqa: S301 - packed above
        yield from self._rows


class TextBudget:
    """The characters that all cells of a file may hold together."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0

    def spend(self, characters: int) -> None:
        """Count characters.

        Raises:
            UnpackedTooLargeError: There are too many.
        """
        self.used += characters
        if self.used > self.limit:
            raise UnpackedTooLargeError(limit=self.limit)


class SheetBuilder:
    """Is told the cells of a sheet row by row, and limits and counts them.

    Args:
        name: Name of the sheet; empty for a text file.
        limits: How much it may hold.
        budget: Shared by the sheets of a file.
        is_hidden: Whether the spreadsheet program does not show the sheet.
    """

    def __init__(
        self, name: str, limits: TableLimits, budget: TextBudget, *, is_hidden: bool = False
    ) -> None:
        self.name = name
        self.is_hidden = is_hidden
        self.limits = limits
        self.store = RowStore()
        self.merged: list[MergedRange] = []
        self.formulas: set[tuple[int, int]] = set()
        self._budget = budget
        self._rows = self._columns = self._cells = 0
        self._number = 0
        self._row: list[Cell] = []
        self._faults: list[CellFault] = []

    @property
    def info(self) -> SheetInfo:
        """What has been told so far."""
        return SheetInfo(self.name, self._rows, self._columns, self._cells, self.is_hidden)

    def begin_row(self, number: int) -> None:
        """Note that a row begins.

        Args:
            number: Its number, from 1.
        """
        self._number = number
        self._row = []
        self._faults = []

    def put_text(self, position: int, text: str) -> None:
        """Note the text of a cell.

        Args:
            position: Index of its column, from 0.
            text: The text as it stands in the file.
        """
        cell, fault = read_text(text, self.limits.max_cell_characters)
        if fault is not None:
            self.fault(position, fault, text)
        if cell is not None:
            self.put(position, cell)

    def put_unreadable(self, position: int, text: str) -> None:
        """Note a cell whose value is none of its type."""
        self.fault(position, "unreadable_value", text)
        self.put(position, UNREADABLE)

    def put_error(self, position: int, text: str) -> None:
        """Note an error that the spreadsheet program has put into a cell."""
        self.put(position, ErrorValue(beginning_of(text) or "#ERROR!"))

    def put(self, position: int, cell: Cell) -> None:
        """Note the value of a cell, which is not empty."""
        row = self._row
        if position >= MAX_COLUMNS:
            self._fault_of_row("too_many_columns")
            return
        while len(row) < position:
            row.append(None)
        if len(row) > position:
            row[position] = cell
        else:
            row.append(cell)

    def put_formula(self, position: int, *, has_value: bool) -> None:
        """Note that a cell is calculated."""
        if has_value:
            if position < MAX_COLUMNS:
                self.formulas.add((self._number, position))
        else:
            self.fault(position, "formula_without_value")

    def fault(self, position: int, code: FaultCode, text: str = "") -> None:
        """Note that a cell cannot be read as it stands."""
        if position >= MAX_COLUMNS:
            self._fault_of_row("too_many_columns")
        else:
            self._faults.append(CellFault(position, code, beginning_of(text)))

    def _fault_of_row(self, code: FaultCode) -> None:
        if not any(fault.code == code for fault in self._faults):
            self._faults.append(CellFault(MAX_COLUMNS, code))

    def end_row(self) -> None:
        """Keep the row, if it is not blank.

        Raises:
            TooManyRowsError: There are more rows than allowed.
            UnpackedTooLargeError: The texts of the file are longer in all than allowed.
        """
        if self._row or self._faults:
            self._keep(Row(self._number, tuple(self._row), tuple(self._faults)))

    def repeat_row(self, times: int) -> None:
        """Keep the row as often as it is repeated, with the next numbers.

        Raises:
            TooManyRowsError: There are more rows than allowed.
        """
        first = self._number
        if self._row or self._faults:
            for number in range(first, first + times):
                self._number = number
                self.end_row()

    def _keep(self, row: Row) -> None:
        self._rows += 1
        limit = self.limits.max_rows
        if self._rows > limit + SPARE_ROWS or row.number > MAX_ROW:
            raise TooManyRowsError(limit=limit)
        self._columns = max(self._columns, len(row.cells))
        length = 0
        for cell in row.cells:
            if cell is not None:
                self._cells += 1
                if isinstance(cell, str):
                    length += len(cell)
        self._budget.spend(length)
        self.store.add(row)

    def merge(self, merged: MergedRange) -> None:
        """Note merged cells."""
        if len(self.merged) < MAX_MERGED:
            self.merged.append(merged)


@dataclass(slots=True)
class Loaded:
    """What a reader has made of a file.

    Attributes:
        sheets: What each sheet holds, and why it cannot be read in full, if it cannot.
        facts: What was guessed or noticed.
        encoding: Name of the encoding of a text file.
        separator: What stands between the cells of a text file.
    """

    sheets: list[tuple[SheetBuilder, AppError | None]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    encoding: str | None = None
    separator: str | None = None
