"""What a cell says by itself: texts, numbers, dates, lists and amounts.

Numbers: ``12000``, ``12 000``, ``1,234,567``, ``1.234,5``, ``12,5`` and ``0.500`` can be read in
one way. ``12,000`` and ``12.000`` cannot (twelve, or twelve thousand) unless it is known which
mark the decimals have; a number cell of a workbook has no such doubt. Dates: a date cell,
``2027-03-01``, or day first: ``01/03/2027``, ``1.3.2027``.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn, Self

from pydantic_core import PydanticCustomError

from app.core.i18n import Text
from app.imports.findings import Suggestion
from app.spreadsheets.tables import Cell, plain_number

_MINUS = str.maketrans({"−": "-", "–": "-", "\u2019": "'"})
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = re.compile(
    r"-?\d{1,3}(?:(?P<group>[ .,'])\d{3})(?:(?P=group)\d{3})*(?:(?!(?P=group))[.,]\d+)?", re.ASCII
)
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_AMOUNT = re.compile(r"(-?[\d., '\u2019\u00a0\u202f\u2009]*\d)\s*([^\d\s.,'].*)", re.DOTALL)

_ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)

_BARE_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[:/].*)?")
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
NOT_A_DATE = Text(
    "This is no date. Write it as 2027-03-01, or day first as 01/03/2027.",
    "Đây không phải là ngày. Hãy viết 2027-03-01 hoặc 01/03/2027 (ngày/tháng/năm).",
)
_NO_AMOUNT = Text(
    "Write an amount with its unit, such as 50000 pcs or 20 t.",
    "Hãy viết số lượng kèm đơn vị, ví dụ 50000 pcs hoặc 20 tấn.",
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
        suggestions: What may be put in place of the whole cell.
    """

    def __init__(self, code: str, text: Text, part: str | None = None, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.part = part
        self.params = params
        self.suggestions: tuple[Suggestion, ...] = ()

    def suggesting(self, suggestions: Iterable[Suggestion]) -> Self:
        """Add what may be put in place of the whole cell, likeliest first."""
        self.suggestions = tuple(suggestions)
        return self

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


def read_website(cell: Cell) -> str:
    """Return a web address; one without its scheme gets ``https://``."""
    text = read_text(cell)
    return f"https://{text}" if _BARE_SITE.fullmatch(text) else text


def read_number(cell: Cell) -> Decimal:
    """Return the number of a cell.

    Raises:
        CellError: It is no number, or can be read as two.
    """
    return cell if isinstance(cell, Decimal) else parse_number(read_text(cell))


def parse_number(text: str, decimal_mark: str | None = None) -> Decimal:
    """Read a written number; see the module for what can be read in one way.

    Args:
        text: The number as written.
        decimal_mark: "," or "." where it is known how the numbers beside it are written. It only
            decides between two readings.

    Raises:
        CellError: It is no number, or can be read as two.
    """
    written = " ".join(unicodedata.normalize("NFKC", text).translate(_MINUS).split())
    if _AMBIGUOUS.fullmatch(written):
        small, large = re.sub(r"[.,]", ".", written), re.sub(r"[.,]", "", written)
        if decimal_mark is not None:
            return Decimal(small if decimal_mark in written else large)
        raise _two_numbers(small, large)
    if _PLAIN.fullmatch(written):
        return Decimal(written.replace(",", "."))
    grouped = _GROUPED.fullmatch(written)
    if grouped is None:
        raise CellError("not_a_number", _NOT_A_NUMBER)
    return Decimal(written.replace(grouped["group"], "").replace(",", "."))


def is_ambiguous_number(text: str) -> bool:
    """Say whether a text is a number that can be read in two ways ("12.000")."""
    return _AMBIGUOUS.fullmatch(text) is not None


def decimal_mark_of(text: str) -> str | None:
    """Return the decimal mark that a written number gives away: "," for ``1.234,5``."""
    if is_ambiguous_number(text):
        return None
    if _PLAIN.fullmatch(text):
        return next((mark for mark in ",." if mark in text), None)
    grouped = _GROUPED.fullmatch(text)
    if grouped is None or grouped["group"] not in {",", "."}:
        return None
    return "." if grouped["group"] == "," else ","


def _two_numbers(small: str, large: str) -> CellError:
    short = small.rstrip("0").rstrip(".")
    exact = short if not is_ambiguous_number(short) else f"{short}0"
    error = CellError("ambiguous_number", _TWO_NUMBERS, small=short, large=large)
    return error.suggesting([_plain_suggestion(large), _plain_suggestion(exact)])


def _plain_suggestion(value: str) -> Suggestion:
    return Suggestion(value, Text(value, value.replace(".", ",")))


def read_amount(cell: Cell, decimal_mark: str | None = None) -> tuple[Decimal, str]:
    """Return an amount and its unit as written: "50000 pcs", "20 tấn/tháng".

    Raises:
        CellError: There is no unit, no number, or a number that can be read as two.
    """
    number, unit = split_amount(read_text(cell))
    if not number or not unit:
        raise CellError("not_an_amount", _NO_AMOUNT)
    try:
        return parse_number(number, decimal_mark), unit
    except CellError as error:
        raise error.suggesting(
            Suggestion(
                f"{item.value} {unit}", Text(f"{item.label.en} {unit}", f"{item.label.vi} {unit}")
            )
            for item in error.suggestions
        ) from None


def split_amount(text: str) -> tuple[str, str]:
    """Split "50000 pcs" into number and unit; either is empty where the text has none."""
    match = _AMOUNT.fullmatch(text.strip())
    if match is not None:
        return match[1], match[2].strip()
    return (text.strip(), "") if text[:1].isdigit() else ("", text.strip())


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
    raise CellError("not_a_date", NOT_A_DATE)
