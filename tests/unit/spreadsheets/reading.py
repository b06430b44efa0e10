"""Reading of files that tests have made."""

import tempfile
from pathlib import Path

import pytest

from app.core.errors import AppError
from app.spreadsheets.tables import Cell, Row, TableLimits
from app.spreadsheets.workbooks import Sheet, Workbook, open_workbook
from tests.unit.spreadsheets.spreadsheets import LIMITS


def read_book(content: bytes, filename: str = "", limits: TableLimits = LIMITS) -> Workbook:
    """Read a file from its bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        return open_workbook(path, filename, limits)


def read_sheet(content: bytes, limits: TableLimits = LIMITS) -> Sheet:
    """Read the first sheet of a file."""
    book = read_book(content, limits=limits)
    return book.read(book.sheets[0].name)


def read_rows(content: bytes, limits: TableLimits = LIMITS) -> list[Row]:
    """Read the rows of the first sheet of a file."""
    return list(read_sheet(content, limits).rows())


def read_cells(content: bytes, limits: TableLimits = LIMITS) -> list[tuple[Cell, ...]]:
    """Read the cells of the first sheet of a file."""
    return [row.cells for row in read_rows(content, limits)]


def facts_of(content: bytes, filename: str = "") -> list[str]:
    """Return the codes of the facts of a file, each of which can be told in both languages."""
    facts = read_book(content, filename).facts
    for fact in facts:
        told = fact.to_json()
        assert told["code"] == fact.code
        assert fact.render("en") != fact.render("vi")
    return [fact.code for fact in facts]


def refuse(content: bytes, error: type[AppError], limits: TableLimits = LIMITS) -> AppError:
    """Check that a file is refused."""
    with pytest.raises(error) as caught:
        read_sheet(content, limits)
    assert caught.value.render_detail("vi") != caught.value.render_detail("en")
    return caught.value
