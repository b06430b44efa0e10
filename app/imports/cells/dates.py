"""Dates of cells: written in full, as serial numbers, or so that day and month can be mistaken."""

import re
from datetime import date, datetime, timedelta

from app.core.i18n import Text
from app.imports.cells import plain as cells
from app.imports.cells.hinted import CellGuess, Taken, same
from app.imports.cells.plain import CellError
from app.spreadsheets.tables import Cell

_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial numbers of dates, right for all days since 1900-03-01."""

_FIRST_SERIAL, _LAST_SERIAL = 25569, 73050
"""Serial numbers that are taken for dates: 1970-01-01 to 2099-12-31."""

_MAX_MONTH = 12
_CENTURY = 2000

_TWO_PARTS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})[-/.]((?:19|20)\d{2})", re.ASCII | re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}", re.ASCII)

_DAY_FIRST = Text(
    "Day and month can be read both ways; the day was taken first.",
    "Ngày và tháng có thể hiểu hai cách; đã hiểu ngày đứng trước.",
)
_COLUMN_ORDER = Text(
    "Day and month can be read both ways; taken as other dates of the file are written.",
    "Ngày và tháng có thể hiểu hai cách; đã hiểu theo các ngày khác trong tệp.",
)
_SERIAL_DATE = Text(
    "The number is how spreadsheet programs store this date.",
    "Con số này là cách phần mềm bảng tính lưu ngày đó.",
)
_TWO_DIGIT_YEAR = Text(
    "The year has two digits. Write it in full, such as {example}.",
    "Năm chỉ có hai chữ số. Hãy ghi đầy đủ, ví dụ {example}.",
)
_NO_DAY = Text(
    "The day is missing. Write the whole date, such as {example}.",
    "Thiếu ngày trong tháng. Hãy ghi đủ, ví dụ {example}.",
)


def take_date(cell: Cell, order: str | None) -> Taken[date]:
    """Return the date of a cell.

    Args:
        cell: A date, a text, or the serial number of a date.
        order: "day_first" or "month_first" where other dates of the file tell.

    Raises:
        CellError: It is no date, or lacks its day or century.
    """
    if isinstance(cell, date):
        return Taken(cell.date() if isinstance(cell, datetime) else cell)
    text = cells.read_text(cell).strip()
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(text))
        return Taken(day, CellGuess("date_serial", day.isoformat(), _SERIAL_DATE))
    parts = _TWO_PARTS.fullmatch(text)
    if parts is not None:
        return _two_part_date(parts, order)
    month = _MONTH.fullmatch(text)
    if month is not None and 1 <= int(month[1]) <= _MAX_MONTH:
        raise _without_day(int(month[2]), int(month[1]))
    return Taken(cells.read_date(cell if isinstance(cell, str) else text))


def _two_part_date(parts: re.Match[str], order: str | None) -> Taken[date]:
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    if len(parts[4]) == 2:  # noqa: PLR2004 - digits of a year without its century
        days = [day for day in (_day(_CENTURY + year, second, first),) if day is not None]
        example = days[0].isoformat() if days else "2027-03-01"
        error = CellError("year_of_two_digits", _TWO_DIGIT_YEAR, example=example)
        raise error.suggesting(same(day.isoformat()) for day in days)
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first is None or month_first is None or day_first == month_first:
        day = day_first or month_first
        if day is None:
            raise CellError("not_a_date", cells.NOT_A_DATE)
        return Taken(day)
    day = month_first if order == "month_first" else day_first
    text = _DAY_FIRST if order is None else _COLUMN_ORDER
    return Taken(day, CellGuess("date_order", day.isoformat(), text))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_day(year: int, month: int) -> CellError:
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    error = CellError("day_missing", _NO_DAY, example=last.isoformat())
    return error.suggesting([same(last.isoformat()), same(first.isoformat())])
