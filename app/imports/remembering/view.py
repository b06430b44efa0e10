"""What is shown of corrections that were taken over from an earlier import."""

from collections.abc import Mapping
from typing import Any

from app.core.i18n import Text
from app.imports.columns import REQUIRED_COLUMN
from app.models import Import, ImportRow
from app.spreadsheets.tables import MAX_QUOTED, decode_cell, text_of

Json = dict[str, Any]

_CODE = "corrected_before"
_CORRECTED = Text(
    "The same row was corrected so in the import {id}.",
    "Dòng giống hệt đã được sửa như vậy ở lần nhập {id}.",
)
_DECIDED = Text(
    "The same decision was made about this row in the import {id}.",
    "Dòng giống hệt đã được quyết định như vậy ở lần nhập {id}.",
)


def recalled_guesses(row: ImportRow, owner: Import) -> list[Json]:
    """Return what to show of a row whose corrections or decision come from an earlier import."""
    if row.remembered_from is None:
        return []
    given = _given(row, owner)
    guesses = [
        _guess(column, given.get(column, ""), text or "", _CORRECTED, row.remembered_from)
        for column, text in (row.corrections or {}).items()
    ]
    if row.decision:
        words = ", ".join(row.decision)
        name = given.get(REQUIRED_COLUMN, "")
        guesses.append(_guess(REQUIRED_COLUMN, name, words, _DECIDED, row.remembered_from))
    return guesses


def _given(row: ImportRow, owner: Import) -> dict[str, str]:
    """Return what stands in the file, by canonical column."""
    columns = (owner.layout or {}).get("columns", ())
    return {
        column["column"]: text_of(decode_cell(row.cells[column["position"]]))
        for column in columns
        if column["column"] is not None and column["position"] < len(row.cells)
    }


def _guess(column: str, given: str, taken: str, text: Text, import_id: str) -> Json:
    words: Mapping[str, str] = {
        "en": text.render("en", id=import_id),
        "vi": text.render("vi", id=import_id),
    }
    return {
        "code": _CODE,
        "column": column,
        "given": given[:MAX_QUOTED],
        "taken": taken[:MAX_QUOTED],
        "text": words,
    }
