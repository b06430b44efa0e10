"""Reading the texts of suppliers in a child process, while their rows are being written.

The rows are handed over in a file; what the child has read comes back in their order. It works
ahead of the writing by as much as the pipe between them holds.
"""

import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import cast

import structlog
from pydantic import JsonValue
from pydantic_core import from_json

from app.core.errors import AppError
from app.core.settings import MIB
from app.reading import reader_with
from app.spreadsheets.bounded import ProcessLimits, run_bounded
from app.suppliers.bulk_content import SupplierReadings
from app.suppliers.bulk_reading import prepare_row_readings

TASK = "app.imports.rows.readings:read_texts"

BATCH = 250
"""Rows whose readings are sent together."""

_LIMITS = ProcessLimits(memory_bytes=1024 * MIB, seconds=3600.0)
"""What the reading of texts may use: they were judged before, so this only stops a runaway."""

_log = structlog.get_logger(__name__)


def read_texts(path: str, synonyms: Sequence[JsonValue]) -> Iterator[list[JsonValue]]:
    """Read the texts of rows; runs in the child.

    Args:
        path: A file with a line for each row: its number, a tab, and its content as JSON.
        synonyms: The words of this instance: pairs of text and category code.

    Yields:
        Lists of number and readings (`SupplierReadings.to_json`), in the order of the file.
    """
    pairs = cast("Sequence[Sequence[str]]", synonyms)
    reader = reader_with(tuple((text, code) for text, code in pairs))
    read: list[JsonValue] = []
    with Path(path).open("rb") as file:
        for line in file:
            number, _, content = line.partition(b"\t")
            found = prepare_row_readings(from_json(content), reader)
            read.append([int(number), found.to_json()])
            if len(read) == BATCH:
                yield read
                read = []
    if read:
        yield read


class ReadingAhead:
    """Gives the readings of rows in the order in which they are written; close it at the end.

    Where the child fails, there are none from then on: whoever writes a row reads its texts.

    Args:
        rows: Number and content (as JSON text) of the rows, in order.
        synonyms: The words of this instance: pairs of text and category code.
    """

    def __init__(
        self, rows: Iterable[tuple[int, str]], synonyms: Sequence[tuple[str, str]]
    ) -> None:
        self._last = -1
        self._known: dict[int, SupplierReadings] = {}
        self._messages = _messages(rows, synonyms)

    def take(self, numbers: Sequence[int]) -> Mapping[int, SupplierReadings]:
        """Return the readings of the next rows; those that are not known are left out.

        Args:
            numbers: Their numbers, ascending, and greater than those asked for before.
        """
        while self._last < numbers[-1]:
            message = next(self._messages, None)
            if message is None:
                break
            for number, read in message:
                self._known[number] = SupplierReadings.from_json(read)
                self._last = number
        return {number: self._known.pop(number) for number in numbers if number in self._known}

    def close(self) -> None:
        """End the child."""
        self._messages.close()


def _messages(
    rows: Iterable[tuple[int, str]], synonyms: Sequence[tuple[str, str]]
) -> Generator[Sequence[tuple[int, JsonValue]], None, None]:
    lines = (f"{number}\t{content}\n" for number, content in rows)
    first = next(lines, None)
    if first is None:
        return
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="ketnoi-texts-") as file:
        file.writelines(chain((first,), lines))
        file.flush()
        arguments: dict[str, JsonValue] = {"path": file.name, "synonyms": list(map(list, synonyms))}
        try:
            for message in run_bounded(TASK, arguments, _LIMITS):
                yield cast("Sequence[tuple[int, JsonValue]]", message)
        except AppError:
            _log.warning("reading_ahead_failed")
