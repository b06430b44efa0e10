"""Correcting single rows, and deciding on them."""

from typing import Any, cast

from app.audit.service import AuditTrail
from app.core.database import Session
from app.core.errors import InvalidInputError, Problem
from app.core.principal import Principal
from app.core.versions import VersionCheck
from app.imports.audit import RowSnapshot
from app.imports.changing import UNKNOWN_COLUMN
from app.imports.columns import COLUMNS, ImportKind
from app.imports.detection.layout import Layout
from app.imports.errors import ImportRowNotFoundError, RowWrittenError
from app.imports.planning.candidates import RegisteredCandidates
from app.imports.planning.planner import RowPlanner
from app.imports.planning.targets import find_list_id
from app.imports.planning.twins import sharing
from app.imports.repository import ImportRepository
from app.imports.row_repository import KEYS, ImportRowRepository, KeyName
from app.imports.row_schemas import RowDecision, RowPatch
from app.imports.row_values import interpret
from app.imports.visibility import get_open_import
from app.models import Import, ImportRow


class RowCorrections:
    """Corrections and decisions in one transaction, as one principal."""

    def __init__(self, session: Session, actor: Principal) -> None:
        self._session = session
        self._actor = actor
        self._imports = ImportRepository(session)
        self._rows = ImportRowRepository(session)
        self._audit = AuditTrail(session, actor)

    def change_row(
        self, import_id: str, number: int, patch: RowPatch, expected: VersionCheck
    ) -> tuple[ImportRow, Import]:
        """Correct a row or decide on it, and plan it again with those that share its keys.

        Returns:
            The row, and its import.

        Raises:
            ImportNotFoundError: There is no such import, or it is another's.
            ImportBusyError: Its file is being read.
            ImportEndedError: It was discarded or has failed.
            ImportRowNotFoundError: It has no such row.
            PreconditionFailedError: Somebody changed the row in the meantime.
            RowWrittenError: The row is written.
            InvalidInputError: There is no such column.
        """
        owner = get_open_import(self._imports, self._actor, import_id, locked=True)
        row = self._rows.get(owner.id, owner.generation, number)
        if row is None:
            raise ImportRowNotFoundError(number=number)
        expected.check(row.version)
        if row.state == "written":
            raise RowWrittenError(number=number, target_id=row.target_id)
        kind = cast("ImportKind", owner.kind)
        _check_columns(kind, patch)
        before = RowSnapshot.of(row)
        former = sharing([row])
        _apply(row, patch)
        if "values" in patch.model_fields_set:
            interpret(row, Layout.from_json(owner.layout or {}), kind)
        row.version += 1
        self._plan(owner, row, former)
        self._imports.flush()
        self._audit.record(
            "updated",
            "import_row",
            f"{owner.id}:{number}",
            before=before,
            after=RowSnapshot.of(row),
        )
        return row, owner

    def _plan(self, owner: Import, row: ImportRow, former: dict[KeyName, list[str]]) -> None:
        """Plan a row, and the rows that have shared or now share a key with it."""
        now = sharing([row])
        keys: dict[KeyName, list[str]] = {
            name: sorted({*former[name], *now[name]}) for name in KEYS
        }
        neighbours = self._rows.find_sharing(owner.id, owner.generation, keys)
        alike = self._rows.find_alike(owner.id, owner.generation, row.number)
        list_id = find_list_id(self._session, owner)
        planner = RowPlanner(self._session, owner, list_id, RegisteredCandidates())
        planner.plan([row], neighbours)
        if alike:
            planner.plan(alike, self._rows.find_sharing(owner.id, owner.generation, sharing(alike)))


def _apply(row: ImportRow, patch: RowPatch) -> None:
    if "values" in patch.model_fields_set:
        row.corrections = (
            None if patch.values is None else {**(row.corrections or {}), **patch.values}
        )
    row.remembered_from = None
    if "decision" in patch.model_fields_set:
        row.decision = _decision(patch.decision)


def _decision(given: RowDecision | None) -> dict[str, Any] | None:
    """Return a decision without what it leaves open."""
    if given is None:
        return None
    return {name: value for name, value in given.model_dump().items() if value} or None


def _check_columns(kind: ImportKind, patch: RowPatch) -> None:
    known = COLUMNS[kind]
    problems = [
        Problem(
            "unknown_column",
            UNKNOWN_COLUMN,
            pointer=f"/values/{column}",
            params=(("column", column), ("known", ", ".join(known))),
        )
        for column in patch.values or {}
        if column not in known
    ]
    if problems:
        raise InvalidInputError(problems)
