"""Finding out in which encoding a text file is."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.core.i18n import Text
from app.spreadsheets.errors import FileTypeNotSupportedError
from app.spreadsheets.facts import Fact

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, and what they mean to Python's codecs; UTF-32 before UTF-16."""

_NAMES = {"utf-8-sig": "utf-8", "cp1258": "windows-1258", "cp1252": "windows-1252"}

_PIECE_BYTES = 1024 * 1024
_PROBE_BYTES = 64 * 1024
_MIN_WIDE_SHARE = 0.2
"""Share of bytes that are zero on one side of UTF-16; digits, blanks and separators have it."""
_MAX_OTHER_SHARE = 0.02

_MIN_GOOD_PER_BAD = 10
"""A text is damaged UTF-8, and not something else, if it has so many good characters beyond ASCII
for each bad byte."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAX_CONTROL_SHARE = 0.005
"""Share of control characters from which a file is no text."""

_PADDING = b"\x00\x1a\r\n"
"""What old programs and broken transfers leave at the end of a text."""

_MARKS_1258 = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_BASES_1258 = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
"""Letters that carry the tone marks of Windows-1258, which follow them as characters."""
_MAX_ODD_MARKS = 0.05

_GUESSED = Text(
    "The file does not say its encoding; it was read as {encoding}. Check the letters with marks.",
    "Tệp không ghi bảng mã; hệ thống đã đọc theo {encoding}. Hãy kiểm tra các chữ có dấu.",
)
_DAMAGED = Text(
    "Some bytes of the file are no {encoding}; the cells concerned show the sign {sign}.",
    "Một số byte trong tệp không đúng bảng mã {encoding}; các ô liên quan hiện ký hiệu {sign}.",
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file.

    Attributes:
        codec: Its name for Python.
        facts: What was guessed about it.
    """

    codec: str
    facts: tuple[Fact, ...] = ()

    @property
    def name(self) -> str:
        """Its name for people."""
        return _NAMES.get(self.codec, self.codec)


def find_encoding(path: Path) -> Encoding:
    """Find out the encoding of a text file: by its mark, by its bytes, by what it would say.

    Args:
        path: Where it lies.

    Raises:
        FileTypeNotSupportedError: It is no text.
    """
    with path.open("rb") as file:
        probe = file.read(_PROBE_BYTES)
    for mark, codec in _MARKS:
        if probe.startswith(mark):
            return _checked(path, codec)
    wide = _wide_codec(probe)
    if wide is not None:
        return _checked(path, wide, _guessed(wide))
    if len(_CONTROLS.findall(probe.rstrip(_PADDING))) > _MAX_CONTROL_SHARE * len(probe) + 2:
        raise FileTypeNotSupportedError(kind="binary")
    good, bad = _count_utf8(path)
    if not bad:
        return Encoding("utf-8")
    if good >= _MIN_GOOD_PER_BAD * bad:
        return Encoding("utf-8", (_damaged("utf-8"),))
    codec = _narrow_codec(path)
    return _checked(path, codec, _guessed(codec))


@contextmanager
def open_text(path: Path, encoding: Encoding) -> Iterator[Iterator[str]]:
    """Open a text file.

    Args:
        path: Where it lies.
        encoding: Its encoding.

    Yields:
        Its lines with their ends. Letters and marks of Windows-1258 are put together.
    """
    with path.open(encoding=encoding.codec, errors="replace", newline="") as file:
        if encoding.codec == "cp1258":
            yield (unicodedata.normalize("NFC", line) for line in file)
        else:
            yield iter(file)


def _guessed(codec: str) -> Fact:
    name = _NAMES.get(codec, codec)
    return Fact("encoding_guessed", _GUESSED, (("encoding", name),))


def _damaged(codec: str) -> Fact:
    name = _NAMES.get(codec, codec)
    return Fact("encoding_damaged", _DAMAGED, (("encoding", name), ("sign", "\ufffd")))


def _checked(path: Path, codec: str, *facts: Fact) -> Encoding:
    """Note whether all of the file is in this encoding."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for piece in _pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return Encoding(codec, (*facts, _damaged(codec)))
    return Encoding(codec, facts)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def _wide_codec(probe: bytes) -> str | None:
    """Recognise UTF-16 without a mark by the zeros between its letters."""
    half = max(1, len(probe) // 2)
    even, odd = probe[0::2].count(0) / half, probe[1::2].count(0) / half
    if odd >= _MIN_WIDE_SHARE and even <= _MAX_OTHER_SHARE:
        return "utf-16-le"
    if even >= _MIN_WIDE_SHARE and odd <= _MAX_OTHER_SHARE:
        return "utf-16-be"
    return None


def _count_utf8(path: Path) -> tuple[int, int]:
    """Count the characters beyond ASCII that are good UTF-8, and those that are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    for piece in (*_pieces(path), b""):
        if piece.isascii() and not decoder.getstate()[0]:
            continue
        text = decoder.decode(piece, final=not piece)
        lost = text.count("\ufffd")
        bad += lost
        good += sum(1 for character in text if character > "\x7f") - lost
    return good, bad


def _narrow_codec(path: Path) -> str:
    """Choose between Vietnamese and Western letters: the former, unless it reads as nonsense."""
    decoder = codecs.getincrementaldecoder("cp1258")("strict")
    marks = odd = 0
    last = ""
    try:
        for piece in _pieces(path):
            text = last + decoder.decode(piece)
            for match in _MARKS_1258.finditer(text, len(last)):
                marks += 1
                odd += not match.start() or text[match.start() - 1] not in _BASES_1258
            last = text[-1:]
    except UnicodeDecodeError:
        return "cp1252"
    return "cp1252" if odd > _MAX_ODD_MARKS * marks else "cp1258"
