"""What a row says otherwise than the register, column by column."""

from collections.abc import Mapping

from app.imports.planning.findings import Json
from app.models import ImportRow

UNSAID = frozenset({"ketnoi_id", "data_origin"})
"""Columns in which a file changes nothing."""

DEFAULTS = frozenset(
    {
        "buyer_hidden",
        "certifications_complete",
        "country",
        "is_active",
        "is_buyer",
        "status",
    }
)
"""Columns that have a value where a file says nothing of them."""


def find_differences(
    stored: Mapping[str, str], given: Mapping[str, str], row: ImportRow
) -> list[Json]:
    """Compare what is stored with what a row says; what it does not say stays.

    Args:
        stored: Texts by column, as the register has them.
        given: Texts by column, as the row has them.
        row: The row: which columns it says something in.

    Returns:
        Column, old and new text of each difference, in the order of the columns.
    """
    return [
        {"column": column, "old": stored.get(column) or None, "new": given[column]}
        for column in spoken_columns(given, row)
        if given[column] != stored.get(column, "")
    ]


def spoken_columns(given: Mapping[str, str], row: ImportRow) -> list[str]:
    """Return the columns that a row speaks of: what is a default counts only where it is said.

    Args:
        given: Texts by column, as the row has them.
        row: The row.
    """
    said = said_columns(row)
    return [
        column
        for column, text in given.items()
        if text and column not in UNSAID and (column not in DEFAULTS or column in said)
    ]


def said_columns(row: ImportRow) -> frozenset[str]:
    """Return the columns of a row that are not empty, as its reading noted them."""
    return frozenset((row.plan or {}).get("said", ()))
