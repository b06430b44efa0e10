"""What runs inside of a child process: limits first, then the task."""

import importlib
import json
import math
import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic_core import PydanticSerializationError, to_json

from app.core.errors import AppError
from app.spreadsheets import carried_errors
from app.spreadsheets.frames import CRASH, END, ERROR, MESSAGE, FrameError, read_frame, write_frame

_MEMORY_OF_THIS_PROCESS = Path("/proc/self/statm")
_LAST_SECONDS = 2
"""Processor time between the first signal for too much of it and the last."""

_MAX_TRACE = 4000


def run_request(channel: socket.socket) -> int:
    """Do what is asked for.

    Args:
        channel: Brings the request, and takes the messages.

    Returns:
        The exit code of the process.
    """
    _, content = read_frame(channel)
    request = json.loads(content)
    limit_process(request["memory_bytes"], request["seconds"])
    try:
        report(channel, request["task"], request["arguments"])
    except (OSError, FrameError):  # nobody listens
        return 1
    return 0


def report(channel: socket.socket, task: str, arguments: dict[str, object]) -> None:
    """Run a task, and send what it yields and how it ends.

    Raises:
        OSError: Nobody listens.
    """
    try:
        for message in _find(task)(**arguments):
            write_frame(channel, MESSAGE, _json(message))
    except AppError as error:
        write_frame(channel, ERROR, _json(carried_errors.pack(error)))
    except MemoryError:
        write_frame(channel, CRASH, _json("MemoryError"))
    except ConnectionError:
        raise
    except BaseException as error:  # noqa: BLE001 - a panic of a Rust library is no Exception
        write_frame(channel, CRASH, _json(_trace(error)))
    else:
        write_frame(channel, END)


def limit_process(memory_bytes: int, seconds: float) -> None:
    """Limit this process for the rest of its life, as far as the system can.

    Args:
        memory_bytes: Address space that it may take on top of what it has.
        seconds: Processor time.
    """
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing a file is an OSError
    whole = math.ceil(seconds)
    for limit, soft, hard in (
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CPU, whole, whole + _LAST_SECONDS),
        (resource.RLIMIT_AS, *(_address_space() + memory_bytes,) * 2),
    ):
        with suppress(OSError, ValueError):  # as on macOS, or with stricter limits in force
            resource.setrlimit(limit, (soft, hard))


def _address_space() -> int:
    """Return the address space of this process in bytes; 0 where the system does not tell."""
    with suppress(OSError):
        pages = int(_MEMORY_OF_THIS_PROCESS.read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0


def _find(task: str) -> Callable[..., Iterator[object]]:
    module, _, name = task.partition(":")
    found: Callable[..., Iterator[object]] = getattr(importlib.import_module(module), name)
    return found


def _json(value: object) -> bytes:
    """Write a message, quickly; half of a surrogate pair is left to Python's own writer."""
    try:
        return to_json(value)
    except PydanticSerializationError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            errors="surrogatepass"
        )


def _trace(error: BaseException) -> str:
    """Say where an exception comes from; its words are left out, since they may quote the file."""
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{type(error).__qualname__}\n{places[-_MAX_TRACE:]}"
