"""Which column of a table is which: canonical names and what people write instead."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

import yaml
from rapidfuzz import fuzz, process

from app.core.errors import Problem
from app.core.i18n import Text
from app.reference.text import fold
from app.spreadsheets.errors import Faults
from app.spreadsheets.tables import Cell, Table, cell_problem, column_letters, text_of

ImportKind = Literal["demands", "suppliers"]

COLUMNS: dict[ImportKind, tuple[str, ...]] = {
    "demands": (
        "external_id",
        "name",
        "name_en",
        "specification",
        "category",
        "material",
        "quantity",
        "unit",
        "period",
        "required_certifications",
        "preferred_certifications",
        "delivery_province",
        "allowed_provinces",
        "max_distance_km",
        "needed_by",
        "drawing_ref",
        "standard_ref",
        "approvals",
        "notes",
    ),
    "suppliers": (
        "external_id",
        "tax_code",
        "name",
        "name_en",
        "province",
        "address",
        "industrial_park",
        "categories",
        "capabilities",
        "materials",
        "machines",
        "monthly_capacity",
        "certifications",
        "employees",
        "founded_year",
        "website",
        "contact_name",
        "contact_email",
        "contact_phone",
        "export_markets",
        "fdi_customers",
        "badges",
    ),
}
"""Canonical columns, in the order in which they are documented and exported."""

REQUIRED_COLUMN = "name"
"""The only column that a table must have."""

_IGNORED = "ignored"
_PARTS = re.compile(r"[/\n|()\[\]–—]|\s-\s")
"""What separates the languages of a header ("Tên hàng / Item name")."""

_MIN_LIKENESS = 60
"""Least rapidfuzz ratio (0..100) of a column that is suggested."""

_MAX_SUGGESTIONS = 3

_UNKNOWN = Text(
    "There is no column '{header}'; the nearest are: {known}. Rename the header, or delete the"
    " column.",
    "Không có cột '{header}'; các cột gần nhất: {known}. Hãy đổi tên tiêu đề hoặc xóa cột.",
)
_TWICE = Text(
    "Columns {first} and {second} are both {column}. Keep one of them.",
    "Cột {first} và cột {second} cùng là {column}. Hãy giữ lại một cột.",
)
_NO_HEADER = Text(
    "Column {letters} has no header, but holds data. Give it a header, or clear it.",
    "Cột {letters} không có tiêu đề nhưng có dữ liệu. Hãy đặt tiêu đề hoặc xóa cột.",
)
_MISSING = Text(
    "There is no column '{column}' (for example 'Tên' or 'Name'). The first row that is not blank"
    " must hold the headers.",
    "Thiếu cột '{column}' (ví dụ 'Tên' hoặc 'Name'). Dòng đầu tiên không trống phải là tiêu đề.",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a table stand.

    Attributes:
        positions: Index of each column, from 0, by its canonical name.
        ignored: Headers of columns that only number the rows, as they stand in the file.
    """

    positions: Mapping[str, int]
    ignored: tuple[str, ...]


def find_layout(table: Table, kind: ImportKind) -> Layout:
    """Recognise the header of a table.

    Raises:
        InvalidFileError: A header is unknown or stands twice, data has no header, or the name is
            missing; names each.
    """
    faults = Faults()
    positions: dict[str, int] = {}
    ignored: dict[int, str] = {}
    number = table.header.number
    for position, cell in enumerate(table.header.cells):
        if cell is None:
            continue
        column = recognise(text_of(cell), kind)
        if column is None:
            faults.add(_unknown(number, position, cell, kind))
        elif column == _IGNORED:
            ignored[position] = text_of(cell)
        elif column in positions:
            faults.add(_twice(number, position, cell, positions[column], column))
        else:
            positions[column] = position
    faults.add_all(_data_without_header(table))
    if REQUIRED_COLUMN not in positions and not faults:
        params = (("column", REQUIRED_COLUMN),)
        faults.add(
            Problem("missing_column", _MISSING, "file", row=number, column="name", params=params)
        )
    faults.raise_if_any()
    return Layout(positions, tuple(ignored.values()))


def recognise(header: str, kind: ImportKind) -> str | None:
    """Find the column that a header means.

    Args:
        header: The header as written, in English or Vietnamese, with or without marks; one in
            two languages counts when all its parts mean the same.
        kind: What the table holds.

    Returns:
        The canonical name; "ignored" for a column that only numbers the rows; None when the
        header is not known.
    """
    known = load_headers(kind)
    whole = known.get(_key(header))
    if whole is not None:
        return whole
    parts = {known.get(_key(part)) for part in _PARTS.split(header) if _key(part)}
    return parts.pop() if len(parts) == 1 else None


@cache
def load_headers(kind: ImportKind) -> Mapping[str, str]:
    """Read the known headers of a kind of table.

    Returns:
        Canonical name by folded header; "ignored" for columns that only number the rows.

    Raises:
        ValueError: The data names a column that does not exist, or one header for two columns.
    """
    text = (resources.files("app.imports") / "data" / "header_synonyms.yaml").read_text("utf-8")
    document = cast("dict[str, Mapping[str, Sequence[str]]]", yaml.safe_load(text))
    synonyms = document[kind]
    if set(synonyms) != set(COLUMNS[kind]):
        msg = f"header synonyms of {kind} name other columns than there are"
        raise ValueError(msg)
    headers: dict[str, str] = {}
    for column in COLUMNS[kind]:
        _add(headers, column, (column, *synonyms[column]))
    _add(headers, _IGNORED, cast("Sequence[str]", document[_IGNORED]))
    return headers


def _add(headers: dict[str, str], column: str, names: Iterable[str]) -> None:
    for name in names:
        other = headers.setdefault(_key(name), column)
        if other != column:
            msg = f"header {name!r} stands for {other} and for {column}"
            raise ValueError(msg)


def _key(header: str) -> str:
    return " ".join(fold(header).replace("_", " ").split())


def nearest_columns(header: str, kind: ImportKind) -> list[str]:
    """Return the columns whose headers look most like one; all of them where none does."""
    known = {name: column for name, column in load_headers(kind).items() if column != _IGNORED}
    found = process.extract(
        _key(header), known.keys(), scorer=fuzz.WRatio, score_cutoff=_MIN_LIKENESS, limit=20
    )
    columns = dict.fromkeys(known[name] for name, _, _ in found)
    return list(columns)[:_MAX_SUGGESTIONS] or list(COLUMNS[kind])


def _unknown(row: int, position: int, cell: Cell, kind: ImportKind) -> Problem:
    header = text_of(cell)
    params = {"header": header[:40], "known": ", ".join(nearest_columns(header[:100], kind))}
    return cell_problem("unknown_column", _UNKNOWN, row, position, cell, **params)


def _twice(row: int, position: int, cell: Cell, first: int, column: str) -> Problem:
    params = {
        "first": column_letters(first),
        "second": column_letters(position),
        "column": column,
    }
    return cell_problem("duplicate_column", _TWICE, row, position, cell, **params)


def _data_without_header(table: Table) -> list[Problem]:
    """Describe, once a column, the cells that stand below no header."""
    header = table.header.cells
    problems: dict[int, Problem] = {}
    for row in table.rows:
        for position, cell in enumerate(row.cells):
            has_header = position < len(header) and header[position] is not None
            if cell is None or has_header or position in problems:
                continue
            letters = column_letters(position)
            problems[position] = cell_problem(
                "data_without_header", _NO_HEADER, row.number, position, cell, letters=letters
            )
    return list(problems.values())
