"""Confirmations that fail when nobody waits for them any more."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app.core.database import Database
from app.core.errors import AppError
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings
from app.imports.confirming import Confirming
from app.imports.errors import ImportNotFoundError
from app.imports.jobs import Progress
from tests.api.conftest import Server
from tests.factories.client import Client, Json
from tests.factories.imports import confirm, preview, read_import, send
from tests.factories.spreadsheets import Rows, csv_file
from tests.integration.conftest import Serve, speaking_to

PATIENCE_SECONDS = 20

SUPPLIERS: Rows = [{"external_id": f"NCC-{n}", "name": f"Cơ khí số {n}"} for n in range(1, 4)]


@contextmanager
def failing_at_write(database: Database) -> Iterator[None]:
    """Let the database refuse every new profile."""
    if database.engine.dialect.name == "sqlite":
        rule = (
            "CREATE TRIGGER refuse BEFORE INSERT ON supplier_profiles"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        undo = "DROP TRIGGER refuse"
    else:
        rule = "ALTER TABLE supplier_profiles ADD CONSTRAINT refuse CHECK (id = '')"
        undo = "ALTER TABLE supplier_profiles DROP CONSTRAINT refuse"
    with database.write() as session:
        session.execute(text(rule))
    try:
        yield
    finally:
        with database.write() as session:
            session.execute(text(undo))


def _until(client: Client, made: Json, is_done: Callable[[Json], bool]) -> Json:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_done(shown := read_import(client, made)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return shown


def test_what_went_wrong_after_a_202_is_told_by_the_import(
    centre: Client, serve: Serve, quiet: Settings
) -> None:
    hasty = speaking_to(serve(quiet.model_copy(update={"import_wait_seconds": 0.0})), centre)
    answer = send(hasty, csv_file(SUPPLIERS), kind="suppliers")
    made = _until(hasty, answer.json(), lambda shown: shown["status"] == "previewed")
    assert confirm(centre, preview(centre, csv_file(SUPPLIERS), kind="suppliers")).is_success
    accepted = confirm(hasty, made, "strict")
    assert (accepted.status_code, accepted.json()["written"]["create"]) == (202, 0)
    failed = _until(hasty, made, lambda shown: shown["problem"] is not None)
    assert (failed["status"], failed["problem"]["code"]) == ("previewed", "rows_not_ready")
    assert "3 row(s) need a decision" in failed["problem"]["detail"]
    assert failed["counts"]["ready"] == 3
    outcome = confirm(centre, made).json()
    assert (outcome["asked"], outcome["status"]) == (3, "confirmed")
    assert read_import(centre, made)["problem"] is None


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_fault_of_the_service_is_kept_unless_it_was_a_trial(
    dry_run: bool, centre: Client, server: Server
) -> None:
    made = preview(centre, csv_file(SUPPLIERS), kind="suppliers")
    work = Confirming(server.database, COMMAND_LINE, made["id"], "partial", dry_run=dry_run)
    with failing_at_write(server.database), pytest.raises(SQLAlchemyError):
        work(Progress(Event()))
    problem = read_import(centre, made)["problem"]
    assert problem is None if dry_run else problem["code"] == AppError.code
    assert confirm(centre, made).json()["written"]["create"] == 3
    assert read_import(centre, made)["problem"] is None


def test_an_import_that_is_gone_keeps_nothing(server: Server) -> None:
    work = Confirming(server.database, COMMAND_LINE, "imp_gone", "partial", dry_run=False)
    with pytest.raises(ImportNotFoundError):
        work(Progress(Event()))


def test_a_database_that_is_gone_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    gone = Database(f"sqlite:///{tmp_path / 'gone' / 'ketnoi.db'}")
    work = Confirming(gone, COMMAND_LINE, "imp_1", "partial", dry_run=False)
    with pytest.raises(OperationalError, match="unable to open"):
        work(Progress(Event()))
    gone.dispose()
