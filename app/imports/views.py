"""Imports and their rows as they are shown."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from app.core.i18n import Language
from app.imports.columns import ImportKind
from app.imports.confirming import Confirmation
from app.imports.detection.layout import Layout
from app.imports.jobs import Progress
from app.imports.layout_schemas import (
    ColumnRead,
    FactRead,
    LayoutRead,
    NumberFormatRead,
    SheetRead,
    TitleRowRead,
)
from app.imports.planning.planner import is_accepted
from app.imports.remembering.view import recalled_guesses
from app.imports.rendering.content import render_demand, render_supplier
from app.imports.row_schemas import (
    CandidateRead,
    CellRead,
    DecisionRead,
    DifferenceRead,
    GuessRead,
    ImportRowRead,
    ReasonRead,
    RowProblemRead,
    SuggestionRead,
)
from app.imports.row_values import understood
from app.imports.schemas import (
    ActionCounts,
    AnswerRead,
    ConfirmRead,
    FailureFault,
    FailureRead,
    ImportRead,
    ProgressRead,
    RememberedRead,
    RowCounts,
)
from app.models import Import, ImportRow
from app.spreadsheets.tables import column_letters, decode_cell, text_of

Json = Mapping[str, Any]
ACTIONS_OF = frozenset({"ready", "written"})


def show_progress(row: Import, own: Progress | None) -> ProgressRead | None:
    """Return how far the work is: as this process knows it, else as it was noted."""
    if own is not None:
        return ProgressRead(phase=cast("Any", own.phase), done=own.done, total=own.total)
    if row.status != "reading":
        return None
    phase: Any = row.phase or "queued"
    return ProgressRead(phase=phase, done=row.done, total=row.total)


def show_counts(counts: Mapping[tuple[str, str | None], int], blank: int) -> RowCounts:
    """Return how many rows are in which state."""
    shown = RowCounts(blank=blank)
    for (state, _), count in counts.items():
        shown.read += count
        setattr(shown, state, getattr(shown, state) + count)
    return shown


def show_actions(counts: Mapping[tuple[str, str | None], int]) -> ActionCounts:
    """Return what ready and written rows become."""
    shown = ActionCounts()
    for (state, action), count in counts.items():
        if state in ACTIONS_OF and action is not None:
            setattr(shown, action, getattr(shown, action) + count)
    return shown


def show_layout(layout: Layout, language: Language) -> LayoutRead:
    """Return where the table was found."""
    return LayoutRead(
        sheet=layout.sheet,
        sheets=[SheetRead.model_validate(sheet) for sheet in layout.sheets],
        header_rows=list(layout.header_rows),
        first_row=layout.first_row,
        title_rows=[TitleRowRead.model_validate(row) for row in layout.title_rows],
        columns=[ColumnRead.model_validate(guess) for guess in layout.columns],
        number_format=NumberFormatRead.model_validate(layout.number_format),
        date_order=layout.date_order,
        facts=[
            FactRead(code=fact.code, detail=fact.text.vi if language == "vi" else fact.text.en)
            for fact in layout.facts
        ],
        format=layout.format,
        encoding=layout.encoding,
        separator=layout.separator,
    )


def show_answers(layout: Layout) -> list[AnswerRead]:
    """Return what texts stand for in all rows."""
    return [AnswerRead.model_validate(answer) for answer in layout.answers]


def show_remembered(layout: Layout) -> list[RememberedRead]:
    """Return the headers that an earlier import has explained."""
    return [
        RememberedRead(header=guess.header, column=guess.column)
        for guess in layout.columns
        if guess.how == "remembered" and guess.column is not None
    ]


def show_failure(stored: Json | None, language: Language) -> FailureRead | None:
    """Return why a file could not be read."""
    if stored is None:
        return None
    return FailureRead(
        status=stored["status"],
        code=stored["code"],
        title=stored["title"][language],
        detail=stored["text"][language],
        errors=[
            FailureFault(**{**fault, "detail": fault["text"][language]})
            for fault in stored["problems"]
        ],
    )


def show_confirmation(
    shown: ImportRead, outcome: Confirmation | None, *, dry_run: bool
) -> ConfirmRead:
    """Return what a confirmation did; None is not done yet.

    Args:
        shown: The import as it is now.
        outcome: What was written.
        dry_run: Whether that was undone: the counts are those that there would be.
    """
    written = {} if outcome is None else dict(outcome.written)
    asked = 0 if outcome is None else outcome.asked
    counts = shown.counts.model_copy()
    if dry_run:
        counts.ready -= sum(written.values()) + asked
        counts.written += sum(written.values())
        counts.needs_review += asked
    return ConfirmRead(
        import_id=shown.id,
        status=shown.status,
        written=ActionCounts(**written),
        asked=asked,
        counts=counts,
        demand_list_id=shown.demand_list_id,
        progress=shown.progress if outcome is None else None,
    )


def show_row(row: ImportRow, owner: Import, language: Language) -> ImportRowRead:
    """Return a row with all that is known of it."""
    decision = row.decision or {}
    problems = [*row.problems, *row.plan.get("problems", ())]
    guesses = [*row.guesses, *row.plan.get("guesses", ()), *recalled_guesses(row, owner)]
    return ImportRowRead(
        import_id=row.import_id,
        number=row.number,
        version=row.version,
        state=cast("Any", row.state),
        action=cast("Any", row.action),
        target_id=row.target_id,
        cells=_cells(row, owner),
        becomes=show_becomes(row, owner),
        problems=[show_problem(found, decision, language) for found in problems],
        guesses=[GuessRead(**{**found, "detail": found["text"][language]}) for found in guesses],
        differences=[DifferenceRead(**found) for found in row.differences],
        candidates=[_candidate(found, language) for found in row.plan.get("candidates", ())],
        corrections=row.corrections or {},
        decision=DecisionRead(**decision) if decision else None,
        remembered_from=row.remembered_from,
    )


def show_becomes(row: ImportRow, owner: Import) -> dict[str, str]:
    """Return what a row says, or of one that is asked about what is understood already."""
    if row.content is not None or owner.layout is None:
        return render_content(owner.kind, row.content)
    kind = cast("ImportKind", owner.kind)
    content, left = understood(row, Layout.from_json(owner.layout), kind)
    shown = render_content(owner.kind, content)
    return {column: text for column, text in shown.items() if column not in left}


def render_content(kind: str, content: Json | None) -> dict[str, str]:
    """Return the content of a row as the texts of its columns."""
    if content is None:
        return {}
    return render_demand(content) if kind == "demands" else render_supplier(content)


def _cells(row: ImportRow, owner: Import) -> list[CellRead]:
    columns: Sequence[Json] = (owner.layout or {}).get("columns", ())
    headers = {column["position"]: column["header"] for column in columns}
    shown = []
    for position, cell in enumerate(row.cells):
        value = text_of(decode_cell(cell))
        if value:
            header = headers.get(position, "")
            shown.append(CellRead(letters=column_letters(position), header=header, value=value))
    return shown


def show_problem(found: Json, decision: Json, language: Language) -> RowProblemRead:
    """Return what is wrong with a row."""
    return RowProblemRead(
        code=found["code"],
        severity=found["severity"],
        column=found["column"],
        value=found["value"],
        detail=found["text"][language],
        is_accepted=is_accepted(cast("dict[str, Any]", found), cast("dict[str, Any]", decision)),
        suggestions=[
            SuggestionRead(
                value=item["value"],
                label=item["label"][language],
                decision=DecisionRead(**item["decision"]) if item.get("decision") else None,
            )
            for item in found["suggestions"]
        ],
    )


def _candidate(found: Json, language: Language) -> CandidateRead:
    return CandidateRead(
        organization_id=found["organization_id"],
        name=found["name"],
        score=found["score"],
        verdict=found["verdict"],
        reasons=[
            ReasonRead(code=reason["code"], detail=reason["text"][language])
            for reason in found["reasons"]
        ],
    )
