"""What two rows of different files share only when the same stands in them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue
from pydantic_core import to_json

from app.imports.columns import ImportKind
from app.imports.detection.layout import Layout


class RowPrints:
    """Gives the rows of one table their fingerprints.

    Columns that only number the rows do not count, so that a row may move.

    Args:
        layout: Where the columns stand.
        kind: What the table holds.
    """

    def __init__(self, layout: Layout, kind: ImportKind) -> None:
        self._ignored = layout.ignored_positions
        headers = [
            [guess.position, guess.header]
            for guess in layout.columns
            if guess.position not in self._ignored
        ]
        self._table = hashlib.blake2b(to_json([kind, headers]), digest_size=16)

    def of(self, cells: Sequence[JsonValue], context: Mapping[str, Any]) -> str:
        """Return the fingerprint of a row.

        Args:
            cells: Its encoded cells.
            context: What it takes from elsewhere (`InterpretedRow.context`).
        """
        told = [
            [position, cell]
            for position, cell in enumerate(cells)
            if cell is not None and position not in self._ignored
        ]
        fills: Mapping[str, Mapping[str, Any]] = context.get("fills") or {}
        taken = [[position, fill["code"], fill["cell"]] for position, fill in sorted(fills.items())]
        digest = self._table.copy()
        digest.update(to_json([told, taken]))
        return digest.hexdigest()
