"""Rows that belong to another table of the same sheet, and what stands below a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from app.core.i18n import Text
from app.imports.columns import REQUIRED_COLUMN, ImportKind
from app.imports.detection.header_match import match_header
from app.imports.detection.layout import IGNORED, NOTES, Layout
from app.imports.findings import RowProblem, Severity, Suggestion
from app.imports.headers import header_key, load_headers
from app.spreadsheets.tables import MAX_QUOTED, Cell, Row, text_of

_LONGEST_HEADER = 60
_LEAST_HEADERS = 2
"""Known headers in a row that is one."""

_MOST_SIGNERS = 3
"""Cells of a row with the names of those who have signed."""

_OTHER_HEADER = Text(
    "Another table with other headers begins here. It is left out; if this is a row of its own,"
    " give it a name.",
    "Một bảng khác với tiêu đề khác bắt đầu ở dòng này nên không nhập. Nếu là dòng dữ liệu, hãy"
    " nhập tên.",
)
_BELOW = Text(
    "This row stands below the headers of row {row}, where another table begins, but was read with"
    " those of the first. Import that table on its own, or check the row and confirm its name.",
    "Dòng này nằm dưới tiêu đề ở dòng {row} của một bảng khác nhưng được đọc theo tiêu đề của bảng"
    " đầu. Hãy nhập riêng bảng đó, hoặc kiểm tra dòng và xác nhận tên.",
)
_BESIDE = Text(
    "Column {letters} has the header of the name once more and holds '{value}' here: another table"
    " stands beside this one. Import it on its own, or confirm the name to keep that in the notes.",
    "Cột {letters} lặp lại tiêu đề của cột tên và có '{value}': có một bảng khác bên cạnh. Hãy nhập"
    " riêng bảng đó, hoặc xác nhận tên để giữ nội dung ấy trong ghi chú.",
)
_SIGNED = Text(
    "This stands below a signature and looks like a name or a note. If it is a row of its own,"
    " confirm its name.",
    "Nội dung này nằm dưới phần ký và có vẻ là tên người hoặc ghi chú. Nếu là dòng dữ liệu, hãy xác"
    " nhận tên.",
)


@dataclass(slots=True)
class FurtherTables:
    """Follows the rows of a table, and says from which on they are no longer its own.

    Attributes:
        kind: What the table holds.
        name: Index of the name's column.
        seconds: Indexes and letters of further columns with the header of the name.
        ignored: Columns that number the rows.
        mapped: How many columns have a field.
        other_header: Number of the row in which another table begins; 0 before there is one.
        is_signed: Whether the last row was a note or a signature.
    """

    kind: ImportKind
    name: int | None
    seconds: tuple[tuple[int, str], ...]
    ignored: frozenset[int]
    mapped: int
    other_header: int = 0
    is_signed: bool = False

    @classmethod
    def of(cls, layout: Layout, kind: ImportKind) -> Self:
        """Look up what a layout tells."""
        name = layout.positions.get(REQUIRED_COLUMN)
        return cls(
            kind, name, _repeated(layout, name), layout.ignored_positions, len(layout.positions)
        )

    def problem_of(self, row: Row, special: RowProblem | None) -> RowProblem | None:
        """Say why a row may not belong to the table; rows must come in their order.

        Args:
            row: The row.
            special: What else tells that it is no data.
        """
        if special is not None:
            self.is_signed = self.is_signed or special.code == "note_row"
            return special
        filled = [
            (position, cell)
            for position, cell in enumerate(row.cells)
            if cell is not None and position not in self.ignored
        ]
        if self.is_signed and self._looks_signed(filled):
            return self._ask("note_row", _SIGNED, row)
        self.is_signed = False
        if self._is_other_header([cell for _, cell in filled]):
            self.other_header = row.number
            return _problem("other_header", "refused", _OTHER_HEADER, filled[0][1])
        if self.other_header:
            words = _filled(_BELOW, row=self.other_header)
            return self._ask("second_table", words, row)
        return self._beside(row)

    def _beside(self, row: Row) -> RowProblem | None:
        for position, letters in self.seconds:
            cell = row.cells[position] if position < len(row.cells) else None
            if cell is not None and self._name_of(row) is not None:
                value = text_of(cell)[:MAX_QUOTED]
                return self._ask(
                    "second_table", _filled(_BESIDE, letters=letters, value=value), row
                )
        return None

    def _looks_signed(self, filled: Sequence[tuple[int, Cell]]) -> bool:
        return len(filled) < min(_MOST_SIGNERS, self.mapped) and all(
            isinstance(cell, str) for _, cell in filled
        )

    def _is_other_header(self, cells: Sequence[Cell]) -> bool:
        known = load_headers(self.kind)
        first = cells[0] if cells else None
        if (
            not isinstance(first, str)
            or len(first) > _LONGEST_HEADER
            or len(cells) < _LEAST_HEADERS
        ):
            return False
        if any(not isinstance(cell, str) or len(cell) > _LONGEST_HEADER for cell in cells):
            return False
        if header_key(first.split("\n", maxsplit=1)[0]) not in known:
            return False
        matches = [match_header(str(cell), self.kind) for cell in cells]
        sure = {m.column for m in matches if m.column not in {None, IGNORED} and m.how != "fuzzy"}
        return (
            REQUIRED_COLUMN in sure and len(sure) >= _LEAST_HEADERS and len(sure) * 2 >= len(cells)
        )

    def _ask(self, code: str, text: Text, row: Row) -> RowProblem | None:
        cell = self._name_of(row)
        return None if cell is None else _problem(code, "asked", text, cell)

    def _name_of(self, row: Row) -> Cell:
        if self.name is None or self.name >= len(row.cells):
            return None
        return row.cells[self.name]


def _repeated(layout: Layout, name: int | None) -> tuple[tuple[int, str], ...]:
    """Return the columns that repeat the header of the name, where others are repeated too."""
    headers = {guess.position: header_key(guess.header) for guess in layout.columns if guess.header}
    if name is None or name not in headers:
        return ()
    taken = {headers.get(position, "") for position in layout.positions.values()} - {""}
    again = [
        guess
        for guess in layout.columns
        if guess.column == NOTES
        and guess.how == "unmapped"
        and headers.get(guess.position) in taken
    ]
    found = tuple(
        (guess.position, guess.letters)
        for guess in again
        if headers[guess.position] == headers[name]
    )
    return found if len(again) > len(found) else ()


def _problem(code: str, severity: Severity, text: Text, cell: Cell) -> RowProblem:
    value = text_of(cell)
    suggestions = (Suggestion(value, Text(value, value)),) if severity == "asked" else ()
    return RowProblem(code, severity, REQUIRED_COLUMN, value[:MAX_QUOTED], text, suggestions)


def _filled(text: Text, **params: object) -> Text:
    return Text(text.render("en", **params), text.render("vi", **params))
