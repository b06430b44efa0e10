"""The ``ketnoi`` command."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer
import uvicorn
from rich.console import Console
from rich.table import Table

from app.accounts.schemas import ApiKeyCreate
from app.accounts.service import AccountService
from app.bench.commands import run_bench
from app.core.commands import reporting
from app.core.database import Session, open_database
from app.core.i18n import Language
from app.core.migrations import upgrade
from app.core.pagination import MAX_LIMIT, PageRequest
from app.core.principal import COMMAND_LINE
from app.core.settings import Settings, load_settings
from app.core.validation import validate
from app.demo.commands import demo
from app.duplicates.commands import compare_pairs
from app.evaluation.commands import evaluate_directory, tune_directory
from app.exports.commands import exports
from app.imports.commands import imports
from app.main import create_app
from app.matches.commands import match_demands

app = typer.Typer(
    name="ketnoi",
    help="Supplier-buyer matchmaking for supporting industries.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
keys = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)
app.add_typer(keys, name="keys")
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.add_typer(demo, name="demo")
app.command("evaluate")(evaluate_directory)
app.command("tune")(tune_directory)
app.command("duplicates")(compare_pairs)
app.command("match")(match_demands)
app.command("bench")(run_bench)

console = Console()
errors = Console(stderr=True)

_KEPT_ALIVE_SECONDS = 75
"""How long a connection waits for its next request. Clients and proxies give theirs up after 60 at
most; were it the other way round, a request could meet a connection that is just being closed."""

LanguageOption = Annotated[Language, typer.Option(help="Language of the messages.")]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Worker processes.")] = 1,
) -> None:
    """Serve the API; the documentation is at /docs."""
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=_KEPT_ALIVE_SECONDS,
    )


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this version."""
    with open_database(load_settings()) as database:
        upgrade(database.engine)
    console.print("The database is up to date.")


@app.command("settings")
def show_settings() -> None:
    """List every setting with its meaning and its value now."""
    table = Table("Setting", "Now", "Meaning")
    settings = load_settings()
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(hidden)" if name == "database_url" and "@" in str(value) else str(value)
        table.add_row(f"KETNOI_{name.upper()}", shown, field.description or "")
    console.print(table)


@app.command("openapi")
def show_openapi() -> None:
    """Print the OpenAPI document."""
    sys.stdout.write(json.dumps(create_app().openapi(), ensure_ascii=False, indent=2) + "\n")


@keys.command("create")
def create_key(
    role: Annotated[str, typer.Option(help="centre, buyer or supplier.")],
    name: Annotated[str, typer.Option(help="Who uses the key.")],
    organization: Annotated[
        str | None, typer.Option(help="Id of the buyer's or supplier's organization.")
    ] = None,
    scope: Annotated[
        list[str] | None, typer.Option(help="read, write (by default), reconcile.")
    ] = None,
    expires_at: Annotated[
        datetime | None, typer.Option(help="When it stops working (UTC).", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Make an API key and print its token, this once."""
    values: dict[str, Any] = {"role": role, "name": name, "organization_id": organization}
    if scope:
        values["scopes"] = scope
    if expires_at:
        values["expires_at"] = f"{expires_at:%Y-%m-%d}T00:00:00Z"
    with reporting("en"), _writing() as session:
        created = AccountService(session, COMMAND_LINE).create_key(validate(ApiKeyCreate, values))
    errors.print(f"Key {created.id} ({created.role}). The token is shown only now:")
    sys.stdout.write(created.token + "\n")


@keys.command("list")
def list_keys() -> None:
    """List the API keys, without their secrets."""
    table = Table("Id", "Name", "Role", "Organization", "Scopes", "Expires", "Revoked")
    with open_database(load_settings()) as database, database.read() as session:
        service = AccountService(session, COMMAND_LINE)
        after: str | None = None
        while True:
            page = service.find_keys(PageRequest(after, MAX_LIMIT))
            for key in page.items:
                expires, revoked = str(key.expires_at or ""), str(key.revoked_at or "")
                scopes = " ".join(key.scopes)
                organization = key.organization_id or ""
                table.add_row(key.id, key.name, key.role, organization, scopes, expires, revoked)
            after = page.next_after
            if after is None:
                break
    console.print(table)


@keys.command("revoke")
def revoke_key(key_id: Annotated[str, typer.Argument(help="Id of the key.")]) -> None:
    """Revoke an API key for good."""
    with reporting("en"), _writing() as session:
        AccountService(session, COMMAND_LINE).revoke_key(key_id)
    console.print(f"Key {key_id} is revoked.")


@contextmanager
def _writing() -> Iterator[Session]:
    with open_database(load_settings()) as database, database.write() as session:
        yield session
