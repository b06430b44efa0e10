"""One row of a table made into a demand or a supplier: ready, to be reviewed, or invalid."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self, cast

from pydantic import JsonValue

from app.imports.columns import REQUIRED_COLUMN, ImportKind
from app.imports.detection.answers import ANSWERED, Answer, AnswerBook
from app.imports.detection.choices import Choices
from app.imports.detection.filling import Fill, Filler, filled_cells
from app.imports.detection.further_tables import FurtherTables
from app.imports.detection.layout import NOTES, Layout
from app.imports.detection.special_rows import RowShapes
from app.imports.findings import Guess, RowProblem, Severity, Suggestion
from app.imports.rows.context import (
    ALIKE,
    NO_NAME,
    NO_NAME_COLUMN,
    NOT_UNDERSTOOD,
    alike_of,
    context_of,
    encode_cells,
    faults_of,
    fills_of,
    finding_of,
    keys_of,
    problem_of_fault,
    special_of,
    without_results,
)
from app.imports.rows.demands import read_demand
from app.imports.rows.plan import RowPlan
from app.imports.rows.reader import RowReader
from app.imports.rows.suppliers import read_supplier
from app.spreadsheets.facts import MergedRange
from app.spreadsheets.tables import MAX_QUOTED, Cell, Row, text_of

__all__ = [
    "Choices",
    "Guess",
    "InterpretedRow",
    "Interpreter",
    "RowProblem",
    "Severity",
    "State",
    "Suggestion",
    "interpret_row",
]

State = Literal["ready", "needs_review", "invalid"]

_OWN_ID = "ketnoi_id"

READERS: Mapping[ImportKind, Callable[[RowReader], dict[str, JsonValue] | None]] = {
    "demands": read_demand,
    "suppliers": read_supplier,
}
"""What makes the content of a row, by kind."""


@dataclass(frozen=True, slots=True)
class InterpretedRow:
    """What a row of the table was understood as.

    Attributes:
        number: Its number as the spreadsheet program shows it.
        cells: Its cells as they stand in the file, encoded (`encode_cell`).
        state: "invalid" when something is refused, "needs_review" when something is asked, else
            "ready".
        problems: What is refused or asked.
        guesses: What was decided without being asked.
        content: The demand or supplier as JSON; None unless the row is ready, or would be but for
            an earlier row that looks like it.
        keys: Normalised `ketnoi_id`, `external_id`, `tax_code` and `name`; None where not given.
        context: What the row takes from the rows around it ("as above", merged cells) and from
            the reading of the file. Give it to `interpret_row` to interpret the row again.
        readings: Readings of the texts; filled in later.
    """

    number: int
    cells: tuple[JsonValue, ...]
    state: State
    problems: tuple[RowProblem, ...] = ()
    guesses: tuple[Guess, ...] = ()
    content: dict[str, JsonValue] | None = None
    keys: Mapping[str, str | None] = field(default_factory=dict)
    context: dict[str, JsonValue] = field(default_factory=dict)
    readings: JsonValue = None

    def to_json(self) -> dict[str, JsonValue]:
        """Return it as JSON."""
        return {
            "number": self.number,
            "cells": list(self.cells),
            "state": self.state,
            "problems": [problem.to_json() for problem in self.problems],
            "guesses": [guess.to_json() for guess in self.guesses],
            "content": self.content,
            "keys": dict(self.keys),
            "context": self.context,
            "readings": self.readings,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JsonValue]) -> Self:
        """Make it of its JSON."""
        return cls(
            number=cast("int", value["number"]),
            cells=tuple(cast("Sequence[JsonValue]", value["cells"])),
            state=cast("State", value["state"]),
            problems=tuple(map(RowProblem.from_json, _objects(value["problems"]))),
            guesses=tuple(map(Guess.from_json, _objects(value["guesses"]))),
            content=cast("dict[str, JsonValue] | None", value["content"]),
            keys=cast("Mapping[str, str | None]", value["keys"]),
            context=cast("dict[str, JsonValue]", value["context"]),
            readings=value.get("readings"),
        )


class Interpreter:
    """Interprets the rows of one table, one after the other.

    Args:
        layout: Where the columns stand.
        kind: What the table holds.
        merged: Merged cells of the sheet.
    """

    def __init__(
        self, layout: Layout, kind: ImportKind, merged: Iterable[MergedRange] = ()
    ) -> None:
        self._plan = RowPlan.of(layout)
        self._shapes = RowShapes.of(layout)
        self._answers = AnswerBook(layout.answers)
        self._further = FurtherTables.of(layout, kind)
        self._read = READERS[kind]
        self._filler = Filler(merged)
        self._columns = {
            guess.position: guess.column or NOTES for guess in layout.columns if guess.is_mapped
        }

    def interpret(self, row: Row) -> InterpretedRow:
        """Interpret the next row of the table."""
        if self._is_exported(row):
            return self._interpret(row, {}, None, {})
        special = self._shapes.problem_of(row, self._filler.ranges_of(row))
        special = self._further.problem_of(row, special)
        fills = self._filler.fill(row)
        if special is None or special.severity == "asked":
            self._filler.remember(row, fills)
        else:
            fills = {}
        return self._interpret(row, fills, special, {})

    def interpret_again(
        self,
        row: Row,
        corrections: Mapping[str, str | None],
        context: Mapping[str, JsonValue],
    ) -> InterpretedRow:
        """Interpret a row on its own, with corrections; see `interpret_row`."""
        row = Row(row.number, row.cells, faults_of(context))
        special = None
        if REQUIRED_COLUMN not in corrections:
            special = special_of(context)
        found = self._interpret(row, fills_of(context), special, corrections)
        alike = alike_of(context)
        if alike is None or REQUIRED_COLUMN in corrections:
            return found
        state: State = "needs_review" if found.state == "ready" else found.state
        kept = {**found.context, ALIKE: context[ALIKE]}
        return replace(found, state=state, problems=(*found.problems, alike), context=kept)

    def _interpret(
        self,
        row: Row,
        fills: Mapping[int, Fill],
        special: RowProblem | None,
        corrections: Mapping[str, str | None],
    ) -> InterpretedRow:
        cells = without_results(filled_cells(row.cells, fills), row.faults)
        answers, guesses = self._answer(cells, corrections)
        own, corrections = corrections, {**answers, **corrections}
        reader = RowReader(Row(row.number, cells), self._plan, corrections)
        reader.guesses.extend(guesses)
        content = None
        if special is not None:
            reader.problems.append(special)
        elif reader.given(REQUIRED_COLUMN):
            self._note_fills(reader, row, fills, own, answers)
            self._note_faults(reader, row, corrections)
            reader.divide_lists()
            content = self._read(reader)
        else:
            reader.problems.append(self._no_name())
        problems = tuple(reader.problems)
        state = state_of(problems)
        if state == "ready" and content is None:
            problems, state = (NOT_UNDERSTOOD,), "invalid"
        return InterpretedRow(
            number=row.number,
            cells=encode_cells(row.cells),
            state=state,
            problems=problems,
            guesses=tuple(reader.guesses),
            content=content if state == "ready" else None,
            keys=keys_of(reader, content),
            context=context_of(row, fills, special),
        )

    @property
    def used_answers(self) -> tuple[Answer, ...]:
        """The answers that fitted a cell so far."""
        return tuple(sorted(self._answers.used, key=lambda answer: (answer.column, answer.text)))

    def _answer(
        self, cells: Sequence[Cell], corrections: Mapping[str, str | None]
    ) -> tuple[dict[str, str | None], list[Guess]]:
        """Return what answers for many rows say of the cells of this one, and show it."""
        found: dict[str, str | None] = {}
        guesses = []
        for column in self._answers.columns:
            position = self._plan.positions.get(column, len(cells))
            text = text_of(cells[position]) if position < len(cells) else ""
            answer = self._answers.find(column, text) if text else None
            if answer is None or column in corrections:
                continue
            found[column], how = answer
            code, words = ANSWERED[how]
            taken = (answer[0] or "")[:MAX_QUOTED]
            guesses.append(Guess(code, column, text[:MAX_QUOTED], taken, words))
        return found, guesses

    def _is_exported(self, row: Row) -> bool:
        """Say whether a row carries our own id, so that it says literally what it says."""
        position = self._plan.positions.get(_OWN_ID, len(row.cells))
        return position < len(row.cells) and row.cells[position] is not None

    def _note_fills(
        self,
        reader: RowReader,
        row: Row,
        fills: Mapping[int, Fill],
        corrections: Mapping[str, str | None],
        answers: Mapping[str, str | None],
    ) -> None:
        for position, fill in fills.items():
            column = self._columns.get(position, NOTES)
            is_left = fill.code == "nothing_above" and position not in self._columns
            if position in self._plan.ignored or column in corrections or is_left:
                continue
            given = text_of(row.cells[position]) if position < len(row.cells) else ""
            finding = finding_of(fill, column, given)
            if isinstance(finding, Guess):
                reader.guesses.append(finding)
            elif column not in answers:
                reader.problems.append(finding)

    def _note_faults(
        self, reader: RowReader, row: Row, corrections: Mapping[str, str | None]
    ) -> None:
        for fault in row.faults:
            column = self._columns.get(fault.position)
            if (column or REQUIRED_COLUMN) not in corrections:
                reader.problems.append(problem_of_fault(fault, column, row))

    def _no_name(self) -> RowProblem:
        return NO_NAME if REQUIRED_COLUMN in self._plan.positions else NO_NAME_COLUMN


def interpret_row(
    cells: Sequence[Cell],
    number: int,
    layout: Layout,
    kind: ImportKind,
    corrections: Mapping[str, str | None] | None = None,
    context: Mapping[str, JsonValue] | None = None,
) -> InterpretedRow:
    """Interpret one row on its own, perhaps with corrections.

    Args:
        cells: Its cells as they stand in the file (`decode_cell` of the stored ones).
        number: Its number.
        layout: Where the columns stand.
        kind: What the table holds.
        corrections: New content by canonical column; None empties the cell. A column that the
            table does not have may be given too. A corrected name says that the row is a row,
            also where it looked like a heading or a total.
        context: `InterpretedRow.context` of an earlier interpretation of the same row.
    """
    row = Row(number, tuple(cells))
    return Interpreter(layout, kind).interpret_again(row, corrections or {}, context or {})


def state_of(problems: Sequence[RowProblem]) -> State:
    """Return the state of a row with these problems."""
    if any(problem.severity == "refused" for problem in problems):
        return "invalid"
    return "needs_review" if problems else "ready"


def _objects(value: JsonValue) -> Sequence[Mapping[str, JsonValue]]:
    return cast("Sequence[Mapping[str, JsonValue]]", value)
