"""``ketnoi demo``: load a synthetic market, and show what the service makes of it."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from app.accounts.schemas import ApiKeyCreate
from app.accounts.service import AccountService
from app.core.clock import today_in_vietnam
from app.core.database import Session, open_database
from app.core.i18n import Language
from app.core.pagination import MAX_LIMIT, PageRequest
from app.core.principal import COMMAND_LINE, Role
from app.core.settings import load_settings
from app.core.validation import validate
from app.demands.filters import DemandFilter
from app.demands.service import DemandService
from app.demo.market import DEFAULT_DEMANDS, DEFAULT_SEED, DEFAULT_SUPPLIERS, generate_market
from app.demo.service import DemoLoader
from app.matches.live import LiveMarket
from app.matches.requests import RankingRequest
from app.matches.schemas import SupplierMatchRead, SupplierRankingRead
from app.matches.service import MatchService
from app.matching import Eligibility
from app.models import Demand
from app.organizations.service import OrganizationService
from app.suppliers.service import SupplierService

SHOWN = 5
PLAIN_WIDTH = 140
"""Columns where the output goes to a file."""
SHOWN_DEMAND = "DEMO-D-00006"
BASE_URL = "http://127.0.0.1:8000"

demo = typer.Typer(help="Try the service on a synthetic market.", no_args_is_help=True)
console = Console() if sys.stdout.isatty() else Console(width=PLAIN_WIDTH)


@demo.command("load")
def load_demo(
    suppliers: Annotated[int, typer.Option(min=1, help="How many suppliers.")] = DEFAULT_SUPPLIERS,
    demands: Annotated[int, typer.Option(min=1, help="How many demands.")] = DEFAULT_DEMANDS,
    seed: Annotated[int, typer.Option(help="What chance begins with.")] = DEFAULT_SEED,
    today: Annotated[
        datetime | None, typer.Option(help="Day that dates are relative to.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Load a synthetic market into an empty database; a loaded one is left as it is."""
    with open_database(load_settings()) as database:
        with database.read() as session:
            if OrganizationService(session, COMMAND_LINE).find_organizations(PageRequest()).items:
                console.print("The database holds organizations already: nothing was loaded.")
                return
        market = generate_market(
            today=today.date() if today else today_in_vietnam(),
            seed=seed,
            suppliers=suppliers,
            demands=demands,
        )
        with Progress(console=console) as progress, database.write() as session:
            task = progress.add_task("Loading the synthetic market", total=suppliers + demands)
            DemoLoader(session).load(market, lambda done: progress.advance(task, done))
    console.print(f"Loaded {suppliers} suppliers and {demands} demands, all marked synthetic.")


@demo.command("show")
def show_demo(
    external_id: Annotated[
        str, typer.Option("--demand", help="Buyer's number of the demand to rank.")
    ] = SHOWN_DEMAND,
    language: Annotated[Language, typer.Option(help="Language of the reasons.")] = "en",
    env_file: Annotated[
        Path | None, typer.Option(help="Write keys and ids into this file, for 'source'.")
    ] = None,
) -> None:
    """Rank the suppliers of an illustrative demand, and print what to try next."""
    with open_database(load_settings()) as database, database.write() as session:
        demands = DemandService(session, COMMAND_LINE)
        found = demands.find_demands(PageRequest(), DemandFilter(external_id=external_id)).items
        if not found:
            console.print(f"There is no demand {external_id}; run 'ketnoi demo load' first.")
            raise typer.Exit(2)
        demand = found[0]
        tiers = frozenset({Eligibility.ELIGIBLE, Eligibility.TO_CONFIRM})
        wanted = RankingRequest(tiers, SHOWN, 0, today_in_vietnam())
        matches = MatchService(session, COMMAND_LINE, LiveMarket(), language)
        ranking = matches.rank_suppliers(demand.id, wanted)
        _print_ranking(demand, ranking)
        variables = _make_variables(session, demand, ranking.items[0].supplier.id)
    _print_next_steps(variables, env_file)


def _print_ranking(demand: Demand, ranking: SupplierRankingRead) -> None:
    total = ranking.total
    console.print(f"\n[bold]{demand.name}[/] ({demand.name_en}); {demand.specification}")
    console.print(
        f"{total.eligible} eligible, {total.to_confirm} to confirm, {total.ineligible} ineligible;"
        f" scoring profile {ranking.scoring_profile.name} {ranking.scoring_profile.version}"
    )
    table = Table("#", "Score", "Eligibility", show_lines=True)
    for header, ratio in (("Supplier", 3), ("Why", 6), ("To ask", 3)):
        table.add_column(header, ratio=ratio)
    for item in ranking.items:
        table.add_row(
            str(item.rank),
            f"{item.score:.3f}",
            item.eligibility,
            f"{item.supplier.name}\n{item.supplier.place or ''}",
            "\n".join(_reasons(item)),
            "\n".join(missing.text for missing in item.missing),
        )
    console.print(table)


def _reasons(item: SupplierMatchRead) -> list[str]:
    """Return the most telling piece of evidence of each criterion that is not a question."""
    return [
        f"{result.evidence[0].text}"
        for result in item.criteria
        if result.evidence and result.status == "met"
    ]


def _make_variables(session: Session, demand: Demand, supplier_id: str) -> dict[str, str]:
    """Make a working key for each side of a pair, and name what the commands to try need."""
    accounts = AccountService(session, COMMAND_LINE)
    company = SupplierService(session, COMMAND_LINE).get_supplier(supplier_id).organization_id
    return {
        "KETNOI": BASE_URL,
        "CENTRE": _make_key(accounts, "centre", None),
        "BUYER": _make_key(accounts, "buyer", demand.buyer_id),
        "SUPPLIER": _make_key(accounts, "supplier", company),
        "DEMAND_ID": demand.id,
        "SUPPLIER_ID": supplier_id,
    }


def _make_key(accounts: AccountService, role: Role, organization_id: str | None) -> str:
    """Make a key, and revoke the one that an earlier run made for the same purpose."""
    name = f"demo {role}"
    for key in accounts.find_keys(PageRequest(None, MAX_LIMIT)).items:
        if key.name == name and key.revoked_at is None:
            accounts.revoke_key(key.id)
    values = {"name": name, "role": role, "organization_id": organization_id}
    return accounts.create_key(validate(ApiKeyCreate, values)).token


def _print_next_steps(variables: Mapping[str, str], env_file: Path | None) -> None:
    assignments = "".join(f"export {name}={value}\n" for name, value in variables.items())
    if env_file is not None:
        env_file.touch(mode=0o600)
        env_file.write_text(assignments, encoding="utf-8")
    start = f"source {env_file}\n" if env_file is not None else assignments
    commands = (
        _curl("BUYER", "/v1/demands/$DEMAND_ID/matches?limit=5"),
        _curl("BUYER", "/v1/demands/$DEMAND_ID/matches/$SUPPLIER_ID"),
        _curl("SUPPLIER", "/v1/suppliers/$SUPPLIER_ID/matches?limit=5", "vi"),
        _curl("CENTRE", "/v1/demand-lists"),
        _curl("CENTRE", "/v1/scoring-profile"),
    )
    text = (
        "\nTry next, in another terminal while the service runs"
        " (the keys work until the demo is run again):\n\n"
        f"{start}" + "\n".join(commands) + f"\n\nDocumentation: {BASE_URL}/docs"
    )
    console.print(text, soft_wrap=True, highlight=False, markup=False)


def _curl(key: str, path: str, language: str | None = None) -> str:
    asked = f' -H "Accept-Language: {language}"' if language else ""
    return f'curl -s -H "Authorization: Bearer ${key}"{asked} "$KETNOI{path}"'
