"""What all kinds of rows have in common: reading cells, and naming the cell that is at fault."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.core.i18n import Text
from app.core.validation import problem_of_detail
from app.imports.cells import hinted as cell_values
from app.imports.cells.dates import take_date
from app.imports.cells.forms import suggest_form
from app.imports.cells.hinted import Taken
from app.imports.cells.lists import LIST_COLUMNS, LIST_DIVIDED, PARTLY_READ, divide, partly_read
from app.imports.cells.plain import CellError, read_website
from app.imports.cells.suggestions import suggest
from app.imports.cells.whole_numbers import take_people, take_whole
from app.imports.detection.content import is_row_number
from app.imports.findings import Guess, RowProblem, Severity, Suggestion
from app.imports.rows.plan import RowPlan
from app.reference.units import resolve_period, resolve_unit
from app.spreadsheets.tables import (
    MAX_QUOTED,
    TOO_LONG,
    Cell,
    ErrorValue,
    Row,
    column_letters,
    text_of,
)
from app.spreadsheets.tables import UNREADABLE as UNREADABLE_VALUE
from app.spreadsheets.writing.neutral import restore

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

FREE_COLUMNS = frozenset({"notes", "specification", "description", "capabilities", "machines"})
"""Columns that may say anything, so that a date in them is kept as its text."""

_ERROR_CELL = Text(
    "Cell {cell} holds the error {error} instead of a value. Type the value, or empty the cell.",
    "Ô {cell} chứa lỗi {error} thay vì giá trị. Hãy nhập giá trị hoặc xóa trống ô.",
)
_UNITS_DISAGREE = Text(
    "The quantity says '{given}', but the unit column says '{unit}'. Keep one of them.",
    "Số lượng ghi '{given}' nhưng cột đơn vị ghi '{unit}'. Hãy giữ lại một.",
)
_SPLIT = Text(
    "The unit stands beside the number and was split off.",
    "Đơn vị ghi liền với số và đã được tách ra.",
)
_LONGEST_UNIT = 100
"""Characters of a unit with its period, at most."""

_NO_UNIT = Text(
    "This is no unit. Write one such as pcs, set or kg, and the rest in the notes.",
    "Đây không phải đơn vị. Hãy ghi đơn vị như cái, bộ, kg và chuyển phần còn lại sang ghi chú.",
)
_HEADER_PERIOD = Text("The period stands in the header.", "Kỳ ghi ở tiêu đề cột.")
_FORMS = {
    "website": Text(
        "Write one web address, such as https://congty.example.",
        "Hãy nhập một địa chỉ web, ví dụ https://congty.example.",
    ),
    "contact_email": Text(
        "Write one e-mail address, such as ten@congty.example.",
        "Hãy nhập một địa chỉ e-mail, ví dụ ten@congty.example.",
    ),
    "contact_phone": Text(
        "Write one phone number of digits, spaces and + ( ) . -, such as 028 3800 0000.",
        "Hãy nhập một số điện thoại gồm chữ số, dấu cách và + ( ) . -, ví dụ 028 3800 0000.",
    ),
}
"""What to write in columns whose form a pattern checks; the pattern itself helps nobody."""

_FORM_FAULTS = frozenset({"string_pattern_mismatch", "string_too_short"})
_SUGGESTED = frozenset({"ambiguous_reference", "unknown_reference", "unknown_unit"})
"""Faults for which there is a list to choose from."""


class Unreadable:
    """Stands for a cell that could not be read; what checks a row then leaves it aside."""


UNREADABLE = Unreadable()


class RowReader:
    """Reads the cells of one row, and collects what is wrong with them and what was guessed.

    The `read_*` methods return what the cell says; None for an empty one; `UNREADABLE` for one
    that is at fault, which is noted.

    Args:
        row: The row.
        plan: Which column stands where, and how the table writes numbers and dates.
        corrections: New content by canonical column; None empties a cell.
    """

    def __init__(
        self, row: Row, plan: RowPlan, corrections: Mapping[str, str | None] | None = None
    ) -> None:
        self.number = row.number
        self.problems: list[RowProblem] = []
        self.guesses: list[Guess] = []
        self._cells = row.cells
        self._plan = plan
        width = len(row.cells)
        self._values: dict[str, Cell] = {
            column: restore(row.cells[position])
            for column, position in plan.positions.items()
            if position < width
        }
        for column, text in (corrections or {}).items():
            self._values[column] = (text or "").strip() or None

    def cell(self, column: str) -> Cell:
        """Return the content of a cell; None also where the table has no such column."""
        return self._values.get(column)

    def given(self, column: str) -> bool:
        """Say whether a cell holds anything."""
        return self._values.get(column) is not None

    def header_of(self, column: str) -> str:
        """Return the header of a column; its canonical name where the table has no such one."""
        position = self._plan.positions.get(column)
        return column if position is None else self._plan.headers.get(position, column)

    @property
    def noted(self) -> list[str]:
        """The cells of columns without a field of their own, each behind its header."""
        plan = self._plan
        return [
            f"{plan.headers.get(position) or column_letters(position)}: {text_of(cell)}"
            for position, cell in enumerate(self._cells)
            if cell is not None
            and (
                position not in plan.silent
                or (position in plan.numbering and not is_row_number(cell))
            )
        ]

    def read(self, column: str, reader: Callable[[Cell], T]) -> T | Unreadable | None:
        """Read a cell by a function that may raise `CellError`."""
        cell = self._values.get(column)
        if cell is None:
            return None
        if isinstance(cell, ErrorValue):
            self._note_error_value(column, cell)
            return UNREADABLE
        try:
            return reader(cell)
        except CellError as error:
            self.note(column, error)
            return UNREADABLE

    def read_text(self, column: str) -> str | Unreadable | None:
        """Read a text; a number is taken as it is written without format."""
        cell = self._values.get(column)
        if cell is None or isinstance(cell, str):
            return cell
        is_free = column in FREE_COLUMNS
        return self._take(column, lambda cell: cell_values.take_text(cell, is_free=is_free))

    def read_digits(self, column: str) -> str | Unreadable | None:
        """Read a phone number, whose first zero counts."""
        return self._take(column, cell_values.take_digits)

    def read_tax_code(self, column: str = "tax_code") -> str | Unreadable | None:
        """Read a tax code; one that lost its zeros is asked about."""
        return self._take(column, cell_values.take_tax_code)

    def read_website(self, column: str = "website") -> str | Unreadable | None:
        """Read a web address; one without its scheme gets ``https://``."""
        return self.read(column, read_website)

    def read_number(self, column: str) -> Decimal | Unreadable | None:
        """Read a number, with the decimal mark of the table where it can be read in two ways."""
        mark = self._plan.decimal_marks.get(column)
        return self._take(column, lambda cell: cell_values.take_number(cell, mark))

    def read_whole(self, column: str) -> Decimal | Unreadable | None:
        """Read a whole number: a mark before three digits can only divide thousands."""
        return self._take(column, take_whole)

    def read_people(self, column: str) -> Decimal | Unreadable | None:
        """Read a number of people; words such as "người" behind it are left aside."""
        return self._take(column, take_people)

    def read_amount(self, column: str) -> tuple[Decimal, str] | Unreadable | None:
        """Read an amount and its unit as written, which may stand in the header."""
        mark, unit = self._plan.decimal_marks.get(column), self._plan.units.get(column)
        return self._take(column, lambda cell: cell_values.take_amount(cell, mark, unit))

    def read_quantity(
        self, column: str = "quantity", unit_column: str = "unit"
    ) -> tuple[Decimal | Unreadable | None, str | Unreadable | None]:
        """Read a quantity and its unit: from two cells, from one, or from the header."""
        unit = self.read_text(unit_column)
        if isinstance(unit, str) and len(unit) > _LONGEST_UNIT:
            self.note(unit_column, CellError("unit_too_long", _NO_UNIT))
            unit = UNREADABLE
        mark = self._plan.decimal_marks.get(column)
        cell = self.cell(column)
        number, beside = cell_values.split_quantity(cell)
        if number and beside:
            amount = self._take(column, lambda cell: cell_values.take_amount(cell, mark, None))
            if not isinstance(amount, tuple):
                return amount, unit
            if unit is None:
                self.guess(column, "unit_in_quantity", f"{number} | {beside}", _SPLIT)
            elif isinstance(unit, Unreadable) or not cell_values.is_same_unit(beside, unit):
                error = CellError("units_disagree", _UNITS_DISAGREE, given=text_of(cell), unit=unit)
                self.note(unit_column, error.suggesting([Suggestion(None, Text(beside, beside))]))
                return amount[0], UNREADABLE
            return amount[0], beside if unit is None else unit
        value = self._take(column, lambda cell: cell_values.take_number(cell, mark))
        return value, self._with_header_unit(column, unit) if isinstance(value, Decimal) else unit

    def read_date(self, column: str) -> date | Unreadable | None:
        """Read a date, with the order of day and month of the table where both fit."""
        order = self._plan.date_orders.get(column)
        return self._take(column, lambda cell: take_date(cell, order))

    def read_yes_no(self, column: str) -> bool | Unreadable | None:
        """Read yes or no, in both languages."""
        return self._take(column, cell_values.take_yes_no)

    def divide_lists(self) -> None:
        """Divide lists of codes at their commas or lines, where that is what is meant."""
        for column in LIST_COLUMNS:
            text = self._values.get(column)
            if not isinstance(text, str):
                continue
            if (divided := divide(column, text)) is not None:
                self.guess(column, "list_divided", divided, LIST_DIVIDED)
                self._values[column] = divided
            elif (code := partly_read(column, text)) is not None:
                self.guess(column, "partly_read", code, PARTLY_READ)

    def note(self, column: str, error: CellError, severity: Severity = "asked") -> None:
        """Note what is wrong with a cell."""
        text = Text(
            error.text.render("en", **error.params), error.text.render("vi", **error.params)
        )
        suggestions = error.suggestions
        if not suggestions and error.code in _SUGGESTED:
            whole = text_of(self.cell(column))
            suggestions = suggest(column, error.part or whole, whole)
        suggestions = suggestions or suggest_form(error.code, column, text_of(self.cell(column)))
        self._add(error.code, severity, column, error.part, text, suggestions)

    def guess(self, column: str, code: str, taken: str, text: Text, **params: object) -> None:
        """Say what was decided about a cell without asking."""
        given = text_of(self.cell(column))[:MAX_QUOTED]
        text = Text(text.render("en", **params), text.render("vi", **params))
        self._add_guess(Guess(code, column, given, taken[:MAX_QUOTED], text))

    def validate(
        self,
        model: type[M],
        values: Mapping[str, object],
        columns: Callable[[Sequence[int | str]], str],
    ) -> M | None:
        """Check values against a model.

        Args:
            model: What they must satisfy.
            values: Values by field. None counts as not given; faults of unreadable ones are left
                out, because they are known.
            columns: Gives the column that a place in the model came from.

        Returns:
            The model; None when something is wrong, which is noted.
        """
        try:
            given = {name: value for name, value in values.items() if value is not None}
            return model.model_validate(given)
        except ValidationError as error:
            for detail in error.errors():
                if not isinstance(detail["input"], Unreadable):
                    self._note_detail(detail, columns(detail["loc"]))
            return None

    def _with_header_unit(
        self, column: str, unit: str | Unreadable | None
    ) -> str | Unreadable | None:
        """Add the unit or the period that the header of a quantity names."""
        header = self._plan.units.get(column)
        if header is None or isinstance(unit, Unreadable):
            return unit
        if unit is None and resolve_unit(header) is not None:
            self.guess(column, "unit_from_header", header, cell_values.HEADER_UNIT)
            return header
        period = resolve_period(header)
        if unit is None or period is None or resolve_period(unit) or self.given("period"):
            return unit
        self.guess(column, "period_from_header", period, _HEADER_PERIOD)
        return f"{unit}/{period}"

    def _take(self, column: str, take: Callable[[Cell], Taken[T]]) -> T | Unreadable | None:
        taken = self.read(column, take)
        if not isinstance(taken, Taken):
            return taken
        if taken.guess is not None:
            given = text_of(self.cell(column))[:MAX_QUOTED]
            code, said, text = taken.guess.code, taken.guess.taken, taken.guess.text
            self._add_guess(Guess(code, column, given, said[:MAX_QUOTED], text))
        return taken.value

    def _add_guess(self, guess: Guess) -> None:
        if guess not in self.guesses:
            self.guesses.append(guess)

    def _note_detail(self, detail: ErrorDetails, column: str) -> None:
        """Note a fault that validation found."""
        problem = problem_of_detail(detail)
        is_part = len(detail["loc"]) > 1 and isinstance(detail["input"], str)
        text = problem.text
        if problem.code in _FORM_FAULTS:
            text = _FORMS.get(column, text)
        params = dict(problem.params)
        text = Text(text.render("en", **params), text.render("vi", **params))
        suggestions: tuple[Suggestion, ...] = ()
        if problem.code in _SUGGESTED and isinstance(detail["input"], str):
            whole = text_of(self.cell(column))
            suggestions = suggest(column, detail["input"], whole)
        suggestions = suggestions or suggest_form(problem.code, column, text_of(self.cell(column)))
        value = problem.value if is_part else None
        self._add(problem.code, "asked", column, value, text, suggestions)

    def _note_error_value(self, column: str, error: ErrorValue) -> None:
        if error in {TOO_LONG, UNREADABLE_VALUE}:
            return  # the reading of the file has said so
        position = self._plan.positions[column]
        cell = f"{column_letters(position)}{self.number}"
        self.note(column, CellError("cell_error", _ERROR_CELL, cell=cell, error=error.text))

    def _add(
        self,
        code: str,
        severity: Severity,
        column: str,
        value: str | None,
        text: Text,
        suggestions: tuple[Suggestion, ...],
    ) -> None:
        value = (value or text_of(self.cell(column)))[:MAX_QUOTED] or None
        problem = RowProblem(code, severity, column, value, text, suggestions)
        if problem not in self.problems:
            self.problems.append(problem)
