import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from app.core.errors import NotFoundError
from app.core.settings import MIB, Settings
from app.spreadsheets import fork_client
from app.spreadsheets.bounded import (
    NeedsTooMuchMemoryError,
    ProcessLimits,
    TakesTooLongError,
    run_bounded,
    warm_up,
)
from app.spreadsheets.errors import DamagedFileError
from tests.unit.spreadsheets.child_tasks import OddRowsError

LIMITS = ProcessLimits(memory_bytes=256 * MIB, seconds=20)
HASTY = ProcessLimits(memory_bytes=256 * MIB, seconds=1)
ROOT = Path(__file__).parents[3]


def run(task: str, limits: ProcessLimits = LIMITS, **arguments: JsonValue) -> Iterator[JsonValue]:
    return run_bounded(f"tests.unit.spreadsheets.child_tasks:{task}", arguments, limits)


def drain(task: str, limits: ProcessLimits = LIMITS, **arguments: JsonValue) -> list[JsonValue]:
    return list(run(task, limits, **arguments))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until_gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_alive(pid)


def descriptors() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def test_limits_come_from_the_settings() -> None:
    limits = ProcessLimits.of(Settings(import_memory_mb=64, import_seconds=5))
    assert limits == ProcessLimits(64 * MIB, 5)


def test_what_the_task_yields_comes_out_in_its_order() -> None:
    messages = drain("count", numbers=300, size=10_000)
    assert messages == [{"number": n, "text": "ộ" * 10_000} for n in range(300)]


def test_a_task_runs_in_another_process_each_time() -> None:
    pids = {next(run("tell_pid")) for _ in range(3)}
    assert len(pids) == 3
    assert os.getpid() not in pids


def test_an_error_with_a_meaning_is_raised_again_as_it_was() -> None:
    messages = run("refuse", row=7)
    assert next(messages) == 1
    with pytest.raises(OddRowsError) as caught:
        next(messages)
    (problem,) = caught.value.problems
    assert (problem.code, problem.row, problem.render("vi")) == ("odd", 7, "Dòng 7 x")
    assert caught.value.has_more
    assert str(caught.value) == "more than 1 odd"


def test_an_error_without_parameters_is_raised_again() -> None:
    with pytest.raises(NotFoundError):
        drain("miss")


@pytest.mark.parametrize("task", ["fail", "panic", "send_no_json", "fail_to_open", "nowhere"])
def test_a_failure_of_the_task_is_a_damaged_file(task: str) -> None:
    with pytest.raises(DamagedFileError, match="its reader has failed"):
        drain(task)


@pytest.mark.parametrize("task", ["crash", "send_garbage"])
def test_a_crash_is_a_damaged_file(task: str) -> None:
    with pytest.raises(DamagedFileError, match="its reader has crashed"):
        drain(task)


def test_memory_is_limited() -> None:
    assert drain("take_memory", megabytes=100) == [100 * MIB]
    with pytest.raises(NeedsTooMuchMemoryError) as caught:
        drain("take_memory", megabytes=300)
    assert caught.value.status == 413
    assert "256 MiB" in str(caught.value)


def test_memory_that_fills_slowly_is_limited() -> None:
    messages: list[JsonValue] = []
    with pytest.raises(NeedsTooMuchMemoryError):
        messages.extend(run("fill_memory"))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT])
def test_a_process_that_the_system_ends_needed_too_much_memory(number: int) -> None:
    with pytest.raises(NeedsTooMuchMemoryError):
        drain("end_by", number=number)


def test_waiting_is_limited() -> None:
    began = time.monotonic()
    with pytest.raises(TakesTooLongError) as caught:
        drain("sleep", HASTY, seconds=60)
    assert caught.value.status == 413
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("task", ["spin", "end_by"])
def test_processor_time_is_limited(task: str) -> None:
    arguments: dict[str, JsonValue] = {"number": signal.SIGXCPU} if task == "end_by" else {}
    with pytest.raises(TakesTooLongError):
        drain(task, HASTY, **arguments)


def test_the_time_of_the_caller_does_not_count() -> None:
    messages = run("count", HASTY, numbers=2000, size=1000)
    next(messages)
    time.sleep(1.2)
    assert sum(1 for _ in messages) == 1999


def test_a_child_writes_no_files(tmp_path: Path) -> None:
    path = tmp_path / "written"
    with pytest.raises(DamagedFileError):
        drain("write", path=str(path))
    assert path.stat().st_size == 0


def test_an_abandoned_child_ends() -> None:
    messages = run("tell_pid")
    pid = next(messages)
    assert isinstance(pid, int)
    assert is_alive(pid)
    messages.close()  # type: ignore[attr-defined]
    assert wait_until_gone(pid)


def test_nothing_stays_open() -> None:
    drain("count", numbers=1)
    before = descriptors()
    for _ in range(10):
        drain("count", numbers=1)
        next(run("tell_pid"))
        with pytest.raises(DamagedFileError):
            drain("fail")
    assert descriptors() == before


def test_several_threads_have_children_at_once() -> None:
    counts: list[int] = []

    def work() -> None:
        counts.extend(len(drain("count", numbers=200, size=1000)) for _ in range(3))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [200] * 18


def test_a_server_that_has_died_is_replaced() -> None:
    warm_up()
    server = fork_client._server
    assert server is not None
    server.process.kill()
    server.process.wait()
    assert drain("count", numbers=1)
    assert fork_client._server is not server


def test_a_server_that_dies_unseen_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    warm_up()
    server = fork_client._server
    assert server is not None
    os.kill(server.process.pid, signal.SIGKILL)
    assert server.control.recv(1) == b""
    answers = iter([True])
    is_usable = fork_client._Server.is_usable
    monkeypatch.setattr(
        fork_client._Server, "is_usable", lambda self: next(answers, False) or is_usable(self)
    )
    assert drain("count", numbers=1)
    assert fork_client._server is not server


def test_the_server_and_its_children_end_with_the_service() -> None:
    program = (
        "from tests.unit.spreadsheets.test_bounded import run\n"
        "from app.spreadsheets import fork_client\n"
        "import time\n"
        "messages = run('tell_pid')\n"
        "print(next(messages), fork_client._server.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None
        pids = [int(pid) for pid in service.stdout.readline().split()]
        assert len(pids) == 2
        service.kill()
    assert all(wait_until_gone(pid) for pid in pids)


def test_ctrl_c_ends_the_service_quietly() -> None:
    program = (
        "from tests.unit.spreadsheets.test_bounded import run\n"
        "messages = run('sleep', seconds=60)\n"
        "try:\n    print(next(messages), flush=True)\n    next(messages)\n"
        "except KeyboardInterrupt:\n    print('interrupted')\n"
    )
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as service:
        assert service.stdout is not None
        assert service.stderr is not None
        assert service.stdout.readline() == "asleep\n"
        os.killpg(service.pid, signal.SIGINT)
        assert service.stdout.read() == "interrupted\n"
        assert not service.stderr.read()
    assert service.returncode == 0
