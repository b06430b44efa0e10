"""The journeys of the README, walked through line by line as they stand there."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
START_SECONDS = 30
REFUSED_ON_PURPOSE = "data/bad.csv"


@pytest.fixture
def demo_folder(tmp_path: Path) -> Iterator[Path]:
    """Load a small demo market and serve it; the folder holds what the README's would."""
    (tmp_path / "data").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "KETNOI_DATABASE_URL": f"sqlite:///{tmp_path / 'data' / 'demo.db'}",
        "PYTHONPATH": str(ROOT),
    }

    def ketnoi(*arguments: str) -> None:
        command = [sys.executable, "-m", "app", *arguments]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, timeout=120)  # noqa: S603

    ketnoi("migrate")
    ketnoi("demo", "load", "--suppliers", "400", "--demands", "40")
    ketnoi("demo", "show", "--env-file", "data/demo.env")
    env_file = tmp_path / "data" / "demo.env"
    url = f"http://127.0.0.1:{port}"
    env_file.write_text(env_file.read_text().replace("http://127.0.0.1:8000", url))
    command = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as server:  # noqa: S603
        try:
            _wait_for(url)
            yield tmp_path
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail("the service did not start")


def test_every_command_of_the_journeys_works(demo_folder: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    journeys = readme.split("## Three journeys")[1].split("\n## ")[0]
    blocks = re.findall(r"```bash\n(.*?)```", journeys, re.DOTALL)
    assert len(blocks) >= 8
    # Whatever curl is not meant to be refused must succeed, and say so by its exit code.
    script = "\n".join(blocks).replace("curl -s", "curl -sS --fail-with-body -w '\\n'")
    refused: list[str] = []
    rest: list[str] = []
    for command in re.split(r"\n(?=curl|[A-Z_]+=\$\(curl|cat|printf)", script):
        (refused if f"@{REFUSED_ON_PURPOSE}" in command else rest).append(command)
    source = "set -euo pipefail\n" + "\n".join(rest)
    source += "".join(f"\nif {command.strip()}; then exit 9; fi" for command in refused)
    done = subprocess.run(  # noqa: S603 - our own text
        ["bash", "-c", source],  # noqa: S607 - the shell of whoever reads the README
        cwd=demo_folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert refused
    assert "Không có dữ liệu" in done.stdout
