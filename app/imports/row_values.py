"""Between what a row was understood as and what is kept of it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from pydantic import JsonValue

from app.imports.columns import REQUIRED_COLUMN, ImportKind
from app.imports.detection.layout import Layout
from app.imports.planning.twins import digest_of, keys_of
from app.imports.rows.interpretation import interpret_row
from app.models import ImportRow
from app.spreadsheets.tables import decode_cell, text_of

InterpretedJson = Mapping[str, Any]
"""An `InterpretedRow` as JSON, as the child process sends it."""

_MOST_TRIES = 3
"""How often cells are left out: without one, another may lack what it needs."""

_KEPT = (
    "cells",
    "context",
    "corrections",
    "decision",
    "reading_state",
    "state",
    "action",
    "target_id",
    "problems",
    "guesses",
    "content",
    "plan",
    "differences",
    "digest",
    "ketnoi_id",
    "external_id",
    "tax_code",
    "name_key",
    "fingerprint",
    "remembered_from",
)


def new_row(item: InterpretedJson, layout: Layout, kind: ImportKind) -> ImportRow:
    """Return a row that is not planned yet."""
    row = ImportRow(number=item["number"], version=1, plan={}, differences=[])
    row.fingerprint = item.get("fingerprint")
    write_interpreted(row, item, layout, kind)
    return row


def write_interpreted(
    row: ImportRow, item: InterpretedJson, layout: Layout, kind: ImportKind
) -> None:
    """Write what a row was understood as into it; it must be planned again.

    Args:
        row: The row.
        item: An `InterpretedRow` as JSON.
        layout: Where the columns stand.
        kind: What the table holds.
    """
    content = item["content"]
    row.cells = item["cells"]
    row.context = item["context"]
    row.reading_state = row.state = item["state"]
    row.problems = item["problems"]
    row.guesses = item["guesses"]
    row.content = content
    row.digest = None if content is None else digest_of(content)
    for name, value in keys_of(item["keys"], content, kind).items():
        setattr(row, name, value)
    row.plan = {**(row.plan or {}), "said": said(item["cells"], row.corrections, layout)}


def said(
    cells: Sequence[JsonValue], corrections: Mapping[str, str | None] | None, layout: Layout
) -> list[str]:
    """Return the columns in which a row says something."""
    found = {
        column
        for column, position in layout.positions.items()
        if position < len(cells) and cells[position] is not None and cells[position] != ""
    }
    for column, text in (corrections or {}).items():
        if text is None:
            found.discard(column)
        else:
            found.add(column)
    return sorted(found)


def interpret(row: ImportRow, layout: Layout, kind: ImportKind) -> None:
    """Interpret a row again, with its corrections."""
    cells = [decode_cell(cell) for cell in row.cells]
    item = interpret_row(cells, row.number, layout, kind, row.corrections, row.context)
    write_interpreted(row, item.to_json(), layout, kind)


def cell_texts(
    cells: Sequence[JsonValue], context: Mapping[str, Any], positions: Mapping[str, int]
) -> dict[str, str]:
    """Return the texts of some cells of a row, with what they take from elsewhere.

    Args:
        cells: The encoded cells of the row.
        context: Its context.
        positions: Index of each wanted cell, by canonical column.
    """
    fills: Mapping[str, Mapping[str, Any]] = context.get("fills") or {}
    texts = {}
    for column, position in positions.items():
        cell = cells[position] if position < len(cells) else None
        fill = fills.get(str(position))
        if fill is not None and fill["cell"] is not None:
            cell = fill["cell"]
        texts[column] = cell if isinstance(cell, str) else text_of(decode_cell(cast("Any", cell)))
    return texts


def understood(
    row: ImportRow, layout: Layout, kind: ImportKind
) -> tuple[dict[str, JsonValue] | None, set[str]]:
    """Return what a row says but for the cells that are asked about.

    Returns:
        The content, None where nothing can be made of it; and the columns that are left out.
    """
    cells = [decode_cell(cell) for cell in row.cells]
    left: set[str] = set()
    problems: Any = row.problems
    for _ in range(_MOST_TRIES):
        asked = {found["column"] for found in problems if found["column"] is not None}
        if not asked or asked <= left or REQUIRED_COLUMN in asked:
            return None, left
        left |= asked
        corrections = {**(row.corrections or {}), **dict.fromkeys(left)}
        item = interpret_row(cells, row.number, layout, kind, corrections, row.context)
        if item.content is not None:
            return item.content, left
        problems = item.to_json()["problems"]
    return None, left


def values_of(row: ImportRow) -> dict[str, Any]:
    """Return the columns of a row, to be written with one statement for many."""
    return {name: cast("Any", getattr(row, name)) for name in _KEPT}
