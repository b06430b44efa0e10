"""Asking for everything that a key can get, to look for what it must not see."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping

import httpx

from tests.factories.client import Client, Json

ALWAYS = {"name": "default", "kind": "demands", "number": "2", "code": "PLA-INJ"}
"""What is always there: the scoring profile in force, templates, rows, categories."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Ids(dict[str, str]):
    """The ids that a path names; those that were not made name nothing."""

    def __missing__(self, key: str) -> str:
        return f"{key}_none"


def get_paths(document: Json) -> list[str]:
    """Return the path of every GET of version 1 that shows data of the market.

    Args:
        document: The OpenAPI document.
    """
    return [
        path
        for path, item in document["paths"].items()
        if "get" in item and path.startswith("/v1/") and not path.startswith("/v1/reference/")
    ]


def walk(
    client: Client, paths: Iterable[str], ids: Iterable[Mapping[str, str]]
) -> list[httpx.Response]:
    """Ask for every path with every set of ids, and again with what widens the answer."""
    urls = {path.format_map(_Ids({**ALWAYS, **named})): None for named in ids for path in paths}
    answers = []
    for url in urls:
        answers.append(client.get(url))
        if url.endswith("/matches"):
            answers.append(client.get(url, params={"include": "to_confirm,ineligible"}))
            answers.append(client.get(url, headers={"Accept-Language": "vi"}))
    return answers


def text_of(answers: Iterable[httpx.Response]) -> str:
    """Return all that the answers say, headers included, as it reads after decoding."""
    return "\n".join(
        json.dumps([*answer.headers.items(), _said(answer)])
        .encode()
        .decode("unicode_escape", errors="replace")
        for answer in answers
    )


def _said(answer: httpx.Response) -> object:
    """Return the content of an answer: JSON, text, or the parts of a workbook."""
    kind = answer.headers.get("content-type", "")
    if kind.startswith(WORKBOOK):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
            return [parts.read(name).decode(errors="replace") for name in parts.namelist()]
    if "json" in kind:
        return answer.json() if answer.content else None
    return answer.text
