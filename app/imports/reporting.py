"""The rows of an import that need somebody, as a workbook to pass on."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from app.core.database import Session
from app.core.i18n import Language
from app.imports.detection.layout import Layout
from app.imports.findings import RowProblem
from app.imports.planning.planner import is_accepted
from app.imports.row_repository import ImportRowRepository
from app.imports.workbooks.report import ReportRow, write_report
from app.models import Import, ImportRow
from app.spreadsheets.tables import decode_cell

WAITING = ("needs_review", "invalid")
"""States of rows that somebody must look at."""

_BATCH_ROWS = 100


def write_row_report(
    session: Session, row: Import, target: BinaryIO, language: Language, state: str | None
) -> None:
    """Write the rows of an import as they stood, with what is wrong with each.

    Args:
        session: What is read.
        row: The import.
        target: Where to write.
        language: Language of what is said.
        state: Only rows of this state; those that wait for somebody when None.
    """
    layout = Layout.from_json(row.layout) if row.layout is not None else Layout()
    width = max((guess.position + 1 for guess in layout.columns), default=0)
    headers = {guess.position: guess.header for guess in layout.columns}
    header = [headers.get(position, "") for position in range(width)]
    states = WAITING if state is None else (state,)
    write_report(target, _rows(session, row, states), header, layout.positions, language)


def _rows(session: Session, row: Import, states: tuple[str, ...]) -> Iterator[ReportRow]:
    stored = ImportRowRepository(session)
    after = 0
    while batch := stored.find_states(
        row.id, row.generation, states, after=after, limit=_BATCH_ROWS
    ):
        after = batch[-1].number
        yield from map(_report_row, batch)
        session.expunge_all()


def _report_row(row: ImportRow) -> ReportRow:
    decision = row.decision or {}
    found = [*row.problems, *(row.plan or {}).get("problems", ())]
    return ReportRow(
        number=row.number,
        state=cast("Any", row.state),
        cells=[decode_cell(cell) for cell in row.cells],
        problems=[RowProblem.from_json(item) for item in found if not is_accepted(item, decision)],
    )
