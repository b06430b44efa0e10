"""A batch while the world goes on: changes, deletions, readers that wait or go, failures."""

import time

import anyio
import pytest
from sqlalchemy import update

from app.core.clock import today_in_vietnam
from app.core.database import Database
from app.core.http.turns import Turns
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.matches import batch
from app.matches.batch import Asker, BatchRun, BatchService
from app.matches.batch_schemas import BatchQuery
from app.matches.batch_stream import stream_lines
from app.matches.live import LiveMarket
from app.matches.parts import read_tiers
from app.matches.requests import RankingRequest
from app.models import Demand
from tests.api.conftest import Market, Server
from tests.factories.batches import PATH, batch_of, read_lines
from tests.factories.demands import make_demand
from tests.factories.rankings import of_demand

ONE_CONNECTION = Settings(database_pool_size=1, database_timeout_seconds=0.5)


@pytest.fixture(autouse=True)
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand every line out alone."""
    monkeypatch.setattr(batch, "PORTION_SECONDS", 0.0)


def run_of(database: Database, *, read_from: Database | None = None) -> BatchRun:
    """Plan a batch of every open demand."""
    wanted = RankingRequest(read_tiers("to_confirm"), 20, 0, today_in_vietnam())
    with database.read() as session:
        plan = BatchService(session, COMMAND_LINE).plan(BatchQuery(all_open=True), wanted)
    return BatchRun(plan, read_from or database, LiveMarket(), Asker(COMMAND_LINE, "en"))


def test_a_demand_deleted_meanwhile_has_a_problem_and_the_others_follow(
    server: Server, market: Market
) -> None:
    gone = make_demand(market.buyer)
    last = make_demand(market.buyer)
    run = run_of(server.database)
    lines = run.rank_some() + run.rank_some()
    with server.database.write() as session:
        row = session.get(Demand, gone["id"])
        session.delete(row)
    while run.done < run.total:
        lines += run.rank_some()
    read = read_lines(lines + run.end())
    assert read.ids == [market.demand["id"], market.other_demand["id"], gone["id"], last["id"]]
    assert [line["problem"] and line["problem"]["code"] for line in read.demands] == [
        None,
        None,
        "demand_not_found",
        None,
    ]
    assert read.demands[2]["ranking"] is None
    assert read.demands[2]["demand"]["name"] == gone["name"]
    end = read.end
    assert (end["complete"], end["demands"], end["ranked"], end["failed"]) == (True, 4, 3, 1)


def test_a_demand_that_cannot_be_judged_any_more_has_a_problem(
    server: Server, market: Market
) -> None:
    bad = make_demand(market.buyer)
    with server.database.write() as session:
        unknown = update(Demand).where(Demand.id == bad["id"])
        session.execute(unknown.values(allowed_places=["current:00"]))
    lines = batch_of(market.buyer, {"demand_ids": [bad["id"], market.demand["id"]]})
    assert lines.demands[0]["problem"]["code"] == "invalid_input"
    assert lines.demands[0]["problem"]["errors"][0]["code"] == "unsupported_constraint"
    assert lines.demands[1]["ranking"] == of_demand(market.buyer, market.demand, limit=20)
    assert lines.end["failed"] == 1


def test_a_change_shows_in_the_lines_that_follow(server: Server, market: Market) -> None:
    run = run_of(server.database)
    before = run.rank_some()
    path = f"/v1/organizations/{market.supplier_organization['id']}"
    assert market.centre.patch(path, {"name": "Tên Mới"}).status_code == 200
    path = f"/v1/demands/{market.other_demand['id']}"
    assert market.centre.patch(path, {"name": "Vỏ mới"}).status_code == 200
    lines = read_lines(before + run.rank_some() + run.end()).demands
    shown = [{item["supplier"]["name"] for item in line["ranking"]["items"]} for line in lines]
    assert ["Tên Mới" in names for names in shown] == [False, True]
    assert lines[1]["demand"]["name"] == "Vỏ mới"
    single = of_demand(market.centre, market.other_demand, limit=20)
    assert lines[1]["ranking"] == single


def test_others_write_while_the_reader_is_waited_for(server: Server, market: Market) -> None:
    make_demand(market.buyer)
    database = server.database

    async def read_slowly() -> bytes:
        got = b""
        async for line in stream_lines(run_of(database), Turns(database, ONE_CONNECTION)):
            got += line
            with database.write() as session:
                session.execute(update(Demand).values(notes="meanwhile"))
        return got

    assert read_lines(anyio.run(read_slowly)).end["ranked"] == 3


def test_one_connection_is_enough_and_free_between_lines(market: Market, database_url: str) -> None:
    make_demand(market.buyer)
    own = Database(database_url, pool_size=1, timeout_seconds=0.5)

    async def read_slowly() -> bytes:
        turns = Turns(own, ONE_CONNECTION)
        got = b""
        async for line in stream_lines(run_of(own), turns):
            got += line
            async with turns.take(writing=False):
                own.ping()
        return got

    try:
        assert read_lines(anyio.run(read_slowly)).end["ranked"] == 3
    finally:
        own.dispose()


def test_a_reader_that_goes_away_leaves_nothing_behind(market: Market) -> None:
    for _ in range(5):
        make_demand(market.buyer)
    headers = {"Authorization": f"Bearer {market.centre.token}"}
    for _ in range(20):
        with market.centre.http.stream(
            "POST", PATH, json={"all_open": True}, headers=headers
        ) as answer:
            next(answer.iter_bytes())
    time.sleep(0.2)
    lines = batch_of(market.centre, {"all_open": True})
    assert (lines.end["complete"], lines.end["ranked"]) == (True, 7)


def test_a_database_that_is_gone_ends_the_lines_with_the_reason(
    server: Server, market: Market
) -> None:
    assert market.demand
    gone = Database("sqlite:////nowhere/at/all.db")
    run = run_of(server.database, read_from=gone)

    async def read() -> bytes:
        return b"".join([line async for line in stream_lines(run, Turns(gone, ONE_CONNECTION))])

    lines = read_lines(anyio.run(read))
    assert lines.demands == []
    assert (lines.end["complete"], lines.end["demands"], lines.end["ranked"]) == (False, 2, 0)
    assert lines.end["problem"]["code"] == "unavailable"
    gone.dispose()


def test_waiting_for_a_turn_in_vain_ends_the_lines_with_the_reason(
    server: Server, market: Market
) -> None:
    assert market.demand
    run = run_of(server.database)

    async def read() -> bytes:
        turns = Turns(server.database, ONE_CONNECTION)
        lines = stream_lines(run, turns)
        first = await anext(lines)
        async with turns.take(writing=False):
            return first + b"".join([line async for line in lines])

    lines = read_lines(anyio.run(read))
    assert len(lines.demands) == lines.end["ranked"] == 1
    assert lines.end["complete"] is False
    assert lines.end["problem"]["status"] == 503
