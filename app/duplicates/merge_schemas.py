"""How merges look over HTTP."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue

from app.core.schemas import InputModel, LongText, OutputModel, example
from app.duplicates.records import LeftReason, StayReason

_MERGE: dict[str, JsonValue] = {
    "id": "mrg_00d201ee9eg0003zekxanckt",
    "survivor_id": "org_00d201ee9eg0003zekxanckt",
    "merged_id": "org_00d201ee9eg0004zekxanckt",
    "reason": "Cùng một công ty, nhập hai lần",
    "merged_at": "2026-11-21T08:00:00Z",
    "merged_by": "key_00d201ee9eg0003zekxanckt",
    "undone_at": None,
    "undone_by": None,
}
_MOVED: dict[str, JsonValue] = {
    "entity": "contact",
    "ids": ["con_00d201ee9eg0003zekxanckt"],
}


class MergeCreate(InputModel):
    """Which organization goes into the one that the path names."""

    model_config = example(
        {
            "merged_id": "org_00d201ee9eg0004zekxanckt",
            "reason": "Cùng một công ty, nhập hai lần",
            "dry_run": True,
        }
    )

    merged_id: Annotated[str, Field(max_length=40)]
    """The organization that goes into the other and stays only as a record."""
    merged_etag: Annotated[str, Field(max_length=100)] | None = None
    """The ETag of the merged one that you last read; then nothing that was changed since is
    merged unseen."""
    reason: LongText = ""
    """Why, for those who ask later."""
    dry_run: bool = False
    """Only show what would move and change."""


class MovedRows(OutputModel):
    """Things that move to the survivor."""

    entity: str
    """What they are, as in the audit trail."""
    ids: list[str]


class ChangedValue(OutputModel):
    """One value that changes."""

    entity: str
    """What it belongs to, as in the audit trail."""
    id: str
    field: str
    old: JsonValue
    new: JsonValue


class StayingRows(OutputModel):
    """Things that stay with the merged organization, as a record."""

    entity: str
    ids: list[str]
    reason: StayReason
    """`adds_nothing`: the survivor has the same; `taken`: the survivor has another that must not
    exist twice."""


class LeftAlone(OutputModel):
    """Something that undoing the merge left as it is."""

    entity: str
    id: str
    field: str | None
    """The value that was left; null where it is about whose the thing is."""
    reason: LeftReason


class MergeSummary(OutputModel):
    """A merge, without what it moved."""

    model_config = example(_MERGE)

    id: str
    survivor_id: str
    merged_id: str
    reason: str
    merged_at: datetime
    merged_by: str
    undone_at: datetime | None
    undone_by: str | None


class MergeDetails(OutputModel):
    """What a merge moves and changes, or would."""

    model_config = example(
        {
            **_MERGE,
            "moved": [_MOVED],
            "changed": [
                {
                    "entity": "demand_list",
                    "id": "lst_00d201ee9eg0003zekxanckt",
                    "field": "name",
                    "old": "Đợt 1",
                    "new": "Đợt 1 (2)",
                }
            ],
            "stayed": [],
            "left": None,
        }
    )

    id: str | None
    """Null in a dry run."""
    survivor_id: str
    merged_id: str
    reason: str
    merged_at: datetime | None
    merged_by: str
    undone_at: datetime | None
    undone_by: str | None
    moved: list[MovedRows]
    changed: list[ChangedValue]
    stayed: list[StayingRows]
    left: list[LeftAlone] | None
    """What undoing left as it is; null where the merge stands."""
