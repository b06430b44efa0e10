"""Work on files of strangers, in a process that may fail alone.

A damaged or malicious file can make a reader take all memory, run for hours or end its process.
So it is read in a child process with limits. The children are forked by a small server process
(`app.spreadsheets.fork_server`) that has imported what they need and holds nothing of ours: no
connection, no thread, no secret. What a child sends is JSON, and is judged like any other input.
"""

import json
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self, cast

import structlog
from pydantic import JsonValue
from pydantic_core import from_json

from app.core.errors import AppError, PayloadTooLargeError
from app.core.i18n import Text
from app.core.settings import MIB, Settings
from app.spreadsheets import carried_errors, fork_client
from app.spreadsheets.errors import DamagedFileError
from app.spreadsheets.frames import CRASH, END, ERROR, MESSAGE, FrameError, read_frame, write_frame

PRELOADED = ("app.spreadsheets.workbooks", "app.imports.analysis", "app.imports.preloading")
"""Modules that children find imported. Those that do not exist are left out."""

_OUT_OF_MEMORY = frozenset({-signal.SIGKILL, -signal.SIGABRT})
"""How a process ends without memory: by the system, or by a library that gets none (Rust)."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """What one child process may use.

    Attributes:
        memory_bytes: Address space on top of what it begins with.
        seconds: How long its caller waits for it in all. The time in which the caller works on
            what it was given does not count. Processor time has the same limit.
    """

    memory_bytes: int
    seconds: float

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Take the limits from the settings."""
        return cls(settings.import_memory_mb * MIB, settings.import_seconds)


class NeedsTooMuchMemoryError(PayloadTooLargeError):
    """Reading the file takes more memory than one import may have."""

    code = "needs_too_much_memory"
    title = Text("File too large", "Tệp quá lớn")
    detail = Text(
        "Reading this file takes more than {limit} MiB of memory. Copy the rows that matter into a"
        " new file, or divide them over several files.",
        "Việc đọc tệp này cần hơn {limit} MiB bộ nhớ. Hãy chép các dòng cần thiết sang tệp mới"
        " hoặc chia thành nhiều tệp.",
    )


class TakesTooLongError(PayloadTooLargeError):
    """Reading the file takes longer than one import may."""

    code = "takes_too_long"
    title = Text("File too large", "Tệp quá lớn")
    detail = Text(
        "Reading this file takes longer than {limit} seconds. Copy the rows that matter into a new"
        " file, or divide them over several files.",
        "Việc đọc tệp này mất hơn {limit} giây. Hãy chép các dòng cần thiết sang tệp mới hoặc chia"
        " thành nhiều tệp.",
    )


def warm_up() -> None:
    """Start the server that forks the children, if it does not run; takes about a second.

    Without this the first import pays for it. May be called from any thread.
    """
    fork_client.ensure_running(PRELOADED)


def run_bounded(
    task: str, arguments: Mapping[str, JsonValue], limits: ProcessLimits
) -> Iterator[JsonValue]:
    """Run a generator function in a child process and yield what it yields.

    The child works ahead by no more than the pipe holds. Closing the iterator ends the child.

    Args:
        task: The function as "module:name".
        arguments: Its keyword arguments, as JSON.
        limits: What it may use.

    Raises:
        AppError: The function has raised it; it is of the same class here.
        NeedsTooMuchMemoryError: It needs more memory than allowed.
        TakesTooLongError: It takes longer than allowed.
        DamagedFileError: It has failed in any other way: an exception, a crash, a message that
            cannot be read.
    """
    with fork_client.fork(PRELOADED) as child:
        request = {
            "task": task,
            "arguments": dict(arguments),
            "memory_bytes": limits.memory_bytes,
            "seconds": limits.seconds,
        }
        left = limits.seconds
        try:
            write_frame(child.channel, MESSAGE, json.dumps(request).encode())
            while True:
                asked_at = time.monotonic()
                child.channel.settimeout(max(left, 0.001))
                kind, payload = read_frame(child.channel)
                left -= time.monotonic() - asked_at
                if kind == END:
                    return
                if kind == MESSAGE:
                    yield _read_json(payload)
                else:
                    raise _failure(task, kind, payload, limits)
        except TimeoutError as error:
            raise TakesTooLongError(limit=limits.seconds) from error
        except (OSError, FrameError, ValueError, RecursionError) as error:
            raise _death(task, child.wait(), limits) from error


def _read_json(content: bytes) -> JsonValue:
    """Read a message, quickly; what only Python's own reader takes is left to it."""
    try:
        return cast("JsonValue", from_json(content))
    except ValueError:
        return cast("JsonValue", json.loads(content))


def _failure(task: str, kind: bytes, payload: bytes, limits: ProcessLimits) -> AppError:
    """Make an error of what a child has said about its failure."""
    content = json.loads(payload)
    if kind == ERROR:
        return carried_errors.unpack(content)
    if kind == CRASH and content == "MemoryError":
        return NeedsTooMuchMemoryError(limit=limits.memory_bytes // MIB)
    _log.error("import_child_failed", task=task, trace=content)
    return DamagedFileError(what="its reader has failed")


def _death(task: str, status: int | None, limits: ProcessLimits) -> AppError:
    """Make an error of the way in which a child has ended."""
    _log.warning("import_child_died", task=task, status=status)
    if status in _OUT_OF_MEMORY:
        return NeedsTooMuchMemoryError(limit=limits.memory_bytes // MIB)
    if status == -signal.SIGXCPU:
        return TakesTooLongError(limit=limits.seconds)
    return DamagedFileError(what="its reader has crashed")
