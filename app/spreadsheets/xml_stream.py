"""Streaming reading of XML that strangers have written: no document types, no entities."""

from typing import BinaryIO, Protocol
from xml.parsers import expat

from app.spreadsheets.errors import DamagedFileError

MAX_ELEMENTS = 20_000_000
"""Elements of one part; a sheet of 100,000 rows and 25 columns of texts has about 8 million."""

MAX_DEPTH = 200
"""Elements within one another; a sheet needs ten."""

_PIECE_BYTES = 256 * 1024


class XmlReader(Protocol):
    """Something that is told the elements and texts of a part, in their order."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins; names are given without their namespace prefix."""

    def end(self, name: str) -> None:
        """Note that an element ends."""

    def text(self, data: str) -> None:
        """Note a text; one text may come in pieces."""


class PartialXmlReader:
    """A reader that leaves out what its subclass does not look at."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Leave out the beginning of an element."""

    def end(self, name: str) -> None:
        """Leave out the end of an element."""

    def text(self, data: str) -> None:
        """Leave out a text."""


def read_xml(name: str, stream: BinaryIO, reader: XmlReader) -> None:
    """Read one part.

    Args:
        name: Its name, for messages.
        stream: Its content.
        reader: What is told the elements and texts.

    Raises:
        DamagedFileError: It is no well-formed XML, has a document type declaration, or more or
            deeper elements than any table.
    """
    handlers = _Handlers(name, reader)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65536
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = handlers.refuse_doctype
    try:
        while piece := stream.read(_PIECE_BYTES):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes "final" by position only
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except expat.ExpatError as error:
        raise DamagedFileError(what=f"{name}: {error}") from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise DamagedFileError(what=f"{name}: {str(error)[:80]}") from error


class _Handlers:
    """What the XML parser calls."""

    def __init__(self, name: str, reader: XmlReader) -> None:
        self._name = name
        self._reader = reader
        self._elements = self._depth = 0
        self._names: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise DamagedFileError(what=f"{self._name}: too many elements")
        self._reader.start(self._local(tag), attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._reader.end(self._local(tag))

    def _local(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = tag.rpartition(":")[2]
            if len(self._names) < MAX_DEPTH:
                self._names[tag] = name
        return name

    def refuse_doctype(self, *_: object) -> None:
        raise DamagedFileError(what=f"{self._name}: document type declaration")


def local(attributes: dict[str, str]) -> dict[str, str]:
    """Return attributes by their names without namespace prefix."""
    return {name.rpartition(":")[2]: value for name, value in attributes.items()}
