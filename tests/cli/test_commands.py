"""The `ketnoi` command as an operator runs it: a process of its own, on a database file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import uvicorn

from app.cli import serve
from app.core.settings import Settings

Run = subprocess.CompletedProcess[str]


class Ketnoi:
    """Runs the command against one database."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **os.environ,
            "KETNOI_DATABASE_URL": f"sqlite:///{folder / 'ketnoi.db'}",
            "COLUMNS": "200",
            "NO_COLOR": "1",
        }

    def __call__(self, *arguments: str) -> Run:
        return subprocess.run(  # noqa: S603 - our own command with arguments of our own
            [sys.executable, "-m", "app", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def ketnoi(tmp_path: Path) -> Ketnoi:
    command = Ketnoi(tmp_path)
    assert command("migrate").returncode == 0
    return command


def test_a_key_is_made_listed_and_revoked(ketnoi: Ketnoi) -> None:
    made = ketnoi("keys", "create", "--role", "centre", "--name", "Trung tâm")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("kn_")
    listed = ketnoi("keys", "list").stdout
    assert "Trung tâm" in listed
    assert made.stdout.strip() not in listed
    key_id = next(word for word in made.stderr.split() if word.startswith("key_"))
    assert ketnoi("keys", "revoke", key_id).returncode == 0
    assert ketnoi("keys", "revoke", "key_unknown").returncode == 2


def test_a_key_that_makes_no_sense_is_refused_with_a_reason(ketnoi: Ketnoi) -> None:
    refused = ketnoi("keys", "create", "--role", "buyer", "--name", "x")
    assert refused.returncode == 2
    assert "organization" in refused.stderr


def test_a_small_demo_market_is_loaded_once_and_shown(ketnoi: Ketnoi) -> None:
    loaded = ketnoi("demo", "load", "--suppliers", "60", "--demands", "30")
    assert loaded.returncode == 0, loaded.stderr
    again = ketnoi("demo", "load", "--suppliers", "60", "--demands", "30")
    assert "nothing was loaded" in again.stdout
    shown = ketnoi("demo", "show")
    assert shown.returncode == 0, shown.stderr
    assert "curl -s" in shown.stdout
    assert "/matches" in shown.stdout


def test_the_settings_command_names_every_setting(ketnoi: Ketnoi) -> None:
    shown = ketnoi("settings").stdout
    assert all(f"KETNOI_{name.upper()}" in shown for name in Settings.model_fields)


def test_the_readme_names_every_setting_and_command() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"KETNOI_{name.upper()}" in readme
    for command in ("keys create", "import demands", "import suppliers", "migrate", "serve"):
        assert f"ketnoi {command}" in readme


def test_a_connection_waits_longer_than_proxies_do(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}
    monkeypatch.setattr(uvicorn, "run", lambda _app, **options: given.update(options))
    serve(host="127.0.0.1", port=8000, workers=1)
    assert given["timeout_keep_alive"] == 75
