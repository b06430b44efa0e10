"""Reads what is asked about the rows of an import, the same questions together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select, true, union_all

from app.core.database import Session
from app.models import ImportRow

OPEN_STATES = ("needs_review", "invalid")
FIRST_ROWS = 5
"""Rows that are named of those with the same question."""


@dataclass(slots=True)
class QuestionGroup:
    """The same question about several rows.

    Attributes:
        column: Canonical name of the column; None where the row as a whole is meant.
        value: What stands there, shortened.
        code: What is wrong.
        is_of_cell: Whether the cell itself is in question, not its meaning beside the register.
        count: Rows with this question.
        rows: Numbers of the first ones.
    """

    column: str | None
    value: str | None
    code: str
    is_of_cell: bool
    count: int
    rows: list[int]


class QuestionRepository:
    """The questions about the rows of imports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_groups(
        self, import_id: str, generation: int, *, column: str | None, limit: int
    ) -> list[QuestionGroup]:
        """Return the most frequent questions, those that are as frequent by column and value.

        Args:
            import_id: The import.
            generation: Of which rows.
            column: Only questions about this column.
            limit: Most questions to return.
        """
        found = union_all(
            self._problems(import_id, generation, is_of_cell=True),
            self._problems(import_id, generation, is_of_cell=False),
        ).subquery()
        same = (found.c.column, found.c.value, found.c.code, found.c.is_of_cell)
        query = select(
            *same,
            found.c.number,
            func.count().over(partition_by=same).label("size"),
            func.row_number().over(partition_by=same, order_by=found.c.number).label("place"),
        )
        if column is not None:
            query = query.where(found.c.column == column)
        ranked = query.subquery()
        named = (ranked.c.column, ranked.c.value, ranked.c.code, ranked.c.is_of_cell)
        first = (
            select(*named, ranked.c.size, ranked.c.number)
            .where(ranked.c.place <= FIRST_ROWS)
            .order_by(ranked.c.size.desc(), *named, ranked.c.number)
            .limit(limit * FIRST_ROWS)
        )
        groups: dict[tuple[Any, ...], QuestionGroup] = {}
        for row in self._session.execute(first):
            key = tuple(row[:4])
            group = groups.setdefault(key, QuestionGroup(*row[:3], bool(row[3]), row.size, []))
            group.rows.append(row.number)
        return list(groups.values())[:limit]

    def _problems(self, import_id: str, generation: int, *, is_of_cell: bool) -> Select[Any]:
        if self._session.get_bind().dialect.name == "postgresql":
            source: Any = ImportRow.problems if is_of_cell else ImportRow.plan["problems"]
            items = func.json_array_elements(source).table_valued("value", name="found")
            fields = [func.json_extract_path_text(items.c.value, name) for name in _FIELDS]
        else:
            path = () if is_of_cell else ("$.problems",)
            source = ImportRow.problems if is_of_cell else ImportRow.plan
            items = func.json_each(source, *path).table_valued("value", name="found")
            fields = [func.json_extract(items.c.value, f"$.{name}") for name in _FIELDS]
        named: Sequence[Any] = [
            field.label(name) for field, name in zip(fields, _FIELDS, strict=True)
        ]
        return (
            select(ImportRow.number, *named, literal(int(is_of_cell)).label("is_of_cell"))
            .join(items, true())
            .where(
                ImportRow.import_id == import_id,
                ImportRow.generation == generation,
                ImportRow.state.in_(OPEN_STATES),
            )
        )


_FIELDS = ("column", "value", "code")
