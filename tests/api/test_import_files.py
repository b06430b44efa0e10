"""Files that cannot be read, and work that takes longer than a request waits."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select, text, update

from app.core.clock import utc_now
from app.core.settings import Settings
from app.imports.jobs import ImportJobs
from app.imports.reading import FileReading
from app.imports.uploading import KEPT_DAYS
from app.models import Import, ImportFilePart
from tests.api.conftest import Server
from tests.factories.client import Client
from tests.factories.imports import (
    IMPORTS,
    confirm,
    preview,
    read_import,
    rows_of,
    send,
)
from tests.factories.organizations import make_buyer, make_key
from tests.factories.races import race
from tests.factories.rows import count_rows
from tests.factories.spreadsheets import csv_file

PATIENCE_SECONDS = 30


@pytest.fixture
def buyer(centre: Client) -> Client:
    """Speak as a buyer."""
    return make_key(centre, "buyer", make_buyer(centre)["id"])


@pytest.fixture
def hurried(server: Server) -> Iterator[None]:
    """Let no request wait for long work."""
    jobs = server.app.state.import_jobs
    patient = jobs.settings
    jobs.settings = patient.model_copy(update={"import_wait_seconds": 0.0})
    yield
    jobs.settings = patient


def _until(client: Client, import_id: str, status: str) -> dict[str, object]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        answer = client.get(f"{IMPORTS}/{import_id}")
        shown: dict[str, object] = answer.json()
        if shown["status"] == status and shown["progress"] is None:
            return shown
        time.sleep(0.02)
    pytest.fail(f"still {shown['status']} after {PATIENCE_SECONDS} s")


@pytest.mark.parametrize(
    ("content", "filename", "told"),
    [
        (b"", "a.csv", (422, "empty_file")),
        (b"%PDF-1.7\n1 0 obj", "a.pdf", (415, "file_type_not_supported")),
        (b"PK\x03\x04 and nothing else", "a.xlsx", (422, "damaged_file")),
        (b"name,unit\n", "a.csv", (422, "empty_table")),
    ],
    ids=["empty", "pdf", "damaged", "no rows"],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(
    content: bytes, filename: str, told: tuple[int, str], buyer: Client, server: Server
) -> None:
    before = count_rows(server.database)
    answer = send(buyer, content, filename)
    assert (answer.status_code, answer.json()["code"]) == told
    assert answer.headers["Content-Type"] == "application/problem+json"
    now = count_rows(server.database)
    assert (now["imports"], now["import_file_parts"]) == (
        before["imports"],
        before["import_file_parts"],
    )


def test_a_file_over_the_limit_is_refused(buyer: Client, server: Server) -> None:
    limit = server.app.state.settings.max_upload_bytes
    answer = send(buyer, b"name\n" + b"A" * limit)
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


def test_a_form_that_is_not_complete_is_refused(buyer: Client) -> None:
    for sent, pointer in (
        ({"data": {"kind": "demands"}, "files": {"other": ("a.csv", b"name\nA\n")}}, "/file"),
        ({"files": {"file": ("a.csv", b"name\nA\n")}}, "/kind"),
        ({"files": {"file": ("a.csv", b"name\nA\n")}, "data": {"kind": "tools"}}, "/kind"),
        (
            {"files": {"file": ("a.csv", b"name\nA\n")}, "data": {"kind": "demands", "x": "y"}},
            "/x",
        ),
    ):
        answer = buyer.post(IMPORTS, **sent)
        assert answer.status_code == 422, sent
        assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    broken = buyer.post(
        IMPORTS, content=b"--x\r\nbroken", headers={"Content-Type": "multipart/form-data"}
    )
    assert broken.status_code == 400


@pytest.mark.usefixtures("hurried")
def test_a_request_that_does_not_wait_gets_the_progress(buyer: Client) -> None:
    answer = send(buyer, csv_file([{"name": f"Hàng {n}"} for n in range(50)]))
    assert answer.status_code == 201
    assert answer.json()["status"] in {"reading", "previewed"}
    made = answer.json()
    shown = _until(buyer, made["id"], "previewed")
    assert shown["counts"]["ready"] == 50  # type: ignore[index] # an object
    outcome = confirm(buyer, made)
    assert outcome.status_code in {200, 202}
    if outcome.status_code == 202:
        assert outcome.headers["Retry-After"] == "1"
        assert outcome.json()["progress"]["phase"] in {"queued", "writing"}
    _until(buyer, made["id"], "confirmed")
    assert read_import(buyer, made)["counts"]["written"] == 50


@pytest.mark.usefixtures("hurried")
def test_what_is_wrong_with_a_file_is_kept_when_nobody_waits(buyer: Client) -> None:
    answer = send(buyer, b"name,unit\n")
    if answer.status_code == 422:
        pytest.skip("the file was read before the request looked")
    shown = _until(buyer, answer.json()["id"], "failed")
    assert shown["problem"]["code"] == "empty_table"  # type: ignore[index] # an object
    refused = confirm(buyer, answer.json())
    assert (refused.status_code, refused.json()["code"]) == (409, "import_ended")


def test_an_import_whose_reader_has_died_is_read_by_whoever_asks(
    buyer: Client, server: Server
) -> None:
    made = preview(buyer, b"name\nA\nB\n")
    with server.database.write() as session:
        session.execute(
            update(Import).values(
                status="reading",
                run_token="run_of_the_dead",
                heartbeat_at=utc_now() - timedelta(minutes=1),
                previous=None,
            )
        )
    path = f"{IMPORTS}/{made['id']}"
    busy = buyer.patch(path, {"sheet": "A"})
    assert (busy.status_code, busy.json()["code"]) == (409, "import_busy")
    asked = buyer.get(path)
    if asked.json()["status"] == "reading":
        assert asked.headers["Retry-After"] == "1"
    shown = _until(buyer, made["id"], "previewed")
    assert shown["counts"]["ready"] == 2  # type: ignore[index] # an object
    assert [row["number"] for row in rows_of(buyer, made)] == [2, 3]


def test_a_reader_that_lives_is_left_alone(buyer: Client, server: Server) -> None:
    made = preview(buyer, b"name\nA\n")
    with server.database.write() as session:
        session.execute(
            update(Import).values(
                status="reading", run_token="run_of_another", heartbeat_at=utc_now()
            )
        )
    path = f"{IMPORTS}/{made['id']}"
    assert [buyer.get(path).json()["status"] for _ in range(3)] == ["reading"] * 3
    assert confirm(buyer, made).json()["code"] == "import_busy"


def test_two_who_confirm_at_once_write_once(buyer: Client) -> None:
    made = preview(buyer, csv_file([{"name": f"Hàng {n}"} for n in range(20)]))
    answers = race(*[lambda: confirm(buyer, made)] * 4)
    assert {answer.status_code for answer in answers} == {200}, [a.text for a in answers]
    assert read_import(buyer, made)["counts"]["written"] == 20
    assert len(buyer.get("/v1/demands", params={"limit": "200"}).json()["items"]) == 20


def test_the_file_of_a_forgotten_import_is_not_kept_for_ever(buyer: Client, server: Server) -> None:
    made = preview(buyer, b"name\nA\n")
    with server.database.write() as session:
        long_ago = utc_now() - timedelta(days=KEPT_DAYS + 1)
        session.execute(update(Import).values(updated_at=long_ago))
    preview(buyer, b"name\nB\n", "b.csv")
    with server.database.read() as session:
        kept = session.scalars(select(ImportFilePart.import_id)).all()
    assert made["id"] not in kept
    gone = buyer.patch(f"{IMPORTS}/{made['id']}", {"sheet": "A"})
    assert (gone.status_code, gone.json()["code"]) == (409, "import_file_gone")
    assert confirm(buyer, made).json()["written"]["create"] == 1


def test_other_requests_are_served_while_a_file_is_read(buyer: Client, centre: Client) -> None:
    rows = [{"name": f"Công ty {n}", "external_id": str(n)} for n in range(3000)]
    answers: list[httpx.Response] = []
    reader = threading.Thread(
        target=lambda: answers.append(send(centre, csv_file(rows), kind="suppliers"))
    )
    reader.start()
    slowest = 0.0
    while reader.is_alive():
        began = time.monotonic()
        assert buyer.post("/v1/demands", json={"name": "Vỏ máy"}).status_code == 201
        slowest = max(slowest, time.monotonic() - began)
    reader.join()
    assert answers[0].json()["counts"]["read"] == 3000
    assert slowest < PATIENCE_SECONDS


def test_a_failure_of_our_own_is_kept_without_its_inside(buyer: Client, server: Server) -> None:
    def rename(old: str, new: str) -> None:
        with server.database.write() as session:
            session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))

    rename("import_mappings", "import_mappings_away")
    try:
        answer = send(buyer, b"name\nA\n")
    finally:
        rename("import_mappings_away", "import_mappings")
    assert answer.status_code in {500, 503}
    assert "import_mappings" not in answer.text
    [kept] = buyer.get(IMPORTS).json()["items"]
    assert kept["status"] == "failed"
    shown = buyer.get(f"{IMPORTS}/{kept['id']}").json()
    assert shown["problem"]["code"] == "internal_error"


def test_reading_that_is_stopped_is_taken_up_by_another_process(
    buyer: Client, server: Server, database_url: str
) -> None:
    made = preview(buyer, csv_file([{"name": f"Hàng {n}"} for n in range(3000)]))
    with server.database.write() as session:
        values = {"status": "reading", "run_token": None, "generation": 0}
        session.execute(update(Import).values(**values))
    jobs = ImportJobs(server.database, Settings(database_url=database_url))
    reading = jobs.start(
        made["id"], "read", FileReading(server.database, jobs.settings, made["id"])
    )
    assert jobs.start(made["id"], "read", lambda _progress: None) is reading
    while jobs.progress_of(made["id"]) is not None and reading.running() is False:
        time.sleep(0.01)
    jobs.stop()
    assert reading.result() is None
    with server.database.write() as session:
        stopped = session.get_one(Import, made["id"])
        assert (stopped.status, stopped.run_token) == ("reading", None)
        session.execute(update(Import).values(heartbeat_at=utc_now() - timedelta(minutes=1)))
    buyer.get(f"{IMPORTS}/{made['id']}")
    shown = _until(buyer, made["id"], "previewed")
    assert shown["counts"]["ready"] == 3000  # type: ignore[index] # an object
