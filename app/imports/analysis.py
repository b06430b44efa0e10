"""From a file to interpreted rows; runs in a child process, and speaks JSON."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from pydantic import JsonValue

from app.imports.cells.suggestions import add_own_words
from app.imports.columns import ImportKind
from app.imports.detection.choices import Choices
from app.imports.detection.table import detect_table
from app.imports.planning.alike_rows import AlikeRows
from app.imports.remembering.row_prints import RowPrints
from app.imports.rows.interpretation import Interpreter
from app.reference import load_reference
from app.spreadsheets.errors import EmptyTableError, TooManyRowsError
from app.spreadsheets.tables import TableLimits
from app.spreadsheets.workbooks import open_workbook

Message = dict[str, JsonValue]

_BATCH = 250
"""Rows of one message; at most 500 by agreement with whoever reads it."""

_BATCH_CHARACTERS = 500_000
"""Characters of the texts from which a message ends earlier, so that long texts take no more
memory than many rows."""

_MOST_SEARCHED = 3000
"""Unknown categories of one file for which similar names are sought: each takes some milliseconds,
and nobody answers so many questions one by one."""


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
        rows each, and last {"type": "end", "read": n, "blank": n, "answers": [...]} with the
        answers that fitted a cell.

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
    yield {"type": "layout", "layout": layout.to_json()}
    interpreter = Interpreter(layout, wanted, sheet.merged)
    alike = AlikeRows(wanted)
    prints = RowPrints(layout, wanted)
    read, last, size = 0, layout.first_row - 1, 0
    batch: list[JsonValue] = []
    with load_reference().categories.searching_at_most(_MOST_SEARCHED):
        for row in sheet.rows():
            if row.number < layout.first_row or row.is_blank:
                continue
            read, last = read + 1, row.number
            if read > bounds.max_rows:
                raise TooManyRowsError(limit=bounds.max_rows)
            item = alike.check(interpreter.interpret(row))
            mark = prints.of(item.cells, item.context)
            batch.append({**item.to_json(), "fingerprint": mark})
            size += sum(len(cell) for cell in row.cells if isinstance(cell, str))
            if len(batch) == _BATCH or size > _BATCH_CHARACTERS:
                yield {"type": "rows", "rows": batch}
                batch, size = [], 0
    if batch:
        yield {"type": "rows", "rows": batch}
    if not read:
        raise EmptyTableError
    blank = last - layout.first_row + 1 - read
    used: list[JsonValue] = [answer.to_json() for answer in interpreter.used_answers]
    yield {"type": "end", "read": read, "blank": blank, "answers": used}
