"""The open questions of an import, the same ones together."""

from typing import Any

from app.core.database import Session
from app.core.i18n import Language
from app.imports.cells.suggestions import suggest
from app.imports.findings import Suggestion
from app.imports.questions.repository import QuestionGroup, QuestionRepository
from app.imports.questions.schemas import QuestionRead, QuestionsRead
from app.imports.row_repository import ImportRowRepository
from app.imports.row_schemas import SuggestionRead
from app.imports.views import show_problem
from app.models import Import, ImportRow
from app.spreadsheets.tables import MAX_QUOTED


def find_questions(
    session: Session, row: Import, language: Language, *, column: str | None, limit: int
) -> QuestionsRead:
    """Return the open questions of an import, the most frequent first.

    Args:
        session: The transaction.
        row: The import.
        language: Language of the words.
        column: Only questions about this column.
        limit: Most questions to return.
    """
    groups = QuestionRepository(session).find_groups(
        row.id, row.generation, column=column, limit=limit + 1
    )
    shown = groups[:limit]
    numbers = sorted({group.rows[0] for group in shown})
    first = {
        item.number: item
        for item in ImportRowRepository(session).find(row.id, row.generation, numbers)
    }
    items = [_show(group, first[group.rows[0]], language) for group in shown]
    return QuestionsRead(items=items, has_more=len(groups) > limit)


def _show(group: QuestionGroup, row: ImportRow, language: Language) -> QuestionRead:
    told: list[dict[str, Any]] = row.problems if group.is_of_cell else row.plan["problems"]
    found = next(
        item
        for item in told
        if (item["code"], item["column"], item["value"]) == (group.code, group.column, group.value)
    )
    problem = show_problem(found, row.decision or {}, language)
    can_be_answered = (
        group.is_of_cell
        and group.column is not None
        and group.value is not None
        and len(group.value) < MAX_QUOTED
    )
    own = suggest(group.column or "", group.value or "", group.value or "")
    return QuestionRead(
        code=group.code,
        severity=problem.severity,
        column=group.column,
        value=group.value,
        count=group.count,
        rows=group.rows,
        detail=problem.detail,
        can_be_answered=can_be_answered,
        suggestions=[_suggestion(item, language) for item in own]
        if can_be_answered and own
        else problem.suggestions,
    )


def _suggestion(item: Suggestion, language: Language) -> SuggestionRead:
    return SuggestionRead(value=item.value, label=item.label.render(language), decision=None)
