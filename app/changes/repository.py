"""Reads and prunes the feed of changes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    table,
)

from app.core.database import Session
from app.models import MarketChange
from app.models.base import new_id

_COLUMNS = (MarketChange.seq, MarketChange.kind, MarketChange.row_id, MarketChange.token)
_LOW_WATER_MARK: ColumnElement[int] = cast(
    cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), Text), BigInteger
)
_NUMBERS = table("sqlite_sequence", column("name", Text), column("seq", Integer))
_NEXT_NUMBER: ColumnElement[int] = (
    select(func.coalesce(func.max(_NUMBERS.c.seq), 0) + 1)
    .where(_NUMBERS.c.name == MarketChange.__tablename__)
    .scalar_subquery()
)
"""SQLite keeps the last number that it gave when the row is gone; a rollback takes it back."""

_OWN_TRANSACTION = cast(cast(func.pg_current_xact_id(), Text), BigInteger)
_BEYOND_ALL = 2**62
"""A place that no change will ever have."""


def _feed(
    next_mark: ColumnElement[int], place: ColumnElement[Any], wanted: ColumnElement[bool]
) -> Select[*tuple[Any, ...]]:
    now = select(next_mark.label("mark")).subquery()
    return (
        select(now.c.mark, *_COLUMNS, place.label("place"))
        .select_from(now.outerjoin(MarketChange, wanted))
        .order_by(MarketChange.seq)
    )


_NUMBERED_FEED = _feed(
    _NEXT_NUMBER, MarketChange.seq.expression, MarketChange.seq >= bindparam("first")
)
_TRANSACTION_FEED = _feed(
    _LOW_WATER_MARK,
    MarketChange.transaction_id.expression,
    or_(MarketChange.transaction_id >= bindparam("mark"), MarketChange.seq == bindparam("witness")),
)


class Change(NamedTuple):
    """One row of the feed.

    Attributes:
        seq: Its number.
        kind: What changed.
        row_id: Id of what changed, or the position that a `pruned` row names.
        token: Chance, to recognise the row.
        place: Where it stands in the order of visibility: the transaction on PostgreSQL, the
            number on SQLite.
    """

    seq: int
    kind: str
    row_id: str
    token: str
    place: int


class FeedRows(NamedTuple):
    """What one statement saw of the feed.

    Attributes:
        mark: Every change at a lower place that was ever committed was visible to it.
        changes: The rows that were asked for, by number.
        is_gapless: Whether every place below the mark was once a row, so that one that is not
            there has been deleted.
    """

    mark: int
    changes: Sequence[Change]
    is_gapless: bool


class ChangeRepository:
    """The feed in one session.

    SQLite lets one transaction write at a time, and a number is taken after the transaction has
    become the writer: so the order of the numbers is the order of the commits, and whoever has
    seen a number has seen all lower ones. PostgreSQL hands numbers out before the commit. There a
    reader goes by transactions: all below `pg_snapshot_xmin` had ended when the snapshot was
    taken, so that whatever may still appear stands at this mark or above it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_sqlite = session.get_bind().dialect.name == "sqlite"

    def read(self, mark: int, witness: int) -> FeedRows:
        """Return the changes at a mark or above it, and one known row if it still exists.

        One statement reads the rows and the new mark, so that both show the same state.

        Args:
            mark: The mark of the reading before.
            witness: Number of a row that was seen.
        """
        query, values = _TRANSACTION_FEED, {"mark": mark, "witness": witness}
        if self._is_sqlite:
            query, values = _NUMBERED_FEED, {"first": min(mark, witness)}
        rows = self._session.connection().execute(query, values).all()
        changes = [Change(*row[1:]) for row in rows if row[1] is not None]
        return FeedRows(rows[0][0], changes, self._is_sqlite)

    def read_end(self) -> FeedRows:
        """Return the newest row alone, with the mark from which on to read."""
        newest = self._session.scalar(select(func.max(MarketChange.seq))) or 0
        return self.read(_BEYOND_ALL, newest)

    def count_before(self, place: int, most: int) -> int:
        """Count the changes before a place, up to a number."""
        rows = self._before(place, most).subquery()
        return self._session.scalar(select(func.count()).select_from(rows)) or 0

    def announce_pruning(self, place: int) -> None:
        """Tell all readers that rows before a place will be gone."""
        self._session.execute(
            insert(MarketChange).values(
                kind="pruned",
                row_id=str(place),
                token=new_id("tok"),
                transaction_id=None if self._is_sqlite else _OWN_TRANSACTION,
            )
        )

    def delete_before(self, place: int, most: int) -> int:
        """Delete some of the changes before a place; return how many."""
        gone = self._session.execute(
            delete(MarketChange)
            .where(MarketChange.seq.in_(self._before(place, most)))
            .returning(MarketChange.seq)
            .execution_options(synchronize_session=False)
        )
        return len(gone.all())

    def _before(self, place: int, most: int) -> Select[int]:
        before = (
            MarketChange.seq < place if self._is_sqlite else MarketChange.transaction_id < place
        )
        return select(MarketChange.seq).where(before).limit(most)
