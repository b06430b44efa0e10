import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.settings import Settings
from app.imports.analysis import analyse_file
from app.imports.cells.suggestions import suggest
from app.spreadsheets.errors import EmptyFileError, EmptyTableError, TooManyRowsError
from app.spreadsheets.tables import TableLimits

LIMITS = asdict(TableLimits.of(Settings()))


def analyse(
    path: Path, kind: str, choices: Mapping[str, Any] | None = None, **limits: int
) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    messages = list(analyse_file(str(path), path.name, kind, choices or {}, {**LIMITS, **limits}))
    assert json.loads(json.dumps(messages)) == messages
    assert [message["type"] for message in messages[1:-1]] == ["rows"] * (len(messages) - 2)
    rows: list[Any] = [row for message in messages[1:-1] for row in rows_in(message)]
    layout: Any = messages[0]["layout"]
    return layout, rows, messages[-1]


def rows_in(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    assert len(message["rows"]) <= 500
    return list(message["rows"])


def csv(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_messy_workbook_is_taken_apart(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["CÔNG TY TNHH VÍ DỤ"])
    sheet.append(["DANH MỤC LINH KIỆN CẦN MUA"])
    sheet.append([])
    sheet.append(["STT", "Mã hàng", "Tên hàng", "Số lượng", None, "ĐVT", "Ngày cần", "Màu"])
    sheet.append([None, None, None, "Tháng", "Năm"])
    sheet.append([1, 2, 3, 4, 5, 6, 7, 8])
    for cells in ("D4:E4", "A4:A5", "B4:B5", "C4:C5", "F4:F5", "G4:G5", "H4:H5", "A7:H7"):
        sheet.merge_cells(cells)
    sheet["A7"] = "I. NHÓM NHỰA"
    sheet.append([1, 12.0, "Vỏ máy", "1.000", 12000, "cái", date(2040, 3, 1), "Đỏ"])
    sheet.append([2, 13, "Nắp", "1.500,5", None, "nt", 51500, "nt"])
    sheet.append([3, 14, None, 5, None, "cái"])
    sheet.append([])
    sheet.append([None, None, "Tổng cộng", 2500])
    path = tmp_path / "messy.xlsx"
    book.save(path)

    layout, rows, end = analyse(path, "demands")

    assert layout["header_rows"] == [4, 5]
    assert layout["first_row"] == 7
    assert [(row["number"], row["state"]) for row in rows] == [
        (7, "invalid"),
        (8, "ready"),
        (9, "ready"),
        (10, "invalid"),
        (12, "invalid"),
    ]
    assert end == {"type": "end", "read": 5, "blank": 1, "answers": []}
    assert rows[1]["content"] == {
        "external_id": "12",
        "name": "Vỏ máy",
        "quantity": "1000",
        "unit": "pcs",
        "period": "month",
        "needed_by": "2040-03-01",
        "notes": "Số lượng / Năm: 12000\nMàu: Đỏ",
    }
    assert {guess["code"] for guess in rows[2]["guesses"]} == {
        "as_above",
        "date_serial",
        "period_from_header",
    }


def test_a_large_file_comes_in_batches(tmp_path: Path) -> None:
    path = csv(tmp_path / "l.csv", ["Tên,MST", *(f"Công ty {i}," for i in range(1203))])
    _, rows, end = analyse(path, "suppliers")
    assert end == {"type": "end", "read": 1203, "blank": 0, "answers": []}
    assert {row["state"] for row in rows} == {"ready"}


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path / "e.csv", ["Tên công ty,MST"])
    with pytest.raises(EmptyTableError):
        analyse(path, "suppliers")


def test_more_rows_than_allowed_are_refused(tmp_path: Path) -> None:
    path = csv(tmp_path / "m.csv", ["Tên,MST", "A,", "B,", "C,"])
    with pytest.raises(TooManyRowsError):
        analyse(path, "suppliers", max_rows=2)


def test_the_centres_own_words_are_suggested(tmp_path: Path) -> None:
    path = csv(tmp_path / "o.csv", ["Tên,Ngành hàng,Năng lực", "A,Zyxwv,x"])
    messages = list(
        analyse_file(str(path), "o.csv", "suppliers", {}, LIMITS, [["zyxwv", "PLA-INJ"]])
    )
    problem: Any = messages[1]["rows"]
    assert problem[0]["problems"][0]["suggestions"][0]["value"] == "PLA-INJ"
    assert suggest("categories", "zyxwv", "zyxwv")[0].value == "PLA-INJ"


LINES = st.lists(
    st.lists(
        st.sampled_from(
            ["Tên", "MST", "nt", "1.000", "QN", "", "A", "Tổng", "0300588569", "5 cái", "=1+1", "'"]
        ),
        max_size=6,
    ).map(";".join),
    max_size=12,
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, st.sampled_from(["demands", "suppliers"]))
def test_rows_read_are_rows_kept_asked_and_refused(
    tmp_path: Path, lines: list[str], kind: str
) -> None:
    path = csv(tmp_path / "r.csv", lines)
    try:
        layout, rows, end = analyse(path, kind)
    except (EmptyFileError, EmptyTableError):
        return
    filled = [n for n, line in enumerate(lines, start=1) if line.strip(";")]
    states = [row["state"] for row in rows]
    counts = [states.count(state) for state in ("ready", "needs_review", "invalid")]
    assert sum(counts) == end["read"] == len(rows)
    assert [row["number"] for row in rows] == [n for n in filled if n >= layout["first_row"]]
