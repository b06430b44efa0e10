"""Cells that take their content from another one: merged cells, and "as above"."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self, cast

from pydantic import JsonValue

from app.spreadsheets.facts import MergedRange
from app.spreadsheets.tables import Cell, JsonCell, Row, decode_cell, encode_cell

FillCode = Literal["merged_down", "merged_across", "as_above", "nothing_above"]

_LONGEST = 18
"""Characters of the longest wording of "as above"."""

_WORDS = frozenset(
    {
        "nt",
        "n.t",
        "n/t",
        "như trên",
        "nhu tren",
        "giống trên",
        "giong tren",
        "giống như trên",
        "ditto",
        "do",
        "as above",
        "same as above",
        "idem",
    }
)
"""Compared with their marks: "Đỏ" is a colour."""

_SIGNS = frozenset({'"', "''", "〃", "″", "”", "“", "“”", '-"-', "-''-"})


_AROUND = " .-–'\"()"
"""What people put around such a word: "-nt-"."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What a cell takes from elsewhere.

    Attributes:
        cell: The content; None where there is nothing above.
        code: Why.
        row: Number of the row that the content stands in.
    """

    cell: Cell
    code: FillCode
    row: int

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        cell = cast("JsonValue", encode_cell(self.cell))
        return {"cell": cell, "code": self.code, "row": self.row}

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        code = cast("FillCode", value["code"])
        return cls(decode_cell(cast("JsonCell", value["cell"])), code, cast("int", value["row"]))


Fills = dict[int, Fill]


class Filler:
    """Goes through the rows of a table and finds what each takes from the rows above.

    Args:
        merged: Merged cells of the sheet.
    """

    def __init__(self, merged: Iterable[MergedRange] = ()) -> None:
        self._starting: dict[int, list[MergedRange]] = defaultdict(list)
        for item in merged:
            self._starting[item.first_row].append(item)
        self._waiting = sorted(self._starting)
        self._next = 0
        self._open: list[tuple[MergedRange, Cell]] = []
        self._above: dict[int, tuple[Cell, int]] = {}

    def ranges_of(self, row: Row) -> list[MergedRange]:
        """Return the merged cells that begin in a row."""
        return self._starting.get(row.number, [])

    def fill(self, row: Row) -> Fills:
        """Find what a row takes from elsewhere; rows must come in their order."""
        fills: Fills = {}
        if self._starting:
            self._fill_merged(row, fills)
        for position, cell in enumerate(row.cells):
            if isinstance(cell, str) and len(cell) <= _LONGEST and says_as_above(cell):
                above = self._above.get(position)
                if above is None:
                    fills[position] = Fill(None, "nothing_above", row.number)
                else:
                    fills[position] = Fill(above[0], "as_above", above[1])
        return fills

    def remember(self, row: Row, fills: Mapping[int, Fill]) -> None:
        """Take a row as the one above the next; not called for totals and headings."""
        for position, cell in enumerate(row.cells):
            if cell is not None and position not in fills:
                self._above[position] = (cell, row.number)

    def _fill_merged(self, row: Row, fills: Fills) -> None:
        while self._next < len(self._waiting) and self._waiting[self._next] <= row.number:
            number = self._waiting[self._next]
            self._next += 1
            for item in self._starting[number]:
                cell = _cell_at(row.cells, item.first_column) if number == row.number else None
                if cell is not None:
                    self._open.append((item, cell))
        self._open = [pair for pair in self._open if pair[0].last_row >= row.number]
        for item, cell in self._open:
            code: FillCode = "merged_down" if item.first_row < row.number else "merged_across"
            for position in range(item.first_column, item.last_column + 1):
                if _cell_at(row.cells, position) is None:
                    fills[position] = Fill(cell, code, item.first_row)


def says_as_above(text: str) -> bool:
    """Say whether a cell repeats the one above it: "nt", "như trên", "ditto" or a ditto mark."""
    written = text if text.isascii() else unicodedata.normalize("NFC", text)
    return written in _SIGNS or written.casefold().strip(_AROUND) in _WORDS


def filled_cells(cells: Sequence[Cell], fills: Mapping[int, Fill]) -> tuple[Cell, ...]:
    """Return the cells with what they take from elsewhere."""
    if not fills:
        return tuple(cells)
    result = [*cells, *[None] * (max(fills) + 1 - len(cells))]
    for position, fill in fills.items():
        if fill.code != "nothing_above":
            result[position] = fill.cell
    return tuple(result)


def _cell_at(cells: Sequence[Cell], position: int) -> Cell:
    return cells[position] if position < len(cells) else None
