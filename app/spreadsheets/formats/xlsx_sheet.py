"""One sheet of an Excel workbook.

It is read here and not by a library, because libraries show nothing where there are errors, do
not tell formulas, lay out a grid as large as the cells are apart, and copy a shared text into
every cell that uses it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from app.spreadsheets.errors import DamagedFileError
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.formats.xlsx_tables import Texts, unescape
from app.spreadsheets.grid import SheetBuilder
from app.spreadsheets.numbers import TimeKind, moment, read_number
from app.spreadsheets.tables import MAX_ROW, Cell
from app.spreadsheets.xml_stream import PartialXmlReader

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_ALPHABET = 26
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}


class SheetReader(PartialXmlReader):
    """Follows the cells of a sheet in the order of its rows.

    Args:
        builder: What is told the cells.
        texts: The shared texts of the workbook.
        time_kinds: What its formats show, by their numbers.
        from_1904: Whether its days count from 1904, as in old Macintosh files.
    """

    def __init__(
        self,
        builder: SheetBuilder,
        texts: Texts,
        time_kinds: Sequence[TimeKind | None],
        *,
        from_1904: bool,
    ) -> None:
        self._builder = builder
        self._texts = texts
        self._time_kinds = time_kinds
        self._from_1904 = from_1904
        self._columns: dict[str, int] = {}
        self._row = 0
        self._in_row = False
        self._position = -1
        self._kind = self._style = ""
        self._has_formula = self._is_inline = self._has_value = False
        self._pieces: list[str] = []
        self._is_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        match name:
            case "c":
                self._start_cell(attributes)
            case "v" if self._has_value:
                raise self._damaged("a cell with two values")
            case "v":
                self._has_value = self._is_reading = True
            case "row":
                self._start_row(attributes.get("r"))
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
            case _:
                self._start_inner(name)

    def _start_inner(self, name: str) -> None:
        match name:
            case "f":
                self._has_formula = True
            case "is":
                self._has_value = self._is_inline = True
            case "t":
                self._is_reading = self._is_inline
            case "rPh":
                self._is_inline = False

    def end(self, name: str) -> None:
        """Note that an element ends."""
        match name:
            case "c":
                self._end_cell()
            case "v" | "t":
                self._is_reading = False
            case "row":
                self._builder.end_row()
                self._in_row = False
            case "is":
                self._is_inline = False
            case "rPh":
                self._is_inline = True

    def text(self, data: str) -> None:
        """Note a piece of a value."""
        if self._is_reading:
            self._pieces.append(data)

    def _start_row(self, reference: str | None) -> None:
        number = self._row + 1 if reference is None else _row_number(reference)
        if not self._row < number <= MAX_ROW or self._in_row:
            raise self._damaged(f"row {str(reference)[:20]} after row {self._row}")
        self._row, self._position, self._in_row = number, -1, True
        self._builder.begin_row(number)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self._in_row:
            raise self._damaged("a cell outside of a row")
        reference = attributes.get("r")
        position = self._position + 1
        if reference is not None:
            position = self._position_of(reference)
            if position <= self._position:
                raise self._damaged(f"order of cells in row {self._row}")
        self._position = position
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._has_formula = self._has_value = self._is_inline = False
        self._pieces = []

    def _position_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] != str(self._row):
            raise self._damaged(f"cell {reference[:20]} in row {self._row}")
        position = self._columns.get(letters)
        if position is None:
            match = _REFERENCE.fullmatch(reference)
            if match is None:
                raise self._damaged(f"cell {reference[:20]} in row {self._row}")
            position = self._columns[letters] = _position(match[1])
        return position

    def _end_cell(self) -> None:
        value = "".join(self._pieces)
        if self._has_formula:
            is_text = self._kind == "str" and self._has_value
            self._builder.put_formula(self._position, has_value=is_text or bool(value.strip()))
        if value:
            self._put(value)

    def _put(self, value: str) -> None:
        position = self._position
        match self._kind:
            case "s":
                self._put_shared(position, value)
            case "str" | "inlineStr":
                self._builder.put_text(position, unescape(value))
            case _ if not value.strip():
                pass
            case "n":
                self._put_number(position, value)
            case "b" if value.strip() in _BOOLEANS:
                self._builder.put(position, _BOOLEANS[value.strip()])
            case "e":
                self._builder.put_error(position, value)
            case "d":
                self._put_day(position, value)
            case _:
                self._builder.put_unreadable(position, value)

    def _put_shared(self, position: int, value: str) -> None:
        found = self._texts.get(value)
        if found is None:
            raise self._damaged(f"a text of row {self._row} is not there")
        cell, fault = found
        if fault is not None:
            self._builder.fault(position, *fault)
        if cell is not None:
            self._builder.put(position, cell)

    def _put_number(self, position: int, value: str) -> None:
        number = read_number(value)
        cell: Cell = number
        kind = self._time_kind()
        if number is not None and kind is not None:
            cell = moment(number, kind, from_1904=self._from_1904)
        if cell is None:
            self._builder.put_unreadable(position, value)
        else:
            self._builder.put(position, cell)

    def _time_kind(self) -> TimeKind | None:
        style = self._style
        if not style or not self._time_kinds or not style.isdigit() or len(style) > len("65535"):
            return None
        index = int(style)
        return self._time_kinds[index] if index < len(self._time_kinds) else None

    def _put_day(self, position: int, value: str) -> None:
        cell = read_day(value.strip())
        if cell is None:
            self._builder.put_unreadable(position, value)
        else:
            self._builder.put(position, cell)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        ends = [_REFERENCE.fullmatch(end) for end in (first, last or first)]
        rows = sorted(int(end[2]) for end in ends if end)
        columns = sorted(_position(end[1]) for end in ends if end)
        is_many = len(rows) == len(ends) and (rows[0] < rows[1] or columns[0] < columns[1])
        if is_many:
            self._builder.merge(MergedRange(rows[0], columns[0], rows[1], columns[1]))

    def _damaged(self, what: str) -> DamagedFileError:
        return DamagedFileError(what=f"'{self._builder.name[:40]}': {what}")


def read_day(text: str) -> date | time | None:
    """Read a day, a day with a time, or a time as ISO 8601 writes it; None if it is none."""
    for class_ in (date, datetime, time):
        try:
            found = class_.fromisoformat(text)
        except ValueError:
            continue
        if isinstance(found, datetime):
            found = found.replace(tzinfo=None)
            return found.date() if found.time() == time() else found
        return found
    return None


def _row_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MAX_ROW)) else -1


def _position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * _ALPHABET + ord(letter) - ord("A") + 1
    return position - 1
