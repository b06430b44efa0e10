"""Processes that are killed in an import: what they leave can be taken up, and nothing is half."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.core.clock import utc_now
from app.core.database import Database
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.imports.confirming import Confirmation, Confirming
from app.imports.jobs import ImportJobs
from app.imports.reading import FileReading
from app.imports.service import ImportService
from app.imports.uploading import UploadRequest, UploadStore
from app.models import AuditRecord, Import, ImportRow, Organization, SupplierProfile
from tests.factories.spreadsheets import csv_file

ROWS = 1500
PATIENCE_SECONDS = 60

READ = """
from app.imports.reading import FileReading
work = FileReading(jobs.database, jobs.settings, import_id)
"""
CONFIRM = """
from app.imports.confirming import Confirming
from app.core.principal import COMMAND_LINE
work = Confirming(jobs.database, COMMAND_LINE, import_id, "partial", dry_run=False)
"""
PROGRAM = """
import sys, threading
from app.core.database import Database
from app.core.settings import Settings
from app.imports.jobs import ImportJobs, Progress
settings = Settings(database_url=sys.argv[1])
jobs = ImportJobs(Database(settings.database_url), settings)
import_id, enough = sys.argv[2], int(sys.argv[3])
{work}
progress = Progress(threading.Event())
def tell():
    while progress.done < enough:
        threading.Event().wait(0.001)
    print("now", flush=True)
threading.Thread(target=tell, daemon=True).start()
work(progress)
print("done", flush=True)
"""


@pytest.fixture
def jobs(database: Database, database_url: str) -> Iterator[ImportJobs]:
    """Work in this process."""
    working = ImportJobs(database, Settings(database_url=database_url))
    yield working
    working.stop()


@contextmanager
def killed(work: str, database_url: str, import_id: str, enough: int) -> Iterator[bool]:
    """Run work in another process, and kill it once it has done enough rows."""
    program = PROGRAM.format(work=work)
    command = [sys.executable, "-c", program, database_url, import_id, str(enough)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    yield said == "now"


def _upload(jobs: ImportJobs, folder: Path) -> str:
    rows = [
        {"external_id": f"NCC-{n}", "name": f"Công ty {n}", "province": "Đồng Nai"}
        for n in range(ROWS)
    ]
    path = folder / "suppliers.csv"
    path.write_bytes(csv_file(rows))
    with path.open("rb") as file:
        request = UploadRequest("suppliers", path.name)
        return (
            UploadStore(jobs.database, jobs.settings).store(COMMAND_LINE, file, request).import_id
        )


def _count(database: Database, table: type) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


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


@pytest.mark.parametrize("enough", [0, 250, 750])
def test_a_reader_that_is_killed_is_replaced_and_no_row_is_lost_or_doubled(
    enough: int, jobs: ImportJobs, database: Database, database_url: str, tmp_path: Path
) -> None:
    import_id = _upload(jobs, tmp_path)
    with killed(READ, database_url, import_id, enough) as in_time:
        assert in_time
    with database.write() as session:  # a moment later
        session.execute(update(Import).values(heartbeat_at=utc_now() - timedelta(minutes=1)))
    with database.read() as session:
        service = ImportService(session, COMMAND_LINE, jobs, "en")
        row = service.get_import(import_id)
        assert (row.status, service.needs_reader(row)) == ("reading", True)
    jobs.start(import_id, "read", FileReading(database, jobs.settings, import_id)).result()
    with database.read() as session:
        service = ImportService(session, COMMAND_LINE, jobs, "en")
        shown = service.read_import(service.get_import(import_id))
    assert (shown.status, shown.counts.read, shown.counts.ready) == ("previewed", ROWS, ROWS)
    assert _count(database, ImportRow) == ROWS


@pytest.mark.parametrize("enough", [0, 500, 1000])
def test_a_confirmation_that_is_killed_wrote_nothing_and_can_be_repeated(
    enough: int, jobs: ImportJobs, database: Database, database_url: str, tmp_path: Path
) -> None:
    import_id = _upload(jobs, tmp_path)
    jobs.start(import_id, "read", FileReading(database, jobs.settings, import_id)).result()
    audited = _count(database, AuditRecord)
    with killed(CONFIRM, database_url, import_id, enough) as in_time:
        assert in_time
    assert _count(database, SupplierProfile) == 0
    assert _count(database, Organization) == 0
    assert _count(database, AuditRecord) == audited
    assert _when_unlocked(jobs, import_id).written["create"] == ROWS
    assert _count(database, SupplierProfile) == ROWS
