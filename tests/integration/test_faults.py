"""When the database refuses, is busy, or is gone: an honest problem, and never a false success."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from app.core.database import Database
from app.core.settings import Settings
from tests.api.conftest import Server
from tests.factories.client import Client
from tests.factories.organizations import make_buyer
from tests.factories.rows import count_rows
from tests.integration.conftest import Serve, speaking_to

KEY = "kn_0123456789abcdef_nobody"
SECRETS = ("sqlite", "psycopg", "sqlalchemy", "SELECT", "api_keys", "contacts", "Traceback", "app/")
"""What an answer must not tell of the inside."""


def _assert_unavailable(answer: httpx.Response, code: str = "unavailable") -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    _assert_tells_nothing(answer)


def _assert_tells_nothing(answer: httpx.Response) -> None:
    assert [secret for secret in SECRETS if secret in answer.text] == []


_PROMISES = """
CREATE TABLE promises (
    organization_id VARCHAR(40) REFERENCES organizations (id) DEFERRABLE INITIALLY DEFERRED
)"""
_SQLITE_TRIGGER = [
    """
CREATE TRIGGER promise AFTER INSERT ON organizations
BEGIN INSERT INTO promises VALUES ('org_none'); END"""
]
_POSTGRESQL_TRIGGER = [
    """
CREATE FUNCTION promise() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO promises VALUES ('org_none'); RETURN NULL; END $$""",
    """
CREATE TRIGGER promise AFTER INSERT ON organizations FOR EACH ROW EXECUTE FUNCTION promise()""",
]


@contextmanager
def failing_at_commit(database: Database) -> Iterator[None]:
    """Let every new organization break a rule that is checked at the commit and not before."""
    is_sqlite = database.engine.dialect.name == "sqlite"
    _execute(database, _PROMISES, *(_SQLITE_TRIGGER if is_sqlite else _POSTGRESQL_TRIGGER))
    try:
        yield
    finally:
        undo = "DROP TRIGGER promise" if is_sqlite else "DROP FUNCTION promise CASCADE"
        _execute(database, undo, "DROP TABLE promises")


def _execute(database: Database, *statements: str) -> None:
    with database.write() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_failure_at_the_commit_is_no_success(server: Server, centre: Client) -> None:
    before = count_rows(server.database)
    body = {"name": "A", "is_buyer": True}
    with failing_at_commit(server.database):
        answer = centre.post(
            "/v1/organizations", json=body, headers={"Idempotency-Key": "0123456789"}
        )
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert "Location" not in answer.headers
    assert count_rows(server.database) == before
    retried = centre.post("/v1/organizations", json=body, headers={"Idempotency-Key": "0123456789"})
    assert retried.status_code == 201


def test_an_unexpected_failure_tells_nothing_of_the_inside(server: Server, centre: Client) -> None:
    path = f"/v1/organizations/{make_buyer(centre)['id']}/contacts"
    _execute(server.database, "ALTER TABLE contacts RENAME TO contacts_away")
    try:
        answers = [centre.get(path), centre.post(path, json={"name": "A"})]
    finally:
        _execute(server.database, "ALTER TABLE contacts_away RENAME TO contacts")
    for answer in answers:
        assert answer.status_code in {500, 503}
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["request_id"] == answer.headers["X-Request-ID"]
        _assert_tells_nothing(answer)
    assert centre.get(path).json()["items"] == []


def test_without_its_database_the_service_says_so_and_lives(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"postgresql://nobody:secret-word@127.0.0.1:{port}/gone"
    service = serve(Settings(database_url=url, log_level="error", rate_limit_per_minute=0))
    nobody = Client(service, KEY)
    for answer in (
        nobody.get("/v1/me"),
        nobody.post("/v1/demands", json={"name": "A"}),
        nobody.post("/v1/matches/query", json={"name": "A"}),
        nobody.get("/readyz"),
    ):
        _assert_unavailable(answer)
        assert "secret-word" not in answer.text
    assert nobody.get("/healthz").json() == {"status": "ok"}
    assert nobody.get("/v1/reference/provinces").status_code == 200


def test_a_database_without_its_tables_is_not_ready(serve: Serve, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    service = serve(Settings(database_url=url, log_level="error", rate_limit_per_minute=0))
    ready = service.get("/readyz")
    assert (ready.status_code, ready.json()["code"]) == (503, "schema_outdated")
    assert "ketnoi migrate" in ready.json()["detail"]
    _assert_unavailable(Client(service, KEY).get("/v1/me"))


def test_a_migrated_database_is_ready(server: Server, http: httpx.Client) -> None:
    assert server.database.engine is not None
    assert http.get("/readyz").json() == {"status": "ok"}


def test_a_lock_that_is_not_free_in_time_is_a_reason_to_try_again(
    serve: Serve, quiet: Settings, server: Server, centre: Client
) -> None:
    made = make_buyer(centre)
    hurried = quiet.model_copy(update={"database_timeout_seconds": 0.2})
    impatient = speaking_to(serve(hurried), centre)
    path = f"/v1/organizations/{made['id']}"
    with server.database.write() as session:
        lock = "UPDATE organizations SET name = name WHERE id = :id"
        session.execute(text(lock), {"id": made["id"]})
        _assert_unavailable(impatient.patch(path, {"name_en": "B"}))
        assert impatient.get(path).json() == made, "readers do not wait for writers"
    assert impatient.patch(path, {"name_en": "C"}).json()["name_en"] == "C"


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True, scope="session")
def test_connections_that_were_cut_are_replaced(server: Server, centre: Client) -> None:
    assert centre.get("/v1/me").status_code == 200
    with server.database.engine.connect() as connection:
        cut = connection.execute(
            text(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        ).scalar_one()
    assert cut > 0
    assert [centre.get("/v1/me").status_code for _ in range(3)] == [200, 200, 200]
    assert centre.post("/v1/organizations", json={"name": "A", "is_buyer": True}).is_success
