"""Every budget, measured on next to nothing: that figures come out, not what they are."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest

from app.bench import batch, importing, million
from app.bench.batch import compare_raw, rank_loaded, summarise_batch
from app.bench.budgets import BUDGETS, Budget
from app.bench.importing import ImportRun, measure_imports, summarise_imports
from app.bench.load import HOST, connected
from app.bench.machine import describe_machine, memory_bytes, one_thread_each, peak_memory_bytes
from app.bench.measured import BenchError
from app.bench.million import run_crowd, summarise_crowd
from app.bench.processes import in_fresh_process
from app.bench.progress import counted
from app.bench.report import describe_budget
from app.bench.servers import serve_as_operated, serve_with_static
from app.bench.service_app import STATIC_PATH, create_bench_app
from app.bench.sizes import Sizes
from app.bench.stored import LoadedMarket, StoredMarket, raw_texts, stored_market
from app.core.settings import Settings

T = TypeVar("T")


def in_this_process(function: Callable[..., T], *args: object) -> T:
    return function(*args)


@pytest.fixture
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure here and now what is otherwise measured in a process of its own."""
    monkeypatch.setattr(batch, "in_fresh_process", in_this_process)
    monkeypatch.setattr(importing, "in_fresh_process", in_this_process)


@pytest.mark.usefixtures("no_processes")
@pytest.mark.parametrize("budget", BUDGETS, ids=[budget.name for budget in BUDGETS])
def test_every_budget_can_be_measured(budget: Budget, market: StoredMarket, sizes: Sizes) -> None:
    measured = budget.measure(market, sizes)
    assert measured.reason == ""
    document = describe_budget(budget, measured)
    figures = document["figures"]
    assert isinstance(figures, list)
    for figure in figures:
        assert isinstance(figure, dict)
        assert isinstance(figure["figure"], int | float)
        assert figure["figure"] > 0


def test_a_stored_market_is_removed_with_everything_in_its_folder(sizes: Sizes) -> None:
    with stored_market(replace(sizes, suppliers=2, demands=3)) as market:
        assert (market.folder / "market.db").exists()
        assert len(market.demand_ids) == 3
    assert not market.folder.exists()


def test_rankings_and_texts_of_all_pairs_are_counted(loaded: LoadedMarket) -> None:
    run = rank_loaded(loaded)
    demands, suppliers = raw_texts(loaded)
    texts = compare_raw(demands, suppliers, seconds=0.05)
    assert run["pairs"] == len(demands) * len(suppliers) >= texts["loop_pairs"] > 0
    measured = summarise_batch([run], texts)
    assert measured.figures[batch.PAIRS] == run["pairs_per_second"]
    ratio = measured.figures[batch.RATIO]
    assert ratio == pytest.approx(run["pairs_per_second"] / texts["loop_pairs_per_second"])


def test_an_index_is_weighed_by_itself_or_by_its_process(
    loaded: LoadedMarket, sizes: Sizes
) -> None:
    run = run_crowd(loaded, sizes, on_one_core=False)
    assert run["suppliers"] == sizes.crowd
    assert len(run["latencies_ms"]) == len(loaded.demands)
    run["index_bytes"], run["memory_bytes"] = None, 1_500
    assert summarise_crowd(run).figures[million.BYTES] == 10
    run["index_bytes"] = 3_000
    assert summarise_crowd(run).figures[million.BYTES] == 20


def test_the_slowest_in_a_hundred_does_not_count_to_the_99th_percentile(
    loaded: LoadedMarket, sizes: Sizes
) -> None:
    run = run_crowd(loaded, replace(sizes, crowd=5, changes=1), on_one_core=False)
    run["latencies_ms"] = [1000.0, *([10.0] * 99)]
    assert summarise_crowd(run).figures[million.P99] == 10


def test_a_measurement_has_a_process_of_its_own() -> None:
    assert in_fresh_process(os.getpid) != os.getpid()


@pytest.mark.usefixtures("no_processes")
def test_a_refused_file_is_told_with_the_reason(
    market: StoredMarket, sizes: Sizes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "load_settings", lambda: Settings(max_import_rows=20))
    measured = measure_imports(market, sizes)
    assert measured.figures[importing.CSV_SECONDS] is None
    assert measured.figures[importing.MEMORY_GROWTH] is None
    assert "30 rows: refused" in measured.reason


@pytest.mark.usefixtures("no_processes")
def test_a_file_that_would_take_far_too_long_is_not_tried(
    market: StoredMarket, sizes: Sizes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_CSV_SECONDS", 1e-6)
    measured = measure_imports(market, sizes)
    assert measured.figures[importing.CSV_SECONDS] is None
    assert "not tried" in measured.reason


def test_the_growth_of_the_memory_is_that_of_the_peaks(sizes: Sizes) -> None:
    runs = {10: ImportRun(1.0, 100, 5, 10, 0.5, 80), 30: ImportRun(2.0, 150, 9, 30, 1.0, 80)}
    measured = summarise_imports(ImportRun(0.5, 1, 1, 12, 0.3, 1), runs, sizes, "")
    assert measured.figures[importing.MEMORY_GROWTH] == 1.5
    assert measured.figures[importing.CSV_SECONDS] == 2.0


def test_the_static_endpoint_is_no_part_of_the_documented_api() -> None:
    assert STATIC_PATH not in create_bench_app().openapi()["paths"]


def test_the_service_as_operated_has_no_static_endpoint(market: StoredMarket) -> None:
    with serve_as_operated(market) as server:
        assert server.get("/healthz")
        with pytest.raises(BenchError, match="404"):
            server.get(STATIC_PATH)


def test_a_service_that_cannot_start_is_told_with_its_words(
    market: StoredMarket, tmp_path: Path
) -> None:
    broken = replace(market, url="nonsense://x", folder=tmp_path)
    with pytest.raises(BenchError, match="nonsense"), serve_with_static(broken):
        pass


@contextmanager
def answering(*answers: bytes) -> Iterator[int]:
    """Answer the requests of one connection with these bytes, one after the other, then close."""

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            for answer in answers:
                connection.recv(4096)
                for part in (answer[:30], answer[30:]):
                    connection.sendall(part)

    with socket.create_server((HOST, 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        yield int(listener.getsockname()[1])
        thread.join()


def answer_of(length: int, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n".encode() + b"x" * length


def test_answers_are_counted_however_they_come_in() -> None:
    lengths = [0, 7, 700_000]
    with (
        answering(*map(answer_of, lengths)) as port,
        connected(port, "kn_x", 1) as client,
    ):
        asked = client.ask(["/a", "/b", "/c"])
    assert (asked.requests, asked.body_bytes) == (3, sum(lengths))
    assert asked.per_second > 0
    assert len(asked.latencies) == 3


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (answer_of(1, "503 Busy"), "answered /a with 503"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "no length"),
        (b"HTTP/1.1 200 OK\r\n", "closed the connection"),
    ],
)
def test_an_answer_that_is_no_success_ends_the_measurement(answer: bytes, reason: str) -> None:
    with (
        answering(answer) as port,
        connected(port, "kn_x", 1) as client,
        pytest.raises(BenchError, match=reason),
    ):
        client.ask(["/a"])


def test_a_server_that_does_not_answer_ends_the_measurement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.bench.load._PATIENCE_SECONDS", 0.05)
    with (
        socket.create_server((HOST, 0)) as listener,
        connected(int(listener.getsockname()[1]), "kn_x", 1) as client,
        pytest.raises(BenchError, match="did not answer"),
    ):
        client.ask(["/a"])


def test_one_demand_alone_cannot_be_compared_over_http(market: StoredMarket, sizes: Sizes) -> None:
    alone = replace(market, demand_ids=market.demand_ids[:1])
    with pytest.raises(BenchError, match="two demands"):
        BUDGETS[0].measure(alone, sizes)


def test_long_steps_tell_how_far_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.bench.progress._EVERY_SECONDS", 0.0)
    assert list(counted([[1, 2], [3]], "things done", 3)) == [[1, 2], [3]]
    told = capsys.readouterr()
    assert told.out == ""
    assert "things done: 3 of 3" in told.err


def test_the_machine_is_described(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    machine = describe_machine()
    assert isinstance(machine["cores"], int)
    assert {"python", "numpy", "processor"} <= machine.keys()
    assert 0 < memory_bytes() <= peak_memory_bytes()
    monkeypatch.setattr("app.bench.machine._STATUS", tmp_path / "none")
    assert memory_bytes() == peak_memory_bytes() == 0


def test_threads_for_linear_algebra_are_one_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with one_thread_each():
        assert os.environ["OMP_NUM_THREADS"] == os.environ["MKL_NUM_THREADS"] == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ
