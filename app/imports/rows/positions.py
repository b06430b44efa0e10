"""Cells that speak of several things by position."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from app.core.i18n import Text
from app.imports.cells.grammar import split, values_of
from app.imports.cells.plain import CellError, read_date, read_text
from app.imports.rows.reader import RowReader
from app.spreadsheets.tables import Cell

T = TypeVar("T")

_TOO_MANY = Text(
    "The cell speaks of {given} by position, but the row has {known}. Take out a '|', or write a"
    " backslash before it.",
    "Ô này có {given} phần theo vị trí nhưng dòng chỉ có {known}. Hãy bỏ bớt dấu '|', hoặc ghi dấu"
    " gạch chéo ngược trước nó.",
)


def read_parts(cell: Cell) -> list[str]:
    """Return what a cell says of each thing by position, still with its backslashes."""
    return split(read_text(cell), "|")


def read_date_parts(cell: Cell) -> list[str]:
    """Return the parts of a cell that holds dates; one alone may be a date cell."""
    return [read_date(cell).isoformat()] if isinstance(cell, date) else read_parts(cell)


def read_each(read: Callable[[str], T]) -> Callable[[Cell], list[T]]:
    """Make what reads the part of each thing."""
    return lambda cell: [read(part) for part in read_parts(cell)]


def part_at(parts: Sequence[str], index: int) -> str:
    """Return the part of one thing; empty where the cell does not reach so far."""
    return parts[index] if index < len(parts) else ""


def fits(reader: RowReader, column: str, values: Sequence[object], known: int) -> bool:
    """Note values that stand for more things than there are."""
    if len(values) <= max(known, 1):
        return True
    reader.note(column, CellError("too_many_parts", _TOO_MANY, given=len(values), known=known))
    return False


def read_values(cell: Cell) -> list[str]:
    """Return the values of a list in a cell, without empty ones; "none" gives no value."""
    return values_of(read_text(cell))
