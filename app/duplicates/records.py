"""What a merge moved and changed: kept with it as JSON, shown, and read back to undo it."""

from typing import Literal

from pydantic import BaseModel, JsonValue, RootModel

StayReason = Literal["adds_nothing", "taken"]
LeftReason = Literal["changed_since", "deleted_since", "belongs_elsewhere", "in_use", "came_along"]


class Move(BaseModel):
    """Rows that change hands.

    Attributes:
        table: Their table.
        column: The column that says whose they are.
        source: Whose they were.
        target: Whose they are now.
        ids: Their ids.
    """

    table: str
    column: str
    source: str
    target: str
    ids: list[str]


class Change(BaseModel):
    """One value of one row that changes.

    Attributes:
        table: The table.
        id: The row.
        column: The column.
        old: The value before.
        new: The value after.
    """

    table: str
    id: str
    column: str
    old: JsonValue
    new: JsonValue


class Stay(BaseModel):
    """Rows that stay with the merged organization, as a record.

    Attributes:
        table: Their table.
        ids: Their ids.
        reason: ``adds_nothing`` (the survivor has the same) or ``taken`` (the survivor has
            another that must not exist twice).
    """

    table: str
    ids: list[str]
    reason: StayReason


class MergeRecord(BaseModel):
    """All that a merge does, in the order in which it is done.

    Attributes:
        changes: Values that change before rows move.
        moves: Rows that move, owners before what they own.
        readings: What texts are read as, where the words beside them have changed.
        stays: Rows that stay.
        distinctions: Ids of decisions "not the same" that the survivor takes over.
    """

    changes: list[Change] = []
    moves: list[Move] = []
    readings: list[Change] = []
    stays: list[Stay] = []
    distinctions: list[str] = []


class Left(BaseModel):
    """Something that undoing a merge left as it is.

    Attributes:
        table: The table.
        id: The row.
        column: The value; None for the row's owner.
        reason: Somebody changed or deleted it since the merge, it belongs to something that
            stays, it is needed by what was made since, or it came along with its owner.
    """

    table: str
    id: str
    column: str | None = None
    reason: LeftReason


class Outcome(BaseModel):
    """What undoing a merge left as it is.

    Attributes:
        left: Each thing and why.
    """

    left: list[Left] = []


class Fields(RootModel[dict[str, JsonValue]]):
    """Some values of a row, for the audit trail."""
