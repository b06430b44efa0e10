"""All demands against all suppliers, held against a loop over a text comparison."""

import time
from collections.abc import Sequence
from datetime import date
from itertools import product
from statistics import median

import numpy as np
from rapidfuzz import fuzz, process

from app.bench.measured import Measured
from app.bench.processes import in_fresh_process
from app.bench.progress import say
from app.bench.sizes import Sizes
from app.bench.stored import LoadedMarket, StoredMarket, load_market, raw_texts
from app.matching import Eligibility, ScoringProfile
from app.matching.context import MatchContext
from app.matching.index import SupplierIndex
from app.reference import load_reference

PAIRS = "pairs_per_second"
RATIO = "ratio_to_wratio_loop"

TIERS = frozenset({Eligibility.ELIGIBLE, Eligibility.TO_CONFIRM})
"""The tiers that the service lists by default."""

_LIMIT = 20
_RUNS = 3
"""Each in a process of its own."""

_LOOP_PAIRS_AT_ONCE = 100
"""Suppliers that the loop compares with one demand before it goes on to the next one, so that
its pairs are of many demands."""

_CDIST_DEMANDS = 2

Run = dict[str, float]


def measure_batch(market: StoredMarket, sizes: Sizes) -> Measured:
    """Rank every demand in processes that never ranked before."""
    runs = []
    for at in range(_RUNS):
        say(f"  run {at + 1} of {_RUNS}")
        runs.append(in_fresh_process(rank_all, market.url, market.today))
    texts = in_fresh_process(compare_texts, market.url, market.today, sizes.seconds)
    return summarise_batch(runs, texts)


def summarise_batch(runs: Sequence[Run], texts: Run) -> Measured:
    """Hold the median run against the loop over texts.

    Args:
        runs: What `rank_all` gave, once for each process.
        texts: What `compare_texts` gave.
    """
    pairs = median(run["pairs_per_second"] for run in runs)
    return Measured(
        {PAIRS: pairs, RATIO: pairs / texts["loop_pairs_per_second"]},
        {
            "runs_pairs_per_second": [run["pairs_per_second"] for run in runs],
            "rank_seconds": median(run["rank_seconds"] for run in runs),
            "build_seconds": median(run["build_seconds"] for run in runs),
            "pairs": runs[0]["pairs"],
            "wratio_loop_pairs_per_second": texts["loop_pairs_per_second"],
            "wratio_loop_sampled_pairs": texts["loop_pairs"],
            "wratio_cdist_pairs_per_second": texts["cdist_pairs_per_second"],
        },
    )


def rank_all(url: str, today: date) -> Run:
    """Rank all suppliers for every demand of a stored market, with an index made for it.

    The demands are prepared beforehand, as the service keeps them.
    """
    return rank_loaded(load_market(url, today))


def rank_loaded(market: LoadedMarket) -> Run:
    """Rank all suppliers for every demand of a market, with an index made for it."""
    reference = load_reference()
    started = time.perf_counter()
    index = SupplierIndex(reference)
    index.put((supplier, 1) for supplier in market.suppliers)
    built = time.perf_counter()
    context = MatchContext(ScoringProfile(), market.today, reference)
    for demand in market.demands:
        index.rank(demand, context, tiers=TIERS, limit=_LIMIT)
    seconds = time.perf_counter() - built
    pairs = len(market.demands) * len(market.suppliers)
    return {
        "pairs": pairs,
        "pairs_per_second": pairs / seconds,
        "rank_seconds": seconds,
        "build_seconds": built - started,
    }


def compare_texts(url: str, today: date, seconds: float) -> Run:
    """Compare raw texts of a stored market for some seconds, in a loop and with `cdist`."""
    return compare_raw(*raw_texts(load_market(url, today)), seconds=seconds)


def compare_raw(demands: Sequence[str], suppliers: Sequence[str], *, seconds: float) -> Run:
    """Compare texts with rapidfuzz's WRatio.

    Args:
        demands: Texts of the demands.
        suppliers: Texts of the suppliers.
        seconds: About how long the loop may take.
    """
    step = max(1, len(suppliers) // _LOOP_PAIRS_AT_ONCE)
    pairs = 0
    started = time.perf_counter()
    for offset, demand in product(range(step), demands):
        for supplier in suppliers[offset::step]:
            fuzz.WRatio(demand, supplier)
            pairs += 1
        if time.perf_counter() - started > seconds:
            break
    looped = time.perf_counter() - started
    few = demands[:: max(1, len(demands) // _CDIST_DEMANDS)][:_CDIST_DEMANDS]
    started = time.perf_counter()
    process.cdist(few, suppliers, scorer=fuzz.WRatio, dtype=np.float64)
    at_once = time.perf_counter() - started
    return {
        "loop_pairs": pairs,
        "loop_pairs_per_second": pairs / looped,
        "cdist_pairs_per_second": len(few) * len(suppliers) / at_once,
    }
