"""What children of the tests do."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.errors import AppError, NotFoundError, Problem
from app.core.i18n import Language, Text
from app.spreadsheets.tables import TableLimits
from app.spreadsheets.workbooks import open_workbook

_LIMITS = TableLimits(
    max_bytes=1_000_000, max_unpacked_bytes=4_000_000, max_rows=200, max_cell_characters=500
)
_TEXT = Text("Row {row} {what}", "Dòng {row} {what}")


class OddRowsError(AppError):
    """An error with more than an error needs."""

    status = 422
    code = "odd_rows"
    detail = Text("{count} odd", "{count} lạ")

    def __init__(self, problems: Sequence[Problem], *, has_more: bool) -> None:
        self.has_more = has_more
        super().__init__(problems, count=len(problems))

    def render_detail(self, language: Language) -> str:
        more = "more than " if self.has_more else ""
        return more + self.detail.render(language, **self.params)


def count(numbers: int, size: int = 0) -> Iterator[object]:
    for number in range(numbers):
        yield {"number": number, "text": "ộ" * size}


def tell_pid() -> Iterator[object]:
    yield os.getpid()
    while True:
        yield "x" * 1000


def refuse(row: int) -> Iterator[object]:
    yield 1
    problems = [Problem("odd", _TEXT, "file", row=row, params=(("row", row), ("what", Path("x"))))]
    raise OddRowsError(problems, has_more=True)


def miss() -> Iterator[object]:
    yield from ()
    raise NotFoundError


def fail() -> Iterator[object]:
    yield 1
    raise ZeroDivisionError


def panic() -> Iterator[object]:
    yield 1
    raise type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})("oh")


def send_no_json() -> Iterator[object]:
    yield object()


def fail_to_open() -> Iterator[object]:
    yield Path("/nowhere/at/all").read_text(encoding="utf-8")


def take_memory(megabytes: int) -> Iterator[object]:
    yield len(bytearray(megabytes * 1024 * 1024))


def fill_memory() -> Iterator[object]:
    pieces: list[bytearray] = []
    while True:
        pieces.append(bytearray(1024 * 1024))
        yield len(pieces)


def sleep(seconds: float) -> Iterator[object]:
    yield "asleep"
    time.sleep(seconds)


def spin() -> Iterator[object]:
    yield "busy"
    while True:
        pass


def write(path: str) -> Iterator[object]:
    Path(path).write_text("x" * 100, encoding="utf-8")
    yield "written"


def end_by(number: int) -> Iterator[object]:
    yield 1
    os.kill(os.getpid(), number)


def crash() -> Iterator[object]:
    yield 1
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)
    ctypes.string_at(0)


def send_garbage() -> Iterator[object]:
    """Write to every socket what is no message."""
    yield 1
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b"garbage" * 100)
        except OSError:
            continue


def read_file(path: str) -> Iterator[object]:
    book = open_workbook(Path(path), path, _LIMITS)
    for info in book.sheets:
        yield sum(1 for _ in book.read(info.name).rows())
