"""What the columns are called and mean, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from app.core.i18n import Language, Text
from app.imports.columns import COLUMNS, ImportKind


@dataclass(frozen=True, slots=True)
class ColumnText:
    """What is said about a column.

    Attributes:
        column: Its canonical name.
        header: What it is called.
        about: What stands in it.
        example: The cell of the example row; may be empty.
        width: Its width in a workbook, in characters.
    """

    column: str
    header: Text
    about: Text
    example: str
    width: float

    def header_in(self, language: Language) -> str:
        """Return what the column is called in a language."""
        return self.header.render(language)


@cache
def load_column_texts(kind: ImportKind) -> Mapping[str, ColumnText]:
    """Read what is said about the columns of a kind, in their order.

    Raises:
        KeyError: Nothing is said about one of them.
    """
    source = resources.files("app.imports") / "data" / "columns.yaml"
    said: dict[str, Any] = yaml.safe_load(source.read_text("utf-8"))[kind]
    return {column: _of(column, said[column]) for column in COLUMNS[kind]}


def _of(column: str, said: Mapping[str, Any]) -> ColumnText:
    return ColumnText(
        column=column,
        header=Text(said["header"]["en"], said["header"]["vi"]),
        about=Text(said["about"]["en"], said["about"]["vi"]),
        example=str(said["example"]),
        width=float(said["width"]),
    )
