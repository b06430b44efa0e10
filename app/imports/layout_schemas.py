"""How the layout of a file looks over HTTP: its sheet, its header and its columns."""

from pydantic import JsonValue

from app.core.schemas import OutputModel

LAYOUT_EXAMPLE: dict[str, JsonValue] = {
    "sheet": "RFQ",
    "sheets": [{"name": "RFQ", "rows": 125, "columns": 6, "is_hidden": False}],
    "header_rows": [4],
    "first_row": 5,
    "title_rows": [{"number": 1, "text": "DANH SÁCH NHU CẦU"}],
    "columns": [
        {
            "letters": "B",
            "header": "Tên hàng",
            "column": "name",
            "confidence": 1.0,
            "how": "synonym",
            "alternatives": [],
        }
    ],
    "number_format": {"decimal_mark": ",", "how": "columns"},
    "date_order": "day_first",
    "facts": [{"code": "encoding_guessed", "detail": "Read as Windows-1258."}],
    "format": "csv",
    "encoding": "windows-1258",
    "separator": ";",
}


class SheetRead(OutputModel):
    """A sheet of the file."""

    name: str | None
    rows: int | None
    columns: int | None
    is_hidden: bool


class TitleRowRead(OutputModel):
    """A row above the header."""

    number: int
    text: str


class ColumnRead(OutputModel):
    """A column of the file, and what it was taken for."""

    letters: str
    header: str
    column: str | None
    """Canonical column; `notes` is kept as notes, `ignored` only numbers the rows."""
    confidence: float
    """How sure that is, from 0 to 1."""
    how: str
    """name, synonym, fuzzy, content, remembered, chosen or unmapped."""
    alternatives: list[str]


class NumberFormatRead(OutputModel):
    """How the file writes numbers."""

    decimal_mark: str | None
    how: str


class FactRead(OutputModel):
    """Something that was noticed about the file."""

    code: str
    detail: str


class LayoutRead(OutputModel):
    """Where the table was found in the file, and how it was understood."""

    sheet: str | None
    sheets: list[SheetRead]
    header_rows: list[int]
    first_row: int
    title_rows: list[TitleRowRead]
    columns: list[ColumnRead]
    number_format: NumberFormatRead
    date_order: str | None
    facts: list[FactRead]
    format: str | None
    """xlsx, xls, ods or csv, by its content; csv stands for any text with separators."""
    encoding: str | None
    """Encoding of a text file."""
    separator: str | None
    """What separates the columns of a text file."""
