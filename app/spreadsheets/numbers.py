"""Numbers of cells: exact as they are shown, and as the days and times that they stand for."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from app.spreadsheets.tables import Cell

_SIGNIFICANT_DIGITS = 15
"""Digits of a number that spreadsheet programs keep and show; beyond them binary noise begins."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_DAY_AFTER_GAP = 60
"""Number of 29 February 1900, a day that never was; the numbers before it are one day off."""

_LAST_DAY = 2_958_465
"""Number of 31 December 9999."""

_MILLISECONDS_OF_DAY = 86_400_000

TimeKind = Literal["day", "clock", "duration"]
"""What a number stands for: a day (and perhaps a time), a time of day, or a length of time."""

_BUILT_IN: Mapping[int, TimeKind] = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), "day"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), "clock"),
    46: "duration",
}
"""Formats that files name by number alone (ECMA-376 part 1, 18.8.30), East Asian ones too."""

_NO_FIELDS = re.compile(r'"[^"]*"|\\.|_.|\*.|AM/PM|A/P|General', re.IGNORECASE)
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")


def read_number(text: str) -> Decimal | None:
    """Read a number as files hold it: 1200, 0.1, 1.5E-3; None if it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return exact(number) if "_" not in text else None


def exact(number: float) -> Decimal | None:
    """Return a number with the digits that a spreadsheet program shows; None if not finite."""
    if not math.isfinite(number):
        return None
    return Decimal(f"{number:.{_SIGNIFICANT_DIGITS}g}")


def time_kind_of(number_format: int, code: str | None) -> TimeKind | None:
    """Find out whether a number format shows days or times.

    Args:
        number_format: Its number in the file.
        code: Its text, as "dd/mm/yyyy"; None for a built-in one.

    Returns:
        What it shows; None for any other number.
    """
    if code is None:
        return _BUILT_IN.get(number_format)
    fields = _NO_FIELDS.sub("", code.partition(";")[0])
    if _DURATION.search(fields):
        return "duration"
    fields = _BRACKETS.sub("", fields).lower()
    if "y" in fields or "d" in fields:
        return "day"
    if "h" in fields or "s" in fields:
        return "clock"
    return "day" if "m" in fields else None


def moment(number: Decimal, kind: TimeKind, *, from_1904: bool) -> Cell:
    """Make the day or time of a number.

    Args:
        number: Days since the epoch of the file.
        kind: What the number format shows.
        from_1904: Whether the days count from 1904.

    Returns:
        A date, a datetime where a time of day is given, a time below one day, a timedelta for a
        duration; the number itself where it is 0 and shown as a day, since no such day exists;
        None where it is beyond what a calendar holds.
    """
    if abs(number) > _LAST_DAY + 1:
        return None
    span = timedelta(milliseconds=round(number * _MILLISECONDS_OF_DAY))
    if kind == "duration":
        return span
    if number == 0 and kind == "day" and not from_1904:
        return number
    if span < timedelta():
        return None
    return _time_or_day(span, kind, from_1904=from_1904)


def _time_or_day(span: timedelta, kind: TimeKind, *, from_1904: bool) -> date | time | None:
    if span.days == 0 and (kind == "clock" or not from_1904):
        return (_EPOCH + span).time()
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    if not from_1904 and span.days < _DAY_AFTER_GAP:
        span += timedelta(days=1)
    try:
        found = epoch + span
    except OverflowError:
        return None
    return found.date() if found.time() == time() else found
