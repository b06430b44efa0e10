"""What all kinds of rows have in common: reading cells, and naming the cell that is at fault."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from app.core.errors import Problem
from app.core.i18n import Text
from app.core.validation import problem_of_detail
from app.imports.cells import CellError
from app.imports.headers import Layout
from app.reference import load_reference
from app.reference.fields import unresolved
from app.reference.resolution import Resolution
from app.spreadsheets.tables import MAX_COLUMNS, MAX_QUOTED, Cell, Row, text_of

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_STANDS_TWICE = Text(
    "{column} '{given}' stands in row {first} already; each may stand once in a file.",
    "{column} '{given}' đã có ở dòng {first}; mỗi giá trị chỉ được xuất hiện một lần trong tệp.",
)
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


class Unreadable:
    """Stands for a cell that could not be read; what checks a row then leaves it aside."""


UNREADABLE = Unreadable()


class RowReader:
    """Reads the cells of one row, and collects what is wrong with them.

    Args:
        row: The row.
        layout: Which column stands where.
    """

    def __init__(self, row: Row, layout: Layout) -> None:
        self.number = row.number
        self._cells = row.cells
        self._positions = layout.positions
        self._problems: list[Problem] = []

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the columns."""

        def position_of(problem: Problem) -> int:
            return self._positions.get(problem.column or "", MAX_COLUMNS)

        return sorted(self._problems, key=position_of)

    def cell(self, column: str) -> Cell:
        """Return the content of a cell; None also where the table has no such column."""
        position = self._positions.get(column)
        if position is None or position >= len(self._cells):
            return None
        return self._cells[position]

    def read(self, column: str, reader: Callable[[Cell], T]) -> T | Unreadable | None:
        """Read a cell.

        Args:
            column: Its column.
            reader: What understands it; may raise `CellError`.

        Returns:
            What the cell says; None for an empty one; `UNREADABLE` for one that is at fault,
            which is noted.
        """
        cell = self.cell(column)
        if cell is None:
            return None
        try:
            return reader(cell)
        except CellError as error:
            self.note(column, error)
            return UNREADABLE

    def note(self, column: str, error: CellError) -> None:
        """Note what is wrong with a cell."""
        params = tuple(error.params.items())
        self._add(Problem(error.code, error.text, value=error.part, params=params), column)

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
            given = {field: value for field, value in values.items() if value is not None}
            return model.model_validate(given)
        except ValidationError as error:
            for detail in error.errors():
                if isinstance(detail["input"], Unreadable):
                    continue
                is_part = len(detail["loc"]) > 1 and isinstance(detail["input"], str)
                problem = problem_of_detail(detail)
                problem = problem if is_part else replace(problem, value=None)
                self._add(problem, columns(detail["loc"]))
            return None

    def _add(self, problem: Problem, column: str) -> None:
        if problem.code in _FORM_FAULTS:
            problem = replace(problem, text=_FORMS.get(column, problem.text))
        value = problem.value or text_of(self.cell(column)) or None
        value = value[:MAX_QUOTED] if value else None
        placed = replace(
            problem, place="file", pointer="", row=self.number, column=column, value=value
        )
        if placed not in self._problems:
            self._problems.append(placed)


class OnceInFile:
    """Finds values that may stand once in a file and stand twice."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._rows: dict[str, int] = {}

    def check(self, reader: RowReader, value: str | None) -> None:
        """Note a value that an earlier row has; both rows are named."""
        if not value:
            return
        first = self._rows.setdefault(value, reader.number)
        if first != reader.number:
            error = CellError(
                "stands_twice",
                _STANDS_TWICE,
                column=self._column,
                given=value[:MAX_QUOTED],
                first=first,
            )
            reader.note(self._column, error)


def resolve_place(text: str, *, hint: str = "") -> str:
    """Return the place key of a province.

    Raises:
        CellError: The text does not stand for exactly one; names the candidates.
    """
    resolution: Resolution = load_reference().places.resolve(text, hint_text=hint)
    if resolution.key is None:
        raise CellError.of(unresolved(resolution, "/v1/reference/provinces"), text)
    return resolution.key


def provinces_of(key: str) -> dict[str, str | None]:
    """Return the current province of a place key, and the one before 2025-07-01 where known."""
    places = load_reference().places
    return {"province": places.current_of(key), "legacy_province": places.legacy_of(key)}
