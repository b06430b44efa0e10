"""How a table writes decimals and dates, by what its texts give away."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, cast

from app.imports.cells.plain import decimal_mark_of, split_amount
from app.imports.detection.layout import DateOrder, DecimalMark
from app.spreadsheets.tables import Cell

_NUMBER = re.compile(r"-?\d[\d., ']*", re.ASCII)
_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTHS = 12
_LONGEST = 60
"""Characters of the longest cell that is looked at: an amount with its unit."""


def decimal_mark(cells: Iterable[Cell]) -> DecimalMark | None:
    """Return the decimal mark that numbers written as text agree on; None where they do not."""
    found: Counter[str] = Counter()
    for cell in cells:
        if isinstance(cell, str) and len(cell) <= _LONGEST and any(mark in cell for mark in ",."):
            number, _ = split_amount(cell)
            if _NUMBER.fullmatch(number):
                mark = decimal_mark_of(number)
                if mark is not None:
                    found[mark] += 1
    return cast("DecimalMark", next(iter(found))) if len(found) == 1 else None


def date_order(cells: Iterable[Cell]) -> DateOrder | None:
    """Return the order of day and month that written dates agree on; None where they do not."""
    found: set[Literal["day_first", "month_first"]] = set()
    for cell in cells:
        match = _DATE.fullmatch(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else None
        if match is None:
            continue
        first, second = int(match[1]), int(match[3])
        if first > _MONTHS >= second:
            found.add("day_first")
        elif second > _MONTHS >= first:
            found.add("month_first")
    return found.pop() if len(found) == 1 else None
