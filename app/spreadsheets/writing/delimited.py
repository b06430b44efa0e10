"""Text files (.csv): UTF-8 with its mark, so that spreadsheet programs read Vietnamese letters."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from app.spreadsheets.tables import plain_number
from app.spreadsheets.writing.neutral import neutralise
from app.spreadsheets.writing.tables import Table, Value

_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def write_delimited(target: BinaryIO, table: Table) -> None:
    """Write a table with commas between its cells; texts that look like formulas are covered.

    Args:
        target: Where to write; stays open.
        table: The table; its preface is left out.
    """
    target.write(_BYTE_ORDER_MARK)
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=False)
    try:
        writer = csv.writer(text)
        writer.writerow([neutralise(column.header) for column in table.columns])
        width = len(table.columns)
        for row in table.rows:
            writer.writerow(_pad([_text(value) for value in row], width))
        text.flush()
    finally:
        text.detach()


def _pad(cells: list[str], width: int) -> Sequence[str]:
    return [*cells, *[""] * (width - len(cells))]


def _text(value: Value) -> str:
    if isinstance(value, str):
        return neutralise(value)
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else _number(Decimal(str(value)))


def _number(value: Decimal) -> str:
    """Write a number so that no reader takes its decimals for thousands: ``1.0010``."""
    text = plain_number(value)
    return f"{text}0" if _AMBIGUOUS.fullmatch(text) else text
