"""Several real worker processes of the server on one database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from tempfile import TemporaryFile
from typing import IO

import httpx

START_SECONDS = 60


@contextmanager
def running_workers(database_url: str, number: int) -> Iterator[list[httpx.Client]]:
    """Run workers on free ports of loopback, and give a client for each when all are ready.

    What they logged is printed when something fails.
    """
    environment = {
        **os.environ,
        "KETNOI_DATABASE_URL": database_url,
        "KETNOI_RATE_LIMIT_PER_MINUTE": "0",
        "KETNOI_LOG_LEVEL": "warning",
    }
    with ExitStack() as stack:
        log = stack.enter_context(TemporaryFile())
        stack.push(partial(_tell, log))
        workers = []
        for port in _free_ports(number):
            arguments = ["--factory", "app.main:create_app", "--port", str(port)]
            process = subprocess.Popen(  # noqa: S603 - the interpreter that runs the tests
                [sys.executable, "-m", "uvicorn", *arguments, "--no-access-log"],
                env=environment,
                stdout=log,
                stderr=log,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
            workers.append(stack.enter_context(client))
        _wait_until_ready(workers)
        yield workers


def _tell(log: IO[bytes], failure: type[BaseException] | None, *_: object) -> None:
    if failure is not None:
        log.seek(0)
        sys.stdout.write(log.read().decode(errors="replace"))


def _free_ports(number: int) -> list[int]:
    with ExitStack() as stack:
        listeners = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)
        ]
        return [listener.getsockname()[1] for listener in listeners]


def _wait_until_ready(workers: Sequence[httpx.Client]) -> None:
    deadline = time.monotonic() + START_SECONDS
    for worker in workers:
        while not _is_ready(worker):
            assert time.monotonic() < deadline, "a worker did not become ready"
            time.sleep(0.05)


def _is_ready(worker: httpx.Client) -> bool:
    try:
        return worker.get("/readyz").is_success
    except httpx.TransportError:
        return False
