"""From a file to interpreted rows; runs in a child process, and speaks JSON."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from pydantic import JsonValue

from app.imports.columns import ImportKind
from app.imports.detection.choices import Choices
from app.imports.detection.table import detect_table
from app.imports.interpretation import Interpreter
from app.imports.row_readings import RowReadings
from app.imports.suggestions import add_own_words
from app.spreadsheets.errors import EmptyTableError, TooManyRowsError
from app.spreadsheets.tables import TableLimits
from app.spreadsheets.workbooks import open_workbook

Message = dict[str, JsonValue]

_BATCH = 250
"""Rows of one message; at most 500 by agreement with whoever reads it."""


def analyse_file(
    path: str,
    filename: str,
    kind: str,
    choices: Mapping[str, JsonValue],
    limits: Mapping[str, int],
    synonyms: Sequence[JsonValue] = (),
) -> Iterator[Message]:
    """Read a file, find its table, and interpret its rows.

    Args:
        path: Where the file lies.
        filename: What it is called.
        kind: "demands" or "suppliers".
        choices: What is fixed already (`Choices.to_json`).
        limits: Fields of `TableLimits`.
        synonyms: The centre's own words for categories: pairs of text and code.

    Yields:
        {"type": "layout", "layout": ...}, then {"type": "rows", "rows": [...]} with at most 500
        rows each, and last {"type": "end", "read": n, "blank": n}.

    Raises:
        EmptyTableError: There is nothing, or nothing below the header.
        TooManyRowsError: There are more rows than allowed.
        AppError: The file cannot be read.
    """
    bounds = TableLimits(**limits)
    workbook = open_workbook(Path(path), filename, bounds)
    wanted = cast("ImportKind", kind)
    sheet, layout = detect_table(workbook, wanted, Choices.from_json(choices))
    add_own_words(synonyms)
    readings = RowReadings(wanted, synonyms)
    yield {"type": "layout", "layout": layout.to_json()}
    interpreter = Interpreter(layout, wanted, sheet.merged)
    read, last = 0, layout.first_row - 1
    batch: list[JsonValue] = []
    for row in sheet.rows():
        if row.number < layout.first_row or row.is_blank:
            continue
        read, last = read + 1, row.number
        if read > bounds.max_rows:
            raise TooManyRowsError(limit=bounds.max_rows)
        item = interpreter.interpret(row)
        batch.append({**item.to_json(), "readings": readings.of(item.content)})
        if len(batch) == _BATCH:
            yield {"type": "rows", "rows": batch}
            batch = []
    if batch:
        yield {"type": "rows", "rows": batch}
    if not read:
        raise EmptyTableError
    blank = last - layout.first_row + 1 - read
    yield {"type": "end", "read": read, "blank": blank}
