"""Scoring profiles as clients send them."""

import httpx

from tests.factories.client import Client, Json

PROFILES = "/v1/scoring-profiles"
IN_FORCE = "/v1/scoring-profile"


def make_scoring(centre: Client, name: str, **fields: object) -> Json:
    """Write a version of a scoring profile."""
    return centre.made(PROFILES, {"name": name, **fields})


def activate(client: Client, name: str, version: int = 1, etag: str = "*") -> httpx.Response:
    """Try to put a version in force."""
    path = f"{PROFILES}/{name}/activate"
    return client.post(path, json={"version": version}, headers={"If-Match": etag})
