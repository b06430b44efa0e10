"""The service as its users meet it: a real server on loopback, asked with httpx."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from app.accounts.schemas import ApiKeyCreate
from app.accounts.service import AccountService
from app.core.database import Database
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.main import create_app
from tests.conftest import empty
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer, make_key, make_supplier_organization
from tests.factories.suppliers import make_supplier

START_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Server:
    """A running service."""

    app: FastAPI
    url: str
    database: Database


@pytest.fixture(scope="session")
def server(database_url: str) -> Iterator[Server]:
    """Run the service on a free port of loopback."""
    settings = Settings(database_url=database_url, rate_limit_per_minute=0, log_level="error")
    app = create_app(settings)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        runner = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=runner.run, kwargs={"sockets": [listener]})
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not runner.started and time.monotonic() < deadline:
            time.sleep(0.01)
        yield Server(app, url, app.state.database)
        runner.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def http(server: Server) -> Iterator[httpx.Client]:
    """Keep connections to the running service."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


@pytest.fixture
def centre(server: Server, http: httpx.Client) -> Iterator[Client]:
    """Speak as the centre, to a service whose database is empty."""
    empty(server.database)
    with server.database.write() as session:
        data = ApiKeyCreate(name="centre", role="centre")
        token = AccountService(session, COMMAND_LINE).create_key(data).token
    yield Client(http, token)
    empty(server.database)


@pytest.fixture
def anybody(centre: Client) -> Client:
    """Speak without a key."""
    return Client(centre.http, None)


@dataclass(frozen=True, slots=True)
class Market:
    """A buyer with a demand and a supplier with a profile, and others that they must not see."""

    centre: Client
    buyer: Client
    other_buyer: Client
    supplier: Client
    other_supplier: Client
    anybody: Client
    buyer_organization: Json
    supplier_organization: Json
    profile: Json
    other_profile: Json
    demand: Json
    other_demand: Json


@pytest.fixture
def market(centre: Client) -> Market:
    """Make a small market with a key for everybody in it."""
    buyer, other_buyer = make_buyer(centre), make_buyer(centre)
    seller, other_seller = (make_supplier_organization(centre) for _ in range(2))
    return Market(
        centre=centre,
        buyer=make_key(centre, "buyer", buyer["id"]),
        other_buyer=make_key(centre, "buyer", other_buyer["id"]),
        supplier=make_key(centre, "supplier", seller["id"]),
        other_supplier=make_key(centre, "supplier", other_seller["id"]),
        anybody=Client(centre.http, None),
        buyer_organization=buyer,
        supplier_organization=seller,
        profile=make_supplier(centre, seller),
        other_profile=make_supplier(centre, other_seller),
        demand=make_demand(centre, buyer["id"]),
        other_demand=make_demand(centre, other_buyer["id"]),
    )
