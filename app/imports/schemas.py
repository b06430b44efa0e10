"""How an import looks over HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue

from app.core.schemas import InputModel, Name, OutputModel, PatchModel, ShortText, Unset, example
from app.demands.content_schemas import ResourceId
from app.demands.statuses import InitialStatus
from app.imports.columns import ImportKind
from app.imports.layout_schemas import LAYOUT_EXAMPLE, LayoutRead
from app.imports.row_schemas import MAX_CELL, ROW_EXAMPLE, CellText, ImportRowRead

ImportStatus = Literal["reading", "previewed", "failed", "confirmed", "discarded"]
Phase = Literal["queued", "reading", "answering", "writing"]
Key = Literal["external_id", "tax_code", "name"]
MAX_HEADER_ROWS = 10
MAX_COLUMNS = 60
MAX_ANSWERS = 1000
"""Answers for one column in one request."""

_LAST_ROW = 1_048_576

ColumnLetters = Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]
AnsweredText = Annotated[str, Field(min_length=1, max_length=MAX_CELL)]
ColumnName = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]
Answers = Annotated[dict[AnsweredText, CellText | None], Field(max_length=MAX_ANSWERS)]
RowNumber = Annotated[int, Field(ge=1, le=_LAST_ROW)]

_COUNTS: dict[str, JsonValue] = {
    "read": 120,
    "ready": 112,
    "needs_review": 5,
    "invalid": 3,
    "skipped": 0,
    "written": 0,
    "blank": 2,
}
_ACTIONS: dict[str, JsonValue] = {"create": 100, "update": 9, "unchanged": 3}
_SUMMARY: dict[str, JsonValue] = {
    "id": "imp_00d201ee9eg0003zekxanckt",
    "kind": "demands",
    "status": "previewed",
    "filename": "RFQ thang 3.xlsx",
    "size": 48211,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "source": "RFQ thang 3",
    "key": None,
    "buyer_id": "org_00d201ee9eg0003zekxanckt",
    "demand_list_id": None,
    "list_name": "RFQ thang 3",
    "demand_status": "draft",
    "progress": None,
    "counts": _COUNTS,
    "created_at": "2026-11-21T08:00:00Z",
    "updated_at": "2026-11-21T08:00:00Z",
}


class ProgressRead(OutputModel):
    """How far the work on a file is."""

    phase: Phase
    done: int
    """Rows that are done."""
    total: int | None
    """Rows in all, as far as that is known."""


class RowCounts(OutputModel):
    """How many rows are in which state; `read` is always the sum of the states."""

    read: int = 0
    ready: int = 0
    needs_review: int = 0
    invalid: int = 0
    skipped: int = 0
    written: int = 0
    blank: int = 0
    """Blank rows, which are no rows of the table."""


class ActionCounts(OutputModel):
    """What ready and written rows become, or became."""

    create: int = 0
    update: int = 0
    unchanged: int = 0


class MissingItem(OutputModel):
    """A record that the file does not name."""

    id: str
    name: str


class MissingRead(OutputModel):
    """What the file does not name any more; nothing happens to it.

    For demands what else the target list holds; for suppliers what earlier files of the same
    sender and source have named.
    """

    count: int
    first: list[MissingItem]


class FailureFault(OutputModel):
    """One fault of a file that could not be read."""

    code: str
    row: int | None
    column: str | None
    value: str | None
    detail: str


class FailureRead(OutputModel):
    """Why the file could not be read, or why the last confirmation wrote nothing."""

    status: int
    code: str
    title: str
    detail: str
    errors: list[FailureFault]


class FirstRows(OutputModel):
    """The first rows of each state; `/rows` has all."""

    ready: list[ImportRowRead] = []
    needs_review: list[ImportRowRead] = []
    invalid: list[ImportRowRead] = []


class AnswerRead(OutputModel):
    """What a text in a column stands for, in all rows that have no correction of their own."""

    column: str
    text: str
    value: str | None
    """Null: the cell is taken as empty."""
    how: str
    """chosen or remembered."""


class ImportSummary(OutputModel):
    """An import as it stands in a list."""

    model_config = example(_SUMMARY)

    id: str
    kind: ImportKind
    status: ImportStatus
    filename: str
    size: int
    """Bytes of the file."""
    sha256: str
    source: str
    """Where the file comes from: earlier files of the same source tell what is missing now."""
    key: Key | None
    buyer_id: str | None
    demand_list_id: str | None
    """The list that the rows go to; null until it is made."""
    list_name: str | None
    demand_status: InitialStatus
    progress: ProgressRead | None
    """Null when nothing is being done."""
    counts: RowCounts
    created_at: datetime
    updated_at: datetime


class ImportRead(ImportSummary):
    """An import with its preview."""

    model_config = example(
        {
            **_SUMMARY,
            "layout": LAYOUT_EXAMPLE,
            "actions": _ACTIONS,
            "missing": {
                "count": 1,
                "first": [{"id": "dem_00d201ee9eg0003zekxanckt", "name": "Lò xo nén"}],
            },
            "remembered": [{"header": "Mã vật tư", "column": "external_id"}],
            "answers": [
                {
                    "column": "delivery_province",
                    "text": "QN",
                    "value": "legacy:49",
                    "how": "remembered",
                }
            ],
            "problem": None,
            "first_rows": {"ready": [], "needs_review": [ROW_EXAMPLE], "invalid": []},
        }
    )

    layout: LayoutRead | None
    actions: ActionCounts
    missing: MissingRead
    remembered: list["RememberedRead"]
    """Headers that were understood because of an earlier import of the same sender."""
    answers: list[AnswerRead]
    """What texts stand for in all rows: chosen for this file, or remembered of an earlier one of
    the same sender and used."""
    problem: FailureRead | None
    first_rows: FirstRows


class RememberedRead(OutputModel):
    """A header that was decided on before."""

    header: str
    column: str


class ImportPatch(PatchModel):
    """What to change; what is left out stays. The file is read again."""

    model_config = example(
        {
            "columns": {"C": "quantity", "D": "notes"},
            "decimal_mark": ",",
            "answers": {"delivery_province": {"QN": "legacy:49"}},
            "list_name": "RFQ 3",
        }
    )

    sheet: Annotated[str, Field(max_length=100)] | None = None
    """Sheet to read; null: the likeliest."""
    header_rows: Annotated[list[RowNumber], Field(max_length=MAX_HEADER_ROWS)] | None = None
    """Numbers of the header rows, none for a table without; null: find them."""
    columns: dict[ColumnLetters, ColumnName | None] | None = None
    """By the letters of a column: its canonical name, `notes` or `ignored`; null takes a choice
    back. Columns that are not named keep their choice."""
    decimal_mark: Literal[",", "."] | None = None
    date_order: Literal["day_first", "month_first"] | None = None
    answers: Annotated[dict[ColumnName, Answers | None], Field(max_length=MAX_COLUMNS)] | None = (
        None
    )
    """Answers that count for all rows: by canonical column, what stands in the cell (or in a part
    of it between `;` or `|`), and what is meant; null in place of a text empties the cell. Added
    to earlier ones; null in place of a column takes its answers back, null here all of them. Rows
    with a correction of their own in the column keep it. Given alone, the file is not read again,
    and it also works after a confirmation."""
    key: Key | None = None
    """The only key that counts for finding what is registered, beside Ketnoi's own ids; null:
    external_id, tax code and name, in this order."""
    source: ShortText | Unset = None
    demand_list_id: ResourceId | None = None
    list_name: Name | None = None
    demand_status: InitialStatus | Unset = None


class ConfirmRequest(InputModel):
    """How to confirm."""

    model_config = example({"mode": "partial"})

    mode: Literal["partial", "strict"] = "partial"
    """`partial` writes the ready rows; `strict` writes all rows or none."""


class ConfirmRead(OutputModel):
    """What a confirmation did, or would do."""

    model_config = example(
        {
            "import_id": "imp_00d201ee9eg0003zekxanckt",
            "status": "confirmed",
            "written": _ACTIONS,
            "asked": 0,
            "counts": {**_COUNTS, "ready": 0, "written": 112},
            "demand_list_id": "lst_00d201ee9eg0003zekxanckt",
            "progress": None,
        }
    )

    import_id: str
    status: ImportStatus
    written: ActionCounts
    """Rows that this confirmation wrote; `unchanged` ones changed nothing."""
    asked: int
    """Rows that were ready and now need a decision, because the register changed since the
    preview or did not take them."""
    counts: RowCounts
    demand_list_id: str | None
    progress: ProgressRead | None
    """Given with status 202: the rows are still being written."""
