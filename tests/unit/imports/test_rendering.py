"""What is written into a row is read from it again."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings

from app.imports.columns import COLUMNS, ImportKind
from app.imports.rendering.content import (
    normal_demand,
    normal_supplier,
    render_demand,
    render_supplier,
)
from app.imports.rows.demands import read_demand
from app.imports.rows.plan import RowPlan
from app.imports.rows.reader import RowReader
from app.imports.rows.suppliers import read_supplier
from app.spreadsheets.tables import Row
from app.spreadsheets.writing.neutral import keep_apostrophes
from tests.factories import contents

EXAMPLES = 100


def reader_of(kind: ImportKind, cells: Mapping[str, str]) -> RowReader:
    """Give the reader of a row that holds all columns."""
    columns = COLUMNS[kind]
    assert set(cells) <= set(columns)
    positions = {column: index for index, column in enumerate(columns)}
    plan = RowPlan(positions, silent=frozenset(positions.values()))
    written = (cells.get(column) for column in columns)
    covered = tuple(text and keep_apostrophes(text) for text in written)
    return RowReader(Row(2, covered), plan)


def flat(content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a supplier at one level, which shows a difference better."""
    profile, organization = content["profile"], content["organization"]
    contacts = content["contacts"]
    return {**organization, "office": organization["address"], **profile, "contacts": contacts}


@settings(max_examples=EXAMPLES, deadline=None)
@given(contents.suppliers())
def test_a_supplier_is_read_back_from_its_row(content: dict[str, Any]) -> None:
    reader = reader_of("suppliers", render_supplier(content))
    read = read_supplier(reader)
    assert reader.problems == []
    assert read is not None
    assert flat(normal_supplier(read)) == flat(normal_supplier(content))


@settings(max_examples=EXAMPLES, deadline=None)
@given(contents.demands())
def test_a_demand_is_read_back_from_its_row(content: dict[str, Any]) -> None:
    reader = reader_of("demands", {**render_demand(content), "ketnoi_id": "dem_1"})
    read = read_demand(reader)
    assert reader.problems == []
    assert read is not None
    assert normal_demand(read) == normal_demand(content)
