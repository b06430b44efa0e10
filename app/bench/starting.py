"""How long the service takes to get ready."""

import time
from statistics import median

from app.bench.measured import Measured
from app.bench.servers import serve_as_operated
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket

SECONDS = "seconds"


def measure_start(market: StoredMarket, sizes: Sizes) -> Measured:
    """Start ``ketnoi serve`` several times; from the start of the process to the first 200."""
    ready, first = [], []
    for _ in range(sizes.starts):
        with serve_as_operated(market) as server:
            ready.append(server.ready_seconds)
            started = time.perf_counter()
            server.get(f"/v1/demands/{market.demand_ids[0]}/matches")
            first.append(time.perf_counter() - started)
    return Measured(
        {SECONDS: median(ready)},
        {
            "starts": [round(value, 3) for value in ready],
            "suppliers": market.suppliers,
            "first_ranking_seconds": median(first),
        },
    )
