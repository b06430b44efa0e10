"""Tables of web pages, which many programs save as .xls."""

import re
from html.parser import HTMLParser
from pathlib import Path

from app.core.errors import AppError
from app.core.i18n import Text
from app.spreadsheets.encodings import Encoding, find_encoding, open_text
from app.spreadsheets.errors import FileTypeNotSupportedError
from app.spreadsheets.facts import Fact, MergedRange
from app.spreadsheets.grid import Loaded, SheetBuilder, TextBudget
from app.spreadsheets.tables import MAX_COLUMNS, TableLimits

_MAX_SPAN = 10_000
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = frozenset({"script", "style", "title"})
_BREAKS = frozenset({"br", "p", "div", "li"})

_HTML = Fact(
    "html_table",
    Text(
        "The file is a web page; the cells of its tables were read as texts.",
        "Tệp là trang web (HTML); các ô trong bảng được đọc dạng văn bản.",
    ),
)


def read_html(path: Path, limits: TableLimits) -> Loaded:
    """Read the tables of a page, each as a sheet.

    Args:
        path: Where it lies.
        limits: How much it may hold.

    Raises:
        FileTypeNotSupportedError: It holds no table.
        UnpackedTooLargeError: It is longer than allowed.
    """
    encoding = find_encoding(path)
    reader = _PageReader(limits)
    _feed(path, encoding, reader)
    if not reader.loaded.sheets:
        raise FileTypeNotSupportedError(kind="HTML")
    reader.loaded.facts += [_HTML, *encoding.facts]
    reader.loaded.encoding = encoding.name
    return reader.loaded


def _feed(path: Path, encoding: Encoding, reader: "_PageReader") -> None:
    with open_text(path, encoding) as lines:
        for line in lines:
            reader.feed(line)
    reader.close()
    reader.end_tables()


class _PageReader(HTMLParser):
    """Follows the tables of a page; a table within a cell is part of the text of that cell."""

    def __init__(self, limits: TableLimits) -> None:
        super().__init__(convert_charrefs=True)
        self.loaded = Loaded()
        self._limits = limits
        self._budget = TextBudget(limits.max_unpacked_bytes)
        self._table: _TableBuilder | None = None
        self._depth = 0
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag == "table":
            self._start_table()
        elif self._table is not None and self._depth == 1:
            self._start_in_table(self._table, tag, attrs)
        elif tag in _BREAKS:
            self.handle_data("\n")

    def _start_in_table(
        self, table: "_TableBuilder", tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        if tag == "tr":
            table.start_row()
        elif tag in {"td", "th"}:
            table.start_cell(dict(attrs))
        elif tag in _BREAKS:
            table.add("\x00")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self.end_tables()
        elif self._table is not None and self._depth == 1:
            if tag == "tr":
                self._table.end_row()
            elif tag in {"td", "th"}:
                self._table.end_cell()

    def handle_data(self, data: str) -> None:
        if self._table is not None and not self._skipped:
            self._table.add(data)

    def unknown_decl(self, data: str) -> None:
        """Leave out what Office writes for itself, as <![if supportMisalignedColumns]>."""

    def _start_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            name = f"Table {len(self.loaded.sheets) + 1}"
            builder = SheetBuilder(name, self._limits, self._budget)
            self._table = _TableBuilder(builder)
            self.loaded.sheets.append((builder, None))

    def end_tables(self) -> None:
        """End a table, also one that the page forgets to end."""
        if self._table is not None:
            self._table.end_row()
            if self._table.error is not None:
                self.loaded.sheets[-1] = self.loaded.sheets[-1][0], self._table.error
        self._table = None
        self._depth = 0


class _TableBuilder:
    """Lays out the cells of one table, of which some reach over several rows or columns."""

    def __init__(self, builder: SheetBuilder) -> None:
        self.error: AppError | None = None
        self._builder = builder
        self._row = 0
        self._in_row = False
        self._position = -1
        self._next = 0
        self._pieces: list[str] | None = None
        self._taken: dict[int, int] = {}

    def start_row(self) -> None:
        self.end_row()
        self._row += 1
        self._next = 0
        self._in_row = True
        self._builder.begin_row(self._row)

    def start_cell(self, attributes: dict[str, str | None]) -> None:
        self.end_cell()
        if not self._in_row:
            self.start_row()
        while self._taken.get(self._next, 0) >= self._row:
            self._next += 1
        columns, rows = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        self._position = self._next
        self._next += columns
        last_row = self._row + rows - 1
        if rows > 1:
            for position in range(self._position, min(self._next, MAX_COLUMNS)):
                self._taken[position] = last_row
        if rows > 1 or columns > 1:
            self._builder.merge(MergedRange(self._row, self._position, last_row, self._next - 1))
        self._pieces = []

    def add(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def end_cell(self) -> None:
        if self._pieces is None:
            return
        text = _BLANKS.sub(" ", "".join(self._pieces))
        self._builder.put_text(self._position, text.replace("\x00", "\n"))
        self._pieces = None

    def end_row(self) -> None:
        self.end_cell()
        if self._in_row and self.error is None:
            try:
                self._builder.end_row()
            except AppError as error:
                self.error = error
        self._in_row = False


def _span(text: str | None) -> int:
    is_span = text is not None and text.isascii() and text.isdigit() and len(text) < len("100000")
    return max(1, min(int(text or 1), _MAX_SPAN)) if is_span else 1
