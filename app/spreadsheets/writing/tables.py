"""A table to be written: its columns, and rows that come one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text

Value = str | int | float | Decimal | date | None
"""Content of a cell to be written; an empty text leaves the cell empty."""

MAX_CELL_CHARACTERS = 32_767
"""Longest text of a cell in a workbook (Excel's limit)."""

MAX_ROWS = 1_048_575
"""Rows of a sheet below its header (Excel's limit)."""

DEFAULT_WIDTH = 18

_TOO_LONG = Text(
    "Row {row}, column {column}: {length} characters do not fit into a cell of a workbook, which"
    " holds {limit}. Ask for csv.",
    "Dòng {row}, cột {column}: {length} ký tự không vừa một ô của bảng tính (tối đa {limit}). Hãy"
    " chọn csv.",
)
_TOO_MANY = Text(
    "There are more than {limit} rows, which is all that a sheet holds. Ask for csv.",
    "Có hơn {limit} dòng, vượt quá giới hạn của một trang tính. Hãy chọn csv.",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column to be written.

    Attributes:
        header: Its header.
        width: Its width, in characters.
    """

    header: str
    width: float = DEFAULT_WIDTH


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written.

    Attributes:
        name: Name of its sheet, any text; what a sheet cannot be called is changed.
        columns: Its columns.
        rows: Its rows, as long as the columns or shorter; read once.
        preface: Lines above the header.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    preface: Sequence[str] = field(default=())


def too_long(row: int, column: str, length: int) -> InvalidInputError:
    """Make the error for a text that no cell holds."""
    params = {"row": row, "column": column, "length": length, "limit": MAX_CELL_CHARACTERS}
    problem = Problem("cell_too_long", _TOO_LONG, "query", "format", params=tuple(params.items()))
    return InvalidInputError([problem])


def too_many_rows() -> InvalidInputError:
    """Make the error for more rows than a sheet holds."""
    problem = Problem("too_many_rows", _TOO_MANY, "query", "format", params=(("limit", MAX_ROWS),))
    return InvalidInputError([problem])
