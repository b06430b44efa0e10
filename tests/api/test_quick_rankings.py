"""Rankings from memory: the same answers, fresh, and only for those who may have them."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import cast

import httpx
import pytest
from fastapi import Request
from sqlalchemy import update

from app.core.clock import utc_now
from app.core.database import Database
from app.core.i18n import Language
from app.matches import quick
from app.matches.answers import AnswerMemory
from app.matches.live import HeldView, LiveMarket
from app.matches.quick import answer_at_once
from app.models import ApiKey
from tests.api.conftest import Market, Server
from tests.factories.client import Client
from tests.factories.demands import make_demand
from tests.factories.organizations import make_buyer, make_key


@pytest.fixture
def quick_answers(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note of every request for a ranking whether it was answered from memory."""
    noted: list[bool] = []

    def answer(request: Request) -> bytes | None:
        body = answer_at_once(request)
        noted.append(body is not None)
        return body

    monkeypatch.setattr(quick, "answer_at_once", answer)
    return noted


@pytest.fixture
def no_room(server: Server) -> Iterator[AnswerMemory]:
    """Let the service keep no answers."""
    kept, server.app.state.answers = server.app.state.answers, AnswerMemory(0)
    yield server.app.state.answers
    server.app.state.answers = kept


def _path(market: Market) -> str:
    return f"/v1/demands/{market.demand['id']}/matches"


def _ask_until_quick(client: Client, path: str, quick_answers: list[bool]) -> httpx.Response:
    """Ask until the answer comes from memory: after a write the market is read back first."""
    for _ in range(100):
        answer = client.get(path)
        if quick_answers[-1]:
            return answer
        time.sleep(0.02)
    pytest.fail("no answer came from memory")


@pytest.mark.parametrize("query", ["", "?limit=20", "?limit=1&include=ineligible", "?include="])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_answer_from_memory_is_the_ordinary_one(
    server: Server, market: Market, quick_answers: list[bool], query: str, language: Language
) -> None:
    client = Client(market.centre.http, market.centre.token)
    path = _path(market) + query
    headers = {"Accept-Language": language}
    _ask_until_quick(client, path, quick_answers)
    server.app.state.keys.forget_all()
    ordinary = client.get(path, headers=headers)
    answers = [client.get(path, headers=headers) for _ in range(2)]
    assert quick_answers[-3] is False
    assert quick_answers[-2:] == [True, True]
    for answer in answers:
        assert answer.content == ordinary.content
        names = set(ordinary.headers) - {"x-request-id", "date"}
        assert {n: answer.headers[n] for n in names} == {n: ordinary.headers[n] for n in names}
        assert set(answer.headers) == set(ordinary.headers)
    assert answers[0].headers["x-request-id"] != answers[1].headers["x-request-id"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?limit=51", 200),
        ("?limit=020", 200),
        ("?offset=0", 200),
        ("?scoring_profile=default", 200),
        ("?limit=0", 422),
        ("?limit=1&limit=2", 422),
        ("?include=nobody", 422),
        ("?unknown=1", 422),
        ("?include=%00", 400),
    ],
)
def test_what_is_not_usual_goes_the_ordinary_way(
    market: Market, quick_answers: list[bool], query: str, status: int
) -> None:
    _ask_until_quick(market.centre, _path(market), quick_answers)
    assert market.centre.get(_path(market) + query).status_code == status
    assert quick_answers[-1] is False


def test_an_own_write_shows_at_once(market: Market, quick_answers: list[bool]) -> None:
    path = _path(market)
    before = _ask_until_quick(market.centre, path, quick_answers).json()["total"]
    supplier = f"/v1/suppliers/{market.profile['id']}"
    for is_active in (False, True):
        assert market.centre.patch(supplier, {"is_active": is_active}).status_code == 200
        counted = sum(market.centre.get(path).json()["total"].values())
        assert counted == sum(before.values()) - (not is_active)


def test_a_revoked_key_gets_nothing_from_memory(market: Market, quick_answers: list[bool]) -> None:
    buyer = make_key(market.centre, "buyer", market.buyer_organization["id"])
    _ask_until_quick(buyer, _path(market), quick_answers)
    key = buyer.get("/v1/me").json()["key_id"]
    assert market.centre.delete(f"/v1/api-keys/{key}").status_code == 200
    assert buyer.get(_path(market)).status_code == 401


def test_a_key_revoked_elsewhere_is_refused_within_a_second(
    server: Server, market: Market, quick_answers: list[bool]
) -> None:
    buyer = make_key(market.centre, "buyer", market.buyer_organization["id"])
    _ask_until_quick(buyer, _path(market), quick_answers)
    key = buyer.get("/v1/me").json()["key_id"]
    elsewhere = Database(server.database.engine.url.render_as_string(hide_password=False))
    try:
        with elsewhere.write() as session:
            session.execute(update(ApiKey).where(ApiKey.id == key).values(revoked_at=utc_now()))
    finally:
        elsewhere.dispose()
    deadline = time.monotonic() + 1.0
    while buyer.get(_path(market)).status_code == 200:
        assert time.monotonic() < deadline
    assert buyer.get(_path(market)).status_code == 401


def test_memory_answers_nobody_who_may_not_see_the_demand(
    market: Market, quick_answers: list[bool]
) -> None:
    path = _path(market)
    _ask_until_quick(market.buyer, path, quick_answers)
    other = make_key(market.centre, "buyer", make_buyer(market.centre)["id"])
    own = make_demand(other, None)
    _ask_until_quick(other, f"/v1/demands/{own['id']}/matches", quick_answers)
    assert other.get(path).status_code == 404
    assert market.supplier.get(path).status_code == 403
    assert Client(market.centre.http, None).get(path).status_code == 401


def test_no_answer_is_kept_where_there_is_no_room(
    market: Market, quick_answers: list[bool], no_room: AnswerMemory
) -> None:
    first = _ask_until_quick(market.centre, _path(market), quick_answers)
    assert market.centre.get(_path(market)).json() == first.json()
    assert len(no_room) == 0


@pytest.mark.usefixtures("no_room")
def test_a_large_market_and_a_busy_one_go_the_ordinary_way(
    market: Market, quick_answers: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    _ask_until_quick(market.centre, _path(market), quick_answers)
    with monkeypatch.context() as patch:
        patch.setattr(LiveMarket, "try_answer", lambda *_: None)
        assert market.centre.get(_path(market)).status_code == 200
        assert quick_answers[-1] is False
    _ask_until_quick(market.centre, _path(market), quick_answers)
    monkeypatch.setattr(quick, "MOST_SUPPLIERS", -1)
    assert market.centre.get(_path(market)).status_code == 200
    assert quick_answers[-1] is False


def test_a_market_that_is_held_or_stale_or_does_not_hold_it_answers_nothing(
    server: Server, market: Market
) -> None:
    live = LiveMarket()

    def generation(view: HeldView) -> int:
        return view.generation

    assert live.try_answer(generation, 60) is None
    with server.database.read() as session:
        now = live.sync(session)
    assert live.try_answer(generation, 60) == now
    assert live.try_answer(generation, -1) is None
    assert live.try_answer(lambda view: view.get_demand("dem_none"), 60) is None
    assert live.try_answer(lambda view: view.find_suppliers(["sup_none"]), 60) is None
    assert live.try_answer(lambda view: cast("str", view.recall("nothing")), 60) is None
    found = live.try_answer(lambda view: view.get_demand(market.demand["id"]), 60)
    assert found is not None
    held = {entry.listed.profile.id for entry in live.held_suppliers()}
    assert held == {market.profile["id"], market.other_profile["id"]}
    with ThreadPoolExecutor(1) as pool:
        busy = live.try_answer(lambda _: pool.submit(live.try_answer, generation, 60).result(), 60)
    assert busy is None
    live.mark_written()
    assert live.try_answer(generation, 60) is None


def test_a_change_that_could_not_be_taken_over_makes_the_market_doubtful(
    server: Server, market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveMarket()
    with server.database.read() as session:
        live.sync(session)
    supplier = f"/v1/suppliers/{market.profile['id']}"
    assert market.centre.patch(supplier, {"is_active": False}).status_code == 200
    with monkeypatch.context() as patch, server.database.read() as session:
        patch.setattr("app.matches.live.market.load_suppliers", _fail)
        with pytest.raises(OSError, match="gone"):
            live.sync(session)
    assert live.try_answer(lambda view: view.generation, 60) is None
    with server.database.read() as session:
        live.sync(session)
    assert live.try_answer(lambda view: view.suppliers, 60) == 1


def _fail(*_: object) -> None:
    raise OSError("gone")
