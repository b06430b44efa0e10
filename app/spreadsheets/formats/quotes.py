"""Dividing lines into records, without losing any where quotation marks do not match."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MAX_LINES = 300
"""Lines of one cell; a cell with more is taken for a quotation mark without its partner."""

_MAX_CHARACTERS = 100_000
_UNLIMITED = 2**31 - 1
"""The csv module refuses long cells without saying where; the limit is checked behind it."""

csv.field_size_limit(_UNLIMITED)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file.

    Attributes:
        cells: Its cells.
        is_repaired: Whether its quotation marks do not match and were read as text.
    """

    cells: list[str]
    is_repaired: bool = False


class RecordReader:
    """Reads records, line by line.

    Args:
        separator: What stands between cells.
        width: How many cells most records have.
    """

    def __init__(self, separator: str, width: int) -> None:
        self._separator = separator
        self._width = width
        mark = re.escape(separator)
        self._cell = re.compile(rf'[ ]*"(.*?)"[ ]*(?={mark}|$)|[^{mark}]*', re.DOTALL)

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        """Yield the records of a file, blank ones too."""
        source = iter(lines)
        waiting: deque[str] = deque()
        while True:
            line = waiting.popleft() if waiting else next(source, None)
            if line is None:
                return
            if '"' not in line:
                yield Record(line.rstrip("\r\n").split(self._separator))
            else:
                yield self._read_quoted(line, source, waiting)

    def _read_quoted(self, line: str, source: Iterator[str], waiting: deque[str]) -> Record:
        """Read a record with quotation marks, which may go on in the next lines.

        Lines that were looked at and do not belong to it are left in `waiting`.
        """
        cells = self._parse(line)
        if cells is not None:
            return Record(cells)
        if self._is_open(line):
            cells = self._join(line, source, waiting)
            if cells is not None:
                return Record(cells)
        return Record(self._repair(line.rstrip("\r\n")), is_repaired=True)

    def _join(self, line: str, source: Iterator[str], waiting: deque[str]) -> list[str] | None:
        """Add lines until the quotation marks match, if that makes one row of them."""
        taken = [line]
        more: deque[str] = deque()
        length = len(line)
        while len(taken) < _MAX_LINES and length < _MAX_CHARACTERS:
            following = waiting.popleft() if waiting else next(source, None)
            if following is None:
                break
            more.append(following)
            taken.append(following)
            length += len(following)
            if '"' not in following:
                continue
            cells = self._parse("".join(taken))
            if cells is not None and self._is_one_row(cells, taken):
                return cells
            if cells is not None:
                break
        waiting.extendleft(reversed(more))
        return None

    def _parse(self, text: str) -> list[str] | None:
        """Divide a text as RFC 4180 says; None if its quotation marks do not match."""
        is_spaced = f'{self._separator} "' in text
        try:
            records = list(
                csv.reader(
                    [text], delimiter=self._separator, strict=True, skipinitialspace=is_spaced
                )
            )
        except csv.Error:
            return None
        return records[0] if len(records) == 1 else None

    def _is_open(self, line: str) -> bool:
        """Tell whether a cell of a line begins with a quotation mark that has no partner yet."""
        try:
            list(csv.reader([line], delimiter=self._separator, strict=True))
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False

    def _is_one_row(self, cells: list[str], lines: list[str]) -> bool:
        """Judge whether lines are one row, and not rows between two marks without partners."""
        if self._width > 1 and len(cells) > self._width:
            return False
        middle = lines[1:-1]
        whole = sum(line.count(self._separator) == self._width - 1 for line in middle)
        return self._width == 1 or not middle or 2 * whole < len(middle)

    def _repair(self, line: str) -> list[str]:
        """Divide a line at its separators; marks around a whole cell are taken away."""
        cells: list[str] = []
        place = 0
        while place <= len(line):
            match = self._cell.match(line, place)
            if match is None:  # pragma: no cover - the pattern also fits nothing
                break
            inner = match[1]
            is_whole = inner is not None and self._separator not in inner
            cells.append(inner if is_whole else line[place:].split(self._separator, 1)[0])
            place = (match.end() if is_whole else place + len(cells[-1])) + 1
        return cells
