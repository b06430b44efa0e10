"""What a cell says where its neighbours, its header or the program's habits must help.

Every function gives a value, and says in `Taken.guess` when it decided something that can be
seen otherwise. What cannot be decided raises `CellError` with the possible readings.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

import phonenumbers
from stdnum.vn import mst

from app.core.i18n import Text
from app.imports.cells import plain as cells
from app.imports.cells.plain import CellError
from app.imports.cells.suggestions import suggest_units
from app.imports.findings import Suggestion
from app.reference.text import fold
from app.reference.units import resolve_unit
from app.spreadsheets.tables import Cell, plain_number, text_of

T = TypeVar("T")

_REMEMBERED = 8192

_TAX_LENGTHS = (10, 13)
_COUNTRY = "84"

_DIGITS = re.compile(r"\d+", re.ASCII)
_YES = frozenset({"yes", "y", "true", "1", "x", "co", "dung", "v", "✓", "✔"})
_NO = frozenset({"no", "n", "false", "0", "khong", "sai"})

_DECIMALS = Text(
    "Other numbers of the file show that {mark} divides decimals.",
    "Các số khác trong tệp cho thấy dấu {mark} là dấu thập phân.",
)
_PHONE_ZERO = Text(
    "The zero at the start was missing, as spreadsheet programs drop it.",
    "Số 0 ở đầu bị mất do phần mềm bảng tính; đã thêm lại.",
)
NO_TAX_CODE = Suggestion(None, Text("Leave the tax code empty", "Để trống mã số thuế"))
HEADER_UNIT = Text("The unit stands in the header.", "Đơn vị ghi ở tiêu đề cột.")
_DATE_TEXT = Text(
    "The cell holds a date; it was kept as text.", "Ô này là ngày; đã giữ dưới dạng văn bản."
)
_LOST_TAX_ZERO = Text(
    "A tax code has 10 digits, or 13 for a branch; this one has {length}. The spreadsheet program"
    " may have dropped the zero at its start.",
    "Mã số thuế có 10 chữ số, hoặc 13 với chi nhánh; ở đây có {length}. Có thể phần mềm bảng tính"
    " đã bỏ số 0 ở đầu.",
)
_LOST_ZERO = Text(
    "The spreadsheet program took this as a number and may have dropped the zero at its start."
    " Type it again, with all its digits.",
    "Phần mềm bảng tính coi đây là số và có thể đã bỏ số 0 ở đầu. Hãy nhập lại đủ các chữ số.",
)
_NO_UNIT = Text(
    "The amount has no unit. Write it with one, such as {example}.",
    "Số lượng thiếu đơn vị. Hãy ghi kèm đơn vị, ví dụ {example}.",
)
_NO_YES_NO = Text("Write yes or no.", "Hãy ghi có hoặc không.")


@dataclass(frozen=True, slots=True)
class CellGuess:
    """What was decided about a cell.

    Attributes:
        code: Stable name.
        taken: What the cell was taken for, as text.
        text: Why.
    """

    code: str
    taken: str
    text: Text


@dataclass(frozen=True, slots=True)
class Taken(Generic[T]):
    """A value, and the guess that led to it."""

    value: T
    guess: CellGuess | None = None


def take_text(cell: Cell, *, is_free: bool) -> Taken[str]:
    """Return the text of a cell.

    Args:
        cell: The cell.
        is_free: Whether any text will do, so that a date can be kept as one.

    Raises:
        CellError: It is a date or truth value where that cannot be meant.
    """
    if is_free and isinstance(cell, date):
        text = text_of(cell)
        return Taken(text, CellGuess("date_as_text", text, _DATE_TEXT))
    try:
        return Taken(cells.read_text(cell))
    except CellError as error:
        written = text_of(cell)
        choices = [written]
        if isinstance(cell, date):
            choices.append(f"{cell.day}/{cell.month}/{cell.year}")
        raise error.suggesting(same(choice) for choice in choices) from None


def take_number(cell: Cell, decimal_mark: str | None) -> Taken[Decimal]:
    """Return the number of a cell.

    Raises:
        CellError: It is no number, or can be read as two and nothing decides.
    """
    if isinstance(cell, Decimal):
        return Taken(cell)
    text = cells.read_text(cell)
    value = cells.parse_number(text, decimal_mark)
    if decimal_mark is None or not cells.is_ambiguous_number(text):
        return Taken(value)
    written = plain_number(value)
    return Taken(value, CellGuess("decimal_mark", written, _filled(_DECIMALS, mark=decimal_mark)))


def take_amount(
    cell: Cell, decimal_mark: str | None, header_unit: str | None
) -> Taken[tuple[Decimal, str]]:
    """Return an amount with its unit; the unit may stand in the header.

    Raises:
        CellError: There is no unit or no number, or a number that can be read as two.
    """
    number, unit = cells.split_amount(cells.read_text(cell))
    if number and unit:
        taken = take_number(number, decimal_mark)
        return Taken((taken.value, unit), _with_unit(taken.guess, unit))
    taken = take_number(cell, decimal_mark)
    written = plain_number(taken.value)
    if header_unit is None:
        error = CellError("unit_missing", _NO_UNIT, example=f"{written} pcs")
        raise error.suggesting(suggest_units(written))
    guess = CellGuess("unit_from_header", f"{written} {header_unit}", HEADER_UNIT)
    return Taken((taken.value, header_unit), guess)


def take_tax_code(cell: Cell) -> Taken[str]:
    """Return a tax code as written.

    Raises:
        CellError: It lacks digits, as when a spreadsheet program dropped its zeros.
    """
    text = cells.read_text(cell).strip()
    if not _DIGITS.fullmatch(text) or len(text) in _TAX_LENGTHS or len(text) > max(_TAX_LENGTHS):
        return Taken(text)
    error = CellError("leading_zero_lost", _LOST_TAX_ZERO, length=len(text))
    padded = (text.zfill(length) for length in _TAX_LENGTHS if len(text) < length)
    likely = [same(code) for code in padded if mst.is_valid(code)]
    raise error.suggesting([*likely, NO_TAX_CODE])


def split_quantity(cell: Cell) -> tuple[str, str]:
    """Split a text into number and unit; both are empty for what is no text."""
    return cells.split_amount(cell) if isinstance(cell, str) else ("", "")


def is_same_unit(first: str, second: str) -> bool:
    """Say whether two texts name one unit, a period beside it left aside."""
    if fold(first) == fold(second):
        return True
    unit = resolve_unit(first)
    return unit is not None and unit == resolve_unit(second)


@lru_cache(_REMEMBERED)
def _restored_phone(digits: str) -> str | None:
    if digits.startswith(_COUNTRY) and _is_phone(f"+{digits}"):
        return f"+{digits}"
    return f"0{digits}" if _is_phone(f"0{digits}") else None


def take_digits(cell: Cell) -> Taken[str]:
    """Return a phone number; a zero that a spreadsheet program dropped is put back.

    Raises:
        CellError: The digits are no Vietnamese number with a zero before them.
    """
    text = cells.read_text(cell).strip()
    is_bare = _DIGITS.fullmatch(text) and not text.startswith("0")
    if not is_bare:
        return Taken(text)
    restored = _restored_phone(text)
    if restored is not None:
        return Taken(restored, CellGuess("leading_zero_restored", restored, _PHONE_ZERO))
    if isinstance(cell, str):
        return Taken(text)
    error = CellError("leading_zero_lost", _LOST_ZERO)
    raise error.suggesting([same(f"0{text}"), same(text)])


def take_yes_no(cell: Cell) -> Taken[bool]:
    """Return yes or no.

    Raises:
        CellError: It is neither.
    """
    if isinstance(cell, bool):
        return Taken(cell)
    said = fold(cells.read_text(cell)) or cells.read_text(cell)
    if said in _YES:
        return Taken(value=True)
    if said in _NO:
        return Taken(value=False)
    choices = (("yes", Text("yes", "có")), ("no", Text("no", "không")))
    raise CellError("not_yes_or_no", _NO_YES_NO).suggesting(
        Suggestion(value, label) for value, label in choices
    )


def _with_unit(guess: CellGuess | None, unit: str) -> CellGuess | None:
    return guess and CellGuess(guess.code, f"{guess.taken} {unit}", guess.text)


def _is_phone(text: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, "VN"))
    except phonenumbers.NumberParseException:
        return False


def same(value: str) -> Suggestion:
    """Suggest a text that needs no explanation."""
    return Suggestion(value, Text(value, value))


def _filled(text: Text, **params: object) -> Text:
    return Text(text.render("en", **params), text.render("vi", **params))
