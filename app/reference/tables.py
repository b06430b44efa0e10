"""Reading of the packaged data files."""

import csv
import io
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

import yaml

_SafeLoader: "type[yaml.SafeLoader | yaml.CSafeLoader]" = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)
"""The loader in C where PyYAML was built with it: about eight times as fast."""


def read_rows(name: str) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a packaged CSV file.

    Args:
        name: File name inside the data folder, such as "provinces.csv".

    Yields:
        One mapping a row, column name to text. Codes stay text, empty cells are "".
    """
    yield from csv.DictReader(io.StringIO(_read(name), newline=""), strict=True)


def read_yaml(name: str) -> object:
    """Read a packaged YAML file into plain lists, mappings and scalars."""
    return yaml.load(_read(name), Loader=_SafeLoader)  # noqa: S506 - a safe loader by definition


def data_digest() -> str:
    """Give eight hexadecimal digits that change whenever any packaged data file does."""
    digest = sha256()
    for item in sorted(_folder().iterdir(), key=lambda entry: entry.name):
        digest.update(item.name.encode())
        digest.update(item.read_bytes())
    return digest.hexdigest()[:8]


def split(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several texts separated by "|"."""
    return tuple(part for part in cell.split("|") if part)


def _folder() -> Traversable:
    return resources.files("app.reference") / "data"


def _read(name: str) -> str:
    return (_folder() / name).read_text(encoding="utf-8")
