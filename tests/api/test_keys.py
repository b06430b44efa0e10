"""API keys: revoked, expired, limited to reading, shown once."""

from datetime import timedelta

from sqlalchemy import update

from app.core.clock import utc_now
from app.models import ApiKey
from tests.api.conftest import Market, Server
from tests.factories.client import Client
from tests.factories.demands import demand_body
from tests.factories.imports import send
from tests.factories.organizations import make_buyer, make_key


def test_a_revoked_or_expired_key_is_refused_at_once(server: Server, centre: Client) -> None:
    buyer = make_buyer(centre)
    revoked, expired = (make_key(centre, "buyer", buyer["id"]) for _ in range(2))
    assert revoked.get("/v1/me").status_code == expired.get("/v1/me").status_code == 200

    key_id = revoked.get("/v1/me").json()["key_id"]
    assert centre.delete(f"/v1/api-keys/{key_id}").json()["revoked_at"] is not None
    with server.database.write() as session:
        past = utc_now() - timedelta(milliseconds=1)
        key_id = expired.get("/v1/me").json()["key_id"]
        session.execute(update(ApiKey).where(ApiKey.id == key_id).values(expires_at=past))

    stranger = Client(centre.http, f"{str(centre.token)[:-4]}AAAA")
    for client in (revoked, expired, stranger, Client(centre.http, None)):
        for answer in (client.get("/v1/demands"), client.post("/v1/demands", json=demand_body())):
            assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert centre.get("/v1/demands").json()["items"] == []


def test_a_key_says_when_it_ends_and_never_shows_its_secret_again(centre: Client) -> None:
    body = {"name": "A", "role": "centre", "expires_at": "2199-01-01T00:00:00+07:00"}
    made = centre.post("/v1/api-keys", json=body)
    assert made.headers["Cache-Control"] == "no-store"
    key = made.json()
    assert key["expires_at"] == "2198-12-31T17:00:00Z"
    secret = key["token"].rpartition("_")[2]
    paths = ("/v1/api-keys", f"/v1/api-keys/{key['id']}", "/v1/audit-records")
    seen = "".join(centre.get(path).text for path in paths)
    assert key["id"] in seen
    assert secret not in seen
    for late in ("2020-01-01T00:00:00Z", "2199-01-01T00:00:00"):
        refused = centre.post("/v1/api-keys", json={**body, "expires_at": late})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/expires_at"


def test_a_key_that_may_only_read_asks_and_does_not_write(market: Market) -> None:
    reader = make_key(market.centre, "buyer", market.buyer_organization["id"], scopes=["read"])
    path = f"/v1/demands/{market.demand['id']}"
    refused = (
        reader.post("/v1/demands", json=demand_body()),
        reader.patch(path, {"notes": "a"}),
        reader.delete(path),
        send(reader, b"name\nA\n"),
    )
    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert reader.get(path).status_code == 200
    assert reader.post("/v1/matches/query", json={"name": "Khuôn"}).status_code == 200
    assert market.buyer.get(path).json()["notes"] == ""

    writer = make_key(market.centre, "buyer", market.buyer_organization["id"], scopes=["write"])
    assert writer.get(path).status_code == 403
    assert writer.post("/v1/matches/query", json={"name": "Khuôn"}).status_code == 403
    assert writer.post("/v1/demands", json=demand_body()).status_code == 201
