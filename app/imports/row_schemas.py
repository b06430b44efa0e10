"""How the rows of an import look over HTTP."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from app.core.schemas import OutputModel, PatchModel, example
from app.demands.content_schemas import ResourceId
from app.imports.columns import ImportKind

RowState = Literal["ready", "needs_review", "invalid", "written", "skipped"]
RowAction = Literal["create", "update", "unchanged"]
Severity = Literal["asked", "refused"]
MAX_CODES = 20
MAX_CELL = 10_000
MAX_CORRECTED = 60

Column = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
CellText = Annotated[str, Field(max_length=MAX_CELL)]

ROW_EXAMPLE: dict[str, JsonValue] = {
    "import_id": "imp_00d201ee9eg0003zekxanckt",
    "number": 7,
    "version": 1,
    "state": "needs_review",
    "action": None,
    "target_id": None,
    "cells": [{"letters": "C", "header": "Số lượng", "value": "1.000"}],
    "becomes": {},
    "problems": [
        {
            "code": "ambiguous_number",
            "severity": "asked",
            "column": "quantity",
            "value": "1.000",
            "detail": "This can be read as 1 or as 1000.",
            "is_accepted": False,
            "suggestions": [
                {"value": "1000", "label": "1000", "decision": None},
                {"value": "1", "label": "1", "decision": None},
            ],
        }
    ],
    "guesses": [],
    "differences": [],
    "candidates": [],
    "corrections": {},
    "decision": None,
    "remembered_from": None,
}


class CellRead(OutputModel):
    """A cell as it stands in the file."""

    letters: str
    header: str
    value: str


class DecisionRead(OutputModel):
    """What a person decided about a row."""

    skip: bool | None = None
    same_as: str | None = None
    new: bool | None = None
    accept: list[str] | None = None


class SuggestionRead(OutputModel):
    """A way to answer: a new content of the cell, or a decision."""

    value: str | None
    """Content for `values`; null empties the cell. Where `decision` is given, that counts."""
    label: str
    decision: DecisionRead | None


class RowProblemRead(OutputModel):
    """What is wrong with a row."""

    code: str
    severity: Severity
    """`asked`: a person can decide at once. `refused`: the row cannot be used as it is."""
    column: str | None
    value: str | None
    detail: str
    is_accepted: bool
    """Whether a person has said that it is right as it is."""
    suggestions: list[SuggestionRead]


class GuessRead(OutputModel):
    """Something that was decided without being asked."""

    code: str
    column: str
    given: str
    taken: str
    detail: str


class DifferenceRead(OutputModel):
    """What an update changes."""

    column: str
    old: str | None
    new: str | None


class ReasonRead(OutputModel):
    """Why two companies look alike, or different."""

    code: str
    detail: str


class CandidateRead(OutputModel):
    """A registered company that a row may mean."""

    organization_id: str
    name: str
    score: int
    """0 to 1000."""
    verdict: str
    reasons: list[ReasonRead]


class ImportRowRead(OutputModel):
    """A row of the file: what stands there, and what will become of it."""

    model_config = example(ROW_EXAMPLE)

    import_id: str
    number: int
    """Its number as the spreadsheet program shows it."""
    version: int
    """The ETag of the row, without quotes."""
    state: RowState
    action: RowAction | None
    target_id: str | None
    """The supplier or demand that it changes, or became."""
    cells: list[CellRead]
    becomes: dict[str, str]
    """What it says, by canonical column, as it would be written into a template. Of a row that is
    asked about what is understood already."""
    problems: list[RowProblemRead]
    guesses: list[GuessRead]
    differences: list[DifferenceRead]
    candidates: list[CandidateRead]
    corrections: dict[str, str | None]
    decision: DecisionRead | None
    remembered_from: str | None
    """The earlier import of the same sender in which a row that says the same was corrected and
    decided on so; null where corrections and decision were made here, or there are none."""


class QueuedRowRead(ImportRowRead):
    """A row that waits for somebody, with the import that it belongs to."""

    model_config = example(
        {**ROW_EXAMPLE, "kind": "demands", "filename": "RFQ.xlsx", "buyer_id": None}
    )

    kind: ImportKind
    filename: str
    buyer_id: str | None


class RowDecision(PatchModel):
    """What a person decides about a row; give one of these."""

    model_config = example({"skip": True})

    skip: bool | None = None
    """Leave the row out."""
    same_as: ResourceId | None = None
    """It is this registered company or supplier."""
    new: bool | None = None
    """It is a new company or demand, whatever looks alike."""
    accept: Annotated[list[Column], Field(max_length=MAX_CODES)] | None = None
    """Codes of problems that are right as they are."""


class RowPatch(PatchModel):
    """What to correct in a row; what is left out stays."""

    model_config = example({"values": {"quantity": "1000", "delivery_province": None}})

    values: Annotated[dict[Column, CellText | None], Field(max_length=MAX_CORRECTED)] | None = None
    """New content by canonical column, added to earlier corrections; null in a column empties
    the cell. Null instead of the object takes all corrections back."""
    decision: RowDecision | None = None
    """Replaces the decision before; null takes it back."""
