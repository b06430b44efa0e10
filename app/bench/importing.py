"""Imports of the sizes that the centre has, each into an empty database in a fresh process."""

import csv
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import xlsxwriter

from app.bench.machine import peak_memory_bytes, watched_descendants
from app.bench.measured import BenchError, Measured
from app.bench.processes import in_fresh_process
from app.bench.progress import say
from app.bench.sizes import Sizes
from app.bench.stored import StoredMarket
from app.core.database import Database
from app.core.errors import AppError
from app.core.migrations import upgrade
from app.core.principal import COMMAND_LINE
from app.core.settings import load_settings
from app.core.validation import validate
from app.demo.market import generate_market
from app.demo.rows import DEMAND_COLUMNS, SUPPLIER_COLUMNS, demand_rows, supplier_rows
from app.demo.tax_codes import supplier_tax_code
from app.imports.confirming import Confirming
from app.imports.jobs import Progress
from app.imports.reading import FileReading
from app.imports.uploading import UploadRequest, UploadStore
from app.organizations.schemas import OrganizationCreate
from app.organizations.service import OrganizationService
from app.reading import load_reader
from app.spreadsheets.bounded import warm_up

XLSX_SECONDS = "xlsx_seconds"
CSV_SECONDS = "csv_seconds"
MEMORY_GROWTH = "csv_peak_memory_growth"

MOST_CSV_SECONDS = 60.0
_PATIENCE = 4
"""A file is not imported that would take this many times as long as it may."""

_DIFFERENT_ROWS = 10_000
"""So many suppliers are different; larger files hold them again under other names and codes."""


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One import, from the upload of the file until everything was written.

    Attributes:
        seconds: All of it.
        peak_bytes: The most memory that the process ever had.
        file_bytes: Size of the file.
        created: How many demands or suppliers were made.
        preview_seconds: Until the preview stood: the file read, its rows interpreted and kept.
        reader_peak_bytes: The most memory that the process had which read the file.
    """

    seconds: float
    peak_bytes: int
    file_bytes: int
    created: int
    preview_seconds: float
    reader_peak_bytes: int


def measure_imports(market: StoredMarket, sizes: Sizes) -> Measured:
    """Import a workbook of demands, and two files of suppliers of different length."""
    small, large = sizes.csv_rows
    say(f"  a workbook of {sizes.xlsx_rows} demands")
    workbook = market.folder / "demands.xlsx"
    in_fresh_process(write_workbook, workbook, market.today, sizes.seed, sizes.xlsx_rows)
    xlsx = in_fresh_process(import_file, workbook)
    runs: dict[int, ImportRun] = {}
    reason = ""
    for rows in (small, large):
        expected = runs[small].seconds * rows / small if runs else 0.0
        if expected > _PATIENCE * MOST_CSV_SECONDS:
            reason = f"{rows:,} rows would take about {expected:.0f} s, so that was not tried"
            break
        say(f"  a file of {rows:,} suppliers")
        file = market.folder / f"suppliers-{rows}.csv"
        in_fresh_process(write_suppliers, file, market.today, sizes.seed, rows)
        try:
            runs[rows] = in_fresh_process(import_file, file)
        except BenchError as error:
            reason = f"{rows:,} rows: {error}"
            break
    return summarise_imports(xlsx, runs, sizes, reason)


def summarise_imports(
    xlsx: ImportRun, runs: Mapping[int, ImportRun], sizes: Sizes, reason: str
) -> Measured:
    """Name the figures of the imports.

    Args:
        xlsx: The workbook's.
        runs: Those of the files of suppliers that were imported, by their rows.
        sizes: Which files there should be.
        reason: Why one is missing, or empty.
    """
    small, large = (runs.get(rows) for rows in sizes.csv_rows)
    growth = large.peak_bytes / small.peak_bytes if small and large else None
    return Measured(
        {
            XLSX_SECONDS: xlsx.seconds,
            CSV_SECONDS: large.seconds if large else None,
            MEMORY_GROWTH: growth,
        },
        {
            "xlsx": {"rows": sizes.xlsx_rows, **asdict(xlsx)},
            "csv": [{"rows": rows, **asdict(run)} for rows, run in runs.items()],
        },
        reason,
    )


def write_workbook(file: Path, today: date, seed: int, rows: int) -> None:
    """Write demands as a workbook."""
    made = generate_market(today=today, seed=seed, suppliers=0, demands=rows)
    lines = list(chain.from_iterable(map(demand_rows, made.demand_lists)))
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("demands")
        for column, header in enumerate(DEMAND_COLUMNS):
            sheet.write_string(0, column, header)
            for line, row in enumerate(lines, start=1):
                if row.get(header):
                    sheet.write_string(line, column, row[header])


def write_suppliers(file: Path, today: date, seed: int, rows: int) -> None:
    """Write suppliers as a file with commas, each with a number, a name and a tax code."""
    different = min(rows, _DIFFERENT_ROWS)
    made = generate_market(today=today, seed=seed, suppliers=different, demands=0)
    drawn = supplier_rows(made)
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.DictWriter(output, SUPPLIER_COLUMNS)
        writer.writeheader()
        for at in range(rows):
            row = drawn[at % different]
            again = at // different
            name = f"{row['name']} {again + 1}" if again else row["name"]
            own = {"external_id": f"BENCH-{at + 1}", "tax_code": supplier_tax_code(at)}
            writer.writerow({**row, **own, "name": name})


def import_file(file: Path) -> ImportRun:
    """Import a workbook of demands, or suppliers with commas, into an empty database.

    The vocabulary is loaded and the server that forks readers runs, as in a service that runs.

    Raises:
        BenchError: The file is refused, or a row of it.
    """
    load_reader()
    warm_up()
    with TemporaryDirectory(prefix="ketnoi-bench-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'import.db'}")
        try:
            upgrade(database.engine)
            return _import(database, file)
        except AppError as error:
            msg = f"refused: {error.render_detail('en')}"
            raise BenchError(msg) from error
        finally:
            database.dispose()


def _register_buyer(database: Database) -> str:
    with database.write() as session:
        buyer = OrganizationService(session, COMMAND_LINE).create_organization(
            validate(OrganizationCreate, {"name": "Bench", "is_buyer": True})
        )
        return buyer.id


def _import(database: Database, file: Path) -> ImportRun:
    settings = load_settings()
    wanted = UploadRequest("suppliers", file.name)
    if file.suffix == ".xlsx":
        wanted = UploadRequest("demands", file.name, buyer_id=_register_buyer(database))
    started = time.perf_counter()
    with file.open("rb") as content:
        import_id = UploadStore(database, settings).store(COMMAND_LINE, content, wanted).import_id
    with watched_descendants() as readers:
        FileReading(database, settings, import_id)(Progress(Event()))
    previewed = time.perf_counter()
    confirming = Confirming(database, COMMAND_LINE, import_id, "strict", dry_run=False)
    outcome = confirming(Progress(Event()))
    ended = time.perf_counter()
    return ImportRun(
        seconds=ended - started,
        peak_bytes=peak_memory_bytes(),
        file_bytes=file.stat().st_size,
        created=outcome.written["create"],
        preview_seconds=previewed - started,
        reader_peak_bytes=readers.peak_bytes,
    )
