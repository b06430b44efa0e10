"""A first look at a sheet, before a spreadsheet library makes a grid of it.

The library (calamine) shows results where there are formulas and nothing where there are errors;
it lays out a grid as large as the cells are apart, and copies a shared text into every cell that
uses it. All of that is checked here on the XML, which is read once, in a stream.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.i18n import Text
from app.spreadsheets.errors import (
    DamagedFileError,
    Faults,
    TooManyCellsError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from app.spreadsheets.tables import (
    MAX_AREA,
    MAX_COLUMNS,
    MAX_ROW,
    TableLimits,
    cell_problem,
    column_letters,
    too_long,
)
from app.spreadsheets.xml_parts import PartialReader, read_part

_ALPHABET = 26
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_ESCAPED_BLANK = re.compile(r"_x00(?:09|0A|0D|20|A0)_", re.IGNORECASE)
"""White space as it may be escaped in a text (ECMA-376 part 1, 22.4.2.4)."""

_FORMULA = Text(
    "Sheet '{sheet}', cell {cell}: a formula. Copy the sheet and paste it as values only.",
    "Trang '{sheet}', ô {cell}: có công thức. Hãy sao chép rồi dán dạng giá trị (Paste Values).",
)
_ERROR = Text(
    "Sheet '{sheet}', cell {cell}: the error {error}. Put the right value there, or clear it.",
    "Trang '{sheet}', ô {cell}: lỗi {error}. Hãy nhập giá trị đúng hoặc xóa ô.",
)


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What a first look at a sheet has shown.

    Attributes:
        cells: How many of its cells hold something.
        faults: Formulas, errors and texts that are too long.
    """

    cells: int
    faults: Faults


class _StringsReader(PartialReader):
    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._pieces: list[str] = []
        self._in_text = self._in_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_phonetic = True
        elif name == "t":
            self._in_text = not self._in_phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "si":
            self.lengths.append(_length("".join(self._pieces)))

    def text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)


class _CellReader(PartialReader):
    """Follows the cells of a sheet in the order of its rows."""

    def __init__(self, sheet: str, lengths: Sequence[int], limits: TableLimits) -> None:
        self._sheet = sheet
        self._lengths = lengths
        self._limits = limits
        self.cells = 0
        self.faults = Faults()
        self._rows_with_cells = 0
        self._characters = 0
        self._row = 0
        self._row_has_cells = False
        self._position = -1
        self._last_position = -1
        self._kind = ""
        self._is_occupied = False
        self._values = 0
        self._formula: list[str] | None = None
        self._pieces: list[str] = []
        self._reading: list[str] | None = None
        self._is_inline = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "c":
                self._start_cell(attributes)
            case "v":
                self._is_occupied = True
                self._values += 1
                self._reading = self._pieces
            case "t" if self._is_inline:
                self._reading = self._pieces
            case "is":
                self._is_occupied = self._is_inline = True
            case "rPh":
                self._is_inline = False
            case "f":
                self._formula = []
                self._reading = self._formula
            case "row":
                self._start_row(attributes.get("r"))

    def end(self, name: str) -> None:
        match name:
            case "c":
                self._end_cell()
            case "v" | "t" | "f":
                self._reading = None
            case "is":
                self._is_inline = False
            case "rPh":
                self._is_inline = True

    def text(self, data: str) -> None:
        if self._reading is not None:
            self._reading.append(data)

    def _start_row(self, reference: str | None) -> None:
        number = self._row + 1 if reference is None else _number(reference)
        if not self._row < number <= MAX_ROW:
            raise self._damaged(f"row {reference}")
        self._row, self._position, self._row_has_cells = number, -1, False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        position = self._position + 1
        if reference is not None:
            match = _REFERENCE.fullmatch(reference)
            if match is None or int(match[2]) != self._row:
                raise self._damaged(f"cell {reference[:20]} in row {self._row}")
            position = _position(match[1])
        if position <= self._position or not self._row:
            raise self._damaged(f"order of cells in row {self._row}")
        self._position = position
        self._kind = attributes.get("t", "n")
        self._is_occupied = False
        self._values = 0
        self._formula = None
        self._pieces = []

    def _end_cell(self) -> None:
        value = "".join(self._pieces)
        if self._values > 1:
            raise self._damaged(f"cell {self._reference} has two values")
        if self._formula is not None:
            self._note("formula", _FORMULA, f"={''.join(self._formula)}")
            return
        if self._kind == "e":
            self._note("error_value", _ERROR, value, error=value[:20])
            return
        if self._is_occupied:
            self._count(value, self._shared_length(value) if self._kind == "s" else _length(value))

    def _count(self, value: str, length: int) -> None:
        """Count a cell that the library lays out, and that may be blank all the same."""
        self._characters += abs(length)
        self._last_position = max(self._last_position, self._position)
        if length > 0:
            self.cells += 1
            self._rows_with_cells += not self._row_has_cells
            self._row_has_cells = True
        self._check_limits()
        limit = self._limits.max_cell_characters
        if length > limit:
            shown = None if self._kind == "s" else value
            self.faults.add(too_long(self._row, self._position, shown, length, limit=limit))

    def _check_limits(self) -> None:
        if self._rows_with_cells > self._limits.max_rows + 1:
            raise TooManyRowsError(limit=self._limits.max_rows)
        columns = self._last_position + 1
        if columns > MAX_COLUMNS or columns * self._row > MAX_AREA:
            raise TooManyCellsError(
                sheet=self._sheet, cell=self._reference, columns=MAX_COLUMNS, area=MAX_AREA
            )
        if self._characters > self._limits.max_unpacked_bytes:
            raise UnpackedTooLargeError(limit=self._limits.max_unpacked_bytes)

    def _shared_length(self, value: str) -> int:
        if not value:
            return 0
        index = _number(value)
        if not 0 <= index < len(self._lengths):
            raise self._damaged(f"cell {self._reference} refers to a text that is not there")
        return self._lengths[index]

    @property
    def _reference(self) -> str:
        return f"{column_letters(self._position)}{self._row}"

    def _note(self, code: str, text: Text, value: str, **params: object) -> None:
        params = {"sheet": self._sheet, "cell": self._reference, **params}
        self.faults.add(cell_problem(code, text, self._row, self._position, value, **params))

    def _damaged(self, what: str) -> DamagedFileError:
        return DamagedFileError(what=f"'{self._sheet[:40]}': {what}")


def scan_strings(name: str, part: bytes) -> list[int]:
    """Measure the shared texts of a workbook, which cells refer to by number.

    Returns:
        Their lengths in characters, below zero for a blank one.

    Raises:
        DamagedFileError: The part is no well-formed XML.
    """
    reader = _StringsReader()
    read_part(name, part, reader)
    return reader.lengths


def scan_sheet(
    name: str, part: bytes, sheet: str, lengths: Sequence[int], limits: TableLimits
) -> SheetScan:
    """Look through a sheet.

    Args:
        name: Name of its part.
        part: Its XML.
        sheet: Its name as people see it, for messages.
        lengths: Lengths of the shared texts of the workbook.
        limits: How much it may hold.

    Raises:
        DamagedFileError: It is no well-formed XML, or its cells are not in order.
        TooManyRowsError: It has more rows than allowed.
        TooManyCellsError: It has too many columns, or a cell far away from the others.
        UnpackedTooLargeError: The texts of its cells are longer in all than allowed.
    """
    reader = _CellReader(sheet, lengths, limits)
    read_part(name, part, reader, plain=True)
    return SheetScan(reader.cells, reader.faults)


def _length(text: str) -> int:
    """Return the length of a text as it is written, below zero where there is nothing to see."""
    seen = text.strip()
    if seen.startswith("_x"):
        seen = _ESCAPED_BLANK.sub("", seen).strip()
    return len(text) if seen else -len(text)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MAX_ROW)) else -1


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * _ALPHABET + ord(letter) - ord("A") + 1
    return position - 1
