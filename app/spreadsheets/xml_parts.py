"""Streaming reading of the XML parts of a workbook, without document types and entities."""

import codecs
from typing import Protocol
from xml.parsers import expat

from app.spreadsheets.errors import DamagedFileError

MAX_ELEMENTS = 8_000_000
"""Elements of one part; a sheet of 100,000 rows and 23 columns of texts has about 7 million."""

_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MAX_DIGITS = 12
_ENCODINGS = frozenset({"UTF-8", "US-ASCII"})


class PartReader(Protocol):
    """Something that is told the elements and texts of a part, in their order."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins; names are given without their namespace prefix."""

    def end(self, name: str) -> None:
        """Note that an element ends."""

    def text(self, data: str) -> None:
        """Note the text of an element."""


class PartialReader:
    """A reader that leaves out what its subclass does not look at."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Leave out the beginning of an element."""

    def end(self, name: str) -> None:
        """Leave out the end of an element."""

    def text(self, data: str) -> None:
        """Leave out a text."""


def read_part(name: str, content: bytes, reader: PartReader, *, plain: bool = False) -> None:
    """Read one part.

    Args:
        name: Its name, for messages.
        content: Its XML.
        reader: What is told the elements and texts.
        plain: Whether comments, processing instructions and CDATA are refused. No program writes
            them between cells, and spreadsheet libraries disagree about what they mean there.

    Raises:
        DamagedFileError: It is no well-formed UTF-8 XML, has a document type declaration or more
            elements than any table, or announces more texts than it has room for.
    """
    if content.startswith(_OTHER_MARKS):
        raise DamagedFileError(what=f"{name}: not UTF-8")
    handlers = _Handlers(name, reader, len(content))
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = handlers.refuse_doctype
    parser.XmlDeclHandler = handlers.check_encoding
    if plain:
        parser.CommentHandler = handlers.refuse_oddity
        parser.ProcessingInstructionHandler = handlers.refuse_oddity
        parser.StartCdataSectionHandler = handlers.refuse_oddity
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes "final" by position only
    except expat.ExpatError as error:
        raise DamagedFileError(what=f"{name}: {error}") from error


class _Handlers:
    """What the XML parser calls."""

    def __init__(self, name: str, reader: PartReader, size: int) -> None:
        self._name = name
        self._reader = reader
        self._size = size
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise self._error(f"more than {MAX_ELEMENTS} elements")
        if "uniqueCount" in attributes:
            self._check_count(attributes["uniqueCount"])
        self._reader.start(tag if ":" not in tag else tag.rpartition(":")[2], attributes)

    def end(self, tag: str) -> None:
        self._reader.end(tag if ":" not in tag else tag.rpartition(":")[2])

    def _check_count(self, count: str) -> None:
        """Refuse a number of shared texts that the part has no room for.

        The library makes room for as many as are announced (tafia/calamine#684), and a process
        that asks for terabytes is ended by the system.
        """
        is_number = count.isascii() and count.isdigit() and len(count) <= _MAX_DIGITS
        if not is_number or int(count) > self._size:
            raise self._error(f"uniqueCount {count[:20]}")

    def refuse_doctype(self, *_: object) -> None:
        raise self._error("document type declaration")

    def refuse_oddity(self, *_: object) -> None:
        raise self._error("comment, instruction or CDATA")

    def check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.upper() not in _ENCODINGS:
            raise self._error(f"encoding {encoding[:20]}")

    def _error(self, what: str) -> DamagedFileError:
        return DamagedFileError(what=f"{self._name}: {what}")
