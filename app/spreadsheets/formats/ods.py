"""OpenDocument spreadsheets (.ods), as LibreOffice writes them."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.core.errors import AppError
from app.spreadsheets.errors import (
    DamagedFileError,
    FileTypeNotSupportedError,
    PasswordProtectedError,
)
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.formats.xlsx_sheet import read_day
from app.spreadsheets.grid import Loaded, SheetBuilder, TextBudget
from app.spreadsheets.numbers import read_number
from app.spreadsheets.tables import MAX_COLUMNS, MAX_ROW, Cell, TableLimits
from app.spreadsheets.xml_stream import PartialXmlReader, read_xml
from app.spreadsheets.zip_parts import Parts, open_parts

MIMETYPE = "mimetype"
"""Part that holds the type of the file."""

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT = "content.xml"
_MANIFEST = "meta-inf/manifest.xml"
_ENCRYPTED = b":encryption-data"

_DURATION = re.compile(
    r"(-?)P(?:(\d{1,8})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8}(?:[.,]\d{1,9})?)S)?)?"
)
_DAY = timedelta(days=1)
_MIDNIGHT = datetime(1900, 1, 1)  # noqa: DTZ001 - only its time is taken
_ASIDE = frozenset(
    {"annotation", "shapes", "frame", "tracked-changes", "dde-links", "custom-shape"}
)
"""Elements that hold texts or tables which are no cells of the sheet."""

_CELLS = frozenset({"table-cell", "covered-table-cell"})
_BOOLEANS = {"true": True, "false": False}


def read_ods(path: Path, limits: TableLimits) -> Loaded:
    """Read all sheets of a spreadsheet.

    Args:
        path: Where it lies.
        limits: How much it may hold.

    Raises:
        FileTypeNotSupportedError: It is another OpenDocument file.
        PasswordProtectedError: It is encrypted.
        DamagedFileError: It is not built as its format says.
        PayloadTooLargeError: It holds more than allowed.
    """
    with open_parts(path, limits.max_unpacked_bytes) as parts:
        _check_type(parts)
        loaded = Loaded()
        with parts.open(_CONTENT) as stream:
            read_xml(_CONTENT, stream, _ContentReader(loaded, limits))
        return loaded


def _check_type(parts: Parts) -> None:
    kind = parts.read(MIMETYPE).decode("ascii", "replace").strip()
    if not kind.startswith(_SPREADSHEET):
        raise FileTypeNotSupportedError(kind=f"OpenDocument ({kind.rpartition('.')[2][:40]})")
    if _MANIFEST in parts and _ENCRYPTED in parts.read(_MANIFEST):
        raise PasswordProtectedError


class _ContentReader(PartialXmlReader):
    """Follows the tables of the content."""

    def __init__(self, loaded: Loaded, limits: TableLimits) -> None:
        self._loaded = loaded
        self._limits = limits
        self._budget = TextBudget(limits.max_unpacked_bytes)
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._table: _TableReader | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name in _ASIDE:
            self._aside += 1
        elif name == "table":
            self._start_table(attributes)
        elif self._table is not None:
            self._table.start(name, attributes)
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "table":
            self._table = None
        elif self._table is not None:
            try:
                self._table.end(name)
            except AppError as error:
                builder, _ = self._loaded.sheets[-1]
                self._loaded.sheets[-1] = builder, error
                self._table = None

    def text(self, data: str) -> None:
        if self._table is not None and not self._aside:
            self._table.text(data)

    def _start_table(self, attributes: dict[str, str]) -> None:
        if self._table is not None:
            raise DamagedFileError(what="a table in a table")
        name = attributes.get("table:name", "")
        is_hidden = attributes.get("table:style-name") in self._hidden_styles
        builder = SheetBuilder(name, self._limits, self._budget, is_hidden=is_hidden)
        self._loaded.sheets.append((builder, None))
        self._table = _TableReader(builder)


class _TableReader(PartialXmlReader):
    """Follows the rows and cells of one table."""

    def __init__(self, builder: SheetBuilder) -> None:
        self._builder = builder
        self._row = 1
        self._repeated_rows = 1
        self._position = 0
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._attributes = attributes
            self._paragraphs = []
        elif name == "table-row":
            self._repeated_rows = _count(attributes, "table:number-rows-repeated")
            self._position = 0
            self._builder.begin_row(self._row)
        elif name == "p":
            self._pieces = []
        elif self._pieces is not None:
            self._put_white_space(name, attributes)

    def _put_white_space(self, name: str, attributes: dict[str, str]) -> None:
        if name == "s":
            self.text(" " * _count(attributes, "text:c"))
        elif name == "tab":
            self.text("\t")
        elif name == "line-break":
            self.text("\n")

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._builder.repeat_row(self._repeated_rows)
            self._row += self._repeated_rows
        elif name == "p" and self._pieces is not None:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = None

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def _end_cell(self) -> None:
        """Put the cell; a formula without a value is one whose result is an empty text."""
        attributes = self._attributes
        first = self._position
        self._position += _count(attributes, "table:number-columns-repeated")
        kind = attributes.get("office:value-type")
        if kind is None and not self._paragraphs and "table:formula" not in attributes:
            return
        for position in range(first, min(self._position, MAX_COLUMNS + 1)):
            if "table:formula" in attributes:
                self._builder.put_formula(position, has_value=True)
            if kind is not None or self._paragraphs:
                self._put(position, kind)
        self._merge(first)

    def _put(self, position: int, kind: str | None) -> None:
        shown = "\n".join(self._paragraphs)
        if self._attributes.get("calcext:value-type") == "error":
            self._builder.put_error(position, shown)
        elif kind in {None, "string"}:
            self._builder.put_text(position, self._attributes.get("office:string-value", shown))
        else:
            cell = _value(kind, self._attributes)
            if cell is None:
                self._builder.put_unreadable(position, shown)
            else:
                self._builder.put(position, cell)

    def _merge(self, position: int) -> None:
        rows = _count(self._attributes, "table:number-rows-spanned")
        columns = _count(self._attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last = self._row + rows - 1, position + columns - 1
            self._builder.merge(MergedRange(self._row, position, *last))


def _value(kind: str | None, attributes: dict[str, str]) -> Cell:
    """Return the value of a cell that holds no text; None if it is none of its kind."""
    if kind in {"float", "percentage", "currency"}:
        return read_number(attributes.get("office:value", ""))
    if kind == "date":
        return read_day(attributes.get("office:date-value", ""))
    if kind == "time":
        return _duration(attributes.get("office:time-value", ""))
    return _BOOLEANS.get(attributes.get("office:boolean-value", ""))


def _duration(text: str) -> Cell:
    """Read PT07H30M00S: a time of day, or a length of time beyond one."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return None
    sign, days, hours, minutes, seconds = match.groups()
    length = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))
    milliseconds = round(Decimal((seconds or "0").replace(",", ".")) * 1000)
    length += timedelta(milliseconds=milliseconds)
    if sign or length >= _DAY:
        return -length if sign else length
    return (_MIDNIGHT + length).time()


def _count(attributes: dict[str, str], name: str) -> int:
    """Return how often something is repeated: 1 where nothing is said, or nothing sensible."""
    count = attributes.get(name, "1")
    is_count = count.isascii() and count.isdigit() and len(count) <= len(str(MAX_ROW))
    return max(1, int(count)) if is_count else 1
