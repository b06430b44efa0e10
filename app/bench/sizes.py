"""How large the markets and files are on which the budgets are measured."""

from dataclasses import dataclass

from app.demo.market import DEFAULT_DEMANDS, DEFAULT_SEED, DEFAULT_SUPPLIERS

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of one run; the defaults are those that the budgets name.

    Attributes:
        suppliers: Suppliers of the stored market.
        demands: Demands of the stored market, all open.
        crowd: Suppliers of the one index in which a whole country stands.
        xlsx_rows: Demands in the workbook that is imported.
        csv_rows: Suppliers in the smaller and in the larger file that are imported.
        seconds: About how long each side of a comparison is measured.
        rounds: In how many rounds the two sides of a comparison take turns.
        starts: How often the service is started.
        changes: How many suppliers of the crowd are changed and taken out.
        seed: What chance begins with.
    """

    suppliers: int = DEFAULT_SUPPLIERS
    demands: int = DEFAULT_DEMANDS
    crowd: int = MILLION
    xlsx_rows: int = 400
    csv_rows: tuple[int, int] = (20_000, 100_000)
    seconds: float = 6.0
    rounds: int = 8
    starts: int = 3
    changes: int = 20
    seed: int = DEFAULT_SEED
