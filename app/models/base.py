"""The base of all tables: naming, column types that mean the same on both databases, ids."""

import secrets
import threading
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, MetaData, String, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from app.core.clock import utc_now
from app.reference.text import fold

ID_LENGTH = 40
NAME_LENGTH = 300
CODE_LENGTH = 40
TEXT_LENGTH = 10_000
QUANTITY_DECIMALS = 3
MAX_QUANTITY = Decimal("999999999999.999")

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = tuple(first + second for first in _CROCKFORD for second in _CROCKFORD)
_SHIFTS = tuple(range(110, -1, -10))
"""Where each pair of digits stands in the 120 bits of an id."""

_RANDOM_BYTES = 6
_RANDOM_BITS = 8 * _RANDOM_BYTES
_COUNTER_BITS = 20


class _IdClock:
    """Hands out numbers that grow within a process and, to the millisecond, between processes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = 0
        self._counter = 0

    def next(self, count: int) -> list[int]:
        chance = secrets.token_bytes(_RANDOM_BYTES * count)
        with self._lock:
            stamps = [self._stamp() for _ in range(count)]
        return [
            (stamp << _RANDOM_BITS) | int.from_bytes(chance[at : at + _RANDOM_BYTES], "big")
            for at, stamp in zip(range(0, len(chance), _RANDOM_BYTES), stamps, strict=True)
        ]

    def _stamp(self) -> int:
        now = time.time_ns() // 1_000_000
        if now > self._millisecond:
            self._millisecond, self._counter = now, 0
        else:
            self._counter += 1
            if self._counter >> _COUNTER_BITS:
                self._millisecond, self._counter = self._millisecond + 1, 0
        return (self._millisecond << _COUNTER_BITS) | self._counter


_ids = _IdClock()


def new_id(prefix: str) -> str:
    """Make an opaque id such as ``sup_01jd…``; ids sort by the time of their making."""
    return new_ids(prefix, 1)[0]


def new_ids(prefix: str, count: int) -> list[str]:
    """Make several ids, which sort in their order."""
    return [
        f"{prefix}_{''.join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])}"
        for number in _ids.next(count)
    ]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant in UTC, also on SQLite, which stores no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without zone, and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs a time zone"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class ExactQuantity(TypeDecorator[Decimal]):
    """A quantity with three decimals, stored as whole thousandths: exact on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store thousandths."""
        del dialect
        return None if value is None else int(value.scaleb(QUANTITY_DECIMALS).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Give the decimal back, without trailing zeros."""
        del dialect
        if value is None:
            return None
        whole, rest = divmod(value, 10**QUANTITY_DECIMALS)
        return Decimal(f"{whole}.{rest:0{QUANTITY_DECIMALS}d}".rstrip("0").rstrip("."))


class Base(DeclarativeBase):
    """Base of all mapped classes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        Decimal: ExactQuantity,
        list[str]: JSON,
    }


def id_column(prefix: str) -> Mapped[str]:
    """Return a primary key that fills itself."""
    return mapped_column(String(ID_LENGTH), primary_key=True, default=lambda: new_id(prefix))


class Versioned:
    """Rows that two people may edit: a version for the ETag, checked by every UPDATE."""

    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now)
    version: Mapped[int]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy passes the class
        """Check and count the version at every UPDATE and DELETE."""
        return {"version_id_col": cls.version}

    def touch(self) -> None:
        """Mark as changed although only something that belongs to it did."""
        self.updated_at = utc_now()


class Searchable:
    """Rows that people look for by name, with or without marks, in any case."""

    searched: ClassVar[tuple[str, ...]] = ("name", "name_en")
    """Columns that are searched."""

    search_text: Mapped[str] = mapped_column(Text, default="")


@event.listens_for(Searchable, "before_insert", propagate=True)
@event.listens_for(Searchable, "before_update", propagate=True)
def _refresh_search_text(_mapper: object, _connection: object, row: Searchable) -> None:
    """Fold the names into what is searched."""
    row.search_text = fold(" ".join(getattr(row, name) or "" for name in row.searched))
