"""`ketnoi match` as an operator runs it."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from app.cli import app
from app.core.database import Database
from app.core.migrations import upgrade
from app.core.settings import Settings
from app.demo.market import generate_market
from app.demo.service import DemoLoader
from app.matches import batch, commands
from app.matches.batch import BatchRun
from app.models import Demand, DemandList
from tests.factories.batches import read_lines


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Store a small market, and return where it is."""
    url = f"sqlite:///{tmp_path_factory.mktemp('match') / 'ketnoi.db'}"
    database = Database(url)
    upgrade(database.engine)
    made = generate_market(today=date(2026, 11, 1), seed=3, suppliers=40, demands=30)
    with database.write() as session:
        DemoLoader(session).load(made, lambda _done: None)
    database.dispose()
    return url


@pytest.fixture
def listed(stored: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Use the stored market; return the demands of each list."""
    monkeypatch.setenv("KETNOI_DATABASE_URL", stored)
    settings = Settings(database_url=stored)
    monkeypatch.setattr(commands, "load_settings", lambda: settings)
    database = Database(stored)
    with database.read() as session:
        lists = session.scalars(select(DemandList.id)).all()
        found = {
            key: list(
                session.scalars(
                    select(Demand.id).where(Demand.demand_list_id == key).order_by(Demand.id)
                )
            )
            for key in lists
        }
    database.dispose()
    return found


def match(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["match", *arguments])


def test_a_list_is_ranked_into_a_file(listed: dict[str, list[str]], tmp_path: Path) -> None:
    list_id, demands = next(iter(listed.items()))
    out = tmp_path / "ranked.ndjson"
    out.write_text("what was there", encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own command with arguments of our own
        [sys.executable, "-m", "app", "match", "--list", list_id, "--out", str(out)],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "without a ranking" in done.stderr
    lines = read_lines(out.read_bytes())
    assert lines.ids == demands
    assert lines.end["complete"] is True
    assert lines.end["ranked"] == len(demands)
    assert [path.name for path in tmp_path.iterdir()] == ["ranked.ndjson"]


def test_demands_are_ranked_in_the_order_given_with_what_is_asked_for(
    listed: dict[str, list[str]], tmp_path: Path
) -> None:
    out = tmp_path / "ranked.ndjson"
    some = [demands[-1] for demands in listed.values()][::-1]
    arguments = ("--limit", "3", "--include", "ineligible", "--language", "vi")
    profile = ("--scoring-profile", "default@1")
    done = match("--demands", ", ".join(some), "--out", str(out), *arguments, *profile)
    assert done.exit_code == 0, done.output
    lines = read_lines(out.read_bytes())
    assert lines.ids == some
    for line in lines.demands:
        assert line["ranking"]["filters"]["tiers"] == ["eligible", "ineligible"]
        assert len(line["ranking"]["items"]) == 3


def test_all_open_demands_are_ranked(listed: dict[str, list[str]], tmp_path: Path) -> None:
    out = tmp_path / "ranked.ndjson"
    assert match("--all-open", "--out", str(out)).exit_code == 0
    lines = read_lines(out.read_bytes())
    assert {line["demand"]["status"] for line in lines.demands} == {"open"}
    assert set(lines.ids) <= {key for demands in listed.values() for key in demands}


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--list", "lst_none"), "lst_none"),
        (("--demands", "dem_none"), "dem_none"),
        (("--all-open", "--scoring-profile", "best"), "best"),
        (("--all-open", "--include", "best"), "best"),
        (("--all-open", "--list", "lst_none"), "all_open"),
        ((), "demand_list_id"),
    ],
    ids=["list", "demand", "profile", "tier", "two-ways", "no-way"],
)
def test_what_must_be_corrected_is_named_and_nothing_is_written(
    listed: dict[str, list[str]], tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    assert listed
    refused = match(*arguments, "--out", str(tmp_path / "ranked.ndjson"))
    assert refused.exit_code == 2
    assert named in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_error_is_told_in_vietnamese(listed: dict[str, list[str]], tmp_path: Path) -> None:
    assert listed
    out = str(tmp_path / "ranked.ndjson")
    refused = match("--list", "lst_none", "--out", out, "--language", "vi")
    assert "Không có danh sách nhu cầu 'lst_none'" in refused.stderr


def test_a_place_that_cannot_be_written_to_is_named(
    listed: dict[str, list[str]], tmp_path: Path
) -> None:
    assert listed
    out = tmp_path / "missing" / "ranked.ndjson"
    refused = match("--all-open", "--out", str(out))
    assert refused.exit_code == 2
    assert str(out) in refused.stderr


def test_a_run_that_breaks_leaves_the_old_file(
    listed: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert listed
    rank_some = BatchRun.rank_some

    def break_later(run: BatchRun) -> bytes:
        if run.done:
            raise KeyboardInterrupt
        return rank_some(run)

    monkeypatch.setattr(batch, "PORTION_SECONDS", 0.0)
    monkeypatch.setattr(BatchRun, "rank_some", break_later)
    out = tmp_path / "ranked.ndjson"
    out.write_text("what was there", encoding="utf-8")
    assert match("--all-open", "--out", str(out)).exit_code != 0
    assert out.read_text(encoding="utf-8") == "what was there"
    assert list(tmp_path.iterdir()) == [out]


def test_a_demand_without_a_ranking_leaves_a_whole_file_and_an_exit_code(
    stored: str, listed: dict[str, list[str]], tmp_path: Path
) -> None:
    bad = next(iter(listed.values()))[0]
    database = Database(stored)
    with database.write() as session:
        one = Demand.id == bad
        before = session.scalars(select(Demand.allowed_places).where(one)).one()
        session.execute(update(Demand).where(one).values(allowed_places=["current:00"]))
    out = tmp_path / "ranked.ndjson"
    try:
        done = match("--demands", bad, "--out", str(out))
    finally:
        with database.write() as session:
            session.execute(update(Demand).where(one).values(allowed_places=before))
        database.dispose()
    assert done.exit_code == 1
    [line] = read_lines(out.read_bytes()).demands
    assert line["problem"]["code"] == "invalid_input", json.dumps(line)
