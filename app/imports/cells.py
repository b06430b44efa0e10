"""What a cell says: numbers, dates, lists, amounts; never a guess where it can be read two ways.

Numbers: ``12000``, ``12 000``, ``1,234,567``, ``1.234,5``, ``12,5`` and ``0.500`` can be read in
one way. ``12,000`` and ``12.000`` cannot (twelve, or twelve thousand) and are refused; a number
cell of a workbook has no such doubt. Dates: a date cell, ``2027-03-01``, or day first:
``01/03/2027``, ``1.3.2027``. Several values are separated by ``;``.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn, Self

from pydantic_core import PydanticCustomError

from app.core.i18n import Text
from app.reference.text import fold
from app.spreadsheets.tables import Cell, plain_number

_SEPARATOR = re.compile(r"[;；]")
_NONE_WORDS = frozenset({"none", "nil", "no", "khong", "khong co", "chua co"})
"""Words (folded) that say that there is nothing, as an empty cell does not."""

_MINUS = str.maketrans({"−": "-", "–": "-", "\u2019": "'"})
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = re.compile(
    r"-?\d{1,3}(?:(?P<group>[ .,'])\d{3})(?:(?P=group)\d{3})*(?:(?!(?P=group))[.,]\d+)?", re.ASCII
)
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_AMOUNT = re.compile(r"(-?[\d., '\u2019\u00a0\u202f\u2009]*\d)\s*([^\d\s].*)", re.DOTALL)

_ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)

_BARE_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/].*)?")
_LEADING_ZERO_LENGTHS = (9, 12)
"""Digits of a tax code (10 or 13) whose leading zero a spreadsheet program has dropped."""

_NOT_TEXT = Text(
    "The spreadsheet program made a {kind} of this cell. Format it as text and type it again.",
    "Phần mềm bảng tính đã đổi ô này thành {kind_vi}. Hãy định dạng ô là văn bản và nhập lại.",
)
_NOT_A_NUMBER = Text(
    "This is no number. Write digits only, such as 12000 or 12.5; units have a column of their"
    " own.",
    "Đây không phải là số. Chỉ nhập chữ số, ví dụ 12000 hoặc 12.5; đơn vị nhập ở cột riêng.",
)
_TWO_NUMBERS = Text(
    "This can be read as {small} or as {large}. Write {large} without a separator, or {small}.",
    "Có thể hiểu là {small} hoặc {large}. Hãy viết {large} không có dấu phân cách, hoặc {small}.",
)
_NOT_A_DATE = Text(
    "This is no date. Write it as 2027-03-01, or day first as 01/03/2027.",
    "Đây không phải là ngày. Hãy viết 2027-03-01 hoặc 01/03/2027 (ngày/tháng/năm).",
)
_NO_AMOUNT = Text(
    "Write an amount with its unit, such as 50000 pcs or 20 t.",
    "Hãy viết số lượng kèm đơn vị, ví dụ 50000 pcs hoặc 20 tấn.",
)
_LOST_ZERO = Text(
    "The spreadsheet program took this as a number and dropped the zero at its start. Format the"
    " column as text and type it again.",
    "Phần mềm bảng tính coi đây là số và đã bỏ số 0 ở đầu. Hãy định dạng cột là văn bản và nhập"
    " lại.",
)
_KINDS = {
    bool: ("truth value", "giá trị đúng/sai"),
    date: ("date", "ngày"),
    datetime: ("date", "ngày"),
}
_TIME = ("time", "giờ")


class CellError(ValueError):
    """A cell does not say something that can be taken.

    Attributes:
        code: Stable name of the fault.
        text: What is wrong and what would be right.
        params: Fields that the text names.
        part: The part of the cell that is wrong; None for all of it.
    """

    def __init__(self, code: str, text: Text, part: str | None = None, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.part = part
        self.params = params

    @classmethod
    def of(cls, error: PydanticCustomError, part: str) -> Self:
        """Take over an error of a field type, which carries words in both languages."""
        params = dict(error.context or {})
        text: Text = params.pop("text")
        return cls(error.type, text, part, **params)


def read_text(cell: Cell) -> str:
    """Return the text of a cell; a number is taken as it is written without format.

    Raises:
        CellError: It is a date, a time or a truth value, which was typed as something else.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return plain_number(cell)
    kind, kind_vi = _KINDS.get(type(cell), _TIME)
    raise CellError("not_text", _NOT_TEXT, kind=kind, kind_vi=kind_vi)


def read_digits(cell: Cell) -> str:
    """Return a number that is a name, such as a phone number, whose first zero counts.

    Raises:
        CellError: It was taken as a number, so that a zero at its start is lost.
    """
    if isinstance(cell, Decimal):
        raise CellError("leading_zero_lost", _LOST_ZERO)
    return read_text(cell)


def read_tax_code(cell: Cell) -> str:
    """Return a tax code as written.

    Raises:
        CellError: It was taken as a number and lacks its leading zero.
    """
    text = read_text(cell)
    if isinstance(cell, Decimal) and len(text) in _LEADING_ZERO_LENGTHS:
        raise CellError("leading_zero_lost", _LOST_ZERO)
    return text


def read_website(cell: Cell) -> str:
    """Return a web address; one without its scheme gets ``https://``."""
    text = read_text(cell)
    return f"https://{text}" if _BARE_SITE.fullmatch(text) else text


def says_none(text: str) -> bool:
    """Tell whether a text says that there is nothing ("none", "không có")."""
    return fold(text) in _NONE_WORDS


def read_list(cell: Cell) -> list[str]:
    """Return the values of a cell, without empty ones; "none" gives no value."""
    text = read_text(cell)
    return [] if says_none(text) else [part for part in split_values(text) if part]


def split_values(text: str) -> list[str]:
    """Split a cell at its semicolons; values between two of them may be empty."""
    values = [part.strip() for part in _SEPARATOR.split(text)]
    while values and not values[-1]:
        values.pop()
    return values


def read_number(cell: Cell) -> Decimal:
    """Return the number of a cell.

    Raises:
        CellError: It is no number, or can be read as two.
    """
    if isinstance(cell, Decimal):
        return cell
    return parse_number(read_text(cell))


def parse_number(text: str) -> Decimal:
    """Read a written number; see the module for what can be read in one way.

    Raises:
        CellError: It is no number, or can be read as two.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).translate(_MINUS).split())
    if _AMBIGUOUS.fullmatch(written):
        small = re.sub(r"[.,]", ".", written).rstrip("0").rstrip(".")
        large = re.sub(r"[.,]", "", written)
        raise CellError("ambiguous_number", _TWO_NUMBERS, small=small, large=large)
    if _PLAIN.fullmatch(written):
        return Decimal(written.replace(",", "."))
    grouped = _GROUPED.fullmatch(written)
    if grouped is None:
        raise CellError("not_a_number", _NOT_A_NUMBER)
    return Decimal(written.replace(grouped["group"], "").replace(",", "."))


def read_amount(cell: Cell) -> tuple[Decimal, str]:
    """Return an amount and its unit as written: "50000 pcs", "20 tấn/tháng".

    Raises:
        CellError: There is no unit, no number, or a number that can be read as two.
    """
    text = read_text(cell)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise CellError("not_an_amount", _NO_AMOUNT)
    return parse_number(match[1]), match[2].strip()


def read_date(cell: Cell) -> date:
    """Return the date of a cell; a time of day is left aside.

    Raises:
        CellError: It is no date, or not one that exists.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cell.strip() if isinstance(cell, str) else ""
    iso, day_first = _ISO_DATE.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if iso is not None:
        return _date(iso[1], iso[3], iso[4])
    if day_first is not None:
        return _date(day_first[4], day_first[3], day_first[1])
    return _refuse_date()


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return _refuse_date()


def _refuse_date() -> NoReturn:
    raise CellError("not_a_date", _NOT_A_DATE)


def pair(categories: Sequence[str], texts: Sequence[str]) -> list[tuple[str | None, str]]:
    """Pair categories and texts by position; either may be missing, not both."""
    length = max(len(categories), len(texts))
    pairs = zip(_pad(categories, length), _pad(texts, length), strict=True)
    return [(category or None, text) for category, text in pairs if category or text]


def _pad(values: Sequence[str], length: int) -> list[str]:
    return [*values, *[""] * (length - len(values))]
