"""The service's end of the server that forks child processes."""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    " from app.spreadsheets.fork_server import serve;"
    " serve(int(sys.argv[2]), json.loads(sys.argv[3]))"
)
_STOP_SECONDS = 5.0
_STATUS_SECONDS = 10.0
"""How long to wait for the system to tell how a child has ended; it takes milliseconds."""

_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Libraries for linear algebra start no threads: a process with threads must not be forked."""


@dataclass(frozen=True, slots=True)
class Child:
    """A forked process.

    Attributes:
        channel: Carries the request to it, and its messages back.
        status: Tells how it has ended. Closing it ends the child.
    """

    channel: socket.socket
    status: socket.socket

    def wait(self) -> int | None:
        """Return how the child has ended: its exit code, or a signal below zero.

        Returns:
            None if that cannot be known.
        """
        self.status.settimeout(_STATUS_SECONDS)
        with suppress(OSError, ValueError):
            return int(self.status.recv(16).decode())
        return None


@dataclass(frozen=True, slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    control: socket.socket
    owner: int
    """Process that has started it: after a fork of that one, the new one needs its own."""

    def is_usable(self) -> bool:
        return self.owner == os.getpid() and self.process.poll() is None


_lock = threading.Lock()
_server: _Server | None = None


def ensure_running(modules: Sequence[str]) -> None:
    """Start the server, if it does not run.

    Args:
        modules: What it imports before it forks for the first time.
    """
    with _lock:
        _running(modules)


def stop() -> None:
    """End the server and its children, if it runs."""
    global _server
    with _lock:
        server, _server = _server, None
        if server is None:
            return
        server.control.close()
        if server.owner != os.getpid():
            return
        try:
            server.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.process.kill()
            server.process.wait()


@contextmanager
def fork(modules: Sequence[str]) -> Iterator[Child]:
    """Fork a child, and end it with the context.

    Args:
        modules: What the server imports before it forks for the first time.

    Raises:
        OSError: The server cannot be started.
    """
    channel, channel_of_child = socket.socketpair()
    status, status_of_child = socket.socketpair()
    try:
        with channel_of_child, status_of_child:
            _send([channel_of_child, status_of_child], modules)
        yield Child(channel, status)
    finally:
        channel.close()
        status.close()


def _send(ends: Sequence[socket.socket], modules: Sequence[str]) -> None:
    """Give a child's ends of its sockets to the server, to a new one if the old one is gone."""
    descriptors = [end.fileno() for end in ends]
    with _lock:
        try:
            socket.send_fds(_running(modules).control, [b"f"], descriptors)
        except OSError:
            _discard()
            socket.send_fds(_running(modules).control, [b"f"], descriptors)


def _running(modules: Sequence[str]) -> _Server:
    global _server  # noqa: PLW0603 - one server a process
    if _server is None or not _server.is_usable():
        _discard()
        _server = _start(modules)
    return _server


def _discard() -> None:
    global _server  # noqa: PLW0603 - one server a process
    if _server is not None:
        _server.control.close()
        if _server.owner == os.getpid():
            _server.process.kill()
            _server.process.wait()
    _server = None


def _start(modules: Sequence[str]) -> _Server:
    control, control_of_server = socket.socketpair()
    with control_of_server:
        descriptor = control_of_server.fileno()
        arguments = [json.dumps(sys.path), str(descriptor), json.dumps(list(modules))]
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", _PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[descriptor],
            env={**os.environ, **_ONE_THREAD},
            start_new_session=True,  # Ctrl+C is for the service, which ends its server in order
        )
    return _Server(process, control, os.getpid())


atexit.register(stop)
