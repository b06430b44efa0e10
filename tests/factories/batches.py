"""Asking for the rankings of many demands, and reading the lines."""

import json
from typing import NamedTuple

import httpx

from tests.factories.client import Client, Json

PATH = "/v1/matches/batch"


class Lines(NamedTuple):
    """What an answer holds: the lines of the demands, and the last one."""

    demands: list[Json]
    end: Json

    @property
    def ids(self) -> list[str]:
        """Ids of the demands, in the order of the lines."""
        return [line["demand"]["id"] for line in self.demands]


def read_lines(content: bytes | str) -> Lines:
    """Read lines of JSON, the last of which ends the answer."""
    text = content.decode() if isinstance(content, bytes) else content
    assert text.endswith("\n")
    *lines, end = [json.loads(line) for line in text.splitlines()]
    return Lines(lines, end)


def post_batch(client: Client, body: Json, **params: str | int) -> httpx.Response:
    """Ask for a batch."""
    return client.post(PATH, json=body, params=params)


def batch_of(client: Client, body: Json, **params: str | int) -> Lines:
    """Return the lines of a batch that is answered in full."""
    answer = post_batch(client, body, **params)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return read_lines(answer.content)
