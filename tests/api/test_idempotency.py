"""A retried POST gets the first answer and happens once."""

from datetime import timedelta
from functools import partial
from itertools import count

import httpx
import pytest
from sqlalchemy import update

from app.core.clock import utc_now
from app.models import IdempotencyRecord, Import
from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.demands import make_demand_list
from tests.factories.imports import send
from tests.factories.organizations import make_buyer, make_key
from tests.factories.races import race
from tests.factories.spreadsheets import csv_file

KEY = "0123-retry-me"
REPLAYED = "Idempotency-Replayed"

_names = count(1)


def _company(**fields: object) -> Json:
    return {"name": f"Công ty {next(_names)}", "is_buyer": True, **fields}


def _post(client: Client, path: str, body: Json, key: str = KEY) -> httpx.Response:
    return client.post(path, json=body, headers={"Idempotency-Key": key})


def _names_of(client: Client, path: str = "/v1/organizations") -> list[str]:
    return [item["name"] for item in client.get(path).json()["items"]]


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


def test_a_retry_gets_the_first_answer(centre: Client) -> None:
    body = _company()
    first = _post(centre, "/v1/organizations", body)
    retry = _post(centre, "/v1/organizations", body)

    assert first.status_code == 201
    assert REPLAYED not in first.headers
    assert retry.status_code == 201
    assert retry.headers[REPLAYED] == "true"
    assert retry.content == first.content
    for header in ("Location", "ETag", "Content-Type"):
        assert retry.headers[header] == first.headers[header]
    assert _names_of(centre) == [body["name"]]


def test_a_retry_gets_the_first_answer_although_the_resource_has_changed(centre: Client) -> None:
    body = _company()
    first = _post(centre, "/v1/organizations", body)
    assert centre.patch(first.headers["Location"], {"name_en": "Changed"}).status_code == 200
    assert _post(centre, "/v1/organizations", body).json() == first.json()


def test_the_same_key_with_another_request_is_refused(centre: Client, buyer: Client) -> None:
    buyer_id = buyer.get("/v1/me").json()["organization_id"]
    assert _post(centre, "/v1/organizations", _company()).status_code == 201
    for path, body in (
        ("/v1/organizations", _company()),
        ("/v1/demands", {"name": "Khuôn", "buyer_id": buyer_id}),
    ):
        answer = _post(centre, path, body)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert len(_names_of(centre)) == 2


def test_retries_that_race_create_once_and_get_the_same_answer(centre: Client) -> None:
    body = _company()
    answers = race(*[partial(_post, centre, "/v1/organizations", body)] * 8)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum(REPLAYED not in answer.headers for answer in answers) == 1
    assert _names_of(centre) == [body["name"]]


def test_different_requests_that_race_with_one_key_have_one_winner(centre: Client) -> None:
    bodies = [_company() for _ in range(4)]
    answers = race(*[partial(_post, centre, "/v1/organizations", body) for body in bodies])
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
    assert len(_names_of(centre)) == 1


def test_an_upload_is_the_same_request_although_its_boundary_differs(buyer: Client) -> None:
    content = csv_file([{"name": "Vỏ máy khoan"}, {"name": "Khuôn ép"}])
    first = send(buyer, content, key=KEY)
    retry = send(buyer, content, key=KEY)
    assert first.request.headers["Content-Type"] != retry.request.headers["Content-Type"]
    assert first.status_code == retry.status_code == 201
    assert retry.headers[REPLAYED] == "true"
    assert retry.content == first.content
    assert retry.headers["Location"] == first.headers["Location"]
    assert len(buyer.get("/v1/imports").json()["items"]) == 1


def test_uploads_that_race_make_one_import(buyer: Client) -> None:
    answers = race(*[partial(send, buyer, b"name\nA\n", key=KEY)] * 4)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_a_key_of_an_upload_is_forgotten_after_a_day(server: Server, buyer: Client) -> None:
    first = send(buyer, b"name\nA\n", key=KEY)
    with server.database.write() as session:
        moment = utc_now() - timedelta(hours=24.1)
        session.execute(update(Import).values(created_at=moment))
    again = send(buyer, b"name\nB\n", key=KEY)
    assert again.status_code == 201
    assert again.json()["id"] != first.json()["id"]


@pytest.mark.parametrize(
    "change", [{"content": b"name\nB\n"}, {"filename": "other.csv"}, {"list_name": "Other"}]
)
def test_an_upload_with_another_file_name_or_field_is_another_request(
    change: Json, buyer: Client
) -> None:
    sent: Json = {"content": b"name\nA\n", "filename": "list.csv"}
    assert send(buyer, **sent, key=KEY).status_code == 201
    answer = send(buyer, **{**sent, **change}, key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert len(buyer.get("/v1/imports").json()["items"]) == 1


def test_a_request_that_failed_does_not_use_up_its_key(centre: Client) -> None:
    taken = _company(tax_code="0100233488")
    assert centre.post("/v1/organizations", json=taken).status_code == 201
    refused = _post(centre, "/v1/organizations", _company(tax_code="0100233488"))
    assert (refused.status_code, refused.json()["code"]) == (409, "tax_code_taken")
    invalid = _post(centre, "/v1/organizations", {"name": ""})
    assert invalid.status_code == 422

    body = _company()
    answer = _post(centre, "/v1/organizations", body)
    assert answer.status_code == 201
    assert REPLAYED not in answer.headers
    assert _names_of(centre) == [taken["name"], body["name"]]


def test_keys_of_different_api_keys_are_independent(centre: Client, buyer: Client) -> None:
    other = make_key(centre, "buyer", make_buyer(centre)["id"])
    body = {"name": "Khuôn ép vỏ máy"}
    answers = [_post(client, "/v1/demands", body) for client in (buyer, other)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["id"] != answers[1].json()["id"]
    assert all(REPLAYED not in answer.headers for answer in answers)


def test_an_answer_is_forgotten_after_a_day(server: Server, centre: Client) -> None:
    body = _company()
    first = _post(centre, "/v1/organizations", body)

    def age(hours: float) -> None:
        with server.database.write() as session:
            moment = utc_now() - timedelta(hours=hours)
            session.execute(update(IdempotencyRecord).values(created_at=moment))

    age(23.9)
    assert _post(centre, "/v1/organizations", body).content == first.content
    age(24.1)
    again = _post(centre, "/v1/organizations", body)
    assert again.status_code == 201
    assert again.json()["id"] != first.json()["id"]
    assert REPLAYED not in again.headers


def test_every_post_that_creates_takes_a_key(server: Server) -> None:
    created = {
        operation["operationId"]: [item["name"] for item in operation.get("parameters", [])]
        for item in server.app.openapi()["paths"].values()
        for method, operation in item.items()
        if method == "post" and "201" in operation["responses"]
    }
    without = {name for name, names in created.items() if "idempotency-key" not in names}
    assert without == {"create_api_key"}, "its answer holds the secret, which is never stored"


def test_a_key_that_cannot_be_one_is_refused(centre: Client) -> None:
    for key in ("short", "has space in it", "x" * 256):
        answer = _post(centre, "/v1/organizations", _company(), key)
        assert answer.status_code == 422, key
        fault = answer.json()["errors"][0]
        assert (fault["place"], fault["pointer"]) == ("header", "idempotency-key")
    assert _names_of(centre) == []


def test_a_list_with_its_demands_is_made_once(centre: Client) -> None:
    made = make_buyer(centre)
    body = {"buyer_id": made["id"], "name": "Đợt 1", "demands": [{"name": "A"}, {"name": "B"}]}
    answers = race(*[partial(_post, centre, "/v1/demand-lists", body)] * 4)
    assert {answer.status_code for answer in answers} == {201}
    assert len(_names_of(centre, "/v1/demand-lists")) == 1
    assert sorted(_names_of(centre, "/v1/demands")) == ["A", "B"]
    assert make_demand_list(centre, made["id"])["id"] != answers[0].json()["id"]
