"""Reading the texts of rows where their file is read: in the child, beside the parent's work."""

from collections.abc import Mapping, Sequence
from typing import cast

from pydantic import JsonValue

from app.imports.columns import ImportKind
from app.reading import Reader, reader_with
from app.suppliers.bulk_reading import prepare_row_readings


class RowReadings:
    """Reads the texts of one table's rows.

    Args:
        kind: What the table holds; the texts of demands are few, and read when they are written.
        synonyms: The words of this instance: pairs of text and category code.
    """

    def __init__(self, kind: ImportKind, synonyms: Sequence[JsonValue]) -> None:
        self._is_wanted = kind == "suppliers"
        self._words = tuple(cast("tuple[str, str]", tuple(pair)) for pair in _pairs(synonyms))
        self._reader: Reader | None = None

    def of(self, content: Mapping[str, JsonValue] | None) -> JsonValue:
        """Return what is kept of a row's texts; None where there is nothing to read."""
        if content is None or not self._is_wanted:
            return None
        if self._reader is None:
            self._reader = reader_with(self._words)
        return prepare_row_readings(content, self._reader).to_json()


def _pairs(synonyms: Sequence[JsonValue]) -> Sequence[Sequence[str]]:
    return cast("Sequence[Sequence[str]]", synonyms)
