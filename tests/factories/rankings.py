"""Asking for rankings, and reading what they say."""

from collections.abc import Iterable

from tests.factories.client import Client, Json

EVERYTHING = {"include": "to_confirm,ineligible", "limit": 100}

TIERS = ["eligible", "to_confirm", "ineligible"]

JUDGED = ("eligibility", "score", "criteria", "missing")
"""What a pair is given, the same wherever it is asked for."""


def ranking(client: Client, path: str, **params: str | int) -> Json:
    """Return a ranking of everything, or of what is asked for."""
    answer = client.get(f"{path}/matches", params=params or EVERYTHING)
    assert answer.status_code == 200, answer.text
    body: Json = answer.json()
    return body


def of_demand(client: Client, demand: Json, **params: str | int) -> Json:
    """Return the suppliers ranked for a demand."""
    return ranking(client, f"/v1/demands/{demand['id']}", **params)


def of_supplier(client: Client, profile: Json, **params: str | int) -> Json:
    """Return the demands ranked for a supplier."""
    return ranking(client, f"/v1/suppliers/{profile['id']}", **params)


def suppliers_of(ranked: Json) -> list[str]:
    """Return the ids of the ranked suppliers, best first."""
    return [item["supplier"]["id"] for item in ranked["items"]]


def only_item(ranked: Json) -> Json:
    """Return the one item of a ranking."""
    [item] = ranked["items"]
    found: Json = item
    return found


def judged(item: Json) -> Json:
    """Return what a pair is given, without rank and names."""
    return {name: item[name] for name in JUDGED}


def keys_of(missing: Iterable[Json]) -> set[tuple[str, str]]:
    """Return key and status of what is missing."""
    return {(item["key"], item["status"]) for item in missing}
