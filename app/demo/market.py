"""The whole market in one call."""

from datetime import date

from app.demo.demands import make_demand_lists
from app.demo.records import Market
from app.demo.suppliers import make_suppliers

DEFAULT_SEED = 20261121
DEFAULT_SUPPLIERS = 5000
DEFAULT_DEMANDS = 400


def generate_market(
    *,
    today: date,
    seed: int = DEFAULT_SEED,
    suppliers: int = DEFAULT_SUPPLIERS,
    demands: int = DEFAULT_DEMANDS,
) -> Market:
    """Make a synthetic market.

    The same arguments give the same market on every machine and version of Python. Supplier n
    and demand n do not depend on how many are made, so a small market is the beginning of a
    large one with the same seed and day.

    Args:
        today: The day that certificates, dates needed and ages are relative to.
        seed: Any whole number.
        suppliers: How many suppliers.
        demands: How many demands, in lists of several buyers; the first list is illustrative.

    Raises:
        ValueError: A number is negative, or there are more suppliers than demo tax codes.
    """
    if suppliers < 0 or demands < 0:
        message = f"A market cannot have {suppliers} suppliers and {demands} demands."
        raise ValueError(message)
    return Market(
        seed=seed,
        today=today,
        suppliers=tuple(make_suppliers(seed, suppliers, today)),
        demand_lists=make_demand_lists(seed, demands, today),
    )
