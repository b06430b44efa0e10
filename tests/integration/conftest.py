"""The service under unusual conditions: own settings, several workers, a database that fails."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
import uvicorn

from app.core.settings import Settings
from app.main import create_app
from tests.api.conftest import centre, http, market, server
from tests.factories.client import Client

__all__ = ["centre", "http", "market", "server"]

START_SECONDS = 10

Serve = Callable[[Settings], httpx.Client]


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """Run a service of its own, and give a client for it."""
    app = create_app(settings)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        runner = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=runner.run, kwargs={"sockets": [listener]})
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not runner.started and time.monotonic() < deadline:
            time.sleep(0.01)
        try:
            limits = httpx.Limits(max_connections=200)
            with httpx.Client(base_url=url, timeout=30, limits=limits) as client:
                yield client
        finally:
            runner.should_exit = True
            thread.join()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start services that a test needs beside the one that is there."""
    with ExitStack() as stack:
        yield lambda settings: stack.enter_context(serving(settings))


@pytest.fixture
def quiet(database_url: str) -> Settings:
    """Give settings for the database under test, without rate limit and request log."""
    return Settings(database_url=database_url, rate_limit_per_minute=0, log_level="error")


def speaking_to(service: httpx.Client, speaker: Client) -> Client:
    """Let the holder of a key speak to another service."""
    return Client(service, speaker.token)
