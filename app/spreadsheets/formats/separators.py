"""Finding out what stands between the cells of a text file."""

import csv
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

SEPARATORS = ("\t", ";", "|", ",")
"""In the order in which they win where they fit equally: a comma may also stand in a number."""

_FEW_LINES = 3


def find_separator(lines: Sequence[str], hint: str | None = None) -> tuple[str | None, int]:
    """Find the separator that divides the most lines into the same number of cells.

    Args:
        lines: The first lines of the file.
        hint: The separator that the file itself names.

    Returns:
        The separator, None if the file has one column; and into how many cells it divides most
        lines.
    """
    best: tuple[float, int, str | None] = (0.0, 1, None)
    for separator in SEPARATORS if hint is None else (hint,):
        widths = _widths(lines, separator)
        several = {width: count for width, count in widths.items() if width > 1}
        if not several:
            continue
        width = max(several, key=lambda item: (several[item], item))
        total = widths.total()
        agreement = round((several[width] + sum(several.values())) / (2 * total), 1)
        if _is_plausible(width, several[width], widths[1]) and (agreement, width) > best[:2]:
            best = agreement, width, separator
    if hint is not None and best[2] is None:
        return hint, 1
    return best[2], best[1]


def _is_plausible(width: int, agreeing: int, undivided: int) -> bool:
    """Judge whether a file has columns, and not only a comma here and there in its one column."""
    return agreeing >= undivided or (width >= _FEW_LINES and agreeing >= _FEW_LINES)


def _widths(lines: Sequence[str], separator: str) -> Counter[int]:
    """Count into how many cells the rows are divided; blank ones are left out.

    A row is a line, or several lines where quoted cells go over more than one: whichever of the
    two gives rows that agree more.
    """
    single = Counter(
        len(cells)
        for line in lines
        if (cells := next(csv.reader([line], delimiter=separator), [])) and not is_blank(line)
    )
    joined = _joined_widths(lines, separator)
    return joined if _agreement(joined) > _agreement(single) else single


def _joined_widths(lines: Sequence[str], separator: str) -> Counter[int]:
    """Count the cells of rows whose quoted cells may hold line breaks."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # the last row may go on behind the sample
        for cells in csv.reader(lines, delimiter=separator, strict=True):
            if not all(map(is_blank, cells)):
                widths[len(cells)] += 1
    return widths


def _agreement(widths: Counter[int]) -> float:
    """Return the share of the rows that have the most common number of cells, several at least."""
    most = max((count for width, count in widths.items() if width > 1), default=0)
    return most / widths.total() if most else 0.0


def is_blank(text: str) -> bool:
    """Say whether a text consists of nothing but separators and blanks."""
    return not text.strip(" \t\r\n,;|")
