"""What people decided about a row, taken over where the same row comes again."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.database import Session
from app.imports.detection.answers import IDENTITY_COLUMNS, AnswerTable
from app.imports.remembering.repository import MemoryRepository
from app.imports.row_repository import ImportRowRepository
from app.models import Import, ImportRow
from app.models.imports import KEY_LENGTH

MOST_ANSWERS = 2000
"""Remembered answers that are tried on a file, the latest ones."""

_PASSING = frozenset({"changed_since_preview"})
"""Questions that are about one moment: accepting them says nothing about the next time."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was decided about a row that says the same.

    Attributes:
        corrections: New content by column.
        decision: What was decided.
        import_id: The import in which that was.
    """

    corrections: dict[str, Any] | None
    decision: dict[str, Any] | None
    import_id: str


class RowMemory:
    """Recalls what was decided about the rows of one file; one is kept for all its batches.

    The first of several equal rows takes what was said of the first of them, and so on.

    Args:
        row: The import.
    """

    def __init__(self, row: Import) -> None:
        self._import = row
        self._seen: Counter[str] = Counter()
        self._is_empty: bool | None = None

    def recall(self, session: Session, items: Sequence[Mapping[str, Any]]) -> dict[int, Remembered]:
        """Return what was decided about rows, by number; call with all rows in their order.

        Args:
            session: Where earlier imports are.
            items: Rows as the child process sends them.
        """
        memory = MemoryRepository(session, self._import.sender, self._import.kind)
        if self._is_empty is None:
            self._is_empty = not memory.has_decided()
        if self._is_empty:
            return {}
        prints = {int(item["number"]): str(item["fingerprint"]) for item in items}
        known = memory.find_decided(sorted(set(prints.values())))
        if not known:
            return {}
        earlier = _latest(memory.find_rows(sorted(known)))
        existing = memory.find_existing(
            sorted({row.target_id for rows in earlier.values() for row in rows if row.target_id})
        )
        offered = self._offered(session, [number for number in prints if prints[number] in known])
        found = {}
        for number, mark in prints.items():
            if mark not in known:
                continue
            place = self._seen[mark]
            self._seen[mark] += 1
            if place < len(earlier[mark]) and offered.get(number) != mark:
                remembered = _remembered(earlier[mark][place], existing)
                if remembered is not None:
                    found[number] = remembered
        return found

    def _offered(self, session: Session, numbers: Sequence[int]) -> dict[int, str | None]:
        """Return the fingerprints that rows had when the file was read before.

        What was recalled then was kept, or taken back by a person; either way it stays.
        """
        rows = ImportRowRepository(session)
        before = rows.find(self._import.id, self._import.generation, numbers)
        return {row.number: row.fingerprint for row in before}


def remember_answers(session: Session, row: Import) -> None:
    """Remember the answers of a confirmed import for the sender's next files.

    What says who or what a single row is about is left out.
    """
    answers: AnswerTable = row.choices.get("answers", {})
    kept = {
        column: {text: value for text, value in texts.items() if len(text) <= KEY_LENGTH}
        for column, texts in answers.items()
        if column not in IDENTITY_COLUMNS
    }
    MemoryRepository(session, row.sender, row.kind).remember(kept)


def recall_answers(session: Session, row: Import) -> dict[str, dict[str, str | None]]:
    """Return the answers that are remembered of an import's sender."""
    return MemoryRepository(session, row.sender, row.kind).find_answers(MOST_ANSWERS)


def _latest(rows: Sequence[ImportRow]) -> dict[str, list[ImportRow]]:
    """Return the rows of the latest import by fingerprint."""
    found: defaultdict[str, list[ImportRow]] = defaultdict(list)
    for row in rows:
        group = found[row.fingerprint or ""]
        if group and group[0].import_id != row.import_id:
            group.clear()
        group.append(row)
    return found


def _remembered(row: ImportRow, existing: set[str]) -> Remembered | None:
    decision = {"skip": True} if row.state == "skipped" else _decision(row, existing)
    if not row.corrections and not decision:
        return None
    return Remembered(row.corrections, decision, row.import_id)


def _decision(row: ImportRow, existing: set[str]) -> dict[str, Any] | None:
    """Return the decision on a written row: what was new is what it became."""
    before = row.decision or {}
    found: dict[str, Any] = {}
    if (before.get("new") or before.get("same_as")) and row.target_id in existing:
        found["same_as"] = row.target_id
    accepted = [code for code in before.get("accept") or () if code not in _PASSING]
    if accepted:
        found["accept"] = accepted
    return found or None
