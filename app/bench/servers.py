"""Server processes on this machine, started and ended."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from app.bench.load import HOST
from app.bench.measured import BenchError
from app.bench.service_app import ANSWER_SETTING
from app.bench.stored import StoredMarket

_POLL_SECONDS = 0.005
_PATIENCE_SECONDS = 120.0
_GRACE_SECONDS = 15.0
_TOLD_BYTES = 2_000


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is ready.

    Attributes:
        port: Where it listens.
        token: Key of the centre.
        ready_seconds: From its start until it said that it is ready.
        answer: File with the bytes of the static endpoint; to be written before it is asked.
    """

    port: int
    token: str
    ready_seconds: float
    answer: Path

    def get(self, path: str) -> bytes:
        """Ask once, over a connection of its own.

        Raises:
            BenchError: The answer was no success.
        """
        status, body = _get(self.port, path, self.token)
        if status != HTTPStatus.OK:
            msg = f"the server answered {path} with {status}"
            raise BenchError(msg)
        return body


@contextmanager
def serve_as_operated(market: StoredMarket) -> Iterator[Server]:
    """Run ``ketnoi serve`` on a market until the block ends."""
    port = _free_port()
    with _run(market, port, ["-m", "app", "serve", "--port", str(port)]) as server:
        yield server


@contextmanager
def serve_with_static(market: StoredMarket) -> Iterator[Server]:
    """Run the service with the static endpoint, as ``ketnoi serve`` does, until the block ends."""
    port = _free_port()
    command = ["-m", "uvicorn", "--factory", "app.bench.service_app:create_bench_app"]
    command += ["--host", HOST, "--port", str(port), "--no-access-log", "--log-level", "warning"]
    with _run(market, port, command) as server:
        yield server


@contextmanager
def _run(market: StoredMarket, port: int, command: Sequence[str]) -> Iterator[Server]:
    answer = market.folder / "answer.json"
    environment = {
        **os.environ,
        "KETNOI_DATABASE_URL": market.url,
        "KETNOI_RATE_LIMIT_PER_MINUTE": "0",
        ANSWER_SETTING: str(answer),
    }
    log = market.folder / "server.log"
    with log.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own program with arguments of our own
            [sys.executable, *command], env=environment, stdout=output, stderr=output
        )
        try:
            _wait_until_ready(process, port, log)
            yield Server(port, market.token, time.perf_counter() - started, answer)
        finally:
            _end(process)


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if _get(port, "/readyz")[0] == HTTPStatus.OK:
                return
        except (OSError, HTTPException):
            pass  # it does not listen yet
        time.sleep(_POLL_SECONDS)
    told = log.read_bytes()[-_TOLD_BYTES:].decode(errors="replace")
    msg = f"the service did not get ready: {told}"
    raise BenchError(msg)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _get(port: int, path: str, token: str | None = None) -> tuple[int, bytes]:
    connection = HTTPConnection(HOST, port, timeout=_PATIENCE_SECONDS)
    try:
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
