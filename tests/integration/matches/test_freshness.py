"""Several worker processes on one database: nothing is missed, nothing is mixed."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import httpx
import pytest
from sqlalchemy import text

from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer
from tests.factories.rankings import of_demand
from tests.factories.suppliers import make_supplier
from tests.integration.conftest import speaking_to
from tests.integration.matches.fleet import running_workers
from tests.integration.matches.states import numbers_of, write_state, write_whole_state

WORKERS = 3
SUPPLIERS = 4
WRITING_SECONDS = 3.0
IN_TIME_SECONDS = 1.0
"""From the acknowledgement of a write until every answer that is begun must show it."""


@pytest.fixture(scope="session")
def fleet(database_url: str) -> Iterator[list[httpx.Client]]:
    """Run the workers, once for each database."""
    with running_workers(database_url, WORKERS) as workers:
        yield workers


@pytest.fixture
def workers(fleet: list[httpx.Client], centre: Client) -> list[Client]:
    """Speak as the centre to every worker."""
    return [speaking_to(worker, centre) for worker in fleet]


@pytest.fixture
def demand(centre: Client) -> Json:
    """Make a demand that every supplier of these tests answers."""
    buyer = make_buyer(centre)["id"]
    return make_demand(centre, buyer, quantity=1000, unit="pcs", period="month")


@pytest.fixture
def profiles(server: Server, centre: Client) -> list[Json]:
    """Make suppliers in state 0."""
    made = [make_supplier(centre) for _ in range(SUPPLIERS)]
    for profile in made:
        write_whole_state(server.database, profile, 0)
    return made


def _rename(worker: Client, profile: Json, number: int) -> None:
    path = f"/v1/organizations/{profile['organization']['id']}"
    assert worker.patch(path, {"name": f"NCC {number}"}).status_code == 200


def _names(worker: Client, demand: Json) -> dict[str, int]:
    items = of_demand(worker, demand)["items"]
    return {
        item["supplier"]["id"]: int(item["supplier"]["name"].removeprefix("NCC ")) for item in items
    }


def _seconds_until_shown(worker: Client, demand: Json, profile: Json, number: int) -> float:
    """Return how long after now the first answer was begun that shows a name, or a later one."""
    acknowledged = time.monotonic()
    while True:
        begun = time.monotonic()
        if _names(worker, demand)[profile["id"]] >= number:
            return begun - acknowledged
        assert begun - acknowledged < 10 * IN_TIME_SECONDS, "the write never appeared"


def test_every_acknowledged_write_is_seen_here_at_once_and_elsewhere_within_a_second(
    workers: list[Client], profiles: list[Json], demand: Json
) -> None:
    end = time.monotonic() + WRITING_SECONDS

    def write_and_look(position: int) -> list[float]:
        """Change one supplier through one worker after the other, and look at all of them."""
        profile, number, waits = profiles[position], 0, []
        while time.monotonic() < end:
            number += 1
            here = workers[(position + number) % WORKERS]
            _rename(here, profile, number)
            assert _names(here, demand)[profile["id"]] == number, "missed its own write"
            waits += [
                _seconds_until_shown(worker, demand, profile, number)
                for worker in workers
                if worker is not here
            ]
        return waits

    with ThreadPoolExecutor(SUPPLIERS) as pool:
        waits = [wait for found in pool.map(write_and_look, range(SUPPLIERS)) for wait in found]
    assert len(waits) >= SUPPLIERS
    assert max(waits) <= IN_TIME_SECONDS


def test_no_answer_mixes_two_states_of_a_supplier(
    server: Server, workers: list[Client], profiles: list[Json], demand: Json
) -> None:
    done = Event()

    def write() -> int:
        number = 0
        end = time.monotonic() + WRITING_SECONDS
        while time.monotonic() < end:
            number += 1
            for profile in profiles:
                write_whole_state(server.database, profile, number)
        done.set()
        return number

    def look(worker: Client) -> int:
        answers, last = 0, dict.fromkeys((profile["id"] for profile in profiles), 0)
        while not done.is_set():
            shown = numbers_of(of_demand(worker, demand))
            assert set(shown) == set(last)
            assert all(shown[key] >= last[key] for key in shown), "went back in time"
            answers, last = answers + 1, shown
        return answers

    with ThreadPoolExecutor(1 + 2 * WORKERS) as pool:
        writing = pool.submit(write)
        looking: list[Future[int]] = [pool.submit(look, worker) for worker in workers * 2]
        try:
            assert all(found.result() > 0 for found in looking)
        finally:
            done.set()
        number = writing.result()
    for worker in workers:
        assert set(numbers_of(of_demand(worker, demand)).values()) == {number}


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True, scope="session")
def test_a_transaction_that_commits_late_is_not_lost(
    server: Server, workers: list[Client], profiles: list[Json], demand: Json
) -> None:
    late, *others = profiles
    with server.database.write() as session:
        write_state(session, late, 2)  # takes its numbers in the feed now
        taken = session.execute(text("SELECT max(seq) FROM market_changes")).scalar_one()
        for number in range(1, 6):
            for profile in others:
                write_whole_state(server.database, profile, number)
        for worker in workers:
            shown = numbers_of(of_demand(worker, demand))
            assert shown == {profile["id"]: 0 if profile is late else 5 for profile in profiles}
        time.sleep(IN_TIME_SECONDS / 2)  # every poller passes over the gap
        assert session.execute(text("SELECT max(seq) FROM market_changes")).scalar_one() > taken
    for worker in workers:
        assert numbers_of(of_demand(worker, demand))[late["id"]] == 2


def test_a_feed_that_was_emptied_or_put_back_is_a_reason_to_start_anew(
    server: Server, workers: list[Client], profiles: list[Json], demand: Json
) -> None:
    for worker in workers:
        assert set(numbers_of(of_demand(worker, demand)).values()) == {0}
    with server.database.write() as session:
        write_state(session, profiles[0], 2)
        session.execute(text("DELETE FROM market_changes"))
    for worker in workers:
        assert numbers_of(of_demand(worker, demand))[profiles[0]["id"]] == 2
        assert worker.get("/readyz").status_code == 200


def test_a_supplier_that_is_written_by_sql_alone_appears_and_goes(
    server: Server, workers: list[Client], profiles: list[Json], demand: Json
) -> None:
    gone, kept = profiles[0], {profile["id"] for profile in profiles[1:]}
    parameters = {"id": gone["id"]}

    def execute(statement: str) -> None:
        with server.database.write() as session:
            session.execute(text(statement), parameters)

    execute("UPDATE certifications SET expires_on = '2010-01-01' WHERE supplier_id = :id")
    for worker in workers:
        assert of_demand(worker, demand)["total"] == {
            "eligible": SUPPLIERS - 1,
            "to_confirm": 0,
            "ineligible": 1,
        }
    execute("DELETE FROM supplier_profiles WHERE id = :id")
    for worker in workers:
        assert set(_names(worker, demand)) == kept
