"""What an export writes into a real file, an import reads from it again."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.i18n import Language
from app.core.settings import Settings
from app.exports.files import Format, write_table
from app.exports.register import typed_cell
from app.imports.analysis import analyse_file
from app.imports.columns import COLUMNS, ImportKind
from app.imports.rendering.content import (
    normal_demand,
    normal_supplier,
    render_demand,
    render_supplier,
)
from app.imports.workbooks.column_texts import load_column_texts
from app.spreadsheets.tables import TableLimits
from app.spreadsheets.writing.tables import Column, Table
from tests.factories import contents

EXAMPLES = 8
LIMITS = dataclasses.asdict(TableLimits.of(Settings()))
CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


def write(
    path: Path,
    kind: ImportKind,
    rows: Sequence[dict[str, str]],
    form: Format,
    language: Language | None,
) -> None:
    """Write rendered rows as the exports do."""
    columns = [
        Column(text.header_in(language) if language else text.column, text.width)
        for text in load_column_texts(kind).values()
    ]
    cells = ([typed_cell(kind, name, row.get(name, "")) for name in COLUMNS[kind]] for row in rows)
    with path.open("wb") as file:
        write_table(file, Table("Rows", columns, cells), form)


def read(path: Path, kind: ImportKind) -> list[dict[str, Any]]:
    """Read a file as an import does; nothing may be asked."""
    found: list[dict[str, Any]] = []
    for message in analyse_file(str(path), path.name, kind, {}, LIMITS):
        for row in cast("list[dict[str, Any]]", message.get("rows", [])):
            assert row["problems"] == []
            found.append(row["content"])
    return found


@pytest.mark.parametrize(("form", "language"), [("xlsx", "vi"), ("xlsx", "en"), ("csv", None)])
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=CHECKS)
@given(given_contents=st.lists(contents.suppliers(), min_size=1, max_size=3))
def test_suppliers_come_back_as_they_were(
    tmp_path: Path, form: Format, language: Language | None, given_contents: list[dict[str, Any]]
) -> None:
    rows = []
    for number, content in enumerate(given_contents):
        content["profile"]["external_id"] = f"S-{number}"
        content["organization"]["tax_code"] = None
        content["organization"]["foreign_registration_number"] = f"F-{number}"
        rows.append({**render_supplier(content), "ketnoi_id": f"sup_{number}"})
    path = tmp_path / f"suppliers.{form}"
    write(path, "suppliers", rows, form, language)
    assert list(map(normal_supplier, read(path, "suppliers"))) == list(
        map(normal_supplier, given_contents)
    )


@pytest.mark.parametrize(("form", "language"), [("xlsx", "vi"), ("xlsx", "en"), ("csv", None)])
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=CHECKS)
@given(given_contents=st.lists(contents.demands(), min_size=1, max_size=4))
def test_demands_come_back_as_they_were(
    tmp_path: Path, form: Format, language: Language | None, given_contents: list[dict[str, Any]]
) -> None:
    rows = []
    for number, content in enumerate(given_contents):
        content["external_id"] = f"D-{number}"
        rows.append({**render_demand(content), "ketnoi_id": f"dem_{number}"})
    path = tmp_path / f"demands.{form}"
    write(path, "demands", rows, form, language)
    assert list(map(normal_demand, read(path, "demands"))) == list(
        map(normal_demand, given_contents)
    )


def test_numbers_and_dates_are_cells_of_their_own_kind() -> None:
    assert typed_cell("demands", "needed_by", "2030-03-01") == date(2030, 3, 1)
    assert typed_cell("demands", "quantity", "12.1250") == pytest.approx(12.125)
    assert typed_cell("demands", "unit", "pcs") == "pcs"
    assert typed_cell("demands", "unit", "") is None
