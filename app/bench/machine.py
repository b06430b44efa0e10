"""The machine on which something is measured, and how much of it is used."""

import gc
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread

from pydantic import JsonValue

_STATUS = Path("/proc/self/status")
_KIB = 1024
_LOOK_SECONDS = 0.2
_THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_LIBRARIES = ("numpy", "rapidfuzz", "fastapi", "uvicorn", "sqlalchemy")


def describe_machine() -> dict[str, JsonValue]:
    """Return what the figures depend on beside the code."""
    return {
        "cores": count_cores(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in _LIBRARIES},
    }


def count_cores() -> int:
    """Return how many cores this process may use."""
    get_affinity = getattr(os, "sched_getaffinity", None)
    return len(get_affinity(0)) if get_affinity else os.cpu_count() or 1


def pin_to_one_core() -> bool:
    """Keep this process on one core, where the system can; say whether it does."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return True


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let processes that start in this block use one thread for linear algebra."""
    before = {name: os.environ.get(name) for name in _THREAD_SETTINGS}
    os.environ.update(dict.fromkeys(_THREAD_SETTINGS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def memory_bytes() -> int:
    """Return the resident memory of this process after garbage collection, 0 if unknown."""
    gc.collect()
    return _read_status("VmRSS")


def peak_memory_bytes() -> int:
    """Return the most resident memory that this process ever had, 0 if unknown."""
    return _read_status("VmHWM")


@dataclass(slots=True)
class Descendants:
    """What was seen of the processes that this one and its children have started.

    Attributes:
        peak_bytes: The most resident memory that one of them ever had, 0 if unknown.
    """

    peak_bytes: int = 0


@contextmanager
def watched_descendants() -> Iterator[Descendants]:
    """Watch the memory of the processes below this one while the block runs."""
    seen = Descendants()
    ended = Event()

    def watch() -> None:
        while True:
            for pid in descendants_of(os.getpid()):
                with suppress(OSError, KeyError):  # it has just ended
                    seen.peak_bytes = max(seen.peak_bytes, _read_status("VmHWM", _status_of(pid)))
            if ended.wait(_LOOK_SECONDS):
                return

    thread = Thread(target=watch, name="memory-watch", daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def descendants_of(pid: int) -> Iterator[int]:
    """Yield the processes below one, as far as the system tells."""
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, file.read_text(encoding="ascii").split()):
                yield child
                yield from descendants_of(child)


def _status_of(pid: int) -> Path:
    return Path(f"/proc/{pid}/status")


def _read_status(name: str, status: Path | None = None) -> int:
    status = status or _STATUS
    if not status.exists():
        return 0
    lines = dict(
        line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines() if line
    )
    return int(lines[name].split()[0]) * _KIB


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
