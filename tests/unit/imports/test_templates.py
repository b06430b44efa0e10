"""A template that is filled in as it says is imported without a question."""

import dataclasses
import io
import re
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest

from app.core.i18n import Language
from app.core.settings import Settings
from app.imports.analysis import analyse_file
from app.imports.columns import COLUMNS, ImportKind
from app.imports.headers import header_key, load_headers
from app.imports.workbooks.column_texts import load_column_texts
from app.imports.workbooks.template_values import value_lists
from app.imports.workbooks.templates import write_template
from app.spreadsheets.tables import TableLimits

LIMITS = dataclasses.asdict(TableLimits.of(Settings()))
KINDS: tuple[ImportKind, ...] = ("demands", "suppliers")
LANGUAGES: tuple[Language, ...] = ("en", "vi")
each = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in KINDS for language in LANGUAGES]
)


def template(kind: ImportKind, language: Language) -> openpyxl.Workbook:
    file = io.BytesIO()
    write_template(file, kind, language)
    file.seek(0)
    return openpyxl.load_workbook(file)


def analyse(book: openpyxl.Workbook, path: Path, kind: ImportKind) -> list[dict[str, Any]]:
    """Read a filled template; return its rows."""
    book.save(path)
    rows: list[dict[str, Any]] = []
    for message in analyse_file(str(path), path.name, kind, {}, LIMITS):
        rows += cast("list[dict[str, Any]]", message.get("rows", []))
    return rows


@each
def test_every_header_is_recognised_as_its_column(kind: ImportKind, language: Language) -> None:
    known = load_headers(kind)
    for column, text in load_column_texts(kind).items():
        assert known[header_key(text.header_in(language))] == column


@each
def test_the_example_filled_in_is_ready(
    kind: ImportKind, language: Language, tmp_path: Path
) -> None:
    book = template(kind, language)
    sheet = book.worksheets[0]
    for position, text in enumerate(load_column_texts(kind).values(), start=1):
        sheet.cell(2, position).value = text.example or None
    (row,) = analyse(book, tmp_path / "filled.xlsx", kind)
    assert row["problems"] == []
    assert row["state"] == "ready"
    given = [name for name, text in load_column_texts(kind).items() if text.example]
    assert len(given) > 20
    assert row["content"] is not None


@each
def test_every_value_of_a_drop_down_is_understood(
    kind: ImportKind, language: Language, tmp_path: Path
) -> None:
    book = template(kind, language)
    sheet = book.worksheets[0]
    place = {column: index for index, column in enumerate(COLUMNS[kind], start=1)}
    line = 2
    for offered in value_lists(kind, language):
        for column in offered.columns:
            for value in offered.values:
                sheet.cell(line, place["name"]).value = f"Tên {line}"
                sheet.cell(line, place[column]).value = value
                if column in {"unit", "period"}:
                    sheet.cell(line, place["unit"]).value = value if column == "unit" else "pcs"
                    sheet.cell(line, place["quantity"]).value = 5
                line += 1
    rows = analyse(book, tmp_path / "values.xlsx", kind)
    assert len(rows) == line - 2
    assert [row["problems"] for row in rows if row["problems"]] == []


@each
def test_drop_downs_refer_to_the_lists(kind: ImportKind, language: Language) -> None:
    book = template(kind, language)
    sheet, instructions, lists = book.worksheets
    assert sheet.freeze_panes == "A2"
    offered = {
        column: values for values in value_lists(kind, language) for column in values.columns
    }
    columns = COLUMNS[kind]
    checked = 0
    for rule in sheet.data_validations.dataValidation:
        column = columns[next(iter(rule.sqref.ranges)).min_col - 1]
        assert rule.promptTitle
        assert len(rule.prompt) <= 255
        if column not in offered:
            assert rule.type in {None, "none"}
            continue
        match = re.fullmatch(r"'(.+)'!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", rule.formula1)
        assert match
        assert match[1] == lists.title
        cells = [lists[f"{match[2]}{line}"].value for line in range(2, int(match[3]) + 1)]
        assert tuple(cells) == offered[column].values
        checked += 1
    assert checked == len(offered)
    assert instructions.max_row > len(columns)


@each
def test_an_empty_template_holds_no_row(kind: ImportKind, language: Language) -> None:
    sheet = template(kind, language).worksheets[0]
    assert sheet.max_row == 1
