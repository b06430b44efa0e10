"""Following the feed of changes: nothing twice without need, nothing left out, no trust in doubt.

A reader keeps a position: the mark of its last reading, and the rows at or above it that it has
seen. Reading from the mark again brings what was committed since, in whatever order; rows that
were seen are passed over. If a seen row is missing, then either the reading is older than the
position, or the table is not the one that was followed; which of the two, a newer reading tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.changes.repository import Change, ChangeRepository, FeedRows
from app.core.database import Session

__all__ = [
    "Change",
    "FeedRows",
    "Position",
    "Reading",
    "Verdict",
    "judge",
    "prune",
    "read_feed",
    "start",
]

PRUNED_AT_ONCE = 5_000
"""Rows that one transaction deletes at most: a few milliseconds of SQLite's only writer."""

WORTH_PRUNING = 1_000
"""Fewer old rows than these are left where they are."""


class Verdict(Enum):
    """How a reading stands to a position."""

    IN_STEP = "in_step"
    BEHIND = "behind"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader has come.

    Attributes:
        mark: Every change at a lower place has been seen.
        seen: Those at the mark or above that have been seen, and the one of the highest number,
            by number.
    """

    mark: int
    seen: Mapping[int, Change]

    @property
    def witness(self) -> int:
        """Number of the newest row that was seen; 0 when there was none."""
        return max(self.seen, default=0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reading brings a reader.

    Attributes:
        verdict: Whether it can be used.
        changes: What had not been seen.
        position: Where the reader stands after it.
    """

    verdict: Verdict
    changes: Sequence[Change] = ()
    position: Position | None = None


def start(session: Session) -> Position:
    """Return the position from which on changes of what the session sees are to be followed.

    To be asked for before the rest is loaded: what is committed in between is then read twice
    and not left out.
    """
    rows = ChangeRepository(session).read_end()
    return Position(rows.mark, {row.seq: row for row in rows.changes})


def read_feed(session: Session, position: Position) -> FeedRows:
    """Read what may have changed since a position, with one small query."""
    return ChangeRepository(session).read(position.mark, position.witness)


def judge(position: Position, rows: FeedRows) -> Reading:
    """Compare what was read with where the reader stands.

    Args:
        position: Where it stands now; at or beyond the position that was read from.
        rows: What was read.
    """
    found = {row.seq: row for row in rows.changes}
    new = [row for row in rows.changes if row.seq not in position.seen]
    pruned = max((int(row.row_id) for row in new if row.kind == "pruned"), default=0)
    lost = any(row.place >= pruned and found.get(row.seq) != row for row in position.seen.values())
    if lost or rows.mark < position.mark:
        return Reading(Verdict.BEHIND)
    deleted = rows.is_gapless and rows.mark - position.mark != sum(
        row.place >= position.mark for row in rows.changes
    )
    if deleted or pruned > position.mark or any(row.kind == "reset" for row in new):
        return Reading(Verdict.IN_DOUBT)
    last = max(found, default=None)
    seen = {row.seq: row for row in rows.changes if row.place >= rows.mark or row.seq == last}
    return Reading(Verdict.IN_STEP, new, Position(rows.mark, seen))


def prune(session: Session, place: int) -> bool:
    """Delete some of the rows before a place that every reader has passed long ago.

    A reader that has not is told by the row that announces it, and starts anew.

    Returns:
        Whether it is worth going on.
    """
    feed = ChangeRepository(session)
    if feed.count_before(place, WORTH_PRUNING) < WORTH_PRUNING:
        return False
    feed.announce_pruning(place)
    return feed.delete_before(place, PRUNED_AT_ONCE) == PRUNED_AT_ONCE
