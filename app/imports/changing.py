"""Changing how a file is read and where its rows go."""

from collections.abc import Mapping
from typing import Any, cast

from app.core.database import Session
from app.core.errors import InvalidInputError, Problem
from app.core.i18n import Text
from app.core.principal import Principal
from app.imports.columns import COLUMNS, ImportKind
from app.imports.planning.targets import CENTRE, set_target
from app.imports.schemas import ImportPatch
from app.imports.uploading import check_key
from app.models import Import

_READING_CHOICES = ("sheet", "header_rows", "decimal_mark", "date_order")
_TARGET = frozenset({"demand_list_id", "list_name"})
MOST_ANSWERS = 5000
"""Answers for all rows that one import keeps."""

AnswerChanges = Mapping[str, Mapping[str, str | None] | None]

UNKNOWN_COLUMN = Text(
    "There is no column '{column}'. Known: {known}.",
    "Không có cột '{column}'. Các cột: {known}.",
)
_TOO_MANY = Text(
    "An import keeps at most {limit} answers. Correct the other rows one by one.",
    "Mỗi lần nhập lưu tối đa {limit} câu trả lời. Hãy sửa từng dòng còn lại.",
)
_RESTORED = ("choices", "key", "source", "demand_list_id", "list_name", "demand_status")
"""What is put back when the file cannot be read as chosen."""


def apply_change(session: Session, actor: Principal, row: Import, patch: ImportPatch) -> None:
    """Write a change of how a file is read and where it goes into its import.

    Raises:
        InvalidInputError: The change makes no sense.
    """
    row.previous = {name: getattr(row, name) for name in _RESTORED}
    given = patch.model_fields_set
    choices = dict(row.choices)
    for name in _READING_CHOICES:
        if name in given:
            _choose(choices, name, getattr(patch, name))
    if "columns" in given:
        _choose(choices, "columns", _merge(choices.get("columns", {}), patch.columns))
    if "answers" in given:
        choices = merge_answers(cast("ImportKind", row.kind), choices, patch.answers)
    row.choices = choices
    if "key" in given:
        check_key(row.kind, patch.key)
        row.key = patch.key
    row.source = patch.source or row.source
    row.demand_status = patch.demand_status or row.demand_status
    if given & _TARGET:
        set_target(
            session,
            actor,
            row,
            buyer_id=row.buyer_id,
            demand_list_id=patch.demand_list_id,
            list_name=patch.list_name,
        )
        row.sender = row.buyer_id or CENTRE


def merge_answers(
    kind: ImportKind, choices: Mapping[str, Any], changes: AnswerChanges | None
) -> dict[str, Any]:
    """Return choices with answers for all rows put on top of earlier ones.

    Args:
        kind: What the import holds.
        choices: The choices before.
        changes: Answers by column; None in place of a column takes its answers back, None in
            place of everything all of them.

    Raises:
        InvalidInputError: There is no such column, or there are too many answers.
    """
    merged = dict(choices)
    before: Mapping[str, Mapping[str, str | None]] = merged.pop("answers", {})
    _check_columns(kind, changes or {})
    answers = {} if changes is None else {column: dict(texts) for column, texts in before.items()}
    for column, texts in (changes or {}).items():
        if texts is None:
            answers.pop(column, None)
            continue
        for text, value in texts.items():
            answers.setdefault(column, {})[text.strip()] = value
    count = sum(map(len, answers.values()))
    if count > MOST_ANSWERS:
        params = (("limit", MOST_ANSWERS),)
        raise InvalidInputError(
            [Problem("too_many_answers", _TOO_MANY, pointer="/answers", params=params)]
        )
    if answers:
        merged["answers"] = answers
    return merged


def _check_columns(kind: ImportKind, changes: AnswerChanges) -> None:
    known = ", ".join(COLUMNS[kind])
    problems = [
        Problem(
            "unknown_column",
            UNKNOWN_COLUMN,
            pointer=f"/answers/{column}",
            params=(("column", column), ("known", known)),
        )
        for column in changes
        if column not in COLUMNS[kind]
    ]
    if problems:
        raise InvalidInputError(problems)


def _choose(choices: dict[str, Any], name: str, value: object) -> None:
    if value is None:
        choices.pop(name, None)
    else:
        choices[name] = value


def _merge(
    before: Mapping[str, str], changes: Mapping[str, str | None] | None
) -> dict[str, str] | None:
    """Put choices of columns on top of earlier ones; None takes all of them back."""
    if changes is None:
        return None
    merged = {**before, **changes}
    return {letters: column for letters, column in merged.items() if column is not None} or None
