"""`ketnoi bench` as an operator runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.bench import commands
from app.bench.exact import Difference, describe_differences
from app.bench.report import Json
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket
from app.cli import app

TINY = ("--suppliers", "20", "--demands", "4")


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command with arguments of our own
        [sys.executable, "-m", "app", "bench", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_budget_is_printed_as_json_and_nothing_else() -> None:
    done = bench(*TINY, "--only", "start_ready")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["sizes"]["suppliers"] == 20
    (budget,) = report["budgets"]
    assert budget["name"] == "start_ready"
    (figure,) = budget["figures"]
    assert figure["holds"] is (figure["figure"] <= figure["threshold"])
    assert report["holds"] is budget["holds"] is figure["holds"]
    assert "Measuring start_ready" in done.stderr


def test_fast_rankings_are_compared_with_the_definitions() -> None:
    done = bench(*TINY, "--suppliers", "30", "--exact")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["pairs"], report["differences"], report["holds"]) == (120, 0, True)


def test_a_budget_that_does_not_exist_is_refused_with_those_that_do() -> None:
    refused = CliRunner().invoke(app, ["bench", "--only", "nothing"])
    assert refused.exit_code == 2
    assert "http_ranking_cold" in refused.output


def test_a_difference_is_printed_and_leaves_with_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def differ(_market: StoredMarket, sizes: Sizes) -> Json:
        found = Difference("dem_1", "all tiers", 3, "sup_1, eligible, 7", "nobody")
        return describe_differences([found], suppliers=sizes.suppliers, demands=sizes.demands)

    monkeypatch.setattr(commands, "compare_market", differ)
    done = CliRunner().invoke(app, ["bench", *TINY, "--exact"])
    assert done.exit_code == commands.DIFFERENT
    report = json.loads(done.stdout)
    assert report["differences"] == 1
    assert report["first_differences"][0]["rank"] == 3
