"""Reads and writes of the rows of imports."""

import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import (
    Select,
    Table,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.orm import defer

from app.core.database import Session, batches
from app.core.inserting import insert_rows
from app.core.pagination import Page, PageRequest, cut_page
from app.models import Import, ImportRow

KeyName = Literal["ketnoi_id", "external_id", "tax_code", "name_key"]
KEYS: tuple[KeyName, ...] = ("ketnoi_id", "external_id", "tax_code", "name_key")
"""Columns by which two rows of a file may mean the same thing."""

_ROWS = typing.cast("Table", ImportRow.__table__)

_OF_THE_FILE = (ImportRow.cells, ImportRow.context)

_READ_AT_ONCE = 500
"""Rows that a long walk has in memory."""

Values = dict[str, Any]

RowTally = dict[tuple[str, str | None], int]
"""How many rows there are of each state and action."""


class ImportRowRepository:
    """The rows of imports in one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def insert_all(self, rows: Sequence[Values]) -> None:
        """Add rows with one statement."""
        insert_rows(self._session, _ROWS, rows)

    def update_all(self, import_id: str, generation: int, rows: Mapping[int, Values]) -> None:
        """Change rows by their numbers; all must name the same columns."""
        changes = [
            {"import_id": import_id, "generation": generation, "number": number, **values}
            for number, values in rows.items()
        ]
        if changes:
            self._session.execute(update(ImportRow), changes)

    def mark_written(self, import_id: str, generation: int, targets: Mapping[int, str]) -> None:
        """Note which records rows have become, by their numbers; loaded rows do not learn of it."""
        if not targets:
            return
        statement = (
            update(_ROWS)
            .where(
                _ROWS.c.import_id == import_id,
                _ROWS.c.generation == generation,
                _ROWS.c.number == bindparam("row"),
            )
            .values(state="written", target_id=bindparam("target"))
        )
        self._session.connection().execute(
            statement, [{"row": number, "target": target} for number, target in targets.items()]
        )

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
                query = select(ImportRow).where(
                    ImportRow.import_id == import_id,
                    ImportRow.generation + 0 == generation,  # else SQLite reads all rows by it
                    getattr(ImportRow, name).in_(batch),
                )
                found.update((row.number, row) for row in self._session.scalars(query))
        return [found[number] for number in sorted(found)]

    def find_alike(self, import_id: str, generation: int, number: int) -> list[ImportRow]:
        """Return the open rows that look like an earlier row, in order."""
        query = _of(import_id, generation).where(
            ImportRow.state.in_(("ready", "needs_review")),
            ImportRow.context["alike"]["row"].as_integer() == number,
        )
        return list(self._session.scalars(query.order_by(ImportRow.number)))

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

    def find_ready(
        self, import_id: str, generation: int, *, after: int, limit: int
    ) -> list[ImportRow]:
        """Return the next rows that are ready, in order, without what only their file said."""
        query = (
            _of(import_id, generation)
            .where(ImportRow.state == "ready", ImportRow.number > after)
            .order_by(ImportRow.number)
            .limit(limit)
            .options(*(defer(column, raiseload=True) for column in _OF_THE_FILE))
        )
        return list(self._session.scalars(query))

    def read_new_contents(self, import_id: str, generation: int) -> Iterator[tuple[int, str]]:
        """Yield number and content (as JSON text) of the ready rows that make something new."""
        query = (
            select(ImportRow.number, cast(ImportRow.content, Text))
            .where(
                ImportRow.import_id == import_id,
                ImportRow.generation == generation,
                ImportRow.state == "ready",
                ImportRow.action == "create",
            )
            .order_by(ImportRow.number)
        )
        rows = self._session.execute(query, execution_options={"yield_per": _READ_AT_ONCE})
        yield from ((row[0], row[1]) for row in rows)

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

    def read_cells(
        self, import_id: str, generation: int
    ) -> Iterator[tuple[int, list[Any], dict[str, Any]]]:
        """Yield number, cells and context of the rows that are not written, in order."""
        query = (
            select(ImportRow.number, ImportRow.cells, ImportRow.context)
            .where(
                ImportRow.import_id == import_id,
                ImportRow.generation == generation,
                ImportRow.state != "written",
            )
            .order_by(ImportRow.number)
        )
        rows = self._session.execute(query, execution_options={"yield_per": _READ_AT_ONCE})
        yield from ((row[0], row[1], row[2]) for row in rows)

    def forget_rows(self) -> None:
        """Let go of the rows in hand and of nothing else."""
        for item in list(self._session.identity_map.values()):
            if isinstance(item, ImportRow):
                self._session.expunge(item)

    def forget(self) -> None:
        """Let go of the rows in hand, so that memory stays flat."""
        self._session.flush()
        self._session.expunge_all()


def _of(import_id: str, generation: int) -> Select[ImportRow]:
    return select(ImportRow).where(
        ImportRow.import_id == import_id, ImportRow.generation == generation
    )
