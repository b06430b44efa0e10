"""A tiny market that is stored once, and read once."""

import pytest

from app.bench.sizes import Sizes
from app.bench.stored import LoadedMarket, StoredMarket, load_market, store_market


@pytest.fixture(scope="session")
def sizes() -> Sizes:
    return Sizes(
        suppliers=60,
        demands=12,
        crowd=150,
        xlsx_rows=12,
        csv_rows=(10, 30),
        seconds=0.2,
        rounds=2,
        starts=1,
        changes=2,
    )


@pytest.fixture(scope="session")
def market(sizes: Sizes, tmp_path_factory: pytest.TempPathFactory) -> StoredMarket:
    return store_market(sizes, tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="session")
def loaded(market: StoredMarket) -> LoadedMarket:
    return load_market(market.url, market.today)
