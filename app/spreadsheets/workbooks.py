"""Reading a spreadsheet file: what it is, what sheets it has, and their rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.core.errors import AppError
from app.spreadsheets.detection import FileKind, find_kind, name_mismatch
from app.spreadsheets.errors import EmptyTableError, SheetNotFoundError
from app.spreadsheets.facts import Fact, MergedRange, SheetInfo
from app.spreadsheets.formats.delimited import read_delimited
from app.spreadsheets.formats.html import read_html
from app.spreadsheets.formats.ods import read_ods
from app.spreadsheets.formats.spreadsheet_xml import read_spreadsheet_xml
from app.spreadsheets.formats.xls import read_xls
from app.spreadsheets.formats.xlsx import read_xlsx
from app.spreadsheets.grid import Loaded, SheetBuilder
from app.spreadsheets.tables import Row, TableLimits

Format = Literal["xlsx", "xls", "ods", "csv"]
"""What a file is; "xls" also for the tables of HTML and XML that programs save under that name."""

__all__ = [
    "Fact",
    "Format",
    "MergedRange",
    "Sheet",
    "SheetInfo",
    "Workbook",
    "open_workbook",
]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of a sheet.

    Attributes:
        name: Its name; None for a text file.
        merged: Its merged cells.
        formulas: Row (from 1) and column (from 0) of the cells whose value was calculated and
            stored by the program that wrote the file; empty where the format does not tell.
        source: Gives the rows from the first on, each time it is called.
    """

    name: str | None
    merged: tuple[MergedRange, ...]
    formulas: frozenset[tuple[int, int]]
    source: Callable[[], Iterator[Row]]

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank, in their order.

        Their numbers are those that the spreadsheet program shows, so a gap is blank rows. May be
        called again.
        """
        return self.source()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A spreadsheet file.

    Attributes:
        format: What it is, by its content.
        encoding: Name of the encoding of a text file.
        separator: What stands between the cells of a text file.
        facts: What was guessed or noticed about the file as a whole.
        sheets: Its sheets, in the order of their tabs.
    """

    format: Format
    encoding: str | None
    separator: str | None
    facts: list[Fact]
    sheets: tuple[SheetInfo, ...]
    contents: Mapping[str, Sheet | AppError] = field(repr=False)

    def read(self, sheet_name: str | None) -> Sheet:
        """Return a sheet.

        Args:
            sheet_name: Its name as in `sheets`.

        Raises:
            SheetNotFoundError: There is none of that name.
            AppError: This sheet is damaged or holds more than allowed.
        """
        content = self.contents.get(sheet_name or "")
        if content is None and not sheet_name:
            raise EmptyTableError
        if content is None:
            names = ", ".join(sheet.name for sheet in self.sheets) or "-"
            raise SheetNotFoundError(sheet=sheet_name, sheets=names[:1000])
        if isinstance(content, AppError):
            raise content
        return content


def open_workbook(path: Path, filename: str, limits: TableLimits) -> Workbook:
    """Read a spreadsheet file. What it is, its content says.

    Args:
        path: Where it lies.
        filename: Its name as given by its sender; may say something else than the content.
        limits: How much it may hold.

    Raises:
        UnsupportedMediaTypeError: It is no spreadsheet.
        PayloadTooLargeError: It holds more than allowed.
        UnreadableFileError: It is empty, damaged or encrypted, or no sheet of it can be read.
    """
    kind = find_kind(path, limits)
    reader, format_ = _READERS[kind]
    loaded = reader(path, limits)
    mismatch = name_mismatch(filename, kind)
    facts = [mismatch, *loaded.facts] if mismatch else loaded.facts
    contents: dict[str, Sheet | AppError] = {}
    for builder, error in loaded.sheets:
        contents.setdefault(builder.name, error or _sheet(builder))
    if contents and all(isinstance(content, AppError) for content in contents.values()):
        raise next(content for content in contents.values() if isinstance(content, AppError))
    sheets = tuple(builder.info for builder, _ in loaded.sheets)
    return Workbook(format_, loaded.encoding, loaded.separator, facts, sheets, contents)


def _sheet(builder: SheetBuilder) -> Sheet:
    name = builder.name or None
    merged = tuple(builder.merged)
    return Sheet(name, merged, frozenset(builder.formulas), builder.store.rows)


_READERS: Mapping[FileKind, tuple[Callable[[Path, TableLimits], Loaded], Format]] = {
    "xlsx": (read_xlsx, "xlsx"),
    "xls": (read_xls, "xls"),
    "ods": (read_ods, "ods"),
    "text": (read_delimited, "csv"),
    "html": (read_html, "xls"),
    "xml": (read_spreadsheet_xml, "xls"),
}
