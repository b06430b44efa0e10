"""How one process follows the database: what it loads, what it keeps, and when it starts anew."""

import math
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import joinedload, selectinload

from app.core.clock import today_in_vietnam
from app.core.database import Database, Session
from app.demands.matching import DemandListing, list_demand
from app.matches.contexts import context_of
from app.matches.live import LiveMarket, MarketView, Poller
from app.matches.live.view import MovedOnError, Part
from app.matching import TIERS, ScoringProfile
from app.models import Demand, SupplierProfile
from app.suppliers.listing import SupplierListing, list_supplier
from tests.api.conftest import Market, Server
from tests.factories.client import Client, Json
from tests.factories.markets import make_market
from tests.factories.queries import recorded
from tests.factories.suppliers import make_supplier

EVERYTHING = Part(frozenset(TIERS), 100, 0)


@pytest.fixture
def live() -> LiveMarket:
    """Make a market that nothing keeps warm."""
    return LiveMarket()


@pytest.fixture
def reading(server: Server) -> Iterator[Session]:
    """Give a reading session."""
    with server.database.read() as session:
        yield session


def _ranked(view: MarketView, demand: Json) -> set[str]:
    context = context_of(ScoringProfile(), today_in_vietnam())
    entry = view.get_demand(demand["id"])
    assert entry is not None
    return {
        item.supplier_id for item in view.rank_suppliers(entry.prepared, context, EVERYTHING).items
    }


def _deactivate(client: Client, profile: Json) -> None:
    path = f"/v1/suppliers/{profile['id']}"
    assert client.patch(path, {"is_active": False}).status_code == 200


def test_plain_columns_say_the_same_as_loaded_rows(centre: Client, reading: Session) -> None:
    profiles, demands = make_market(centre, seed=7)
    _deactivate(centre, profiles[0])
    whole = select(SupplierProfile).options(
        joinedload(SupplierProfile.organization),
        selectinload(SupplierProfile.sites),
        selectinload(SupplierProfile.capabilities),
        selectinload(SupplierProfile.certifications),
    )
    loaded = {row.id: list_supplier(row) for row in reading.scalars(whole)}
    ids = [*loaded, "sup_none"]
    assert {it.profile.id: it for it in SupplierListing(reading).find(ids)} == loaded
    active = {key: listed for key, listed in loaded.items() if listed.is_active}
    assert {it.profile.id: it for it in SupplierListing(reading).find_active()} == active
    assert len(active) == len(loaded) - 1

    coded = select(Demand).options(
        selectinload(Demand.category_links), selectinload(Demand.certification_links)
    )
    stored = {row.id: list_demand(row) for row in reading.scalars(coded)}
    assert {it.demand.id: it for it in DemandListing(reading).find([*stored, "x"])} == stored
    assert {it.demand.id: it for it in DemandListing(reading).find_open()} == stored
    assert len(stored) == len(demands)


def test_a_market_that_has_not_changed_costs_one_query(
    server: Server, market: Market, live: LiveMarket
) -> None:
    with server.database.read() as session:
        generation = live.sync(session)
    with recorded(server.database) as statements, server.database.read() as session:
        assert live.answer(session, lambda view: _ranked(view, market.demand)) == {
            market.profile["id"],
            market.other_profile["id"],
        }
        assert live.sync(session) == generation
    assert [statement for statement in statements if "market_changes" not in statement] == []


def test_a_change_loads_only_what_has_changed(
    server: Server, market: Market, live: LiveMarket
) -> None:
    with server.database.read() as session:
        before = live.sync(session)
    _deactivate(market.centre, market.profile)
    with recorded(server.database) as statements, server.database.read() as session:
        assert live.answer(session, lambda view: _ranked(view, market.demand)) == {
            market.other_profile["id"]
        }
        assert live.sync(session) > before
    assert len(statements) <= 8, statements


def test_a_reader_of_an_older_state_is_given_the_newer_one(
    server: Server, market: Market, live: LiveMarket
) -> None:
    with server.database.read() as older:
        live.sync(older)
        older.execute(text("SELECT count(*) FROM demands"))
        new = make_supplier(market.centre)
        with server.database.read() as newer:
            live.sync(newer)
        assert new["id"] in live.answer(older, lambda view: _ranked(view, market.demand))


def test_a_view_of_a_past_state_does_not_rank_but_still_tells_it(
    server: Server, market: Market, live: LiveMarket
) -> None:
    key = market.profile["id"]
    with server.database.read() as older:
        view = live.answer(older, lambda view: view)
        _deactivate(market.centre, market.profile)
        with server.database.read() as newer:
            live.sync(newer)
            now = live.answer(newer, lambda view: view.get_supplier(key))
        with pytest.raises(MovedOnError):
            _ranked(view, market.demand)
        then = view.get_supplier(key)
        assert view.get_supplier("sup_none") is None
        assert view.get_demand("dem_none") is None
    assert now is not None
    assert then is not None
    assert (then.listed.is_active, now.listed.is_active) == (True, False)


def test_what_follows_from_a_state_is_worked_out_once(
    server: Server, market: Market, live: LiveMarket
) -> None:
    worked: list[int] = []

    def work() -> int:
        worked.append(1)
        return len(worked)

    with server.database.read() as session:
        assert [live.answer(session, lambda v: v.recall("a", work)) for _ in "ab"] == [1, 1]
    _deactivate(market.centre, market.profile)
    with server.database.read() as session:
        assert live.answer(session, lambda v: v.recall("a", work)) == 2


def test_a_small_shelf_ranks_the_same(server: Server, market: Market) -> None:
    small = LiveMarket(capacity=1)
    with server.database.read() as session:
        ids = small.answer(session, lambda view: _ranked(view, market.demand))
        assert len(small.answer(session, lambda view: view.find_suppliers(sorted(ids)))) == 2


def test_a_market_that_cannot_be_loaded_stays_unloaded_and_recovers(
    server: Server, market: Market, live: LiveMarket
) -> None:
    _rename(server.database, "capabilities", "capabilities_away")
    try:
        with server.database.read() as session, pytest.raises(Exception, match="capabilities"):
            live.sync(session)
    finally:
        _rename(server.database, "capabilities_away", "capabilities")
    assert not live.is_loaded
    with server.database.read() as session:
        assert len(live.answer(session, lambda view: _ranked(view, market.demand))) == 2


def test_the_thread_keeps_a_market_warm_and_tells_how_fresh_it_is(
    server: Server, market: Market, live: LiveMarket
) -> None:
    database = Database(server.database.engine.url.render_as_string(hide_password=False))
    assert live.freshness().age_seconds == math.inf
    loaded: list[bool] = []
    poller = Poller(database, live, 0.05, lambda: loaded.append(live.is_loaded))
    poller.start()
    try:
        _wait_for_age(live)
        _wait_until(lambda: bool(loaded))
        assert loaded == [True]
        before = live.freshness().generation
        _deactivate(market.centre, market.profile)
        _wait_for_generation(live, before)
        with database.write() as session:
            session.execute(text("UPDATE supplier_profiles SET employees = 3"))
        assert live.freshness().age_seconds > 0.0
        _wait_for_age(live)
        assert live.freshness().generation > before
    finally:
        poller.stop()
        database.dispose()


def test_an_own_write_makes_what_is_known_stale_at_once(
    server: Server, market: Market, live: LiveMarket
) -> None:
    assert market.profile
    with server.database.read() as session:
        live.sync(session)
    assert live.freshness().age_seconds < 60
    live.mark_written()
    assert live.freshness().age_seconds == math.inf
    assert live.unread_seconds() < 60
    with server.database.read() as session:
        live.sync(session)
    assert live.freshness().age_seconds < 60


def test_a_process_without_its_feed_is_not_ready(server: Server, market: Market) -> None:
    http = market.centre.http
    assert http.get("/readyz").status_code == 200
    _rename(server.database, "market_changes", "market_changes_away")
    try:
        time.sleep(1.3)
        answer = http.get("/readyz")
        assert (answer.status_code, answer.json()["code"]) == (503, "market_stale")
        assert http.get("/healthz").status_code == 200
    finally:
        _rename(server.database, "market_changes_away", "market_changes")
    deadline = time.monotonic() + 5
    while http.get("/readyz").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _rename(database: Database, old: str, new: str) -> None:
    with database.write() as session:
        session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


def _wait_for_age(live: LiveMarket) -> None:
    _wait_until(lambda: live.freshness().age_seconds <= 1)


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _wait_for_generation(live: LiveMarket, before: int) -> None:
    deadline = time.monotonic() + 10
    while live.freshness().generation == before:
        assert time.monotonic() < deadline
        time.sleep(0.01)
