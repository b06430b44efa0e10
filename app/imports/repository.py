"""Reads and writes of imports, their files and their remembered mappings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.core.clock import utc_now
from app.core.database import Session, batches
from app.core.pagination import Page, PageRequest, cut_page
from app.imports.filters import ImportFilter
from app.models import (
    Demand,
    Import,
    ImportFilePart,
    ImportMapping,
    ImportRow,
    Organization,
    SupplierProfile,
)


class ImportRepository:
    """The imports of one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: Import) -> None:
        """Add an import and give it its id."""
        self._session.add(row)
        self._session.flush()

    def add_unless_key_taken(self, row: Import) -> bool:
        """Add an import, unless another has its idempotency key; one that is being made counts."""
        try:
            with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            if row.idempotency_key is None:
                raise
            return False
        return True

    def copy(self, row: Import) -> str:
        """Copy an import with its file and what people said of its rows; return the id."""
        columns = {
            column.key: getattr(row, column.key)
            for column in Import.__mapper__.column_attrs
            if column.key not in {"id", "idempotency_key", "version"}
        }
        made = Import(**columns)
        self.add(made)
        self._copy_children(ImportFilePart, row.id, made.id)
        self._copy_children(
            ImportRow,
            row.id,
            made.id,
            or_(ImportRow.corrections.is_not(None), ImportRow.decision.is_not(None)),
        )
        return made.id

    def _copy_children(self, table: Any, from_id: str, to_id: str, *conditions: Any) -> None:
        names = [column.key for column in table.__table__.columns if column.key != "import_id"]
        query = select(literal(to_id), *(getattr(table, name) for name in names)).where(
            table.import_id == from_id, *conditions
        )
        self._session.execute(insert(table).from_select(["import_id", *names], query))

    def flush(self) -> None:
        """Send the changes to the database, so that its constraints speak now."""
        self._session.flush()

    def delete(self, import_id: str) -> None:
        """Delete an import with its file and its rows."""
        self._session.execute(delete(Import).where(Import.id == import_id))

    def get(self, import_id: str) -> Import | None:
        """Return an import by its id, as it is now."""
        return self._session.get(Import, import_id, populate_existing=True)

    def get_locked(self, import_id: str) -> Import | None:
        """Return an import as it is now, and let nobody change it until the end."""
        query = select(Import).where(Import.id == import_id).with_for_update()
        return self._session.scalar(query.execution_options(populate_existing=True))

    def get_by_idempotency_key(self, created_by: str, key: str) -> Import | None:
        """Return the import that a request with this key has made."""
        query = select(Import).where(Import.created_by == created_by, Import.idempotency_key == key)
        return self._session.scalar(query)

    def find_page(
        self, page: PageRequest, wanted: ImportFilter, *, owner_id: str | None
    ) -> Page[Import]:
        """Return imports, newest first, narrowed where asked."""
        query = select(Import).order_by(Import.id.desc()).limit(page.limit + 1)
        equal = (
            (Import.buyer_id, owner_id),
            (Import.buyer_id, wanted.buyer_id),
            (Import.kind, wanted.kind),
            (Import.status, wanted.status),
            (Import.source, wanted.source),
        )
        for column, value in equal:
            if value is not None:
                query = query.where(column == value)
        if page.after is not None:
            query = query.where(Import.id < page.after)
        return cut_page(self._session.scalars(query).all(), page.limit, lambda row: row.id)

    def claim(self, import_id: str, token: str, stale_before: datetime) -> bool:
        """Take over the reading of a file, unless somebody alive is at it."""
        now = utc_now()
        statement = (
            update(Import)
            .where(
                Import.id == import_id,
                Import.status == "reading",
                (Import.run_token.is_(None)) | (Import.heartbeat_at < stale_before),
            )
            .values(run_token=token, heartbeat_at=now, phase="reading", done=0, total=None)
        )
        return self._changed(statement) == 1

    def beat(self, import_id: str, token: str, **values: object) -> bool:
        """Note that the reader is alive, and how far it is; False when it was replaced."""
        statement = (
            update(Import)
            .where(Import.id == import_id, Import.run_token == token)
            .values(heartbeat_at=utc_now(), **values)
        )
        return self._changed(statement) == 1

    def _changed(self, statement: Any) -> int:
        options = {"synchronize_session": False}
        result: Any = self._session.execute(statement, execution_options=options)
        return int(result.rowcount)

    # File

    def add_part(self, import_id: str, position: int, content: bytes) -> None:
        """Keep a piece of the file."""
        part = ImportFilePart(import_id=import_id, position=position, content=content)
        self._session.add(part)
        self._session.flush()
        self._session.expunge(part)

    def read_parts(self, import_id: str) -> Iterator[bytes]:
        """Yield the pieces of the file, one at a time."""
        position = 0
        while True:
            query = select(ImportFilePart.content).where(
                ImportFilePart.import_id == import_id, ImportFilePart.position == position
            )
            content = self._session.scalar(query)
            if content is None:
                return
            yield content
            position += 1

    def has_file(self, import_id: str) -> bool:
        """Tell whether the file is still there."""
        query = select(ImportFilePart.position).where(ImportFilePart.import_id == import_id)
        return self._session.scalar(query.limit(1)) is not None

    def delete_file(self, import_id: str) -> None:
        """Forget the file."""
        self._session.execute(delete(ImportFilePart).where(ImportFilePart.import_id == import_id))

    def delete_files_before(self, moment: datetime) -> None:
        """Forget the files of imports that nobody has touched since a moment."""
        old = select(Import.id).where(Import.updated_at < moment)
        self._session.execute(
            delete(ImportFilePart).where(ImportFilePart.import_id.in_(old)),
            execution_options={"synchronize_session": False},
        )

    # Mappings

    def find_mappings(self, sender: str, kind: str) -> dict[str, str]:
        """Return the columns that a sender's headers stand for."""
        query = select(ImportMapping.header, ImportMapping.column).where(
            ImportMapping.sender == sender, ImportMapping.kind == kind
        )
        return {row.header: row.column for row in self._session.execute(query)}

    def remember(self, sender: str, kind: str, columns: Mapping[str, str]) -> None:
        """Remember what headers stand for; a later decision replaces an earlier one."""
        dialect = self._session.get_bind().dialect.name
        upsert = postgresql.insert if dialect == "postgresql" else sqlite.insert
        for header, column in columns.items():
            values = {"column": column, "updated_at": utc_now()}
            statement = upsert(ImportMapping).values(
                sender=sender, kind=kind, header=header, **values
            )
            self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["sender", "kind", "header"], set_=values
                )
            )

    # What the file no longer names

    def find_missing(self, row: Import, list_id: str | None, limit: int) -> tuple[int, list[str]]:
        """Count what the sender's earlier files of this source named and this one does not.

        For demands: what stands in the target list. Only things that exist are counted. A row
        that is still asked about names what its keys stand for, or what a row that said the same
        became.

        Args:
            row: The import.
            list_id: The target list of demands, where it exists.
            limit: Most ids to return.

        Returns:
            How many there are, and the first ids.
        """
        named = select(ImportRow.target_id).where(
            ImportRow.import_id == row.id,
            ImportRow.generation == row.generation,
            ImportRow.target_id.is_not(None),
        )
        thing: Any = Demand.id if row.kind == "demands" else SupplierProfile.id
        if row.kind == "demands":
            query = select(thing).where(Demand.demand_list_id == list_id)
        else:
            earlier = (
                select(ImportRow.target_id)
                .join(Import, Import.id == ImportRow.import_id)
                .where(
                    Import.sender == row.sender,
                    Import.kind == row.kind,
                    Import.source == row.source,
                    Import.id < row.id,
                    ImportRow.state == "written",
                )
            )
            query = select(thing).where(thing.in_(earlier))
        query = query.where(thing.not_in(named))
        if self._has_open(row):
            for kept in _named_by_open_rows(row):
                query = query.where(thing.not_in(kept))
        count = self._session.scalar(select(func.count()).select_from(query.subquery())) or 0
        ids = self._session.scalars(query.order_by(thing).limit(limit)).all()
        return count, list(ids)

    def _has_open(self, row: Import) -> bool:
        query = _open_rows(row, ImportRow.number).limit(1)
        return self._session.scalar(query) is not None

    def find_names(self, kind: str, ids: Sequence[str]) -> dict[str, str]:
        """Return the names of demands or suppliers by their ids."""
        found: dict[str, str] = {}
        for batch in batches(ids):
            query = (
                select(Demand.id, Demand.name).where(Demand.id.in_(batch))
                if kind == "demands"
                else select(SupplierProfile.id, Organization.name)
                .join(Organization, Organization.id == SupplierProfile.organization_id)
                .where(SupplierProfile.id.in_(batch))
            )
            found.update((row.id, row.name) for row in self._session.execute(query))
        return found


def _open_rows(row: Import, column: Any) -> Select[Any]:
    """Select a column of the rows of an import of which it is not clear what they become."""
    return select(column).where(
        ImportRow.import_id == row.id,
        ImportRow.generation == row.generation,
        ImportRow.target_id.is_(None),
        ImportRow.state != "ready",
        column.is_not(None),
    )


def _named_by_open_rows(row: Import) -> Iterator[Select[Any]]:
    """Yield what the rows that are still asked about speak of, each way of telling for itself."""
    for key in (ImportRow.external_id, ImportRow.tax_code, ImportRow.fingerprint):
        earlier = aliased(ImportRow)
        yield (
            select(earlier.target_id)
            .join(Import, Import.id == earlier.import_id)
            .where(
                Import.sender == row.sender,
                Import.kind == row.kind,
                earlier.state == "written",
                earlier.target_id.is_not(None),
                getattr(earlier, key.key).in_(_open_rows(row, key)),
            )
        )
    numbers = _open_rows(row, ImportRow.external_id)
    if row.kind == "demands":
        yield select(Demand.id).where(Demand.external_id.in_(numbers))
        return
    yield select(SupplierProfile.id).where(SupplierProfile.external_id.in_(numbers))
    yield (
        select(SupplierProfile.id)
        .join(Organization, Organization.id == SupplierProfile.organization_id)
        .where(Organization.tax_code.in_(_open_rows(row, ImportRow.tax_code)))
    )
