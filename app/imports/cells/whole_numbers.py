"""Cells of columns that hold a whole number: staff, years, days, kilometres."""

import re
import unicodedata
from contextlib import suppress
from decimal import Decimal

from app.core.i18n import Text
from app.imports.cells.hinted import CellGuess, Taken, same
from app.imports.cells.plain import CellError, is_ambiguous_number, parse_number, read_text
from app.spreadsheets.tables import Cell, plain_number

_WHOLE = Text(
    "The column holds whole numbers, so the mark only divides thousands.",
    "Cột này chứa số nguyên nên dấu này chỉ ngăn cách hàng nghìn.",
)
_PERSONS = Text(
    "The word beside the number says that it counts people.",
    "Từ đi kèm cho biết đây là số người.",
)
_NOT_EXACT = Text(
    "This is a range or an estimate. Write one whole number, or empty the cell.",
    "Đây là khoảng hoặc số ước lượng. Hãy ghi một số nguyên, hoặc xóa trống ô.",
)

_LONGEST = 60
"""Characters of the longest cell that may be a number of people."""

_NUMBER = r"\d[\d., ]*"
_WORD = (
    r"(?:nguoi(?: lao dong)?|lao dong|nhan (?:vien|su|cong)|cong nhan(?: vien)?|can bo|cbcnv|cbnv"
    r"|cnv|ld|nv|ng|persons?|people|employees?|staff|workers?|headcount|pax)"
)
_NUMBERS = re.compile(_NUMBER)
_COUNTED = re.compile(rf"(?P<number>{_NUMBER}?) ?{_WORD}(?: (?:va |and )?{_WORD})?\.?")
_VAGUE = re.compile(
    r"(?:(?:khoang|gan|hon|tren|duoi|tu|it nhat|toi da|about|around|approx(?:imately)?|over"
    r"|more than|less than|under|nearly|almost|up to|at least|ca|~|≈|>=?|<=?|±|\+|trung binh)"
    r"\.? ?)*"
    rf"{_NUMBER}(?: ?(?:-|–|—|~|to|den|toi) ?{_NUMBER})?(?: ?{_WORD})? ?(?:\+|tro len|or more)?"
    rf"(?: ?{_WORD})?"
)
"""Numbers (folded text with its signs) that are none exactly: "khoảng 50", "50+", "100-200"."""


def take_whole(cell: Cell) -> Taken[Decimal]:
    """Return a whole number: "1.200" can only be 1200 then.

    Raises:
        CellError: It is no number.
    """
    if isinstance(cell, Decimal):
        return Taken(cell)
    text = read_text(cell).strip()
    if not is_ambiguous_number(text):
        return Taken(parse_number(text))
    value = Decimal(re.sub(r"[.,]", "", text))
    return Taken(value, CellGuess("whole_number", plain_number(value), _WHOLE))


def take_people(cell: Cell) -> Taken[Decimal]:
    """Return a number of people, also from "45 người".

    Raises:
        CellError: It is no number, or only about one.
    """
    if not isinstance(cell, str) or len(cell) > _LONGEST:
        return take_whole(cell)
    plain = _plain(cell)
    counted = _COUNTED.fullmatch(plain)
    if counted is not None:
        value = take_whole(counted["number"]).value
        return Taken(value, CellGuess("number_of_people", plain_number(value), _PERSONS))
    try:
        return take_whole(cell)
    except CellError:
        if _VAGUE.fullmatch(plain) is None:
            raise
    raise CellError("not_exact", _NOT_EXACT).suggesting(
        same(plain_number(value)) for value in _numbers(plain)
    )


def _numbers(text: str) -> list[Decimal]:
    found = []
    for written in _NUMBERS.findall(text):
        with suppress(CellError):
            found.append(take_whole(written.strip(" .,")).value)
    return list(dict.fromkeys(found))


def _plain(text: str) -> str:
    """Return a text in lower case without marks, but with its signs."""
    apart = unicodedata.normalize("NFKD", text.strip().lower().replace("đ", "d"))
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())
