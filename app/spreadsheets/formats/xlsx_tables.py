"""What the sheets of an Excel workbook share: texts, and formats that tell days from numbers."""

import re

from app.spreadsheets.numbers import TimeKind, time_kind_of
from app.spreadsheets.tables import Cell, FaultCode
from app.spreadsheets.texts import beginning_of, read_text
from app.spreadsheets.xml_stream import PartialXmlReader

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold (ECMA-376 part 1, 22.4.2.4)."""

_MAX_DIGITS = 9


def unescape(text: str) -> str:
    """Put characters in the place of their escapes: _x000D_ is a line break."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Texts:
    """The shared texts of a workbook, to which cells refer by number.

    Args:
        max_characters: How long the text of a cell may be.
    """

    def __init__(self, max_characters: int) -> None:
        self._max_characters = max_characters
        self._cells: list[Cell] = []
        self._faults: dict[int, tuple[FaultCode, str]] = {}

    def add(self, text: str) -> None:
        """Note the next text."""
        cell, fault = read_text(unescape(text), self._max_characters)
        if fault is not None:
            self._faults[len(self._cells)] = fault, beginning_of(text)
        self._cells.append(cell)

    def get(self, number: str) -> tuple[Cell, tuple[FaultCode, str] | None] | None:
        """Return a text as a cell, and what is wrong with it; None if there is none of it."""
        number = number.strip()
        if not number.isascii() or not number.isdigit() or len(number) > _MAX_DIGITS:
            return None
        index = int(number)
        return (self._cells[index], self._faults.get(index)) if index < len(self._cells) else None


class StringsReader(PartialXmlReader):
    """Reads the part that holds the shared texts; leaves out how they are pronounced."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._pieces: list[str] = []
        self._in_text = self._in_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        del attributes
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._in_phonetic = True
        elif name == "t":
            self._in_text = not self._in_phonetic

    def end(self, name: str) -> None:
        """Note that an element ends."""
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "si":
            self._texts.add("".join(self._pieces))

    def text(self, data: str) -> None:
        """Note a piece of a text."""
        if self._in_text:
            self._pieces.append(data)


class StylesReader(PartialXmlReader):
    """Reads which formats show days or times."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []
        self._in_cell_formats = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cell_formats = True
        elif name == "xf" and self._in_cell_formats:
            self._formats.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        """Note that an element ends."""
        if name == "cellXfs":
            self._in_cell_formats = False

    def time_kinds(self) -> list[TimeKind | None]:
        """Return what each format shows, by its number."""
        kinds: dict[str, TimeKind | None] = {}
        for number in set(self._formats):
            known = int(number) if number.isascii() and number.isdigit() else 0
            kinds[number] = time_kind_of(known, self._codes.get(number))
        return [kinds[number] for number in self._formats]
