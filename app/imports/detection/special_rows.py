"""Rows of a table that are no data: headings, totals, repeated headers, notes below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from app.core.i18n import Text
from app.imports.columns import REQUIRED_COLUMN
from app.imports.detection.header_match import JOINED
from app.imports.detection.header_rows import is_index_row
from app.imports.detection.layout import Layout
from app.imports.findings import RowProblem, Severity, Suggestion
from app.reference.text import fold
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.tables import MAX_QUOTED, Cell, Row, text_of

_LEAST_WIDTH = 3
"""Columns of the narrowest table in which a row with one cell stands out."""

_OTHER_HEADERS = 0.2
"""Part of the cells of a repeated header that may say something else."""

_LONGEST_INDEX = 6
_MOST_NOTE_CELLS = 3

_TOTAL = re.compile(
    r"(?:tong|tong cong|tong so|tong so luong|cong|cong don|tong tien|thanh tien|total|grand total"
    r"|sub total|subtotal|sum|totals)"
)
_NUMERIC = re.compile(r"-?[\d., ']*\d\s*\D{0,6}")
_ENUMERATED = re.compile(
    r"(?:[IVXLC]{1,6}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)\s*[.)\-–:]\s*\S.*", re.DOTALL
)
_ENUMERATION = re.compile(r"(?:[IVXLC]{1,6}|[A-Z])[.)]?")
_NOTE = re.compile(
    r"(?:nguoi lap(?: bieu| bang| phieu)?|nguoi duyet|giam doc|tong giam doc|ke toan(?: truong)?"
    r"|thu truong(?: don vi)?|thu kho|ky ten|ky va ghi ro ho ten|ky ghi ro ho ten|ky va dong dau"
    r"|xac nhan|phe duyet|prepared by|approved by|checked by|signature|signed)\b.*"
    r"|.*\bngay \d* ?thang \d* ?nam\b.*"
)
_REMARK = re.compile(
    r"\s*(?:\(?\*+\)?\s*)?(?:ghi chú|lưu ý|chú thích|nguồn|notes?|remarks?|source)\s*:",
    re.IGNORECASE,
)

_TEXTS: Mapping[str, Text] = {
    "section_heading": Text(
        "This looks like a heading between the rows. If it is a row of its own, confirm its name.",
        "Đây có vẻ là dòng tiêu đề nhóm. Nếu là một dòng dữ liệu, hãy xác nhận tên.",
    ),
    "total_row": Text(
        "This looks like a total. It is left out; if it is a row of its own, give it a name.",
        "Đây có vẻ là dòng tổng cộng nên không nhập. Nếu là dòng dữ liệu, hãy nhập tên.",
    ),
    "repeated_header": Text(
        "The header stands here once more. It is left out.",
        "Tiêu đề lặp lại ở dòng này nên không nhập.",
    ),
    "note_row": Text(
        "This looks like a note or a signature. It is left out; if it is a row of its own, give"
        " it a name.",
        "Đây có vẻ là ghi chú hoặc chữ ký nên không nhập. Nếu là dòng dữ liệu, hãy nhập tên.",
    ),
}


@dataclass(frozen=True, slots=True)
class RowShapes:
    """What tells rows that are no data, looked up once for a table.

    Attributes:
        headers: Header texts by column, without case and line breaks.
        ignored: Columns that number the rows.
        name: Index of the name's column.
        mapped: How many columns have a field.
        width: How many columns the table has.
    """

    headers: Mapping[int, frozenset[str]]
    ignored: frozenset[int]
    name: int | None
    mapped: int
    width: int

    @classmethod
    def of(cls, layout: Layout) -> Self:
        """Look up what a layout tells."""
        headers = {
            guess.position: frozenset(
                _plain(text) for text in (guess.header, *guess.header.split(JOINED))
            )
            for guess in layout.columns
            if guess.header
        }
        positions = layout.positions
        return cls(
            headers=headers,
            ignored=layout.ignored_positions,
            name=positions.get(REQUIRED_COLUMN),
            mapped=len(positions),
            width=len(layout.columns),
        )

    def problem_of(self, row: Row, merged: Sequence[MergedRange] = ()) -> RowProblem | None:
        """Say why a row is no data; None for one that is."""
        filled = [(position, cell) for position, cell in enumerate(row.cells) if cell is not None]
        content = [item for item in filled if item[0] not in self.ignored] or filled
        if not content:
            return None
        first = content[0][1]
        if self._repeats_header(row, filled):
            return _problem("repeated_header", "refused", first)
        if filled[0] not in content and (total := _total_of(filled)):
            return total
        if not isinstance(first, str):
            return None
        if len(content) == 1:
            return self._heading(filled, first, merged) or _below(first, ())
        return _below(first, [cell for _, cell in content[1:]])

    def _heading(
        self, filled: Sequence[tuple[int, Cell]], text: str, merged: Sequence[MergedRange]
    ) -> RowProblem | None:
        """Say whether a row with one text is a heading: by its width or its enumeration."""
        if self._is_wide(merged):
            return _problem("section_heading", "refused", text)
        if self.mapped >= _LEAST_WIDTH and self._is_enumerated(filled, text):
            return _problem("section_heading", "asked", text)
        return None

    def _repeats_header(self, row: Row, filled: Sequence[tuple[int, Cell]]) -> bool:
        if len(filled) < 2 or not self.headers:  # noqa: PLR2004 - one cell may be any word
            return False
        others = 0
        for position, cell in filled:
            if not isinstance(cell, str) or _plain(cell) not in self.headers.get(position, ()):
                others += 1
                if others > _OTHER_HEADERS * len(filled):
                    break
        else:
            return True
        is_full = len(filled) == self.width and len(text_of(filled[-1][1])) <= _LONGEST_INDEX
        return is_full and is_index_row(row, self.width)

    def _is_wide(self, merged: Sequence[MergedRange]) -> bool:
        least = max(_LEAST_WIDTH, (self.width + 1) // 2)
        return any(item.last_column - item.first_column + 1 >= least for item in merged)

    def _is_enumerated(self, filled: Sequence[tuple[int, Cell]], text: str) -> bool:
        enumerated = any(
            position in self.ignored and _ENUMERATION.fullmatch(text_of(cell))
            for position, cell in filled
        )
        return enumerated or _ENUMERATED.fullmatch(text) is not None


def _total_of(filled: Sequence[tuple[int, Cell]]) -> RowProblem | None:
    """Say whether a row is a total whose word stands among the numbers of the rows."""
    first = filled[0][1]
    is_total = isinstance(first, str) and _TOTAL.fullmatch(fold(first)) is not None
    if is_total and all(_is_number(cell) for _, cell in filled[1:]):
        return _problem("total_row", "refused", first)
    return None


def _below(first: str, others: Sequence[Cell]) -> RowProblem | None:
    """Say whether a row is a total, a note or a signature."""
    if _TOTAL.fullmatch(fold(first)) and all(map(_is_number, others)):
        return _problem("total_row", "refused", first)
    if len(others) < _MOST_NOTE_CELLS and all(map(_is_text, others)) and _is_note(first):
        return _problem("note_row", "refused", first)
    return None


def _problem(code: str, severity: Severity, cell: Cell) -> RowProblem:
    value = text_of(cell)
    suggestions = (Suggestion(value, Text(value, value)),) if severity == "asked" else ()
    quoted = value[:MAX_QUOTED]
    return RowProblem(code, severity, REQUIRED_COLUMN, quoted, _TEXTS[code], suggestions)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, Decimal) or (
        isinstance(cell, str) and _NUMERIC.fullmatch(cell) is not None
    )


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str)


def _is_note(text: str) -> bool:
    return _REMARK.match(text) is not None or _NOTE.fullmatch(fold(text)) is not None
