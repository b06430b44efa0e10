"""Reads and writes of the rows of imports."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Select, and_, delete, func, insert, or_, select, tuple_, update

from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.models import Import, ImportRow

KeyName = Literal["ketnoi_id", "external_id", "tax_code", "name_key"]
KEYS: tuple[KeyName, ...] = ("ketnoi_id", "external_id", "tax_code", "name_key")
"""Columns by which two rows of a file may mean the same thing."""

Values = dict[str, Any]

RowTally = dict[tuple[str, str | None], int]
"""How many rows there are of each state and action."""


class ImportRowRepository:
    """The rows of imports in one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def insert_all(self, rows: Sequence[Values]) -> None:
        """Add rows with one statement."""
        if rows:
            self._session.execute(insert(ImportRow), list(rows))

    def update_all(self, import_id: str, generation: int, rows: Mapping[int, Values]) -> None:
        """Change rows by their numbers; all must name the same columns."""
        changes = [
            {"import_id": import_id, "generation": generation, "number": number, **values}
            for number, values in rows.items()
        ]
        if changes:
            self._session.execute(update(ImportRow), changes)

    def delete_generations(self, import_id: str, *, keep: int) -> None:
        """Delete the rows of every other generation."""
        self._session.execute(
            delete(ImportRow).where(ImportRow.import_id == import_id, ImportRow.generation != keep),
            execution_options={"synchronize_session": False},
        )

    def delete_open(self, import_id: str) -> None:
        """Delete the rows that were not written."""
        self._session.execute(
            delete(ImportRow).where(ImportRow.import_id == import_id, ImportRow.state != "written"),
            execution_options={"synchronize_session": False},
        )

    def get(self, import_id: str, generation: int, number: int) -> ImportRow | None:
        """Return one row."""
        return self._session.get(ImportRow, (import_id, generation, number))

    def find(self, import_id: str, generation: int, numbers: Sequence[int]) -> list[ImportRow]:
        """Return rows by their numbers, in order."""
        found: list[ImportRow] = []
        for batch in batches(sorted(numbers)):
            query = _of(import_id, generation).where(ImportRow.number.in_(batch))
            found.extend(self._session.scalars(query.order_by(ImportRow.number)))
        return found

    def find_decided(
        self, import_id: str, generation: int, numbers: Sequence[int]
    ) -> dict[int, ImportRow]:
        """Return, of these rows, those that a person has corrected or decided on."""
        query = _of(import_id, generation).where(
            ImportRow.number.in_(numbers),
            or_(ImportRow.corrections.is_not(None), ImportRow.decision.is_not(None)),
        )
        return {row.number: row for row in self._session.scalars(query)}

    def find_sharing(
        self, import_id: str, generation: int, keys: Mapping[KeyName, Sequence[str]]
    ) -> list[ImportRow]:
        """Return the rows that have one of these keys, in order."""
        found: dict[int, ImportRow] = {}
        for name, values in keys.items():
            for batch in batches(list(values)):
                query = _of(import_id, generation).where(getattr(ImportRow, name).in_(batch))
                found.update((row.number, row) for row in self._session.scalars(query))
        return [found[number] for number in sorted(found)]

    def find_states(
        self, import_id: str, generation: int, states: Sequence[str], *, after: int, limit: int
    ) -> list[ImportRow]:
        """Return the next rows of some states, in order."""
        query = (
            _of(import_id, generation)
            .where(ImportRow.state.in_(states), ImportRow.number > after)
            .order_by(ImportRow.number)
            .limit(limit)
        )
        return list(self._session.scalars(query))

    def find_page(
        self,
        import_id: str,
        generation: int,
        page: PageRequest,
        *,
        state: str | None,
        action: str | None,
    ) -> Page[ImportRow]:
        """Return rows in the order of the file, narrowed where asked."""
        query = _of(import_id, generation).order_by(ImportRow.number).limit(page.limit + 1)
        if state is not None:
            query = query.where(ImportRow.state == state)
        if action is not None:
            query = query.where(ImportRow.action == action)
        if page.after is not None:
            query = query.where(ImportRow.number > int(page.after))
        return cut_page(self._session.scalars(query).all(), page.limit, lambda row: str(row.number))

    def find_queue(
        self, page: PageRequest, *, state: str, kind: str | None, owner_id: str | None
    ) -> Page[tuple[ImportRow, Import]]:
        """Return rows of a state over all imports with their imports, oldest import first."""
        query = (
            select(ImportRow, Import)
            .join(
                Import,
                and_(Import.id == ImportRow.import_id, Import.generation == ImportRow.generation),
            )
            .where(ImportRow.state == state, Import.status.in_(("previewed", "confirmed")))
            .order_by(ImportRow.import_id, ImportRow.number)
            .limit(page.limit + 1)
        )
        if kind is not None:
            query = query.where(Import.kind == kind)
        if owner_id is not None:
            query = query.where(Import.buyer_id == owner_id)
        if page.after is not None:
            import_id, _, number = page.after.partition(":")
            query = query.where(
                tuple_(ImportRow.import_id, ImportRow.number) > (import_id, int(number))
            )
        rows = [(row, owner) for row, owner in self._session.execute(query)]
        return cut_page(rows, page.limit, lambda pair: f"{pair[0].import_id}:{pair[0].number}")

    def count(self, import_id: str, generation: int) -> RowTally:
        """Return how many rows there are of each state and action."""
        query = (
            select(ImportRow.state, ImportRow.action, func.count())
            .where(ImportRow.import_id == import_id, ImportRow.generation == generation)
            .group_by(ImportRow.state, ImportRow.action)
        )
        return {(state, action): count for state, action, count in self._session.execute(query)}

    def count_all(self, import_ids: Sequence[str]) -> dict[str, RowTally]:
        """Return by import how many rows there are of each state and action."""
        counts: dict[str, RowTally] = {import_id: {} for import_id in import_ids}
        query = (
            select(ImportRow.import_id, ImportRow.state, ImportRow.action, func.count())
            .join(
                Import,
                and_(Import.id == ImportRow.import_id, Import.generation == ImportRow.generation),
            )
            .where(Import.id.in_(import_ids))
            .group_by(ImportRow.import_id, ImportRow.state, ImportRow.action)
        )
        for import_id, state, action, count in self._session.execute(query):
            counts[import_id][state, action] = count
        return counts

    def forget(self) -> None:
        """Let go of the rows in hand, so that memory stays flat."""
        self._session.flush()
        self._session.expunge_all()


def _of(import_id: str, generation: int) -> Select[ImportRow]:
    return select(ImportRow).where(
        ImportRow.import_id == import_id, ImportRow.generation == generation
    )
