"""What is known of a file before anybody looks at its rows."""

from dataclasses import dataclass

from app.core.i18n import Language, Text


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about the file as a whole that was guessed, or that people should know.

    Attributes:
        code: Stable name, for programs.
        text: What it is, in words; may name `params`.
        params: Fields of the text.
    """

    code: str
    text: Text
    params: tuple[tuple[str, object], ...] = ()

    def render(self, language: Language) -> str:
        """Return the words in one language."""
        return self.text.render(language, **dict(self.params))

    def to_json(self) -> dict[str, str | dict[str, str]]:
        """Return code and text in both languages."""
        return {"code": self.code, "text": {"en": self.render("en"), "vi": self.render("vi")}}


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells that are shown as one; the value stands in the first, the others are empty.

    Attributes:
        first_row: Number of the first row, from 1.
        first_column: Index of the first column, from 0.
        last_row: Number of the last row.
        last_column: Index of the last column.
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet, before its rows are looked at.

    Attributes:
        name: Its name as people see it; empty for a text file.
        rows: How many of its rows are not blank.
        columns: How many columns it has up to the last that holds something.
        cells: How many of its cells hold something.
        is_hidden: Whether the spreadsheet program does not show it.
    """

    name: str
    rows: int
    columns: int
    cells: int
    is_hidden: bool = False
