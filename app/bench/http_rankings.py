"""Rankings over HTTP, held against an endpoint that answers as many bytes at once."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import fmean, median

from app.bench.load import Client, Round, connected
from app.bench.measured import BenchError, Measured
from app.bench.servers import Server, serve_with_static
from app.bench.service_app import OPEN_PATH, QUICK_PATH, STATIC_PATH, STEADY_PATH
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket

CONNECTIONS = 2
"""Connections for either side: one request is served while the next one waits already."""

RATIO = "ratio_to_static"

_LIMIT = 20
_WARM_SHARE = 10
"""One in so many demands is asked before the measurement, and not in it."""

_LEAST_STATIC = 50
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class _Stand:
    """A warm server with the two sides to compare.

    Attributes:
        client: The connections.
        fresh: Paths of the rankings that nobody has asked for yet.
        static: How many static answers a round has.
        body_bytes: Length of a static answer.
    """

    client: Client
    fresh: tuple[str, ...]
    static: int
    body_bytes: int

    def take_turns(self, rounds: Sequence[Sequence[str]]) -> Measured:
        """Ask for rankings and for static answers in turns, and compare."""
        rankings: list[Round] = []
        statics: list[Round] = []
        for at, paths in enumerate(rounds):
            sides = [(paths, rankings), ([STATIC_PATH] * self.static, statics)]
            for asked, answered in sides if at % 2 == 0 else reversed(sides):
                answered.append(self.client.ask(asked))
        ratios = [
            ranking.per_second / static.per_second
            for ranking, static in zip(rankings, statics, strict=True)
        ]
        others = {
            name: self.client.ask([path] * self.static).per_second
            for name, path in (("static_quick", QUICK_PATH), ("static_open", OPEN_PATH))
        }
        latencies = [value for answered in rankings for value in answered.latencies]
        requests = sum(answered.requests for answered in rankings)
        return Measured(
            {RATIO: median(ratios)},
            {
                "rankings_per_second": median(answered.per_second for answered in rankings),
                "static_per_second": median(answered.per_second for answered in statics),
                **{f"{name}_per_second": value for name, value in others.items()},
                "ratios": [round(ratio, 3) for ratio in ratios],
                "requests": requests,
                "connections": CONNECTIONS,
                "latency_ms_median": 1000 * median(latencies),
                "latency_ms_worst": 1000 * max(latencies),
                "body_bytes_mean": sum(answered.body_bytes for answered in rankings) // requests,
                "body_bytes_static": self.body_bytes,
            },
        )


def measure_cold(market: StoredMarket, sizes: Sizes) -> Measured:
    """Ask for every ranking once."""
    with _warm_stand(market, sizes) as stand:
        share = -(-len(stand.fresh) // sizes.rounds)
        starts = range(0, len(stand.fresh), share)
        return stand.take_turns([stand.fresh[at : at + share] for at in starts])


def measure_repeated(market: StoredMarket, sizes: Sizes) -> Measured:
    """Ask for every ranking, and then for the same ones again, with unchanged data."""
    with _warm_stand(market, sizes) as stand:
        stand.client.ask(stand.fresh)
        again = stand.client.ask(stand.fresh)
        count = max(1, round(again.per_second * sizes.seconds / sizes.rounds))
        asked = cycle(stand.fresh)
        return stand.take_turns([list(islice(asked, count)) for _ in range(sizes.rounds)])


@contextmanager
def _warm_stand(market: StoredMarket, sizes: Sizes) -> Iterator[_Stand]:
    """Start a server, record an answer, and ask both sides for a while.

    Raises:
        BenchError: There are too few demands, or the server does not answer as it should.
    """
    paths = [f"/v1/demands/{key}/matches?limit={_LIMIT}" for key in market.demand_ids]
    warm, fresh = _split(paths)
    if not fresh:
        msg = "at least two demands are needed: one to warm up, one to measure"
        raise BenchError(msg)
    with (
        serve_with_static(market) as server,
        connected(server.port, server.token, CONNECTIONS) as client,
    ):
        _wait_until_steady(server)
        answers = [server.get(path) for path in warm]
        usual = fmean(map(len, answers))
        answer = min(answers, key=lambda body: abs(len(body) - usual))
        server.answer.write_bytes(answer)
        if server.get(STATIC_PATH) != answer:
            msg = "the static endpoint does not answer what was recorded"
            raise BenchError(msg)
        client.ask([STATIC_PATH] * _LEAST_STATIC)
        static = client.ask([STATIC_PATH] * _LEAST_STATIC)
        count = round(static.per_second * sizes.seconds / sizes.rounds)
        yield _Stand(client, fresh, max(count, _LEAST_STATIC), len(answer))


def _wait_until_steady(server: Server) -> None:
    """Wait until the process has done what it does after its start.

    Raises:
        BenchError: It did not end.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while server.get(STEADY_PATH) != b"true":
        if time.monotonic() > deadline:
            msg = f"the service was still warming up after {_PATIENCE_SECONDS:.0f} seconds"
            raise BenchError(msg)
        time.sleep(_POLL_SECONDS)


def _split(paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take a few paths out of all lists of demands, and return them and the others."""
    fresh = (path for at, path in enumerate(paths) if at % _WARM_SHARE)
    return tuple(paths[::_WARM_SHARE]), tuple(fresh)
