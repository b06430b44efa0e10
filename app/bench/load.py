"""Asking a server as fast as it answers, over connections that stay open.

A closed loop on bare sockets: every connection has one request on its way, and sends the next one
as soon as the answer is complete. It costs some 20 microseconds a request, so that what is
measured is the server.
"""

import re
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from selectors import EVENT_READ, DefaultSelector

from app.bench.measured import BenchError

HOST = "127.0.0.1"

_BUFFER_BYTES = 1 << 18
_PATIENCE_SECONDS = 60.0
_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Round:
    """What a server answered in one round.

    Attributes:
        requests: How many answers there were.
        seconds: From the first request to the last answer.
        latencies: Seconds of each request, sorted.
        body_bytes: Length of all bodies together.
    """

    requests: int
    seconds: float
    latencies: tuple[float, ...]
    body_bytes: int

    @property
    def per_second(self) -> float:
        """Return the requests answered in a second."""
        return self.requests / self.seconds


class _Connection:
    """One open connection, with at most one request on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=_PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = 0.0
        self._path = ""
        self._head = b""
        self._missing = -1
        self.length = 0

    def send(self, path: str, headers: bytes) -> None:
        """Send a request."""
        self._path, self._head, self._missing = path, b"", -1
        self.sent = time.perf_counter()
        self.socket.sendall(b"GET " + path.encode("ascii") + b" HTTP/1.1\r\n" + headers)

    def receive(self, buffer: memoryview) -> bool:
        """Take what has come; say whether the answer is complete.

        Raises:
            BenchError: The server closed the connection, or answered with no success.
        """
        count = self.socket.recv_into(buffer)
        if not count:
            msg = f"the server closed the connection while it answered {self._path}"
            raise BenchError(msg)
        if self._missing >= 0:
            self._missing -= count
            return self._missing == 0
        self._head += bytes(buffer[:count])
        end = self._head.find(_HEAD_END)
        if end < 0:
            return False
        self.length = self._read_head(self._head[: end + 2])
        self._missing = self.length - (len(self._head) - end - len(_HEAD_END))
        return self._missing == 0

    def _read_head(self, head: bytes) -> int:
        status = int(head.split(b" ", 2)[1])
        if status != HTTPStatus.OK:
            msg = f"the server answered {self._path} with {status}"
            raise BenchError(msg)
        length = _LENGTH.search(head)
        if length is None:
            msg = f"the answer to {self._path} has no length"
            raise BenchError(msg)
        return int(length[1])


class Client:
    """Open connections to a server on this machine.

    Args:
        port: Where the server listens.
        token: Key that every request carries.
        connections: How many connections ask at the same time.
    """

    def __init__(self, port: int, token: str, connections: int) -> None:
        lines = f"Host: {HOST}:{port}\r\nAuthorization: Bearer {token}\r\nAccept: */*\r\n\r\n"
        self._headers = lines.encode("ascii")
        self._buffer = memoryview(bytearray(_BUFFER_BYTES))
        self._connections = [_Connection(port) for _ in range(connections)]

    def ask(self, paths: Iterable[str]) -> Round:
        """Ask for every path once.

        Raises:
            BenchError: An answer was no success, or did not come.
        """
        waiting = iter(paths)
        latencies = []
        length = 0
        started = time.perf_counter()
        with DefaultSelector() as selector:
            for connection in self._connections:
                if (path := next(waiting, None)) is not None:
                    selector.register(connection.socket, EVENT_READ, connection)
                    connection.send(path, self._headers)
            while selector.get_map():
                for connection in _ready(selector):
                    if connection.receive(self._buffer):
                        latencies.append(time.perf_counter() - connection.sent)
                        length += connection.length
                        if (path := next(waiting, None)) is None:
                            selector.unregister(connection.socket)
                        else:
                            connection.send(path, self._headers)
        seconds = time.perf_counter() - started
        return Round(len(latencies), seconds, tuple(sorted(latencies)), length)

    def close(self) -> None:
        """Close the connections."""
        for connection in self._connections:
            connection.socket.close()


@contextmanager
def connected(port: int, token: str, connections: int) -> Iterator[Client]:
    """Give a client, and close its connections at the end."""
    client = Client(port, token, connections)
    try:
        yield client
    finally:
        client.close()


def _ready(selector: DefaultSelector) -> list[_Connection]:
    events = selector.select(_PATIENCE_SECONDS)
    if not events:
        msg = f"the server did not answer within {_PATIENCE_SECONDS:.0f} seconds"
        raise BenchError(msg)
    return [key.data for key, _ in events]
