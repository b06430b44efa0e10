"""Processes that are killed in an import: what they leave can be taken up, and nothing is half."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import httpx
import pytest
from sqlalchemy import func, select, update

from app.bench.machine import descendants_of
from app.core.clock import utc_now
from app.core.database import Database
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.imports.confirming import Confirmation, Confirming
from app.imports.jobs import ImportJobs
from app.imports.reading import FileReading
from app.imports.service import ImportService
from app.imports.spool import PREFIX, remove_leftovers
from app.imports.uploading import UploadRequest, UploadStore
from app.models import AuditRecord, Import, ImportRow
from tests.factories.client import Client
from tests.factories.imports import IMPORTS, send
from tests.factories.rows import count_rows
from tests.factories.spreadsheets import Rows, csv_file
from tests.integration.conftest import Serve, speaking_to

ROWS = 2000
KILLS_OF_EACH = 5
"""Of ten kills half come while the file is read, and half while its rows are written."""

LATE_SECONDS = 0.1
"""A kill comes up to so much later than the progress that it waits for."""

PATIENCE_SECONDS = 60

WRITTEN = {
    "organizations": 1,
    "supplier_profiles": 1,
    "sites": 1,
    "capabilities": 1,
    "certifications": 1,
    "contacts": 1,
    "market_changes": 4,
}
"""Rows that each row of the file becomes; all but the company and the contact change rankings."""

PROGRAM = """
import os, sys, threading
from app.core.database import Database
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.imports.confirming import Confirming
from app.imports.jobs import ImportJobs, Progress
from app.imports.reading import FileReading
import app.imports.analysis

def work(kind, import_id, enough):
    settings = Settings(database_url=sys.argv[1])
    database = Database(settings.database_url)
    if kind == "read":
        job = FileReading(database, settings, import_id)
    else:
        job = Confirming(database, COMMAND_LINE, import_id, "partial", dry_run=False)
    progress = Progress(threading.Event())
    def tell():
        while progress.done < enough:
            threading.Event().wait(0.001)
        print("now", flush=True)
    threading.Thread(target=tell, daemon=True).start()
    job(progress)

for line in sys.stdin:
    kind, import_id, enough = line.split()
    pid = os.fork()
    if pid == 0:
        try:
            work(kind, import_id, int(enough))
            print("done", flush=True)
        finally:
            os._exit(0)
    print(pid, flush=True)
    os.waitpid(pid, 0)
    print("ended", flush=True)
"""
"""Has imported all that it needs, and does each piece of work in a process of its own."""


@pytest.fixture
def jobs(database: Database, database_url: str) -> Iterator[ImportJobs]:
    """Work in this process."""
    working = ImportJobs(database, Settings(database_url=database_url))
    yield working
    working.stop()


class Victims:
    """Starts work on imports in processes of their own, and kills them."""

    def __init__(self, database_url: str, random: Random) -> None:
        self._random = random
        self._starter = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def kill(self, kind: str, import_id: str, enough: int) -> bool:
        """Begin work, and kill it a moment after so many rows; tell whether it had not ended."""
        assert self._starter.stdin is not None
        self._starter.stdin.write(f"{kind} {import_id} {enough}\n")
        self._starter.stdin.flush()
        pid = int(self._hear())
        said = self._hear()
        assert said == "now"
        time.sleep(self._random.uniform(0, LATE_SECONDS))
        below = list(descendants_of(pid))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        said = self._hear()
        if said == "done":
            assert self._hear() == "ended"
            return False
        _wait_until(lambda: not any(map(_is_alive, below)))
        return True

    def close(self) -> None:
        """End the starter."""
        assert self._starter.stdin is not None
        assert self._starter.stdout is not None
        self._starter.stdin.close()
        self._starter.stdout.close()
        self._starter.wait()

    def _hear(self) -> str:
        assert self._starter.stdout is not None
        return self._starter.stdout.readline().strip()


@pytest.fixture
def victims(database_url: str) -> Iterator[Victims]:
    """Give work that is killed at moments drawn at random, the same ones at every run."""
    found = Victims(database_url, Random(5))  # noqa: S311 - a test, not a secret
    yield found
    found.close()


def _is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False


def _wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _rows(count: int) -> Rows:
    return [
        {
            "external_id": f"NCC-{n}",
            "name": f"Công ty {n}",
            "province": "Đồng Nai",
            "capability": "Ép phun nhựa ABS",
            "certifications": "ISO 9001 (2198-03-01)",
            "contact_name": f"Nguyễn Văn {n}",
        }
        for n in range(count)
    ]


def _upload(jobs: ImportJobs, folder: Path) -> str:
    path = folder / "suppliers.csv"
    path.write_bytes(csv_file(_rows(ROWS)))
    with path.open("rb") as file:
        request = UploadRequest("suppliers", path.name)
        return (
            UploadStore(jobs.database, jobs.settings).store(COMMAND_LINE, file, request).import_id
        )


def _count(database: Database, table: type) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def _let_a_minute_pass(database: Database) -> None:
    with database.write() as session:
        session.execute(update(Import).values(heartbeat_at=utc_now() - timedelta(minutes=1)))


def _when_unlocked(jobs: ImportJobs, import_id: str) -> Confirmation:
    """Confirm, as soon as the database has noticed that the other process is gone."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            work = Confirming(jobs.database, COMMAND_LINE, import_id, "partial", dry_run=False)
            outcome: Confirmation = jobs.start(import_id, "confirm", work).result()
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return outcome


def test_ten_kills_at_random_moments_leave_nothing_half_written(
    jobs: ImportJobs, database: Database, victims: Victims, tmp_path: Path
) -> None:
    random = Random(10)  # noqa: S311 - a test, not a secret
    import_id = _upload(jobs, tmp_path)
    before = count_rows(database)
    for enough in sorted(random.randrange(ROWS - 500) for _ in range(KILLS_OF_EACH)):
        assert victims.kill("read", import_id, enough)
        now = count_rows(database)
        assert {**now, "import_rows": 0} == before
        with database.read() as session:
            service = ImportService(session, COMMAND_LINE, jobs, "en")
            assert service.get_import(import_id).status == "reading"
        _let_a_minute_pass(database)
    jobs.start(import_id, "read", FileReading(database, jobs.settings, import_id)).result()
    with database.read() as session:
        service = ImportService(session, COMMAND_LINE, jobs, "en")
        shown = service.read_import(service.get_import(import_id))
    assert (shown.status, shown.counts.read, shown.counts.ready) == ("previewed", ROWS, ROWS)
    assert _count(database, ImportRow) == ROWS

    before = count_rows(database)
    is_written = False
    for enough in sorted(random.randrange(ROWS - 500) for _ in range(KILLS_OF_EACH)):
        assert not is_written
        victims.kill("confirm", import_id, enough)
        is_written = count_rows(database) != before  # it came too late: then all must be there
    outcome = _when_unlocked(jobs, import_id)
    assert outcome.written["create"] == (0 if is_written else ROWS)
    written = count_rows(database)
    for table, rows_of_each in WRITTEN.items():
        assert written[table] == before[table] + rows_of_each * ROWS
    with database.read() as session:
        kept = select(AuditRecord.entity, func.count()).group_by(AuditRecord.entity)
        audited = {row[0]: row[1] for row in session.execute(kept)}
    assert audited["supplier"] == ROWS


def test_a_service_that_is_killed_while_a_child_reads_leaves_no_orphan_and_no_file(
    centre: Client,
    database_url: str,
    serve: Serve,
    quiet: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = {
        **os.environ,
        "KETNOI_DATABASE_URL": database_url,
        "KETNOI_IMPORT_WAIT_SECONDS": "0",
        "TMPDIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with (
        subprocess.Popen(  # noqa: S603 - our own program
            command, env=environment, cwd=Path(__file__).parents[2], stderr=subprocess.DEVNULL
        ) as service,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        _wait_until(lambda: _answers(client))
        made = send(Client(client, centre.token), csv_file(_rows(ROWS)), kind="suppliers").json()
        shown = Client(client, centre.token)
        _wait_until(lambda: _rows_done(shown, made["id"]) > 0)
        below = list(descendants_of(service.pid))
        os.kill(service.pid, signal.SIGKILL)
    assert len(below) > 1
    _wait_until(lambda: not any(map(_is_alive, below)))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert len(list(tmp_path.glob(f"{PREFIX}*"))) == 1
    remove_leftovers()
    assert not list(tmp_path.glob(f"{PREFIX}*"))
    other = speaking_to(serve(quiet), centre)
    with Database(database_url).write() as session:
        session.execute(update(Import).values(heartbeat_at=utc_now() - timedelta(minutes=1)))
    path = f"{IMPORTS}/{made['id']}"
    _wait_until(lambda: other.get(path).json()["status"] == "previewed")
    assert other.get(path).json()["counts"]["ready"] == ROWS


def _answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").is_success
    except httpx.TransportError:
        return False


def _rows_done(client: Client, import_id: str) -> int:
    progress = client.get(f"{IMPORTS}/{import_id}").json()["progress"]
    return 0 if progress is None else int(progress["done"])
