"""Which rows of a sheet are its header."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.imports.columns import REQUIRED_COLUMN, ImportKind
from app.imports.detection.header_match import JOINED, match_header
from app.imports.detection.layout import IGNORED
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.tables import Cell, Row, text_of

LOOKED_AT = 60
"""Rows that are not blank, from the top of a sheet, among which the header is looked for."""

_MOST_HEADER_ROWS = 3
_KNOWN, _LIKELY, _NAME = 4, 2, 3
"""What a header is worth that is known; that looks like one; that is the name on top of that."""

_LEAST_WORTH = 6
"""Worth from which a row counts as the header: a name, or two known headers."""

_EARLY = 0.75
"""Part of the best row's worth with which an earlier row is preferred."""

_LONGEST_HEADER = 120
"""Characters of the longest header; longer texts are titles or content."""

_LONGEST_SHOWN = 200
"""Characters of a header that are kept: it is repeated in the notes of every row."""

_INDEX = re.compile(r"[(\[]?\s*(\d{1,3}|[A-Za-z])\s*[)\]]?(?:\s*=.*)?", re.DOTALL)
_LEAST_INDEX = 3


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        rows: Numbers of its rows, from the top; empty where the table has none.
        texts: Texts by column, from the top; columns without any are left out.
        last_row: Number of the last row that is no data: of the header, or of the column numbers
            below it.
        worth: How much it looks like a header of the kind.
    """

    rows: tuple[int, ...] = ()
    texts: tuple[tuple[int, tuple[str, ...]], ...] = ()
    last_row: int = 0
    worth: int = 0


def find_header(rows: Sequence[Row], merged: Sequence[MergedRange], kind: ImportKind) -> Header:
    """Find the header among the first rows of a sheet.

    Args:
        rows: The first rows that are not blank.
        merged: Merged cells of the sheet.
        kind: What the table should hold.
    """
    looked = rows[:LOOKED_AT]
    worths = [worth_of(row, kind) for row in looked]
    best = max(worths, default=0)
    if best < _LEAST_WORTH:
        return Header()
    index = next(i for i, worth in enumerate(worths) if worth >= max(best * _EARLY, _LEAST_WORTH))
    first = _first_above(looked, index, merged)
    last = _last_below(looked, index, merged, kind)
    return _build(looked[first : last + 1], rows[last + 1 :], merged, worths[index])


def header_of(rows: Sequence[Row], numbers: Sequence[int], merged: Sequence[MergedRange]) -> Header:
    """Make a header of the rows that a person chose."""
    chosen = [row for row in rows if row.number in numbers]
    if not chosen:
        return Header()
    after = [row for row in rows if row.number > chosen[-1].number]
    return _build(chosen, after, merged, 0)


def worth_of(row: Row, kind: ImportKind) -> int:
    """Say how much a row looks like a header: known headers count, each column once."""
    columns: dict[str, int] = {}
    texts = 0
    for cell in row.cells:
        if not isinstance(cell, str) or len(cell) > _LONGEST_HEADER:
            continue
        texts += 1
        match = match_header(cell, kind)
        if match.column is not None and match.column != IGNORED:
            worth = _LIKELY if match.how == "fuzzy" else _KNOWN
            columns[match.column] = max(columns.get(match.column, 0), worth)
    filled = sum(cell is not None for cell in row.cells)
    is_named = columns.get(REQUIRED_COLUMN) == _KNOWN and texts == filled
    if not columns or (len(columns) * 4 < filled and not is_named):
        return 0
    return sum(columns.values()) + (_NAME if REQUIRED_COLUMN in columns else 0)


def is_index_row(row: Row, width: int) -> bool:
    """Say whether a row only numbers the columns: 1, 2, 3 or (1), (2), (3) or A, B, C."""
    found = [_index(cell) for cell in row.cells if cell is not None]
    numbers = [number for number in found if number is not None]
    if len(found) != len(numbers) or len(numbers) < max(_LEAST_INDEX, width // 2):
        return False
    steps = {after - before for before, after in pairwise(numbers)}
    return steps == {1} and numbers[0] in {0, 1}


def _index(cell: Cell) -> int | None:
    match = _INDEX.fullmatch(text_of(cell))
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else ord(match[1].upper()) - ord("A") + 1


def _first_above(rows: Sequence[Row], index: int, merged: Sequence[MergedRange]) -> int:
    """Take in the row above that groups columns: cells merged over several, but not over all."""
    above = index - 1
    if index == 0 or rows[above].number != rows[index].number - 1:
        return index
    number, width = rows[above].number, _width(rows[index])
    groups = [
        item
        for item in merged
        if item.first_row <= number <= item.last_row
        and (item.last_column > item.first_column or item.last_row > number)
    ]
    is_title = any(item.last_column - item.first_column + 1 >= width for item in groups)
    return above if groups and not is_title else index


def _last_below(
    rows: Sequence[Row], index: int, merged: Sequence[MergedRange], kind: ImportKind
) -> int:
    """Take in rows below that divide the columns of the header."""
    last = index
    while last + 1 < len(rows) and last - index + 1 < _MOST_HEADER_ROWS:
        row = rows[last + 1]
        if row.number != rows[last].number + 1 or not _divides(row, rows[index], merged, kind):
            break
        last += 1
    return last


def _divides(row: Row, header: Row, merged: Sequence[MergedRange], kind: ImportKind) -> bool:
    """Say whether a row holds headers below merged headers, or below the gaps of the header."""
    filled = [position for position, cell in enumerate(row.cells) if cell is not None]
    if not all(
        isinstance(cell, str) and len(cell) <= _LONGEST_HEADER for cell in row.cells if cell
    ):
        return False
    wide = _below_wide_cells(row.number, header.number, merged)
    tall = {
        position
        for item in merged
        if item.first_row <= header.number and item.last_row >= row.number
        for position in range(item.first_column, item.last_column + 1)
    }
    if wide:
        return all(position in wide for position in filled) and not (set(filled) & tall)
    gaps = [
        position
        for position in filled
        if position >= len(header.cells) or not header.cells[position]
    ]
    if not gaps or tall & set(filled):
        return False
    starts = {position - 1 for position in gaps} | set(gaps)
    return all(position in starts for position in filled) and (
        len(filled) > 1 or worth_of(row, kind) > 0
    )


def _below_wide_cells(number: int, header: int, merged: Sequence[MergedRange]) -> set[int]:
    return {
        position
        for item in merged
        if item.first_row <= header <= item.last_row < number
        and item.last_column > item.first_column
        for position in range(item.first_column, item.last_column + 1)
    }


def _build(
    rows: Sequence[Row], after: Sequence[Row], merged: Sequence[MergedRange], worth: int
) -> Header:
    texts: dict[int, list[str]] = {}
    has_lower = len(rows) > 1
    for row in rows:
        for position, text in _texts(row, merged, spread=has_lower and row is not rows[-1]):
            if text not in texts.setdefault(position, []):
                texts[position].append(text)
    last = rows[-1].number
    if after and is_index_row(after[0], len(texts)):
        last = after[0].number
    return Header(
        tuple(row.number for row in rows),
        tuple((position, tuple(texts[position])) for position in sorted(texts)),
        last,
        worth,
    )


def _texts(row: Row, merged: Sequence[MergedRange], *, spread: bool) -> Iterator[tuple[int, str]]:
    """Yield the texts of a header row; one that is merged over columns counts for each."""
    for position, cell in enumerate(row.cells):
        if cell is None:
            continue
        last = position
        if spread:
            last = max(
                (
                    item.last_column
                    for item in merged
                    if item.first_column == position and item.first_row == row.number
                ),
                default=position,
            )
        text = " ".join(text_of(cell).replace(JOINED, "/").split(" "))[:_LONGEST_SHOWN]
        for column in range(position, last + 1):
            yield column, text


def _width(row: Row) -> int:
    return sum(cell is not None for cell in row.cells)
