"""Which column of a table is which: canonical names and what people write instead."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import cast

import yaml

from app.imports.columns import COLUMNS, ImportKind
from app.reference.text import fold

_IGNORED = "ignored"


@cache
def load_headers(kind: ImportKind) -> Mapping[str, str]:
    """Read the known headers of a kind of table.

    Returns:
        Canonical name by folded header; "ignored" for columns that only number the rows.

    Raises:
        ValueError: The data names a column that does not exist, or one header for two columns.
    """
    text = (resources.files("app.imports") / "data" / "header_synonyms.yaml").read_text("utf-8")
    document = cast("dict[str, Mapping[str, Sequence[str]]]", yaml.safe_load(text))
    synonyms = document[kind]
    if set(synonyms) != set(COLUMNS[kind]):
        msg = f"header synonyms of {kind} name other columns than there are"
        raise ValueError(msg)
    headers: dict[str, str] = {}
    for column in COLUMNS[kind]:
        _add(headers, column, (column, *synonyms[column]))
    _add(headers, _IGNORED, cast("Sequence[str]", document[_IGNORED]))
    return headers


def _add(headers: dict[str, str], column: str, names: Iterable[str]) -> None:
    for name in names:
        other = headers.setdefault(header_key(name), column)
        if other != column:
            msg = f"header {name!r} stands for {other} and for {column}"
            raise ValueError(msg)


def header_key(header: str) -> str:
    """Return the form in which headers are compared and remembered."""
    return " ".join(fold(header).replace("_", " ").split())
