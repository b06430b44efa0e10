"""Moves whatever refers to an organization, without knowing the tables by name.

What refers to `organizations.id` is read from the metadata of all tables, so that a new table
cannot be forgotten. Three references mean something else than "belongs to" and are left to those
who know them: `HANDLED_ELSEWHERE`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import JsonValue
from sqlalchemy import (
    Column,
    Table,
    UniqueConstraint,
    and_,
    or_,
    select,
    update,
)

from app.core.clock import utc_now
from app.core.database import Session, batches
from app.duplicates.records import Change, Move
from app.models import (
    Base,
    Demand,
    DemandList,
    Organization,
    OrganizationDistinction,
    SupplierProfile,
)
from app.models.base import Searchable
from app.reference.text import fold

HANDLED_ELSEWHERE = frozenset(
    {
        ("organizations", "merged_into_id"),
        ("organization_distinctions", "first_id"),
        ("organization_distinctions", "second_id"),
        ("supplier_profiles", "organization_id"),
    }
)
"""References that merging treats by their meaning: where a company went, what it is not, and its
one profile."""


def belonging_columns() -> Iterator[tuple[str, str]]:
    """Give table and column of everything that belongs to an organization, owners first."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if _refers_to_organizations(column) and (table.name, column.name) not in (
                HANDLED_ELSEWHERE
            ):
                yield table.name, column.name


class RowRepository:
    """Rows of any table in one session, by table name and id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_organizations(self, organization_ids: Sequence[str]) -> dict[str, Organization]:
        """Return organizations as they are now, and let nobody change or refer to them.

        They are locked in the order of their ids, so that two who want the same wait instead of
        blocking each other for good.
        """
        query = (
            select(Organization)
            .where(Organization.id.in_(organization_ids))
            .order_by(Organization.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return {row.id: row for row in self._session.scalars(query)}

    def lock_profiles(self, organization_ids: Sequence[str]) -> dict[str, str]:
        """Return the profiles of organizations, by organization, and let nobody change them."""
        query = (
            select(SupplierProfile.organization_id, SupplierProfile.id)
            .where(SupplierProfile.organization_id.in_(organization_ids))
            .order_by(SupplierProfile.id)
            .with_for_update()
        )
        return {row.organization_id: row.id for row in self._session.execute(query)}

    def find_ids(self, table: str, column: str, value: str) -> list[str]:
        """Return the rows whose column has a value, in the order of their ids."""
        known = _table(table)
        query = select(known.c.id).where(known.c[column] == value).order_by(known.c.id)
        return list(self._session.scalars(query))

    def read(self, table: str, row_id: str) -> dict[str, Any] | None:
        """Return all values of a row."""
        known = _table(table)
        query = select(*known.columns).where(known.c.id == row_id)
        row = self._session.connection().execute(query).one_or_none()
        return None if row is None else dict(row._mapping)  # noqa: SLF001 - the documented way

    def find_owners(self, table: str, column: str, ids: Sequence[str]) -> dict[str, Any]:
        """Return whose rows are, by their ids; rows that do not exist are left out."""
        known = _table(table)
        found: dict[str, Any] = {}
        for batch in batches(ids):
            query = select(known.c.id, known.c[column]).where(known.c.id.in_(batch))
            found.update((row[0], row[1]) for row in self._session.execute(query))
        return found

    def set_value(self, table: str, row_id: str, column: str, value: JsonValue) -> None:
        """Change one value of a row, and with a name what is searched."""
        known = _table(table)
        self._execute(update(known).where(known.c.id == row_id).values({column: value}))
        searched = _searched(table)
        if column in searched:
            row = self.read(table, row_id) or {}
            text = fold(" ".join(row[name] or "" for name in searched))
            self._execute(update(known).where(known.c.id == row_id).values(search_text=text))

    def move(self, table: str, column: str, ids: Sequence[str], target: str) -> None:
        """Give rows to another owner, and count that as a change of theirs.

        What refers to an owner by two columns follows it by itself.
        """
        known = _table(table)
        values = {column: target, **_counted(known)}
        for batch in batches(ids):
            self._execute(update(known).where(known.c.id.in_(batch)).values(values))

    def touch(self, table: str, ids: Sequence[str]) -> None:
        """Count a change of rows."""
        known = _table(table)
        values = _counted(known)
        for batch in batches(ids if values else ()):
            self._execute(update(known).where(known.c.id.in_(batch)).values(values))

    def count(
        self, moves: Sequence[Move], changes: Sequence[Change], organization_ids: Sequence[str]
    ) -> None:
        """Count a change of two organizations, and of every row that something changed of.

        What has moved was counted then.
        """
        moved = {row_id for move in moves for row_id in move.ids}
        touched = {("organizations", row_id) for row_id in organization_ids}
        touched |= {(change.table, change.id) for change in changes}
        for move in moves:
            if move.column == "supplier_id":
                touched |= {("supplier_profiles", move.source), ("supplier_profiles", move.target)}
        for table, row_id in sorted(touched):
            if row_id not in moved:
                self.touch(table, [row_id])

    def is_bound(self, table: str, column: str, row_id: str) -> bool:
        """Tell whether a row has its owner through something else (a demand by its list)."""
        known = _table(table)
        others = [
            element.parent
            for constraint in known.foreign_key_constraints
            if column in constraint.column_keys and len(constraint.column_keys) > 1
            for element in constraint.elements
            if element.parent.name != column
        ]
        if not others:
            return False
        bound = or_(*(other.is_not(None) for other in others))
        query = select(known.c.id).where(known.c.id == row_id, bound)
        return self._session.scalar(query) is not None

    def find_conflicts(
        self, table: str, row_id: str, column: str, value: JsonValue
    ) -> list[list[str]]:
        """Return what would not be unique if a value changed: the columns of each rule."""
        rules = [names for names in _unique_columns(_table(table)) if column in names]
        row = self.read(table, row_id) if rules and value is not None else None
        if row is None:
            return []
        wanted = {**row, column: value}
        return [
            names
            for names in rules
            if self._exists(table, row_id, {name: wanted[name] for name in names})
        ]

    def has_named(self, table: str, owner_column: str, owner: str, column: str, value: str) -> bool:
        """Tell whether an owner has a row with a value."""
        known = _table(table)
        query = select(known.c.id).where(known.c[owner_column] == owner, known.c[column] == value)
        return self._session.scalar(query.limit(1)) is not None

    def has_role(self, organization_id: str, side: str) -> bool:
        """Tell whether something hangs on an organization that only one of its side has."""
        columns = (
            (SupplierProfile.organization_id,)
            if side == "is_supplier"
            else (DemandList.buyer_id, Demand.buyer_id)
        )
        return any(
            self._session.scalar(select(column).where(column == organization_id).limit(1))
            for column in columns
        )

    def find_distinctions(self, organization_id: str) -> list[OrganizationDistinction]:
        """Return the decisions about an organization."""
        table = OrganizationDistinction
        query = select(table).where(
            or_(table.first_id == organization_id, table.second_id == organization_id)
        )
        return list(self._session.scalars(query.order_by(table.id)))

    def refresh(self) -> None:
        """Send what is pending, and forget what was loaded: rows were changed beside it."""
        self._session.flush()
        self._session.expire_all()

    def _exists(self, table: str, except_id: str, values: dict[str, Any]) -> bool:
        if any(value is None for value in values.values()):
            return False
        known = _table(table)
        same = and_(*(known.c[name] == value for name, value in values.items()))
        query = select(known.c.id).where(same, known.c.id != except_id).limit(1)
        return self._session.scalar(query) is not None

    def _execute(self, statement: Any) -> None:
        self._session.connection().execute(statement)


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _searched(table: str) -> tuple[str, ...]:
    """Return the columns of a table that are searched as one text."""
    for mapper in Base.registry.mappers:
        if mapper.local_table is _table(table) and issubclass(mapper.class_, Searchable):
            columns: tuple[str, ...] = mapper.class_.searched
            return columns
    return ()


def _refers_to_organizations(column: Column[Any]) -> bool:
    return any(key.column.table.name == "organizations" for key in column.foreign_keys)


def _unique_columns(table: Table) -> Iterator[list[str]]:
    """Give the columns of each rule of uniqueness, the primary key's aside."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and "id" not in constraint.columns:
            yield [column.name for column in constraint.columns]
    yield from (
        [column.name for column in index.columns] for index in table.indexes if index.unique
    )


def _counted(table: Table) -> dict[str, Any]:
    """Return what counts a change of a row, where its table counts changes."""
    counted: dict[str, Any] = {}
    if "version" in table.c:
        counted["version"] = table.c.version + 1
    if "updated_at" in table.c:
        counted["updated_at"] = utc_now()
    return counted
