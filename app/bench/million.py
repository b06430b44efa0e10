"""One demand against the suppliers of a whole country, on one core."""

import time
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from statistics import median
from typing import Protocol, TypedDict, runtime_checkable

from app.bench.batch import TIERS
from app.bench.crowd import CHUNK, Crowd
from app.bench.machine import memory_bytes, one_thread_each, peak_memory_bytes, pin_to_one_core
from app.bench.measured import Measured
from app.bench.processes import in_fresh_process
from app.bench.progress import counted
from app.bench.sizes import Sizes
from app.bench.stored import LoadedMarket, StoredMarket, load_market
from app.matching import PreparedDemand, PreparedSupplier, ScoringProfile
from app.matching.context import MatchContext
from app.matching.index import SupplierIndex
from app.reference import load_reference

MEDIAN = "median_ms"
P99 = "p99_ms"
BYTES = "index_bytes_per_supplier"

_LIMIT = 20
_NINETY_NINE = 0.99
_MILLISECONDS = 1000


class CrowdRun(TypedDict):
    """What was measured on an index with a crowd in it."""

    suppliers: int
    latencies_ms: list[float]
    build_seconds: float
    make_seconds: float
    index_bytes: int | None
    memory_bytes: int
    peak_memory_bytes: int
    put_ms: float
    rank_after_put_ms: float
    remove_ms: float
    rank_after_remove_ms: float
    on_one_core: bool


@runtime_checkable
class Weighable(Protocol):
    """An index that knows its own size."""

    def nbytes(self) -> int:
        """Return the bytes of everything that it holds."""


def measure_million(market: StoredMarket, sizes: Sizes) -> Measured:
    """Build the index in a process of its own, and rank every demand once."""
    with one_thread_each():
        run = in_fresh_process(run_stored_crowd, market.url, market.today, sizes)
    return summarise_crowd(run)


def summarise_crowd(run: CrowdRun) -> Measured:
    """Name the figures of a run.

    An index that does not know its size is weighed by what the process grew.
    """
    latencies = sorted(run["latencies_ms"])
    weight = run["memory_bytes"] if run["index_bytes"] is None else run["index_bytes"]
    suppliers = run["suppliers"]
    return Measured(
        {
            MEDIAN: median(latencies),
            P99: latencies[ceil(_NINETY_NINE * len(latencies)) - 1],
            BYTES: weight / suppliers,
        },
        {
            "suppliers": suppliers,
            "demands": len(latencies),
            "slowest_ms": latencies[-1],
            "weighed_by": "memory of the process" if run["index_bytes"] is None else "the index",
            "memory_bytes_per_supplier": run["memory_bytes"] / suppliers,
            "peak_memory_bytes": run["peak_memory_bytes"],
            "build_seconds": run["build_seconds"],
            "build_microseconds_per_supplier": run["build_seconds"] * 1e6 / suppliers,
            "make_suppliers_seconds": run["make_seconds"],
            "put_changed_ms": run["put_ms"],
            "rank_after_put_ms": run["rank_after_put_ms"],
            "remove_ms": run["remove_ms"],
            "rank_after_remove_ms": run["rank_after_remove_ms"],
            "on_one_core": run["on_one_core"],
        },
    )


def run_stored_crowd(url: str, today: date, sizes: Sizes) -> CrowdRun:
    """Measure with the suppliers of a stored market as donors; keeps the process on one core."""
    pinned = pin_to_one_core()
    return run_crowd(load_market(url, today), sizes, on_one_core=pinned)


def run_crowd(market: LoadedMarket, sizes: Sizes, *, on_one_core: bool) -> CrowdRun:
    """Build an index of a crowd, rank every demand once, change suppliers and take them out.

    Args:
        market: Donors and demands.
        sizes: How many suppliers, and how many of them change.
        on_one_core: Whether the process was kept on one core; reported.
    """
    reference = load_reference()
    crowd = Crowd(market.suppliers, sizes.seed, reference)
    for _ in crowd.chunks(CHUNK):
        pass  # what making suppliers needs for itself is no part of the index
    before = memory_bytes()
    index = SupplierIndex(reference)
    made = _Made(crowd.chunks(sizes.crowd))
    started = time.perf_counter()
    index.put(
        (supplier, 1)
        for chunk in counted(made, "suppliers put into the index", sizes.crowd)
        for supplier in chunk
    )
    building, making = time.perf_counter() - started - made.seconds, made.seconds
    context = MatchContext(ScoringProfile(), market.today, reference)
    latencies = [_rank(index, demand, context) for demand in market.demands]
    held = memory_bytes() - before
    changes = _change(index, crowd, market.demands, context, sizes.changes)
    return {
        "suppliers": sizes.crowd,
        "latencies_ms": latencies,
        "build_seconds": building,
        "make_seconds": making,
        "index_bytes": index.nbytes() if isinstance(index, Weighable) else None,
        "memory_bytes": held,
        "peak_memory_bytes": peak_memory_bytes(),
        "put_ms": changes[0],
        "rank_after_put_ms": changes[1],
        "remove_ms": changes[2],
        "rank_after_remove_ms": changes[3],
        "on_one_core": on_one_core,
    }


class _Made:
    """Chunks of suppliers, and how long it takes to make them."""

    def __init__(self, chunks: Iterator[Sequence[PreparedSupplier]]) -> None:
        self._chunks = chunks
        self.seconds = 0.0

    def __iter__(self) -> Iterator[Sequence[PreparedSupplier]]:
        while True:
            started = time.perf_counter()
            chunk = next(self._chunks, None)
            self.seconds += time.perf_counter() - started
            if chunk is None:
                return
            yield chunk


def _rank(index: SupplierIndex, demand: PreparedDemand, context: MatchContext) -> float:
    """Rank once and return the milliseconds."""
    started = time.perf_counter()
    index.rank(demand, context, tiers=TIERS, limit=_LIMIT)
    return (time.perf_counter() - started) * _MILLISECONDS


def _change(
    index: SupplierIndex,
    crowd: Crowd,
    demands: Sequence[PreparedDemand],
    context: MatchContext,
    changes: int,
) -> tuple[float, float, float, float]:
    """Return the median milliseconds of: a change, a ranking after it, a removal, one after it."""
    times: list[tuple[float, float, float, float]] = []
    for at in range(min(changes, len(index))):
        demand = demands[at % len(demands)]
        changed = crowd.make(at, edition=1)
        started = time.perf_counter()
        index.put([(changed, 2)])
        put = (time.perf_counter() - started) * _MILLISECONDS
        after_put = _rank(index, demand, context)
        started = time.perf_counter()
        index.remove([changed.profile.id])
        removed = (time.perf_counter() - started) * _MILLISECONDS
        times.append((put, after_put, removed, _rank(index, demand, context)))
    put, after_put, removed, after_removal = map(median, zip(*times, strict=True))
    return put, after_put, removed, after_removal
