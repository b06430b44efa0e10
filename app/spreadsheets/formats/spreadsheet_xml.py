"""Workbooks in the XML of Excel 2002 and 2003 (SpreadsheetML), which programs save as .xls."""

from pathlib import Path

from app.core.errors import AppError
from app.core.i18n import Text
from app.spreadsheets.errors import DamagedFileError
from app.spreadsheets.facts import Fact, MergedRange
from app.spreadsheets.formats.xlsx_sheet import read_day
from app.spreadsheets.grid import Loaded, SheetBuilder, TextBudget
from app.spreadsheets.numbers import read_number
from app.spreadsheets.tables import MAX_COLUMNS, MAX_ROW, Cell, TableLimits
from app.spreadsheets.xml_stream import PartialXmlReader, local, read_xml

_XML = Fact(
    "spreadsheet_xml",
    Text(
        "The file is a workbook in the XML of Excel 2003.",
        "Tệp là bảng tính dạng XML của Excel 2003.",
    ),
)
_BOOLEANS = {"1": True, "0": False}


def read_spreadsheet_xml(path: Path, limits: TableLimits) -> Loaded:
    """Read all sheets of a workbook.

    Args:
        path: Where it lies.
        limits: How much it may hold.

    Raises:
        DamagedFileError: It is no well-formed XML.
        PayloadTooLargeError: It holds more than allowed.
    """
    reader = _BookReader(limits)
    with path.open("rb") as stream:
        read_xml(path.suffix or "xml", stream, reader)
    if not reader.loaded.sheets:
        raise DamagedFileError(what="no sheet")
    reader.loaded.facts.append(_XML)
    return reader.loaded


class _BookReader(PartialXmlReader):
    """Follows the cells of all sheets."""

    def __init__(self, limits: TableLimits) -> None:
        self.loaded = Loaded()
        self._limits = limits
        self._budget = TextBudget(limits.max_unpacked_bytes)
        self._builder: SheetBuilder | None = None
        self._row = 0
        self._rows_skipped = 0
        self._position = -1
        self._span = 0
        self._kind = ""
        self._has_formula = False
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Worksheet":
            self._start_sheet(local(attributes).get("Name", ""))
        elif self._builder is None:
            return
        elif name == "Row":
            self._start_row(self._builder, local(attributes))
        elif name == "Cell":
            self._start_cell(self._builder, local(attributes))
        elif name == "Data":
            self._kind = local(attributes).get("Type", "String")
            self._pieces = []

    def end(self, name: str) -> None:
        builder = self._builder
        if builder is None:
            return
        if name == "Worksheet":
            self._builder = None
        elif name == "Data" and self._pieces is not None:
            self._put(builder, "".join(self._pieces))
            self._pieces = None
        elif name == "Cell" and self._has_formula:
            builder.put_formula(self._position, has_value=False)
            self._has_formula = False
        elif name == "Row":
            self._end_row(builder)

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def _start_sheet(self, name: str) -> None:
        self._builder = SheetBuilder(name, self._limits, self._budget)
        self.loaded.sheets.append((self._builder, None))
        self._row = self._rows_skipped = 0

    def _start_row(self, builder: SheetBuilder, attributes: dict[str, str]) -> None:
        self._row = _index(attributes.get("Index"), self._row + 1 + self._rows_skipped, MAX_ROW)
        self._rows_skipped = _index(attributes.get("Span"), 0, MAX_ROW)
        self._position, self._span = -1, 0
        builder.begin_row(self._row)

    def _start_cell(self, builder: SheetBuilder, attributes: dict[str, str]) -> None:
        following = self._position + 1 + self._span
        self._position = _index(attributes.get("Index"), following + 1, MAX_COLUMNS + 1) - 1
        self._span = _index(attributes.get("MergeAcross"), 0, MAX_COLUMNS)
        down = _index(attributes.get("MergeDown"), 0, MAX_ROW)
        if self._span or down:
            last = self._row + down, self._position + self._span
            builder.merge(MergedRange(self._row, self._position, *last))
        self._has_formula = "Formula" in attributes

    def _put(self, builder: SheetBuilder, text: str) -> None:
        position = self._position
        if self._has_formula:
            builder.put_formula(position, has_value=True)
            self._has_formula = False
        if self._kind == "Error":
            builder.put_error(position, text)
        elif self._kind == "String":
            builder.put_text(position, text)
        else:
            cell = _value(self._kind, text.strip())
            if cell is None:
                builder.put_unreadable(position, text)
            else:
                builder.put(position, cell)

    def _end_row(self, builder: SheetBuilder) -> None:
        try:
            builder.end_row()
        except AppError as error:
            self.loaded.sheets[-1] = builder, error
            self._builder = None


def _value(kind: str, text: str) -> Cell:
    if kind == "Number":
        return read_number(text)
    return read_day(text) if kind == "DateTime" else _BOOLEANS.get(text)


def _index(text: str | None, default: int, limit: int) -> int:
    is_index = (
        text is not None and text.isascii() and text.isdigit() and len(text) <= len("1048576")
    )
    return min(int(text or 0), limit) if is_index else default
