"""The error report: what is wrong stands beside the rows, which can be imported again."""

import dataclasses
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.core.i18n import Language, Text
from app.core.settings import Settings
from app.imports.analysis import analyse_file
from app.imports.findings import RowProblem, Severity, Suggestion
from app.imports.workbooks import report
from app.imports.workbooks.report import ReportRow, write_report
from app.spreadsheets.tables import Cell, ErrorValue, TableLimits

HEADER = ("Tên sản phẩm", "Số lượng", "Đơn vị tính", "")
POSITIONS = {"name": 0, "quantity": 1, "unit": 2}
LIMITS = dataclasses.asdict(TableLimits.of(Settings()))


def problem(
    column: str | None = "quantity", severity: Severity = "asked", *values: str
) -> RowProblem:
    suggestions = tuple(Suggestion(value, Text(value, value)) for value in values)
    text = Text("This is no number.", "Đây không phải là số.")
    return RowProblem("not_a_number", severity, column, "x", text, suggestions)


def row(number: int, *cells: Cell, problems: Sequence[RowProblem] = ()) -> ReportRow:
    return ReportRow(number, "needs_review" if problems else "ready", cells, problems)


def written(*rows: ReportRow, language: Language = "en") -> Worksheet:
    file = io.BytesIO()
    write_report(file, rows, HEADER, POSITIONS, language)
    file.seek(0)
    return cast("Worksheet", openpyxl.load_workbook(file).worksheets[0])


def test_the_rows_stand_as_they_were() -> None:
    sheet = written(
        row(
            7,
            "=1+1",
            Decimal("12.5"),
            "cái",
            date(2027, 3, 1),
            datetime(2027, 3, 1, 8, 30),  # noqa: DTZ001 - spreadsheets know no time zones
            time(8, 30),
            True,  # noqa: FBT003 - the content of a cell
            ErrorValue("#REF!"),
            Decimal(12345678901234567890),
            date(1850, 1, 1),
            None,
        )
    )
    header = [cell.value for cell in sheet[1]]
    assert header[:6] == ["What is wrong", "Row state", "Row in the file", *HEADER[:3]]
    assert [cell.value for cell in sheet[2]][1:] == [
        "ready",
        7,
        "=1+1",
        12.5,
        "cái",
        datetime(2027, 3, 1),  # noqa: DTZ001
        datetime(2027, 3, 1, 8, 30),  # noqa: DTZ001
        "08:30:00",
        "TRUE",
        "#REF!",
        "12345678901234567890",
        "1850-01-01",
    ]
    assert sheet["D2"].data_type == "s"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


@pytest.mark.parametrize(
    ("language", "said", "state"),
    [
        ("en", "Số lượng: This is no number. Perhaps: 12, 120", "to be reviewed"),
        ("vi", "Số lượng: Đây không phải là số. Có thể là: 12, 120", "cần xem lại"),
    ],
)
def test_what_is_wrong_is_said_and_shown(language: Language, said: str, state: str) -> None:
    sheet = written(
        row(3, "Vỏ", "x", problems=[problem("quantity", "asked", "12", "120")]), language=language
    )
    assert sheet["A2"].value == said
    assert sheet["B2"].value == state
    assert sheet["E2"].fill.fgColor.rgb == "FFFFE699"
    assert sheet["E2"].comment is not None
    assert sheet["E2"].comment.text in said
    assert sheet["D2"].comment is None


def test_refused_cells_missing_cells_and_whole_rows_are_marked() -> None:
    sheet = written(
        row(3, date(2027, 3, 1), problems=[problem("name", "refused"), problem(None)]),
        row(4, datetime(2027, 3, 1, 8), problems=[problem("name", "refused")]),  # noqa: DTZ001
        row(5, "Vỏ", problems=[problem("unit"), problem("website")]),
    )
    assert sheet["D2"].fill.fgColor.rgb == "FFF8CBAD"
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert sheet["D3"].number_format == "yyyy-mm-dd hh:mm"
    assert str(sheet["A2"].value).splitlines() == [
        "Tên sản phẩm: This is no number.",
        "This is no number.",
    ]
    assert sheet["F4"].value is None
    assert sheet["F4"].comment is not None


def test_a_column_without_header_is_named_by_its_letters() -> None:
    file = io.BytesIO()
    rows = [row(3, None, None, None, "x", problems=[problem("notes")])]
    write_report(file, rows, HEADER, {**POSITIONS, "notes": 3}, "en")
    file.seek(0)
    assert openpyxl.load_workbook(file).worksheets[0]["A2"].value == "G: This is no number."


def test_comments_end_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_COMMENTS", 1)
    sheet = written(*[row(3, "x", "x", problems=[problem()])] * 2)
    assert sheet["E2"].comment is not None
    assert sheet["E3"].comment is None
    assert sheet["E3"].fill.fgColor.rgb == "FFFFE699"


def test_a_report_without_rows_is_a_header() -> None:
    assert written().max_row == 1


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_corrected_report_is_imported(language: Language, tmp_path: Path) -> None:
    file = io.BytesIO()
    rows = [
        row(3, "Vỏ máy", "5x", "cái", problems=[problem()]),
        row(4, "Vít", Decimal(7), "cái"),
        row(9, "Lò xo", Decimal(9), "cái"),
    ]
    write_report(file, rows, HEADER[:3], POSITIONS, language)
    file.seek(0)
    book = openpyxl.load_workbook(file)
    book.worksheets[0]["E2"].value = 5
    path = tmp_path / "report.xlsx"
    book.save(path)
    found: list[dict[str, Any]] = []
    for message in analyse_file(str(path), path.name, "demands", {}, LIMITS):
        found += cast("list[dict[str, Any]]", message.get("rows", []))
    assert [one["state"] for one in found] == ["ready"] * 3
    assert [one["content"]["quantity"] for one in found] == ["5", "7", "9"]
    assert all("notes" not in one["content"] for one in found)
