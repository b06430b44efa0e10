"""Several workers on one database, and many requests at one worker."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from app.core.settings import Settings
from tests.factories.client import Client
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer, make_key
from tests.factories.suppliers import make_supplier
from tests.integration.conftest import Serve, speaking_to

AT_ONCE = 64
"""More than the 40 threads that a server of this kind has by default."""


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait a second for what another worker has done to show; the last question is asked then."""
    deadline = time.monotonic() + 1.0
    while not holds():
        assert time.monotonic() < deadline, "it does not show within a second"
        time.sleep(0.02)


def test_a_worker_sees_within_a_second_what_another_one_wrote(
    serve: Serve, quiet: Settings, centre: Client
) -> None:
    other = speaking_to(serve(quiet), centre)
    demand = make_demand(centre, make_buyer(centre)["id"])
    path = f"/v1/demands/{demand['id']}/matches"

    def seen(client: Client) -> dict[str, int]:
        total: dict[str, int] = client.get(path).json()["total"]
        return total

    assert seen(other)["eligible"] == 0

    profile = make_supplier(centre)
    supplier = f"/v1/suppliers/{profile['id']}"
    held = f"{supplier}/certifications/{profile['certifications'][0]['id']}"
    wait_until(lambda: seen(other)["eligible"] == 1)
    assert centre.patch(held, {"expires_on": "2020-01-01"}).status_code == 200
    lapsed = {"eligible": 0, "to_confirm": 0, "ineligible": 1}
    assert seen(centre) == lapsed
    wait_until(lambda: seen(other) == lapsed)
    assert other.patch(held, {"expires_on": "2199-01-01"}).status_code == 200
    assert seen(other)["eligible"] == 1
    wait_until(lambda: seen(centre)["eligible"] == 1)
    assert centre.patch(supplier, {"is_active": False}).status_code == 200
    wait_until(lambda: not any(seen(other).values()))


def test_a_revocation_holds_on_every_worker_within_a_second(
    serve: Serve, quiet: Settings, centre: Client
) -> None:
    buyer = make_key(centre, "buyer", make_buyer(centre)["id"])
    elsewhere = speaking_to(serve(quiet), buyer)
    assert elsewhere.get("/v1/me").status_code == 200
    key = buyer.get("/v1/me").json()["key_id"]
    assert centre.delete(f"/v1/api-keys/{key}").status_code == 200
    assert buyer.get("/v1/me").status_code == 401
    wait_until(lambda: elsewhere.get("/v1/me").status_code == 401)


def test_more_writers_than_threads_are_all_served(
    serve: Serve, quiet: Settings, centre: Client
) -> None:
    service = speaking_to(serve(quiet), centre)

    def write(number: int) -> int:
        body = {"name": f"Bên mua {number}", "is_buyer": True}
        return service.post("/v1/organizations", json=body).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(write, range(AT_ONCE)))
    assert statuses == [201] * AT_ONCE


def test_more_readers_than_connections_and_threads_are_all_served(
    serve: Serve, quiet: Settings, centre: Client
) -> None:
    few = quiet.model_copy(update={"database_pool_size": 2, "database_timeout_seconds": 5.0})
    service = speaking_to(serve(few), centre)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(lambda _: service.get("/v1/me").status_code, range(AT_ONCE)))
    assert statuses == [200] * AT_ONCE
