"""A synthetic market in a temporary database, and what is read back from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.accounts.schemas import ApiKeyCreate
from app.accounts.service import AccountService
from app.bench.progress import say
from app.bench.sizes import Sizes
from app.core.clock import today_in_vietnam
from app.core.database import Database, Session
from app.core.migrations import upgrade
from app.core.principal import COMMAND_LINE
from app.core.validation import validate
from app.demands.matching import DemandListing
from app.demo.market import generate_market
from app.demo.records import DemoDemandList
from app.demo.service import DemoLoader
from app.matches.live.loading import load_active_suppliers, load_open_demands
from app.matching import PreparedDemand, PreparedSupplier
from app.matching.reading import demand_texts, supplier_texts

_EVERY = 1_000
"""After how many stored suppliers and demands the progress is told."""


@dataclass(frozen=True, slots=True)
class StoredMarket:
    """A market in a database of its own.

    Attributes:
        url: The database.
        folder: Where there is room for further files.
        token: Key of the centre.
        demand_ids: The open demands, sorted.
        suppliers: How many suppliers there are.
        today: The day that its dates are relative to.
    """

    url: str
    folder: Path
    token: str
    demand_ids: tuple[str, ...]
    suppliers: int
    today: date


@dataclass(frozen=True, slots=True)
class LoadedMarket:
    """Suppliers and demands as a process of the service holds them, ready to be ranked.

    Attributes:
        suppliers: In the order of their ids.
        demands: In the order of their ids.
        today: The day of the ranking.
    """

    suppliers: tuple[PreparedSupplier, ...]
    demands: tuple[PreparedDemand, ...]
    today: date


@contextmanager
def stored_market(sizes: Sizes) -> Iterator[StoredMarket]:
    """Store a synthetic market in a temporary SQLite file, and remove it at the end.

    All demands are open, so that each can be ranked in every way.
    """
    with TemporaryDirectory(prefix="ketnoi-bench-", ignore_cleanup_errors=True) as folder:
        yield store_market(sizes, Path(folder))


def store_market(sizes: Sizes, folder: Path) -> StoredMarket:
    """Store a synthetic market in a SQLite file in a folder."""
    say(f"Storing a market of {sizes.suppliers:,} suppliers and {sizes.demands:,} demands")
    today = today_in_vietnam()
    made = generate_market(
        today=today, seed=sizes.seed, suppliers=sizes.suppliers, demands=sizes.demands
    )
    made = replace(made, demand_lists=tuple(map(_all_open, made.demand_lists)))
    url = f"sqlite:///{folder / 'market.db'}"
    with _opened(url) as database:
        upgrade(database.engine)
        with database.write() as session:
            DemoLoader(session).load(made, _Counter(sizes.suppliers + sizes.demands))
            key = AccountService(session, COMMAND_LINE).create_key(
                validate(ApiKeyCreate, {"name": "bench", "role": "centre"})
            )
        with database.read() as session:
            demands = sorted(listed.demand.id for listed in DemandListing(session).find_open())
    return StoredMarket(url, folder, key.token, tuple(demands), sizes.suppliers, today)


def load_market(url: str, today: date) -> LoadedMarket:
    """Read a stored market and prepare it, as a process of the service does.

    Args:
        url: The database.
        today: The day of the ranking.
    """
    with _reading(url) as session:
        suppliers = [entry.prepared for entry in load_active_suppliers(session)]
        demands = [entry.prepared for entry in load_open_demands(session)]
    return LoadedMarket(
        tuple(sorted(suppliers, key=lambda supplier: supplier.profile.id)),
        tuple(sorted(demands, key=lambda demand: demand.demand.id)),
        today,
    )


def raw_texts(market: LoadedMarket) -> tuple[list[str], list[str]]:
    """Return the texts of all demands and of all suppliers as they were written."""
    demands = ["; ".join(text for text, _ in demand_texts(it.demand)) for it in market.demands]
    suppliers = [
        "; ".join(text for text, _ in supplier_texts(it.profile)) for it in market.suppliers
    ]
    return demands, suppliers


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def _reading(url: str) -> Iterator[Session]:
    with _opened(url) as database, database.read() as session:
        yield session


def _all_open(demand_list: DemoDemandList) -> DemoDemandList:
    demands = tuple(replace(demand, status="open") for demand in demand_list.demands)
    return replace(demand_list, demands=demands)


class _Counter:
    """Tells how much is stored."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def __call__(self, more: int) -> None:
        before, self._done = self._done, self._done + more
        if before // _EVERY != self._done // _EVERY:
            say(f"  stored {self._done:,} of {self._total:,}")
