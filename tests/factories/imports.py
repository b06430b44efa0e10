"""Imports as people make them: upload, look, correct, confirm."""

import httpx

from tests.factories.client import Client, Json

IMPORTS = "/v1/imports"


def send(
    client: Client,
    content: bytes,
    filename: str = "list.csv",
    *,
    kind: str = "demands",
    key: str | None = None,
    **fields: str,
) -> httpx.Response:
    """Upload a file; `match_by` is the form's field `key`."""
    if "match_by" in fields:
        fields["key"] = fields.pop("match_by")
    data = {"kind": kind, **fields}
    headers = {} if key is None else {"Idempotency-Key": key}
    return client.post(IMPORTS, files={"file": (filename, content)}, data=data, headers=headers)


def preview(
    client: Client,
    content: bytes,
    filename: str = "list.csv",
    *,
    kind: str = "demands",
    **fields: str,
) -> Json:
    """Upload a file that can be read, and return its preview."""
    answer = send(client, content, filename, kind=kind, **fields)
    assert answer.status_code == 201, answer.text
    shown: Json = answer.json()
    assert_counts(shown)
    return shown


def read_import(client: Client, made: Json) -> Json:
    """Return an import as it is now."""
    shown: Json = client.get(f"{IMPORTS}/{made['id']}").json()
    assert_counts(shown)
    return shown


def rows_of(client: Client, made: Json, **params: str) -> list[Json]:
    """Return the rows of an import."""
    answer = client.get(f"{IMPORTS}/{made['id']}/rows", params={"limit": "200", **params})
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def correct(client: Client, made: Json, number: int, **patch: object) -> httpx.Response:
    """Correct a row or decide on it."""
    return client.patch(f"{IMPORTS}/{made['id']}/rows/{number}", patch)


def confirm(client: Client, made: Json, mode: str = "partial", **params: str) -> httpx.Response:
    """Confirm an import."""
    path = f"{IMPORTS}/{made['id']}/confirm"
    return client.post(path, json={"mode": mode}, params=params)


def import_file(
    client: Client,
    content: bytes,
    filename: str = "list.csv",
    *,
    kind: str = "demands",
    **fields: str,
) -> Json:
    """Upload a file and write all that is ready; return the outcome."""
    answer = confirm(client, preview(client, content, filename, kind=kind, **fields))
    assert answer.status_code == 200, answer.text
    outcome: Json = answer.json()
    assert_counts(outcome)
    return outcome


def assert_counts(shown: Json) -> None:
    """Check that every row that was read is in one state."""
    counts = shown["counts"]
    states = ("ready", "needs_review", "invalid", "skipped", "written")
    assert counts["read"] == sum(counts[state] for state in states)


def codes_of_row(row: Json) -> list[str]:
    """Return the codes of a row's problems."""
    return [problem["code"] for problem in row["problems"]]
